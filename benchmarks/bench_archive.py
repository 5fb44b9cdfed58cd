"""Speed of the archive writer against the stock tools' own parts, run as the stock tools run them.

The stock way is ``tar --sparse | gzip``, cut into chunks of 100 MiB that go to a temporary file,
``scrypt enc`` on one after another, and an outer ``tar`` of each; header and qubes.xml come before
them. The plain way is what a person would type, with no chunks and no key derivation. All work on
images of the same making, in the same run. "Weaker keys" is what a lower cost of the derivation
would bring; the program does not offer it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qubesmanager.backend.backup.memory_plan import MAX_CHUNK_BYTES

from .memory import Measured, run_measured
from .report import Row

MIB = 2**20
LOG_N = 20

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

_STOCK_SMALL = """
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
for qube in $(seq {count}); do
    tar --sparse -C "$1" -cf - private.img | gzip > chunk
    seal chunk
done
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
source, folder, log_n, chunk_mib, count = sys.argv[1] + "/private.img", *sys.argv[2:]
volume = VolumeSource(source, os.path.getsize(source))
files = [ArchiveFile(f"vm{n}/private.img", volume, "a", "b") for n in range(int(count))]
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


@dataclass(frozen=True)
class DataSet:
    """``size_bytes`` for us and the plain way. The stock way takes minutes and always as long per
    byte, so it gets less (``stock_bytes``), and its speed is compared."""

    name: str
    make: Callable[[Path, int], None]
    size_bytes: int
    stock_bytes: int


DATA_SETS = (
    DataSet("mixed", mixed_image, 4 << 30, 1 << 30),
    DataSet("compressed", packed_image, 1 << 30, 512 << 20),
    DataSet("90 % sparse", sparse_image, 20 << 30, 5 << 30),
)
FAST_LOG_N = 17
# 0 is what the writer chooses by itself.
OUR_CHUNK_MIB = MAX_CHUNK_BYTES // MIB


def _measure(command: list[str], folder: Path, cores: int) -> Measured:
    """One run into a new folder of its own, on so many cores."""
    with tempfile.TemporaryDirectory(dir=folder) as target:
        words = [word.replace("TARGET", target) for word in command]
        if cores < len(os.sched_getaffinity(0)):
            words = ["taskset", "-c", f"0-{cores - 1}", *words]
        return run_measured(words, env={**os.environ, "BENCH_PASSPHRASE": "benchmark"})


def _note(log_n: int | None, chunk_mib: int, cores: int, measured: Measured) -> str:
    cost = "no key derivation" if log_n is None else f"logN {log_n}, {chunk_mib} MiB chunks"
    usage = f"{measured.cpu_s:.1f} s CPU, {measured.peak_bytes / MIB:.0f} MiB peak"
    return f"{cost}; {cores} core{'s' * (cores > 1)}; {usage}"


class _Bench:
    """One data set in a folder: images of the sizes asked for, runs over them."""

    def __init__(self, data_set: DataSet, folder: Path) -> None:
        self.data_set = data_set
        self.folder = folder

    def image(self, size_bytes: int) -> Path:
        """The folder with ``private.img`` of that size."""
        source = self.folder / f"source-{size_bytes}"
        if not source.exists():
            source.mkdir()
            self.data_set.make(source / "private.img", size_bytes)
        return source

    def ours(self, log_n: int, cores: int) -> tuple[float, str]:
        size_bytes = self.data_set.size_bytes
        words = [sys.executable, "-c", _OURS, str(self.image(size_bytes)), "TARGET"]
        measured = _measure([*words, str(log_n), "0", "1"], self.folder, cores)
        return size_bytes / 1e6 / measured.wall_s, _note(log_n, OUR_CHUNK_MIB, cores, measured)

    def stock(self, cores: int) -> tuple[float, str]:
        size_bytes = self.data_set.stock_bytes
        script = _STOCK.format(chunk=100 * MIB, log_n=LOG_N)
        words = ["sh", "-c", script, "sh", str(self.image(size_bytes)), "TARGET"]
        measured = _measure(words, self.folder, cores)
        return size_bytes / 1e6 / measured.wall_s, _note(LOG_N, 100, cores, measured)

    def plain(self, cores: int) -> tuple[float, str]:
        size_bytes = self.data_set.size_bytes
        words = ["sh", "-c", _PLAIN, "sh", str(self.image(size_bytes)), "TARGET"]
        measured = _measure(words, self.folder, cores)
        return size_bytes / 1e6 / measured.wall_s, _note(None, 0, cores, measured)

    def rows(self, cores: int, with_plain: bool) -> list[Row]:
        """Our speed at stock strength and in the fast profile, against the other ways."""
        what = f"archive, {self.data_set.name}"
        stock, stock_note = self.stock(cores)
        against = [("tar --sparse, gzip, scrypt enc", stock)]
        rows = [Row(f"{what}: the stock way", stock, "MB/s", note=stock_note)]
        if with_plain:
            plain, plain_note = self.plain(cores)
            against.append(("tar -cS, pigz -1, openssl enc", plain))
            rows.append(Row(f"{what}: the plain way", plain, "MB/s", note=plain_note))
        for log_n, name in ((LOG_N, what), (FAST_LOG_N, f"{what}, weaker keys")):
            rate, note = self.ours(log_n, cores)
            rows += [
                Row(name, rate, "MB/s", other, other_rate, rate / other_rate, note)
                for other, other_rate in against
            ]
        return rows


def archive_rows(data_sets: Sequence[DataSet] = DATA_SETS) -> list[Row]:
    """MB/s (image size by wall time) of our writer, the stock way and the plain way.

    The first data set also on one core.
    """
    rows = []
    all_cores = len(os.sched_getaffinity(0))
    for number, data_set in enumerate(data_sets):
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
            bench = _Bench(data_set, Path(name))
            rows += bench.rows(all_cores, with_plain=True)
            if number == 0 and all_cores > 1:
                rows += bench.rows(1, with_plain=False)
    return rows


def small_rows(count: int = 12, size_bytes: int = 2**20) -> list[Row]:
    """Seconds for so many qubes with next to nothing in them: each has a key of its own."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        bench = _Bench(DATA_SETS[0], Path(name))
        image = str(bench.image(size_bytes))
        cores = len(os.sched_getaffinity(0))
        script = _STOCK_SMALL.format(log_n=LOG_N, count=count)
        stock = _measure(["sh", "-c", script, "sh", image, "TARGET"], bench.folder, cores)
        words = [sys.executable, "-c", _OURS, image, "TARGET", str(LOG_N), "0", str(count)]
        ours = _measure(words, bench.folder, cores)
    title = f"archive of {count} small qubes"
    note = _note(LOG_N, OUR_CHUNK_MIB, cores, ours)
    ratio = stock.wall_s / ours.wall_s
    against = "tar --sparse, gzip, scrypt enc"
    return [Row(title, ours.wall_s, "s", against, stock.wall_s, ratio, note)]


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


def rows() -> list[Row]:
    """Everything above."""
    return [*archive_rows(), *small_rows(), *tar_rows()]
