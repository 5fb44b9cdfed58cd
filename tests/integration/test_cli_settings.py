"""`qube prefs`, `global`, `features`, `tags`, `service` and `notes` against a real qubesd."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Qube
from tests.integration.served import refused, served_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    with served_store(tmp_path_factory.mktemp("settings")) as qube:
        qube.run("create", "tpl", "--class", "TemplateVM")
        yield qube


@pytest.fixture
def qube(store: Qube) -> Iterator[Qube]:
    """With a qube `work` that is new for each test."""
    store.run("create", "work", "--class", "AppVM", "--template", "tpl", "--label", "blue")
    yield store
    store.run("remove", "work")


def by_name(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in rows}


# -- prefs and global


def test_prefs_lists_all_properties(qube: Qube) -> None:
    found = by_name(qube.json("prefs", "work"))
    assert found["label"] == {"name": "label", "value": "blue", "type": "label", "default": False}
    assert found["memory"] == {"name": "memory", "value": 400, "type": "int", "default": True}
    shown = qube.run("prefs", "work").stdout
    assert "memory" in shown and "  D  400" in shown
    few = qube.run("prefs", "work", "--hide-default").stdout
    assert "blue" in few and "memory" not in few


def test_prefs_sets_shows_and_resets(qube: Qube) -> None:
    assert qube.run("prefs", "work", "memory", "700").stdout == ""
    assert qube.run("prefs", "work", "memory").stdout == "700\n"
    assert qube.run("prefs", "work", "memory", "--get").stdout == "700\n"
    after = qube.json("prefs", "work", "memory", "-D")
    assert after == {"name": "memory", "value": 400, "type": "int", "default": True}


def test_prefs_none_means_no_qube(qube: Qube) -> None:
    qube.run("create", "net", "--class", "AppVM", "--template", "tpl")
    try:
        qube.run("prefs", "net", "provides_network", "True")
        assert qube.json("prefs", "work", "netvm", "net")["value"] == "net"
        assert qube.json("prefs", "work", "netvm", "none")["value"] is None
        assert qube.json("prefs", "work", "netvm", "net")["value"] == "net"
        assert qube.json("prefs", "work", "netvm", "")["default"] is False
    finally:
        qube.run("remove", "net")
    # For a text it is a word like any other.
    assert qube.json("prefs", "work", "default_user", "none")["value"] == "none"


def test_prefs_help(qube: Qube) -> None:
    assert "network" in qube.run("prefs", "work", "netvm", "--help-properties").stdout
    assert len(qube.json("prefs", "work", "--help-properties")) > 30


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("nobody",), 1, "nobody"),
        (("work", "nosuch"), 1, "cannot show nosuch of work"),
        (("work", "memory", "much"), 1, "cannot set memory of work"),
        (("work", "name", "other"), 1, "name"),
        (("work", "netvm", "work"), 1, "netvm"),
        (("work", "label", "-D"), 1, "cannot reset label of work"),
        (("work", "memory", "500", "-D"), 2, "VALUE"),
        (("work", "--get"), 2, "PROPERTY"),
        (("work", "memory", "--hide-default"), 2, "list"),
        (("work", ""), 1, "empty"),
        (("work", "kernelopts", "\u00e9"), 1, "kernelopts"),
    ],
)
def test_prefs_refuses(qube: Qube, words: tuple[str, ...], status: int, said: str) -> None:
    before = qube.json("prefs", "work")
    assert said in refused(qube, "prefs", *words, status=status)
    assert qube.json("prefs", "work") == before


def test_failure_in_json(qube: Qube) -> None:
    failed = qube.json("prefs", "work", "nosuch", ok=False)
    assert failed["error"]["kind"] == "QubesNoSuchPropertyError"


def test_global(qube: Qube) -> None:
    assert by_name(qube.json("global"))["default_shutdown_timeout"]["value"] == 60
    qube.run("global", "default_template", "tpl")
    assert qube.run("global", "default_template").stdout == "tpl\n"
    assert qube.json("global", "default_template", "none")["value"] is None
    assert qube.json("global", "default_template", "-D")["value"] is None
    assert "cannot set default_template of the system" in refused(
        qube, "global", "default_template", "work"
    )
    assert "cannot show nosuch of the system" in refused(qube, "global", "nosuch")


# -- features and services


def test_features(qube: Qube) -> None:
    assert qube.run("features", "work").stdout == ""
    qube.run("features", "work", "gui", "1")
    qube.run("features", "work", "audio", "")
    found = qube.json("features", "work")
    assert found == [{"name": "gui", "value": "1"}, {"name": "audio", "value": ""}]
    assert qube.run("features", "work", "gui").stdout == "1\n"
    qube.run("features", "work", "gui", "--unset")
    assert qube.json("features", "work") == [{"name": "audio", "value": ""}]


def test_features_of_the_template(qube: Qube) -> None:
    qube.run("features", "tpl", "os", "Linux")
    try:
        assert "no feature" in refused(qube, "features", "work", "os")
        assert qube.run("features", "work", "os", "--inherited").stdout == "Linux\n"
    finally:
        qube.run("features", "tpl", "os", "-D")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("nobody",), 1, "nobody"),
        (("work", "nosuch"), 1, "cannot show feature nosuch of work"),
        (("work", "nosuch", "--unset"), 1, "cannot remove feature nosuch of work"),
        (("work", "b!d", "1"), 1, "cannot set feature b!d of work"),
        (("work", "preload-dispvm", "1"), 1, "managed"),
        (("work", "--unset"), 2, "name"),
        (("work", "gui", "1", "--unset"), 2, "VALUE"),
    ],
)
def test_features_refuses(qube: Qube, words: tuple[str, ...], status: int, said: str) -> None:
    assert said in refused(qube, "features", *words, status=status)


def test_services(qube: Qube) -> None:
    assert qube.run("service", "work", "cups").stdout == "default\n"
    qube.run("service", "work", "cups", "on")
    qube.run("service", "work", "crond", "--disable")
    listed = qube.json("service", "work")
    assert listed == [{"name": "cups", "on": True}, {"name": "crond", "on": False}]
    assert qube.run("service", "work", "crond").stdout == "off\n"
    qube.run("service", "work", "cups", "default")
    qube.run("service", "work", "cups", "default")
    assert qube.json("service", "work") == [{"name": "crond", "on": False}]
    assert qube.json("features", "work") == [{"name": "service.crond", "value": ""}]


def test_services_follow_the_template(qube: Qube) -> None:
    qube.run("service", "tpl", "cups", "on")
    try:
        assert qube.json("service", "work", "cups") == {"name": "cups", "on": True}
    finally:
        qube.run("service", "tpl", "cups", "default")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("nobody", "cups", "on"), 1, "cannot switch service cups of nobody"),
        (("work", "a/b", "on"), 1, "a/b"),
        (("work", "cups", "maybe"), 2, "maybe"),
        (("work", "--enable"), 2, "name"),
        (("work", "cups", "on", "--enable"), 2, "once"),
    ],
)
def test_services_refuse(qube: Qube, words: tuple[str, ...], status: int, said: str) -> None:
    assert said in refused(qube, "service", *words, status=status)


# -- tags


def test_tags(qube: Qube) -> None:
    made = {"audiovm-dom0", "created-by-dom0", "guivm-dom0"}
    assert set(qube.run("tags", "work").stdout.split()) == made
    changed = qube.json("tags", "work", "add", "one", "two")
    assert set(changed["tags"]) == made | {"one", "two"}
    assert [row["name"] for row in qube.json("tags", "work", "list", "one")] == ["one"]
    qube.run("tags", "work", "del", "one")
    assert qube.run("tags", "work", "list", "one", ok=False).returncode == 1


def test_a_tag_that_fails_keeps_no_other_back(qube: Qube) -> None:
    done = qube.run("tags", "work", "add", "one", "b!d", "two", "wo rse", ok=False)
    assert done.returncode == 1
    assert [line[:20] for line in done.stderr.splitlines()] == ["qube: cannot add tag"] * 2
    changed = qube.json("tags", "work", "del", "one", "never", "two", ok=False)
    assert [(row["name"], row["ok"]) for row in changed["changes"]] == [
        ("one", True),
        ("never", False),
        ("two", True),
    ]
    assert "never" in changed["changes"][1]["reason"]
    assert not {"one", "two"} & set(changed["tags"])


def test_tags_refuse(qube: Qube) -> None:
    assert "nobody" in refused(qube, "tags", "nobody", "add", "one", "two")
    assert "name the tags" in refused(qube, "tags", "work", "add", status=2)
    refused(qube, "tags", "work", "paint", "one", status=2)


# -- notes


def test_notes(qube: Qube, tmp_path: Path) -> None:
    assert qube.run("notes", "work").stdout == ""
    qube.run("notes", "work", "--set", "f\u00fcr das Amt")
    qube.run("notes", "work", "--append", "moved")
    assert qube.run("notes", "work").stdout == "f\u00fcr das Amt\nmoved\n"
    text = tmp_path / "notes.txt"
    text.write_text("from a file\nwith lines\n")
    qube.run("notes", "work", "--import", str(text))
    assert qube.json("notes", "work")["notes"] == "from a file\nwith lines\n"
    qube.run("notes", "work", "--delete")
    assert qube.run("notes", "work").stdout == ""
    assert qube.json("notes", "work") == {"name": "work", "notes": ""}
    qube.run("notes", "work", "--append", "first")
    assert qube.run("notes", "work").stdout == "first\n"


def test_notes_refuse(qube: Qube, tmp_path: Path) -> None:
    assert "nobody" in refused(qube, "notes", "nobody")
    assert "No such file" in refused(qube, "notes", "work", "--import", str(tmp_path / "none"))
    binary = tmp_path / "binary"
    binary.write_bytes(os.urandom(16) + b"\xff\xfe")
    assert "not UTF-8" in refused(qube, "notes", "work", "--import", str(binary))
    long = tmp_path / "long"
    long.write_text("x" * 70_000)
    assert "at most 65536" in refused(qube, "notes", "work", "--import", str(long))
    assert qube.run("notes", "work").stdout == ""
