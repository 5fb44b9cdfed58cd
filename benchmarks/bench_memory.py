"""Peak memory of a whole backup and a whole restore through the `qube` command and its qubesd."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .memory import Measured, run_measured
from .report import Row

MIB = 2**20
BLOCK = 8 * MIB


def _mixed_image(path: Path, size_bytes: int) -> None:
    """Half random, half repeating text: compresses to about 50 %."""
    text = (b"The quick brown fox jumps over the lazy dog. " * 200000)[: BLOCK // 2]
    with path.open("wb") as image:
        for _ in range(size_bytes // BLOCK):
            image.write(os.urandom(BLOCK // 2))
            image.write(text)


def _qube(home: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "qubesmanager.cli.main", "--home", str(home), *words]


def _passphrase(folder: Path) -> str:
    path = folder / "passphrase"
    path.write_text("benchmark\n")
    return str(path)


def rows(size_bytes: int = 4 * 2**30) -> list[Row]:
    """As this machine is, and as one is that has little memory free (that takes root)."""
    found = _rows(size_bytes, [], "what this machine has free")
    if os.geteuid() == 0:
        found += _rows(size_bytes, [*_FREE_4_GIB], "4 GiB free")
    return found


# To the programs it looks like a machine with so much available; nobody else sees that.
_FREE_4_GIB = (
    "unshare",
    "--mount",
    "sh",
    "-c",
    "printf 'MemAvailable: 4194304 kB\\n' > /run/few && mount --bind /run/few /proc/meminfo"
    ' && rm /run/few && exec "$@"',
    "sh",
)


def _rows(size_bytes: int, prefix: list[str], free: str) -> list[Row]:
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        secret = _passphrase(folder)
        source, target = folder / "source", folder / "target"
        image, archive = folder / "image", folder / "archive"
        for home in (source, target):
            subprocess.run(_qube(home, "init"), check=True, stdout=subprocess.DEVNULL)
        subprocess.run(_qube(source, "create", "big", "--class", "StandaloneVM"), check=True)
        _mixed_image(image, size_bytes)
        subprocess.run(_qube(source, "volume", "import", "big:private", str(image)), check=True)
        image.unlink()
        options = ["--no-verify", "--to", str(archive), "--passphrase-file", secret]
        backup = run_measured([*prefix, *_qube(source, "backup", *options, "big")])
        words = _qube(target, "restore", str(archive), "--passphrase-file", secret)
        restore = run_measured([*prefix, *words])
    size = f"{size_bytes / 2**30:g} GiB"
    return [_row(f"backup of {size}", backup, free), _row(f"restore of {size}", restore, free)]


def _row(what: str, measured: Measured, free: str) -> Row:
    note = f"logN 20, half compressible; {free}; key derivations of 1,024 MiB each included"
    return Row(f"{what}: peak memory, all processes", measured.peak_bytes / MIB, "MiB", note=note)
