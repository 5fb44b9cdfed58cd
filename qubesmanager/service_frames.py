"""Frames of service calls: to the agent in a qube, and between a client and qubesd.

The format is docs/agent-protocol.md. A frame is a header of 16 bytes and a payload::

    magic u16 · kind u8 · channel u8 · call u32 · length u32 · CRC-32 of these 12 bytes u32

all little-endian. Whoever starts anew on a line that may be in the middle of a frame sends
``PADDING`` first: zeros that complete any frame and are the header of none.
"""

from __future__ import annotations

import enum
import struct
import zlib
from dataclasses import dataclass

VERSION = 1
# So many frames at a time at most are cut off: very small ones take their time.
FRAMES_AT_ONCE = 200
MAGIC = 0x4151
MAX_PAYLOAD_BYTES = 256 * 1024
# What a sender may have under way on one channel of one call before it is told to go on.
WINDOW_BYTES = 2 * 1024 * 1024
NONCE_BYTES = 16
MAX_TEXT_BYTES = 1024

_FIRST = struct.Struct("<HBBII")
_CRC = struct.Struct("<I")
HEADER_BYTES = _FIRST.size + _CRC.size
PADDING = bytes(HEADER_BYTES + MAX_PAYLOAD_BYTES)
_END = struct.Struct("<Bi")
_CREDIT = struct.Struct("<I")
_OPENING = struct.Struct(f"<{NONCE_BYTES}sH")


class FrameError(Exception):
    """Bytes that are no frame, or a frame whose content is none."""


class Padding(FrameError):
    """Zeros where a frame should begin: the sender starts anew."""


class Kind(enum.IntEnum):
    """What a frame says. The opening ones are found again in a stream that makes no sense."""

    HELLO = 1  # host: a session begins
    WELCOME = 2  # agent: it has begun
    READY = 3  # agent: the port was opened just now
    CALL = 4
    DATA = 5
    EOF = 6
    CREDIT = 7
    STOP = 8  # of a receiver: no more of this channel, please
    CANCEL = 9
    END = 10
    PING = 11
    PONG = 12


OPENINGS = frozenset({Kind.HELLO, Kind.WELCOME, Kind.READY})


class Channel(enum.IntEnum):
    STDIN = 0
    STDOUT = 1
    STDERR = 2


class Outcome(enum.IntEnum):
    """How a call ended. Only EXITED with code 0 is success."""

    EXITED = 0
    SIGNALLED = 1
    REFUSED = 2  # denied, or there is no such service
    FAILED = 3  # could not be run
    LOST = 4  # the qube, its agent or the line to it is gone


@dataclass(frozen=True)
class Ended:
    """The end of a call: an exit status or a signal as ``code``, or the reason in ``text``."""

    outcome: Outcome
    code: int = 0
    text: str = ""

    @property
    def ok(self) -> bool:
        return self.outcome is Outcome.EXITED and self.code == 0

    def encode(self) -> bytes:
        text = self.text.encode("utf-8", "replace")[:MAX_TEXT_BYTES]
        return _END.pack(self.outcome, self.code) + text

    @classmethod
    def parse(cls, payload: bytes) -> Ended:
        """The text is made printable. Raises FrameError."""
        if not _END.size <= len(payload) <= _END.size + MAX_TEXT_BYTES:
            raise FrameError(f"an end of {len(payload)} bytes")
        outcome, code = _END.unpack_from(payload)
        try:
            kind = Outcome(outcome)
        except ValueError as error:
            raise FrameError(f"unknown outcome {outcome}") from error
        return cls(kind, code, printable(payload[_END.size :]))


@dataclass(frozen=True)
class Frame:
    kind: Kind
    call: int = 0
    channel: Channel = Channel.STDIN
    payload: bytes = b""


def encode(frame: Frame) -> bytes:
    first = _FIRST.pack(MAGIC, frame.kind, frame.channel, frame.call, len(frame.payload))
    return b"".join((first, _CRC.pack(zlib.crc32(first)), frame.payload))


class FrameDecoder:
    """Cuts a byte stream into frames. Holds at most one frame and what came with it."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._hunting = False

    def hunt(self) -> None:
        """Skip all that comes until the next opening frame."""
        self._hunting = True

    def feed(self, data: bytes | bytearray | memoryview) -> list[Frame]:
        """Some of the frames that are whole by now; ``pending`` gives the others.

        Raises FrameError at what is no frame. ``hunt`` then makes the decoder go on behind it.
        """
        self._buffer += data
        return self.pending()

    def feed_only(self, data: bytes | bytearray | memoryview) -> None:
        """For whoever then asks for what is ``pending``."""
        self._buffer += data

    def pending(self) -> list[Frame]:
        """As ``feed``, of what is here already; to be called until there is nothing."""
        frames: list[Frame] = []
        position = 0
        try:
            while len(self._buffer) - position >= HEADER_BYTES and len(frames) < FRAMES_AT_ONCE:
                if self._hunting:
                    position = self._next_opening(position)
                    if len(self._buffer) - position < HEADER_BYTES:
                        break
                frame, used = self._frame_at(position)
                if frame is None:
                    break
                self._hunting = False
                frames.append(frame)
                position += used
                if frame.kind in OPENINGS:
                    break  # what follows is for whoever has been told
        except FrameError:
            if not frames:
                raise
        finally:
            del self._buffer[:position]
        return frames

    def _frame_at(self, position: int) -> tuple[Frame | None, int]:
        raw_kind, raw_channel, call, length = _header(self._buffer, position)
        end = position + HEADER_BYTES + length
        if len(self._buffer) < end:
            return None, 0
        payload = bytes(memoryview(self._buffer)[position + HEADER_BYTES : end])
        return Frame(raw_kind, call, raw_channel, payload), end - position

    def _next_opening(self, position: int) -> int:
        """Where the next opening frame may begin; the last bytes may be the begin of one."""
        magic = MAGIC.to_bytes(2, "little")
        last = len(self._buffer) - HEADER_BYTES
        while 0 <= (found := self._buffer.find(magic, position)) <= last:
            try:
                if _header(self._buffer, found)[0] in OPENINGS:
                    return found
            except FrameError:
                pass  # it is what we hunt through
            position = found + 1
        return max(position, last + 1)


def _header(buffer: bytearray, position: int) -> tuple[Kind, Channel, int, int]:
    magic, raw_kind, raw_channel, call, length = _FIRST.unpack_from(buffer, position)
    (crc,) = _CRC.unpack_from(buffer, position + _FIRST.size)
    if not any(buffer[position : position + HEADER_BYTES]):
        raise Padding("the sender starts anew")
    if magic != MAGIC or length > MAX_PAYLOAD_BYTES:
        raise FrameError("no frame begins here")
    if crc != zlib.crc32(memoryview(buffer)[position : position + _FIRST.size]):
        raise FrameError("a frame with a wrong checksum")
    try:
        return Kind(raw_kind), Channel(raw_channel), call, length
    except ValueError as error:
        raise FrameError(f"a frame of an unknown kind: {error}") from error


def encode_credit(count: int) -> bytes:
    return _CREDIT.pack(count)


def parse_credit(payload: bytes) -> int:
    if len(payload) != _CREDIT.size:
        raise FrameError("a credit that is no number")
    count: int = _CREDIT.unpack(payload)[0]
    return count


def encode_opening(nonce: bytes) -> bytes:
    return _OPENING.pack(nonce, VERSION)


def parse_opening(payload: bytes) -> tuple[bytes, int]:
    """Nonce and version. What a later version puts behind them is not looked at."""
    if len(payload) < _OPENING.size:
        raise FrameError("an opening without its nonce")
    nonce, version = _OPENING.unpack_from(payload)
    return nonce, version


@dataclass(frozen=True)
class CallRequest:
    """``peer``: to an agent, the calling qube; from an agent, the one that is asked for."""

    service: str
    argument: str
    peer: str
    user: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.service}+{self.argument}"

    def encode(self) -> bytes:
        return b"\0".join(text.encode() for text in (self.full_name, self.peer, self.user))

    @classmethod
    def parse(cls, payload: bytes) -> CallRequest:
        """Raises FrameError. Names are ASCII; what they name is unchecked."""
        words = payload.split(b"\0")
        if len(words) != 3 or not payload.isascii():
            raise FrameError("a call without its three words")
        name, peer, user = (word.decode("ascii") for word in words)
        service, _, argument = name.partition("+")
        return cls(service, argument, peer, user)


def printable(raw: bytes) -> str:
    """Text from a qube, on one line, all else as a space."""
    text = raw.decode("utf-8", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
