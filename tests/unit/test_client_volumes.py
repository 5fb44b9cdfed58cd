"""Imports and exports: what reaches the daemon, what is written, what is refused."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.client import volumes
from qubesmanager.client.connection import Connection, Endpoint
from qubesmanager.client.copying import FdSink, Stopped, copy_image, in_thread
from qubesmanager.client.volumes import VolumeError, begin_import, exporting
from qubesmanager.protocol import DaemonCommunicationError, QubesException, encode_exception
from tests.socket_server import serving

BEGIN, END = "internal.vm.volume.ImportBegin", "internal.vm.volume.ImportEnd"


def image(folder: Path, content: bytes = b"old contents") -> Path:
    path = folder / "import.img"
    path.write_bytes(content)
    return path


async def test_write_skip_commit(tmp_path: Path) -> None:
    path = image(tmp_path)
    answers = {BEGIN: f"100000 {path}".encode(), END: b""}
    async with serving(tmp_path, answers) as (server, connection):
        target = await begin_import(connection, "work", "private", 100_000)
        target.write(b"abc")
        target.skip(90_000)
        target.write(memoryview(b"d" * 9_997))
        await target.commit()
    assert path.read_bytes() == b"abc" + bytes(90_000) + b"d" * 9_997
    begin, end = server.requests
    assert (begin.arg, begin.dest, begin.payload) == ("private", "work", b"100000")
    assert (end.arg, end.dest, end.payload) == ("private", "work", b"ok")


async def test_too_little_is_given_up(tmp_path: Path) -> None:
    refusal = encode_exception("QubesException", "Data import failed: x")
    answers = {BEGIN: f"10 {image(tmp_path)}".encode(), END: lambda _: refusal}
    async with serving(tmp_path, answers) as (server, connection):
        target = await begin_import(connection, "work", "private")
        target.write(b"abc")
        with pytest.raises(VolumeError, match="3 of 10 bytes"):
            await target.commit()
    assert server.requests[0].payload == b""
    assert server.requests[1].payload.startswith(b"fail\n3 of 10")


async def test_too_much_is_refused(tmp_path: Path) -> None:
    answers = {BEGIN: f"2 {image(tmp_path)}".encode(), END: b""}
    async with serving(tmp_path, answers) as (_, connection):
        target = await begin_import(connection, "work", "private")
        with pytest.raises(VolumeError, match="more data"):
            target.write(b"abc")
        with pytest.raises(VolumeError, match="more data"):
            target.skip(3)
        await target.abort("too much")
        await target.abort("twice")


async def test_a_file_that_cannot_be_written_is_given_up(tmp_path: Path) -> None:
    answers = {BEGIN: f"2 {tmp_path}/none/x".encode(), END: b""}
    async with serving(tmp_path, answers) as (server, connection):
        with pytest.raises(VolumeError, match="No such file"):
            await begin_import(connection, "work", "private")
    assert server.requests[1].payload.startswith(b"fail\n")


@pytest.mark.parametrize("reply", [b"", b"12", b"x /path", b"12 path"])
async def test_an_answer_without_size_and_path(tmp_path: Path, reply: bytes) -> None:
    async with serving(tmp_path, {BEGIN: reply}) as (_, connection):
        with pytest.raises(DaemonCommunicationError):
            await begin_import(connection, "work", "private")


async def test_export_ends_whatever_happens(tmp_path: Path) -> None:
    path = image(tmp_path)
    answers = {
        "internal.vm.volume.ExportBegin": f"12 {path}".encode(),
        "internal.vm.volume.ExportEnd": b"",
    }
    async with serving(tmp_path, answers) as (server, connection):
        with pytest.raises(ZeroDivisionError):
            async with exporting(connection, "work", "private") as place:
                assert (place.size_bytes, place.path) == (12, path)
                raise ZeroDivisionError
    assert server.names() == ["internal.vm.volume.ExportBegin", "internal.vm.volume.ExportEnd"]
    assert server.requests[1].payload == os.fsencode(path)


async def test_a_daemon_without_export_is_told_so(tmp_path: Path) -> None:
    async with serving(tmp_path, internal=False) as (_, connection):
        with pytest.raises(VolumeError, match="no call to read work:private"):
            async with exporting(connection, "work", "private"):
                pass


SCRIPT = """#!/bin/sh
read size
echo "$QREXEC_REMOTE_DOMAIN $QREXEC_REQUESTED_TARGET $1 $size" > "{folder}/called"
cat > "{folder}/data"
if [ "$(stat -c %s "{folder}/data")" = "$size" ]; then printf '0\\0'
else printf '2\\0QubesException\\0\\0too little data\\0'; fi
"""


@pytest.fixture
def dom0(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Connection:
    """A dom0's connection, and its import script."""
    script = tmp_path / "admin.vm.volume.ImportWithSize"
    script.write_text(SCRIPT.format(folder=tmp_path))
    script.chmod(0o755)
    monkeypatch.setattr(volumes, "_IMPORT_SCRIPT", script)
    monkeypatch.setattr(os, "getuid", lambda: 0)
    return Connection(Endpoint(tmp_path / "a.sock", tmp_path / "b.sock", None))


async def test_a_dom0_imports_by_its_script(dom0: Connection, tmp_path: Path) -> None:
    target = await begin_import(dom0, "work", "private", 3_000_000)
    target.write(b"x" * 1000)
    target.skip(2_998_999)
    target.write(b"y")
    await target.commit()
    assert (tmp_path / "called").read_text() == "dom0 work private 3000000\n"
    assert (tmp_path / "data").read_bytes() == b"x" * 1000 + bytes(2_998_999) + b"y"


async def test_a_dom0_gives_up_by_ending_early(dom0: Connection, tmp_path: Path) -> None:
    target = await begin_import(dom0, "work", "private", 1000)
    target.write(b"x")
    with pytest.raises(VolumeError):
        await target.commit()
    assert (tmp_path / "data").read_bytes() == b"x"


async def test_a_dom0_without_the_script(dom0: Connection, tmp_path: Path) -> None:
    (tmp_path / "admin.vm.volume.ImportWithSize").unlink()
    with pytest.raises(VolumeError, match="ImportWithSize"):
        await begin_import(dom0, "work", "private", 1000)


async def test_what_the_script_refuses(dom0: Connection, tmp_path: Path) -> None:
    script = tmp_path / "admin.vm.volume.ImportWithSize"
    script.write_text("#!/bin/sh\ncat >/dev/null; printf '2\\0QubesException\\0\\0no room\\0'\n")
    target = await begin_import(dom0, "work", "private", 1)
    target.write(b"x")
    with pytest.raises(QubesException, match="no room"):
        await target.commit()


# -- copying


def copied(source: int, size: int | None, out: Path) -> int:
    fd = os.open(out, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        return copy_image(source, size, FdSink(fd), threading.Event(), lambda _: None)
    finally:
        os.close(fd)


@given(st.lists(st.tuples(st.integers(0, 300_000), st.integers(1, 90_000)), max_size=6))
def test_copies_are_equal_by_file_and_by_pipe(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("copy")
    path = folder / "in"
    with path.open("wb") as file:
        for hole, data in pieces:
            file.seek(hole, os.SEEK_CUR)
            file.write(b"\1" * data)
            file.truncate(file.tell() + 5)
    content = path.read_bytes()
    with path.open("rb") as file:
        assert copied(file.fileno(), None, folder / "out") == len(content)
    assert (folder / "out").read_bytes() == content
    reading, writing = os.pipe()
    feeder = threading.Thread(target=feed, args=(writing, content))
    feeder.start()
    try:
        assert copied(reading, None, folder / "piped") == len(content)
    finally:
        feeder.join()
        os.close(reading)
    assert (folder / "piped").read_bytes() == content
    assert (folder / "piped").stat().st_blocks <= path.stat().st_blocks + 16


@pytest.mark.parametrize("flags", [os.O_WRONLY | os.O_APPEND, os.O_RDWR])
def test_holes_leave_what_a_file_held_alone(tmp_path: Path, flags: int) -> None:
    """As a shell opens it for ``>>`` and ``<>``: neither cut off, nor shining through."""
    path = tmp_path / "file"
    path.write_bytes(b"precious" * 2000)
    fd = os.open(path, flags)
    sink = FdSink(fd)
    sink.skip(4096)
    sink.write(b"x")
    os.close(fd)
    new, old = bytes(4096) + b"x", b"precious" * 2000
    assert path.read_bytes() == (old + new if flags & os.O_APPEND else new + old[len(new) :])


def feed(fd: int, content: bytes) -> None:
    with os.fdopen(fd, "wb") as file:
        file.write(content)


async def test_a_pipe_that_nobody_fills_does_not_keep_a_stop_waiting(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    with (tmp_path / "out").open("wb") as out:
        sink = FdSink(out.fileno())

        def work(stop: threading.Event) -> int:
            stop.set()
            return copy_image(reading, None, sink, stop, lambda _: None)

        with pytest.raises(Stopped):
            await in_thread(work)
    os.close(reading)
    os.close(writing)
