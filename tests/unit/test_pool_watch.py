"""Pools that fill up: one warning for each crossing, levels through the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from qubesmanager.backend.app import App
from qubesmanager.backend.pool_watch import Levels
from qubesmanager.backend.storage.errors import StoragePoolException
from qubesmanager.backend.storage.reflink import ReflinkPool
from qubesmanager.protocol import Event
from tests.unit.stock_store import fresh_app, write_stock_store


class Bucket(ReflinkPool):
    """As full as it is told to be."""

    data = metadata = 0

    @property
    def size(self) -> int | None:
        return 5000  # most of it reserved

    @property
    def usage(self) -> int | None:
        return self.data

    @property
    def free(self) -> int | None:
        if self.data < 0:
            raise StoragePoolException("out of reach")
        return 1000 - self.data

    @property
    def usage_details(self) -> dict[str, int]:
        return {"metadata_size": 200, "metadata_usage": self.metadata}


@pytest.fixture
async def app(tmp_path: Path) -> App:
    app = await fresh_app(tmp_path)
    app.pools = {"bucket": Bucket("bucket", tmp_path / "bucket")}
    return app


async def told(app: App, **levels: int) -> list[tuple[str, ...]]:
    """The events of one look at the pools."""
    bucket = app.pools["bucket"]
    for name, value in levels.items():
        setattr(bucket, name, value)
    heard: list[Event] = []
    with app.events.listen() as listener:
        await app.pool_watch.look()
    async for event in listener:
        heard.append(event)
    return [(event.name, *event.args.values()) for event in heard]


async def test_once_for_each_crossing(app: App) -> None:
    assert await told(app, data=899) == []
    assert await told(app, data=905) == [("pool-usage-warning", "bucket", "data", "90", "90")]
    assert app.pool_watch.over("bucket") == ["data"]
    assert await told(app, data=990) == []
    assert await told(app, data=895) == [], "a little below it flutters"
    assert await told(app, data=880) == [("pool-usage-normal", "bucket", "data", "88", "90")]
    assert await told(app, data=900, metadata=180) == [
        ("pool-usage-warning", "bucket", "data", "90", "90"),
        ("pool-usage-warning", "bucket", "metadata", "90", "80"),
    ]
    assert app.pool_watch.over("bucket") == ["data", "metadata"]


async def test_a_level_that_is_set(app: App) -> None:
    app.pool_watch.set_levels("bucket", Levels(data=0, metadata=50))
    assert await told(app, data=1000, metadata=99) == []
    assert await told(app, metadata=100) == [
        ("pool-usage-warning", "bucket", "metadata", "50", "50")
    ]
    app.pool_watch.set_levels("bucket", Levels(data=70))
    assert await told(app, metadata=0) == [("pool-usage-warning", "bucket", "data", "100", "70")]


async def test_a_pool_out_of_reach_keeps_no_other_from_it(
    app: App, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other = Bucket("other", tmp_path / "other")
    other.data = 950
    app.pools["other"] = other
    assert await told(app, data=-1) == [("pool-usage-warning", "other", "data", "95", "90")]
    assert "out of reach" in caplog.text
    caplog.clear()


async def test_levels_through_the_store(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = await App.load(write_stock_store(tmp_path).parent)
    before = etree.parse(tmp_path / "qubes.xml")
    app.pool_watch.set_levels("varlibqubes", Levels(75, 60))
    app.pool_watch.set_levels("lvm", Levels(0, 80))  # not usable here, and kept
    app.pool_watch.set_levels("gone", Levels(1, 1))
    await app.save()
    again = await App.load(tmp_path)
    assert again.pool_watch.levels("varlibqubes") == Levels(75, 60)
    assert again.pool_watch.levels("lvm") == Levels(0, 80)
    assert again.pool_watch.levels("gone") == again.pool_watch.levels("linux-kernel") == Levels()
    # What the stock daemon makes pools of is what it was.
    after = etree.parse(tmp_path / "qubes.xml")
    pools = [
        [dict(node.attrib) for node in tree.xpath("/qubes/pools/pool")] for tree in (before, after)
    ]
    assert pools[0] == pools[1]
    assert {child.tag for child in after.getroot()} == {
        *(child.tag for child in before.getroot() if isinstance(child.tag, str)),
        "pool-warnings",
    }
    caplog.clear()


async def test_a_level_that_nobody_understands(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write_stock_store(tmp_path)
    odd = '<pool name="varlibqubes" data="101"/><pool data="1"/><pool name="x" fate="7"/>'
    text = path.read_text().replace("</qubes>", f"<pool-warnings>{odd}</pool-warnings></qubes>")
    path.write_text(text)
    app = await App.load(tmp_path)
    assert app.pool_watch.levels("varlibqubes") == Levels()
    assert len([r for r in caplog.records if "no level of a pool" in r.message]) == 3
    caplog.clear()
