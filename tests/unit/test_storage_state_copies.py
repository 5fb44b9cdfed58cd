"""Driver file: an earlier state as the data of another volume, cut at every step.

The stores of differences are written as in test_storage_file_revert.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.storage import Pool, StoragePoolException, Volume, build_pool, durable
from qubesmanager.backend.storage.conformance_tools import COPY, committed, load, origin
from tests.storage_places import files
from tests.unit.test_storage_file_revert import BEFORE, IMAGE, KEPT, NOW, chunk, store


@pytest.fixture
async def pool(tmp_path: Path) -> Pool:
    pool = build_pool("file", "p", dir_path=str(tmp_path))
    await pool.setup()
    return pool


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "appvms" / "work"


@pytest.fixture(autouse=True)
def no_cut_stays() -> Iterator[None]:
    yield
    durable.on_step = None


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
        (store(KEPT)[: 3 * len(chunk("a"))], "damaged"),
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


async def test_refusals(pool: Pool, work: Path) -> None:
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


class Cut(BaseException):
    """Nothing reaches the disk any more."""


async def test_cut_at_every_step(pool: Pool, work: Path) -> None:
    """The copy is old or new, and the source what it was, with its state."""
    outcomes = []
    for number in range(100):
        source, copy = await pair(pool, work, store(KEPT))
        steps = 0

        def on_step(when: str, call: str, path: Path, last: int = number) -> None:
            nonlocal steps
            steps += when == "before"
            if steps > last:
                raise Cut

        durable.on_step = on_step
        try:
            await copy.import_volume(source, "old")
        except Cut:
            done = False
        else:
            done = True
        durable.on_step = None
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
