"""Takes a version 4 archive apart the way a person without Qubes would.

Only the programs `tar`, `scrypt` and `gzip` (or the header's other filter) touch the archive, so
what comes out is what anybody gets back (backup-format.md sections 1, 3, 5).
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

FILTERS = {"gzip": ["gzip", "-d"], "zstd": ["zstd", "-d", "-c"], "xz": ["xz", "-d"]}


@dataclass(frozen=True)
class TakenApart:
    """``files`` maps inner names (``vm3/private.img``) to files with the expanded content."""

    header: dict[str, str]
    files: dict[str, Path]

    def sha256(self, name: str) -> str:
        with self.files[name].open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


def _scrypt_dec(scrypt: str, member: Path, passphrase: bytes) -> bytes:
    done = subprocess.run(
        [scrypt, "dec", "-f", "--passphrase", "dev:stdin-once", str(member)],
        input=passphrase + b"\n",
        capture_output=True,
        check=True,
    )
    return done.stdout


def take_apart(
    archive: Path, passphrase: str, folder: Path, program: Callable[[str], str]
) -> TakenApart:
    scrypt, tar = program("scrypt"), program("tar")
    secret = passphrase.encode()
    outer = folder / "outer"
    outer.mkdir()
    subprocess.run([tar, "-i", "-x", "-f", str(archive), "-C", str(outer)], check=True)

    plain_header = (outer / "backup-header").read_bytes()
    signed = _scrypt_dec(scrypt, outer / "backup-header.hmac", b"backup-header!" + secret)
    assert signed == plain_header, "the header's authenticated copy differs from the header"
    header = dict(line.split("=", 1) for line in plain_header.decode().splitlines())

    chunks: dict[str, list[Path]] = {}
    for member in sorted(outer.rglob("*.enc")):
        name = member.relative_to(outer).as_posix().removesuffix(".enc")
        chunks.setdefault(name.rpartition(".")[0], []).append(member)

    inner = folder / "inner"
    inner.mkdir()

    def open_chunk(member: Path) -> bytes:
        name = member.relative_to(outer).as_posix().removesuffix(".enc")
        return _scrypt_dec(scrypt, member, f"{header['backup-id']}!{name}!".encode() + secret)

    with ThreadPoolExecutor(2) as pool:  # each takes 1 GiB and three seconds at full strength
        running = {
            stem: [pool.submit(open_chunk, member) for member in members]
            for stem, members in chunks.items()
        }
        opened = {
            stem: [future.result() for future in futures] for stem, futures in running.items()
        }
    for stem, pieces in opened.items():
        stream = b"".join(pieces)
        if header["compressed"] == "True":
            command = FILTERS[header["compression-filter"]]
            stream = subprocess.run(
                [program(command[0]), *command[1:]], input=stream, capture_output=True, check=True
            ).stdout
        subprocess.run([tar, "-x", "-S", "-C", str(inner)], input=stream, check=True)
        assert (inner / stem).is_file(), f"{stem}: the inner archive holds another name"
    return TakenApart(header, {stem: inner / stem for stem in chunks})
