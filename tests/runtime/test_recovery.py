"""qubesd goes and comes back while qubes run; and what ended meanwhile is put in order."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.protocol import QubesVMNotHaltedError
from tests.commands import Qube
from tests.conftest import ROOT
from tests.runtime.conftest import WAIT_S, Listening, MachineStore, end_process

pytestmark = pytest.mark.slow
NOBODY = 65534


def test_a_run_outlives_qubesd(store: MachineStore) -> None:
    store.make("work")
    store.make("play")
    for name in ("work", "play"):
        store.call("admin.vm.Start", "", name)
    before = store.daemon.inventory("work")["qubes"][0]
    for name in ("work", "play"):
        assert store.booted(name)["private"] == 0
    store.call("admin.vm.Pause", "", "play")
    pid = store.qemu_pid("work")
    store.daemon.kill()
    store.serve()
    after = store.daemon.inventory("work")["qubes"][0]
    assert (after["state"], after["start_time"]) == ("Running", before["start_time"])
    assert after["properties"]["xid"] == before["properties"]["xid"]
    assert store.qemu_pid("work") == pid
    store.until("play", "Paused")  # one that answers late counts as running until then
    # The images of machines that run were not taken for leftovers.
    assert (store.home / "appvms" / "work" / "private-dirty.img").exists()
    with Listening(store.daemon, dest="work") as listening:
        store.call("admin.vm.Shutdown", "wait", "work")
        listening.until("domain-shutdown")
    assert store.runs_on("appvms/work/private") == 1


def test_an_end_without_qubesd_is_put_in_order(store: MachineStore) -> None:
    pid = store.qemu_pid("play")
    store.daemon.kill()
    end_process(pid)
    while os.path.exists(f"/proc/{pid}") and not zombie(pid):
        time.sleep(0.01)
    assert (store.home / "appvms" / "play" / "private-dirty.img").exists()
    store.serve()
    store.until("play", "Halted")
    deadline = time.monotonic() + WAIT_S
    while list((store.home / "appvms" / "play").glob("*-dirty.img")):
        assert time.monotonic() < deadline, store.daemon.log
        time.sleep(0.02)
    assert store.runs_on("appvms/play/private") == 1


def zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_a_lost_machine_keeps_its_images(store: MachineStore) -> None:
    """libvirt's own notes are gone, the machine is not: nobody may touch what it writes to."""
    store.call("admin.vm.Start", "", "work")
    pid = store.qemu_pid("work")
    store.daemon.kill()
    shutil.rmtree(store.home / "hypervisor" / "run")
    store.serve()
    dirty = store.home / "appvms" / "work" / "private-dirty.img"
    deadline = time.monotonic() + WAIT_S
    while "is left alone" not in store.daemon.log:
        assert time.monotonic() < deadline, store.daemon.log
        time.sleep(0.02)
    assert store.state("work") == "NA"
    for method in ("admin.vm.Remove", "admin.vm.Kill", "admin.vm.Start"):
        with pytest.raises(QubesVMNotHaltedError, match=rf"another process \({pid}\) has"):
            store.call(method, "", "work")
    assert dirty.exists()
    end_process(pid)
    store.until("work", "Halted")
    assert not dirty.exists()


def test_a_machine_that_does_not_answer(store: MachineStore) -> None:
    """The driver cannot talk to it after a restart: it runs all the same, and can be killed."""
    for name in ("work", "play"):
        store.call("admin.vm.Start", "", name)
    pid = store.qemu_pid("work")
    store.daemon.kill()
    os.kill(pid, signal.SIGSTOP)
    store.serve()
    assert [store.state(name) for name in ("work", "play")] == ["Running", "Running"]
    store.call("admin.vm.Kill", "", "work")
    assert not os.path.exists(f"/proc/{pid}") or zombie(pid)
    store.call("admin.vm.Kill", "", "play")


def test_autostart(store: MachineStore) -> None:
    store.set("play", autostart="True")
    store.daemon.stop()
    store.serve()
    store.until("play", "Running")
    store.set("play", autostart="False")


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder of the unprivileged user's, below /tmp where everybody may go."""
    folder = Path(tempfile.mkdtemp(prefix="qube-user-", dir="/tmp"))
    os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.root
@pytest.mark.skipif(os.geteuid() != 0, reason="dropping privileges needs root")
def test_an_ordinary_user_with_the_command(place: Path, kernels: Path) -> None:
    """No root, no service; a daemon that one command started stays for as long as a qube runs."""
    code, runtime = place / "code", place / "run"
    code.mkdir()
    runtime.mkdir(mode=0o700)
    os.chown(runtime, NOBODY, NOBODY)
    qube = Qube(
        place / "store",
        prefix=(
            *("unshare", "--mount", "--propagation", "private"),
            *("sh", "-c", SEE_PROJECT, str(ROOT), str(code)),
            *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
        ),
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(place),
            "XDG_RUNTIME_DIR": str(runtime),
            "PYTHONPATH": str(code),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LANG": "C.UTF-8",
        },
        python=str(code / ".venv" / "bin" / "python"),
    )
    qube.run("init")
    home = place / "store"
    (home / "hypervisor.conf").write_text("[hypervisor]\naccelerator = tcg\n")
    (home / "vm-kernels").rmdir()
    (home / "vm-kernels").symlink_to(kernels)
    qube.run("create", "tpl", "--class", "TemplateVM", "--label", "black")
    qube.run("create", "work", "--class", "AppVM", "--template", "tpl", "--label", "red")
    for name, value in (("kernel", "test"), ("memory", "128"), ("vcpus", "1")):
        qube.run("prefs", "tpl", name, value)
    qube.run("start", "work")
    states = {row["name"]: row["state"] for row in qube.json("ls")}
    assert states["work"] == "Running"
    emulator = int((home / "hypervisor" / "run" / "qemu" / "work.pid").read_text())
    assert Path(f"/proc/{emulator}").stat().st_uid == NOBODY
    (answer,) = qube.json("kill", "work")
    assert answer == {"name": "work", "ok": True}
    states = {row["name"]: row["state"] for row in qube.json("ls")}
    assert states["work"] == "Halted"
    # Nobody needs the daemon any more.
    deadline = time.monotonic() + WAIT_S
    while any("qubesd.sock" in files for _, _, files in os.walk(runtime)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


# In a mount namespace of the command's own, read-only: whatever happens to the test, no mount of
# the project is left where something that cleans up could follow it.
SEE_PROJECT = 'mount --bind "$0" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'
