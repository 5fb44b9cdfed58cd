"""Calls that qubes make: judged by the policy, then passed on to the Admin API or another qube.

Everything here was written by the calling qube, but for its name. Every decision is logged. The
policy is read anew for each call, from ``policy.d`` of the store; a policy with a mistake denies.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from qubesmanager.backend.api.context import Context
from qubesmanager.backend.api.methods import ADMIN_VM, Dest, MethodTable, Use
from qubesmanager.backend.api.methods import Call as AdminCall
from qubesmanager.backend.api.server import encoded_refusal, encoded_reply
from qubesmanager.backend.disposables import create_disposable
from qubesmanager.backend.policy.decision import Allowed, Asked, Denied, decide
from qubesmanager.backend.policy.files import PolicyError, read_rules
from qubesmanager.backend.policy.rules import DISPVM, QubeFacts, Rule, System
from qubesmanager.backend.qube.base import Qube
from qubesmanager.backend.services.calls import Call, ReaderGone
from qubesmanager.backend.services.services import AnyCall
from qubesmanager.protocol import MAX_REQUEST_BYTES, AdminError, Event, QubesException, Request
from qubesmanager.service_frames import CallRequest, Channel, Ended, Outcome

log = logging.getLogger(__name__)

METHODS = MethodTable()

_SERVICE = re.compile(r"[A-Za-z0-9_.-]{1,128}", re.ASCII)
_OTHER = re.compile(r"[^A-Za-z0-9_.+-]", re.ASCII)
_MAX_ARGUMENT = 1024
_ALLOWED_TOKENS = re.compile(r"[A-Za-z0-9_.@:$-]{0,80}", re.ASCII)


class Refused(Exception):
    """The caller is told only this; the log has the reason."""


class FromQubes:
    """``on_call`` is what Services wants; ``table`` is the Admin API."""

    def __init__(self, context: Context, table: MethodTable) -> None:
        self._context = context
        self._app = context.app
        self._table = table
        self._questions = context.questions
        self._tasks: set[asyncio.Task[None]] = set()

    def on_call(self, qube: Qube, call: Call, request: CallRequest) -> None:
        task = asyncio.create_task(self._serve(qube, call, request))
        self._tasks.add(task)
        task.add_done_callback(self._on_done)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _on_done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a call of a qube failed", exc_info=task.exception())

    async def _serve(self, qube: Qube, call: Call, request: CallRequest) -> None:
        """The caller may go at any time; what runs for it is then ended."""
        ended = Ended(Outcome.FAILED, text="internal error")
        body = asyncio.create_task(self._answer(qube, call, request))
        gone = asyncio.create_task(call.wait())
        try:
            await asyncio.wait([body, gone], return_when=asyncio.FIRST_COMPLETED)
            if body.done():
                ended = body.result()
        except Refused as error:
            ended = Ended(Outcome.REFUSED, text=str(error))
        except AdminError as error:
            log.warning("a call from %r could not be made: %s", qube.name, error)
            ended = Ended(Outcome.FAILED, text="the call could not be made")
        except ReaderGone:
            ended = Ended(Outcome.LOST, text="the caller does not read")
        finally:
            body.cancel()
            gone.cancel()
            await asyncio.gather(body, gone, return_exceptions=True)
            call.end(ended)

    async def _answer(self, qube: Qube, call: Call, request: CallRequest) -> Ended:
        # What a service or an argument may not have is shown to nobody as it came.
        if not _SERVICE.fullmatch(request.service) or not _ALLOWED_TOKENS.fullmatch(request.peer):
            log.warning("%r calls what is no service, or no qube", qube.name)
            raise Refused("denied")
        argument = _OTHER.sub("_", request.argument[:_MAX_ARGUMENT])
        request = CallRequest(request.service, argument, request.peer)
        rules = await self._rules()
        allowed = await self._judge(qube, request, rules)
        if allowed.target != ADMIN_VM:
            return await self._to_qube(qube, call, request, allowed)
        if request.service.startswith("admin."):
            return await self._to_admin_api(qube, call, request, rules)
        raise Refused(f"there is no service {request.service} on the host")

    # -- the decision

    async def _rules(self) -> list[Rule]:
        try:
            return await asyncio.to_thread(read_rules, self._context.home / "policy.d")
        except PolicyError as error:
            log.error("the policy has a mistake, so every call of a qube is denied: %s", error)
            raise Refused("denied") from error

    async def _judge(self, qube: Qube, request: CallRequest, rules: Sequence[Rule]) -> Allowed:
        decision = decide(
            rules,
            request.service,
            request.argument,
            qube.name,
            request.peer,
            _system(self._app.qubes.values()),
        )
        if isinstance(decision, Asked):
            decision = await self._ask(qube, request, decision)
        what = f"{request.full_name} from {qube.name} to {request.peer or '@default'}"
        if isinstance(decision, Denied):
            log.warning("policy: %s: denied: %s", what, decision.reason)
            raise Refused("denied")
        log.info("policy: %s: allowed to %s by %s", what, decision.target, decision.place)
        return decision

    async def _ask(self, qube: Qube, request: CallRequest, asked: Asked) -> Allowed | Denied:
        target = await self._questions.ask(
            qube.name,
            request.service,
            request.argument,
            request.peer,
            asked.targets,
            asked.default,
        )
        if target is None:
            return Denied(f"{asked.rule.place} asks, and the answer was no, or none came")
        return asked.allowed(target)

    # -- the Admin API

    async def _to_admin_api(
        self, qube: Qube, call: Call, request: CallRequest, rules: Sequence[Rule]
    ) -> Ended:
        payload = await _read_all(call)
        dest = ADMIN_VM if request.peer in ("", "@adminvm", "$adminvm") else request.peer
        admin = Request(request.service, request.argument, qube.name, dest, payload)
        try:
            method, admin_call = self._table.resolve(self._context, admin, granted=True)
        except AdminError as error:
            await call.write(encoded_refusal(admin, error))
            return Ended(Outcome.EXITED)
        allows = partial(self._allows, rules, qube)
        if method.stream is not None:
            async for event in method.stream(admin_call):
                if _may_see(event, request.service, allows):
                    await call.write(event.encode())
        else:
            reply = await encoded_reply(method, admin_call, admin)
            if request.service == "admin.vm.List" and reply.startswith(b"0\0"):
                reply = _visible_lines(reply, allows)
            await call.write(reply)
        return Ended(Outcome.EXITED)

    def _allows(self, rules: Sequence[Rule], qube: Qube, service: str, arg: str, dest: str) -> bool:
        """Without asking anybody."""
        facts = _system(self._app.qubes.values())
        if dest not in facts:
            return False
        return isinstance(decide(rules, service, arg, qube.name, dest, facts), Allowed)

    # -- other qubes

    async def _to_qube(
        self, qube: Qube, call: Call, request: CallRequest, allowed: Allowed
    ) -> Ended:
        if allowed.target.startswith(f"{DISPVM}:"):
            template = self._app.qubes[allowed.target.removeprefix(f"{DISPVM}:")]
            target = await create_disposable(self._app, qube, template)
            try:
                return await self._run(qube, target, call, request, allowed)
            finally:
                await asyncio.shield(_end_disposable(target))
        return await self._run(qube, self._app.qubes[allowed.target], call, request, allowed)

    async def _run(
        self, qube: Qube, target: Qube, call: Call, request: CallRequest, allowed: Allowed
    ) -> Ended:
        if target.state == "Halted":
            if not allowed.autostart:
                log.info("policy: %r does not run and is not to be started", target.name)
                raise Refused("denied")
            await target.life.start()
        onward = await self._context.services.open_call(
            target, request.service, request.argument, source=qube.name, user=allowed.user
        )
        try:
            return await _join(call, onward, target.name)
        finally:
            onward.cancel()


async def _join(call: Call, onward: AnyCall, name: str) -> Ended:
    """Caller and service, until the service has ended. Its stderr is for the log of the host."""

    async def to_service() -> None:
        try:
            while (item := await call.read()) is not None:
                if not item[1]:
                    onward.write_eof()
                    return
                await onward.write(item[1])
            # The caller is lost in the middle: no end of the input, or the service took it for one.
        except ReaderGone:
            call.stop_reading(Channel.STDIN)

    sending = asyncio.create_task(to_service())
    try:
        while (item := await onward.read()) is not None:
            channel, data = item
            if channel is Channel.STDOUT and not data:
                call.write_eof()
            elif channel is Channel.STDOUT:
                try:
                    await call.write(data)
                except ReaderGone:
                    onward.stop_reading(channel)
            elif data:
                log.debug("a service in %r says: %r", name, data[:200])
        ended = await onward.wait()
    finally:
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    # Why it failed over there is not for the caller to read.
    return Ended(ended.outcome, ended.code)


async def _end_disposable(qube: Qube) -> None:
    """It goes by itself when it has halted."""
    try:
        if qube.state != "Halted":
            await qube.life.kill()
    except AdminError as error:
        log.warning("the disposable %r was not ended: %s", qube.name, error)


async def _read_all(call: Call) -> bytes:
    """ReaderGone when the caller is lost before the end: half a request is none."""
    data = b""
    while (item := await call.read()) is not None:
        if not item[1]:
            return data
        data += item[1]
        if len(data) > MAX_REQUEST_BYTES:
            raise Refused("the request is too long")
    raise ReaderGone


def _visible_lines(reply: bytes, allows: Callable[[str, str, str], bool]) -> bytes:
    """Section 2: the list is cut to what the caller may list."""
    lines = reply[2:].splitlines(keepends=True)
    names = [line.partition(b" ")[0].decode("ascii") for line in lines]
    seen = [
        line for name, line in zip(names, lines, strict=True) if allows("admin.vm.List", "", name)
    ]
    return b"0\0" + b"".join(seen)


def _may_see(event: Event, service: str, allows: Callable[[str, str, str], bool]) -> bool:
    """Section 3: an event is seen by who may call ``admin.Events+NAME`` on its subject."""
    if event.name == "connection-established":
        return True
    if service != "admin.Events":
        return allows(service, "", event.subject or ADMIN_VM)
    return allows(service, event.name.replace(":", "_"), event.subject or ADMIN_VM)


def _system(qubes: Iterable[Qube]) -> System:
    return {qube.name: _facts(qube) for qube in qubes}


def _facts(qube: Qube) -> QubeFacts:
    def value(name: str) -> str | None:
        found = qube.properties.value(name) if name in qube.properties else None
        return None if found is None else str(found)

    return QubeFacts(
        qube.klass,
        frozenset(qube.tags),
        value("template") if qube.klass == "DispVM" else None,
        value("default_dispvm"),
        qube.template_for_dispvms,
    )


# -- for the windows


@METHODS.method("internal.policy.Pending", dest=Dest.ADMIN)
async def pending(call: AdminCall) -> str:
    """Questions that wait for an answer, as JSON."""
    return json.dumps([question.record() for question in call.context.questions.pending])


@METHODS.method("internal.policy.Answer", dest=Dest.ADMIN, arg=Use.REQUIRED, payload=Use.REQUIRED)
async def answer(call: AdminCall) -> None:
    """``deny``, or ``allow TARGET``."""
    word, _, target = call.ascii_payload().partition(" ")
    if word not in ("allow", "deny") or bool(target) != (word == "allow"):
        raise QubesException("an answer is 'deny' or 'allow TARGET'")
    call.context.questions.answer(call.untrusted_arg, target or None)
