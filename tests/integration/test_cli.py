"""The `qube` command from the outside: what it does, prints and returns."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import pty
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qubesmanager.client import locate
from qubesmanager.client.system import System
from tests.archives import ArchiveQube, make_archive, noise
from tests.commands import Qube
from tests.integration.stores import runtime_dir, saved_volumes, slow_archive, until

PASSPHRASE = "correct horse battery"
V4 = (
    "v4-gzip.qbak",
    "v4-gzip-stock-kdf.qbak",
    "v4-bzip2-multichunk.qbak",
    "v4-uncompressed-multichunk.qbak",
    "v4-zstd.qbak",
)


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> Iterator[None]:
    with runtime_dir():
        yield


@pytest.fixture
def qube(tmp_path: Path) -> Qube:
    """The command on a new store."""
    command = Qube(tmp_path / "store")
    command.run("init")
    return command


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small one: a template and a qube with a network qube that is not in it."""
    qubes = [
        ArchiveQube(
            "tpl", "TemplateVM", label="black", volumes={"root": noise(9000), "private": b""}
        ),
        ArchiveQube("work", label="blue", template="tpl", volumes={"private": noise(70000)}),
    ]
    return make_archive(tmp_path_factory.mktemp("archives") / "small.qbak", qubes)


def exported(qube: Qube, volume: str, folder: Path) -> tuple[str, int]:
    path = folder / volume.replace(":", "-")
    qube.run("volume", "export", volume, str(path))
    data = path.read_bytes()
    path.unlink()
    return hashlib.sha256(data).hexdigest(), len(data)


def rows(result: dict[str, Any]) -> dict[str, Any]:
    return {row["name"]: row for row in result["qubes"]}


# -- the store


def test_init_chooses_a_driver_and_says_why(tmp_path: Path) -> None:
    qube = Qube(tmp_path / "store")
    said = qube.run("init").stdout
    assert str(tmp_path / "store") in said
    assert "file system" in said
    again = qube.run("init", ok=False)
    assert (again.returncode, again.stdout) == (1, "")
    assert "there is a store" in again.stderr


def test_init_with_file_says_its_limits(tmp_path: Path) -> None:
    made = Qube(tmp_path / "store").json("init", "--pool-driver", "file")
    assert made["pool_driver"] == "file"
    assert made["limits"]


def test_init_keeps_volumes_elsewhere(tmp_path: Path) -> None:
    qube = Qube(tmp_path / "store")
    qube.run("init", "--pool-driver", "file-reflink", "--pool-dir", str(tmp_path / "pool"))
    qube.run("create", "alone", "--class", "StandaloneVM")
    assert list((tmp_path / "pool").glob("appvms/alone/*"))


def test_no_store(tmp_path: Path) -> None:
    done = Qube(tmp_path / "store").run("ls", ok=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"qube --home {tmp_path}/store init" in done.stderr
    failed = Qube(tmp_path / "store").json("ls", ok=False)
    assert failed["error"]["kind"] == "no-store"


def test_no_daemon_stays_behind(qube: Qube) -> None:
    qube.run("ls")
    serving = [
        path.parent.name
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if os.fsencode(qube.home) in read_if_there(path)
    ]
    assert serving == []


def read_if_there(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # the process ended meanwhile
        return b""


# -- qubes


def test_create_list_show_remove(qube: Qube) -> None:
    qube.run("create", "debian", "--class", "TemplateVM", "--label", "black")
    made = qube.json("create", "work", "--class", "AppVM", "--template", "debian")
    assert (made["name"], made["label"], made["template"]) == ("work", "red", "debian")
    listed = {row["name"]: row for row in qube.json("ls")}
    assert set(listed) == {"dom0", "debian", "work"}
    assert listed["work"]["class"] == "AppVM"
    assert listed["work"]["state"] == "Halted"
    assert listed["work"]["incomplete"] is False

    info = qube.json("info", "work")
    assert info["properties"]["name"] == "work"
    assert info["properties"]["provides_network"] is False
    assert isinstance(info["properties"]["memory"], int)
    private = next(volume for volume in info["volumes"] if volume["name"] == "private")
    assert private["size"] == 2 << 30
    assert private["pool"]

    lines = qube.run("ls").stdout.splitlines()
    assert lines[0].split() == ["NAME", "CLASS", "STATE", "LABEL", "TEMPLATE", "NETVM", "DISK"]
    column = lines[0].index("TEMPLATE")
    assert next(line for line in lines if line.startswith("work"))[column:].startswith("debian")
    assert "own" in qube.run("info", "work").stdout

    refused = qube.run("remove", "debian", ok=False)
    assert refused.returncode == 1
    assert refused.stderr.startswith("qube: cannot remove debian: ")
    assert "work" in refused.stderr
    qube.run("remove", "work")
    qube.run("remove", "debian")
    assert [row["name"] for row in qube.json("ls")] == ["dom0"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ((), 2, "usage"),
        (("nonsense",), 2, "nonsense"),
        (("create", "x"), 2, "--class"),
        (("create", "x", "--class", "NoVM"), 2, "NoVM"),
        (("create", "dom0", "--class", "StandaloneVM"), 1, "dom0"),
        (("create", "x", "--class", "StandaloneVM", "--label", "beige"), 1, "beige"),
        (("create", "x", "--class", "StandaloneVM", "--pool", "sea"), 1, "sea"),
        (("info", "nobody"), 1, "nobody"),
        (("remove", "nobody"), 1, "nobody"),
        (("volume", "import", "nobody", "-"), 2, "QUBE:VOLUME"),
        (("volume", "import", "dom0:private", "/nonexistent"), 1, "/nonexistent"),
        (("volume", "export", "nobody:private", "/tmp/x"), 1, "nobody"),
        (("restore", "/nonexistent"), 1, "/nonexistent"),
        (("restore", "x", "--rename", "a"), 2, "OLD=NEW"),
        (("restore", "x", "--rename", "a=-b"), 2, "-b"),
        (("restore", "x", "--rename", "a=b", "--rename", "a=c"), 2, "twice"),
        (("backup",), 2, "--to"),
    ],
)
def test_refusals(qube: Qube, words: tuple[str, ...], status: int, said: str) -> None:
    done = qube.run(*words, ok=False)
    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_seen_enough(qube: Qube) -> None:
    command = [sys.executable, "-m", "qubesmanager.cli.main", "--home", str(qube.home), "ls"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


# -- volumes


def test_import_and_export_keep_data_and_holes(qube: Qube, tmp_path: Path) -> None:
    qube.run("create", "alone", "--class", "StandaloneVM")
    image = tmp_path / "image"
    with image.open("wb") as file:
        file.write(noise(10_000))
        file.truncate(64 << 20)
        file.seek(40 << 20)
        file.write(b"middle")
    digest = hashlib.sha256(image.read_bytes()).hexdigest()
    answer = qube.json("volume", "import", "alone:private", str(image))
    assert answer == {"name": "alone:private", "size": 64 << 20}
    out = tmp_path / "out"
    qube.run("volume", "export", "alone:private", str(out))
    assert hashlib.sha256(out.read_bytes()).hexdigest() == digest
    assert out.stat().st_blocks * 512 < 1 << 20
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    private = next(v for v in qube.json("info", "alone")["volumes"] if v["name"] == "private")
    assert private["usage"] < 1 << 20

    again = qube.run("volume", "export", "alone:private", str(out), ok=False)
    assert again.returncode == 1
    assert "exists" in again.stderr
    assert hashlib.sha256(out.read_bytes()).hexdigest() == digest


def test_pipes(qube: Qube) -> None:
    qube.run("create", "alone", "--class", "StandaloneVM")
    data = bytes(1 << 20) + noise(300_001) + bytes(5 << 20)
    base = [sys.executable, "-m", "qubesmanager.cli.main", "--home", str(qube.home), "volume"]
    for size in ([], ["--size", str(len(data))]):
        subprocess.run([*base, "import", "alone:private", "-", *size], input=data, check=True)
        out = subprocess.run(
            [*base, "export", "alone:private", "-"], check=True, capture_output=True
        )
        assert out.stdout == data
    short = subprocess.run(
        [*base, "import", "alone:private", "-", "--size", "99"],
        input=b"too little",
        capture_output=True,
        check=False,
    )
    assert short.returncode == 1
    assert b"10 of 99 bytes" in short.stderr
    out = subprocess.run([*base, "export", "alone:private", "-"], check=True, capture_output=True)
    assert out.stdout == data


# -- restore


@pytest.mark.parametrize("name", V4)
def test_restored_volumes_are_those_of_the_manifest(
    qube: Qube, tmp_path: Path, fixtures_dir: Path, manifest: dict[str, dict[str, Any]], name: str
) -> None:
    record = manifest[name]
    words = ("restore", str(fixtures_dir / name), "--select", ",".join(record["vms"]))
    result = qube.json(*words, passphrase=record["passphrase"])
    found = rows(result)
    assert {row: found[row]["status"] for row in record["vms"]} == dict.fromkeys(
        record["vms"], "restored"
    )
    for (owner, volume), (digest, size) in saved_volumes(record).items():
        row = next(v for v in found[owner]["volumes"] if v["name"] == volume)
        assert (row["status"], row["bytes"], row["size"]) == ("restored", size, size)
        assert exported(qube, f"{owner}:{volume}", tmp_path) == (digest, size)


def test_list_changes_nothing(qube: Qube, archive: Path) -> None:
    before = (qube.home / "qubes.xml").read_bytes()
    plan = rows(qube.json("restore", str(archive), "--list", passphrase=PASSPHRASE))
    assert plan["work"]["status"] == "pending"
    assert plan["work"]["template"] == "tpl"
    assert plan["work"]["size"] == 70000
    text = qube.run("restore", str(archive), "--list", passphrase=PASSPHRASE).stdout
    assert "work" in text
    assert (qube.home / "qubes.xml").read_bytes() == before


def test_verify_only(qube: Qube, archive: Path, tmp_path: Path) -> None:
    good = qube.json("restore", str(archive), "--verify-only", passphrase=PASSPHRASE)
    assert {row["status"] for row in good["qubes"]} == {"verified"}
    (tmp_path / "cut").write_bytes(archive.read_bytes()[:-60_000])
    words = ("restore", str(tmp_path / "cut"), "--verify-only")
    done = qube.run("--json", *words, passphrase=PASSPHRASE, ok=False)
    assert done.returncode == 1
    assert rows(json.loads(done.stdout))["work"]["status"] == "failed"
    assert "work" in done.stderr
    assert [row["name"] for row in qube.json("ls")] == ["dom0"]


def test_select_rename_pool(qube: Qube, archive: Path, tmp_path: Path) -> None:
    words = ["restore", str(archive), "--select", "work", "--rename", "work=job"]
    result = rows(qube.json(*words, "--pool", "varlibqubes", passphrase=PASSPHRASE))
    assert result["work"]["status"] == "restored"
    assert result["work"]["restored_as"] == "job"
    assert result["tpl"]["status"] == "skipped"
    # Its template is on neither side: an empty one stands in for it.
    assert {row["name"] for row in qube.json("ls")} == {"dom0", "tpl", "job"}
    assert exported(qube, "job:private", tmp_path)[1] == 70000


@pytest.mark.parametrize(
    "words",
    [
        ("--select", "work,nobody"),
        ("--rename", "nobody=x"),
        ("--select", "tpl", "--rename", "work=x"),
        ("--pool", "nobody"),
    ],
)
def test_unknown_names(qube: Qube, archive: Path, words: tuple[str, ...]) -> None:
    done = qube.run("restore", str(archive), *words, passphrase=PASSPHRASE, ok=False)
    assert done.returncode == 1
    assert "nobody" in done.stderr or "work" in done.stderr
    assert [row["name"] for row in qube.json("ls")] == ["dom0"]


def test_problems_are_said_before_anything_is_changed(qube: Qube, archive: Path) -> None:
    qube.run("create", "work", "--class", "StandaloneVM")
    before = (qube.home / "qubes.xml").read_bytes()
    done = qube.run("--json", "restore", str(archive), passphrase=PASSPHRASE, ok=False)
    assert done.returncode == 1
    result = rows(json.loads(done.stdout))
    assert result["work"]["status"] == "failed"
    assert "exists" in result["work"]["reason"]
    assert "--rename work=" in result["work"]["reason"]
    assert result["tpl"]["status"] == "skipped"
    assert result["tpl"]["reason"].startswith("not started")
    assert (qube.home / "qubes.xml").read_bytes() == before


def test_a_cut_archive_is_told_once_and_no_size_is_claimed(
    qube: Qube, archive: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut"
    cut.write_bytes(archive.read_bytes()[:-60_000])
    done = qube.run("restore", str(cut), "--select", "work", passphrase=PASSPHRASE, ok=False)
    assert done.returncode == 1
    assert done.stderr.count("cut off after") == 1, done.stderr
    work = next(line for line in done.stdout.splitlines() if line.startswith("work"))
    assert work.split() == ["work", "work", "failed", "-"]


def test_the_list_claims_neither_success_nor_sizes(qube: Qube, archive: Path) -> None:
    listed = qube.json("restore", str(archive), "--list", passphrase=PASSPHRASE)
    assert "ok" not in listed
    assert {v["size"] for row in listed["qubes"] for v in row["volumes"]} == {None}
    done = qube.json("restore", str(archive), passphrase=PASSPHRASE)
    assert done["ok"] is True
    assert rows(done)["tpl"]["volumes"][1]["size"] == 0


def test_bad_archives(qube: Qube, archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    changed = bytearray(whole)
    changed[-30_000] ^= 1
    files = {
        "cut": (whole[:-60_000], PASSPHRASE, {"tpl"}),
        "changed": (bytes(changed), PASSPHRASE, {"tpl"}),
        "text": (b"hello\n" * 9999, PASSPHRASE, set()),
        "empty": (b"", PASSPHRASE, set()),
        "whole": (whole, "another passphrase", set()),
    }
    for name, (data, passphrase, kept) in files.items():
        path = tmp_path / name
        path.write_bytes(data)
        done = qube.run("--json", "restore", str(path), passphrase=passphrase, ok=False)
        assert done.returncode == 1, name
        assert done.stderr.startswith("qube: "), name
        assert "Traceback" not in done.stderr
        assert passphrase not in done.stdout + done.stderr
        assert isinstance(json.loads(done.stdout)["qubes"], list)
        left = {row["name"] for row in qube.json("ls")} - {"dom0"}
        assert left == kept, name
        for qube_name in left:
            qube.run("remove", qube_name)


async def test_interrupt_cancels_and_cleans_up(qube: Qube, tmp_path: Path) -> None:
    archive = await asyncio.to_thread(slow_archive, tmp_path / "slow")
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE + "\nsecond line\n")
    connection = await locate.connect(qube.home, private=True)
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "qubesmanager.cli.main", "--home", str(qube.home), "--json"),
            *("restore", str(archive), "--passphrase-file", str(secret)),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        system = System(connection)
        await until(
            system,
            lambda _: "first" in system.qubes and not system.qubes["first"].incomplete,
        )
        process.send_signal(signal.SIGINT)
        output, errors = await process.communicate()
        assert process.returncode == 1
        result = rows(json.loads(output))
        assert result["second"]["status"] == "failed"
        assert "cancelled" in result["second"]["reason"]
        assert result["first"]["status"] == "restored"
        assert b"1 of" not in errors and b"2 of 3 qubes done" in errors
        await system.load()
        assert set(system.qubes) == {"dom0", "tpl", "first"}
    finally:
        await connection.close()


def test_incomplete_qubes_are_shown_as_such(qube: Qube) -> None:
    qube.run("create", "half", "--class", "StandaloneVM")

    async def mark() -> None:
        connection = await locate.connect(qube.home, private=True)
        try:
            await connection.call("admin.vm.tag.Set", "backup-restore-in-progress", "half")
        finally:
            await connection.close()

    asyncio.run(mark())
    assert "Incomplete" in qube.run("ls").stdout
    assert {row["name"]: row["incomplete"] for row in qube.json("ls")}["half"] is True


# -- backup


@pytest.mark.slow
def test_backup_and_restore_elsewhere(qube: Qube, archive: Path, tmp_path: Path) -> None:
    qube.run("restore", str(archive), passphrase=PASSPHRASE)
    target = tmp_path / "mine.qbak"
    report = qube.json("backup", "--to", str(target), "work", passphrase="zażółć gęślą")
    assert report["state"] == "done"
    assert [(row["name"], row["status"]) for row in report["qubes"]] == [("work", "saved")]
    assert report["target"] == str(target)
    assert not target.with_name("mine.qbak.incomplete").exists()

    again = qube.run("backup", "--to", str(target), "work", passphrase="other", ok=False)
    assert again.returncode == 1
    assert "exists" in again.stderr

    other = Qube(tmp_path / "other")
    other.run("init")
    result = other.json("restore", str(target), passphrase="zażółć gęślą")
    assert rows(result)["work"]["status"] == "restored"
    assert exported(other, "work:private", tmp_path) == exported(qube, "work:private", tmp_path)
    wrong = other.run("--json", "restore", str(target), passphrase="zazolc", ok=False)
    assert json.loads(wrong.stdout)["error"]["kind"] == "wrong-passphrase"


def test_backup_refusals(qube: Qube, tmp_path: Path) -> None:
    qube.run("create", "work", "--class", "StandaloneVM")
    cases = [
        (("--to", str(tmp_path / "a"), "nobody"), "x", 1, "nobody"),
        (("--to", str(tmp_path / "no" / "a"), "work"), "x", 1, "no"),
        (("--to", str(tmp_path / "a"), "work"), "", 1, "empty"),
    ]
    for words, passphrase, status, said in cases:
        done = qube.run("backup", *words, passphrase=passphrase, ok=False)
        assert done.returncode == status, done.stderr
        assert said in done.stderr
        assert not (tmp_path / "a").exists()
    done = qube.run("backup", "--to", str(tmp_path / "a"), "work", ok=False)
    assert done.returncode == 1
    assert "--passphrase-file" in done.stderr


class Terminal:
    """The command with a terminal of its own."""

    def __init__(self, *command: str) -> None:
        self.shown = b""
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.execv(command[0], command)

    def expect(self, text: bytes) -> None:
        while text not in self.shown:
            self.shown += os.read(self._fd, 1024)

    def type(self, text: bytes) -> None:
        os.write(self._fd, text)

    def finish(self) -> int:
        """The rest of the output, and the exit status."""
        try:
            while True:
                self.shown += os.read(self._fd, 1024)
        except OSError:  # the other side is closed
            _, status = os.waitpid(self._pid, 0)
        os.close(self._fd)
        return os.waitstatus_to_exitcode(status)


def test_the_passphrase_is_asked_for_without_echo(qube: Qube, archive: Path) -> None:
    command = (sys.executable, "-m", "qubesmanager.cli.main", "--home", str(qube.home))
    terminal = Terminal(*command, "restore", str(archive))
    terminal.expect(b"Passphrase: ")
    terminal.type(PASSPHRASE.encode() + b"\n")
    assert terminal.finish() == 0, terminal.shown
    assert PASSPHRASE.encode() not in terminal.shown
    assert b"restored" in terminal.shown


def test_interrupt_at_the_question(qube: Qube, archive: Path) -> None:
    command = (sys.executable, "-m", "qubesmanager.cli.main", "--home", str(qube.home))
    terminal = Terminal(*command, "restore", str(archive))
    terminal.expect(b"Passphrase: ")
    terminal.type(b"\x03")
    assert terminal.finish() == 1
    assert b"qube: interrupted" in terminal.shown
    assert b"Traceback" not in terminal.shown
