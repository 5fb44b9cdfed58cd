"""The process that is a service call: what it takes from qubesd, piece by piece."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from qubesmanager import service_call
from qubesmanager.service_frames import CallRequest, Channel, Ended, Frame, Kind, Outcome, encode

REQUEST = CallRequest("qubes.Restore", "", "dom0")


def data(payload: bytes) -> bytes:
    return encode(Frame(Kind.DATA, 1, Channel.STDOUT, payload))


def end() -> bytes:
    return encode(Frame(Kind.END, 1, payload=Ended(Outcome.EXITED, 0).encode()))


def called(tmp_path: Path, answer: Callable[[socket.socket, int], None]) -> Ended:
    """A call of what ``answer`` serves; it gets the line and the read end of the call's stdout."""
    path = tmp_path / "socket"
    stdin, output, errors = os.pipe(), os.pipe(), os.pipe()
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
