"""A service in a qube as a process: its pipes are the service's, its exit status is its own.

``python -m qubesmanager.service_call [--user USER] SOCKET QUBE SERVICE[+ARGUMENT]``; SOCKET is the
internal one of qubesd. Status 125 means that the call itself failed, 126 that it was refused, 128
plus its number that a signal ended the service; a sentence on stderr then says why. Ending this
process ends the service.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import select
import socket
import sys
import threading
from pathlib import Path

from qubesmanager.protocol import AdminError, Request, decode_reply
from qubesmanager.service_frames import (
    MAX_PAYLOAD_BYTES,
    CallRequest,
    Channel,
    Ended,
    Frame,
    FrameDecoder,
    FrameError,
    Kind,
    Outcome,
    encode,
)

CALL_FAILED = 125
REFUSED = 126
_READ_BYTES = 256 * 1024
# A reply of the Admin API, and no frame, begins so; only at the very beginning does that mean it.
_REFUSAL = b"2"


def command(internal_socket: Path, qube: str, service: str, user: str = "") -> list[str]:
    """The words that run this module; ``service`` may have ``+ARGUMENT``."""
    options = ["--user", user] if user else []
    words = [sys.executable, "-m", "qubesmanager.service_call", *options]
    return [*words, str(internal_socket), qube, service]


class Failed(Exception):
    """The call came to no end of its own; a sentence for the person."""


class Caller:
    """The connection. One thread sends our input, the main one takes what comes."""

    def __init__(self, line: socket.socket, stdout: int, stderr: int) -> None:
        self._line = line
        self._outputs = {Channel.STDOUT: stdout, Channel.STDERR: stderr}
        self._closed: set[Channel] = set()
        self._lock = threading.Lock()
        self._nobody_reads = False
        self._input_lack = ""

    def send(self, kind: Kind, channel: Channel = Channel.STDIN, payload: bytes = b"") -> None:
        with self._lock:
            self._line.sendall(encode(Frame(kind, 1, channel, payload)))

    def send_input(self, stdin: int) -> None:
        """Blocking, in a thread of its own until the input or the call ends."""
        try:
            while not self._nobody_reads and (data := self._read(stdin)):
                self.send(Kind.DATA, payload=data)
            if not self._input_lack:
                self.send(Kind.EOF)
        except OSError:
            pass  # the call is over, which the main thread tells
        finally:
            os.close(stdin)

    def _read(self, stdin: int) -> bytes:
        """Some of the input. One that fails ends the call: to the service it must not be an end."""
        while True:
            try:
                return os.read(stdin, MAX_PAYLOAD_BYTES)
            except BlockingIOError:  # whoever else has it open wanted that
                select.select([stdin], [], [])
            except OSError as error:
                self._input_lack = f"the input cannot be read: {error.strerror}"
                self._line.shutdown(socket.SHUT_RDWR)
                return b""

    def receive(self) -> Ended:
        """Pass on all that comes. Raises Failed when there is no end to the call."""
        decoder = FrameDecoder()
        try:
            data = self._line.recv(_READ_BYTES)
            if data.startswith(_REFUSAL):
                raise self._refusal(data)
            while data:
                frames = decoder.feed(data)
                while frames:
                    for frame in frames:
                        if frame.kind is Kind.END:
                            return Ended.parse(frame.payload)
                        self._take(frame)
                    frames = decoder.pending()
                data = self._line.recv(_READ_BYTES)
        except FrameError as error:
            raise Failed(f"qubesd does not speak this protocol: {error}") from error
        except OSError as error:
            raise Failed(f"the connection to qubesd broke off: {error.strerror}") from error
        raise Failed(self._input_lack or "qubesd has ended")

    def _refusal(self, reply: bytes) -> Failed:
        """What qubesd says of a request that it does not take."""
        # Whoever refuses has not read all that we sent, which the kernel calls a reset.
        with contextlib.suppress(ConnectionResetError):
            while more := self._line.recv(_READ_BYTES):
                reply += more
        try:
            decode_reply(reply)
        except AdminError as error:
            return Failed(str(error))
        return Failed("qubesd does not speak this protocol")

    def _take(self, frame: Frame) -> None:
        channel = frame.channel
        if frame.kind is Kind.STOP:
            self._nobody_reads = True
        elif channel in self._closed or channel not in self._outputs:
            return
        elif frame.kind is Kind.EOF:
            self._closed.add(channel)
            os.close(self._outputs[channel])
        elif frame.kind is Kind.DATA and not self._write(self._outputs[channel], frame.payload):
            self._closed.add(channel)
            # Not here: while qubesd takes no more input it must be read from all the same.
            threading.Thread(target=self._stop, args=[channel], daemon=True).start()

    def _write(self, output: int, data: bytes) -> bool:
        """False when nobody reads it. Raises Failed."""
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(output, view) :]
            except BlockingIOError:
                select.select([], [output], [])
            except BrokenPipeError:
                return False
            except OSError as error:
                raise Failed(f"the output cannot be written: {error.strerror}") from error
        return True

    def _stop(self, channel: Channel) -> None:
        with contextlib.suppress(OSError):  # the call is over, which the main thread tells
            self.send(Kind.STOP, channel)


def call(path: str, qube: str, request: CallRequest, stdin: int, stdout: int, stderr: int) -> Ended:
    """Blocking: the whole call. The descriptors of input and output are closed. Raises Failed."""
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(path)
        except OSError as error:
            raise Failed(f"no qubesd answers at {path}: {error.strerror}") from error
        caller = Caller(line, stdout, stderr)
        # An answer that came before we had said it all is there to be read.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(Request("internal.vm.RunService", "", "dom0", qube).encode())
            caller.send(Kind.CALL, payload=request.encode())
        threading.Thread(target=caller.send_input, args=[stdin], daemon=True).start()
        return caller.receive()


def main() -> int:
    parser = argparse.ArgumentParser(prog="service_call", description="Call a service in a qube.")
    parser.add_argument("--user", default="")
    parser.add_argument("socket")
    parser.add_argument("qube")
    parser.add_argument("service")
    options = parser.parse_args()
    service, _, argument = options.service.partition("+")
    request = CallRequest(service, argument, "dom0", options.user)
    words = os.dup(2)  # the service's own stderr may be closed by then
    try:
        ended = call(options.socket, options.qube, request, os.dup(0), os.dup(1), os.dup(2))
    except Failed as error:
        ended = Ended(Outcome.FAILED, text=str(error))
    status = status_of(ended)
    if ended.outcome is not Outcome.EXITED:
        text = ended.text or f"{service} was ended by signal {ended.code}"
        with contextlib.suppress(OSError):  # nobody reads it
            os.write(words, f"{text}\n".encode())
    return status


def status_of(ended: Ended) -> int:
    """Of a process, which has only 8 bits: what does not fit must not become success."""
    if ended.outcome is Outcome.EXITED and 0 <= ended.code < 256:
        return ended.code
    if ended.outcome is Outcome.SIGNALLED and 0 < ended.code < 128:
        return 128 + ended.code
    return REFUSED if ended.outcome is Outcome.REFUSED else CALL_FAILED


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)  # a thread may still wait for our input
