"""Speed of restoring and verifying against the stock tools' own parts, run as they run them.

The stock archive is made in the run with the real programs: ``tar --sparse | gzip``, cut into
chunks of 100 MiB, ``scrypt enc`` on each, an outer ``tar`` of each. The stock way back unpacks the
outer archive, runs ``scrypt dec`` on one chunk after another, and pipes them through ``gzip -d`` to
``tar -x``; its verification decrypts the chunks and looks no further. Ours is the ``qube`` command
with its qubesd: `qube restore` into a new store, `qube verify`, on that archive and on one that
`qube backup` wrote at the same strength. The stock way takes minutes and always as long per byte,
so its archive is of a smaller image of the same making, and speeds are compared.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .bench_archive import DATA_SETS, LOG_N, MIB, DataSet
from .memory import Measured, run_measured
from .report import Row

BACKUP_ID = "20261121T120000-1"
PASSPHRASE = "benchmark"
_XML = """\
<qubes><labels><label id="label-1" color="0xcc0000">red</label></labels><properties/><domains>
<domain id="domain-1" class="StandaloneVM"><properties><property name="name">big</property>
<property name="label">label-1</property></properties><features>
<feature name="backup-content">1</feature><feature name="backup-path">vm1/</feature>
<feature name="backup-size">{size}</feature></features></domain></domains></qubes>
"""

# $1: folder with qubes.xml and vm1/*.img, $2: where the archive goes
_MAKE = """
set -e
cd "$2"
mkdir vm1
: > archive
add() {{ tar --format=ustar -cf - "$1" >> archive; }}
seal() {{
    SECRET="$2" scrypt enc --logN {log_n} -r 8 -p 1 --passphrase env:SECRET "$1" "$1.$3"
    rm "$1"
}}
printf 'version=4\\nencrypted=True\\ncompressed=True\\ncompression-filter=gzip\\n' > backup-header
printf 'hmac-algorithm=scrypt\\nbackup-id={id}\\n' >> backup-header
add backup-header
seal backup-header 'backup-header!{secret}' hmac
add backup-header.hmac
rm backup-header.hmac
store() {{
    tar --sparse -C "$1" -cf - "$2" | gzip > stream
    split -b {chunk} -d -a 3 stream "$2."
    rm stream
    for chunk in "$2".???; do
        seal "$chunk" "{id}!$chunk!{secret}" enc
        add "$chunk.enc"
        rm "$chunk.enc"
    done
}}
store "$1" qubes.xml
store "$1" vm1/root.img
store "$1" vm1/private.img
"""

_UNPACK = """
set -e
cd "$2"
tar -i -xf "$1/archive"
open() {{ SECRET="$2" scrypt dec -f --passphrase env:SECRET "$1"; }}
open backup-header.hmac 'backup-header!{secret}' | cmp - backup-header
open qubes.xml.000.enc '{id}!qubes.xml.000!{secret}' | gzip -d | tar -x
for file in root private; do
    for chunk in vm1/$file.img.*.enc; do
        open "$chunk" "{id}!${{chunk%.enc}}!{secret}"
    done | {then}
done
"""

_TO_FILES = "gzip -d | tar -xS"
_NOWHERE = "cat > /dev/null"


class _Bench:
    """One data set: archives of it by both, and the ways back."""

    def __init__(self, data_set: DataSet, folder: Path) -> None:
        self._data_set = data_set
        self._folder = folder
        self._secret = folder / "passphrase"
        self._secret.write_text(f"{PASSPHRASE}\n")

    def rows(self) -> list[Row]:
        small, large = self._data_set.stock_bytes, self._data_set.size_bytes
        stock = self._new("stock")
        self._sh(_MAKE.format(**self._names()), self._source(small), stock)
        self._forget_source()
        ours = self._ours(self._source(large))
        self._forget_source()
        rows = []
        for what, against, then in (
            ("restore", "tar, scrypt dec, gzip -d, tar -x", _TO_FILES),
            ("verify", "tar, scrypt dec", _NOWHERE),
        ):
            title = f"{what}, {self._data_set.name}"
            other = self._stock(stock, then)
            speed = small / 1e6 / other.wall_s
            rows.append(Row(f"{title}: the stock way", speed, "MB/s", note=_note(other, small)))
            for whose, archive, size_bytes in (
                ("stock archive", stock / "archive", small),
                ("our archive", ours, large),
            ):
                measured = self._qube_way(what, archive)
                mine = size_bytes / 1e6 / measured.wall_s
                note = _note(measured, size_bytes)
                name = f"{title}, {whose}"
                rows.append(Row(name, mine, "MB/s", against, speed, mine / speed, note))
        return rows

    def _new(self, name: str) -> Path:
        folder = self._folder / name
        folder.mkdir()
        return folder

    def _names(self) -> dict[str, object]:
        return {"log_n": LOG_N, "chunk": 100 * MIB, "id": BACKUP_ID, "secret": PASSPHRASE}

    def _sh(self, script: str, *words: Path) -> None:
        subprocess.run(["sh", "-c", script, "sh", *map(str, words)], check=True)

    def _source(self, size_bytes: int) -> Path:
        source = self._new("source")
        (source / "vm1").mkdir()
        self._data_set.make(source / "vm1" / "private.img", size_bytes)
        with (source / "vm1" / "root.img").open("wb") as root:
            root.truncate(MIB)
        (source / "qubes.xml").write_text(_XML.format(size=size_bytes + MIB))
        return source

    def _forget_source(self) -> None:
        shutil.rmtree(self._folder / "source")

    def _stock(self, archive: Path, then: str) -> Measured:
        with tempfile.TemporaryDirectory(dir=self._folder) as target:
            script = _UNPACK.format(then=then, **self._names())
            return run_measured(["sh", "-c", script, "sh", str(archive), target])

    def _ours(self, source: Path) -> Path:
        """The same volumes in an archive by `qube backup`."""
        home, archive = self._folder / "home", self._folder / "ours"
        self._do(home, "init")
        self._do(home, "create", "big", "--class", "StandaloneVM")
        for volume in ("root", "private"):
            image = source / "vm1" / f"{volume}.img"
            self._do(home, "volume", "import", f"big:{volume}", str(image))
        secret = ("--passphrase-file", str(self._secret))
        self._do(home, "backup", "--no-verify", "--to", str(archive), *secret, "big")
        return archive

    def _qube_way(self, verb: str, archive: Path) -> Measured:
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            home = Path(name) / "home"
            if verb == "restore":
                self._do(home, "init")
            secret = ("--passphrase-file", str(self._secret))
            return run_measured(_qube(home, verb, str(archive), *secret))

    def _do(self, home: Path, *words: str) -> None:
        subprocess.run(_qube(home, *words), check=True, stdout=subprocess.DEVNULL)


def _qube(home: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "qubesmanager.cli.main", "--home", str(home), *words]


def _note(measured: Measured, size_bytes: int) -> str:
    cores = len(os.sched_getaffinity(0))
    usage = f"{measured.cpu_s:.1f} s CPU, {measured.peak_bytes / MIB:.0f} MiB peak"
    time = f"{size_bytes / 2**30:.3g} GiB in {measured.wall_s:.1f} s"
    return f"logN {LOG_N}; {cores} cores; {time}, {usage}"


def rows(data_sets: Sequence[DataSet] = DATA_SETS) -> list[Row]:
    """MB/s (image size by wall time) of both ways back, for each data set."""
    found = []
    for data_set in data_sets:
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
            found += _Bench(data_set, Path(name)).rows()
    return found
