"""A volume in more than a thousand chunks, whose numbers grow to four digits."""

from __future__ import annotations

import io
import tarfile
import threading
from pathlib import Path

import pytest

from qubesmanager.backend.backup.extract import ImageFile, extract_volume
from qubesmanager.backend.backup.plan import HostState, PoolState, RestorePlan
from qubesmanager.backend.backup.plan_making import make_plan
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.restore import run_restore, verify_archive
from qubesmanager.backend.backup.scrypt_container import Cost
from qubesmanager.backend.backup.writer import (
    ArchiveFile,
    VolumeSource,
    WriteOptions,
    write_archive,
)
from tests.archives import LABELS, PASSPHRASE, ArchiveQube, noise, qubes_xml, with_paths
from tests.memory_target import MemoryTarget

HOST = HostState(labels=list(LABELS), pools=[PoolState("p", "file")], default_pool="p")
CHUNK_BYTES = 512
CHUNKS = 1003
IMAGE = noise(CHUNK_BYTES * CHUNKS - 3100)  # what is left takes the head and the end of the tar
STEM = b"vm1/private.img."


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Of our writer, in the smallest chunks."""
    image = tmp_path_factory.mktemp("volume") / "image"
    image.write_bytes(IMAGE)
    xml = qubes_xml(with_paths([ArchiveQube("work", volumes={"private": IMAGE})]))
    source = VolumeSource(str(image), len(IMAGE))
    files = [ArchiveFile("vm1/private.img", source, "work", "private")]
    options = WriteOptions(cost=Cost(log_n=1), chunk_bytes=CHUNK_BYTES, compression="none")
    stream = io.BytesIO()
    stop = threading.Event()
    write_archive(stream, xml, files, PASSPHRASE, options, lambda progress: None, stop)
    return stream.getvalue()


def opened(archive: bytes, folder: Path) -> tuple[BackupReader, RestorePlan]:
    (folder / "archive").write_bytes(archive)
    reader = BackupReader(folder / "archive", PASSPHRASE)
    return reader, make_plan(reader.contents, HOST)


def names(archive: bytes) -> list[str]:
    with tarfile.open(fileobj=io.BytesIO(archive), ignore_zeros=True) as tar:
        return [name for name in tar.getnames() if name.startswith("vm1/")]


def test_numbers_grow_and_do_not_wrap(archive: bytes, tmp_path: Path) -> None:
    assert names(archive) == [f"vm1/private.img.{n:03d}.enc" for n in range(CHUNKS)]
    reader, plan = opened(archive, tmp_path)
    stop = threading.Event()
    verify_archive(reader, plan, lambda progress: None, stop)
    assert plan.ok, plan
    target = MemoryTarget()
    run_restore(reader, plan, target, lambda progress: None, stop)
    assert plan.ok and target.qubes["work"].volumes["private"] == IMAGE
    image = tmp_path / "image"
    extract_volume(reader, "work", "private", ImageFile(image), lambda progress: None, stop)
    assert image.read_bytes() == IMAGE


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"999", b"998", "chunk 998 comes again"),
        (b"1000", b"000", "chunk 000 comes again"),
        (b"1001", b"1002", "chunk 1001 is missing"),
        (b"1000", b"01000", "chunk 1000 is missing"),
        (b"999", b"0999", "chunk 999 is missing"),
    ],
)
def test_other_numbers(archive: bytes, tmp_path: Path, old: bytes, new: bytes, reason: str) -> None:
    """Renamed where nothing but the name is wrong: it is neither wrapped nor padded further."""
    reader, plan = opened(renamed(archive, old, new), tmp_path)
    verify_archive(reader, plan, lambda progress: None, threading.Event())
    assert not plan.ok
    assert reason in plan.row("work").reason


def renamed(archive: bytes, old: bytes, new: bytes) -> bytes:
    """Another number in a member's header, whose checksum is right again."""
    old_name, new_name = (STEM + number + b".enc" for number in (old, new))
    at = archive.index(old_name.ljust(100, b"\0"))
    header = bytearray(archive[at : at + 512])
    header[:100] = new_name.ljust(100, b"\0")
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return archive[:at] + bytes(header) + archive[at + 512 :]
