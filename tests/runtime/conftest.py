"""A store whose qubes really run: QEMU without KVM under libvirt, one kernel for all."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.hypervisor import choice
from qubesmanager.protocol import Event, EventDecoder, Request
from tests.conftest import missing
from tests.integration.daemon import Daemon, run_qubesd
from tests.runtime import guest

# A guest is there in 4 s; on a machine that does much else it has taken 20.
WAIT_S = 90.0
POLL_S = 0.05
_BOOTED = re.compile(r"BOOTED((?: \w+=\d+)+)\r?\n")


@pytest.fixture(scope="session")
def kernels() -> Iterator[Path]:
    """A directory of kernels. What libvirt finds out about QEMU is kept beside it."""
    lacking = guest.lacking() or choice.hindrance(choice.Choice(None, "tcg"))
    if lacking:
        missing(lacking)
    folder = Path(tempfile.mkdtemp(prefix="qube-kernels-", dir="/tmp"))
    folder.chmod(0o755)
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    guest.make_kernel(folder)
    yield folder
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before
    shutil.rmtree(folder)


class MachineStore:
    """qubesd with a template ``tpl`` and what is made of it. ``close`` leaves no machine."""

    def __init__(self, home: Path, kernels: Path) -> None:
        self.home = home
        made = run_qubesd("--home", home, "--init", "--pool-driver", "file-reflink")
        assert made.returncode == 0, made.stderr
        (home / "hypervisor.conf").write_text("[hypervisor]\naccelerator = tcg\n")
        (home / "vm-kernels").rmdir()
        (home / "vm-kernels").symlink_to(kernels)
        self.daemon = self.serve()
        self.call("admin.vm.Create.TemplateVM", payload="name=tpl label=black")
        self.set("tpl", kernel=guest.NAME, memory=str(guest.MEMORY_MIB), vcpus="1")

    def serve(self) -> Daemon:
        self.daemon = Daemon(self.home, machines=True)
        return self.daemon

    def make(self, name: str, **properties: str) -> None:
        """An AppVM of the template whose serial line is written down."""
        self.call("admin.vm.Create.AppVM", "tpl", payload=f"name={name} label=blue")
        self.set(name, debug="True", **properties)

    def set(self, qube: str, **properties: str) -> None:
        for name, value in properties.items():
            self.call("admin.vm.property.Set", name, qube, value)

    def call(self, method: str, arg: str = "", dest: str = "dom0", payload: str = "") -> str:
        return self.daemon.call(method, arg, dest, payload)

    def state(self, qube: str) -> str:
        fields = dict(
            word.split("=") for word in self.call("admin.vm.CurrentState", "", qube).split()
        )
        return fields["power_state"]

    def until(self, qube: str, state: str) -> None:
        deadline = time.monotonic() + WAIT_S
        while (now := self.state(qube)) != state:
            assert time.monotonic() < deadline, f"{qube} is {now}, not {state}: {self.daemon.log}"
            time.sleep(POLL_S)

    def console_log(self, qube: str) -> str:
        return (self.home / "appvms" / qube / "console.log").read_text(errors="replace")

    def console_says(self, qube: str, text: str) -> None:
        deadline = time.monotonic() + WAIT_S
        while text not in self.console_log(qube):
            assert time.monotonic() < deadline, self.console_log(qube)
            time.sleep(POLL_S)

    def booted(self, qube: str) -> dict[str, int]:
        """Waits until the system inside is there: the runs that each disk has seen before."""
        deadline = time.monotonic() + WAIT_S
        while not (found := _BOOTED.search(self.console_log(qube))):
            assert time.monotonic() < deadline, self.console_log(qube)
            time.sleep(POLL_S)
        return {name: int(runs) for name, runs in (word.split("=") for word in found[1].split())}

    def qemu_pid(self, qube: str) -> int:
        return int((self.runtime / "libvirt" / "run" / "qemu" / f"{qube}.pid").read_text())

    @property
    def runtime(self) -> Path:
        from qubesmanager import places

        return places.socket_path(self.home).parent

    def image(self, volume: str) -> Path:
        return self.home / f"{volume}.img"

    def runs_on(self, volume: str) -> int:
        """What a volume's committed image says of how often it ran."""
        with self.image(volume).open("rb") as image:
            return int(image.read(512).strip(b"\0 ") or b"0")

    def close(self) -> None:
        if self.daemon.process.poll() is not None:
            self.serve()
        for qube in self.daemon.inventory()["qubes"]:
            if qube["state"] != "Halted" and qube["name"] != "dom0":
                self.call("admin.vm.Kill", "", qube["name"])
        assert self.daemon.stop() == 0


class Listening:
    """The events of a daemon, read by a thread for as long as the context lasts."""

    def __init__(self, daemon: Daemon, method: str = "admin.Events", dest: str = "dom0") -> None:
        self.events: list[Event] = []
        self._request = Request(method, "", "dom0", dest, b"").encode()
        self._client = daemon.open()
        self._client.settimeout(None)
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> Listening:
        self._client.sendall(self._request)
        self._client.shutdown(socket.SHUT_WR)
        self._thread.start()
        self.until("connection-established")
        return self

    def __exit__(self, *_: object) -> None:
        self._client.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._client.close()

    def _read(self) -> None:
        decoder = EventDecoder()
        while data := self._client.recv(1 << 16):
            with self._changed:
                self.events += decoder.feed(data)
                self._changed.notify_all()

    def until(self, name: str, subject: str | None = None) -> Event:
        """The newest event of that name, which may have to come first."""
        with self._changed:
            found = self._changed.wait_for(lambda: self._find(name, subject), WAIT_S)
        assert found is not None, self.names()
        return found

    def _find(self, name: str, subject: str | None) -> Event | None:
        for event in reversed(self.events):
            if event.name == name and subject in (None, event.subject):
                return event
        return None

    def names(self, prefix: str = "") -> list[str]:
        with self._changed:
            return [event.name for event in self.events if event.name.startswith(prefix)]


@pytest.fixture(scope="module")
def store(kernels: Path) -> Iterator[MachineStore]:
    folder = Path(tempfile.mkdtemp(prefix="qube-store-", dir="/tmp"))
    made = MachineStore(folder / "home", kernels)
    try:
        yield made
    finally:
        made.close()
    shutil.rmtree(folder)


def end_process(pid: int) -> None:
    """As if it had crashed."""
    os.kill(pid, signal.SIGKILL)
