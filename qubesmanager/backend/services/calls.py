"""One call over a link to a qube's agent, seen from the host (docs/agent-protocol.md).

A call has one channel that the host sends and those that it receives: stdin, then stdout and
stderr, when the host calls; the other way round when the qube does. What the agent may send before
it is read is bounded, and who sends waits for the agent's credit.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from qubesmanager.service_frames import (
    MAX_PAYLOAD_BYTES,
    WINDOW_BYTES,
    Channel,
    Ended,
    Frame,
    FrameError,
    Kind,
    encode_credit,
    parse_credit,
)

Send = Callable[[Frame], None]

_ACKNOWLEDGE_BYTES = WINDOW_BYTES // 4


class ReaderGone(Exception):
    """The other side reads no more of what we send."""


class Call:
    """Use: ``write``, ``write_eof``; ``read`` until None; ``wait``. ``cancel`` at any time.

    ``send`` puts a frame on the line; ``has_room`` says whether the line takes more now.
    """

    def __init__(
        self,
        number: int,
        send: Send,
        has_room: Callable[[], bool],
        *,
        by_host: bool,
        on_end: Callable[[Call], None] = lambda _call: None,
    ) -> None:
        self.number = number
        self._on_end = on_end
        self.by_host = by_host
        self.sends = Channel.STDIN if by_host else Channel.STDOUT
        self._send = send
        self._has_room = has_room
        self._credit = WINDOW_BYTES
        self._may_send = asyncio.Event()
        self._reader_gone = False
        self._eof_sent = False
        receives = (Channel.STDOUT, Channel.STDERR) if by_host else (Channel.STDIN,)
        self._unread = dict.fromkeys(receives, 0)
        self._passed_on = dict.fromkeys(receives, 0)
        self._open = set(receives)
        self._dropped: set[Channel] = set()
        # Pieces that came are put together: many small ones would cost more than they hold.
        self._received: dict[Channel, deque[bytearray]] = {c: deque() for c in receives}
        self._eof_unread: set[Channel] = set()
        self._handed_out: tuple[Channel, int] | None = None
        self._arrived = asyncio.Event()
        self._ended: Ended | None = None
        self._over = asyncio.Event()

    # -- sending

    async def write(self, data: bytes | memoryview) -> None:
        """Raises ReaderGone when the other side has stopped reading, or the call has ended."""
        view = memoryview(data)
        while view:
            while not self._is_idle and not (self._credit and self._has_room()):
                self._may_send.clear()
                await self._may_send.wait()
            if self._is_idle:
                raise ReaderGone
            piece = view[: min(self._credit, MAX_PAYLOAD_BYTES)]
            self._credit -= len(piece)
            self._send(Frame(Kind.DATA, self.number, self.sends, bytes(piece)))
            view = view[len(piece) :]

    @property
    def _is_idle(self) -> bool:
        """Nobody takes what would be written."""
        return self._reader_gone or self._ended is not None

    def on_room(self) -> None:
        """The line takes bytes again."""
        self._may_send.set()

    def write_eof(self) -> None:
        if not self._eof_sent and self._ended is None:
            self._eof_sent = True
            self._send(Frame(Kind.EOF, self.number, self.sends))

    # -- receiving

    async def read(self) -> tuple[Channel, bytes] | None:
        """What comes next; no bytes for the end of a channel, None when the call is over.

        Asking for the next piece says that the one before has been dealt with.
        """
        self._acknowledge_last()
        while (item := self._next()) is None:
            if self._ended is not None:
                return None
            self._arrived.clear()
            await self._arrived.wait()
        self._handed_out = (item[0], len(item[1]))
        return item

    def _next(self) -> tuple[Channel, bytes] | None:
        for channel, pieces in self._received.items():
            if pieces:
                return channel, bytes(pieces.popleft())
        if self._eof_unread:
            return self._eof_unread.pop(), b""
        return None

    def stop_reading(self, channel: Channel) -> None:
        """Nobody wants the rest of this channel."""
        if channel not in self._unread or channel in self._dropped:
            return
        self._dropped.add(channel)
        unread = sum(map(len, self._received[channel]))
        self._received[channel].clear()
        self._eof_unread.discard(channel)
        if self._ended is None:
            self._send(Frame(Kind.STOP, self.number, channel))
        # Its sender may not stop at once, and may not stand still for what nobody will read.
        self._acknowledge(channel, unread)

    # -- ending

    @property
    def ended(self) -> Ended | None:
        return self._ended

    async def wait(self) -> Ended:
        await self._over.wait()
        assert self._ended is not None
        return self._ended

    def cancel(self) -> None:
        """Ask for the end. A call of the qube is not ours to cancel: see ``end``."""
        if self._ended is None:
            self._send(Frame(Kind.CANCEL, self.number))

    def end(self, ended: Ended) -> None:
        """Answer a call of the qube."""
        if self._ended is None:
            self.write_eof()
            self._send(Frame(Kind.END, self.number, payload=ended.encode()))
            self.settle(ended)

    def settle(self, ended: Ended) -> None:
        """It is over; what has been received can still be read."""
        if self._ended is None:
            self._ended = ended
            self._over.set()
            self._arrived.set()
            self._may_send.set()
            self._on_end(self)

    # -- frames of the agent

    def on_frame(self, frame: Frame) -> None:
        """Raises FrameError for what an honest agent does not send."""
        channel = frame.channel
        if frame.kind is Kind.DATA:
            self._on_data(channel, frame.payload)
        elif frame.kind is Kind.EOF:
            if channel in self._open:
                self._open.discard(channel)
                if channel not in self._dropped:
                    self._eof_unread.add(channel)
                    self._arrived.set()
        elif frame.kind is Kind.CREDIT and channel is self.sends:
            self._credit += parse_credit(frame.payload)
            if self._credit > WINDOW_BYTES:
                raise FrameError("credit for bytes that were never sent")
            self._may_send.set()
        elif frame.kind is Kind.STOP and channel is self.sends:
            self._reader_gone = True
            self._may_send.set()
        elif frame.kind is Kind.END and self.by_host:
            self.settle(Ended.parse(frame.payload))
        elif frame.kind is not Kind.CANCEL or self.by_host:
            raise FrameError(f"{frame.kind.name} does not belong to this call")

    def _on_data(self, channel: Channel, data: bytes) -> None:
        if channel not in self._open:
            raise FrameError("data behind the end of its channel")
        if not data:
            raise FrameError("data of no bytes")
        self._unread[channel] += len(data)
        if self._unread[channel] > WINDOW_BYTES:
            raise FrameError("more data than there was credit for")
        if channel in self._dropped:
            self._acknowledge(channel, len(data))
        else:
            self._put(channel, data)

    def _put(self, channel: Channel, data: bytes) -> None:
        pieces = self._received[channel]
        if pieces and len(pieces[-1]) + len(data) <= MAX_PAYLOAD_BYTES:
            pieces[-1] += data
        else:
            pieces.append(bytearray(data))
        self._arrived.set()

    def _acknowledge_last(self) -> None:
        if self._handed_out is not None:
            channel, count = self._handed_out
            self._handed_out = None
            self._acknowledge(channel, count)

    def _acknowledge(self, channel: Channel, count: int) -> None:
        self._passed_on[channel] += count
        done = self._passed_on[channel]
        if done >= _ACKNOWLEDGE_BYTES and self._ended is None:
            self._unread[channel] -= done
            self._passed_on[channel] = 0
            self._send(Frame(Kind.CREDIT, self.number, channel, encode_credit(done)))
