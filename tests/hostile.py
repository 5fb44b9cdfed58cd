"""Hostile and damaged archives of every version, and what must become of each.

``python -m tests.hostile`` prints the table; ``tests/unit/test_hostile.py`` runs it. An outcome is

* ``refused``: the archive does not open,
* ``lost work``: that qube is reported; nothing of it stays but volumes that are whole, and then it
  is marked as incomplete; the others are restored,
* ``whole``: everything is restored (what is odd is told in notes or left out).

Whatever the outcome is, a volume that was committed holds what was backed up.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qubesmanager.backend.backup.errors import BackupError
from qubesmanager.backend.backup.plan import HostState, PoolState, RestorePlan, Status
from qubesmanager.backend.backup.plan_making import archive_notes, make_plan
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.restore import run_restore, verify_archive
from tests.archives import (
    LABELS,
    PASSPHRASE,
    ArchiveQube,
    Maker,
    OuterMember,
    compress,
    gnu_sparse,
    noise,
    outer_bytes,
    pad,
    pax_records,
    plain,
    qubes_xml,
    seal,
    tar_header,
    tar_number,
    with_paths,
)
from tests.memory_target import MemoryTarget
from tests.old_archives import OldMaker, continuation, core2_xml, directory_tar, with_old_paths

VERSIONS = (2, 3, 4)
OLD = (2, 3)
HOST = HostState(labels=list(LABELS), pools=[PoolState("p", "file")], default_pool="p")
CHUNK_BYTES = 20 * 512
HOME = "dom0-home/user"

QUBES = [
    ArchiveQube("work", template="tpl", volumes={"private": noise(50_000)}),
    ArchiveQube("tpl", "TemplateVM", volumes={"root": noise(9_000, 1), "private": noise(512, 2)}),
    ArchiveQube("vault", "StandaloneVM", volumes={"root": noise(700, 3), "private": noise(900, 4)}),
]
IMAGES = {qube.name: qube.volumes for qube in QUBES}
WORK = "vm1/private.img"

Members = list[OuterMember]


class Kit:
    """What a case is made of: members of a good archive of one version."""

    def __init__(self, version: int, compression: str = "gzip", encrypted: bool = False) -> None:
        self.version = version
        self.compression = compression
        self.suffix = ".enc" if version == 4 else ""
        self.maker: Maker | OldMaker
        if version == 4:
            self.maker = Maker(compression=compression, chunk_bytes=CHUNK_BYTES, log_n=2)
        else:
            self.maker = OldMaker(version, encrypted, compression, CHUNK_BYTES)
        self.members: Members = self.maker.build(QUBES)

    @property
    def per_chunk(self) -> int:
        """Members that a chunk takes."""
        return 1 if self.version == 4 else 2

    def at(self, stem: str, number: int) -> int:
        names = [member.name for member in self.members]
        return names.index(f"{stem}.{number:03d}{self.suffix}")

    def take(self, stem: str, number: int) -> Members:
        """Cut a chunk out, with its HMAC."""
        at = self.at(stem, number)
        taken = self.members[at : at + self.per_chunk]
        del self.members[at : at + self.per_chunk]
        return taken

    def replace_file(self, stem: str, tar: bytes) -> Kit:
        """Another inner archive in place of that file's."""
        made = [m for m in self.members if m.name.startswith(f"{stem}.")]
        at = self.members.index(made[0])
        self.members = [m for m in self.members if m not in made]
        self.members[at:at] = self.sealed_stream(stem, tar)
        return self

    def sealed_stream(self, stem: str, tar: bytes) -> Members:
        if isinstance(self.maker, OldMaker):
            if self.version == 2:
                return self.maker.volume(stem, 0, tar)
            return self.maker.stream(stem, tar)
        return self.maker.stream(stem, compress(tar, self.compression))

    def with_xml(self, xml: bytes) -> Kit:
        self.members = self.maker.build(QUBES, xml)
        return self

    def xml_of(self, *qubes: ArchiveQube) -> bytes:
        if self.version == 4:
            return qubes_xml(with_paths(qubes))
        return core2_xml(with_old_paths(qubes))

    def with_home(self, tar: bytes) -> Kit:
        qubes = [*QUBES, ArchiveQube("x", self.admin, path=HOME, properties={"qid": "0"})]
        if self.version == 4:
            qubes[-1] = ArchiveQube("x", "AdminVM", path=HOME)
        self.members = self.maker.build(qubes[:3], self.xml_of(*qubes))
        self.members += self.sealed_stream(HOME, tar)
        return self

    @property
    def admin(self) -> str:
        return "AdminVM" if self.version == 4 else "QubesAdminVm"

    def bytes(self) -> bytes:
        return outer_bytes(self.members)


@dataclass(frozen=True)
class Case:
    """``outcome`` and ``told`` (a regular expression) may differ by version."""

    name: str
    make: Callable[[int], bytes]
    outcome: str | dict[int, str]
    told: str | dict[int, str] = ""
    versions: tuple[int, ...] = VERSIONS
    foreign: tuple[int, ...] = ()  # versions whose format cannot tell

    def expected(self, version: int) -> tuple[str, str]:
        outcome = self.outcome if isinstance(self.outcome, str) else self.outcome[version]
        return outcome, self.told if isinstance(self.told, str) else self.told[version]


@dataclass
class Result:
    """``verified``: what a verification of the same archive says, in the words of an outcome."""

    outcome: str
    told: str
    verified: str
    target: MemoryTarget = field(default_factory=MemoryTarget)


def run(data: bytes, folder: Path) -> Result:
    """Restore everything there is into memory."""
    path = folder / "archive"
    path.write_bytes(data)
    target = MemoryTarget()
    try:
        reader = BackupReader(path, PASSPHRASE)
    except BackupError as error:
        return Result("refused", str(error), "refused", target)
    plan = _everything(reader)
    run_restore(reader, plan, target, lambda progress: None, threading.Event())
    checked = _everything(reader)
    verify_archive(reader, checked, lambda progress: None, threading.Event())
    return Result(*_outcome(plan), _outcome(checked)[0], target)


def _everything(reader: BackupReader) -> RestorePlan:
    plan = make_plan(reader.contents, HOST)
    for row in plan.rows:
        row.selected = True
    return plan


def _outcome(plan: RestorePlan) -> tuple[str, str]:
    done = (Status.RESTORED, Status.VERIFIED)
    lost = sorted(row.name for row in plan.rows if row.status not in done)
    told = [row.reason for row in plan.rows if row.reason]
    # Less what is said of every archive of an old format.
    told += [note for note in plan.notes if note not in archive_notes(plan.version)]
    told += [note for row in plan.rows for note in row.notes]
    return (f"lost {' '.join(lost)}" if lost else "whole"), " | ".join(told)


def is_clean(result: Result) -> bool:
    """Nothing half made is left, and what is there is what was backed up."""
    qubes = result.target.qubes
    lost = result.outcome.split()[1:]
    kept = [name for name in result.target.incomplete if name in lost and name in IMAGES]
    return (
        result.target.incomplete == kept
        and all(qubes[name].volumes.items() < IMAGES[name].items() for name in kept)
        and all(qubes[name].volumes for name in kept)
        and all(
            qube.volumes == IMAGES[name]
            for name, qube in qubes.items()
            if name in IMAGES and name not in kept
        )
    )


# -- the cases


def good(version: int) -> bytes:
    return Kit(version).bytes()


def without(stem: str, number: int) -> Callable[[int], bytes]:
    def make(version: int) -> bytes:
        kit = Kit(version)
        kit.take(stem, number)
        return kit.bytes()

    return make


def whole_file_missing(version: int) -> bytes:
    kit = Kit(version)
    kit.members = [m for m in kit.members if not m.name.startswith(WORK)]
    return kit.bytes()


def repeated(version: int) -> bytes:
    kit = Kit(version)
    at = kit.at(WORK, 2)
    kit.members[at:at] = kit.members[at : at + kit.per_chunk]
    return kit.bytes()


def reordered(version: int) -> bytes:
    kit = Kit(version)
    taken = kit.take(WORK, 2)
    at = kit.at(WORK, 1)
    kit.members[at:at] = taken
    return kit.bytes()


def exchanged(version: int, compression: str = "gzip") -> bytes:
    """Chunks 1 and 2 bear each other's names; old HMACs do not bind a name."""
    kit = Kit(version, compression)
    a, b = kit.at(WORK, 1), kit.at(WORK, 2)
    for offset in range(kit.per_chunk):
        one, two = kit.members[a + offset], kit.members[b + offset]
        kit.members[a + offset] = OuterMember(one.name, two.data)
        kit.members[b + offset] = OuterMember(two.name, one.data)
    return kit.bytes()


def other_qubes_chunk(version: int) -> bytes:
    """The first chunk of another qube's volume under this one's name."""
    kit = Kit(version)
    a, b = kit.at(WORK, 0), kit.at("vm3/private.img", 0)
    for offset in range(kit.per_chunk):
        name = kit.members[a + offset].name
        kit.members[a + offset] = OuterMember(name, kit.members[b + offset].data)
    return kit.bytes()


def other_backup(version: int) -> bytes:
    """The same chunk of another backup with the same passphrase."""
    kit = Kit(version)
    later = [ArchiveQube("work", template="tpl", volumes={"private": noise(50_000, 9)}), *QUBES[1:]]
    if version == 4:
        other = Maker(chunk_bytes=CHUNK_BYTES, log_n=2, backup_id="other-1").build(later)
    else:
        assert isinstance(kit.maker, OldMaker)
        other = kit.maker.build(later)
    by_name = {member.name: member for member in other}
    at = kit.at(WORK, 1)
    for offset in range(kit.per_chunk):
        kit.members[at + offset] = by_name[kit.members[at + offset].name]
    return kit.bytes()


def renamed(version: int) -> bytes:
    kit = Kit(version)
    at = kit.at(WORK, 1)
    for offset in range(kit.per_chunk):
        old = kit.members[at + offset]
        kit.members[at + offset] = OuterMember(old.name.replace("001", "901"), old.data)
    return kit.bytes()


def flipped(version: int) -> bytes:
    kit = Kit(version)
    at = kit.at(WORK, 1)
    data = bytearray(kit.members[at].data)
    data[200] ^= 1
    kit.members[at] = OuterMember(kit.members[at].name, bytes(data))
    return kit.bytes()


def hmac_of(text: Callable[[bytes], bytes | None]) -> Callable[[int], bytes]:
    """Another text in place of the HMAC of the second chunk, or none."""

    def make(version: int) -> bytes:
        kit = Kit(version)
        at = kit.at(WORK, 1) + 1
        changed = text(kit.members[at].data)
        if changed is None:
            del kit.members[at]
        else:
            kit.members[at] = OuterMember(kit.members[at].name, changed)
        return kit.bytes()

    return make


def header_text(old: bytes, new: bytes, sign: bool = True) -> Callable[[int], bytes]:
    def make(version: int) -> bytes:
        kit = Kit(version)
        text = kit.members[0].data
        assert old in text
        header = kit.maker.header(text.replace(old, new))
        kit.members[0] = header[0]
        if sign:
            kit.members[1] = header[1]
        return kit.bytes()

    return make


def sealed_by_md5(version: int) -> bytes:
    return outer_bytes(OldMaker(version, chunk_bytes=CHUNK_BYTES, digest="md5").build(QUBES))


def inner(tar: Callable[[str], bytes]) -> Callable[[int], bytes]:
    return lambda version: Kit(version).replace_file(WORK, tar(WORK)).bytes()


def xml(change: Callable[[bytes], bytes]) -> Callable[[int], bytes]:
    def make(version: int) -> bytes:
        kit = Kit(version)
        return kit.with_xml(change(kit.xml_of(*QUBES))).bytes()

    return make


def outer(name: str, type_: bytes = b"0") -> Callable[[int], bytes]:
    def make(version: int) -> bytes:
        kit = Kit(version)
        kit.members.insert(kit.at("vm3/root.img", 0), OuterMember(name, b"", type_))
        return kit.bytes()

    return make


def outer_raw(**fields: bytes) -> Callable[[int], bytes]:
    """A header block whose bytes are set, before the last qube."""

    def make(version: int) -> bytes:
        kit = Kit(version)
        at = kit.at("vm3/root.img", 0)
        block = tar_header("vm3/x.000", 0, **fields)  # type: ignore[arg-type]
        return outer_bytes(kit.members[:at]) + block + outer_bytes(kit.members[at:])

    return make


def sparse(entries: list[tuple[int, int]]) -> Callable[[str], bytes]:
    return lambda name: gnu_sparse(name, noise(8192), entries)


def lines(size: int, *numbers: int, repeated: int = 0) -> Callable[[str], bytes]:
    """A PAX 1.0 map of these numbers, with so many entries ``0, 0`` behind the first; no data."""

    def make(name: str) -> bytes:
        text = f"{numbers[0]}\n" + "0\n0\n" * repeated
        text += "".join(f"{number}\n" for number in numbers[1:])
        records = pax_records(
            {
                "GNU.sparse.major": "1",
                "GNU.sparse.minor": "0",
                "GNU.sparse.name": name,
                "GNU.sparse.realsize": str(size),
            }
        )
        body = pad(text.encode())
        return (
            tar_header("x", len(records), b"x")
            + pad(records)
            + tar_header("x", len(body))
            + body
            + bytes(1024)
        )

    return make


def beyond_64_bits(name: str) -> bytes:
    large = b"\x80" + (1 << 70).to_bytes(11, "big")
    entry = large + tar_number(0)
    return tar_header(name, 0, b"S", gnu=True, at386=entry, at483=large) + bytes(1024)


def bomb(name: str) -> bytes:
    """Says 50 000 bytes and goes on for 64 MiB."""
    return plain(name, noise(50_000)) + bytes(64 << 20)


def too_short(name: str) -> bytes:
    """Claims more than there is."""
    return tar_header(name, 90_000, gnu=True) + noise(50_000)


def huge(name: str) -> bytes:
    """All holes: a petabyte and more."""
    size = 1 << 60
    entries = tar_number(size) + tar_number(0)
    return tar_header(name, 0, b"S", gnu=True, at386=entries, at483=tar_number(size)) + bytes(1024)


def deep_xml(text: bytes) -> bytes:
    return text.replace(b"</", b"<x>" * 5000 + b"</x>" * 5000 + b"</", 1)


def billion_laughs(text: bytes) -> bytes:
    entities = b'<!ENTITY a "' + b"x" * 100 + b'">'
    entities += b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(10)
    )
    return b"<!DOCTYPE q [" + entities + b"]>" + text.replace(b"tpl", b"&k;")


def scrypt_head(log_n: int, r: int = 8, p: int = 1) -> Callable[[int], bytes]:
    """A header container of such a cost; only its checksum is right."""

    def make(version: int) -> bytes:
        kit = Kit(version)
        container = bytearray(seal(kit.members[0].data, b"x", 2))
        container[7] = log_n
        container[8:16] = r.to_bytes(4, "big") + p.to_bytes(4, "big")
        container[48:64] = hashlib.sha256(container[:48]).digest()[:16]
        kit.members[1] = OuterMember(kit.members[1].name, bytes(container))
        return kit.bytes()

    return make


def second_volume(head: Callable[[str, int], bytes]) -> Callable[[int], bytes]:
    """Version 2: another head of the second volume, well sealed."""

    def make(version: int) -> bytes:
        kit = Kit(version, "none")
        assert isinstance(kit.maker, OldMaker)
        at = kit.at(WORK, 1)
        tar = head(WORK, 50_000 - CHUNK_BYTES) + kit.members[at].data[512:]
        kit.members[at : at + 2] = kit.maker.volume(WORK, 1, tar)
        return kit.bytes()

    return make


def directory(stream: bytes) -> Callable[[int], bytes]:
    return lambda version: Kit(version).replace_file("vm2/.", stream).bytes()


def entry(name: str, type_: bytes = b"0", content: bytes = b"", link: bytes = b"") -> bytes:
    return tar_header(name, len(content), type_, gnu=True, at157=link) + pad(content)


def home(*entries: bytes) -> Callable[[int], bytes]:
    tar = pad(entry(f"{HOME}/", b"5") + b"".join(entries) + bytes(1024), 10240)
    return lambda version: Kit(version).with_home(tar).bytes()


def encrypted(change: Callable[[bytes], bytes]) -> Callable[[int], bytes]:
    """The last encrypted bytes of a file changed before they were sealed."""

    def make(version: int) -> bytes:
        kit = Kit(version, "none", encrypted=True)
        assert isinstance(kit.maker, OldMaker)
        last = max(i for i, m in enumerate(kit.members) if re.match(rf"{WORK}\.\d+$", m.name))
        member = kit.members[last]
        kit.members[last : last + 2] = kit.maker.sealed(member.name, change(member.data))
        return kit.bytes()

    return make


def garbage(version: int) -> bytes:
    kit = Kit(version)
    stem = WORK
    if isinstance(kit.maker, OldMaker):
        made = kit.maker.sealed(f"{stem}.000", gzip.compress(noise(9000))[:-9] + noise(99, 8))
    else:
        made = kit.maker.stream(stem, noise(9000))
    first = [m for m in kit.members if m.name.startswith(f"{stem}.")]
    at = kit.members.index(first[0])
    kit.members = [m for m in kit.members if m not in first]
    kit.members[at:at] = made
    return kit.bytes()


def other_xml(version: int) -> bytes:
    kit = Kit(version)
    other = Kit(3 if version == 4 else 4)
    return kit.with_xml(other.xml_of(*QUBES)).bytes()


def loop(version: int) -> bytes:
    kit = Kit(version)
    qubes = [ArchiveQube("work", template="work", volumes=QUBES[0].volumes), *QUBES[1:]]
    return kit.with_xml(kit.xml_of(*qubes)).bytes()


def twice(version: int) -> bytes:
    kit = Kit(version)
    assert isinstance(kit.maker, OldMaker)
    at = kit.at("vm3/root.img", 0)
    kit.members[at:at] = kit.maker.file("vm2/root.img", noise(9_000, 1))
    return kit.bytes()


TPL = {"root.img": noise(9_000, 1), "private.img": noise(512, 2)}

# Only in version 4 what comes behind it can be told from what somebody else has put there.
GOES_ON = {2: "lost vault", 3: "lost vault", 4: "whole"}

CASES = [
    Case("nothing wrong", good, "whole"),
    Case("a chunk missing in the middle", without(WORK, 2), "lost work", "002 is missing"),
    Case("the first chunk missing", without(WORK, 0), "lost work", "000 is missing"),
    Case("the last chunk missing", without(WORK, 4), "lost work", "last chunks are missing"),
    Case("a whole volume missing", whole_file_missing, "lost work", "not in the archive"),
    Case("a chunk twice", repeated, "lost work", "comes again"),
    Case("chunks in another order", reordered, "lost work", "001 is missing"),
    Case("chunks under each other's names", exchanged, "lost work"),
    Case(
        "the same, not compressed",
        lambda version: exchanged(version, "none"),
        {2: "lost work", 3: "whole", 4: "lost work"},
        foreign=(3,),
    ),
    Case("another qube's chunk", other_qubes_chunk, "lost work"),
    Case(
        "a chunk of another backup",
        other_backup,
        {2: "whole", 3: "lost work", 4: "lost work"},
        foreign=(2,),
    ),
    Case("a chunk renamed", renamed, "lost work", "001 is missing"),
    Case("a flipped bit in a chunk", flipped, "lost work", "001 is damaged"),
    Case("a chunk without HMAC", hmac_of(lambda t: None), "lost work", "not followed", OLD),
    Case("a wrong HMAC", hmac_of(lambda t: t[:-2] + b"x\n"), "lost work", "HMAC", OLD),
    Case("an HMAC of another digest", hmac_of(lambda t: t[:50] + b"\n"), "lost work", "HMAC", OLD),
    Case("an HMAC that is no text", hmac_of(lambda t: b"\xff" * 99), "lost work", "HMAC", OLD),
    Case(
        "an HMAC of 5000 bytes",
        hmac_of(lambda t: t + b" " * 5000),
        "lost work",
        "HMAC",
        OLD,
    ),
    Case("header changed", header_text(b"True", b"true", sign=False), "refused"),
    Case(
        "header names another digest",
        header_text(b"SHA512", b"SHA256"),
        "refused",
        "list of qubes",
        OLD,
    ),
    Case("sealed by MD5", sealed_by_md5, "refused", "'MD5', a digest .* not support", OLD),
    Case("header names no known digest", header_text(b"SHA512", b"CRC"), "refused", "CRC", OLD),
    Case(
        "header of another version",
        header_text(b"version=", b"version=1"),
        "refused",
        "version 1",
        (3, 4),
    ),
    Case(
        "version 4 called 3",
        header_text(b"version=4", b"version=3"),
        "refused",
        "scrypt",
        (4,),
    ),
    Case(
        "version 3 called 4",
        header_text(b"version=3", b"version=4"),
        "refused",
        "authentication is not",
        (3,),
    ),
    Case("a filter named sh", header_text(b"=gzip", b"=sh"), "refused", "'sh'", (3, 4)),
    Case("scrypt with logN 63", scrypt_head(63), "refused", "", (4,)),
    Case("scrypt with r 2^29", scrypt_head(10, 1 << 29), "refused", "", (4,)),
    Case("scrypt with p 2^29", scrypt_head(10, 8, 1 << 26), "refused", "", (4,)),
    Case("outer name ..", outer("vm3/../../etc/x.000"), GOES_ON, "impossible name"),
    Case("outer name absolute", outer("/etc/passwd"), GOES_ON, "impossible name"),
    Case("outer symbolic link", outer("vm3/x.000", b"2"), GOES_ON, "symbolic link"),
    Case("outer hard link", outer("vm3/x.000", b"1"), GOES_ON, "hard link"),
    Case("outer device", outer("vm3/x.000", b"3"), GOES_ON, "device"),
    Case("outer pipe", outer("vm3/x.000", b"6"), GOES_ON, "pipe"),
    Case("outer name with odd bytes", outer_raw(at4=b"\x1b[2J\xff"), GOES_ON, "impossible"),
    Case(
        "outer size of a terabyte",
        outer_raw(at124=tar_number(1 << 40)),
        GOES_ON,
        "at most",
    ),
    Case("outer stranger", outer("evil.sh"), "whole", "no part of a backup"),
    Case("inner size too large", inner(too_short), "lost work", "cut|middle|end"),
    Case("inner name another one", inner(lambda n: plain("vm3/x", b"x")), "lost work", "vm3/x"),
    Case("inner name ..", inner(lambda n: plain("../../x", b"x")), "lost work", r"\.\./x"),
    Case("inner symbolic link", inner(lambda n: tar_header(n, 0, b"2")), "lost work", "regular"),
    Case("inner device", inner(lambda n: tar_header(n, 0, b"3")), "lost work", "regular"),
    Case(
        "inner second file",
        inner(lambda n: plain(n, noise(50_000))[:51_200] + plain("etc/x", b"x")),
        "lost work",
        "more than its one file",
    ),
    Case("sparse map backwards", inner(sparse([(4096, 512), (0, 512)])), "lost work", "backwards"),
    Case("sparse map overlapping", inner(sparse([(0, 1024), (512, 512)])), "lost work", "overlaps"),
    Case("sparse map beyond the end", inner(sparse([(8000, 512)])), "lost work", "passes its size"),
    Case("sparse map without entries", inner(lines(4096, 0)), "lost work", "before its size"),
    Case("sparse map that ends early", inner(sparse([(0, 4096)])), "lost work", "before its size"),
    Case(
        "sparse map of four million empty entries",
        inner(lines(4096, 4_000_001, 4096, 0, repeated=4_000_000)),
        "lost work",
        "too many entries",
        (4,),
    ),
    Case(
        "sparse map of a few empty entries",
        inner(lines(4096, 3, 4096, 0, repeated=2)),
        "lost work",
        "empty entry",
    ),
    Case("sparse map beyond 64 bits", inner(beyond_64_bits), "lost work", "claims a size"),
    Case("sparse file of an exabyte", inner(huge), "lost work", "claims a size"),
    Case("stream that expands without end", inner(bomb), "lost work", "long after its end"),
    Case(
        "compressed garbage",
        garbage,
        "lost work",
    ),
    Case("XML entities", xml(billion_laughs), "refused", "entities"),
    Case("XML 5000 levels deep", xml(deep_xml), "refused", "not valid XML"),
    Case("XML of 17 MiB", xml(lambda t: t + b" " * (17 << 20)), "refused", "at most"),
    Case("XML in UTF-16", xml(lambda t: t.decode().encode("utf-16")), "refused", "in UTF-8"),
    Case("XML cut", xml(lambda t: t[:-20]), "refused", "not valid XML"),
    Case("XML of the other kind", other_xml, "refused", "begins with"),
    Case(
        "unknown class",
        xml(lambda t: t.replace(b"StandaloneVM", b"EvilVM").replace(b"QubesAppVm", b"QubesEvilVm")),
        "refused",
        "unknown class",
    ),
    Case("qube named ../x", xml(lambda t: t.replace(b"vault", b"../x")), "refused", "impossible"),
    Case("qube named dom0", xml(lambda t: t.replace(b"vault", b"dom0")), "refused", "impossible"),
    Case("two of one name", xml(lambda t: t.replace(b"vault", b"work")), "refused", "to two"),
    Case(
        "directory ../../etc", xml(lambda t: t.replace(b"vm3", b"../etc")), "refused", "directory"
    ),
    Case("two in one directory", xml(lambda t: t.replace(b"vm3", b"vm1")), "refused", "to two"),
    Case("a template of itself", loop, {2: "whole", 3: "whole", 4: "whole"}),
    Case(
        "services that are code",
        xml(
            lambda t: t.replace(
                b'name="work"', b'name="work" services="{__import__(\'os\').abort(): True}"'
            )
        ),
        "whole",
        "not understood",
        OLD,
    ),
    Case(
        "volume that continues another file",
        second_volume(lambda n, left: continuation("vm1/root.img", left, 50_000)),
        "lost work",
        "does not continue",
        (2,),
    ),
    Case(
        "volume with another rest",
        second_volume(lambda n, left: continuation(n, left - 512, 50_000)),
        "lost work",
        "does not continue",
        (2,),
    ),
    Case(
        "volume with another offset",
        second_volume(lambda n, left: continuation(n, left, 60_000)),
        "lost work",
        "does not continue",
        (2,),
    ),
    Case(
        "encrypted stream cut",
        encrypted(lambda data: data[:-16]),
        "lost work",
        "cut off|last chunks|lacks|ends in",
        OLD,
    ),
    Case(
        "encrypted stream not in blocks",
        encrypted(lambda data: data[:-3]),
        "lost work",
        "cut off",
        OLD,
    ),
    Case(
        "template: file outside of it",
        directory(pad(entry("etc/passwd", content=b"x") + bytes(1024), 10240)),
        "lost tpl",
        "out of place",
        OLD,
    ),
    Case(
        "template: root.img a link",
        directory(pad(entry("vm2/./root.img", b"2", link=b"/etc/x") + bytes(1024), 10240)),
        "lost tpl",
        "regular",
        OLD,
    ),
    Case(
        "template: root.img twice",
        directory(
            pad(entry("vm2/root.img", content=b"x") + directory_tar("vm2", TPL), 10240),
        ),
        "lost tpl",
        "twice",
        OLD,
    ),
    Case(
        "template: private.img missing",
        directory(directory_tar("vm2", {"root.img": TPL["root.img"]})),
        "lost tpl",
        "not in the archive",
        OLD,
    ),
    Case(
        "template: as a directory and again by itself",
        twice,
        "lost tpl",
        "twice",
        OLD,
    ),
    Case("home: nothing wrong", home(entry(f"{HOME}/a", content=b"x")), "whole"),
    Case("home: ..", home(entry(f"{HOME}/../../x", content=b"x")), "lost dom0", "not a name"),
    Case("home: absolute", home(entry("/etc/x", content=b"x")), "lost dom0", "not a name"),
    Case("home: another user", home(entry("dom0-home/joe/x")), "lost dom0", "outside"),
    Case(
        "home: through a link",
        home(entry(f"{HOME}/l", b"2", link=b"/etc"), entry(f"{HOME}/l/x", content=b"x")),
        "lost dom0",
        "through a link",
    ),
    Case(
        "home: hard link to outside",
        home(entry(f"{HOME}/h", b"1", link=b"/etc/shadow")),
        "lost dom0",
        "not a name",
    ),
    Case("home: device", home(entry(f"{HOME}/sda", b"4")), "whole", "left out"),
    Case("home: pipe", home(entry(f"{HOME}/p", b"6")), "whole", "left out"),
    Case(
        "home: bomb",
        home(tar_header(f"{HOME}/b", 600 << 20, gnu=True) + bytes(600 << 20)),
        "lost dom0",
        "much more",
        (3,),
    ),
]


def table() -> Iterator[tuple[Case, int]]:
    for case in CASES:
        for version in case.versions:
            yield case, version


def main() -> int:
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for case, version in table():
            result = run(case.make(version), Path(folder))
            outcome, told = case.expected(version)
            right = result.outcome == outcome and re.search(told, result.told) is not None
            right = right and (version in case.foreign or is_clean(result))
            failures += not right
            mark = "  " if right else "!!"
            remark = " (the format cannot tell)" if version in case.foreign else ""
            print(f"{mark} v{version}  {case.name:45} {result.outcome}{remark}")
            print(f"        {result.told[:150]}" if result.told else "")
    print(f"{sum(1 for _ in table())} cases, {failures} not as expected")
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
