"""The line to the agent of one qube: sessions, and the calls of a session side by side.

Whatever comes over it was written by the qube. Bytes that are no frame, frames that no honest agent
sends, and an agent that starts anew all end the session: its calls are lost, each with the reason,
and a new session begins, not too often. Memory is bounded by the windows of the calls.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import deque
from collections.abc import Callable
from typing import cast

from qubesmanager.service_frames import (
    OPENINGS,
    PADDING,
    VERSION,
    CallRequest,
    Channel,
    Ended,
    Frame,
    FrameDecoder,
    FrameError,
    Kind,
    Outcome,
    Padding,
    encode,
    encode_opening,
    parse_opening,
)

from .calls import Call

log = logging.getLogger(__name__)

MAX_CALLS = 32
MAX_CALLS_OF_QUBE = 16
# A guest that boots needs two; more than these in so many seconds are no accident.
_HELLOS = 3
HELLOS_S = 3.0
SILENCE_S = 30.0
_WRITE_HIGH_BYTES = 512 * 1024
# More than the kernel keeps of a line that has ended.
_LAST_BYTES = 1024 * 1024
# More than this waits only when the agent sends and does not read: then neither do we.
WRITE_LIMIT_BYTES = 4 * 1024 * 1024

OnCall = Callable[[Call, CallRequest], None]


class LinkDown(Exception):
    """There is no session. The text is a part of a sentence."""


class Link(asyncio.Protocol):
    """``on_call`` takes a call of the qube; ``on_change`` hears of begin and end of sessions.

    ``may_be_silent`` says that no answer is to be expected, since the qube is paused.
    """

    def __init__(
        self,
        qube: str,
        on_call: OnCall,
        on_change: Callable[[], None],
        may_be_silent: Callable[[], bool] = lambda: False,
    ) -> None:
        self._qube = qube
        self._on_call = on_call
        self._on_change = on_change
        self._may_be_silent = may_be_silent
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._decoder = FrameDecoder()
        self._calls: dict[int, Call] = {}
        self._next_number = 1
        self._nonce = b""
        self._session = False
        self._hellos_at_s: deque[float] = deque(maxlen=_HELLOS)
        self._hello_timer: asyncio.TimerHandle | None = None
        self._silence_timer: asyncio.TimerHandle | None = None
        self._pinged = False
        self._has_room = True
        self._rest: asyncio.Handle | None = None
        self._held = False
        self.closed = asyncio.Event()
        self.hindrance = "its agent has not answered yet"

    @property
    def is_ready(self) -> bool:
        return self._session

    def open_call(self, request: CallRequest) -> Call:
        """Begin a call. LinkDown when there is no session, or too many calls."""
        if not self._session:
            raise LinkDown(self.hindrance)
        if sum(call.by_host for call in self._calls.values()) >= MAX_CALLS:
            raise LinkDown(f"{MAX_CALLS} calls to it are under way already")
        call = self._new_call(self._next_number, by_host=True)
        self._next_number += 2
        self._send(Frame(Kind.CALL, call.number, payload=request.encode()))
        return call

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    # -- asyncio's side

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=_WRITE_HIGH_BYTES)
        self._begin("its agent has not answered yet")
        self._watch_silence()

    def connection_lost(self, error: Exception | None) -> None:
        if error is not None:
            log.info("the line to %s: %s", self._qube, error)
        transport, self._transport = self._transport, None
        for timer in (self._hello_timer, self._silence_timer, self._rest):
            if timer is not None:
                timer.cancel()
        if transport is not None and self._session:
            self._hear_the_rest(transport.get_extra_info("socket").fileno())
        self._end_session("the qube has ended")
        self.closed.set()

    def _hear_the_rest(self, fd: int) -> None:
        """Calls that have ended before the line did have ended so, read or not.

        What we had sent in vain may have ended it while that was still on its way.
        """
        left = _LAST_BYTES
        try:
            while left > 0 and (data := os.read(fd, left)):
                self._decoder.feed_only(data)
                left -= len(data)
        except OSError:
            pass  # that was all
        try:
            while frames := self._decoder.pending():
                for frame in frames:
                    if frame.kind in OPENINGS:
                        return
                    if (call := self._calls.get(frame.call)) is not None:
                        call.on_frame(frame)
        except FrameError as error:
            log.info("the last words of %s: %s", self._qube, error)

    def pause_writing(self) -> None:
        self._has_room = False

    def resume_writing(self) -> None:
        self._has_room = True
        for call in self._calls.values():
            call.on_room()
        self._held = False
        self._read_on()

    def data_received(self, data: bytes) -> None:
        self._pinged = False
        self._decoder.feed_only(data)
        self._take()

    def _take(self) -> None:
        """Some frames; others have their turn before the rest."""
        self._rest = None
        more = False
        try:
            frames = self._decoder.pending()
            more = bool(frames)
            for frame in frames:
                self._on_frame(frame)
        except Padding:
            self._begin("its agent was started again")
            more = True
        except FrameError as error:
            self._begin(f"its agent sent what makes no sense: {error}")
            more = True
        transport = self._transport
        if transport is None:
            return
        self._held = transport.get_write_buffer_size() > WRITE_LIMIT_BYTES
        if more:
            self._rest = self._loop.call_soon(self._take)
        if more or self._held:
            transport.pause_reading()
        else:
            transport.resume_reading()

    def _read_on(self) -> None:
        if self._transport is not None and self._rest is None and not self._held:
            self._transport.resume_reading()

    # -- sessions

    def _begin(self, why: str) -> None:
        """End the session, and begin another as soon as that is not too often."""
        self._end_session(why)
        self._nonce = b""
        self._decoder.hunt()
        if self._hello_timer is None:
            hellos = self._hellos_at_s
            wait_s = hellos[0] + HELLOS_S - self._loop.time() if len(hellos) == _HELLOS else 0
            if wait_s > 0:
                self._hello_timer = self._loop.call_later(wait_s, self._say_hello)
            else:
                self._say_hello()

    def _say_hello(self) -> None:
        self._hello_timer = None
        self._hellos_at_s.append(self._loop.time())
        self._nonce = os.urandom(16)
        if self._transport is not None:
            self._transport.write(PADDING)
            self._send(Frame(Kind.HELLO, payload=encode_opening(self._nonce)))

    def _end_session(self, why: str) -> None:
        calls, self._calls = self._calls, {}
        was_ready, self._session = self._session, False
        self.hindrance = why
        if was_ready:
            log.info("the session with %s is over: %s", self._qube, why)
        for call in calls.values():
            call.settle(Ended(Outcome.LOST, text=why))
        if was_ready:
            self._on_change()

    def _on_welcome(self, frame: Frame) -> None:
        nonce, version = parse_opening(frame.payload)
        if nonce != self._nonce:
            self._decoder.hunt()  # the answer to an earlier one
            return
        if version != VERSION:
            self.hindrance = f"its agent speaks version {version} of the protocol, we {VERSION}"
            return
        self._session = True
        self._nonce = b""
        log.info("the agent of %s is there", self._qube)
        self._on_change()

    # -- frames

    def _send(self, frame: Frame) -> None:
        if self._transport is not None:
            self._transport.write(encode(frame))

    def _on_frame(self, frame: Frame) -> None:
        if frame.kind is Kind.READY:
            self._begin("its agent was started again" if self._session else self.hindrance)
        elif frame.kind is Kind.WELCOME:
            if self._session:
                raise FrameError("a welcome in the middle of a session")
            self._on_welcome(frame)
        elif not self._session:
            raise FrameError(f"{frame.kind.name} outside of a session")
        elif frame.kind is Kind.CALL:
            self._on_call_frame(frame)
        elif frame.kind in (Kind.HELLO, Kind.PING):
            raise FrameError(f"{frame.kind.name} of an agent")
        elif (call := self._calls.get(frame.call)) is not None:
            call.on_frame(frame)
            if frame.kind is Kind.CANCEL:
                call.end(Ended(Outcome.LOST, text="the caller has gone"))

    def _on_call_frame(self, frame: Frame) -> None:
        if frame.call == 0 or frame.call % 2 or frame.call in self._calls:
            raise FrameError("a call of a number that the agent may not use")
        request = CallRequest.parse(frame.payload)
        call = self._new_call(frame.call, by_host=False)
        if sum(not call.by_host for call in self._calls.values()) > MAX_CALLS_OF_QUBE:
            call.end(Ended(Outcome.REFUSED, text="too many calls at once"))
            return
        self._on_call(call, request)

    def _new_call(self, number: int, *, by_host: bool) -> Call:
        call = Call(
            number, self._send, lambda: self._has_room, by_host=by_host, on_end=self._forget
        )
        self._calls[number] = call
        return call

    def _forget(self, call: Call) -> None:
        if self._calls.get(call.number) is call:
            del self._calls[call.number]

    # -- silence

    def _watch_silence(self) -> None:
        """A guest that hangs closes nothing, so it is asked now and then while it is needed."""
        is_excused = self._may_be_silent()
        if self._pinged and self._calls and not is_excused:
            self._begin(f"its agent has not answered for {2 * SILENCE_S:.0f} seconds")
        is_asked = bool(self._session and self._calls)
        # One that could not answer at first has all of the time as soon as it can.
        self._pinged = is_asked and not is_excused
        if is_asked:
            self._send(Frame(Kind.PING, channel=Channel.STDIN, payload=b"?"))
        self._silence_timer = self._loop.call_later(SILENCE_S, self._watch_silence)
