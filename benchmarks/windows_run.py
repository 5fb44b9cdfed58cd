"""One run of the Manager window on a store that a qubesd serves; prints its figures as JSON.

`python -m benchmarks.windows_run HOME`; benchmarks/bench_windows.py starts it.
"""

# ruff: noqa: E402  (the clock starts before anything is imported)
from __future__ import annotations

import time

BORN = time.perf_counter()

import asyncio
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import qasync
from PyQt5.QtCore import QSettings
from PyQt5.QtWidgets import QApplication

from qubesmanager.client import locate
from qubesmanager.client.system import Change, ChangeKind, System
from qubesmanager.client.volumes import begin_import
from qubesmanager.ui.launch import make_application
from qubesmanager.ui.manager.window import ManagerWindow
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.wizards.backup_wizard import BackupWizard

EVENTS = 1000
JOB_BYTES = 64 << 20
TYPED = "template:debian work"
TICK_S = 0.001


class Ticker:
    """The longest time in which the loop did nothing else than one thing."""

    def __init__(self) -> None:
        self.longest_s = 0.0

    async def run(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(TICK_S)
            now = time.perf_counter()
            self.longest_s = max(self.longest_s, now - last - TICK_S)
            last = now

    @contextmanager
    def watching(self) -> Iterator[None]:
        self.longest_s = 0.0
        task = asyncio.ensure_future(self.run())
        try:
            yield
        finally:
            task.cancel()


def frame_s(work: Callable[[], object]) -> float:
    """Until what was changed is drawn."""
    since = time.perf_counter()
    work()
    QApplication.processEvents()
    return time.perf_counter() - since


def memory_mib() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ValueError("no VmRSS")


async def measure(home: Path, folder: Path) -> dict[str, float]:
    connection = await locate.connect(home)

    async def open_system() -> System:
        return System(connection)

    settings = QSettings(str(folder / "settings.ini"), QSettings.IniFormat)
    window = ManagerWindow(open_system, Notifier(), settings)
    shown = asyncio.Event()
    window.loaded.connect(shown.set)
    window.show()
    window.start()
    await shown.wait()
    QApplication.processEvents()
    figures = {"start_s": time.perf_counter() - BORN}
    await asyncio.sleep(0.5)  # forms are read in the idle turns after the start

    typed = [
        frame_s(lambda end=end: window.search_edit.setText(TYPED[:end]))
        for end in range(1, len(TYPED) + 1)
    ]
    figures["key_ms"] = statistics.median(typed) * 1000
    figures["slowest_key_ms"] = max(typed) * 1000
    window.search_edit.clear()
    await asyncio.sleep(0.1)

    system = window.system
    assert system is not None
    names = [qube.name for qube in window.model.records]
    ticker = Ticker()
    with ticker.watching():
        since = time.perf_counter()
        for number in range(EVENTS):
            name = names[number % len(names)]
            system.qubes[name] = replace(system.qubes[name], notes=f"note {number}")
            window.on_change(Change(ChangeKind.CHANGED, name))
            if number % 50 == 49:
                await asyncio.sleep(0)
        while window.changes.busy:  # noqa: ASYNC110 - no signal for a benchmark alone
            await asyncio.sleep(TICK_S)
        figures["burst_ms"] = (time.perf_counter() - since) * 1000
        await asyncio.sleep(0.2)  # what is only counted and drawn afterwards
    figures["burst_gap_ms"] = ticker.longest_s * 1000

    wizards = [frame_s(lambda: BackupWizard(system, window.notifier).show()) for _ in range(3)]
    figures["wizard_ms"] = min(wizards) * 1000
    figures["memory_mib"] = memory_mib()
    if "jobs" in sys.argv:
        await make_job_qube(system)
        with ticker.watching():
            await back_up_and_verify(window, system, folder)
        figures["backup_gap_ms"] = ticker.longest_s * 1000
    await window.shutdown()
    await connection.close()
    return figures


async def make_job_qube(system: System) -> None:
    """One with 64 MiB of data, known to the window as from its start."""
    await system.create_qube("StandaloneVM", "bench-job", "red")
    target = await begin_import(system.connection, "bench-job", "private", JOB_BYTES)
    data = os.urandom(1 << 20)
    for _ in range(JOB_BYTES >> 20):
        target.write(data)
        await asyncio.sleep(0)
    await target.commit()
    await system.load()


async def back_up_and_verify(window: ManagerWindow, system: System, folder: Path) -> None:
    """That qube by the wizard, at full strength, read back by a restore worker."""
    wizard = BackupWizard(system, window.notifier, window, {"bench-job"})
    wizard.show()
    wizard.where.folder_edit.setText(str(folder))
    for edit in (wizard.passphrase.first_edit, wizard.passphrase.second_edit):
        edit.setText("correct horse battery")
    while wizard.job is None:
        await wizard.next()
    await wizard.job.wait_ended()
    assert wizard.job.state.name == "DONE", (wizard.job.headline, wizard.job.remark)
    wizard.close()


def main() -> None:
    app = make_application("qubes-qube-manager")
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with tempfile.TemporaryDirectory() as folder, loop:
        figures = loop.run_until_complete(measure(Path(sys.argv[1]), Path(folder)))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
