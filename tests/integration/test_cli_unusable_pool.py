"""A store with a pool whose driver is not there: nothing is lost, and everything says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import Qube
from tests.integration.daemon import Daemon
from tests.integration.served import QubeHere, refused
from tests.integration.stores import runtime_dir


@pytest.fixture(scope="module")
def qube(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    with runtime_dir():
        qube = QubeHere(tmp_path_factory.mktemp("unusable") / "store")
        qube.run("init", "--pool-driver", "file-reflink")
        qube.run("create", "work", "--class", "StandaloneVM")
        store = qube.home / "qubes.xml"
        text = store.read_text()
        assert text.count('driver="file-reflink"') == 1
        store.write_text(text.replace('driver="file-reflink"', 'driver="zfs"'))
        daemon = Daemon(qube.home)
        try:
            yield qube
        finally:
            assert daemon.stop() == 0


def images(qube: Qube) -> set[Path]:
    return set((qube.home / "appvms" / "work").iterdir())


def test_a_qube_whose_data_cannot_be_deleted_stays(qube: Qube) -> None:
    before = images(qube)
    said = refused(qube, "remove", "work")
    assert "cannot be deleted" in said
    assert "zfs" in said
    assert images(qube) == before
    assert "work" in {row["name"] for row in qube.json("ls")}


def test_volumes_that_cannot_be_reached_are_marked(qube: Qube) -> None:
    listed = qube.run("ls")
    assert "unreachable" in next(r for r in listed.stdout.splitlines() if r.startswith("work"))
    assert "volume private of work cannot be reached" in listed.stderr
    shown = qube.run("info", "work").stdout
    assert "volumes that cannot be reached" in shown
    assert "zfs" in shown
    facts = qube.json("info", "work")
    assert {"root", "private"} <= {volume["name"] for volume in facts["unreachable"]}


def test_a_new_qube_is_refused_with_the_reason(qube: Qube) -> None:
    said = refused(qube, "create", "new", "--class", "StandaloneVM")
    assert "zfs" in said
    assert "cannot be used" in said


def test_the_pool_says_why(qube: Qube) -> None:
    for words in (("list",), ("info", "varlibqubes")):
        assert "no storage driver is called 'zfs'" in qube.run("pool", *words).stdout
    listed = {row["name"]: row for row in qube.json("pool", "list")}
    assert listed["varlibqubes"]["driver"] == "zfs" and listed["varlibqubes"]["size"] is None
    assert listed["linux-kernel"]["hindrance"] is None
    for words in (("volumes", "varlibqubes"), ("set", "varlibqubes", "revisions_to_keep=2")):
        assert "cannot be used: no storage driver" in refused(qube, "pool", *words)
    said = refused(qube, "volume", "info", "work:private")
    assert "out of reach: the pool varlibqubes cannot be used: no storage driver" in said
    assert "work has no volume 'x'" in refused(qube, "volume", "info", "work:x")
