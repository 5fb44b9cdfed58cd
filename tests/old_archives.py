"""Version 2 and 3 archives built from the specification alone, like ``archives`` does version 4.

``OldMaker(version=3, encrypted=True).build(qubes)`` gives members. Nothing here imports the
program.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import zlib
from collections.abc import Iterable
from dataclasses import replace
from xml.sax.saxutils import quoteattr

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.archives import (
    KIB,
    PASSPHRASE,
    ArchiveQube,
    OuterMember,
    compress,
    gnu_sparse,
    gnu_sparse_member,
    inner_tar,
    pad,
    tar_header,
)

KINDS = {"TemplateVM": "QubesTemplateVm", "AppVM": "QubesAppVm", "StandaloneVM": "QubesAppVm"}


def openssl_enc(text: bytes, passphrase: bytes, key_bytes: int = 32) -> bytes:
    """``openssl enc -aes-256-cbc`` of OpenSSL 1.0."""
    salt = os.urandom(8)
    material = block = b""
    while len(material) < key_bytes + 16:
        block = hashlib.md5(block + passphrase + salt).digest()
        material += block
    count = 16 - len(text) % 16
    cipher = Cipher(
        algorithms.AES(material[:key_bytes]), modes.CBC(material[key_bytes : key_bytes + 16])
    )
    return b"Salted__" + salt + cipher.encryptor().update(text + bytes([count]) * count)


def continuation(name: str, remaining: int, size: int) -> bytes:
    """The head of a further volume (section 5.1): no magic, and where it goes on."""
    return tar_header(name, remaining, b"M", at257=bytes(8), at369=b"%011o\0" % (size - remaining))


def volumes(name: str, content: bytes, data_bytes: int) -> list[bytes]:
    """A plain file as a GNU multi-volume archive with so much data in each (a multiple of 512)."""
    starts = range(0, max(len(content), 1), data_bytes)
    heads = [
        tar_header(name, len(content), gnu=True)
        if start == 0
        else continuation(name, len(content) - start, len(content))
        for start in starts
    ]
    pieces = [
        head + pad(content[start : start + data_bytes])
        for head, start in zip(heads, starts, strict=True)
    ]
    pieces[-1] = pad(pieces[-1] + bytes(1024), 10240)
    return pieces


def directory_tar(folder: str, files: dict[str, bytes]) -> bytes:
    """A template's directory (section 5.2)."""
    stream = tar_header(f"{folder}/./", 0, b"5", gnu=True)
    for name, content in files.items():
        stream += gnu_sparse_member(f"{folder}/./{name}", content)
    return pad(stream + bytes(1024), 10240)


def core2_xml(qubes: Iterable[ArchiveQube]) -> bytes:
    """Section 7. Templates and netvms are found by name; ``properties`` are more attributes."""
    qubes = list(qubes)
    numbers = {qube.name: str(number) for number, qube in enumerate(qubes, 1)}
    elements = []
    for qube in qubes:
        own = {
            "name": qube.name,
            "qid": numbers[qube.name],
            "label": qube.label,
            "template_qid": numbers.get(qube.template or "", "none"),
        }
        if qube.netvm != "":
            own |= {
                "uses_default_netvm": "False",
                "netvm_qid": numbers.get(qube.netvm or "", "none"),
            }
        if qube.included:
            size = sum(map(len, qube.volumes.values())) if qube.size is None else qube.size
            own |= {
                "backup_content": "True",
                "backup_path": qube.path,
                "backup_size": str(size),
            }
        own |= qube.properties
        kind = KINDS.get(qube.klass, qube.klass)
        attributes = " ".join(f"{key}={quoteattr(value)}" for key, value in own.items())
        elements.append(f"<{kind} {attributes}/>")
    return (
        f'<QubesVmCollection default_netvm="None">{"".join(elements)}</QubesVmCollection>'.encode()
    )


class OldMaker:
    """Makes members of one archive."""

    def __init__(
        self,
        version: int = 3,
        encrypted: bool = False,
        compression: str = "none",
        chunk_bytes: int = 100 * KIB * KIB,
        digest: str = "sha512",
        passphrase: bytes = PASSPHRASE,
        cipher: str = "aes-256-cbc",
    ) -> None:
        self.version = version
        self.encrypted = encrypted
        self.compression = compression
        self.chunk_bytes = chunk_bytes
        self.digest = digest
        self.passphrase = passphrase
        self.cipher = cipher

    def header(self, text: bytes | None = None) -> list[OuterMember]:
        if text is None:
            lines = [f"version={self.version}"] if self.version > 2 else []
            lines += [f"hmac-algorithm={self.digest.upper()}", f"crypto-algorithm={self.cipher}"]
            lines += [f"encrypted={self.encrypted}", f"compressed={self.compression != 'none'}"]
            if self.version > 2 and self.compression != "none":
                lines.append(f"compression-filter={self.compression}")
            text = "".join(f"{line}\n" for line in lines).encode()
        return self.sealed("backup-header", text)

    def enc(self, text: bytes) -> bytes:
        return openssl_enc(text, self.passphrase, int(self.cipher.split("-")[1]) // 8)

    def sealed(self, name: str, data: bytes) -> list[OuterMember]:
        digits = hmac.digest(self.passphrase, data, self.digest).hex()
        return [
            OuterMember(name, data),
            OuterMember(f"{name}.hmac", f"(stdin)= {digits}\n".encode()),
        ]

    def stream(self, name: str, stream: bytes) -> list[OuterMember]:
        """Version 3: one inner archive, compressed, encrypted, cut, sealed."""
        data = pad(compress(stream, self.compression), 512)
        if self.encrypted:
            data = self.enc(data)
        members = []
        for number, start in enumerate(range(0, len(data), self.chunk_bytes)):
            chunk = data[start : start + self.chunk_bytes]
            members += self.sealed(f"{name}.{number:03d}", chunk)
        return members

    def volume(self, name: str, number: int, tar: bytes) -> list[OuterMember]:
        """Version 2: one volume, compressed or encrypted by itself."""
        if self.encrypted and self.compression != "none":
            data = self.enc(zlib.compress(tar))
        else:
            data = compress(tar, self.compression)
            data = self.enc(data) if self.encrypted else data
        return self.sealed(f"{name}.{number:03d}", data)

    def file(self, name: str, content: bytes, encoding: str = "gnu") -> list[OuterMember]:
        if self.version > 2:
            return self.stream(name, inner_tar(name, content, encoding))
        data_bytes = max(512, self.chunk_bytes // 512 * 512)
        pieces = volumes(name, content, data_bytes)
        if encoding == "gnu-sparse":
            pieces = [gnu_sparse(name, content)]
        return [
            member
            for number, piece in enumerate(pieces)
            for member in self.volume(name, number, piece)
        ]

    def qube(self, qube: ArchiveQube) -> list[OuterMember]:
        members: list[OuterMember] = []
        if qube.klass == "TemplateVM":
            files = {f"{volume}.img": image for volume, image in qube.volumes.items()} | qube.files
            tar = directory_tar(qube.path, {**files, "volatile.img": bytes(8192)})
            if self.version > 2:
                return self.stream(f"{qube.path}/.", tar)
            return self.volume(f"{qube.path}/.", 0, tar)
        for volume, image in qube.volumes.items():
            members += self.file(f"{qube.path}/{volume}.img", image)
        for name, content in qube.files.items():
            members += self.file(f"{qube.path}/{name}", content)
        return members

    def build(self, qubes: Iterable[ArchiveQube], xml: bytes | None = None) -> list[OuterMember]:
        qubes = with_old_paths(qubes)
        whole = OldMaker(
            self.version,
            self.encrypted,
            self.compression,
            1 << 30,
            self.digest,
            self.passphrase,
            self.cipher,
        )
        members = self.header()
        members += whole.file("qubes.xml", core2_xml(qubes) if xml is None else xml)
        for qube in qubes:
            if qube.included:
                members += self.qube(qube)
        return members


def with_old_paths(qubes: Iterable[ArchiveQube]) -> list[ArchiveQube]:
    """Number after number, without a slash."""
    return [replace(qube, path=qube.path or f"vm{number}") for number, qube in enumerate(qubes, 1)]
