"""Properties: parsing, setting, resetting, events, what stays after a failure."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.backend.app import App
from qubesmanager.backend.properties import Property, Type, show
from qubesmanager.backend.qube import tables
from qubesmanager.backend.qube.base import Qube
from qubesmanager.protocol import (
    AdminError,
    PropertyValue,
    QubesException,
    QubesLabelNotFoundError,
    QubesNoSuchPropertyError,
    QubesPropertyValueError,
    QubesValueError,
    QubesVMNotFoundError,
    decode_properties,
    encode_properties,
)

from .stock_store import fail_to_write, fresh_app


@pytest.fixture
async def app(tmp_path: Path) -> App:
    return await fresh_app(tmp_path / "home")


@pytest.fixture
async def work(app: App) -> Qube:
    return await app.add_qube("AppVM", "work", "blue")


def of(kind: Type) -> Property[Qube]:
    return Property("sample", kind, "")


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_printable_text_is_kept(text: str) -> None:
    assert of(Type.STR).parse(text) == text
    assert show(of(Type.STR).parse(text)) == text


@given(st.text(min_size=1), st.sampled_from(Type))
def test_any_text_is_a_value_or_a_value_error(text: str, kind: Type) -> None:
    try:
        value = of(kind).parse(text)
    except QubesValueError:
        return
    assert text.isascii()
    assert text.isprintable()
    if value is not None:
        assert of(kind).parse(show(value)) == value


@given(st.integers(-(10**19) + 1, 10**19 - 1))
def test_numbers(number: int) -> None:
    assert of(Type.INT).parse(str(number)) == number


@pytest.mark.parametrize(
    "text", ["", "1.5", "0x10", "1e3", "٣", "1_000", "00", "--1", "10000000000000000000", "one"]
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(QubesValueError):
        of(Type.INT).parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [(word, True) for word in ("1", "yes", "true", "on", "True", "YES", "oN")]
    + [(word, False) for word in ("0", "no", "false", "off", "False", "No", "OFF")],
)
def test_boolean_words(text: str, value: bool) -> None:
    assert of(Type.BOOL).parse(text) is value


@pytest.mark.parametrize("text", ["", "2", "ja", "truee", "None"])
def test_other_words(text: str) -> None:
    with pytest.raises(QubesValueError):
        of(Type.BOOL).parse(text)


@pytest.mark.parametrize("text", ["../x", "a b", "-a", "1a", "none", "x" * 32, "a-dm", "*"])
def test_names_that_no_qube_has(text: str) -> None:
    with pytest.raises(QubesValueError):
        of(Type.VM).parse(text)


def test_tables_are_fast_and_sorted() -> None:
    table = tables.APP
    assert list(table.names) == sorted(
        table.names, key=lambda name: (table.by_name[name].stage, name)
    )
    last = [name for name in table.names if table.by_name[name].stage == 4]
    assert last == [
        "audiovm", "bootmode", "default_dispvm", "guivm", "kernelopts",
        "management_dispvm", "netvm", "template",
    ]  # fmt: skip


async def test_set_keeps_saves_and_tells(app: App, work: Qube) -> None:
    with app.events.listen() as listener:
        await work.properties.set("memory", "1234")
    assert work.properties.get("memory") == PropertyValue("int", "1234", False)
    assert work.properties.default("memory") == PropertyValue("int", "400", True)
    told = [event async for event in listener]
    assert [(event.subject, event.name) for event in told] == [
        ("work", "property-pre-set:memory"),
        ("work", "property-set:memory"),
    ]
    assert dict(told[1].args) == {"name": "memory", "newvalue": "1234", "oldvalue": "400"}
    again = await App.load(app.home)
    assert again.qubes["work"].properties.get("memory").value == "1234"


async def test_a_value_equal_to_the_default_is_set_all_the_same(work: Qube) -> None:
    await work.properties.set("memory", "400")
    assert not work.properties.get("memory").is_default


async def test_reset_tells_twice_and_works_twice(app: App, work: Qube) -> None:
    await work.properties.set("memory", "500")
    for old in ("500", "400"):
        with app.events.listen() as listener:
            await work.properties.reset("memory")
        told = [event async for event in listener]
        assert [event.name.partition(":")[0] for event in told] == [
            "property-pre-reset", "property-pre-del", "property-reset", "property-del",
        ]  # fmt: skip
        assert dict(told[2].args) == {"name": "memory", "oldvalue": old}
    assert work.properties.get("memory") == PropertyValue("int", "400", True)


@pytest.mark.parametrize("name", ["", "no-such", "Memory", "__class__", "memory "])
async def test_unknown_names(work: Qube, name: str) -> None:
    for call in (work.properties.get, work.properties.default, work.properties.help):
        with pytest.raises(QubesNoSuchPropertyError):
            call(name)
    with pytest.raises(QubesNoSuchPropertyError):
        await work.properties.set(name, "1")
    with pytest.raises(QubesNoSuchPropertyError):
        await work.properties.reset(name)


@pytest.mark.parametrize("name", ["netvm", "memory", "template", "guivm"])
async def test_dom0_lacks_what_qubes_have(app: App, name: str) -> None:
    with pytest.raises(QubesNoSuchPropertyError):
        app.qubes["dom0"].properties.get(name)


@pytest.mark.parametrize("name", ["name", "uuid", "qid", "klass", "icon", "gateway", "xid"])
async def test_read_only_properties(app: App, work: Qube, name: str) -> None:
    before = work.properties.get(name)
    with app.events.listen() as listener:
        for act in (work.properties.set(name, "1"), work.properties.reset(name)):
            with pytest.raises(QubesPropertyValueError, match="read-only"):
                await act
    assert [event async for event in listener] == []
    assert work.properties.get(name) == before


@pytest.mark.parametrize("name", ["label", "template"])
async def test_no_reset_without_default(work: Qube, name: str) -> None:
    before = work.properties.get(name)
    with pytest.raises(QubesPropertyValueError):
        await work.properties.reset(name)
    assert work.properties.get(name) == before
    assert work.properties.default(name) is None


async def test_global_properties_without_default(app: App) -> None:
    with pytest.raises(QubesPropertyValueError):
        await app.properties.reset("default_kernel")
    await app.properties.reset("default_template")
    assert app.properties.get("default_template") == PropertyValue("vm", "", True)
    assert app.properties.default("default_template") is None


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("memory", "0", QubesPropertyValueError),
        ("memory", "", QubesValueError),
        ("memory", "x", QubesValueError),
        ("maxmem", "-1", QubesPropertyValueError),
        ("vcpus", "0", QubesPropertyValueError),
        ("stubdom_mem", "0", QubesPropertyValueError),
        ("qrexec_timeout", "0", QubesPropertyValueError),
        ("debug", "", QubesValueError),
        ("label", "", QubesPropertyValueError),
        ("label", "no-such", QubesLabelNotFoundError),
        ("template", "", QubesPropertyValueError),
        ("template", "no-such", QubesVMNotFoundError),
        ("template", "work", QubesPropertyValueError),
        ("template", "dom0", QubesPropertyValueError),
        ("default_dispvm", "tpl", QubesPropertyValueError),
        ("management_dispvm", "tpl", QubesPropertyValueError),
        ("virt_mode", "xen", QubesPropertyValueError),
        ("kernel", "6.1", QubesPropertyValueError),
        ("kernel", "../../etc", QubesPropertyValueError),
        ("kernelopts", "x" * 513, QubesPropertyValueError),
        ("kernelopts", "a\nb", QubesValueError),
        ("kernelopts", "ä", QubesValueError),
        ("default_user", "a b", QubesPropertyValueError),
        ("mac", "00:16:3e:5e:6c", QubesPropertyValueError),
        ("ip", "10.0.0.300", QubesPropertyValueError),
        ("ip", "", QubesPropertyValueError),
        ("ip6", "10.0.0.3", QubesPropertyValueError),
        ("backup_timestamp", "", QubesValueError),
        ("backup_timestamp", "-1", QubesPropertyValueError),
        ("keyboard_layout", "us; rm", QubesPropertyValueError),
        ("devices_denied", "x", QubesPropertyValueError),
        ("devices_denied", "u00000", QubesPropertyValueError),
        ("guivm", "no-such", QubesVMNotFoundError),
        ("netvm", "no-such", QubesVMNotFoundError),
        ("netvm", "tpl", QubesPropertyValueError),
        ("netvm", "a b", QubesValueError),
    ],
)
async def test_refused_values_change_nothing(
    app: App, work: Qube, name: str, text: str, error: type[AdminError]
) -> None:
    stored, before = app.to_xml(), work.properties.get(name)
    with app.events.listen() as listener, pytest.raises(error):
        await work.properties.set(name, text)
    assert [event async for event in listener] == []
    assert work.properties.get(name) == before
    assert app.to_xml() == stored


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("label", "label-1", "red"),
        ("label", "4", "green"),
        ("mac", "00:16:3E:5E:6C:AA", "00:16:3e:5e:6c:aa"),
        ("virt_mode", "HVM", "hvm"),
        ("debug", "yes", "True"),
        ("kernel", "", ""),
        ("guivm", "", ""),
        ("ip6", "FD09::1", "FD09::1"),
        ("devices_denied", "u03****b******u03****", "b******u03****"),
        ("kernelopts", 'root=/dev/mapper/dmroot "a b"', 'root=/dev/mapper/dmroot "a b"'),
        ("maxmem", "0", "0"),
        ("backup_timestamp", "1700000000", "1700000000"),
        ("keyboard_layout", "de+nodeadkeys+grp:x", None),
        ("keyboard_layout", "de+nodeadkeys+", "de+nodeadkeys+"),
    ],
)
async def test_values_are_brought_to_one_form(
    work: Qube, name: str, text: str, kept: str | None
) -> None:
    if kept is None:
        with pytest.raises(QubesPropertyValueError):
            await work.properties.set(name, text)
        return
    await work.properties.set(name, text)
    assert work.properties.get(name).value == kept
    assert not work.properties.get(name).is_default


async def test_a_veto_leaves_everything(app: App, work: Qube) -> None:
    def refuse(subject: object, event: str, **kwargs: object) -> None:
        raise QubesException("not today")

    for event in ("property-pre-set:memory", "property-pre-reset:vcpus", "property-pre-del:debug"):
        app.events.add_handler(event, refuse)
    await work.properties.set("vcpus", "3")
    await work.properties.set("debug", "True")
    before = app.to_xml()
    for act in (
        work.properties.set("memory", "500"),
        work.properties.reset("vcpus"),
        work.properties.reset("debug"),
    ):
        with pytest.raises(QubesException, match="not today"):
            await act
    assert app.to_xml() == before


async def test_the_check_is_made_again_after_the_handlers(app: App, work: Qube) -> None:
    net = await app.add_qube("AppVM", "net", "red")
    await net.properties.set("provides_network", "True")

    async def take_away(subject: object, event: str, **kwargs: object) -> None:
        await app.remove_qube("net")

    app.events.add_handler("property-pre-set:netvm", take_away)
    with pytest.raises(QubesVMNotFoundError):
        await work.properties.set("netvm", "net")
    assert work.netvm is None


async def test_a_full_disk_leaves_the_value(
    app: App, work: Qube, monkeypatch: pytest.MonkeyPatch
) -> None:
    await work.properties.set("vcpus", "3")
    before, stored = app.to_xml(), (app.home / "qubes.xml").read_bytes()
    with monkeypatch.context() as patch:
        fail_to_write(patch, "qubes.xml")
        with app.events.listen() as listener:
            for act in (
                work.properties.set("memory", "500"),
                work.properties.set("vcpus", "5"),
                work.properties.set("guivm", ""),
                work.properties.set("provides_network", "True"),
                work.properties.reset("vcpus"),
                app.properties.set("stats_interval", "9"),
            ):
                with pytest.raises(QubesException, match="No space left"):
                    await act
    names = {event.name async for event in listener}
    assert not any(name.startswith(("property-set", "property-reset:v")) for name in names)
    assert app.to_xml() == before
    assert (app.home / "qubes.xml").read_bytes() == stored
    await work.properties.set("memory", "500")
    assert b">500<" in (app.home / "qubes.xml").read_bytes()


async def test_one_bad_property_does_not_cost_the_others(
    app: App, work: Qube, caplog: pytest.LogCaptureFixture
) -> None:
    work.properties.put("guivm", "gone")
    values = work.properties.all()
    assert len(values) == 48
    assert values["keyboard_layout"] == PropertyValue("str", "", True)
    assert "keyboard_layout" in caplog.text
    assert decode_properties(encode_properties(values)) == values


async def test_many_at_once_are_all_kept(app: App, work: Qube) -> None:
    async with asyncio.TaskGroup() as group:
        for number in range(1, 40):
            group.create_task(work.properties.set("memory", str(number)))
            group.create_task(app.properties.set("stats_interval", str(number)))
            group.create_task(work.features.set(f"f{number}", "1"))
    again = await App.load(app.home)
    assert again.to_xml() == app.to_xml()
    assert len(again.qubes["work"].features) == 39


async def test_every_property_has_a_help(app: App, work: Qube) -> None:
    for holder in (app.properties, work.properties):
        for name in holder.names():
            text = holder.help(name)
            assert len(text) > 10
            assert text.endswith(".")
            assert "`" not in text
            assert holder.help_rst(name).replace("`", "") == text
    assert "``pvh``" in work.properties.help_rst("virt_mode")


async def test_get_all_agrees_with_get(app: App, work: Qube) -> None:
    for holder in (app.properties, *(qube.properties for qube in app.qubes.values())):
        values = holder.all()
        assert tuple(values) == holder.names()
        assert values == {name: holder.get(name) for name in holder.names()}


async def test_any_text_for_any_property_is_taken_or_refused(app: App, work: Qube) -> None:
    """Parsing and checking raise nothing but the errors that a client may see."""
    words = st.sampled_from(["work", "tpl", "dom0", "red", "0", "-1", "True", "varlibqubes", ""])

    @given(st.data(), st.text() | words)
    def try_one(data: st.DataObject, text: str) -> None:
        holder = data.draw(st.sampled_from([app, *app.qubes.values()]))
        prop = holder.properties.declaration(data.draw(st.sampled_from(holder.properties.names())))
        try:
            value = prop.parse(text)
            if value is not None and prop.type in (Type.VM, Type.LABEL):
                value = holder.check_reference(prop.type, str(value))
            if prop.check is not None:
                value = prop.check(holder, value)
        except AdminError:
            return
        assert value is None or prop.parse(show(value)) == value

    try_one()
