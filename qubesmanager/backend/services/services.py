"""Services in the qubes of one store: who is connected, and one call from begin to end.

A line to the agent of a qube is kept open while the qube runs, since the qube may call as well. In
a dom0, where qubes run under Xen, calls go through the qrexec program instead.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from qubesmanager import places
from qubesmanager.protocol import QubesException, QubesVMNotRunningError
from qubesmanager.service_frames import CallRequest, Channel, Ended, Outcome, printable

from . import qrexec
from .calls import Call, ReaderGone
from .link import Link, LinkDown

if TYPE_CHECKING:
    from qubesmanager.backend.app import App
    from qubesmanager.backend.qube.base import Qube

log = logging.getLogger(__name__)

MAX_OUTPUT_BYTES = 64 * 1024
MAX_STDERR_BYTES = 1024
_RETRY_S = 0.25
_RETRY_MAX_S = 5.0
# For an agent that should long be there.
_PATIENCE_S = 3.0
_ALWAYS_THERE = ("AdminVM", "RemoteVM")

AnyCall = Call | qrexec.QrexecCall
OnCall = Callable[["Qube", Call, CallRequest], None]


class ServiceFailed(QubesException):
    """A service was not run, or did not end well. The text says why in the far side's words."""


@dataclass(frozen=True)
class ServiceResult:
    """The end of a call and the beginnings of what it wrote; stderr as printable text."""

    ended: Ended
    stdout: bytes
    stderr: str


class _Attendance:
    """One running qube: its line, and the task that keeps it."""

    def __init__(self, task: asyncio.Task[None]) -> None:
        self.task = task
        self.link: Link | None = None
        self.since_s = time.monotonic()


def _refuse(_qube: Qube, call: Call, _request: CallRequest) -> None:
    call.end(Ended(Outcome.REFUSED, text="calls of qubes are not taken"))


class Services:
    """``on_call`` takes the calls of qubes; it must not block. Use: ``start``, …, ``close``."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.on_call: OnCall = _refuse
        self._attended: dict[UUID, _Attendance] = {}
        self._changed = asyncio.Event()

    async def start(self) -> None:
        """After ``app.start``: qubes that run already get their line, others when they start."""
        self._app.events.add_handler("domain-start", self._on_start)
        self._app.events.add_handler("domain-stopped", self._on_stop)
        for qube in self._app.qubes.values():
            if qube.klass not in _ALWAYS_THERE and qube.state != "Halted":
                self._attend(qube)

    async def close(self) -> None:
        """Calls that are under way end as lost. The qubes go on."""
        tasks = [attendance.task for attendance in self._attended.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._attended.clear()

    # -- who is there

    def available(self, qube: Qube) -> bool:
        """Whether a service can be called just now."""
        attendance = self._attended.get(qube.uuid)
        if attendance is None:
            return False
        return qrexec.is_used(self._app) or bool(attendance.link and attendance.link.is_ready)

    async def wait_available(self, qube: Qube, timeout_s: float) -> bool:
        """False when there is no agent by then, or the qube has ended."""
        end_s = time.monotonic() + timeout_s
        while not self.available(qube):
            if qube.uuid not in self._attended:
                return False
            try:
                async with asyncio.timeout(end_s - time.monotonic()):
                    await self._changed.wait()
            except TimeoutError:
                return False
        return True

    def _on_start(self, qube: Qube, _event: str, **_kwargs: object) -> None:
        self._attend(qube)

    def _on_stop(self, qube: Qube, _event: str, **_kwargs: object) -> None:
        attendance = self._attended.pop(qube.uuid, None)
        if attendance is not None:
            attendance.task.cancel()
        self._tell()

    def _attend(self, qube: Qube) -> None:
        if qube.uuid not in self._attended:
            self._attended[qube.uuid] = _Attendance(asyncio.create_task(self._keep_line(qube)))

    def _tell(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def _keep_line(self, qube: Qube) -> None:
        """Connect, and connect again, until the qube has stopped."""
        if qrexec.is_used(self._app):
            return
        try:
            path = places.agent_socket(self._app.home, qube.qid)
        except places.PlaceError as error:
            log.error("services in %r cannot be called: %s", qube.name, error)
            return
        wait_s = _RETRY_S
        while True:
            link = Link(
                qube.name,
                lambda call, request: self.on_call(qube, call, request),
                self._tell,
                lambda: qube.state == "Paused",
            )
            try:
                loop = asyncio.get_running_loop()
                await loop.create_unix_connection(functools.partial(_itself, link), str(path))
            except OSError as error:
                log.debug("no line to %r yet: %s", qube.name, error)
            else:
                wait_s = _RETRY_S
                await self._hold(qube, link)
            await asyncio.sleep(wait_s)
            wait_s = min(2 * wait_s, _RETRY_MAX_S)

    async def _hold(self, qube: Qube, link: Link) -> None:
        attendance = self._attended.get(qube.uuid)
        try:
            if attendance is not None:
                attendance.link = link
                await link.closed.wait()
        finally:
            link.close()
            if attendance is not None:
                attendance.link = None

    # -- calls

    async def open_call(
        self, qube: Qube, service: str, argument: str = "", source: str = "dom0", user: str = ""
    ) -> AnyCall:
        """Begin a call. QubesVMNotRunningError, ServiceFailed; nothing has been run then."""
        if qube.state == "Halted" or qube.klass in _ALWAYS_THERE:
            raise QubesVMNotRunningError(f"qube {qube.name!r} is not running")
        if qube.state == "Paused":
            raise QubesVMNotRunningError(f"qube {qube.name!r} is paused")
        attendance = self._attended.get(qube.uuid)
        request = CallRequest(service, argument, source, user)
        if qrexec.is_used(self._app):
            return await qrexec.open_call(qube.name, request)
        await self.wait_available(qube, self._patience_s(qube))
        link = attendance.link if attendance is not None else None
        if link is None:
            raise ServiceFailed(f"there is no way to call services in qube {qube.name!r}")
        try:
            return link.open_call(request)
        except LinkDown as error:
            raise ServiceFailed(
                f"no service can be called in qube {qube.name!r}: {error}. Is qube-agent installed"
                " in its template?"
            ) from error

    def _patience_s(self, qube: Qube) -> float:
        """A qube that boots gets the time that its ``qrexec_timeout`` says."""
        attendance = self._attended.get(qube.uuid)
        if attendance is None:
            return 0.0
        left_s = float(str(qube.properties.value("qrexec_timeout")))
        return max(_PATIENCE_S, attendance.since_s + left_s - time.monotonic())

    async def run_service(
        self,
        qube: Qube,
        service: str,
        argument: str = "",
        stdin: bytes = b"",
        *,
        user: str = "",
        source: str = "dom0",
        timeout_s: float | None = None,
        check: bool = True,
    ) -> ServiceResult:
        """A small call as a whole. ServiceFailed unless it ends with status 0, or not ``check``.

        Output beyond ``MAX_OUTPUT_BYTES`` is thrown away.
        """
        call = await self.open_call(qube, service, argument, source, user)
        try:
            async with asyncio.timeout(timeout_s):
                result = await _converse(call, stdin)
        except TimeoutError as error:
            raise ServiceFailed(
                f"{service} in qube {qube.name!r} did not end within {timeout_s:g} seconds"
            ) from error
        finally:
            call.cancel()
        if check and not result.ended.ok:
            raise ServiceFailed(f"{service} in qube {qube.name!r} failed{why(result)}")
        return result


def _itself(link: Link) -> Link:
    return link


async def _converse(call: AnyCall, stdin: bytes) -> ServiceResult:
    outputs = {Channel.STDOUT: bytearray(), Channel.STDERR: bytearray()}

    async def send() -> None:
        try:
            await call.write(stdin)
        except ReaderGone:
            log.debug("a service did not read all of its input")
        call.write_eof()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(send())
        while (item := await call.read()) is not None:
            channel, data = item
            room = MAX_OUTPUT_BYTES - len(outputs[channel])
            outputs[channel] += data[:room]
    stderr = printable(bytes(outputs[Channel.STDERR][:MAX_STDERR_BYTES]))
    return ServiceResult(await call.wait(), bytes(outputs[Channel.STDOUT]), stderr)


def why(result: ServiceResult) -> str:
    """How a call ended, as the end of a sentence."""
    ended = result.ended
    text = ended.text or result.stderr
    if ended.outcome is Outcome.EXITED:
        return f" (status {ended.code}{f': {result.stderr}' if result.stderr else ''})"
    if ended.outcome is Outcome.SIGNALLED:
        return f" (signal {ended.code}{f': {text}' if text else ''})"
    return f": {text}" if text else ""
