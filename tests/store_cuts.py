"""Cut work on a whole store off at every system call that matters: create, remove, move a qube.

``python -m tests.store_cuts FROM-DRIVER TO-DRIVER DIRECTORY [SCENARIO...]`` prints one JSON line
per cut. As in crash_cuts.py a child begins the operation and ends itself (``os._exit``) at the n-th
step of ``durable``; then the store is loaded anew, as the next qubesd would, and judged.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from qubesmanager.backend import unfinished
from qubesmanager.backend.app import App
from qubesmanager.backend.moving import Move
from qubesmanager.backend.new_store import create_store
from qubesmanager.backend.qube.firewall_rule import parse_rule
from qubesmanager.backend.storage import durable
from qubesmanager.backend.storage.conformance_tools import committed, load
from qubesmanager.protocol import AdminError

CUT = 9
DATA = b"what the person has".ljust(1 << 20, b"!")


class Bench:
    def __init__(self, folder: Path, source: str, target: str) -> None:
        self.home, self.kept = folder / "home", folder / "kept"
        self.source, self.target = source, target

    async def prepare(self) -> None:
        """A store with a template, a qube made from it, and a second pool."""
        await create_store(self.home, self.source, setup_check=False)
        app = await App.load(self.home)
        options = {"setup_check": "no"} if self.target == "file-reflink" else {}
        await app.add_pool("second", self.target, dir_path=str(self.home / "second"), **options)
        await app.add_qube("TemplateVM", "tpl", "black")
        child = await app.add_qube("AppVM", "child", "red", "tpl")
        await child.properties.set("template_for_dispvms", "True")
        rules = [parse_rule("action=accept dst4=10.0.0.1/32"), parse_rule("action=drop")]
        await child.firewall.set(rules)
        await load(app.qubes["tpl"].volumes["root"], DATA)
        await app.save()
        self.home.rename(self.kept)

    def begin_again(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        subprocess.run(["cp", "-a", "--sparse=always", self.kept, self.home], check=True)


async def create(app: App) -> None:
    await app.add_qube("StandaloneVM", "new", "red")


async def create_disposable(app: App) -> None:
    await app.add_qube("DispVM", "new", "red", "child")


async def remove(app: App) -> None:
    await app.remove_qube("child")


async def move(app: App) -> None:
    tpl = app.qubes["tpl"]
    await Move(app, tpl, app.pools["second"], None, lambda *_: None).run()


async def judge_created(app: App) -> str:
    there = "new" in app.qubes
    if not there:
        await app.add_qube("StandaloneVM", "new", "red")
    await app.qubes["new"].storage.verify()
    if not there:
        assert not (app.home / "appvms/new/firewall.xml").exists(), "rules of a qube that is none"
    return "there" if there else "absent"


async def judge_removed(app: App) -> str:
    if "child" in app.qubes:
        await app.qubes["child"].storage.verify()
        return "there"
    assert not (app.home / "appvms" / "child").exists(), "the directory of a removed qube stays"
    await app.add_qube("AppVM", "child", "red", "tpl")
    return "absent"


async def judge_moved(app: App) -> str:
    tpl, child = app.qubes["tpl"], app.qubes["child"]
    pools = {volume.pool.name for volume in tpl.volumes.values() if volume.pool.keeps_data}
    assert len(pools) == 1, f"half moved: {pools}"
    assert (await committed(tpl.volumes["root"])).rstrip(b"\0") == DATA, "the data is not there"
    assert child.volumes["root"].source is tpl.volumes["root"], "the child starts from elsewhere"
    await tpl.storage.verify()
    await child.storage.verify()
    if pools != {"second"}:
        await move(app)
        assert (await committed(tpl.volumes["root"])).rstrip(b"\0") == DATA
    return "new" if pools == {"second"} else "old"


@dataclass(frozen=True)
class Scenario:
    operation: Callable[[App], Awaitable[None]]
    judge: Callable[[App], Awaitable[str]]


SCENARIOS = {
    "create qube": Scenario(create, judge_created),
    "create disposable": Scenario(create_disposable, judge_created),
    "remove qube": Scenario(remove, judge_removed),
    "move qube": Scenario(move, judge_moved),
}


def cut_child(bench: Bench, scenario: Scenario, cut: int, report: int) -> int:
    """Fork; the exit status of the child: CUT, or 0 when there are fewer steps."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    steps = 0

    def on_step(when: str, call: str, path: Path) -> None:
        nonlocal steps
        if when == "after":  # is before the next one
            return
        if steps == cut:
            os.write(report, f"{call} {path.name}".encode())
            os._exit(CUT)
        steps += 1

    async def operate() -> None:
        app = await App.load(bench.home)
        durable.on_step = on_step
        await scenario.operation(app)

    try:
        asyncio.run(operate())
    except BaseException as error:
        print(f"child: {error!r}", file=sys.stderr)
        os._exit(1)
    os._exit(0)


async def judge(bench: Bench, scenario: Scenario) -> str:
    app = await App.load(bench.home)
    await unfinished.clean_up(app)
    known: dict[str, set[str]] = {}
    for pool, vid in unfinished.known_volumes(app):
        known.setdefault(pool, set()).add(vid)
    for pool in app.pools.values():
        strays = await pool.strays(known.get(pool.name, ()))
        assert not strays, f"left in {pool}: {strays}"
    assert not (bench.home / unfinished.FOLDER).exists(), "a note is left"
    return await scenario.judge(app)


def try_cut(bench: Bench, name: str, cut: int) -> dict[str, object] | None:
    """One line of the table, None when the operation has fewer steps."""
    bench.begin_again()
    reader, writer = os.pipe()
    status = cut_child(bench, SCENARIOS[name], cut, writer)
    os.close(writer)
    with open(reader, "rb") as pipe:
        line: dict[str, object] = {"scenario": name, "cut": cut, "step": pipe.read().decode()}
    if status == 0:
        return None
    if status != CUT:
        return {**line, "error": f"child ended with {status}"}
    try:
        line["outcome"] = asyncio.run(judge(bench, SCENARIOS[name]))
    except (AssertionError, AdminError, OSError, NotImplementedError) as error:
        line["error"] = repr(error)
    return line


def main() -> None:
    bench = Bench(Path(sys.argv[3]), sys.argv[1], sys.argv[2])
    asyncio.run(bench.prepare())
    for name in sys.argv[4:] or SCENARIOS:
        cut = 0
        while (line := try_cut(bench, name, cut)) is not None:
            print(json.dumps(line), flush=True)
            cut += 1


if __name__ == "__main__":
    main()
