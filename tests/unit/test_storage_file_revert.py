"""Driver file: back to what device-mapper kept of the last run, and forth; copies of that state;
both cut at every step.

The stores are written here after the kernel's source; that real ones read so too is shown by the
conformance suite in the guest.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.storage import Pool, StoragePoolException, Volume, build_pool, durable
from qubesmanager.backend.storage.conformance_tools import COPY, committed, load, origin
from qubesmanager.backend.storage.marks import Cause
from tests.storage_places import files

CHUNK = 128 * 1024
IMAGE = 5 * CHUNK + 1000  # the last chunk is not a whole one


def chunk(letter: str) -> bytes:
    return letter.encode() * CHUNK


def store(kept: dict[int, bytes], valid: int = 1) -> bytes:
    """A snapshot store that has kept these chunks of an image."""
    header = struct.pack("<4sIII", b"SnAp", valid, 1, CHUNK // 512).ljust(CHUNK, b"\0")
    entries = [struct.pack("<QQ", place, 2 + number) for number, place in enumerate(kept)]
    table = b"".join(entries).ljust(CHUNK, b"\0")
    return header + table + b"".join(data.ljust(CHUNK, b"\0") for data in kept.values())


NOW = b"".join(map(chunk, "abcde")) + b"f" * 1000
BEFORE = chunk("a") + chunk("B") + chunk("c") + chunk("D") + chunk("e") + b"F" * 1000
KEPT = {3: chunk("D"), 1: chunk("B"), 5: b"F" * 1000, 6: b"beyond the end"}


@pytest.fixture
async def pool(tmp_path: Path) -> Pool:
    pool = build_pool("file", "p", dir_path=str(tmp_path))
    await pool.setup()
    return pool


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "appvms" / "work"


async def after_a_run(pool: Pool, work: Path, kept: bytes | None = None) -> Volume:
    volume = origin(pool)
    await volume.create()
    await load(volume, NOW, IMAGE)
    (work / "private-cow.img.old").write_bytes(store(KEPT) if kept is None else kept)
    return volume


async def test_back_and_forth(pool: Pool, work: Path) -> None:
    volume = await after_a_run(pool, work)
    for expected in (BEFORE, NOW, BEFORE):
        await volume.revert()
        assert await committed(volume) == expected
        assert volume.size == IMAGE
        (facts,) = await volume.describe_revisions()
        assert (facts.id, facts.cause) == ("old", Cause.REVERT)
    assert files(work) == ["private-cow.img", "private-cow.img.old", "private.img"]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (b"", "no store of a snapshot"),
        (b"SnAp" + bytes(500), "no store of a snapshot"),
        (store(KEPT, valid=0), "run full"),
        (store(KEPT)[: 3 * CHUNK], "damaged"),
    ],
)
async def test_what_cannot_be_gone_back_to(pool: Pool, work: Path, kept: bytes, said: str) -> None:
    volume = await after_a_run(pool, work, kept)
    with pytest.raises(StoragePoolException, match=said):
        await volume.revert()
    assert await committed(volume) == NOW
    assert (work / "private-cow.img.old").read_bytes() == kept
    assert files(work) == ["private-cow.img.old", "private.img"]


async def test_refusals(pool: Pool, work: Path) -> None:
    volume = await after_a_run(pool, work)
    with pytest.raises(StoragePoolException, match="no revision 7"):
        await volume.revert("7")
    path = await volume.export()
    with pytest.raises(StoragePoolException, match="being exported"):
        await volume.revert()
    await volume.export_end(path)
    (work / "private-cow.img").write_bytes(store({0: chunk("x")}))
    with pytest.raises(StoragePoolException, match="stop the qube first"):
        await volume.revert()


class Cut(BaseException):
    """Nothing reaches the disk any more."""


@pytest.fixture
def cut_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int | None], None]]:
    steps = 0

    def set_cut(number: int | None) -> None:
        nonlocal steps
        steps = 0

        def on_step(when: str, call: str, path: Path) -> None:
            nonlocal steps
            steps += when == "before"
            if number is not None and steps > number:
                raise Cut

        durable.on_step = None if number is None else on_step

    yield set_cut
    durable.on_step = None


async def test_cut_at_every_step(
    pool: Pool, work: Path, cut_at: Callable[[int | None], None]
) -> None:
    """Old or new, and from there back to the other one, whatever was cut."""
    outcomes = []
    for number in range(100):
        volume = await after_a_run(pool, work)
        cut_at(number)
        try:
            await volume.revert()
        except Cut:
            done = False
        else:
            done = True
        cut_at(None)
        volume = origin(pool)  # as the next qubesd has it
        data = await committed(volume)
        assert data in (NOW, BEFORE)
        outcomes.append(data == BEFORE)
        await volume.revert()
        assert await committed(volume) == (BEFORE if data == NOW else NOW), number
        assert not [name for name in files(work) if "~" in name]
        await volume.remove()
        if done:
            break
    assert outcomes == sorted(outcomes) and len(set(outcomes)) == 2
    assert len(outcomes) > 10


# -- an earlier state as the data of another volume


async def pair(pool: Pool, work: Path, kept: bytes) -> tuple[Volume, Volume]:
    """A volume after a run, and the one of another qube that is to get its earlier state."""
    source, copy = origin(pool), origin(pool, qube=COPY)
    await source.create()
    await load(source, NOW, IMAGE)
    (work / "private-cow.img.old").write_bytes(kept)
    await copy.create()
    await load(copy, b"copy")
    return source, copy


async def test_the_copy_has_what_was_before_the_run(pool: Pool, work: Path) -> None:
    source, copy = await pair(pool, work, store(KEPT))
    await copy.import_volume(source, "old")
    assert await committed(copy) == BEFORE
    assert copy.size == IMAGE
    assert await committed(source) == NOW
    assert files(work) == ["private-cow.img.old", "private.img"]
    await source.revert("old")
    assert await committed(source) == BEFORE


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (b"SnAp" + bytes(500), "no store of a snapshot"),
        (store(KEPT, valid=0), "run full"),
        (store(KEPT)[: 3 * CHUNK], "damaged"),
    ],
)
async def test_a_state_that_is_not_whole_is_not_copied(
    pool: Pool, work: Path, kept: bytes, said: str
) -> None:
    source, copy = await pair(pool, work, kept)
    with pytest.raises(StoragePoolException, match=said):
        await copy.import_volume(source, "old")
    assert await committed(copy, 4) == b"copy"
    assert files(work) == ["private-cow.img.old", "private.img"]


async def test_refusals_of_a_copy(pool: Pool, work: Path) -> None:
    source, copy = await pair(pool, work, store(KEPT))
    with pytest.raises(StoragePoolException, match="no revision 7"):
        await copy.import_volume(source, "7")
    path = await source.export_revision("old")
    with pytest.raises(StoragePoolException, match="being read already"):
        await copy.import_volume(source, "old")
    await source.drop_import()
    assert Path(path).read_bytes() == BEFORE, "nobody tidies up what is read"
    await source.export_end(path)
    (work / "private-cow.img").write_bytes(store({0: chunk("x")}))
    with pytest.raises(StoragePoolException, match="stop the qube first"):
        await copy.import_volume(source, "old")
    assert await committed(copy, 4) == b"copy"


async def test_a_copy_cut_at_every_step(
    pool: Pool, work: Path, cut_at: Callable[[int | None], None]
) -> None:
    """The copy is old or new, and the source what it was, with its state."""
    outcomes = []
    for number in range(100):
        source, copy = await pair(pool, work, store(KEPT))
        cut_at(number)
        try:
            await copy.import_volume(source, "old")
        except Cut:
            done = False
        else:
            done = True
        cut_at(None)
        source, copy = origin(pool), origin(pool, qube=COPY)  # as the next qubesd has them
        assert await committed(source) == NOW
        data = await committed(copy)
        assert data == BEFORE or (data[:4], len(data)) == (b"copy", 8 << 20)
        outcomes.append(data == BEFORE)
        left = [name for name in files(work) if "~" in name]
        assert bool(await source.leftovers()) == bool(left), number
        await source.drop_import()
        assert files(work) == ["private-cow.img.old", "private.img"]
        await copy.import_volume(source, "old")
        assert await committed(copy) == BEFORE
        for volume in (source, copy):
            await volume.remove()
        if done:
            break
    assert outcomes == sorted(outcomes) and len(set(outcomes)) == 2
    assert len(outcomes) > 10
