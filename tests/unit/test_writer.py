"""Archives of the writer, taken apart by the real tar, scrypt and decompressors."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup import key_ahead, scrypt_container
from qubesmanager.backend.backup.errors import (
    ArchiveIOError,
    BackupCancelled,
    BackupError,
    WrongPassphrase,
)
from qubesmanager.backend.backup.packing import THREADS
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.scrypt_container import Cost
from qubesmanager.backend.backup.writer import (
    ArchiveFile,
    ArchiveTooLarge,
    HomeSource,
    PassphraseRefused,
    Progress,
    SourceError,
    VolumeSource,
    WriteOptions,
    check_passphrase,
    declared_bytes,
    stored_bytes,
    write_archive,
)

PASSPHRASE = "Täglich grüßt das Murmeltier".encode()
QUBES_XML = b"<qubes><labels/><properties/><domains/></qubes>"
CHEAP = Cost(log_n=10)
SMALL = WriteOptions(cost=CHEAP, chunk_bytes=20_000, buffer_bytes=40_000)


def volume(path: Path, member: str, label: str = "work") -> ArchiveFile:
    source = VolumeSource(str(path), path.stat().st_size)
    return ArchiveFile(member, source, label, member.partition("/")[2].partition(".")[0])


def write(
    files: Sequence[ArchiveFile],
    options: WriteOptions = SMALL,
    passphrase: bytes = PASSPHRASE,
    qubes_xml: bytes = QUBES_XML,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    stop: threading.Event | None = None,
    out: io.RawIOBase | io.BytesIO | None = None,
) -> bytes:
    out = out if out is not None else io.BytesIO()
    write_archive(
        out, qubes_xml, files, passphrase, options, on_progress, stop or threading.Event()
    )
    return out.getvalue() if isinstance(out, io.BytesIO) else b""


class Opened:
    """An archive taken apart in a folder, with programs alone."""

    def __init__(self, archive: bytes, folder: Path, program: Callable[[str], str]) -> None:
        self._program = program
        self.folder = folder
        assert len(archive) % 10240 == 0
        (folder / "archive").write_bytes(archive)
        self.names = self._run("tar", "-itf", str(folder / "archive")).decode().splitlines()
        self._run("tar", "-ixf", str(folder / "archive"), "-C", str(folder))
        lines = (folder / "backup-header").read_text().splitlines()
        self.header = dict(line.split("=") for line in lines)

    def _run(self, name: str, *words: str, stdin: bytes = b"") -> bytes:
        done = subprocess.run([self._program(name), *words], input=stdin, capture_output=True)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout

    def decrypted(self, name: str, prefix: str) -> bytes:
        words = ["dec", "-f", "--passphrase", "dev:stdin-once", str(self.folder / name)]
        return self._run("scrypt", *words, stdin=prefix.encode() + PASSPHRASE + b"\n")

    def inner(self, member: str) -> bytes:
        """The inner tar of a file, all chunks together."""
        chunks = [n for n in self.names if re.fullmatch(re.escape(member) + r"\.\d+\.enc", n)]
        assert chunks == [f"{member}.{i:03d}.enc" for i in range(len(chunks))]
        packed = b"".join(
            self.decrypted(chunk, f"{self.header['backup-id']}!{chunk.removesuffix('.enc')}!")
            for chunk in chunks
        )
        if self.header["compressed"] == "False":
            return packed
        name = self.header["compression-filter"]
        return self._run("xz" if name == "lzma" else name, "-dc", stdin=packed)

    def unpacked(self, member: str) -> Path:
        target = self.folder / "unpacked"
        target.mkdir(exist_ok=True)
        tar = self.inner(member)
        assert self._run("tar", "-tf", "-", stdin=tar).decode() == f"{member}\n"
        self._run("tar", "-xSf", "-", "-C", str(target), stdin=tar)
        return target / member

    def check(self, files: Sequence[ArchiveFile]) -> None:
        """Every file is there with the bytes of its source."""
        for file in files:
            if isinstance(file.source, bytes):
                expected = file.source
            else:
                expected = Path(file.source.path).read_bytes()
            found = self.unpacked(file.member).read_bytes()
            assert len(found) == len(expected)
            assert hashlib.sha256(found).digest() == hashlib.sha256(expected).digest()


@pytest.fixture
def opened(tmp_path: Path, program) -> Callable[[bytes], Opened]:
    def open_archive(archive: bytes) -> Opened:
        return Opened(archive, Path(tempfile.mkdtemp(dir=tmp_path)), program)

    return open_archive


@pytest.fixture
def sources(tmp_path: Path) -> list[ArchiveFile]:
    """Two qubes with every kind of volume, as in a real backup."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "empty").touch()
    (folder / "zeros").write_bytes(bytes(3_000_000))
    (folder / "noise").write_bytes(os.urandom(77_777))
    with (folder / "sparse").open("wb") as file:
        file.truncate(50_000_000)
        for offset in (0, 20_000_000, 49_999_000):
            file.seek(offset)
            file.write(b"island" * 100)
    return [
        volume(folder / "noise", "vm2/private.img"),
        ArchiveFile("vm2/firewall.xml", b"<firewall version='2'/>", "work", "firewall"),
        ArchiveFile("vm2/notes.txt", "Notiz: größer".encode(), "work", "notes"),
        volume(folder / "sparse", "vm7/root.img", "tpl"),
        volume(folder / "zeros", "vm7/private.img", "tpl"),
        volume(folder / "empty", "vm8/private.img", "new"),
        ArchiveFile("vm9/empty", b"", "disp", "empty"),
    ]


@pytest.mark.real
@pytest.mark.parametrize("compression", ["gzip", "none", "zstd", "zstd:9", "bzip2", "xz", "lzma"])
def test_programs_take_an_archive_apart(
    sources: list[ArchiveFile], opened, compression: str
) -> None:
    options = replace(SMALL, compression=compression)
    archive = opened(write(sources, options))
    assert archive.header["compression-filter"] == compression.partition(":")[0].replace(
        "none", "gzip"
    )
    archive.check(sources)
    assert archive.unpacked("vm7/root.img").stat().st_blocks * 512 <= 1 << 20, "holes were lost"


@pytest.mark.real
def test_header_members_and_sizes(sources: list[ArchiveFile], opened) -> None:
    archive = opened(write(sources))
    text = (archive.folder / "backup-header").read_bytes()
    assert archive.names[:3] == ["backup-header", "backup-header.hmac", "qubes.xml.000.enc"]
    assert re.fullmatch(
        rb"version=4\nencrypted=True\ncompressed=True\ncompression-filter=gzip\n"
        rb"hmac-algorithm=scrypt\nbackup-id=[0-9]{8}T[0-9]{6}-[0-9a-f-]+\n",
        text,
    )
    assert archive.decrypted("backup-header.hmac", "backup-header!") == text
    assert (archive.folder / "backup-header.hmac").stat().st_size == len(text) + 128 <= 4096
    assert archive.unpacked("qubes.xml").read_bytes() == QUBES_XML
    chunks = [n for n in archive.names if n.startswith("vm2/private.img")]
    sizes = [(archive.folder / name).stat().st_size for name in chunks]
    assert len(sizes) > 3
    assert set(sizes[:-1]) == {20_128}
    assert 128 < sizes[-1] <= 20_128
    assert [n.partition(".0")[0] for n in archive.names if ".000." in n][1:] == [
        file.member for file in sources
    ]


@pytest.mark.real
@pytest.mark.parametrize("parts", [1, 2, 3])
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_around_a_whole_number_of_chunks(parts: int, more: int, opened, tmp_path: Path) -> None:
    """Uncompressed, the inner tar of a dense volume is 2048 + 1024 bytes longer."""
    data_bytes = 12288
    chunk_bytes = (data_bytes + 3072) // parts - more
    (tmp_path / "image").write_bytes(os.urandom(data_bytes))
    files = [volume(tmp_path / "image", "vm1/root.img")]
    options = WriteOptions(cost=CHEAP, chunk_bytes=chunk_bytes, compression="none")
    archive = opened(write(files, options))
    archive.check(files)
    sizes = [(archive.folder / name).stat().st_size for name in archive.names if "root.img" in name]
    assert len(archive.inner("vm1/root.img")) == data_bytes + 3072 == sum(sizes) - 128 * len(sizes)
    if more == 0:
        assert sizes == [chunk_bytes + 128] * parts, "no empty chunk after full ones"


@pytest.mark.real
@pytest.mark.parametrize("size", [1, 511, 512, 513, 4095, 4097, 1_048_577, 2_097_151])
def test_odd_sizes(size: int, opened, tmp_path: Path) -> None:
    (tmp_path / "dense").write_bytes(os.urandom(size - 1) + b"x")
    (tmp_path / "zero").write_bytes(bytes(size))
    files = [volume(tmp_path / name, f"vm1/{name}.img") for name in ("dense", "zero")]
    opened(write(files, WriteOptions(cost=CHEAP))).check(files)


@pytest.mark.real
@given(
    layout=st.lists(
        st.tuples(st.integers(0, 70_000), st.binary(min_size=1), st.booleans()), max_size=8
    ),
    tail=st.integers(0, 70_000),
    compression=st.sampled_from(["gzip", "none"]),
    chunk_bytes=st.integers(512, 50_000),
)
@settings(max_examples=15, deadline=None)
def test_any_sparse_layout(program, layout, tail: int, compression: str, chunk_bytes: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "image"
        with path.open("wb") as file:
            for hole, data, really in layout:
                if really:
                    file.seek(hole, os.SEEK_CUR)
                else:
                    file.write(bytes(hole))
                file.write(data)
            file.truncate(file.tell() + tail)
        files = [volume(path, "vm3/private.img")]
        options = WriteOptions(Cost(log_n=4), chunk_bytes, compression)
        folder = Path(name) / "opened"
        folder.mkdir()
        Opened(write(files, options), folder, program).check(files)


@pytest.mark.real
def test_a_thousand_chunks_grow_to_four_digits(program, opened, tmp_path: Path) -> None:
    (tmp_path / "image").write_bytes(os.urandom(4096))
    files = [volume(tmp_path / "image", "vm1/root.img")]
    options = WriteOptions(Cost(log_n=1), chunk_bytes=7, compression="none")
    archive = opened(write(files, options))
    names = [name for name in archive.names if "root.img" in name]
    assert names[999:1001] == ["vm1/root.img.999.enc", "vm1/root.img.1000.enc"]
    assert len(names) == 1024


def test_a_huge_hole_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "image"
    with path.open("wb") as file:
        file.seek(1 << 40)
        file.write(b"x")
        file.truncate(2 << 40)
    archive = write([volume(path, "vm1/root.img")], WriteOptions(cost=CHEAP))
    assert len(archive) == 4 * 10240


def test_every_salt_and_backup_id_is_new(tmp_path: Path) -> None:
    (tmp_path / "image").write_bytes(os.urandom(100_000))
    files = [volume(tmp_path / "image", "vm1/root.img")]
    salts, ids = [], set()
    for _ in range(3):
        archive = write(files)
        salts += re.findall(rb"scrypt\0\x0a\0\0\0\x08\0\0\0\x01(.{32})", archive, re.DOTALL)
        ids |= set(re.findall(rb"backup-id=(\S+)\n", archive))
    assert len(salts) > 20
    assert len(set(salts)) == len(salts)
    assert len(ids) == 3


def test_every_container_has_the_cost_asked_for(tmp_path: Path) -> None:
    archive = write([ArchiveFile("vm1/empty", b"", "a", "empty")], WriteOptions(cost=Cost(11)))
    heads = [m.start() for m in re.finditer(rb"scrypt\0", archive)]
    assert [scrypt_container.parse_head(archive[i : i + 96]).cost for i in heads] == [Cost(11)] * 3
    assert WriteOptions().cost == Cost(20, 8, 1)


def test_progress_grows_to_the_total(sources: list[ArchiveFile]) -> None:
    seen: list[Progress] = []
    write(sources, on_progress=seen.append)
    total = sum(stored_bytes(file.source) for file in sources)
    assert 3_077_777 < total < 3_300_000, "holes do not count, allocated zeros do"
    assert seen[-1] == Progress(total, total, "disp", "empty")
    assert {progress.total_bytes for progress in seen} == {total}
    done = [progress.done_bytes for progress in seen]
    assert done == sorted(done)


def test_reports_say_what_is_in_the_archive(sources: list[ArchiveFile]) -> None:
    out = io.BytesIO()
    options = WriteOptions(cost=CHEAP)
    stop = threading.Event()
    reports = write_archive(
        out, QUBES_XML, sources, PASSPHRASE, options, lambda progress: None, stop
    )
    by_member = {report.member: report for report in reports}
    assert list(by_member) == [file.member for file in sources]
    assert by_member["vm7/private.img"].size_bytes == 3_000_000
    assert by_member["vm7/private.img"].data_bytes == 0
    assert by_member["vm7/root.img"].data_bytes == 3 * 4096
    assert by_member["vm2/private.img"].data_bytes == 77_777
    for file in sources:
        assert by_member[file.member].archived_bytes <= declared_bytes(file.source)


def test_declared_size_covers_the_worst_layout(tmp_path: Path) -> None:
    """Single blocks of noise between holes: the longest map for the least data."""
    with (tmp_path / "image").open("wb") as file:
        for i in range(1000):
            file.seek(i * 2_000_000)
            file.write(os.urandom(4096))
    files = [volume(tmp_path / "image", "vm1/root.img")]
    for compression in ("none", "gzip", "zstd"):
        out, stop = io.BytesIO(), threading.Event()
        options = WriteOptions(CHEAP, 100_000, compression)
        (report,) = write_archive(
            out, QUBES_XML, files, PASSPHRASE, options, lambda progress: None, stop
        )
        assert 4_096_000 < report.archived_bytes <= declared_bytes(files[0].source)


class Pipe(io.RawIOBase):
    """Takes bytes in their order only, and sometimes nothing for a moment."""

    def __init__(self) -> None:
        self.content = bytearray()
        self.calls = 0

    def writable(self) -> bool:
        return True

    def write(self, data) -> int | None:  # type: ignore[no-untyped-def]
        self.calls += 1
        if self.calls % 3 == 0:
            return None
        self.content += data[:7001]
        return len(data[:7001])


@pytest.mark.parametrize("buffer_bytes", [1, 100_000])
def test_an_output_that_cannot_go_back(
    sources: list[ArchiveFile], opened, buffer_bytes: int
) -> None:
    """Chunks are collected; the archive is the same as that in a file."""
    pipe = Pipe()
    options = replace(SMALL, buffer_bytes=buffer_bytes)
    write(sources, options, out=pipe)
    opened(bytes(pipe.content)).check(sources)
    seekable = write(sources, options)
    assert len(seekable) == len(pipe.content)


def test_large_volumes_have_their_next_key_in_time(tmp_path: Path, opened, monkeypatch) -> None:
    """A further chunk is foreseen; a guess that was wrong costs a key and nothing else."""
    wanted: list[str] = []
    real = key_ahead.KeyAhead.want

    def want(self, *wishes: tuple[str, tuple[int, int]]) -> None:  # type: ignore[no-untyped-def]
        wanted.extend(name for name, _ in wishes)
        real(self, *wishes)

    monkeypatch.setattr(key_ahead.KeyAhead, "want", want)
    path = tmp_path / "image"
    path.write_bytes(os.urandom(20 << 20) + bytes(range(256)) * (20 << 12))
    files = [volume(path, "vm1/root.img")]
    archive = write(files, WriteOptions(CHEAP, chunk_bytes=24 << 20))
    assert wanted.count("vm1/root.img.001") == 1
    assert b"vm1/root.img.001" not in archive
    opened(archive).check(files)
    wanted.clear()
    archive = write(files, WriteOptions(CHEAP, chunk_bytes=18 << 20))
    assert wanted.count("vm1/root.img.001") == 2
    opened(archive).check(files)


def test_a_home_comes_last(sources: list[ArchiveFile], opened, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "sub").mkdir(parents=True)
    (home / "sub" / "file").write_bytes(os.urandom(300_000))
    os.mkfifo(home / "pipe")
    source = HomeSource(str(home))
    files = [*sources, ArchiveFile("dom0-home/user", source, "dom0", "home")]
    out = io.BytesIO()
    reports = write_archive(
        out, QUBES_XML, files, PASSPHRASE, SMALL, lambda progress: None, threading.Event()
    )
    assert reports[-1].notes == ("1 sockets, pipes or devices are not in the backup",)
    assert 300_000 < reports[-1].archived_bytes <= declared_bytes(source)
    archive = opened(out.getvalue())
    assert archive.names[-1].startswith("dom0-home/user.")
    tar = archive.inner("dom0-home/user")
    archive._run("tar", "-xf", "-", "-C", str(archive.folder), stdin=tar)
    found = (archive.folder / "dom0-home/user/sub/file").read_bytes()
    assert found == (home / "sub" / "file").read_bytes()


def test_three_hundred_qubes(opened, tmp_path: Path) -> None:
    """And names as long as a member may have."""
    (tmp_path / "image").write_bytes(os.urandom(5000))
    files = []
    for qid in range(1, 301):
        files.append(volume(tmp_path / "image", f"vm{qid}/private.img", f"qube-{qid}"))
        files.append(ArchiveFile(f"vm{qid}/notes.txt", b"n" * qid, f"qube-{qid}", "notes"))
    files.append(ArchiveFile("vm301/" + "x" * 74, b"long", "last", "x"))
    archive = opened(write(files, replace(SMALL, cost=Cost(4))))
    assert len(archive.names) == 3 + len(files)
    archive.check([files[0], files[-2], files[-1]])


@pytest.mark.parametrize("lanes", [1, 2, 3, 4, 8])
def test_several_derivations_at_once(sources: list[ArchiveFile], opened, lanes: int) -> None:
    opened(write(sources, replace(SMALL, lanes=lanes))).check(sources)
    assert backup_threads() == []


# ---- what goes wrong


class Broken(io.RawIOBase):
    """Takes some bytes, then fails as a file system does."""

    name = "/media/stick/backup"

    def __init__(self, room: int, number: int) -> None:
        self.room, self.number = room, number

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:  # type: ignore[no-untyped-def]
        if len(data) > self.room:
            if self.room == 0:
                raise OSError(self.number, os.strerror(self.number))
            data = data[: self.room]
        self.room -= len(data)
        return len(data)


def backup_threads() -> list[str]:
    """What runs of a backup that has ended; a key may still be derived, if for nothing."""
    for thread in threading.enumerate():
        if thread.name == "backup-keys":
            thread.join(60)
    return [t.name for t in threading.enumerate() if t.name.startswith("backup-")]


@pytest.mark.parametrize("room", [0, 1, 511, 10_000, 25_000, 40_960, 70_000])
def test_a_full_disk_at_any_byte(sources: list[ArchiveFile], room: int) -> None:
    with pytest.raises(ArchiveIOError, match="/media/stick/backup.*No space.*Free some space"):
        write(sources, out=Broken(room, errno.ENOSPC))
    assert backup_threads() == []


def test_a_full_device(sources: list[ArchiveFile]) -> None:
    with (
        open("/dev/full", "wb", buffering=0) as full,
        pytest.raises(ArchiveIOError, match="/dev/full.*No space left"),
    ):
        write(sources, out=full)


def test_a_target_that_takes_nothing_is_an_error(sources: list[ArchiveFile]) -> None:
    class Stuck(io.RawIOBase):
        def write(self, data) -> int:  # type: ignore[no-untyped-def]
            return 0

    with pytest.raises(ArchiveIOError, match="takes no more data"):
        write(sources, out=Stuck())


def test_a_target_that_takes_little_at_a_time(sources: list[ArchiveFile], opened) -> None:
    class Slow(io.BytesIO):
        def write(self, data) -> int:  # type: ignore[no-untyped-def]
            return super().write(data[:1000])

    out = Slow()
    write(sources, out=out)
    opened(out.getvalue()).check(sources)


@pytest.mark.parametrize("change", ["grow", "shrink", "write"])
def test_a_volume_that_changes_is_an_error(tmp_path: Path, change: str) -> None:
    """It is larger than what is read ahead of the writer."""
    path = tmp_path / "image"
    size = (THREADS + 12) << 20
    path.write_bytes(os.urandom(size))
    os.utime(path, (1, 1))
    files = [volume(path, "vm1/root.img")]

    class Changing(io.BytesIO):
        changed = False

        def write(self, data) -> int:  # type: ignore[no-untyped-def]
            if not self.changed and len(self.getvalue()) > 80_000:
                self.changed = True
                if change == "write":
                    with path.open("r+b") as file:
                        file.write(b"changed")
                else:
                    os.truncate(path, 2 * size if change == "grow" else size // 2)
            return super().write(data)

    options = replace(SMALL, chunk_bytes=400_000, buffer_bytes=800_000)
    with pytest.raises(SourceError, match=r"image (has|was changed|became shorter)"):
        write(files, options, out=Changing())
    assert backup_threads() == []


def test_sources_that_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    cases = {
        str(tmp_path / "absent"): "cannot be opened: No such file",
        str(tmp_path): "neither a file nor a block device",
        str(tmp_path / "fifo"): "neither a file nor a block device",
        "/dev/zero": "neither a file nor a block device",
        "/proc/self/mem": "has 0 bytes and not the expected 4096",
    }
    for path, message in cases.items():
        files = [ArchiveFile("vm1/root.img", VolumeSource(path, 4096), "work", "root")]
        with pytest.raises(SourceError, match=message):
            write(files)
    assert backup_threads() == []


def test_an_unreadable_block_is_named(tmp_path: Path) -> None:
    """``/proc/self/mem`` reads fail with EIO at unmapped places, like a bad disk."""
    from qubesmanager.backend.backup.volume_source import OpenVolume

    path = tmp_path / "image"
    path.write_bytes(bytes(4096))
    with OpenVolume(VolumeSource(str(path), 4096)) as opened_volume:
        bad = os.open("/proc/self/mem", os.O_RDONLY)
        os.dup2(bad, opened_volume._fd)
        os.close(bad)
        with pytest.raises(SourceError, match="image cannot be read at byte 0: Input/output"):
            opened_volume._read(0, memoryview(bytearray(4096)))


@pytest.mark.parametrize("phase", ["before", "head", "chunk", "search"])
def test_cancel_in_every_phase(tmp_path: Path, phase: str) -> None:
    path = tmp_path / "image"
    path.write_bytes(os.urandom(1_000_000))
    stop = threading.Event()
    if phase == "before":
        stop.set()

    class Stopping(io.BytesIO):
        def write(self, data) -> int:  # type: ignore[no-untyped-def]
            if phase == "head" or (phase == "chunk" and len(self.getvalue()) > 100_000):
                stop.set()
            return super().write(data)

    def on_progress(progress: Progress) -> None:
        if phase == "search":
            stop.set()

    with pytest.raises(BackupCancelled):
        write([volume(path, "vm1/root.img")], stop=stop, out=Stopping(), on_progress=on_progress)
    assert backup_threads() == []


def test_cancel_during_a_derivation_returns_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At stock cost a derivation takes seconds; the call does not wait for it."""
    stop, go_on = threading.Event(), threading.Event()
    out = io.BytesIO()
    failure: list[BackupError] = []

    def derive(*_: object) -> scrypt_container.Keys:
        assert go_on.wait(60)
        return scrypt_container.Keys(bytes(32), bytes(32))

    monkeypatch.setattr(key_ahead, "derive", derive)

    def run() -> None:
        try:
            write([], replace(SMALL, lanes=1), stop=stop, out=out)
        except BackupError as error:
            failure.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while not out.getvalue():
        assert thread.is_alive()
    stop.set()
    thread.join(30)  # it does not end while keys are derived, should it wait for them
    assert not thread.is_alive()
    assert isinstance(failure[0], BackupCancelled)
    go_on.set()
    assert backup_threads() == []


def test_a_failing_derivation_ends_the_backup(
    sources: list[ArchiveFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_memory(*_: object) -> None:
        raise scrypt_container.DerivationFailed("There is not enough free memory.")

    monkeypatch.setattr(key_ahead, "derive", no_memory)
    monkeypatch.setattr(key_ahead.LaneDeriver, "__init__", no_memory)
    for lanes in (1, 2, 4):
        with pytest.raises(scrypt_container.DerivationFailed):
            write(sources, replace(SMALL, lanes=lanes))
        assert backup_threads() == []


@pytest.mark.parametrize(
    "passphrase",
    [b"", b"nul\0", b"line\n", b"line\r", b"tab\t", b"bell\a", b"esc\x1b", b"del\x7f", b"\xff\xfe"]
    + [b"x" * 2047, b"x" * 2000],
)
def test_passphrases_the_stock_tools_cannot_take(
    passphrase: bytes, sources: list[ArchiveFile]
) -> None:
    with pytest.raises(PassphraseRefused):
        check_passphrase(passphrase)
    out = io.BytesIO()
    with pytest.raises(PassphraseRefused):
        write(sources, passphrase=passphrase, out=out)
    assert out.getvalue() == b""


@pytest.mark.real
def test_the_longest_passphrase_is_within_the_format(opened, monkeypatch) -> None:
    member = "vm12345/private.img"
    files = [ArchiveFile(member, b"content", "work", "private")]
    longest = 2046 - 48 - len(member)
    with pytest.raises(PassphraseRefused, match=f"takes {longest} at most"):
        write(files, passphrase=b"x" * (longest + 1))
    archive = write(files, passphrase=b"x" * longest)
    monkeypatch.setattr(f"{__name__}.PASSPHRASE", b"x" * longest)
    apart = opened(archive)
    apart.check(files)
    combined = len(f"{apart.header['backup-id']}!{member}.99999!") + longest
    assert 2020 < combined <= 2046


@pytest.mark.parametrize("letter", ["x", "é", "𝄞"])
def test_passphrases_of_every_length(letter: str, tmp_path: Path) -> None:
    """Around the blocks of the hashes, and up to the longest; one letter less is another one."""
    longest = 2046 - 48 - len("vm1/private.img")
    around = (n + more for n in (32, 64, 128, 256, 512, 1024) for more in (-1, 0, 1))
    path = tmp_path / "archive"
    for length in [*range(1, 12), *around, longest // len(letter.encode())]:
        secret = letter * min(length, longest // len(letter.encode()))
        files = [ArchiveFile("vm1/private.img", b"content", "work", "private")]
        path.write_bytes(write(files, replace(SMALL, cost=Cost(2)), secret.encode()))
        BackupReader(path, secret.encode()).close()
        with pytest.raises(WrongPassphrase):
            BackupReader(path, secret[:-1].encode())


def test_every_printable_passphrase_is_taken() -> None:
    check_passphrase("pass wörd ✓ 日本語 \u0085 ' \" $(x) \\".encode())


def test_too_many_qubes_for_one_description() -> None:
    with pytest.raises(ArchiveTooLarge, match="fewer qubes"):
        write([], qubes_xml=os.urandom(1 << 20))
    assert backup_threads() == []


@pytest.mark.parametrize(
    "members",
    [
        ["private.img"],
        ["/vm1/private.img"],
        ["vm1/../x"],
        ["vm1/a/b"],
        ["vm1/ü"],
        ["vm1/"],
        ["vmx/private.img"],
        ["vm1/" + "x" * 77],
        ["vm1/root.img", "vm1/root.img"],
        ["vm1/root.img", "vm2/root.img", "vm1/private.img"],
    ],
)
def test_wrong_members_are_a_wrong_call(members: list[str]) -> None:
    with pytest.raises(ValueError, match=r"member|twice|together"):
        write([ArchiveFile(member, b"", "a", "b") for member in members])


def test_wrong_options_are_a_wrong_call() -> None:
    for chunk_bytes in (-1, 512 << 20):
        with pytest.raises(ValueError, match="chunks of"):
            write([], WriteOptions(chunk_bytes=chunk_bytes))
    with pytest.raises(BackupError, match="no compression"):
        write([], WriteOptions(compression="rar"))


@pytest.mark.root
def test_a_block_device_is_read_by_content(tmp_path: Path, program, opened) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root for a loop device")
    image = tmp_path / "image"
    image.write_bytes(b"d" * 10_000 + bytes(3_000_000 - 10_000) + b"e" * 1000 + bytes(71_048 - 48))
    os.truncate(image, 3 << 20)
    done = subprocess.run(
        ["losetup", "--find", "--show", str(image)], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"no loop device: {done.stderr.strip()}")
    device = done.stdout.strip()
    try:
        source = VolumeSource(device, 3 << 20)
        assert stored_bytes(source) == 3 << 20
        files = [ArchiveFile("vm1/root.img", source, "work", "root")]
        archive = write(files)
        with pytest.raises(SourceError, match="expected 4096"):
            stored_bytes(VolumeSource(device, 4096))
    finally:
        subprocess.run(["losetup", "--detach", device], check=True)
    unpacked = opened(archive).unpacked("vm1/root.img")
    assert unpacked.read_bytes() == image.read_bytes()
    assert unpacked.stat().st_blocks * 512 < 100_000
