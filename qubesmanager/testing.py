"""For integration tests of other projects: qubes as plain objects, without asyncio.

A test file of any project may say::

    from pathlib import Path
    from qubesmanager.testing import Qubes

    def test_greeting(tmp_path: Path) -> None:
        with Qubes(tmp_path / "home") as qubes:
            vm = qubes.create("work", "AppVM", template="debian-12")
            vm.start()
            assert vm.run("echo", "hello").stdout == b"hello\\n"

and be run together with this project's own tests (``make test``, or ``pytest`` without arguments)
by an entry point of its package in the group ``qubesmanager.tests``, whose value is the module::

    [project.entry-points."qubesmanager.tests"]
    greeting = "greeting.test_greeting"

It is found by being installed beside us; nothing of ours has to be changed.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
import importlib.util
import subprocess
import threading
from collections.abc import Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from qubesmanager.client import locate, power, qube
from qubesmanager.client.connection import Connection
from qubesmanager.client.services import command_service, service_command
from qubesmanager.client.system import System
from qubesmanager.protocol import QubesException

ENTRY_POINTS = "qubesmanager.tests"
_READY_TIMEOUT_S = 120.0

T = TypeVar("T")


def outside_tests() -> list[Path]:
    """The files that other packages contribute. QubesException for one that is not there."""
    found = []
    for entry in importlib.metadata.entry_points(group=ENTRY_POINTS):
        spec = importlib.util.find_spec(entry.value)
        if spec is None or spec.origin is None:
            raise QubesException(f"tests {entry.name!r}: there is no module {entry.value}")
        found.append(Path(spec.origin))
    return found


class VM:
    """One qube. Methods return when it is done, and raise the AdminError of the daemon."""

    def __init__(self, qubes: Qubes, name: str) -> None:
        self._qubes = qubes
        self.name = name

    def __repr__(self) -> str:
        return f"VM({self.name!r})"

    @property
    def state(self) -> str:
        """A word of ``admin.vm.List``: Running, Halted, ..."""
        reply = self._qubes.call("admin.vm.CurrentState", dest=self.name)
        return dict(word.split("=", 1) for word in reply.split(" "))["power_state"]

    def __getitem__(self, name: str) -> str:
        """A property as text."""
        return self._qubes.do(qube.get_property(self._qubes.connection, self.name, name)).value

    def __setitem__(self, name: str, value: object) -> None:
        self._qubes.do(qube.set_property(self._qubes.connection, self.name, name, str(value)))

    def start(self) -> None:
        self._qubes.do(power.start(self._qubes.connection, self.name))

    def shutdown(self) -> None:
        """Returns when it has ended."""
        self._qubes.do(power.shutdown(self._qubes.connection, self.name, wait=True))

    def kill(self) -> None:
        self._qubes.do(power.kill(self._qubes.connection, self.name))

    def pause(self) -> None:
        self._qubes.do(power.pause(self._qubes.connection, self.name))

    def unpause(self) -> None:
        self._qubes.do(power.unpause(self._qubes.connection, self.name))

    def run(
        self, *words: str, stdin: bytes = b"", user: str = "", timeout_s: float = _READY_TIMEOUT_S
    ) -> subprocess.CompletedProcess[bytes]:
        """A program inside, by the qube's agent. Its status is the result's ``returncode``."""
        service, argument = command_service(list(words))
        return self.run_service(service, argument, stdin=stdin, user=user, timeout_s=timeout_s)

    def run_service(
        self,
        service: str,
        argument: str = "",
        *,
        stdin: bytes = b"",
        user: str = "",
        timeout_s: float = _READY_TIMEOUT_S,
    ) -> subprocess.CompletedProcess[bytes]:
        """A service inside. subprocess.TimeoutExpired; the service is ended then."""
        command = service_command(self._qubes.connection, self.name, service, argument, user)
        return subprocess.run(
            command, input=stdin, capture_output=True, timeout=timeout_s, check=False
        )

    def remove(self) -> None:
        self._qubes.do(System(self._qubes.connection).remove_qube(self.name))


class Qubes:
    """The store in a directory, made if it is not there; or, without one, the system's own.

    A daemon that has to be started for it ends with the context and the last qube that runs.
    """

    def __init__(self, home: Path | None = None, driver: str = "file-reflink") -> None:
        self._home = home
        self._driver = driver
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="qubes")
        self.connection: Connection

    def __enter__(self) -> Qubes:
        self._thread.start()
        try:
            self.connection = self.do(self._connect())
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            self.do(self.connection.close())
        finally:
            self._end()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _connect(self) -> Connection:
        try:
            return await locate.connect(self._home, private=True)
        except locate.StoreMissing as missing:
            await locate.init_store(missing.home, self._driver)
            return await locate.connect(self._home, private=True)

    def do(self, body: Coroutine[Any, Any, T]) -> T:
        """The result of a coroutine of ``qubesmanager.client``."""
        return asyncio.run_coroutine_threadsafe(body, self._loop).result()

    def call(self, method: str, arg: str = "", dest: str = "dom0", payload: bytes = b"") -> str:
        """A call of the Admin API, for what has no method here."""
        return self.do(self.connection.call(method, arg, dest, payload)).decode()

    def create(
        self, name: str, klass: str, *, template: str | None = None, label: str = "red"
    ) -> VM:
        self.do(System(self.connection).create_qube(klass, name, label, template))
        return VM(self, name)

    def __getitem__(self, name: str) -> VM:
        """One that is there. KeyError."""
        if name not in self.names():
            raise KeyError(name)
        return VM(self, name)

    def names(self) -> list[str]:
        return [line.split(" ")[0] for line in self.call("admin.vm.List").splitlines()]
