"""Services for clients: the words of a call, in our own store and in a dom0."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.agent import qube_agent
from qubesmanager.backend.services import qrexec
from qubesmanager.backend.services.calls import ReaderGone
from qubesmanager.cli import run
from qubesmanager.client import services
from qubesmanager.client.connection import Connection, Endpoint
from qubesmanager.protocol import QubesException
from qubesmanager.service_frames import CallRequest, Channel, Ended, Outcome

WORDS = st.lists(st.text(min_size=1).filter(lambda w: "\0" not in w), min_size=1, max_size=4)


def connection(home: Path | None) -> Connection:
    return Connection(Endpoint(Path("/r/qubesd.sock"), Path("/r/qubesd.internal.sock"), home))


@given(WORDS)
def test_a_command_comes_out_as_it_went_in(words: list[str]) -> None:
    encodable = [w.encode("utf-8", "replace").decode() for w in words]
    service, argument = services.command_service(encodable)
    assert service == "qubes.VMExec"
    assert set(argument) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-+"
    )
    assert qube_agent.decode_words(argument) == encodable


def test_the_process_of_our_own_store() -> None:
    words = services.service_command(connection(Path("/h")), "work", "s.S", "a", "root")
    assert words[:3] == [sys.executable, "-m", "qubesmanager.service_call"]
    assert words[3:] == ["--user", "root", "/r/qubesd.internal.sock", "work", "s.S+a"]


def test_the_process_of_a_dom0(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_QREXEC_PATH", str(tmp_path))
    with pytest.raises(QubesException, match="no qrexec-client"):
        services.service_command(connection(None), "work", "s.S")
    program = tmp_path / "qrexec-client"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    words = services.service_command(connection(None), "work", "s.S")
    assert words == [str(program), "-d", "work", "DEFAULT:QUBESRPC s.S dom0"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("work:/mnt", ("work", "/mnt")),
        ("work:/mnt/a:b", ("work", "/mnt/a:b")),
        ("work:mnt", None),
        ("/mnt/work:/x", None),
        ("./work:/x", None),
        ("1work:/x", None),
        ("archive", None),
        ("here:/x", None),
    ],
)
def test_a_place_in_a_qube_is_told_from_a_path(
    text: str, place: tuple[str, str] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here:").mkdir()
    assert services.split_place(text) == place


@pytest.mark.parametrize("pipe", [None, PIPE])
async def test_a_command_that_is_told_to_end_ends_its_call(pipe: int | None) -> None:
    process = await asyncio.create_subprocess_exec("sleep", "60", stdout=pipe)
    end = process.wait() if pipe is None else process.communicate()
    running = asyncio.create_task(run._ended(process, end))
    await asyncio.wait([running], timeout=0.1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        async with asyncio.timeout(60):
            await running
    assert process.returncode == -signal.SIGTERM


async def test_a_call_by_qrexec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in its place that tells its words and passes its input on."""
    program = tmp_path / "qrexec-client"
    program.write_text('#!/bin/sh\necho "$@" >&2\ncat\nexit 5\n')
    program.chmod(0o755)
    monkeypatch.setattr(qrexec, "_PATH", str(tmp_path))
    call = await qrexec.open_call("work", CallRequest("s.S", "a", "dom0", "root"))
    await call.write(b"input")
    call.write_eof()
    outputs = {Channel.STDOUT: b"", Channel.STDERR: b""}
    while (item := await call.read()) is not None:
        outputs[item[0]] += item[1]
    assert await call.wait() == Ended(Outcome.EXITED, 5)
    assert outputs[Channel.STDOUT] == b"input"
    assert outputs[Channel.STDERR] == b"-d work root:QUBESRPC s.S+a dom0\n"
    call.cancel()


@pytest.mark.parametrize("unread_s", [0, 0.3])
async def test_a_call_by_qrexec_can_be_ended(
    unread_s: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when more of its output is waiting than is held for a reader."""
    program = tmp_path / "qrexec-client"
    program.write_text("#!/bin/sh\nexec yes\n")
    program.chmod(0o755)
    monkeypatch.setattr(qrexec, "_PATH", str(tmp_path))
    call = await qrexec.open_call("work", CallRequest("s.S", "", "dom0"))
    assert await call.read() is not None
    await asyncio.sleep(unread_s)
    call.cancel()
    async with asyncio.timeout(60):
        assert await call.wait() == Ended(Outcome.SIGNALLED, 15)
        assert await call.read() is None
        with pytest.raises(ReaderGone):
            while True:
                await call.write(bytes(65536))


async def test_a_call_by_qrexec_ends_though_nobody_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "qrexec-client"
    program.write_text("#!/bin/sh\nhead -c 3000000 /dev/zero\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr(qrexec, "_PATH", str(tmp_path))
    call = await qrexec.open_call("work", CallRequest("s.S", "", "dom0"))
    received = 0
    async with asyncio.timeout(60):
        await asyncio.sleep(0.2)
        while (item := await call.read()) is not None:
            received += len(item[1])
        assert await call.wait() == Ended(Outcome.EXITED, 3)
    assert received == 3_000_000
    call.cancel()
