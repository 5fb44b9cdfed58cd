"""Streams to and from a service in a real guest, beside a plain program on a port like the agent's.

QEMU without KVM, so the guest's processor is several times slower than this machine's.
"""

from __future__ import annotations

import asyncio
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from qubesmanager.backend.services.calls import Call
from qubesmanager.backend.services.link import Link
from qubesmanager.client.services import command_service
from qubesmanager.service_frames import CallRequest
from tests import agent_guest

from .report import Row

MIB = 2**20
_BLOCK = 65536
_BOOT_S = 120
_BEST_OF = 3
_RAW = f"/dev/virtio-ports/{agent_guest.RAW_PORT_NAME}"


def rows(size_mib: int = 200) -> list[Row]:
    if reason := agent_guest.lacking():
        raise RuntimeError(f"{reason} is missing")
    return asyncio.run(_rows(size_mib))


async def _rows(size_mib: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        agent_guest.make_kernel(place / "kernel")
        async with agent_guest.running(place / "kernel", place, 64 * MIB) as machine:
            link = await _connect(machine.socket)
            bench = _Bench(link, machine.raw_socket, size_mib)
            figures: dict[str, float] = {}
            for _ in range(_BEST_OF):
                for what, measure in (
                    ("in", bench.into_service),
                    ("raw in", bench.into_program),
                    ("out", bench.out_of_service),
                    ("raw out", bench.out_of_program),
                ):
                    begin = time.monotonic()
                    await measure()
                    rate = size_mib * MIB / 1e6 / (time.monotonic() - begin)
                    figures[what] = max(figures.get(what, 0.0), rate)
            link.close()
            await link.closed.wait()
    note = f"{size_mib} MiB, QEMU TCG; best of {_BEST_OF}"
    return [
        Row(
            f"agent: stream {words} a qube",
            figures[what],
            "MB/s",
            "dd on a port of the same kind",
            figures[f"raw {what}"],
            figures[what] / figures[f"raw {what}"],
            note,
        )
        for what, words in (("in", "into"), ("out", "out of"))
    ]


async def _connect(path: Path) -> Link:
    changed = asyncio.Event()
    link = Link("bench", lambda _call, _request: None, changed.set)

    def the_link() -> Link:
        return link

    async with asyncio.timeout(_BOOT_S):
        while True:
            try:
                await asyncio.get_running_loop().create_unix_connection(the_link, str(path))
                break
            except OSError:
                await asyncio.sleep(0.1)
        while not link.is_ready:
            await changed.wait()
            changed.clear()
    return link


class _Bench:
    """Each method moves ``size_mib``, whole."""

    def __init__(self, link: Link, raw: Path, size_mib: int) -> None:
        self._link = link
        self._raw = raw
        self._size_mib = size_mib
        self._blocks = size_mib * MIB // _BLOCK

    async def into_service(self) -> None:
        call = self._run("dd", "of=/dev/null", f"bs={_BLOCK}", "iflag=fullblock")
        block = bytes(MIB)
        for _ in range(self._size_mib):
            await call.write(block)
        call.write_eof()
        await _finish(call)

    async def out_of_service(self) -> None:
        call = self._run("dd", "if=/dev/zero", f"bs={_BLOCK}", f"count={self._blocks}")
        call.write_eof()
        assert await _finish(call) == self._size_mib * MIB

    async def into_program(self) -> None:
        copy = f"dd of=/dev/null bs={_BLOCK} count={self._blocks} iflag=fullblock <&3"
        await self._with_raw(f"exec 3<>{_RAW}; {copy}; echo >&3", self._send)

    async def out_of_program(self) -> None:
        await self._with_raw(
            f"dd if=/dev/zero of={_RAW} bs={_BLOCK} count={self._blocks}", self._receive
        )

    async def _with_raw(self, script: str, other_side: Callable[[], None]) -> None:
        call = self._run("sh", "-c", f"{{ {script}; }} 2>/dev/null")
        call.write_eof()
        await asyncio.to_thread(other_side)
        await _finish(call)

    def _send(self) -> None:
        with socket.socket(socket.AF_UNIX) as port:
            port.connect(str(self._raw))
            block = bytes(MIB)
            for _ in range(self._size_mib):
                port.sendall(block)
            port.recv(1)

    def _receive(self) -> None:
        with socket.socket(socket.AF_UNIX) as port:
            port.connect(str(self._raw))
            left = self._size_mib * MIB
            while left:
                left -= len(port.recv(MIB))

    def _run(self, *words: str) -> Call:
        return self._link.open_call(CallRequest(*command_service(list(words)), "dom0", "root"))


async def _finish(call: Call) -> int:
    """Bytes of all outputs but the words of dd."""
    count = 0
    while (item := await call.read()) is not None:
        if item[0] is item[0].STDOUT:
            count += len(item[1])
    ended = await call.wait()
    assert ended.ok, ended
    return count
