"""Services in real qubes: a virtual machine with the agent at the other end of its port."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qubesmanager import service_call
from qubesmanager.client.connection import Connection, Endpoint
from qubesmanager.client.services import command_service
from qubesmanager.client.system import System
from qubesmanager.protocol import QubesException, StoragePoolException
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.wizards.backup_wizard import BackupWizard
from tests import agent_guest
from tests.conftest import missing
from tests.runtime.conftest import WAIT_S, Listening, MachineStore
from tests.ui_loop import play

pytestmark = pytest.mark.slow

MIB = 1024 * 1024
PASSPHRASE = "a good passphrase"
DATA_MIB = 200


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory, kernels: Path) -> Iterator[MachineStore]:
    """A store with a running qube ``far`` that has the agent, ``other`` likewise, and ``data``."""
    if reason := agent_guest.lacking():
        missing(reason)
    if not (kernels / "agent").exists():
        agent_guest.make_kernel(kernels / "agent")
    store = MachineStore(tmp_path_factory.mktemp("far") / "home", kernels)
    try:
        for name in ("far", "other"):
            store.make(name, kernel="agent", memory=str(agent_guest.MEMORY_MIB))
        store.call("admin.vm.Create.AppVM", "tpl", payload="name=data label=red")
        store.call("admin.vm.Start", "", "far")
        yield store
    finally:
        store.close()


def command(store: MachineStore, qube: str, service: str, user: str = "") -> list[str]:
    return service_call.command(store.daemon.internal_socket, qube, service, user)


def run(store: MachineStore, qube: str, *words: str, stdin: bytes = b"") -> Any:
    service, argument = command_service(list(words))
    return subprocess.run(
        command(store, qube, f"{service}+{argument}", "root"),
        input=stdin,
        capture_output=True,
        timeout=WAIT_S,
        check=False,
    )


def test_calls_at_once(far: MachineStore) -> None:
    """Both directions of several streams, and a status that is not 0."""
    results: dict[int, Any] = {}

    def one(number: int) -> None:
        data = bytes([number]) * (2 * MIB + number)
        results[number] = run(far, "far", "sh", "-c", f"cat; exit {number}", stdin=data)

    threads = [threading.Thread(target=one, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, result in results.items():
        assert result.returncode == number, result.stderr
        assert result.stdout == bytes([number]) * (2 * MIB + number)
    nothing = subprocess.run(
        command(far, "far", "no.Service"), capture_output=True, timeout=WAIT_S, check=False
    )
    assert nothing.returncode == 126 and b"there is no service no.Service" in nothing.stderr
    halted = subprocess.run(
        command(far, "data", "any.Service"), capture_output=True, timeout=WAIT_S, check=False
    )
    assert halted.returncode == 125 and b"'data' is not running" in halted.stderr


def test_the_command_runs_commands(far: MachineStore) -> None:
    words = ("sh", "-c", "id -un; echo no >&2; exit 3")
    process = qube(far, "--json", "run", "--user", "root", "far", "--", *words)
    stdout, stderr = process.communicate(timeout=WAIT_S)
    assert (process.returncode, stderr) == (3, "")
    told = json.loads(stdout)
    assert (told["status"], told["stdout"], told["stderr"]) == (3, "root\n", "no\n")
    plain = qube(far, "run", "far", "--", "echo", "a  b", "-n")
    assert plain.communicate(timeout=WAIT_S) == ("a  b -n\n", "")


def test_an_agent_that_is_started_again(far: MachineStore) -> None:
    with subprocess.Popen(
        command(far, "far", "qubes.VMExec+cat"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as call:
        assert call.stdin and call.stdout and call.stderr
        call.stdin.write(b"half a ")
        call.stdin.flush()
        assert call.stdout.read(7) == b"half a "
        assert run(far, "far", "sh", "-c", "kill -9 $PPID").returncode == 125
        assert call.wait(WAIT_S) == 125
        assert b"its agent was started again" in call.stderr.read()
    assert run(far, "far", "echo", "again").stdout == b"again\n"


@pytest.mark.row("6.73")
def test_a_disk_grows_in_a_running_qube(far: MachineStore) -> None:
    def size_mib() -> int:
        table = run(far, "far", "df", "-m", "/rw").stdout.decode().splitlines()
        return int(table[1].split()[1])

    before = size_mib()
    far.call("admin.vm.volume.Resize", "private", "far", str(3 * 1024 * MIB))
    assert before < 2048 < size_mib() < 3072
    assert run(far, "far", "umount", "/rw").returncode == 0
    with pytest.raises(StoragePoolException, match=r"has its new size.*private is not mounted"):
        far.call("admin.vm.volume.Resize", "private", "far", str(4 * 1024 * MIB))
    volumes = {v["name"]: v for v in far.daemon.inventory("far")["qubes"][0]["volumes"]}
    assert volumes["private"]["size"] == 4 * 1024 * MIB
    assert run(far, "far", "mount", "/dev/vdb", "/rw").returncode == 0


def test_a_new_qubesd_finds_the_agents(far: MachineStore) -> None:
    assert far.daemon.stop() == 0
    far.serve()
    assert run(far, "far", "echo", "still here").stdout == b"still here\n"


# -- calls of the qube


def call_out(store: MachineStore, *words: str, stdin: bytes = b"") -> Any:
    return run(store, "far", "python3", "-IS", "/qube_agent.pyc", "call", *words, stdin=stdin)


@contextlib.contextmanager
def policy(store: MachineStore, text: str) -> Iterator[None]:
    folder = store.home / "policy.d"
    folder.mkdir(exist_ok=True)
    (folder / "30-user.policy").write_text(text)
    try:
        yield
    finally:
        (folder / "30-user.policy").unlink()


def test_the_policy_rules_calls_of_a_qube(far: MachineStore) -> None:
    denied = call_out(far, "dom0", "admin.vm.List")
    assert (denied.returncode, denied.stderr) == (126, b"qube-agent: denied\n")
    rules = (
        "admin.vm.List * far @adminvm allow\n"
        "admin.vm.List * far other allow target=dom0\n"
        "admin.vm.property.Get +memory far other allow target=dom0\n"
    )
    with policy(far, rules):
        listed = call_out(far, "dom0", "admin.vm.List").stdout
        assert [line.split()[0] for line in listed[2:].splitlines()] == [b"dom0", b"other"]
        memory = call_out(far, "other", "admin.vm.property.Get+memory").stdout
        assert memory == f"0\0default=False type=int {agent_guest.MEMORY_MIB}".encode()
        assert call_out(far, "other", "admin.vm.property.Get+vcpus").returncode == 126
        assert call_out(far, "data", "admin.vm.property.Get+memory").returncode == 126
    with policy(far, "* * far @anyvm allow typo=yes\n"):
        assert call_out(far, "other", "any.Service").returncode == 126
    log = far.daemon.log
    assert "admin.vm.List+ from far to dom0: denied: no rule" in log
    assert "30-user.policy:1: allow has no option 'typo=yes'" in log


def test_a_question_goes_to_the_person(far: MachineStore) -> None:
    answers: list[Any] = []

    def ask() -> None:
        answers.append(call_out(far, "@adminvm", "admin.vm.List"))

    with policy(far, "* * far @adminvm ask\n"), Listening(far.daemon) as listening:
        for reply, status in (("deny", 126), ("allow dom0", 0)):
            asking = threading.Thread(target=ask)
            asking.start()
            asked = listening.until("policy-ask").args
            assert (asked["source"], asked["service"]) == ("far", "admin.vm.List")
            assert asked["targets"] == "dom0"
            [pending] = json.loads(far.daemon.internal("internal.policy.Pending"))
            assert pending["id"] == asked["id"]
            with pytest.raises(QubesException, match="none of the qubes"):
                far.daemon.internal("internal.policy.Answer", asked["id"], payload="allow other")
            far.daemon.internal("internal.policy.Answer", asked["id"], payload=reply)
            asking.join()
            assert answers.pop().returncode == status
            assert listening.until("policy-answered").args["outcome"] == reply
            listening.events.clear()


def test_a_call_starts_the_qube_that_it_goes_to(far: MachineStore) -> None:
    rules = "qubes.VMExec * far other allow autostart=no\nqubes.VMExec * far @default allow"
    with policy(far, rules + " target=other user=root\n"):
        assert call_out(far, "other", "qubes.VMExec+id").returncode == 126
        through = call_out(far, "@default", "qubes.VMExec+sha256sum", stdin=b"x" * MIB)
    assert through.stdout.split()[0].decode() == hashlib.sha256(b"x" * MIB).hexdigest()
    assert far.state("other") == "Running"
    far.call("admin.vm.Kill", "", "other")


# -- a backup into a running qube


def qube(store: MachineStore, *words: str, stdin: Any = None) -> subprocess.Popen[str]:
    """The command line tool, on the store's daemon."""
    return open_command(store.home, *words, stdin=stdin)


def open_command(home: Path, *words: str, stdin: Any = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "qubesmanager.cli.main", "--home", str(home), *words],
        stdin=subprocess.DEVNULL if stdin is None else stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    try:
        stdout, stderr = process.communicate(timeout=3 * WAIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        pytest.fail(f"it does not end: {process.communicate()}")
    return process.returncode, stdout + stderr


def file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "passphrase"
    path.write_text(PASSPHRASE)
    return path


@pytest.fixture(scope="module")
def full(far: MachineStore, tmp_path_factory: pytest.TempPathFactory) -> MachineStore:
    """``data`` holds what no compressor makes smaller."""
    image = tmp_path_factory.mktemp("image") / "private"
    with image.open("wb") as file:
        for _ in range(DATA_MIB):
            file.write(os.urandom(MIB))
    assert ended(qube(far, "volume", "import", "data:private", str(image)))[0] == 0
    return far


def backup(store: MachineStore, secret: Path, place: str) -> subprocess.Popen[str]:
    options = ["--compression", "none", "--passphrase-file", str(secret)]
    return qube(store, "backup", *options, "--to", place, "data")


def test_a_backup_goes_into_a_qube_and_out_of_it(
    full: MachineStore, secret: Path, tmp_path: Path
) -> None:
    status, said = ended(backup(full, secret, "far:/rw/archive"))
    assert status == 0, said
    assert "1 of 1 qube saved to /rw/archive in qube far" in said
    assert "verified: all of it can be read" in said  # as it came back out of the qube
    listing = run(full, "far", "ls", "/rw").stdout.decode().split()
    assert "archive" in listing and "archive.incomplete" not in listing
    fresh = tmp_path / "fresh"
    assert ended(open_command(fresh, "init"))[0] == 0
    with subprocess.Popen(
        command(full, "far", "qubes.VMExec+cat+-2Frw-2Farchive"), stdout=subprocess.PIPE
    ) as out:
        words = ["restore", "-", "--passphrase-file", str(secret), "--select", "data"]
        status, said = ended(open_command(fresh, *words, stdin=out.stdout))
    assert (status, out.returncode) == (0, 0), said
    restored = fresh / "appvms" / "data" / "private.img"
    assert file_digest(restored) == file_digest(full.image("appvms/data/private"))


def test_a_qube_is_asked_about_the_place_before_a_backup(
    qtbot: Any, full: MachineStore, secret: Path
) -> None:
    """By the wizard's page and by the command. ``/rw`` has the archive of the test before."""

    async def scene() -> None:
        daemon = full.daemon
        system = System(Connection(Endpoint(daemon.socket, daemon.internal_socket, full.home)))
        await system.load()
        wizard = BackupWizard(system, Notifier(), preselected={"data"})
        qtbot.addWidget(wizard)
        page = wizard.where
        page.place_edit.setCurrentIndex(page.place_edit.findData("far"))
        for folder, name, said in (
            ("/rw", "new", "far can write there, "),
            ("/rw/none", "new", "There is no such folder."),
            ("/rw", "archive", "There is a file of that name; nothing is overwritten."),
            ("/root", "new", "far may not write to that folder."),
        ):
            page.folder_edit.setText(folder)
            page.name_edit.setText(name)
            await page.check()
            assert page.verdict_label.text().startswith(said)
        wizard.close()
        await wizard.tasks.finished()

    play(scene(), patience_s=WAIT_S)
    status, said = ended(backup(full, secret, "far:/rw/none/new"))
    assert (status, said) == (1, "qube: far cannot take the backup: there is no folder /rw/none.\n")


def test_a_restore_reads_an_archive_that_lies_in_a_qube(full: MachineStore, secret: Path) -> None:
    """What the test before has left there, through qubes.Restore."""
    words = ["far:/rw/archive", "--passphrase-file", str(secret)]
    status, said = ended(qube(full, "restore", *words, "--rename", "data=data-2"))
    assert status == 0, said
    assert file_digest(full.image("appvms/data-2/private")) == file_digest(
        full.image("appvms/data/private")
    )
    words[0] = "far:/rw/absent"
    status, said = ended(qube(full, "restore", *words))
    assert status == 1 and "is neither a file nor a command in this qube" in said, said


def test_a_full_disk_there_is_told_in_its_own_words(full: MachineStore, secret: Path) -> None:
    assert run(full, "far", "mount", "-t", "tmpfs", "-o", "size=8m", "t", "/mnt").returncode == 0
    status, said = ended(backup(full, secret, "far:/mnt"))
    assert status == 1 and "No space left on device" in said, said
    assert run(full, "far", "ls", "-A", "/mnt").stdout == b""


def test_a_qube_that_is_killed_in_the_middle_of_a_backup(full: MachineStore, secret: Path) -> None:
    """The last of these tests: ``far`` is gone after it."""
    process = backup(full, secret, "far:/rw/second")
    deadline = time.monotonic() + WAIT_S
    grown = ("sh", "-c", "test $(stat -c %s /rw/second.incomplete) -gt 1000000")
    while run(full, "far", *grown).returncode:
        assert time.monotonic() < deadline and process.poll() is None
    full.call("admin.vm.Kill", "", "far")
    status, said = ended(process)
    assert status == 1 and "ended before the backup did" in said, said
    assert "the qube has ended" in said
    [job] = [line for line in full.daemon.log.splitlines() if "failed" in line][-1:]
    assert "backup" in job
