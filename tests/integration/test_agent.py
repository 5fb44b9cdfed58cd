"""The real agent at the other end of a socket that stands for a port, and the host's side of it."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import io
import os
import struct
import tarfile
import tempfile
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from qubesmanager.backend.services.calls import Call, ReaderGone
from qubesmanager.backend.services.link import MAX_CALLS, Link, LinkDown
from qubesmanager.client.services import command_service
from qubesmanager.service_frames import (
    MAX_PAYLOAD_BYTES,
    WINDOW_BYTES,
    CallRequest,
    Channel,
    Ended,
    Frame,
    Kind,
    Outcome,
    encode,
)
from tests.agent_port import AGENT, Port, agent_process

MIB = 1024 * 1024
WAIT_S = 60


@dataclass
class Side:
    """The host: a link that is made anew as often as is wanted, and the calls of the qube."""

    port: Port
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    incoming: list[tuple[Call, CallRequest]] = field(default_factory=list)
    link: Link | None = None

    async def connect(self) -> Link:
        def make() -> Link:
            return Link(
                "work",
                lambda call, request: self.incoming.append((call, request)),
                self.changed.set,
            )

        loop = asyncio.get_running_loop()
        _, self.link = await loop.create_unix_connection(make, str(self.port.host_path))
        await self.until(lambda: self.link is not None and self.link.is_ready)
        return self.link

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(WAIT_S):
            while not condition():
                self.changed.clear()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.05):
                        await self.changed.wait()

    def run(self, *words: str) -> Call:
        assert self.link is not None
        return self.link.open_call(CallRequest(*command_service(list(words)), "dom0"))

    def serve(self, service: str, argument: str = "") -> Call:
        assert self.link is not None
        return self.link.open_call(CallRequest(service, argument, "dom0"))


@dataclass
class Result:
    ended: Ended
    stdout: bytes
    stderr: bytes


async def talk(call: Call, stdin: bytes = b"") -> Result:
    """A whole call."""
    outputs = {Channel.STDOUT: b"", Channel.STDERR: b""}

    async def send() -> None:
        with contextlib.suppress(ReaderGone):
            await call.write(stdin)
        call.write_eof()

    async with asyncio.timeout(WAIT_S), asyncio.TaskGroup() as tasks:
        tasks.create_task(send())
        while (item := await call.read()) is not None:
            outputs[item[0]] += item[1]
    return Result(await call.wait(), outputs[Channel.STDOUT], outputs[Channel.STDERR])


async def over(call: Call) -> Ended:
    """Without reading, which would give credit."""
    async with asyncio.timeout(WAIT_S):
        return await call.wait()


@pytest.fixture
async def port() -> AsyncIterator[Port]:
    with tempfile.TemporaryDirectory(prefix="qube-port-") as folder:  # a short path
        made = Port(Path(folder))
        await made.open()
        yield made
        await made.close()


@pytest.fixture
async def side(port: Port) -> AsyncIterator[Side]:
    async with agent_process(port):
        made = Side(port)
        await made.connect()
        yield made
        assert made.link is not None
        made.link.close()


async def test_output_errors_and_status_come_back(side: Side) -> None:
    result = await talk(side.run("sh", "-c", "cat; echo wrong >&2; exit 7"), b"in + \xff-put")
    assert result == Result(Ended(Outcome.EXITED, 7), b"in + \xff-put", b"wrong\n")
    killed = await talk(side.run("sh", "-c", "kill -9 $$"))
    assert killed.ended == Ended(Outcome.SIGNALLED, 9)


async def test_what_cannot_be_run_says_why(side: Side) -> None:
    nothing = await talk(side.serve("qubes.Nothing"))
    assert nothing.ended == Ended(
        Outcome.REFUSED, 0, "there is no service qubes.Nothing in the qube"
    )
    assert (await talk(side.run("/no/such/program"))).ended == Ended(
        Outcome.FAILED, 0, "No such file or directory"
    )
    assert (await talk(side.serve("../bin/sh"))).ended.outcome is Outcome.REFUSED
    assert (await talk(side.serve("qubes.VMExec", "a-zz"))).ended.outcome is Outcome.REFUSED
    stranger = side.link.open_call(CallRequest("qubes.VMShell", "", "dom0", "nobody-here"))  # type: ignore[union-attr]
    assert (await talk(stranger)).ended.outcome is Outcome.REFUSED


async def test_many_streams_at_once_arrive_whole(side: Side) -> None:
    pieces = [os.urandom(MIB) * 2 + bytes([number]) for number in range(8)]
    results = await asyncio.gather(*(talk(side.run("cat"), piece) for piece in pieces))
    digests = [hashlib.sha256(result.stdout).digest() for result in results]
    assert digests == [hashlib.sha256(piece).digest() for piece in pieces]


async def test_a_slow_reader_stops_its_own_sender_only(side: Side) -> None:
    endless = side.run("yes")
    lazy = side.run("sleep", "60")
    sending = asyncio.create_task(lazy.write(bytes(8 * MIB)))
    assert (await talk(side.run("echo", "quick"))).stdout == b"quick\n"
    assert not sending.done(), "nobody reads it"
    assert sum(endless._unread.values()) <= WINDOW_BYTES
    received = 0
    while received < 4 * WINDOW_BYTES:
        item = await endless.read()
        assert item is not None
        received += len(item[1])
    for call in (endless, lazy):
        call.cancel()
        assert (await over(call)).outcome is Outcome.SIGNALLED
    with pytest.raises(ReaderGone):
        await sending


async def test_a_reader_that_has_enough_ends_the_stream(side: Side) -> None:
    head = side.run("head", "-c", "5")
    with pytest.raises(ReaderGone):
        await head.write(bytes(64 * MIB))
    assert (await talk(head)).ended.ok
    endless = side.run("yes")
    await endless.read()
    endless.stop_reading(Channel.STDOUT)
    assert (await talk(endless)).ended.code in (13, 1), "it met a closed pipe"


async def test_no_byte_is_acknowledged_twice_when_a_reader_goes(side: Side, tmp_path: Path) -> None:
    """While some wait for it in the agent and others are on their way; the host counts them."""
    go, end = tmp_path / "go", tmp_path / "end"
    wait = "until [ -e {} ]; do sleep 0.02; done"
    call = side.run("sh", "-c", f"{wait.format(go)}; exec <&-; {wait.format(end)}")
    sending = asyncio.create_task(call.write(bytes(4 * WINDOW_BYTES)))
    await side.until(lambda: not call._credit)
    assert (await talk(side.run("true"))).ended.ok  # after all that was sent before
    go.touch()
    with pytest.raises(ReaderGone):
        await sending
    call._reader_gone = False  # as if that were still to come
    for _ in range(4):
        await call.write(bytes(MAX_PAYLOAD_BYTES))
        assert (await talk(side.run("true"))).ended.ok
    end.touch()
    assert (await talk(call)).ended.ok


async def test_too_many_calls_are_refused(side: Side) -> None:
    calls = [side.run("sleep", "60") for _ in range(MAX_CALLS)]
    with pytest.raises(LinkDown, match="32 calls"):
        side.run("true")
    for call in calls:
        call.cancel()
    await asyncio.gather(*(over(call) for call in calls))
    assert (await talk(side.run("true"))).ended.ok


async def test_an_agent_waits_for_its_port(port: Port) -> None:
    later = port.guest_path.with_name("later.sock")
    place, port.guest_path = port.guest_path, later
    async with agent_process(port):
        side = Side(port)
        connecting = asyncio.create_task(side.connect())
        await asyncio.sleep(0.3)
        assert not connecting.done()
        later.symlink_to(place)
        link = await connecting
        assert (await talk(side.run("true"))).ended.ok
        link.close()


async def test_an_agent_that_is_killed_takes_its_calls_with_it(port: Port) -> None:
    side = Side(port)
    async with agent_process(port) as agent:
        await side.connect()
        call = side.run("cat")
        await call.write(b"half a ")
        agent.kill()
        await agent.wait()
        async with agent_process(port):
            assert (await talk(call)).ended.text == "its agent was started again"
            await side.until(lambda: side.link is not None and side.link.is_ready)
            assert (await talk(side.run("echo", "again"))).stdout == b"again\n"
    assert side.link is not None
    side.link.close()


async def test_a_host_that_comes_back_in_the_middle_of_a_frame(
    port: Port, side: Side, tmp_path: Path
) -> None:
    """What runs is ended without a mistake: half an archive does not look like one."""
    target = tmp_path / "archive"
    call = side.serve("qubes.Backup")
    await call.write(f"{target}\n".encode() + bytes(MIB))
    half = tmp_path / "archive.incomplete"
    await side.until(half.exists)
    assert side.link is not None and side.link._transport is not None
    side.link._transport.write(encode(Frame(Kind.DATA, call.number, payload=bytes(9999)))[:5000])
    await asyncio.sleep(0.1)
    side.link.close()
    assert (await talk(call)).ended.outcome is Outcome.LOST
    await side.connect()
    assert (await talk(side.run("echo", "here"))).stdout == b"here\n"
    await side.until(lambda: not half.exists())
    assert os.listdir(tmp_path) == []


async def test_what_is_left_of_a_session_says_nothing_in_the_next(port: Port, side: Side) -> None:
    """Calls are numbered from 1 again."""
    trap = "trap 'echo late; echo late >&2; exit' TERM; echo on; while :; do sleep 0.02; done"
    first = side.run("sh", "-c", trap)
    assert await first.read() == (Channel.STDOUT, b"on\n")
    assert side.link is not None
    side.link.close()
    await side.connect()
    second = side.run("sh", "-c", "sleep 0.4; echo fine")
    assert second.number == first.number
    assert await talk(second) == Result(Ended(Outcome.EXITED), b"fine\n", b"")


async def test_the_end_of_the_qube_ends_its_calls(side: Side) -> None:
    call = side.run("cat")
    side.port.end_qube()
    assert (await talk(call)).ended == Ended(Outcome.LOST, 0, "the qube has ended")
    with pytest.raises(LinkDown, match="the qube has ended"):
        side.run("true")


# -- services of the agent


async def test_a_backup_is_kept_in_a_folder_a_file_or_a_command(side: Side, tmp_path: Path) -> None:
    data = os.urandom(MIB)
    result = await talk(side.serve("qubes.Backup"), f"{tmp_path}\n".encode() + data)
    assert result.ended.ok
    [kept] = tmp_path.iterdir()
    assert kept.name.startswith("qubes-backup-20") and kept.read_bytes() == data
    assert result.stdout.decode().strip() == str(kept)
    named = tmp_path / "named"
    assert (await talk(side.serve("qubes.Backup"), f"{named}\n".encode() + data)).ended.ok
    assert named.read_bytes() == data
    again = await talk(side.serve("qubes.Backup"), f"{named}\n".encode() + b"other")
    assert again.ended.code == 1 and b"not overwritten" in again.stderr
    piped = tmp_path / "piped"
    assert (await talk(side.serve("qubes.Backup"), f"cat > {piped}\n".encode() + data)).ended.ok
    assert piped.read_bytes() == data


async def test_a_command_that_is_cut_off_keeps_nothing(port: Port, tmp_path: Path) -> None:
    """No part of it may take the loss of the agent for the end of the archive."""
    fifo, script = tmp_path / "fifo", tmp_path / "keep"
    os.mkfifo(fifo)
    script.write_text(
        f"#!/bin/sh\ncd {tmp_path}\nexec 9>fifo\n"
        "cat | (dd bs=1 count=1 of=half; echo begun >&9; cat >>half; mv half archive)\n"
    )
    script.chmod(0o700)
    held = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    side = Side(port)
    async with agent_process(port) as agent:
        await side.connect()
        call = side.serve("qubes.Backup")
        await call.write(f"{script}\nhalf of an archive".encode())
        with open(held, "rb", buffering=0) as pipe:
            async with asyncio.timeout(WAIT_S):
                while not pipe.read(100):  # None: nothing yet, or nobody has it open yet
                    assert call.ended is None
                    await asyncio.sleep(0.02)
                agent.kill()
                await agent.wait()
                os.set_blocking(held, True)
                await asyncio.to_thread(pipe.readall)  # until all that the script began has ended
    assert (tmp_path / "half").exists() and not (tmp_path / "archive").exists()
    assert side.link is not None
    side.link.close()


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("cat > /dev/full", b"No space left on device"),
        ("exit 3", b"neither a folder nor a command"),
        ("/no/such/place", b"neither a folder nor a command"),
    ],
)
async def test_a_backup_that_fails_says_why(side: Side, place: str, words: bytes) -> None:
    result = await talk(side.serve("qubes.Backup"), place.encode() + b"\n" + bytes(MIB))
    assert result.ended.outcome is Outcome.EXITED and result.ended.code != 0
    assert words in result.stderr


def make_archive(path: Path) -> dict[str, bytes]:
    """A small archive in the order of a backup."""
    files = {
        "backup-header": b"version=4\n",
        "backup-header.hmac": b"hmac",
        "qubes.xml.000.enc": b"xml" * 100,
        "vm1/private.img.000.enc": os.urandom(70_000),
        "vm1/private.img.001.enc": b"",
        "vm10/private.img.000.enc": b"ten",
        "dom0-home/user.000.enc": b"home",
    }
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = len(data), 1_700_000_000, 0o640
            archive.addfile(member, io.BytesIO(data))
    return files


def read_qfile(stream: bytes) -> tuple[dict[str, bytes], list[str], int]:
    """Files, folders and the checksum (backup-format.md 9.3)."""
    files, folders, at = {}, [], 0
    while True:
        length, mode, size = struct.unpack_from("<IIQ", stream, at)
        at += 32
        if not length:
            assert at == len(stream)
            return files, folders, zlib.crc32(stream)
        name = stream[at : at + length - 1].decode()
        at += length
        if mode & 0o170000 == 0o040000:
            folders.append(name)
            continue
        files[name] = stream[at : at + size]
        at += size


@pytest.mark.parametrize(
    ("wanted", "sent"),
    [
        ("backup-header backup-header.hmac", ["backup-header", "backup-header.hmac"]),
        ("vm1/", ["vm1/private.img.000.enc", "vm1/private.img.001.enc"]),
        ("dom0-home vm10/", ["vm10/private.img.000.enc", "dom0-home/user.000.enc"]),
        ("", None),
    ],
)
@pytest.mark.parametrize("command", [False, True])
async def test_members_of_an_archive_are_sent(
    side: Side, tmp_path: Path, wanted: str, sent: list[str] | None, command: bool
) -> None:
    files = make_archive(tmp_path / "archive")
    place = f"cat {tmp_path}/archive" if command else f"{tmp_path}/archive"
    request = f"{place}\n{wanted}\n".encode()
    result = await talk(side.serve("qubes.Restore"), request + struct.pack("<IIQ", 0, 0, 0))
    assert result.ended.ok, result.stderr
    got, folders, _crc = read_qfile(result.stdout)
    assert got == {name: files[name] for name in (sent or files)}
    assert folders == sorted(
        {name.partition("/")[0] for name in got if "/" in name}, key=folders.index
    )


@pytest.mark.parametrize(("code", "status"), [(0, 0), (122, 0), (28, 1)])
async def test_the_verdict_of_the_host_counts(
    side: Side, tmp_path: Path, code: int, status: int
) -> None:
    make_archive(tmp_path / "archive")
    request = f"{tmp_path}/archive\n\n".encode() + struct.pack("<IIQ", code, 0, 0)
    result = await talk(side.serve("qubes.Restore"), request)
    assert result.ended.code == status
    assert (b"No space left" in result.stderr) is (code == 28)


async def test_a_host_that_has_seen_enough_is_no_error(side: Side, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "archive", "w", format=tarfile.USTAR_FORMAT) as archive:
        member = tarfile.TarInfo("big")
        member.size = 8 * MIB
        with Path("/dev/zero").open("rb") as zeros:
            archive.addfile(member, zeros)
    call = side.serve("qubes.Restore")
    await call.write(f"{tmp_path}/archive\n\n".encode())
    await call.read()
    call.stop_reading(Channel.STDOUT)
    assert (await talk(call, struct.pack("<IIQ", 122, 0, 0))).ended.ok


async def test_a_screen_layout_must_be_one(side: Side) -> None:
    result = await talk(side.serve("qubes.SetMonitorLayout"), b"1920 1080 0 0\n$(reboot)\n")
    assert result.ended.code == 1 and b"is not WIDTH HEIGHT X Y" in result.stderr
    unknown = await talk(side.serve("qubes.ResizeDisk"), b"other\n")
    assert unknown.ended.code == 1 and b"'other'" in unknown.stderr


# -- calls of the qube


@contextlib.asynccontextmanager
async def call_out(
    port: Port, target: str, service: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *("/usr/bin/env", "python3", "-IS", str(AGENT), "call", "--socket", str(port.local_path)),
        *(target, service),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        async with asyncio.timeout(WAIT_S):
            await process.communicate()  # its end is told only when its pipes are empty


async def answer(side: Side, act: Callable[[Call], Awaitable[Ended]]) -> CallRequest:
    await side.until(lambda: bool(side.incoming))
    call, request = side.incoming.pop()
    call.end(await act(call))
    return request


async def test_a_program_of_the_qube_calls_a_service(port: Port, side: Side) -> None:
    async def echo(call: Call) -> Ended:
        while (item := await call.read()) is not None and item[1]:
            await call.write(item[1])
        return Ended(Outcome.EXITED, 5)

    data = os.urandom(3 * MIB)
    async with call_out(port, "vault", "my.Service+arg") as process:
        request, (stdout, _stderr) = await asyncio.gather(
            answer(side, echo), process.communicate(data)
        )
    assert request == CallRequest("my.Service", "arg", "vault")
    assert process.returncode == 5 and stdout == data


async def test_a_refusal_reaches_the_program(port: Port, side: Side) -> None:
    async def refuse(call: Call) -> Ended:
        return Ended(Outcome.REFUSED, text="denied")

    async with call_out(port, "vault", "my.Service") as process:
        _, (_, stderr) = await asyncio.gather(answer(side, refuse), process.communicate())
    assert (process.returncode, stderr) == (126, b"qube-agent: denied\n")


async def test_a_program_that_goes_cancels_its_call(port: Port, side: Side) -> None:
    async with call_out(port, "vault", "my.Service") as process:
        await side.until(lambda: bool(side.incoming))
        process.kill()
        call, _request = side.incoming.pop()
        assert (await over(call)).outcome is Outcome.LOST
