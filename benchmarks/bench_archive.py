"""Speed of the archive writer against the stock tools' own parts, run as the stock tools run them.

The stock way is ``tar --sparse | gzip``, cut into chunks of 100 MiB that go to a temporary file,
``scrypt enc`` on one after another, and an outer ``tar`` of each; header and qubes.xml come before
them. The plain way is what a person would type, with no chunks and no key derivation. All work on
the same images, in the same run.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from .memory import Measured, run_measured
from .report import Row

MIB = 2**20
LOG_N = 20
CHUNK_MIB = 100

_STOCK = """
set -e
cd "$2"
: > archive
seal() {{
    scrypt enc --logN {log_n} -r 8 -p 1 --passphrase env:BENCH_PASSPHRASE "$1" "$1.enc"
    tar -cf - "$1.enc" >> archive
}}
echo version=4 > header
seal header
seal header
tar --sparse -C "$1" -cf - private.img | gzip | while head -c {chunk} > chunk && [ -s chunk ]; do
    seal chunk
done
rm chunk chunk.enc header header.enc
"""

_PLAIN = """
set -e
tar -cS -C "$1" -f - private.img | pigz -1 |
    openssl enc -aes-256-ctr -pbkdf2 -pass env:BENCH_PASSPHRASE > "$2/archive"
"""

_OURS = """
import os, sys, threading
from qubesmanager.backend.backup.scrypt_container import Cost
from qubesmanager.backend.backup.target import FileTarget
from qubesmanager.backend.backup.writer import *
source, folder, log_n, chunk_mib = sys.argv[1] + "/private.img", *sys.argv[2:]
files = [ArchiveFile("vm1/private.img", VolumeSource(source, os.path.getsize(source)), "a", "b")]
options = WriteOptions(Cost(int(log_n)), int(chunk_mib) << 20)
with FileTarget(folder + "/archive") as target:
    write_archive(target.file, b"<qubes/>", files, os.environb[b"BENCH_PASSPHRASE"], options,
                  lambda progress: None, threading.Event())
    target.commit()
"""

_TAR_ONLY = """
import sys, os
from qubesmanager.backend.backup.tar_writing import sparse_prefix, sparse_suffix
from qubesmanager.backend.backup.volume_source import OpenVolume, VolumeSource
path = sys.argv[1] + "/private.img"
with OpenVolume(VolumeSource(path, os.path.getsize(path))) as volume:
    sparse_map = volume.map(lambda count: None)
    for piece in sparse_prefix("vm1/private.img", sparse_map):
        sys.stdout.buffer.write(piece)
    for data in volume.data(sparse_map):
        sys.stdout.buffer.write(data)
    sys.stdout.buffer.write(sparse_suffix(sparse_map))
"""


def mixed_image(path: Path, size_bytes: int) -> None:
    """Half noise, half repeating text, in runs of 256 KiB: compresses to about 50 %."""
    text = b"".join(b"%d bottles of beer on the wall\n" % i for i in range(9000))[: MIB // 4]
    with path.open("wb") as image:
        for _ in range(size_bytes // MIB):
            image.write(os.urandom(MIB // 4) + text + os.urandom(MIB // 4) + text)


def packed_image(path: Path, size_bytes: int) -> None:
    """Already compressed: noise."""
    with path.open("wb") as image:
        for _ in range(size_bytes // MIB):
            image.write(os.urandom(MIB))


def sparse_image(path: Path, size_bytes: int) -> None:
    """90 % holes; the rest is like the mixed image, in runs of 1 MiB."""
    island = path.with_name("island")
    mixed_image(island, MIB)
    content = island.read_bytes()
    island.unlink()
    with path.open("wb") as image:
        for offset in range(0, size_bytes, 10 * MIB):
            image.seek(offset)
            image.write(content)
        image.truncate(size_bytes)


DATA_SETS: dict[str, Callable[[Path, int], None]] = {
    "mixed": mixed_image,
    "compressed": packed_image,
    "90 % sparse": sparse_image,
}


def _measure(command: list[str], folder: Path) -> Measured:
    """One run into a new folder of its own."""
    with tempfile.TemporaryDirectory(dir=folder) as target:
        words = [word.replace("TARGET", target) for word in command]
        return run_measured(words, env={**os.environ, "BENCH_PASSPHRASE": "benchmark"})


def _note(log_n: int | None, chunk_mib: int, measured: Measured) -> str:
    cost = "no key derivation" if log_n is None else f"logN {log_n}, {chunk_mib} MiB chunks"
    return f"{cost}; {measured.cpu_s:.1f} s CPU, {measured.peak_bytes / MIB:.0f} MiB peak"


def archive_rows(
    size_bytes: int = 2**30,
    log_n: int = LOG_N,
    chunk_mib: int = CHUNK_MIB,
    data_sets: tuple[str, ...] = tuple(DATA_SETS),
) -> list[Row]:
    """MB/s (image size by wall time) of our writer, the stock way and the plain way."""
    rows = []
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        for data_set in data_sets:
            source = folder / "source"
            source.mkdir()
            DATA_SETS[data_set](source / "private.img", size_bytes)
            rows += _compare(data_set, source, folder, size_bytes, log_n, chunk_mib)
            (source / "private.img").unlink()
            source.rmdir()
    return rows


def _compare(
    data_set: str, source: Path, folder: Path, size_bytes: int, log_n: int, chunk_mib: int
) -> list[Row]:
    def rate(measured: Measured) -> float:
        return size_bytes / 1e6 / measured.wall_s

    python = [sys.executable, "-c", _OURS, str(source), "TARGET"]
    stock_script = _STOCK.format(chunk=100 * MIB, log_n=LOG_N)
    ours = _measure([*python, str(log_n), str(chunk_mib)], folder)
    stock = _measure(["sh", "-c", stock_script, "sh", str(source), "TARGET"], folder)
    plain = _measure(["sh", "-c", _PLAIN, "sh", str(source), "TARGET"], folder)
    what = f"archive, {data_set}, {size_bytes / 2**30:g} GiB"
    note = _note(log_n, chunk_mib, ours)
    rows = [
        Row(what, rate(ours), "MB/s", against, rate(other), rate(ours) / rate(other), note)
        for against, other in (
            ("tar --sparse, gzip, scrypt enc", stock),
            ("tar -cS, pigz -1, openssl enc", plain),
        )
    ]
    rows.append(Row(f"{what}: the stock way", rate(stock), "MB/s", note=_note(LOG_N, 100, stock)))
    rows.append(Row(f"{what}: the plain way", rate(plain), "MB/s", note=_note(None, 0, plain)))
    return rows


def tar_rows(full_bytes: int = 2**30, empty_bytes: int = 10 * 2**30) -> list[Row]:
    """CPU seconds of the sparse tar writer alone against GNU tar, on a full and an empty image."""
    rows = []
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        source = Path(name)
        image = source / "private.img"
        for what, size_bytes in (("full", full_bytes), ("empty", empty_bytes)):
            if what == "full":
                packed_image(image, size_bytes)
            else:
                os.truncate(image, 0)
                os.truncate(image, size_bytes)
            ours = run_measured([sys.executable, "-c", _TAR_ONLY, name]).cpu_s
            # Into a pipe: GNU tar reads nothing at all when it sees that it writes to /dev/null.
            command = 'tar -cS -C "$1" -f - private.img | cat'
            gnu = run_measured(["sh", "-c", command, "sh", name]).cpu_s
            size = f"{size_bytes / 2**30:g} GiB"
            ratio = gnu / ours if gnu > 0.1 else None
            note = "CPU time with start of the interpreter"
            title = f"sparse tar of {what} {size}"
            rows.append(Row(title, ours, "s", "tar -cS | cat", gnu, ratio, note))
    return rows


def rows(size_bytes: int = 2**30) -> list[Row]:
    """Everything above."""
    return [*archive_rows(size_bytes), *tar_rows()]
