"""What is fuzzed: each target takes any bytes, and ends in a documented error or in sense.

Beside not ending in another error, a reader must keep its promises: sizes that add up, names that
stay inside, bounded output. ``seeds`` are whole inputs to begin with.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
import threading
from array import array
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import atheris

with atheris.instrument_imports(include=["qubesmanager.backend.backup", "qubesmanager.protocol"]):
    from qubesmanager.backend.backup import extras, glance
    from qubesmanager.backend.backup.chunk_opening import ContainerOpener
    from qubesmanager.backend.backup.compression import FILTERS, decompressor
    from qubesmanager.backend.backup.contents import parse_contents
    from qubesmanager.backend.backup.errors import (
        BackupError,
        DamagedArchive,
        WrongPassphrase,
        printable,
    )
    from qubesmanager.backend.backup.header import guess_version, parse_header
    from qubesmanager.backend.backup.home_tree import HomeTree
    from qubesmanager.backend.backup.inner_tar import InnerTar
    from qubesmanager.backend.backup.open_file import DirectoryParts
    from qubesmanager.backend.backup.openssl_legacy import Decryptor, parse_hmac
    from qubesmanager.backend.backup.outer_tar import MAX_CHUNK_BYTES, BrokenHeader, OuterTar
    from qubesmanager.backend.backup.plan import VolumeRow
    from qubesmanager.backend.backup.qfile import QfileLimits, QfileReader
    from qubesmanager.backend.backup.qube_records import MAX_QUBES
    from qubesmanager.backend.backup.scrypt_container import (
        DEFAULT_LIMITS,
        Cost,
        Keys,
        Limits,
        encrypt,
        open_container,
        parse_head,
    )
    from qubesmanager.backend.backup.sparse_reading import DecimalMap, ReadMap, max_entries
    from qubesmanager.backend.backup.tree_tar import TreeTar

from tests import archives, old_archives  # noqa: E402 - what is instrumented comes first

NAME = "vm1/private.img"
HOME = "dom0-home/user"
MAX_OUTPUT_BYTES = 64 << 20
KEYS = Keys(bytes(range(32)), bytes(range(32, 64)))


class TooMuch(Exception):
    """The input stands for more output than a run of the fuzzer should take."""


@dataclass(frozen=True)
class Target:
    name: str
    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


class Counting:
    """A file that is only counted: begun once, and never more of it than it has."""

    def __init__(self) -> None:
        self.size = -1
        self.done = 0

    def begin(self, size_bytes: int) -> None:
        assert self.size == -1 and size_bytes >= 0
        self.size = size_bytes

    def data(self, piece: memoryview) -> None:
        assert len(piece)
        self._count(len(piece))

    def hole(self, length_bytes: int) -> None:
        assert length_bytes > 0
        self._count(length_bytes)

    def _count(self, length: int) -> None:
        self.done += length
        assert 0 <= self.done <= self.size


def pieces(data: bytes) -> list[bytes]:
    """Cut by the input itself: its first byte is the length of the pieces."""
    step = data[0] * 7 + 1 if data else 1
    return [data[at : at + step] for at in range(1, len(data), step)]


# -- header and container


def header(data: bytes) -> None:
    assert 0 <= guess_version(data) <= 999
    assert 0 <= glance.seen_version(data) <= 999
    try:
        parsed = parse_header(data)
    except BackupError as error:
        assert str(error) and printable(str(error))
        return
    assert parsed.version in (2, 3, 4)
    assert parsed.compression in FILTERS
    assert parsed.version < 4 or parsed.backup_id


def header_seeds() -> list[bytes]:
    return [
        archives.Maker().header()[0].data,
        *(
            old_archives.OldMaker(v, e, c).header()[0].data
            for v, e, c in [(2, True, "none"), (3, False, "bzip2"), (3, True, "gzip")]
        ),
        archives.outer_bytes(archives.Maker(log_n=1).header()[:1])[:1024],
    ]


def container(data: bytes) -> None:
    """Any head within the limits, and a body under keys that are known."""
    try:
        head = parse_head(data)
        assert head.cost.memory_bytes <= DEFAULT_LIMITS.memory_bytes
        assert head.cost.work <= DEFAULT_LIMITS.work
    except BackupError:
        pass
    try:
        text = open_container(bytearray(data), KEYS)
    except (WrongPassphrase, DamagedArchive):
        text = None
    if text is not None:
        assert len(text) == len(data) - 128
    opener = ContainerOpener("id", b"x", Limits(1 << 16, 1 << 12))
    name = data[-40:].decode("latin-1")
    match = opener.name.match(name)
    assert match is None or int(match["number"]) >= 0
    with suppress(DamagedArchive):
        assert len(parse_hmac(data)) in range(40, 129)
    decryptor = Decryptor("aes-256-cbc", b"x")
    try:
        for piece in pieces(data):
            decryptor.process(piece)
        decryptor.finish()
    except DamagedArchive:
        pass


def container_seeds() -> list[bytes]:
    salt = bytes(32)
    return [
        encrypt(b"text", KEYS, salt, Cost(4, 8, 1)),
        encrypt(b"", KEYS, salt, Cost(20, 8, 1)),
        b"(stdin)= " + hashlib.sha512(b"").hexdigest().encode(),
        b"\x10" + old_archives.openssl_enc(b"some text", b"x"),
    ]


# -- tar archives


def outer(data: bytes) -> None:
    """Read, skipped, searched again behind what is broken; as a file and as a pipe."""
    for seekable in (True, False):
        stream = io.BytesIO(data) if seekable else _Pipe(data)
        tar = OuterTar(io.BufferedReader(stream) if not seekable else stream)  # type: ignore[arg-type]
        position = -1
        members = gaps = 0
        while gaps < 20:
            try:
                member = tar.next()
            except BrokenHeader:
                gaps += 1
                member = tar.search(lambda name: name.endswith(".enc"))
            except DamagedArchive:
                break
            if member is None:
                break
            members += 1
            assert member.offset_bytes > position
            position = member.offset_bytes
            assert member.size_bytes <= MAX_CHUNK_BYTES
            assert ".." not in member.name.split("/") and not member.name.startswith("/")
            try:
                if members % 3 == 0:
                    assert len(tar.peek(96)) <= 96
                if members % 2 and member.size_bytes <= MAX_OUTPUT_BYTES:
                    assert len(tar.read(MAX_OUTPUT_BYTES)) == member.size_bytes
            except DamagedArchive:
                break


class _Pipe(io.RawIOBase):
    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        return self._data.readinto(buffer)


def outer_seeds() -> list[bytes]:
    qube = archives.ArchiveQube("a", volumes={"private": b"x" * 40})
    members = archives.Maker(log_n=1, compression="none").build([qube])
    good = archives.outer_bytes(members)
    times = archives.pax_records({"mtime": "1.5"})
    extended = archives.tar_header("x", len(times), b"x") + archives.pad(times)
    one = archives.outer_bytes(members[:1])[:2048]
    return [one, extended + one, good[:4096], one[:512] + b"junk" + one, good[-11000:-8000]]


def inner(data: bytes) -> None:
    _inner(InnerTar(NAME, consumer := Counting()), consumer, data)


def _inner(parser: InnerTar, consumer: Counting, data: bytes) -> None:
    try:
        for number, piece in enumerate(pieces(data)):
            if number and number % 5 == 0 and data[0] == 73:  # 512 bytes a piece
                parser.next_volume()
            parser.feed(piece)
        parser.finish()
    except DamagedArchive as error:
        assert str(error)
        return
    assert consumer.done == consumer.size


def inner_seeds() -> list[bytes]:
    image = archives.sparse_image(20_480)
    many = [(at, 512) for at in range(0, 20_480, 1024)]
    whole = [
        archives.pax_sparse(NAME, image),
        archives.pax_sparse(NAME, bytes(4096)),
        archives.gnu_sparse(NAME, image),
        archives.gnu_sparse(NAME, image, many),
        archives.plain(NAME, b"text"),
        archives.plain(NAME, b"text", gnu=True),
    ]
    volumes = b"".join(old_archives.volumes(NAME, archives.noise(4096), 2048))
    return [*(b"\x80" + tar for tar in whole), b"\x49" + volumes]


def tree(data: bytes) -> None:
    """A home directory, and a template's directory."""
    made: list[tuple[str, ...]] = []
    sink = _Sink(made)
    volume = VolumeRow("home")
    home = HomeTree(HOME, volume, 1 << 16, [], lambda: sink)
    parser = TreeTar(HOME, home)
    try:
        for piece in pieces(data):
            parser.feed(piece)
        parser.finish()
        home.complete()
    except DamagedArchive:
        home.fail("it is over")
    for path in made:
        assert path[0] == "dom0-home" and all(part not in ("", ".", "..") for part in path)
        assert len(path) < 2 or path[1] == "user"
    parts = DirectoryParts("vm1", [], lambda name: None)
    parser = TreeTar("vm1/.", parts)
    try:
        for piece in pieces(data):
            parser.feed(piece)
        parser.finish()
    except DamagedArchive:
        pass


class _Sink:
    """Where the files of a home would go; only their paths are kept."""

    def __init__(self, made: list[tuple[str, ...]]) -> None:
        self._made = made
        self._open = False

    def make_directory(self, path: tuple[str, ...], mode: int, mtime_s: int) -> None:
        assert 0 <= mode <= 0o7777 and 0 <= mtime_s < 1 << 32
        self._made.append(path)

    def make_link(self, path: tuple[str, ...], target: str) -> None:
        assert target
        self._made.append(path)

    def make_hard_link(self, path: tuple[str, ...], existing: tuple[str, ...]) -> None:
        self._made += [path, existing]

    def begin_file(self, path: tuple[str, ...], size_bytes: int, mode: int, mtime_s: int) -> None:
        assert not self._open and size_bytes >= 0
        self._open = True
        self._made.append(path)

    def write(self, data: memoryview) -> None:
        assert self._open

    def skip(self, length: int) -> None:
        assert self._open and length > 0

    def end_file(self) -> None:
        assert self._open
        self._open = False

    def commit(self) -> str:
        assert not self._open
        return "/home/user/x"

    def abort(self, reason: str) -> None:
        assert reason


def tree_seeds() -> list[bytes]:
    def entry(name: str, type_: bytes = b"0", content: bytes = b"", link: bytes = b"") -> bytes:
        head = archives.tar_header(name, len(content), type_, gnu=True, at157=link)
        return head + archives.pad(content)

    home = [
        entry(f"{HOME}/", b"5"),
        entry("././@LongLink", b"L", f"{HOME}/{'n' * 120}\0".encode()),
        entry(f"{HOME}/n", content=b"abc"),
        entry(f"{HOME}/l", b"2", link=b"/etc"),
        entry(f"{HOME}/h", b"1", link=f"{HOME}/a".encode()),
        archives.gnu_sparse_member(f"{HOME}/s", archives.sparse_image(9000)),
    ]
    template = old_archives.directory_tar("vm1", {"root.img": b"x" * 700})
    return [b"\x80" + b"".join(home) + bytes(1024), b"\x80" + template]


def sparse_map(data: bytes) -> None:
    """Both notations, fed as they come; entries that pass ascend and stay inside."""
    size = int.from_bytes(data[:4], "little")
    entries = ReadMap("x", size)
    numbers = DecimalMap("x", max_entries(size))
    try:
        for at in range(4, len(data), 512):
            if numbers.complete:
                break
            numbers.take(data[at : at + 512].ljust(512, b"\0"))
        assert len(numbers.values) <= 2 * (size // 512) + 5
        values: array[int] = numbers.values
        for index in range(1, len(values) - 1, 2):
            entries.add(values[index], values[index + 1])
    except DamagedArchive:
        pass
    try:
        entries.add_fields(data[4:508].ljust(504, b"\0"))
        entries.check_total(size)
    except DamagedArchive:
        pass
    end = 0
    for offset, length in entries.entries():
        assert end <= offset and offset + length <= size and length >= 0
        end = offset + length


def sparse_map_seeds() -> list[bytes]:
    size = (1 << 20).to_bytes(4, "little")
    fields = b"".join(archives.tar_number(n) for n in (0, 512, 4096, 8192, 1 << 20, 0))
    return [size + b"3\n0\n512\n4096\n8192\n1048576\n0\n", size + b"1\n1048576\n0\n", size + fields]


# -- what the archive says of itself


def _records(data: bytes, version: int) -> None:
    try:
        records = parse_contents(data, version)
    except DamagedArchive as error:
        assert str(error)
        return
    assert len(records) <= 2 * MAX_QUBES
    for record in records:
        assert record.synthetic or record.backup_path
        assert "/" not in record.name and len(record.name) <= 31
        assert ".." not in record.backup_path.split("/")


def core3(data: bytes) -> None:
    _records(data, 4)


def core2(data: bytes) -> None:
    _records(data, 3)


def _qubes() -> list[archives.ArchiveQube]:
    return [
        archives.ArchiveQube(
            "work",
            template="tpl",
            netvm="net",
            properties={"memory": "400"},
            features={"a": "1"},
            tags=("t",),
            devices=(("pci", "00_19.0"),),
        ),
        archives.ArchiveQube("tpl", "TemplateVM"),
        archives.ArchiveQube("dom0", "AdminVM", path=HOME),
    ]


def core3_seeds() -> list[bytes]:
    return [archives.qubes_xml(archives.with_paths(_qubes())), b"<qubes><domains/></qubes>"]


def core2_seeds() -> list[bytes]:
    more = {"services": "{'ntpd': True}", "pcidevs": "['00:19.0']", "uses_default_kernel": "False"}
    net = {"dispvm_netvm_qid": "none", "uses_default_dispvm_netvm": "False"}
    qubes = [
        archives.ArchiveQube("work", template="tpl", properties=more, path="vm1"),
        archives.ArchiveQube("tpl", "TemplateVM", path="vm-templates/tpl"),
        archives.ArchiveQube("net", "QubesNetVm", properties=net, path="servicevms/net"),
        archives.ArchiveQube("x", "QubesAdminVm", properties={"qid": "0"}, path=HOME),
    ]
    return [old_archives.core2_xml(qubes)]


def small_files(data: bytes) -> None:
    """Firewall rules of both kinds, notes, menu entries."""
    try:
        rules = extras.parse_firewall(data)
    except DamagedArchive as error:
        assert str(error)
    else:
        assert rules and all(rule.startswith("action=") and rule.isprintable() for rule in rules)
    with suppress(DamagedArchive):
        assert "\0" not in extras.parse_notes(data)
    with suppress(DamagedArchive):
        assert extras.parse_menu(data).isprintable()


def small_files_seeds() -> list[bytes]:
    def rule(**values: str) -> str:
        items = "".join(f'<property name="{k}">{v}</property>' for k, v in values.items())
        return f"<rule><properties>{items}</properties></rule>"

    rules = rule(action="accept", proto="tcp", dst4="10.0.0.0/8", dstports="1-9") + rule(
        action="drop", dsthost="example.org", specialtarget="dns", icmptype="8", comment="a b"
    )
    old = '<rule address="10.0.0.1" netmask="24" proto="tcp" port="22" toport="25" expire="9"/>'
    return [
        f'<firewall version="2"><rules>{rules}</rules></firewall>'.encode(),
        f'<QubesFirewallRules policy="deny" dns="allow">{old}</QubesFirewallRules>'.encode(),
        b"a.desktop\nb.desktop\n",
    ]


def compressed(data: bytes) -> None:
    """The first byte chooses the filter. Output comes in bounded pieces and ends."""
    if not data:
        return
    kinds = sorted(set(FILTERS.values()))
    filter_ = decompressor(kinds[data[0] % len(kinds)])
    total = 0
    try:
        for start in range(1, len(data), 4096):
            for piece in filter_.process(data[start : start + 4096]):
                assert len(piece) <= 33 << 20
                total += len(piece)
                if total > MAX_OUTPUT_BYTES:
                    raise TooMuch
        filter_.finish()
    except (DamagedArchive, TooMuch):
        pass


def compressed_seeds() -> list[bytes]:
    text = b"some text " * 50
    kinds = sorted(set(FILTERS.values()))
    whole = [bytes([at]) + archives.compress(text, kind) for at, kind in enumerate(kinds)]
    return [*whole, whole[kinds.index("gzip")] + bytes(512)]


def qfile(data: bytes) -> None:
    """What comes out is an archive that the outer reader takes, within the limits."""
    limits = QfileLimits(1 << 20, 20)
    answers: list[bytes] = []
    with os.fdopen(os.memfd_create("qfile"), "w+b", buffering=0) as source:
        source.write(data)
        source.seek(0)
        reader = QfileReader(source, answers.append, limits)
        names: list[str] = []
        try:
            tar = OuterTar(io.BufferedReader(reader))
            while (member := tar.next()) is not None:
                assert member.name not in names
                names.append(member.name)
                assert len(tar.read(MAX_OUTPUT_BYTES)) == member.size_bytes
        except BackupError as error:
            assert str(error)
        else:
            assert reader.ended
        assert len(names) <= 20
        assert len(answers) <= 1


def qfile_seeds() -> list[bytes]:
    def record(name: bytes, mode: int, content: bytes = b"") -> bytes:
        head = struct.pack("<IIQIIII", len(name) + 1, mode, len(content), 1, 2, 3, 4)
        return head + name + b"\0" + content

    folder, file = 0o040700, 0o100600
    stream = record(b"vm1", folder) + record(b"vm1/private.img.000.enc", file, b"text" * 30)
    end = bytes(32)
    return [stream + end, record(b"backup-header", file, b"version=4\n") + end, end, stream]


TARGETS = {
    target.name: target
    for target in (
        Target("header", header, header_seeds),
        Target("container", container, container_seeds),
        Target("outer", outer, outer_seeds),
        Target("inner", inner, inner_seeds),
        Target("tree", tree, tree_seeds),
        Target("sparse_map", sparse_map, sparse_map_seeds),
        Target("core3", core3, core3_seeds),
        Target("core2", core2, core2_seeds),
        Target("small_files", small_files, small_files_seeds),
        Target("compressed", compressed, compressed_seeds),
        Target("qfile", qfile, qfile_seeds),
    )
}
assert threading.active_count() == 1, "libFuzzer wants a process of one thread"
