"""The process that is a service call: what it takes from qubesd, piece by piece."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qubesmanager import service_call
from qubesmanager.service_frames import CallRequest, Channel, Ended, Frame, Kind, Outcome, encode

REQUEST = CallRequest("qubes.Restore", "", "dom0")


def data(payload: bytes) -> bytes:
    return encode(Frame(Kind.DATA, 1, Channel.STDOUT, payload))


def end() -> bytes:
    return encode(Frame(Kind.END, 1, payload=Ended(Outcome.EXITED, 0).encode()))


def called(
    tmp_path: Path,
    answer: Callable[[socket.socket, int], None],
    *,
    stdin: tuple[int, int] | None = None,
    stdout: int | None = None,
) -> Ended:
    """A call of what ``answer`` serves; it gets the line and the read end of the call's stdout."""
    path = tmp_path / "socket"
    stdin = stdin or os.pipe()
    output, errors = os.pipe(), os.pipe()
    if stdout is not None:
        os.dup2(stdout, output[1])
        os.close(stdout)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()

        def serve() -> None:
            line = listener.accept()[0]
            with line:
                answer(line, output[0])

        server = threading.Thread(target=serve)
        server.start()
        try:
            return service_call.call(str(path), "far", REQUEST, stdin[0], output[1], errors[1])
        finally:
            server.join()
            for fd in (stdin[1], output[0], errors[0]):
                os.close(fd)


def test_content_that_looks_like_a_refusal(tmp_path: Path) -> None:
    """It is one only at the very beginning; a piece of data may begin with the same bytes."""
    came = []

    def answer(line: socket.socket, stdout: int) -> None:
        whole = data(b"2\0QubesException\0\0text\0")
        line.sendall(data(b"first") + whole[:16])
        came.append(os.read(stdout, 100))  # so all that was sent has been taken
        line.sendall(whole[16:])
        came.append(os.read(stdout, 100))
        line.sendall(end())

    assert called(tmp_path, answer).ok
    assert came == [b"first", b"2\0QubesException\0\0text\0"]


@pytest.mark.parametrize("cut", [1, 2, 5, 100])
def test_a_refusal_in_pieces(tmp_path: Path, cut: int) -> None:
    reply = b"2\0QubesException\0\0'far' does not run\0"

    def answer(line: socket.socket, _stdout: int) -> None:
        line.sendall(reply[:cut])
        line.sendall(reply[cut:])

    with pytest.raises(service_call.Failed, match="'far' does not run"):
        called(tmp_path, answer)


def test_an_end_without_an_answer(tmp_path: Path) -> None:
    def answer(line: socket.socket, _stdout: int) -> None:
        while line.recv(1 << 16).find(REQUEST.encode()) < 0:
            pass
        line.sendall(data(b"x"))

    with pytest.raises(service_call.Failed, match="qubesd has ended"):
        called(tmp_path, answer)


def test_bytes_that_are_no_answer(tmp_path: Path) -> None:
    with pytest.raises(service_call.Failed, match="does not speak this protocol"):
        called(tmp_path, lambda line, _stdout: line.sendall(b"0\0" + bytes(16)))


ANSWER = data(b"2\0") + data(b"QA" + bytes(14)) + data(b"0\0" + data(b"x")) + end()


@pytest.mark.parametrize("step", [*range(1, 36), 100])
def test_an_answer_in_pieces(tmp_path: Path, step: int) -> None:
    """Wherever the kernel cuts the stream, and however it looks behind the cut."""
    came: list[bytes] = []

    def answer(line: socket.socket, stdout: int) -> None:
        for start in range(0, len(ANSWER), step):
            line.sendall(ANSWER[start : start + step])
        while line.recv(1 << 16):  # until the call is over, which comes after the last byte
            pass
        came.append(os.read(stdout, 1000))

    assert called(tmp_path, answer).ok
    assert came == [b"2\0QA" + bytes(14) + b"0\0" + data(b"x")]


def drained(line: socket.socket, until: bytes) -> bytes:
    """What the call sends, up to that."""
    came = b""
    while until not in came:
        more = line.recv(1 << 16)
        assert more, "the call has gone"
        came = came[-100:] + more
    return came


@contextlib.contextmanager
def line_to_nobody() -> Iterator[tuple[socket.socket, service_call.Caller]]:
    """The far end of a call's line, and the call, whose output has no reader."""
    ours, far = socket.socketpair()
    output = os.pipe()
    os.close(output[0])
    errors = os.dup(output[1])
    with ours, far:
        yield far, service_call.Caller(ours, output[1], errors)
    os.close(output[1])
    os.close(errors)


def test_an_output_that_nobody_reads_while_the_input_waits() -> None:
    """A service reads on only when its output is taken, so that must not wait for the input."""
    stdin = os.pipe()
    with line_to_nobody() as (far, caller):
        caller._line.setblocking(False)
        filled = 0
        with contextlib.suppress(BlockingIOError):
            while True:
                filled += caller._line.send(bytes(1 << 16))
        caller._line.setblocking(True)
        os.write(stdin[1], b"input")
        sending = threading.Thread(target=caller.send_input, args=[stdin[0]])
        sending.start()
        while not caller._lock.locked():
            assert sending.is_alive()

        def answer() -> None:
            for _ in range(64):
                far.sendall(data(bytes(1 << 16)))
            count = filled
            while count:
                count -= len(far.recv(min(count, 1 << 16)))
            drained(far, encode(Frame(Kind.STOP, 1, Channel.STDOUT)))
            far.sendall(end())

        answering = threading.Thread(target=answer)
        answering.start()
        assert caller.receive().ok
        answering.join()
        os.close(stdin[1])
        sending.join()


def test_an_end_behind_an_output_that_nobody_reads() -> None:
    """qubesd has gone by the time that we say so; the end that it has sent counts."""
    with line_to_nobody() as (far, caller):
        far.sendall(data(b"nobody reads this") + end())
        far.close()
        assert caller.receive().ok


def test_an_input_that_cannot_be_read_is_no_end(tmp_path: Path) -> None:
    """Neither is it left open for ever: the service may wait for more."""
    sent = []

    def answer(line: socket.socket, _stdout: int) -> None:
        came = b""
        while more := line.recv(1 << 16):
            came += more
        sent.append(came)

    folder = os.open(tmp_path, os.O_RDONLY)
    with pytest.raises(service_call.Failed, match="input cannot be read: Is a directory"):
        called(tmp_path, answer, stdin=(folder, os.dup(folder)))
    assert encode(Frame(Kind.EOF, 1)) not in sent[0]


def test_an_output_that_cannot_be_written_is_not_the_connection(tmp_path: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    with pytest.raises(service_call.Failed, match="output cannot be written: No space left"):
        called(tmp_path, lambda line, _stdout: line.sendall(data(b"x") + end()), stdout=full)


def test_descriptors_that_others_made_non_blocking(tmp_path: Path) -> None:
    """A terminal or pipe that is shared may be; an input is whole and an output too."""
    stdin = os.pipe()
    os.set_blocking(stdin[0], False)
    output = os.pipe()
    os.set_blocking(output[1], False)
    content = os.urandom(1 << 20)
    came = []

    def answer(line: socket.socket, _stdout: int) -> None:
        os.write(stdin[1], b"late")  # the call has begun, and found nothing there
        drained(line, b"late")
        line.sendall(b"".join(data(content[at : at + 65536]) for at in range(0, 1 << 20, 65536)))
        line.sendall(encode(Frame(Kind.EOF, 1, Channel.STDOUT)) + end())

    def read() -> None:
        while more := os.read(output[0], 1 << 16):
            came.append(more)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        assert called(tmp_path, answer, stdin=stdin, stdout=output[1]).ok
    finally:
        reader.join()
        os.close(output[0])
    assert b"".join(came) == content


@pytest.mark.parametrize(
    ("ended", "status"),
    [
        (Ended(Outcome.EXITED, 0), 0),
        (Ended(Outcome.EXITED, 255), 255),
        (Ended(Outcome.EXITED, 256), 125),
        (Ended(Outcome.EXITED, -1), 125),
        (Ended(Outcome.SIGNALLED, 9), 137),
        (Ended(Outcome.SIGNALLED, 128), 125),
        (Ended(Outcome.REFUSED), 126),
        (Ended(Outcome.LOST), 125),
    ],
)
def test_no_failure_becomes_success_in_a_status(ended: Ended, status: int) -> None:
    assert service_call.status_of(ended) == status
