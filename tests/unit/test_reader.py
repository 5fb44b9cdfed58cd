"""Opening archives and handing out chunks: whole, hostile and broken ones."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.chunk_feed import BrokenArchive, BrokenFile, Chunk, Gap, Item
from qubesmanager.backend.backup.derivations import KeyRequest
from qubesmanager.backend.backup.errors import (
    ArchiveIOError,
    BackupCancelled,
    BackupFormatError,
    DamagedArchive,
    NotABackup,
    UnsupportedBackup,
    WrongPassphrase,
)
from qubesmanager.backend.backup.memory_plan import ReadingRoom
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.scrypt_container import DerivationFailed, Keys, Limits
from qubesmanager.backend.backup.scrypt_lanes import LaneDeriver
from tests.archives import (
    PASSPHRASE,
    ArchiveQube,
    Maker,
    OuterMember,
    compress,
    inner_tar,
    make_archive,
    noise,
    outer_bytes,
    seal,
    write_outer,
)
from tests.old_archives import OldMaker

QUBES = [
    ArchiveQube("tpl", "TemplateVM", volumes={"root": noise(5000), "private": b""}),
    ArchiveQube("work", template="tpl", volumes={"private": noise(3000, 1)}),
]
MAKER = Maker(chunk_bytes=1000, compression="none")
HEADER_MEMBERS = 3


def members() -> list[OuterMember]:
    return MAKER.build(QUBES)


def items(
    path: Path, wants: Callable[[str], bool] = lambda stem: True, passphrase: bytes = PASSPHRASE
) -> tuple[list[Item], dict[str, bytes], list[str]]:
    """All items, the texts by file, and the strays."""
    texts: dict[str, bytes] = {}
    found: list[Item] = []
    with BackupReader(path, passphrase).chunks(wants, threading.Event()) as feed:
        for item in feed:
            found.append(item)
            if isinstance(item, Chunk):
                texts[item.stem] = texts.get(item.stem, b"") + bytes(item.text)
    return found, texts, feed.strays


@pytest.mark.parametrize(
    "compression", ["gzip", "bzip2", "xz", "lzma", "zstd", "none", "pigz", "pbzip2", "zstdmt"]
)
def test_compressors(tmp_path: Path, compression: str) -> None:
    path = make_archive(tmp_path / "a", QUBES, compression=compression)
    reader = BackupReader(path, PASSPHRASE)
    assert [record.name for record in reader.contents.qubes] == ["tpl", "work"]
    assert reader.contents.archive.compression == compression
    assert reader.contents.archive.size_bytes == path.stat().st_size


def test_chunks_in_order(tmp_path: Path) -> None:
    path = write_outer(tmp_path / "a", members())
    found, texts, strays = items(path)
    assert all(isinstance(item, Chunk) for item in found)
    assert [item.number for item in found if isinstance(item, Chunk)][:7] == [0, 1, 2, 3, 4, 5, 6]
    for stem, content in (("vm1/root.img", noise(5000)), ("vm2/private.img", noise(3000, 1))):
        assert texts[stem] == inner_tar(stem, content, "pax-sparse")
    assert strays == []


def test_empty_last_chunk(tmp_path: Path) -> None:
    """The stock writer makes one when the stream is a multiple of the chunk size."""
    made = members()
    made += [MAKER.chunk("vm2/private.img", len(made), b"")]
    last = max(i for i, m in enumerate(made[:-1]) if m.name.startswith("vm2/private.img"))
    number = int(made[last].name.split(".")[-2])
    made[-1] = MAKER.chunk("vm2/private.img", number + 1, b"")
    found, texts, _ = items(write_outer(tmp_path / "a", made))
    assert isinstance(found[-1], Chunk)
    assert found[-1].number == number + 1
    assert texts["vm2/private.img"] == inner_tar("vm2/private.img", noise(3000, 1), "pax-sparse")


def test_unwanted_files_are_not_derived(tmp_path: Path) -> None:
    """A chunk that nobody wants may be complete nonsense."""
    made = [
        m if not m.name.startswith("vm1") else OuterMember(m.name, b"nonsense") for m in members()
    ]
    found, texts, _ = items(write_outer(tmp_path / "a", made), lambda stem: stem.startswith("vm2"))
    assert list(texts) == ["vm2/private.img"]
    assert not [item for item in found if isinstance(item, BrokenFile)]


def test_more_than_a_thousand_chunks(tmp_path: Path) -> None:
    maker = Maker(chunk_bytes=10, compression="none", log_n=1)
    stream = noise(10050)
    made = maker.build([ArchiveQube("a", files={"notes.txt": b"x"})])[:HEADER_MEMBERS]
    made += maker.stream("vm1/private.img", stream)
    assert made[-1].name == "vm1/private.img.1004.enc"
    _, texts, _ = items(write_outer(tmp_path / "a", made))
    assert texts["vm1/private.img"] == stream


def test_wrong_passphrase(tmp_path: Path) -> None:
    path = write_outer(tmp_path / "a", members())
    with pytest.raises(WrongPassphrase):
        BackupReader(path, b"wrong")


def test_passphrases_are_bytes(tmp_path: Path) -> None:
    secret = "zażółć gęślą jaźń \U0001f511".encode()
    path = make_archive(tmp_path / "a", QUBES, passphrase=secret)
    assert BackupReader(path, secret).contents.qubes


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"PK\3\4 this is a zip" * 100, "not a Qubes backup"),
        (bytes(10240), "empty"),
        (outer_bytes([OuterMember("photo.jpg", b"x")]), "photo.jpg"),
        (os.urandom(20000), "not a Qubes backup"),
        (b"short", "not a Qubes backup"),
    ],
)
def test_not_a_backup(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    with pytest.raises(NotABackup, match=what):
        BackupReader(path, PASSPHRASE)


def test_folders_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(ArchiveIOError, match="No such file"):
        BackupReader(tmp_path / "none", PASSPHRASE)
    with pytest.raises(NotABackup, match="folder"):
        BackupReader(tmp_path, PASSPHRASE)
    (tmp_path / "qubes.xml").touch()
    with pytest.raises(UnsupportedBackup, match="version 1"):
        BackupReader(tmp_path, PASSPHRASE)
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(ArchiveIOError, match="neither a file nor a disk"):
        BackupReader(tmp_path / "fifo", PASSPHRASE)


def test_archive_without_header_or_hmac(tmp_path: Path) -> None:
    path = write_outer(tmp_path / "a", [OuterMember("qubes.xml.000", b"x")])
    with pytest.raises(DamagedArchive, match="ends before qubes.xml.000.hmac"):
        BackupReader(path, PASSPHRASE)


def test_what_is_wrong_behind_the_header_is_said_after_the_passphrase(tmp_path: Path) -> None:
    path = write_outer(tmp_path / "a", members()[:2])
    with pytest.raises(WrongPassphrase):
        BackupReader(path, b"other")
    with pytest.raises(DamagedArchive, match=r"ends before qubes\.xml"):
        BackupReader(path, PASSPHRASE)


def test_header_changed_after_signing(tmp_path: Path) -> None:
    made = members()
    made[0] = OuterMember(made[0].name, made[0].data.replace(b"4711", b"4712"))
    with pytest.raises(DamagedArchive, match="changed after"):
        BackupReader(write_outer(tmp_path / "a", made), PASSPHRASE)


def test_old_authentication_of_a_version_4_header(tmp_path: Path) -> None:
    made = members()
    made[1] = OuterMember(made[1].name, b"(stdin)= " + b"0" * 128 + b"\n")
    with pytest.raises(DamagedArchive, match="authentication"):
        BackupReader(write_outer(tmp_path / "a", made), PASSPHRASE)


def test_signed_header_of_version_3(tmp_path: Path) -> None:
    made = MAKER.header(MAKER.header()[0].data.replace(b"version=4", b"version=3"))
    with pytest.raises(DamagedArchive, match="version 3"):
        BackupReader(write_outer(tmp_path / "a", made), PASSPHRASE)


def test_limits_before_the_list_of_qubes(tmp_path: Path) -> None:
    made = members()
    huge = OuterMember("backup-header.hmac", seal(bytes(4096), b"x"))
    with pytest.raises(DamagedArchive, match="at most 4096"):
        BackupReader(write_outer(tmp_path / "a", [made[0], huge]), PASSPHRASE)
    huge = OuterMember("backup-header", bytes(1 << 20))
    with pytest.raises(DamagedArchive, match="at most"):
        BackupReader(write_outer(tmp_path / "a", [huge]), PASSPHRASE)
    huge = OuterMember("qubes.xml.000.enc", bytes((1 << 20) + 1))
    with pytest.raises(DamagedArchive, match="at most 1048576"):
        BackupReader(write_outer(tmp_path / "a", [*made[:2], huge]), PASSPHRASE)


def test_list_of_qubes_that_expands_too_far(tmp_path: Path) -> None:
    maker = Maker()
    bomb = maker.build([], xml=b"<qubes>" + b" " * (17 << 20) + b"</qubes>")
    assert len(bomb[2].data) < 1 << 20
    with pytest.raises(DamagedArchive, match="at most"):
        BackupReader(write_outer(tmp_path / "a", bomb), PASSPHRASE)


def test_list_of_qubes_that_lies_about_its_size(tmp_path: Path) -> None:
    maker = Maker()
    stream = compress(inner_tar("qubes.xml", b"<qubes/>", "ustar") + bytes(64 << 20), "gzip")
    made = [*maker.header(), *maker.stream("qubes.xml", stream)]
    with pytest.raises(DamagedArchive, match="long after its end"):
        BackupReader(write_outer(tmp_path / "a", made), PASSPHRASE)


def test_dear_containers_are_refused_at_once(tmp_path: Path) -> None:
    made = members()
    with pytest.raises(UnsupportedBackup, match="^A scrypt container .* too dear .*allows more"):
        BackupReader(write_outer(tmp_path / "a", made), PASSPHRASE, Limits(memory_bytes=1000))
    head = bytearray(made[1].data)
    head[7] = 62
    made[1] = OuterMember(made[1].name, bytes(head))
    with pytest.raises(DamagedArchive, match="checksum"):
        BackupReader(write_outer(tmp_path / "a", made), PASSPHRASE)


def broken_file(found: list[Item]) -> BrokenFile:
    (item,) = [item for item in found if isinstance(item, BrokenFile)]
    return item


def index_of(made: list[OuterMember], name: str) -> int:
    return next(i for i, member in enumerate(made) if member.name == name)


def test_missing_chunk(tmp_path: Path) -> None:
    made = members()
    del made[index_of(made, "vm1/root.img.003.enc")]
    found, texts, _ = items(write_outer(tmp_path / "a", made))
    broken = broken_file(found)
    assert broken.stem == "vm1/root.img"
    assert broken.reason == "chunk 003 is missing, the archive goes on with 004"
    assert len(texts["vm1/root.img"]) == 3000
    assert "vm2/private.img" in texts


def test_missing_first_chunk(tmp_path: Path) -> None:
    made = members()
    del made[index_of(made, "vm1/root.img.000.enc")]
    found, _, _ = items(write_outer(tmp_path / "a", made))
    assert "chunk 000 is missing" in broken_file(found).reason


def test_repeated_chunk(tmp_path: Path) -> None:
    made = members()
    at = index_of(made, "vm1/root.img.003.enc")
    made.insert(at, made[at])
    found, _, _ = items(write_outer(tmp_path / "a", made))
    assert broken_file(found).reason == "chunk 003 comes again after chunk 003"


def test_reordered_chunks(tmp_path: Path) -> None:
    made = members()
    a, b = index_of(made, "vm1/root.img.001.enc"), index_of(made, "vm1/root.img.002.enc")
    made[a], made[b] = made[b], made[a]
    found, _, _ = items(write_outer(tmp_path / "a", made))
    assert "chunk 001 is missing" in broken_file(found).reason


def test_file_that_stands_twice(tmp_path: Path) -> None:
    made = members()
    again = [member for member in made if member.name.startswith("vm1/private.img")]
    found, _, _ = items(write_outer(tmp_path / "a", made + again))
    broken = broken_file(found)
    assert broken.stem == "vm1/private.img"
    assert "stands twice" in broken.reason


@pytest.mark.parametrize("rename", [True, False])
def test_swapped_or_foreign_chunks_fail_authentication(tmp_path: Path, rename: bool) -> None:
    """Under another name, or from another backup with the same passphrase."""
    made = members()
    at = index_of(made, "vm1/root.img.002.enc")
    if rename:
        data = made[index_of(made, "vm1/root.img.001.enc")].data
    else:
        other = Maker(chunk_bytes=1000, compression="none", backup_id="other-1").build(QUBES)
        data = other[at].data
    made[at] = OuterMember(made[at].name, data)
    found, _, _ = items(write_outer(tmp_path / "a", made))
    assert "not the one that was written under its name" in broken_file(found).reason


@pytest.mark.parametrize("position", [0, 6, 7, 20, 50, 70, 96, 500, -1])
def test_changed_byte_never_gets_through(tmp_path: Path, position: int) -> None:
    made = members()
    at = index_of(made, "vm1/root.img.002.enc")
    data = bytearray(made[at].data)
    data[position] ^= 4
    made[at] = OuterMember(made[at].name, bytes(data))
    found, texts, _ = items(write_outer(tmp_path / "a", made))
    assert "chunk 002" in broken_file(found).reason
    assert len(texts["vm1/root.img"]) == 2000
    assert "vm2/private.img" in texts


def test_members_that_are_no_chunks(tmp_path: Path) -> None:
    made = [*members(), OuterMember("vm2/private.img.000", b"plain"), OuterMember("evil.sh", b"x")]
    _, _, strays = items(write_outer(tmp_path / "a", made))
    assert strays == ["vm2/private.img.000", "evil.sh"]


@pytest.mark.parametrize(
    "name", ["vm1/root.img.0000.enc", "vm1/root.img.00.enc", "vm1/root.img.²00.enc"]
)
def test_odd_numbers_are_no_chunks(tmp_path: Path, name: str) -> None:
    made = [*members(), OuterMember(name, b"x")]
    if name.isascii():
        assert items(write_outer(tmp_path / "a", made))[2] == [name]


def test_what_follows_a_hostile_member_is_found_again(tmp_path: Path) -> None:
    made = members()
    made.insert(-1, OuterMember("vm9/link", b"", type=b"2"))
    found, texts, _ = items(write_outer(tmp_path / "a", made))
    (gap,) = [item for item in found if isinstance(item, Gap)]
    assert (gap.before, gap.after) == ("vm2/private.img", "vm2/private.img")
    assert "symbolic link" in gap.reason
    assert texts == items(write_outer(tmp_path / "b", members()))[1]


def test_a_hostile_member_ends_an_old_archive(tmp_path: Path) -> None:
    """Nothing binds its chunks to their names, so what is found might be a backup in a backup."""
    made = OldMaker(3).build(QUBES)
    made.insert(-2, OuterMember("vm9/link", b"", type=b"2"))
    found, _, _ = items(write_outer(tmp_path / "a", made))
    assert isinstance(found[-1], BrokenArchive)
    assert "symbolic link" in found[-1].reason


@pytest.mark.parametrize("piped", [False, True])
@pytest.mark.parametrize("shift", [0, 1, 300, 512, 5000])
@pytest.mark.parametrize("taken", [0, 511, 512, 4000])
def test_bytes_lost_or_added_cost_what_they_hit(
    taken: int, shift: int, piped: bool, tmp_path: Path
) -> None:
    """Wherever the next header begins, also across the edge of a block."""
    qubes = [
        ArchiveQube(n, "AppVM", volumes={"private": noise(9000, i)}) for i, n in enumerate("abc")
    ]
    made = MAKER.build(qubes)
    parts = [outer_bytes([member]) for member in made]
    hit = [member.name for member in made].index("vm2/private.img.002.enc")
    parts[hit] = noise(shift, 9) + parts[hit][taken:]
    path = tmp_path / "a"
    path.write_bytes(b"".join(parts))
    if piped:
        reading, writing = os.pipe()
        feeder = threading.Thread(target=lambda: _pour(path, writing))
        feeder.start()
        path = Path(f"/dev/fd/{reading}")
    found, texts, _ = items(path)
    if piped:
        feeder.join()
        os.close(reading)
    whole = items(write_outer(tmp_path / "b", MAKER.build(qubes)))[1]
    broken = {item.stem for item in found if isinstance(item, BrokenFile)}
    assert broken <= {"vm2/private.img"}
    for stem, text in whole.items():
        assert texts[stem] == text or stem in broken
    told = [item for item in found if isinstance(item, Gap | BrokenFile)]
    # Whole blocks of zeros may come between members.
    assert bool(told) is bool(taken or shift)


def _pour(path: Path, fd: int) -> None:
    with os.fdopen(fd, "wb") as pipe:
        pipe.write(path.read_bytes())


def test_gaps_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qubesmanager.backend.backup.chunk_feed.MAX_GAPS", 3)
    made = members()
    for at in range(len(made) - 1, len(made) - 6, -1):
        made.insert(at, OuterMember("x", b"", type=b"2"))
    found, _, _ = items(write_outer(tmp_path / "a", made))
    assert len([item for item in found if isinstance(item, Gap)]) == 3
    assert isinstance(found[-1], BrokenArchive)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, dict[str, bytes]]:
    path = write_outer(tmp_path_factory.mktemp("whole") / "a", members())
    return path, path.read_bytes(), items(path)[1]


fuzz = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@fuzz
@given(data=st.data())
def test_truncation(
    whole: tuple[Path, bytes, dict[str, bytes]], tmp_path: Path, data: st.DataObject
) -> None:
    """Whatever comes out of a cut archive is a beginning of what was in it."""
    _, content, texts = whole
    path = tmp_path / "cut"
    path.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    try:
        _, found, _ = items(path)
    except BackupFormatError as error:
        assert str(error)
        return
    for stem, text in found.items():
        assert texts[stem].startswith(text)


@fuzz
@given(data=st.data())
def test_flipped_bits(
    whole: tuple[Path, bytes, dict[str, bytes]], tmp_path: Path, data: st.DataObject
) -> None:
    _, content, texts = whole
    damaged = bytearray(content)
    damaged[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path = tmp_path / "flipped"
    path.write_bytes(damaged)
    try:
        _, found, _ = items(path)
    except (BackupFormatError, WrongPassphrase) as error:
        assert str(error)
        return
    for stem, text in found.items():
        assert texts.get(stem, b"").startswith(text)


def test_stop_is_obeyed_during_a_derivation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caller is free at once, although the thread still derives a key."""
    made = Maker().build([ArchiveQube("a", volumes={"private": noise(100)})])[:HEADER_MEMBERS]
    made.append(Maker().chunk("vm1/private.img", 0, b""))
    reader = BackupReader(write_outer(tmp_path / "a", made), PASSPHRASE)
    stop, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def derive(*_: object) -> None:
        stop.set()
        assert go_on.wait(60)
        ended.set()

    monkeypatch.setattr(LaneDeriver, "derive", derive)
    monkeypatch.setattr("qubesmanager.backend.backup.derivations.derive", derive)
    with pytest.raises(BackupCancelled), reader.chunks(lambda stem: True, stop) as feed:
        list(feed)
    assert not ended.is_set()
    go_on.set()
    reader.close()


@pytest.mark.parametrize("closed", [False, True])
def test_keys_that_do_not_come_end_the_pass(
    closed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For lack of memory, or as the reader was closed; more chunks follow than are read ahead."""
    maker = Maker(chunk_bytes=1000, compression="none")
    made = maker.build([ArchiveQube("a", volumes={"private": noise(60_000)})])
    monkeypatch.setattr(LaneDeriver, "is_possible", staticmethod(lambda: False))
    reader = BackupReader(write_outer(tmp_path / "a", made), PASSPHRASE)
    real, count = KeyRequest.derive, itertools.count()

    def derive(request: KeyRequest) -> Keys:
        if next(count) == 5 and not closed:
            raise DerivationFailed("no memory")
        return real(request)

    monkeypatch.setattr(KeyRequest, "derive", derive)

    stop = threading.Event()

    def read() -> None:
        with reader.chunks(lambda stem: True, stop) as feed:
            for _ in feed:
                if closed:
                    reader.close()

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        try:
            with pytest.raises(DerivationFailed):
                reading.result(60)
        finally:
            stop.set()
            reader.close()


def test_memory_has_room_for_so_many_chunks(tmp_path: Path) -> None:
    """While the caller keeps the first chunk, only one more is fetched."""
    maker = Maker(chunk_bytes=1000, compression="none")
    path = write_outer(tmp_path / "a", maker.build(QUBES))
    asked: list[str] = []

    def wants(stem: str) -> bool:
        asked.append(stem)
        return True

    reached = threading.Event()
    reader = BackupReader(path, PASSPHRASE, room=ReadingRoom(1 << 20, 2 * 1128))
    with reader.chunks(wants, threading.Event()) as feed:
        for item in feed:
            if not reached.is_set():
                # The third chunk is asked for, and waits for a place.
                while len(asked) < 3:
                    reached.wait(0.01)
                reached.wait(0.2)
                assert len(asked) == 3
                reached.set()
            assert isinstance(item, Chunk)
    assert len(asked) == 20


def test_replaced_archive_is_noticed(tmp_path: Path) -> None:
    path = write_outer(tmp_path / "a", members())
    reader = BackupReader(path, PASSPHRASE)
    write_outer(tmp_path / "b", members()).rename(path)
    with pytest.raises(ArchiveIOError, match="replaced"):
        reader.chunks(lambda stem: True, threading.Event())


def test_passes_of_one_reader_follow_each_other(tmp_path: Path) -> None:
    """One that was stopped leaves its threads to the next."""
    made = Maker().build([ArchiveQube("a", volumes={"private": noise(100)})])[:HEADER_MEMBERS]
    made.append(Maker(log_n=16).chunk("vm1/private.img", 0, b"text"))
    reader = BackupReader(write_outer(tmp_path / "a", made), PASSPHRASE)
    stop = threading.Event()

    def stop_at_once(stem: str) -> bool:
        stop.set()
        return True

    with pytest.raises(BackupCancelled), reader.chunks(stop_at_once, stop) as first:
        list(first)
    with reader.chunks(lambda stem: True, threading.Event()) as feed:
        assert [item.number for item in feed if isinstance(item, Chunk)] == [0]
    assert all(future.done() for future in first._futures)
    reader.close()
    with pytest.raises(AssertionError, match="closed"):
        reader.chunks(lambda stem: True, threading.Event())


def test_strangers_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qubesmanager.backend.backup.chunk_feed.MAX_MEMBERS", 50)
    made = [*members(), *(OuterMember(f"x{i}", b"") for i in range(60))]
    found, _, _ = items(write_outer(tmp_path / "a", made))
    assert isinstance(found[-1], BrokenArchive)
    assert "more than 50 parts" in found[-1].reason


# -- memory, and what is done ahead


def test_large_chunks_are_alone_in_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The key of the next chunk is derived meanwhile, from its first bytes."""
    from qubesmanager.backend.backup import chunk_opening
    from qubesmanager.backend.backup.derivations import Derivations

    derived: list[KeyRequest] = []
    opened: list[str] = []
    real_ask, real_open = Derivations.ask, chunk_opening.ContainerOpener.open

    def ask(self: Derivations, request: KeyRequest, is_last: bool = False) -> Future[Keys]:
        derived.append(request)
        return real_ask(self, request, is_last)

    def open_chunk(self, name, data, hmac, keys):  # type: ignore[no-untyped-def]
        opened.append(name)
        return real_open(self, name, data, hmac, keys)

    monkeypatch.setattr(Derivations, "ask", ask)
    monkeypatch.setattr(chunk_opening.ContainerOpener, "open", open_chunk)
    qubes = [ArchiveQube("work", "StandaloneVM", volumes={"root": b"", "private": noise(100_000)})]
    path = make_archive(tmp_path / "a", qubes, compression="none", chunk_bytes=20_000)
    reader = BackupReader(path, PASSPHRASE, room=ReadingRoom(1 << 20, 21_000))
    opened.clear()
    seen = 0
    with reader.chunks(lambda stem: stem.endswith("private.img"), threading.Event()) as feed:
        for item in feed:
            assert isinstance(item, Chunk)
            seen += 1
            # The next key comes while this chunk is held, its data does not.
            while len(derived) == seen and item.number < 5:
                time.sleep(0.001)
            assert len(opened) == seen
    assert seen == len(opened) == 6
    reader.close()
    assert "secret" not in repr(derived[0])
    assert PASSPHRASE.decode() not in repr(derived[0])
