"""The frames of service calls: any bytes are cut into frames, or refused as none."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.agent import qube_agent
from qubesmanager.service_frames import (
    HEADER_BYTES,
    MAX_PAYLOAD_BYTES,
    NONCE_BYTES,
    PADDING,
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
    encode_credit,
    encode_opening,
    parse_credit,
    parse_opening,
)

PLAIN = [kind for kind in Kind if kind not in (Kind.HELLO, Kind.WELCOME, Kind.READY)]
FRAMES = st.builds(
    Frame,
    kind=st.sampled_from(PLAIN),
    call=st.integers(0, 2**32 - 1),
    channel=st.sampled_from(Channel),
    payload=st.binary(max_size=300),
)


def all_of(decoder: FrameDecoder, data: bytes) -> list[Frame]:
    found = []
    frames = decoder.feed(data)
    while frames:
        found += frames
        frames = decoder.pending()
    return found


@given(st.lists(FRAMES, max_size=6), st.integers(1, 40))
def test_any_cut_gives_the_same_frames(frames: list[Frame], step: int) -> None:
    data = b"".join(map(encode, frames))
    decoder = FrameDecoder()
    found = []
    for start in range(0, len(data), step):
        found += all_of(decoder, data[start : start + step])
    assert found == frames


@given(st.binary(max_size=400), st.integers(1, 400))
def test_bytes_are_frames_or_refused(data: bytes, step: int) -> None:
    decoder = FrameDecoder()
    for start in range(0, len(data), step):
        with contextlib.suppress(FrameError):
            all_of(decoder, data[start : start + step])


@given(FRAMES, st.data())
def test_a_flipped_bit_of_the_header_is_seen(frame: Frame, data: st.DataObject) -> None:
    raw = bytearray(encode(frame))
    bit = data.draw(st.integers(0, 8 * HEADER_BYTES - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(FrameError):
        FrameDecoder().feed(raw)


@given(st.binary(max_size=200), FRAMES, st.integers(1, 100))
def test_whatever_stood_on_the_line_the_next_opening_is_found(
    garbage: bytes, half: Frame, cut: int
) -> None:
    """Also behind half a frame, whose payload would swallow what follows but for the padding."""
    opening = Frame(Kind.WELCOME, payload=encode_opening(b"n" * NONCE_BYTES))
    after = Frame(Kind.PONG, payload=b"?")
    stale = garbage + encode(half)[: -min(cut, HEADER_BYTES)]
    decoder = FrameDecoder()
    found = []
    for data in (stale, PADDING, encode(opening) + encode(after)):
        try:
            found += all_of(decoder, data)
        except FrameError:
            decoder.hunt()
            found += all_of(decoder, b"")
    assert found[-2:] == [opening, after]


def test_frames_before_the_nonsense_are_not_lost() -> None:
    frame = Frame(Kind.END, 3, payload=Ended(Outcome.EXITED).encode())
    decoder = FrameDecoder()
    assert decoder.feed(encode(frame) + PADDING) == [frame]
    with pytest.raises(Padding):
        decoder.pending()


def test_a_frame_may_not_be_longer_than_agreed() -> None:
    encode(Frame(Kind.DATA, 1, payload=bytes(MAX_PAYLOAD_BYTES)))
    raw = bytearray(qube_agent.header(4, 1, 0, MAX_PAYLOAD_BYTES + 1))
    with pytest.raises(FrameError):
        FrameDecoder().feed(raw)


@given(st.lists(FRAMES, max_size=5), st.integers(1, 100))
def test_the_agent_reads_the_same_frames(frames: list[Frame], step: int) -> None:
    """The agent's file has its own decoder, as it must stand alone."""
    data = b"".join(map(encode, frames))
    buffer = qube_agent.FrameBuffer()
    found = []
    for start in range(0, len(data), step):
        piece = data[start : start + step]
        buffer.room()[: len(piece)] = piece
        buffer.have += len(piece)
        for kind, call, channel, payload in buffer.frames():
            found.append(Frame(Kind(kind), call, Channel(channel), bytes(payload)))
    assert found == frames


@given(FRAMES)
def test_the_agent_writes_the_same_frames(frame: Frame) -> None:
    header = qube_agent.header(frame.kind, frame.call, frame.channel, len(frame.payload))
    assert header + frame.payload == encode(frame)


@given(st.sampled_from(Outcome), st.integers(-(2**31), 2**31 - 1), st.text(max_size=2000))
def test_an_end_is_read_back(outcome: Outcome, code: int, text: str) -> None:
    ended = Ended.parse(Ended(outcome, code, text).encode())
    assert (ended.outcome, ended.code) == (outcome, code)
    assert ended.text.isprintable()


@given(st.binary(max_size=1200))
def test_contents_are_refused_or_read(raw: bytes) -> None:
    for parse in (Ended.parse, CallRequest.parse, parse_credit, parse_opening):
        with contextlib.suppress(FrameError):
            parse(raw)


def test_contents_are_read_back() -> None:
    assert parse_credit(encode_credit(7)) == 7
    assert parse_opening(encode_opening(b"x" * NONCE_BYTES) + b"later") == (b"x" * NONCE_BYTES, 1)
    request = CallRequest("qubes.VMExec", "a+b", "dom0", "root")
    assert CallRequest.parse(request.encode()) == request
