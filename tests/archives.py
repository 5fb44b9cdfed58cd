"""Version 4 archives built from the specification alone, for tests: whole ones and broken ones.

``make_archive(path, qubes=[ArchiveQube("work", volumes={"private": data})], passphrase=b"...")``
writes an archive. ``Maker.build`` gives its members, to be changed before ``write_outer``. Nothing
here imports the program, so a mistake of its writer cannot hide one of its reader.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import hmac
import io
import lzma
import os
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import zstandard
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PASSPHRASE = b"correct horse battery"
BACKUP_ID = "20261121T120000-4711"
LABELS = ("red", "orange", "yellow", "green", "gray", "blue", "purple", "black")
KIB = 1024


@dataclass
class ArchiveQube:
    """A qube of a made-up archive. ``files`` are small ones such as ``notes.txt``."""

    name: str
    klass: str = "AppVM"
    label: str = "red"
    template: str | None = None
    netvm: str | None = ""  # "" leaves the property out, None writes an empty one
    properties: dict[str, str] = field(default_factory=dict)
    features: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    volumes: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    encoding: str = "pax-sparse"  # pax-sparse | gnu-sparse | gnu | ustar
    included: bool = True
    path: str = ""  # default vm1/, vm2/, ...
    size: int | None = None
    devices: tuple[tuple[str, str], ...] = ()  # (class, id)


@dataclass(frozen=True)
class OuterMember:
    name: str
    data: bytes
    type: bytes = tarfile.REGTYPE


def noise(size: int, seed: int = 0) -> bytes:
    """Bytes that do not compress, the same every time."""
    return hashlib.shake_256(seed.to_bytes(8, "big")).digest(size)


def sparse_image(size: int, seed: int = 0) -> bytes:
    """An image with islands of data, zeros at its end."""
    image = bytearray(size)
    step = max(size // 8, 8 * KIB)
    for index, start in enumerate(range(0, size - step, 2 * step)):
        image[start : start + step // 2] = noise(step // 2, seed + index)
    return bytes(image)


def seal(text: bytes, secret: bytes, log_n: int = 8, r: int = 8, p: int = 1) -> bytes:
    """A scrypt container (backup-format.md section 3.1)."""
    head = b"scrypt" + bytes((0, log_n)) + r.to_bytes(4, "big") + p.to_bytes(4, "big")
    head += os.urandom(32)
    key = hashlib.scrypt(secret, salt=head[16:48], n=1 << log_n, r=r, p=p, dklen=64, maxmem=1 << 30)
    head += hashlib.sha256(head).digest()[:16]
    head += hmac.digest(key[32:], head, "sha256")
    body = Cipher(algorithms.AES(key[:32]), modes.CTR(bytes(16))).encryptor().update(text)
    return head + body + hmac.digest(key[32:], head + body, "sha256")


def compress(data: bytes, compression: str) -> bytes:
    if compression in ("gzip", "pigz"):
        return gzip.compress(data, 1, mtime=0)
    if compression in ("bzip2", "pbzip2"):
        return bz2.compress(data)
    if compression == "xz":
        return lzma.compress(data)
    if compression == "lzma":
        return lzma.compress(data, format=lzma.FORMAT_ALONE)
    if compression in ("zstd", "zstdmt"):
        return zstandard.ZstdCompressor().compress(data)
    assert compression == "none"
    return data


def extents(image: bytes, block: int = 4096) -> list[tuple[int, int]]:
    """Where the image has other bytes than zeros; the last entry ends at its size."""
    entries: list[tuple[int, int]] = []
    for start in range(0, len(image), block):
        piece = image[start : start + block]
        if not any(piece):
            continue
        if entries and sum(entries[-1]) == start:
            entries[-1] = (entries[-1][0], entries[-1][1] + len(piece))
        else:
            entries.append((start, len(piece)))
    if not entries or sum(entries[-1]) != len(image):
        entries.append((len(image), 0))
    return entries


def pax_records(records: dict[str, str]) -> bytes:
    result = b""
    for key, value in records.items():
        rest = f" {key}={value}\n".encode()
        length = len(rest) + 1
        while len(str(length)) + len(rest) != length:
            length = len(str(length)) + len(rest)
        result += str(length).encode() + rest
    return result


def tar_header(
    name: str, size: int, type_: bytes = b"0", gnu: bool = False, **more: bytes
) -> bytes:
    """A header block. ``more`` overwrites bytes: ``at386=b"..."``."""
    block = bytearray(512)
    block[: len(name)] = name.encode()
    block[100:124] = b"0000644\0" + b"0000000\0" * 2
    block[124:136] = tar_number(size)
    block[136:148] = b"%011o\0" % 0
    block[156:157] = type_
    block[257:265] = b"ustar  \0" if gnu else b"ustar\x0000"
    for key, value in more.items():
        start = int(key.removeprefix("at"))
        block[start : start + len(value)] = value
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def tar_number(value: int) -> bytes:
    if value < 8**11:
        return b"%011o\0" % value
    return b"\x80" + value.to_bytes(11, "big")


def pad(data: bytes, unit: int = 512) -> bytes:
    return data + bytes(-len(data) % unit)


def pax_sparse(name: str, image: bytes, entries: list[tuple[int, int]] | None = None) -> bytes:
    """Encoding 1 of section 5, as the stock tool writes it: no padding behind the data."""
    entries = extents(image) if entries is None else entries
    records = pax_records(
        {
            "GNU.sparse.major": "1",
            "GNU.sparse.minor": "0",
            "GNU.sparse.name": name,
            "GNU.sparse.realsize": str(len(image)),
        }
    )
    numbers = [len(entries), *(number for entry in entries for number in entry)]
    sparse_map = pad("".join(f"{number}\n" for number in numbers).encode())
    stored = b"".join(image[start : start + length] for start, length in entries)
    folder, _, base = name.rpartition("/")
    inner_name = f"{folder}/GNUSparseFile.1/{base}".removeprefix("/")
    return (
        tar_header("././@PaxHeader", len(records), b"x")
        + pad(records)
        + tar_header(inner_name, len(sparse_map) + len(stored))
        + sparse_map
        + stored
        + bytes(1024)
    )


def gnu_sparse(name: str, image: bytes, entries: list[tuple[int, int]] | None = None) -> bytes:
    """Encoding 2 of section 5."""
    return pad(gnu_sparse_member(name, image, entries) + bytes(1024), 10240)


def gnu_sparse_member(
    name: str, image: bytes, entries: list[tuple[int, int]] | None = None
) -> bytes:
    """Header, extension blocks where there are more than four entries, and data."""
    entries = extents(image) if entries is None else entries
    pairs = [tar_number(start) + tar_number(length) for start, length in entries]
    stored = b"".join(image[start : start + length] for start, length in entries)
    rest = [pairs[i : i + 21] for i in range(4, len(pairs), 21)]
    header = tar_header(
        name,
        len(stored),
        b"S",
        gnu=True,
        at386=b"".join(pairs[:4]),
        at482=bytes((1 if rest else 0,)),
        at483=tar_number(len(image)),
    )
    blocks = [
        b"".join(group).ljust(504, b"\0") + bytes((1 if group is not rest[-1] else 0,)) + bytes(7)
        for group in rest
    ]
    return pad(header + b"".join(blocks) + stored)


def plain(name: str, content: bytes, gnu: bool = False) -> bytes:
    return pad(pad(tar_header(name, len(content), gnu=gnu) + content) + bytes(1024), 10240)


def inner_tar(name: str, content: bytes, encoding: str) -> bytes:
    if encoding == "pax-sparse":
        return pax_sparse(name, content)
    if encoding == "gnu-sparse":
        return gnu_sparse(name, content)
    return plain(name, content, gnu=encoding == "gnu")


def qubes_xml(qubes: Iterable[ArchiveQube]) -> bytes:
    """Section 6. Qubes need their ``path`` by now."""
    labels = "".join(
        f'<label id="label-{i}" color="0x000000">{label}</label>'
        for i, label in enumerate(LABELS, 1)
    )
    domains = "".join(_domain(number, qube) for number, qube in enumerate(qubes, 1))
    return (
        f"<qubes><labels>{labels}</labels><pools/><properties/><domains>{domains}</domains></qubes>"
    ).encode()


def _domain(number: int, qube: ArchiveQube) -> str:
    properties = {"name": qube.name, "qid": str(number), "label": qube.label, **qube.properties}
    if qube.template is not None:
        properties["template"] = qube.template
    if qube.netvm != "":
        properties["netvm"] = qube.netvm or ""
    features = dict(qube.features)
    if qube.included:
        size = sum(map(len, qube.volumes.values())) if qube.size is None else qube.size
        features |= {"backup-content": "1", "backup-path": qube.path, "backup-size": str(size)}
    tags = "".join(f"<tag name={quoteattr(tag)}/>" for tag in qube.tags)
    devices = "".join(
        f'<devices class={quoteattr(kind)}><device backend-domain="dom0" id={quoteattr(ident)}/>'
        f"</devices>"
        for kind, ident in qube.devices
    )
    return (
        f'<domain id="domain-{number}" class={quoteattr(qube.klass)}>'
        f"<properties>{_items('property', properties)}</properties>"
        f"<features>{_items('feature', features)}</features><tags>{tags}</tags>{devices}</domain>"
    )


def _items(tag: str, values: dict[str, str]) -> str:
    return "".join(f"<{tag} name={quoteattr(k)}>{escape(v)}</{tag}>" for k, v in values.items())


class Maker:
    """Makes members of one archive: knows its passphrase, identity, filter and chunk size."""

    def __init__(
        self,
        passphrase: bytes = PASSPHRASE,
        compression: str = "gzip",
        chunk_bytes: int = 100 * KIB * KIB,
        log_n: int = 8,
        backup_id: str = BACKUP_ID,
        r: int = 8,
        p: int = 1,
    ) -> None:
        self.passphrase = passphrase
        self.compression = compression
        self.chunk_bytes = chunk_bytes
        self.cost = (log_n, r, p)
        self.backup_id = backup_id

    def header(self, text: bytes | None = None) -> list[OuterMember]:
        if text is None:
            used = self.compression != "none"
            text = (
                f"version=4\nencrypted=True\ncompressed={used}\n"
                f"compression-filter={self.compression if used else 'gzip'}\n"
                f"hmac-algorithm=scrypt\nbackup-id={self.backup_id}\n"
            ).encode()
        container = seal(text, b"backup-header!" + self.passphrase, *self.cost)
        return [OuterMember("backup-header", text), OuterMember("backup-header.hmac", container)]

    def chunk(self, name: str, number: int, text: bytes) -> OuterMember:
        member = f"{name}.{number:03d}"
        secret = f"{self.backup_id}!{member}!".encode() + self.passphrase
        return OuterMember(f"{member}.enc", seal(text, secret, *self.cost))

    def stream(self, name: str, stream: bytes) -> list[OuterMember]:
        """The chunks of an inner stream that is compressed already."""
        starts = range(0, len(stream), self.chunk_bytes) if stream else [0]
        return [
            self.chunk(name, number, stream[start : start + self.chunk_bytes])
            for number, start in enumerate(starts)
        ]

    def file(self, name: str, content: bytes, encoding: str = "ustar") -> list[OuterMember]:
        return self.stream(name, compress(inner_tar(name, content, encoding), self.compression))

    def qube(self, qube: ArchiveQube) -> list[OuterMember]:
        folder = qube.path.rstrip("/")
        members: list[OuterMember] = []
        for volume, image in qube.volumes.items():
            members += self.file(f"{folder}/{volume}.img", image, qube.encoding)
        for name, content in qube.files.items():
            members += self.file(f"{folder}/{name}", content)
        return members or self.file(f"{folder}/empty", b"")

    def build(self, qubes: Iterable[ArchiveQube], xml: bytes | None = None) -> list[OuterMember]:
        qubes = with_paths(qubes)
        contents = Maker(
            self.passphrase,
            self.compression,
            100 * KIB * KIB,
            self.cost[0],
            self.backup_id,
            *self.cost[1:],
        )
        members = self.header()
        members += contents.file("qubes.xml", qubes_xml(qubes) if xml is None else xml)
        for qube in qubes:
            if qube.included:
                members += self.qube(qube)
        return members


def with_paths(qubes: Iterable[ArchiveQube]) -> list[ArchiveQube]:
    return [replace(qube, path=qube.path or f"vm{number}/") for number, qube in enumerate(qubes, 1)]


def outer_bytes(members: Iterable[OuterMember]) -> bytes:
    """One little archive a member, as in section 1."""
    result = io.BytesIO()
    for member in members:
        info = tarfile.TarInfo(member.name)
        info.size = len(member.data) if member.type == tarfile.REGTYPE else 0
        info.type = member.type
        little = info.tobuf(tarfile.USTAR_FORMAT) + pad(member.data) + bytes(1024)
        result.write(pad(little, 10240))
    return result.getvalue()


def write_outer(path: Path, members: Iterable[OuterMember]) -> Path:
    path.write_bytes(outer_bytes(members))
    return path


def make_archive(
    path: Path,
    qubes: Iterable[ArchiveQube],
    passphrase: bytes = PASSPHRASE,
    compression: str = "gzip",
    chunk_bytes: int = 100 * KIB * KIB,
    log_n: int = 8,
) -> Path:
    """Write a whole, correct archive."""
    maker = Maker(passphrase, compression, chunk_bytes, log_n)
    return write_outer(path, maker.build(qubes))
