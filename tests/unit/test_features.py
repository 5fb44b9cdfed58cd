"""Features and tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from qubesmanager.backend.app import App
from qubesmanager.backend.qube.base import Qube
from qubesmanager.protocol import (
    AdminError,
    ProtocolError,
    QubesException,
    QubesFeatureNotFoundError,
    QubesInvalidTagError,
    QubesTagNotFoundError,
    QubesValueError,
)

from .stock_store import fail_to_write, fresh_app


@pytest.fixture
async def app(tmp_path: Path) -> App:
    return await fresh_app(tmp_path / "home")


@pytest.fixture
async def work(app: App) -> Qube:
    return await app.add_qube("AppVM", "work", "blue")


async def test_features_keep_their_order_and_tell(app: App, work: Qube) -> None:
    with app.events.listen("work") as listener:
        await work.features.set("z", "1")
        await work.features.set("a.b-c_D", "some text")
        await work.features.set("z", "")
        await work.features.remove("a.b-c_D")
    assert dict(work.features) == {"z": ""}
    told = [(event.name, dict(event.args)) async for event in listener]
    assert told == [
        ("domain-feature-pre-set:z", {"feature": "z", "value": "1"}),
        ("domain-feature-set:z", {"feature": "z", "value": "1"}),
        ("domain-feature-pre-set:a.b-c_D", {"feature": "a.b-c_D", "value": "some text"}),
        ("domain-feature-set:a.b-c_D", {"feature": "a.b-c_D", "value": "some text"}),
        ("domain-feature-pre-set:z", {"feature": "z", "value": "", "oldvalue": "1"}),
        ("domain-feature-set:z", {"feature": "z", "value": "", "oldvalue": "1"}),
        ("domain-feature-pre-delete:a.b-c_D", {"feature": "a.b-c_D"}),
        ("domain-feature-delete:a.b-c_D", {"feature": "a.b-c_D"}),
    ]
    again = await App.load(app.home)
    assert dict(again.qubes["work"].features) == {"z": ""}


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("", "1", ProtocolError),
        ("a b", "1", ProtocolError),
        ("a/b", "1", ProtocolError),
        ("ä", "1", ProtocolError),
        ("a", "ä", ProtocolError),
        ("a", "one\ntwo", ProtocolError),
        ("a", "\x7f", ProtocolError),
        ("service.", "1", QubesValueError),
        ("service..", "1", QubesValueError),
        ("service...", "1", QubesValueError),
        ("service." + "x" * 49, "1", QubesValueError),
    ],
)
async def test_refused_features(
    app: App, work: Qube, name: str, value: str, error: type[AdminError]
) -> None:
    before = app.to_xml()
    with app.events.listen() as listener, pytest.raises(error):
        await work.features.set(name, value)
    assert [event async for event in listener] == []
    assert app.to_xml() == before


@pytest.mark.parametrize("name", ["service." + "x" * 48, "service.app-dispvm." + "x" * 60])
async def test_long_services(work: Qube, name: str) -> None:
    await work.features.set(name, "1")
    assert work.features[name] == "1"


async def test_features_that_are_not_there(work: Qube) -> None:
    with pytest.raises(QubesFeatureNotFoundError):
        await work.features.remove("a")
    with pytest.raises(KeyError):
        work.features["a"]
    assert work.features.check_with_template_and_adminvm("a") is None


async def test_values_of_others(app: App, work: Qube) -> None:
    template, admin = app.qubes["tpl"], app.qubes["dom0"]
    net = await app.add_qube("AppVM", "net", "red")
    await net.properties.set("provides_network", "True")
    await work.properties.set("netvm", "net")
    await template.features.set("t", "template")
    await net.features.set("n", "netvm")
    await admin.features.set("d", "dom0")
    features = work.features
    assert features.check_with_template("t") == "template"
    assert features.check_with_template("n") is None
    assert features.check_with_netvm("n") == "netvm"
    assert features.check_with_netvm("t") is None
    assert features.check_with_adminvm("d") == "dom0"
    assert features.check_with_adminvm("t") is None
    assert features.check_with_template_and_adminvm("t") == "template"
    assert features.check_with_template_and_adminvm("d") == "dom0"
    assert admin.features.check_with_adminvm("d") == "dom0"
    await features.set("t", "")
    assert features.check_with_template("t") == ""


async def test_tags(app: App, work: Qube) -> None:
    with app.events.listen("work") as listener:
        await work.tags.add("b")
        await work.tags.add("b")
        await work.tags.add("A_1-x")
        await work.tags.remove("b")
    told = [(event.name, dict(event.args)) async for event in listener]
    assert told == [
        ("domain-tag-add:b", {"tag": "b"}),
        ("domain-tag-add:A_1-x", {"tag": "A_1-x"}),
        ("domain-tag-delete:b", {"tag": "b"}),
    ]
    assert list(work.tags) == ["A_1-x", "audiovm-dom0", "created-by-dom0", "guivm-dom0"]
    assert work.tags & {"A_1-x", "q"} == {"A_1-x"}
    with pytest.raises(QubesTagNotFoundError):
        await work.tags.remove("b")
    for tag in ("", "a b", "a.b", "ä", "a\n"):
        with pytest.raises(QubesInvalidTagError):
            await work.tags.add(tag)
    again = await App.load(app.home)
    assert list(again.qubes["work"].tags) == list(work.tags)


async def test_a_restore_in_progress_shows(work: Qube) -> None:
    assert not work.is_incomplete
    await work.tags.add("backup-restore-in-progress")
    assert work.is_incomplete


async def test_a_full_disk_changes_nothing(
    app: App, work: Qube, monkeypatch: pytest.MonkeyPatch
) -> None:
    await work.features.set("a", "1")
    before = app.to_xml()
    fail_to_write(monkeypatch, "qubes.xml")
    for act in (
        work.features.set("a", "2"),
        work.features.set("b", "2"),
        work.features.remove("a"),
        work.tags.add("new"),
        work.tags.remove("guivm-dom0"),
    ):
        with pytest.raises(QubesException, match="No space left"):
            await act
    assert app.to_xml() == before


async def test_a_veto(app: App, work: Qube) -> None:
    def refuse(subject: object, event: str, **kwargs: object) -> None:
        raise QubesException("no")

    app.events.add_handler("domain-feature-pre-*", refuse)
    with pytest.raises(QubesException, match="no"):
        await work.features.set("a", "1")
    assert "a" not in work.features


async def test_features_that_other_values_come_from(app: App, work: Qube) -> None:
    tpl = app.qubes["tpl"]
    await tpl.properties.set("memory", "100")
    with app.events.listen() as listener:
        await work.features.set("servicevm", "1")
        await work.features.set("boot-mode.active", "rescue")
        await tpl.features.set("boot-mode.appvm-default", "fast")
        await work.features.remove("boot-mode.active")
        await tpl.features.set("os", "Linux")
    told = [(e.subject, e.name) async for e in listener if e.name.startswith("property-")]
    assert told == [
        ("work", "property-reset:icon"),
        ("work", "property-reset:bootmode"),
        ("tpl", "property-reset:appvm_default_bootmode"),
        ("work", "property-reset:bootmode"),
        ("work", "property-reset:bootmode"),
        ("tpl", "property-reset:maxmem"),
        ("work", "property-reset:maxmem"),
    ]
    assert work.properties.get("bootmode").value == "fast"


async def test_the_memory_service_is_another_word_for_maxmem(app: App, work: Qube) -> None:
    name = "service.meminfo-writer"
    with app.events.listen("work") as listener:
        await work.features.set(name, "")
    assert [event.name async for event in listener] == [
        f"domain-feature-pre-set:{name}",
        "property-pre-set:maxmem",
        "property-set:maxmem",
        f"domain-feature-set:{name}",
        f"domain-feature-delete:{name}",
    ]
    assert name not in work.features
    assert work.properties.value("maxmem") == 0
    again = (await App.load(app.home)).qubes["work"]
    assert again.properties.value("maxmem") == 0
    await work.features.set(name, "1")
    assert work.properties.is_default("maxmem")
    work.features.put(name, "1")
    await work.features.set(name, "")
    assert name not in work.features
    await app.qubes["dom0"].features.set(name, "1")
    assert app.qubes["dom0"].features[name] == "1"
