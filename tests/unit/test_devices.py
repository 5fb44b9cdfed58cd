"""Device assignments: their text, their place in the store, what follows from them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.backend.app import App
from qubesmanager.backend.qube.base import Qube
from qubesmanager.backend.qube.device_assignment import (
    Assignment,
    Device,
    Mode,
    assignment_of,
    node_of,
    parse_assignment,
    parse_device,
    parse_fields,
    parse_interfaces,
)
from qubesmanager.backend.store import StoreError, read_store
from qubesmanager.protocol import (
    AdminError,
    DeviceAlreadyAssigned,
    DeviceNotAssigned,
    ProtocolError,
    QubesException,
    QubesPropertyValueError,
    QubesValueError,
    QubesVMInUseError,
    QubesVMNotFoundError,
    UnexpectedDeviceProperty,
)

from .stock_store import fail_to_write, fresh_app, stock_xml, write_stock_store

DISK = Device("block", "dom0", "sda", "b080650")
CARD = Device("pci", "dom0", "00_19.0")


@pytest.fixture
async def app(tmp_path: Path) -> App:
    return await fresh_app(tmp_path / "home")


@pytest.fixture
async def work(app: App) -> Qube:
    return await app.add_qube("AppVM", "work", "blue")


# -- text


@pytest.mark.parametrize(
    ("arg", "device"),
    [
        ("sys-usb+1-1.2", Device("usb", "sys-usb", "1-1.2")),
        ("sys-usb+1-1+_", Device("usb", "sys-usb", "1-1")),
        ("sys-usb+_+1234+abcd++u030101", Device("usb", "sys-usb", "*", "1234:abcd::u030101")),
        ("_+_+1234+abcd", Device("usb", "*", "*", "1234:abcd")),
        ("dom0+00_19.0", Device("usb", "dom0", "00_19.0")),
    ],
)
def test_devices_of_arguments(arg: str, device: Device) -> None:
    assert parse_device("usb", arg) == device


@pytest.mark.parametrize("arg", ["", "dom0", "+", "dom0+", "+sda", "dom0+a b", "1qube+sda", "a+b+"])
def test_arguments_that_name_no_device(arg: str) -> None:
    with pytest.raises((ProtocolError, QubesValueError)):
        parse_device("block", arg)


def test_the_line_reads_back() -> None:
    assignment = Assignment(DISK, Mode.ASK, {"read-only": "True", "say": "it's 'fine'"})
    line = assignment.line("work")
    assert line == (
        "dom0+sda:b080650 device_id='b080650' port_id='sda' devclass='block' "
        "backend_domain='dom0' mode='ask-to-attach' frontend_domain='work' "
        r"_read-only='True' _say='it\'s \'fine\''"
    )
    assert parse_assignment(DISK, line.partition(" ")[2], "work") == assignment


def test_the_exact_identity_comes_with_the_text() -> None:
    device = parse_device("usb", "sys-usb+1-1+1234+abcd+A_B+u03____")
    text = "device_id='1234:abcd:A_B:u03****' mode='auto-attach'"
    assert parse_assignment(device, text, "work") == Assignment(
        Device("usb", "sys-usb", "1-1", "1234:abcd:A_B:u03****"), Mode.AUTO
    )


def test_what_is_not_said() -> None:
    assert parse_assignment(DISK, "", "work") == Assignment(DISK, Mode.REQUIRED)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("mode='manual'", QubesValueError),
        ("mode='often'", QubesValueError),
        ("port_id='sdb'", UnexpectedDeviceProperty),
        ("backend_domain='work'", UnexpectedDeviceProperty),
        ("devclass='usb'", UnexpectedDeviceProperty),
        ("device_id='other'", UnexpectedDeviceProperty),
        ("frontend_domain='vault'", UnexpectedDeviceProperty),
        ("colour='red'", UnexpectedDeviceProperty),
        ("mode=required", ProtocolError),
        ("mode='required' mode='required'", ProtocolError),
        ("_='1'", ProtocolError),
        ("device_id=''", UnexpectedDeviceProperty),
        ("_a='\n'", ProtocolError),
        ("_a='1'_b='2'", ProtocolError),
    ],
)
def test_text_that_is_refused(text: str, error: type[AdminError]) -> None:
    with pytest.raises(error):
        parse_assignment(DISK, text, "work")


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_any_text_is_fields_or_a_protocol_error(text: str) -> None:
    try:
        parse_fields(text)
    except ProtocolError:
        return


PRINTABLE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E))


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), PRINTABLE))
def test_every_option_reads_back(options: dict[str, str]) -> None:
    if any(value.endswith("\\") or "\\'" in value for value in options.values()):
        return  # the stock text has no way to say it
    assignment = Assignment(DISK, Mode.AUTO, options)
    assert parse_assignment(DISK, assignment.line("work").partition(" ")[2], "work") == assignment
    assert assignment_of("block", node_of(assignment)) == assignment


def test_interfaces() -> None:
    assert parse_interfaces("u03**01b******") == ("u03**01", "b******")
    assert parse_interfaces("") == ()
    with pytest.raises(ProtocolError, match="twice"):
        parse_interfaces("u03**01u03**01")
    for text in ("u03", "x03**01", "u03**01b"):
        with pytest.raises(QubesValueError):
            parse_interfaces(text)


# -- a qube's devices


async def test_assign_and_unassign(app: App, work: Qube) -> None:
    assignment = Assignment(DISK, Mode.AUTO, {"read-only": "True"})
    with app.events.listen() as listener:
        await work.devices.assign(assignment)
        with pytest.raises(DeviceAlreadyAssigned):
            await work.devices.assign(Assignment(DISK, Mode.REQUIRED))
        await work.devices.set_mode(DISK, Mode.REQUIRED)
        await work.devices.set_mode(DISK, Mode.REQUIRED)
        again = await App.load(app.home)
        assert again.qubes["work"].devices.assigned("block") == (
            Assignment(DISK, Mode.REQUIRED, {"read-only": "True"}),
        )
        await work.devices.unassign(Device("block", "dom0", "sda"))
    options = "{'read-only': 'True'}"
    assert [(event.name, event.args) async for event in listener] == [
        ("device-pre-assign:block", {"device": "dom0:sda:b080650", "options": options}),
        ("device-assign:block", {"device": "dom0:sda:b080650", "options": options}),
        ("device-pre-assign:block", {"device": "dom0:sda:b080650", "options": options}),
        ("device-assignment-changed:block", {"device": "dom0:sda:b080650"}),
        ("device-unassign:block", {"device": "dom0:sda:b080650"}),
    ]
    assert (await App.load(app.home)).qubes["work"].devices.assigned() == ()
    for call in (work.devices.unassign(DISK), work.devices.set_mode(DISK, Mode.ASK)):
        with pytest.raises(DeviceNotAssigned):
            await call


async def test_which_device_is_meant(work: Qube) -> None:
    other = Device("block", "dom0", "sda", "another")
    await work.devices.assign(Assignment(DISK))
    await work.devices.assign(Assignment(other))
    with pytest.raises(DeviceNotAssigned):
        await work.devices.unassign(Device("block", "dom0", "sda"))
    await work.devices.unassign(DISK)
    assert work.devices.assigned("block", "dom0", "sda") == (Assignment(other),)
    assert work.devices.assigned("block", "dom0", "sdb") == ()


async def test_an_identity_that_an_argument_cannot_carry(app: App, work: Qube) -> None:
    await app.add_qube("AppVM", "sys-usb", "red")
    exact = Device("usb", "sys-usb", "1-1", "04f2:b5a2:A_B:u03****")
    anything = Device("usb", "sys-usb", "1-1")
    for device in (exact, anything):
        await work.devices.assign(Assignment(device))
    masked = parse_device("usb", "sys-usb+1-1+04f2+b5a2+A_B+u03____")
    await work.devices.set_mode(masked, Mode.ASK)
    assert work.devices.assigned()[0] == Assignment(exact, Mode.ASK)
    await work.devices.unassign(masked)
    assert work.devices.assigned() == (Assignment(anything),)
    with pytest.raises(DeviceNotAssigned):
        await work.devices.unassign(masked)
    await work.devices.unassign(parse_device("usb", "sys-usb+1-1+_"))
    assert work.devices.assigned() == ()


async def test_devices_that_are_refused(app: App, work: Qube) -> None:
    before = app.to_xml()
    with pytest.raises(QubesVMNotFoundError):
        await work.devices.assign(Assignment(Device("usb", "sys-usb", "1-1")))
    with pytest.raises(QubesValueError):
        await work.devices.assign(Assignment(Device("floppy", "dom0", "a")))

    def refuse(subject: object, event: str, **kwargs: object) -> None:
        raise QubesException("not this one")

    app.events.add_handler("device-pre-assign:*", refuse)
    with pytest.raises(QubesException, match="not this one"):
        await work.devices.assign(Assignment(DISK))
    assert app.to_xml() == before


async def test_a_full_disk_changes_no_device(
    app: App, work: Qube, monkeypatch: pytest.MonkeyPatch
) -> None:
    await work.devices.assign(Assignment(DISK, Mode.AUTO))
    before = work.devices.assigned()
    with monkeypatch.context() as patch:
        fail_to_write(patch, "qubes.xml")
        for call in (
            work.devices.assign(Assignment(CARD)),
            work.devices.unassign(DISK),
            work.devices.set_mode(DISK, Mode.ASK),
        ):
            with pytest.raises(QubesException, match="No space"):
                await call
    assert work.devices.assigned() == before
    assert work.properties.get("virt_mode").value == "pvh"


async def test_a_pci_device_makes_it_hvm(app: App, work: Qube) -> None:
    names = ("virt_mode", "maxmem", "kernelopts")
    kernel = app.home / "vm-kernels" / "6.6.1"
    kernel.mkdir()
    (kernel / "vmlinuz").touch()
    (kernel / "default-kernelopts-pci.txt").write_text("iommu=soft swiotlb=8192\n")
    await app.qubes["tpl"].properties.set("kernel", "6.6.1")
    before = [work.properties.get(name).value for name in names]
    assert before == ["pvh", "4000", "swiotlb=2048"]
    with app.events.listen("work") as listener:
        await work.devices.assign(Assignment(CARD))
    assert [work.properties.get(name).value for name in names] == [
        "hvm", "0", "iommu=soft swiotlb=8192",
    ]  # fmt: skip
    assert [event.name async for event in listener] == [
        "device-pre-assign:pci",
        *(f"property-reset:{name}" for name in names),
        "device-assign:pci",
    ]
    with pytest.raises(QubesPropertyValueError, match="PCI"):
        await work.properties.set("virt_mode", "pvh")
    await work.devices.unassign(CARD)
    assert [work.properties.get(name).value for name in names] == before
    await work.properties.set("virt_mode", "pvh")
    with pytest.raises(QubesValueError, match="pvh"):
        await work.devices.assign(Assignment(CARD))


async def test_a_qube_whose_device_is_used_stays(app: App, work: Qube) -> None:
    await app.add_qube("AppVM", "sys-usb", "red")
    mouse = Device("usb", "sys-usb", "1-1")
    await work.devices.assign(Assignment(mouse, Mode.AUTO))
    with pytest.raises(QubesVMInUseError, match="device of work"):
        await app.remove_qube("sys-usb")
    await work.devices.unassign(mouse)
    await app.remove_qube("sys-usb")


async def test_denied_interfaces(app: App, work: Qube) -> None:
    assert work.devices.denied() == ()
    await work.devices.deny(["u03**01", "b******"])
    await work.devices.deny(["b******"])
    assert work.devices.denied() == ("b******", "u03**01")
    assert work.properties.get("devices_denied").value == "b******u03**01"
    await work.devices.allow(["b******", "p02****"])
    assert (await App.load(app.home)).qubes["work"].devices.denied() == ("u03**01",)
    await work.devices.allow(None)
    assert work.devices.denied() == ()


# -- in the store

DEVICES = """\
      <devices class="pci">
        <device backend-domain="dom0" id="00_14.0"/>
        <device backend-domain="dom0" id="00_1f.3" required="no"><option name="permissive">\
True</option></device>
        <device backend-domain="dom0" id="00_1f.6" required="yes" colour="blue"/>
      </devices>
      <devices class="tape"><device backend-domain="gone" id="0" mode="required"/></devices>
      <devices class="usb"/>
"""


def with_devices(home: Path, devices: str) -> str:
    text = stock_xml(home)
    place = text.index("      <timers")
    return text[:place] + devices + text[place:]


async def test_assignments_of_older_releases(tmp_path: Path) -> None:
    path = write_stock_store(tmp_path, with_devices(tmp_path, DEVICES))
    before = {d.properties.get("name"): d.devices for d in read_store(path).domains}
    app = await App.load(tmp_path)
    work = app.qubes["work"]
    assert [(a.device.port_id, a.mode, dict(a.options)) for a in work.devices.assigned("pci")] == [
        ("00_14.0", Mode.REQUIRED, {}),
        ("00_1f.3", Mode.AUTO, {"permissive": "True"}),
        ("00_1f.6", Mode.REQUIRED, {}),
    ]
    assert work.properties.get("virt_mode").value == "hvm"
    await app.save()
    assert {d.properties.get("name"): d.devices for d in read_store(path).domains} == before
    await work.devices.set_mode(Device("pci", "dom0", "00_1f.6"), Mode.AUTO)
    await work.devices.assign(Assignment(Device("mic", "dom0", "mic")))
    text = path.read_text()
    assert '<device backend-domain="dom0" id="00_14.0"/>' in text
    assert '<device backend-domain="dom0" id="00_1f.6" colour="blue" mode="auto-attach"/>' in text
    assert '<device backend-domain="dom0" id="mic" mode="required" identity="*"/>' in text


@pytest.mark.parametrize(
    "broken",
    [
        '<device id="sda"/>',
        '<device backend-domain="dom0"/>',
        '<device backend-domain="dom0" id="sda" mode="manual"/>',
        '<device backend-domain="dom0" id="sda"><option>True</option></device>',
    ],
)
async def test_a_broken_device_names_its_line(tmp_path: Path, broken: str) -> None:
    text = with_devices(
        tmp_path, f'      <devices class="mic">\n        {broken}\n      </devices>\n'
    )
    write_stock_store(tmp_path, text)
    with pytest.raises(StoreError) as caught:
        await App.load(tmp_path)
    assert caught.value.line == text[: text.index(broken)].count("\n") + 1
