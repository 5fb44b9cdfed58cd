"""Events: handlers inside qubesd, and the streams that clients read (admin-api.md sections 1.5, 3).

A *handler* is a function or coroutine function ``handler(subject, event, **kwargs)``; subject is
the App or the Qube that the event is about. A handler of a *pre* event (``property-pre-set:netvm``,
``domain-pre-delete``) may raise to veto. The failure of any other handler is logged with its
cause and changes nothing for those who fired the event.

A *listener* is a bounded queue of wire events. One that falls behind is closed rather than given
a stream with holes; its client reconnects and asks afresh.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import re
from collections import deque
from collections.abc import Awaitable, Callable
from types import TracebackType

from qubesmanager.protocol import Event

log = logging.getLogger(__name__)

Handler = Callable[..., Awaitable[None] | None]

_PRE = re.compile(r"(?:[a-z-]+-)?pre-[a-z-]+(?::|\Z)|admin-permission:")
_INTERNAL = (
    "admin-permission:",
    "device-get:",
    "device-list:",
    "device-list-attached:",
    "domain-init",
    "domain-is-fully-usable",
    "domain-load",
)
LISTENER_LIMIT = 10_000
# A value may be as long as a request.
_LISTENER_CHARACTERS = 8 << 20


def is_pre_event(event: str) -> bool:
    """Whether handlers may still refuse what the event announces."""
    return _PRE.match(event) is not None


class Listener:
    """The events of one stream, as wire values. Async iterator; ends when closed or overrun."""

    def __init__(self, emitter: Emitter, subject: str | None, limit: int) -> None:
        self.subject = subject
        self.overrun = False
        self._emitter = emitter
        self._limit = limit
        self._events: deque[Event] = deque()
        self._characters = 0
        self._ready = asyncio.Event()
        self._closed = False

    def __enter__(self) -> Listener:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """No further events; what is queued can still be read. Closing twice is silent."""
        self._closed = True
        self._emitter.forget(self)
        self._ready.set()

    def put(self, event: Event) -> None:
        """Queue an event; a full queue ends the listener."""
        if self.subject is not None and event.subject != self.subject:
            return
        self._characters += _length(event)
        if len(self._events) >= self._limit or self._characters > _LISTENER_CHARACTERS:
            log.warning("an event listener is %d events behind and is closed", len(self._events))
            self.overrun = True
            self.close()
            return
        self._events.append(event)
        self._ready.set()

    def __aiter__(self) -> Listener:
        return self

    async def __anext__(self) -> Event:
        while not self._events:
            if self._closed:
                raise StopAsyncIteration
            self._ready.clear()
            await self._ready.wait()
        event = self._events.popleft()
        self._characters -= _length(event)
        return event


def _length(event: Event) -> int:
    return sum(map(len, event.args.values()))


class Emitter:
    """All handlers and listeners of one App."""

    def __init__(self) -> None:
        self._exact: dict[str, list[Handler]] = {}
        self._prefixes: list[tuple[str, Handler]] = []
        self._listeners: list[Listener] = []

    def add_handler(self, pattern: str, handler: Handler) -> None:
        """``pattern`` is an event's whole name, or a beginning of names followed by ``*``."""
        if pattern.endswith("*"):
            self._prefixes.append((pattern[:-1], handler))
        else:
            self._exact.setdefault(pattern, []).append(handler)

    def remove_handler(self, pattern: str, handler: Handler) -> None:
        """Undo of ``add_handler``; ValueError when it was not added."""
        if pattern.endswith("*"):
            self._prefixes.remove((pattern[:-1], handler))
        else:
            handlers = self._exact.get(pattern, [])
            handlers.remove(handler)

    def listen(self, subject: str | None = None, limit: int = LISTENER_LIMIT) -> Listener:
        """A listener for one qube's events by its name, or (None) for all. Close it."""
        listener = Listener(self, subject, limit)
        self._listeners.append(listener)
        return listener

    def forget(self, listener: Listener) -> None:
        if listener in self._listeners:
            self._listeners.remove(listener)

    async def fire(self, subject: object, event: str, **kwargs: object) -> None:
        """Tell listeners, then handlers.

        Listeners see a pre event even if it is then vetoed (section 3). Handlers of a pre event
        run one after the other, and the first to raise ends it; others all run, the
        asynchronous ones side by side.
        """
        self._publish(subject, event, kwargs)
        handlers = self._handlers(event)
        if not handlers:
            return
        if is_pre_event(event):
            for handler in handlers:
                result = handler(subject, event, **kwargs)
                if inspect.isawaitable(result):
                    await result
            return
        pending = []
        for handler in handlers:
            result = self._call(handler, subject, event, kwargs)
            if result is not None:
                pending.append(result)
        if pending:
            results = await asyncio.gather(*pending, return_exceptions=True)
            for failure in results:
                if isinstance(failure, BaseException):
                    self._log_failure(event, subject, failure)

    def _handlers(self, event: str) -> list[Handler]:
        found = list(self._exact.get(event, ()))
        found += [handler for prefix, handler in self._prefixes if event.startswith(prefix)]
        return found

    def _call(
        self, handler: Handler, subject: object, event: str, kwargs: dict[str, object]
    ) -> Awaitable[None] | None:
        try:
            return handler(subject, event, **kwargs)
        except Exception as error:  # noqa: BLE001 - a handler may be anyone's; logged with its cause
            self._log_failure(event, subject, error)
            return None

    def _log_failure(self, event: str, subject: object, failure: BaseException) -> None:
        log.error("a handler of %r for %r failed", event, str(subject), exc_info=failure)

    def _publish(self, subject: object, event: str, kwargs: dict[str, object]) -> None:
        if not self._listeners or event.startswith(_INTERNAL):
            return
        name = getattr(subject, "event_subject", "")
        args = {key: str(value) for key, value in kwargs.items()}
        wire = Event(str(name), event, args)
        for listener in list(self._listeners):
            listener.put(wire)
