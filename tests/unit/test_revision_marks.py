"""Marks of revisions: through the store, beside what the stock daemon reads, not into a backup."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from qubesmanager.backend.app import App
from qubesmanager.backend.qube.revision_marks import marks_nodes, read_marks
from qubesmanager.backend.storage.conformance_tools import load
from qubesmanager.backend.storage.extents import own_bytes
from qubesmanager.backend.storage.marks import Cause, Mark, utc_now
from qubesmanager.backend.store import Node
from tests.storage_places import loop_filesystem
from tests.unit.stock_store import fresh_app

MIB = 1 << 20
NOTE = 'keep <this> & "that" — schön'
STOCK_SECTIONS = {"properties", "features", "tags", "devices", "volume-config"}


async def test_through_the_store(tmp_path: Path) -> None:
    app = await fresh_app(tmp_path)
    qube = await app.add_qube("StandaloneVM", "alone", "red")
    before = etree.parse(tmp_path / "qubes.xml")
    await load(qube.volumes["private"], b"one")
    (revision,) = qube.volumes["private"].revisions
    await qube.volumes["private"].pin(revision, NOTE)
    qube.changed()
    await app.save()

    loaded = (await App.load(tmp_path)).qubes["alone"]
    (facts,) = await loaded.volumes["private"].describe_revisions()
    assert (facts.id, facts.pinned, facts.note) == (revision, True, NOTE)
    assert facts.cause == Cause.IMPORT

    # The stock daemon finds by their names just what was there before.
    after = etree.parse(tmp_path / "qubes.xml")
    for tag in ("volume", "pool", "property", "feature", "tag"):
        found = [[dict(node.attrib) for node in tree.iter(tag)] for tree in (before, after)]
        for node in (*found[0], *found[1]):
            node.pop("size", None)
        assert found[0] == found[1], tag
    domain = after.xpath("/qubes/domains/domain[@class='StandaloneVM']")[0]
    assert {child.tag for child in domain} - STOCK_SECTIONS == {"revisions"}

    assert b"<revisions>" in app.to_xml()
    assert b"<revisions>" not in app.to_xml(["alone"])  # a backup has no revisions


def test_a_mark_that_nobody_understands_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    good = {
        "private": {
            "3": Mark("2026-01-01T00:00:00", Cause.REVERT, True, "note", "2026-01-02T00:00:00")
        }
    }
    (node,) = marks_nodes(good)
    odd = (
        Node("revision", (("volume", "private"),)),
        Node("revision", (("volume", "root"), ("id", "1"), ("time", "x"), ("cause", "fate"))),
    )
    other = Node("something", (("kept", "yes"),))
    marks, rest = read_marks((Node("revisions", children=(*node.children, *odd)), other))
    assert marks == good and rest == (other,)
    assert len(caplog.records) == 2
    caplog.clear()
    assert marks_nodes({"private": {}}) == ()


async def test_when_a_state_was_put_aside_is_not_the_age_of_its_data(tmp_path: Path) -> None:
    app = await fresh_app(tmp_path)
    volume = (await app.add_qube("StandaloneVM", "alone", "red")).volumes["private"]
    await load(volume, b"one")
    os.utime(await volume.export(), (978307200, 978307200))
    before = utc_now()
    await load(volume, b"two")
    facts = (await volume.describe_revisions())[-1]
    assert facts.time == "2001-01-01T00:00:00" and before <= facts.kept <= utc_now()


async def test_a_mark_of_an_earlier_revision_with_that_id(tmp_path: Path) -> None:
    app = await fresh_app(tmp_path)
    volume = (await app.add_qube("StandaloneVM", "alone", "red")).volumes["private"]
    await load(volume, b"one")
    volume.marks["1"] = Mark("2001-01-01T00:00:00", Cause.SHUTDOWN, pinned=True)
    (facts,) = await volume.describe_revisions()
    assert (facts.cause, facts.pinned) == (None, False)
    await load(volume, b"two")
    assert list(volume.revisions) == ["2"]


def test_own_bytes_without_shared_blocks(tmp_path: Path) -> None:
    image = tmp_path / "image"
    image.write_bytes(b"x" * MIB)
    os.truncate(image, 8 * MIB)
    assert own_bytes(image) == MIB
    os.link(image, tmp_path / "second name")
    assert own_bytes(image) == 0
    with pytest.raises(FileNotFoundError):
        own_bytes(tmp_path / "none")


@pytest.mark.root
@pytest.mark.parametrize("kind", ["btrfs", "xfs"])
def test_own_bytes_with_shared_blocks(kind: str, tmp_path: Path) -> None:
    from qubesmanager.backend.storage.copying import copy_file

    with loop_filesystem(kind, tmp_path) as place:
        image, copy = place / "image", place / "copy"
        image.write_bytes(os.urandom(4 * MIB))
        assert copy_file(image, copy)
        assert own_bytes(copy) == 0
        with open(copy, "r+b") as file:
            file.write(os.urandom(MIB))
        assert own_bytes(copy) == MIB


async def test_a_restore_is_told_from_an_import(tmp_path: Path) -> None:
    app = await fresh_app(tmp_path)
    volume = (await app.add_qube("StandaloneVM", "alone", "red")).volumes["private"]
    await load(volume, b"one")
    volume.note_restore()
    assert [facts.cause for facts in await volume.describe_revisions()] == [Cause.RESTORE]
    volume.marks["99"] = Mark("2001-01-01T00:00:00", Cause.SHUTDOWN)
    await load(volume, b"two")
    assert list(volume.marks) == ["2"], "what is gone is not kept in the store"
