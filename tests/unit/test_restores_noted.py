"""Which restores a qube is of: in the store, over the internal call, in the words of a timeline."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from qubesmanager.backend.app import App
from qubesmanager.backend.qube.restores import (
    MOST,
    Restore,
    merged,
    read_restores,
    restores_nodes,
)
from qubesmanager.backend.store import Node
from qubesmanager.client.history import Happening
from qubesmanager.client.restores import Restored
from qubesmanager.ui.models.timeline_model import TimelineModel
from tests.unit.stock_store import fresh_app

FIRST = Restore(1_790_000_000, 'disk:/home/user/<a> & "b" — schön', "2026-09-01T10:00:00")
SECOND = Restore(1_795_000_000, "/media/usb/b", "")


async def test_through_the_store(tmp_path: Path) -> None:
    app = await fresh_app(tmp_path)
    qube = await app.add_qube("StandaloneVM", "alone", "red")
    qube.restores = merged((SECOND,), (FIRST, SECOND))
    qube.changed()
    await app.save()
    assert (await App.load(tmp_path)).qubes["alone"].restores == (FIRST, SECOND)
    domain = etree.parse(tmp_path / "qubes.xml").xpath("//domain[@class='StandaloneVM']")[0]
    assert "restores" in {child.tag for child in domain}
    assert b"<restores>" not in app.to_xml(["alone"]), "what is told of a qube here is no backup's"


def test_the_latest_are_kept() -> None:
    many = tuple(Restore(second, "/a", "") for second in range(MOST + 5))
    assert merged(many) == many[5:]
    assert merged() == () and restores_nodes(()) == ()


def test_what_is_no_restore_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    (node,) = restores_nodes((FIRST,))
    odd = (
        Node("restore", (("archive", "/a"),)),
        Node("restore", (("time", "soon"), ("archive", "/a"))),
        Node("restore", (("time", "1"), ("archive", "/a\nb"))),
        Node("restore", (("time", "1"), ("archive", "/a"), ("made", "yesterday"))),
    )
    other = Node("something", (("kept", "yes"),))
    found, rest = read_restores((Node("restores", children=(*node.children, *odd)), other))
    assert found == (FIRST,) and rest == (other,)
    assert len(caplog.records) == 4
    caplog.clear()


def told(archive: str, made: str) -> tuple[str, str]:
    model = TimelineModel()
    model.set_records([Happening(1.0, restored=Restored(1, archive, made))])
    index = model.index(0)
    assert not index.data(1).isNull()  # a sign of its own
    text = model.text(model.records[0])
    return text.replace("\N{ZERO WIDTH SPACE}", ""), model.detail(model.records[0])


def test_in_words(qapp: object) -> None:
    text, detail = told("/media/usb/qubes-backup-1", "2026-11-20T09:30:00")
    assert text.startswith("restored from qubes-backup-1 (backup of ") and "9:30" in text
    assert detail == "/media/usb/qubes-backup-1"
    assert told("disk:/mnt/a", "")[0] == "restored from a"
    assert told("/dev/fd/0", "")[0] == "restored from a stream"
    assert told("a", "not a time")[0] == "restored from a"
