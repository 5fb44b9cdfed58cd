"""Addresses, netvms and loops."""

from __future__ import annotations

from pathlib import Path

import pytest

from qubesmanager.backend.app import App
from qubesmanager.backend.qube.base import Qube
from qubesmanager.protocol import (
    QubesPropertyValueError,
    QubesValueError,
    QubesVMInUseError,
    QubesVMNotStartedError,
)

from .stock_store import ADMIN, TEMPLATE, fresh_app, stock_xml, write_stock_store


@pytest.fixture
async def app(tmp_path: Path) -> App:
    return await fresh_app(tmp_path / "home")


async def gate(app: App, name: str, netvm: str | None = None) -> Qube:
    """A qube that provides network."""
    qube = await app.add_qube("AppVM", name, "red")
    await qube.properties.set("provides_network", "True")
    if netvm is not None:
        await qube.properties.set("netvm", netvm)
    return qube


def shown(qube: Qube, *names: str) -> list[str]:
    return [qube.properties.get(name).value for name in names]


ADDRESSES = (
    "ip", "ip6", "visible_ip", "visible_ip6", "visible_gateway", "visible_gateway6",
    "visible_netmask", "gateway", "gateway6", "dns",
)  # fmt: skip


async def test_without_network_everything_is_empty(app: App) -> None:
    qube = await app.add_qube("AppVM", "vault", "black")
    await qube.features.set("ipv6", "1")
    await qube.features.set("net.fake-ip", "1.2.3.4")
    assert shown(qube, *ADDRESSES) == [""] * len(ADDRESSES)
    assert shown(qube, "mac") == ["00:16:3e:5e:6c:00"]
    assert shown(app.qubes["tpl"], "ip", "dns", "netvm") == ["", "", ""]


async def test_addresses_behind_a_netvm(app: App) -> None:
    net = await gate(app, "net", "")
    await net.features.set("ipv6", "1")
    work = await app.add_qube("AppVM", "work", "blue")
    await work.properties.set("netvm", "net")
    assert (net.qid, work.qid) == (2, 3)
    assert shown(net, *ADDRESSES) == [
        "10.137.0.2", "fd09:24ef:4179::a89:2", "10.137.0.2", "fd09:24ef:4179::a89:2", "", "",
        "255.255.255.255", "10.137.0.2", "fd09:24ef:4179::a89:2", "10.139.1.1 10.139.1.2",
    ]  # fmt: skip
    assert shown(work, *ADDRESSES) == [
        "10.137.0.3", "fd09:24ef:4179::a89:3", "10.137.0.3", "fd09:24ef:4179::a89:3",
        "10.137.0.2", "fd09:24ef:4179::a89:2", "255.255.255.255", "", "", "10.139.1.1 10.139.1.2",
    ]  # fmt: skip
    await work.features.set("net.fake-ip", "192.168.0.2")
    await work.features.set("net.fake-gateway", "192.168.0.1")
    await work.features.set("net.fake-netmask", "255.255.255.0")
    names = ("ip", "visible_ip", "visible_gateway", "visible_netmask")
    assert shown(work, *names) == ["10.137.0.3", "192.168.0.2", "192.168.0.1", "255.255.255.0"]
    await work.features.set("ipv6", "")
    assert shown(work, "ip6") == [""]


@pytest.mark.parametrize(
    ("qid", "ip", "ip6"),
    [
        (1, "10.137.0.1", "fd09:24ef:4179::a89:1"),
        (254, "10.137.0.254", "fd09:24ef:4179::a89:fe"),
        (255, "10.137.1.1", "fd09:24ef:4179::a89:ff"),
        (256, "10.137.1.2", "fd09:24ef:4179::a89:100"),
        (508, "10.137.1.254", "fd09:24ef:4179::a89:1fc"),
        (509, "10.137.2.1", "fd09:24ef:4179::a89:1fd"),
        (9999, "10.137.39.93", "fd09:24ef:4179::a89:270f"),
    ],
)
async def test_address_from_number(app: App, qid: int, ip: str, ip6: str) -> None:
    net = await gate(app, "net", "")
    await net.features.set("ipv6", "1")
    net.qid = qid
    assert shown(net, "ip", "ip6") == [ip, ip6]


async def test_addresses_of_disposables(app: App) -> None:
    net = await gate(app, "net", "")
    await net.features.set("ipv6", "1")
    await app.properties.set("default_netvm", "net")
    base = await app.add_qube("AppVM", "dvm", "red")
    await base.properties.set("template_for_dispvms", "True")
    disposable = await app.add_qube("DispVM", "disp1", "red", "dvm")
    disposable.properties.put("dispid", 1234)
    assert shown(disposable, "ip", "ip6", "netvm") == [
        "10.138.4.210", "fd09:24ef:4179::a8a:4d2", "net",
    ]  # fmt: skip


async def test_loops_are_refused_when_netvm_is_set(app: App) -> None:
    first = await gate(app, "first", "")
    await gate(app, "second", "first")
    await gate(app, "third", "second")
    for name in ("first", "second", "third"):
        with pytest.raises(QubesValueError, match="loop"):
            await first.properties.set("netvm", name)
    assert first.netvm is None


async def test_loops_are_refused_when_netvm_is_reset(app: App) -> None:
    first = await gate(app, "first", "")
    await gate(app, "second", "first")
    await app.properties.set("default_netvm", "second")
    with pytest.raises(QubesValueError, match="loop"):
        await first.properties.reset("netvm")
    assert first.netvm is None
    assert not first.properties.is_default("netvm")


async def test_loops_are_refused_when_the_default_changes(app: App) -> None:
    first = await gate(app, "first", "")
    second = await gate(app, "second", "first")
    await first.properties.reset("netvm")
    for name in ("first", "second"):
        with pytest.raises(QubesPropertyValueError, match="loop"):
            await app.properties.set("default_netvm", name)
    assert app.properties.get("default_netvm").value == ""
    await first.properties.set("netvm", "")
    await app.properties.set("default_netvm", "second")
    await second.properties.set("netvm", "")
    with pytest.raises(QubesPropertyValueError, match="not provide"):
        await app.properties.set("default_netvm", "tpl")
    await app.properties.set("default_netvm", "")


async def test_provides_network_stays_while_used(app: App) -> None:
    net = await gate(app, "net", "")
    assert net.features["servicevm"] == "1"
    assert shown(net, "icon") == ["servicevm-red"]
    work = await app.add_qube("AppVM", "work", "blue")
    await work.properties.set("netvm", "net")
    for act in (net.properties.set("provides_network", "False"),
                net.properties.reset("provides_network")):  # fmt: skip
        with pytest.raises(QubesVMInUseError, match="work"):
            await act
    await work.properties.reset("netvm")
    await app.properties.set("default_netvm", "net")
    with pytest.raises(QubesVMInUseError, match="default"):
        await net.properties.set("provides_network", "False")
    await app.properties.reset("default_netvm")
    await net.properties.set("provides_network", "False")
    assert "servicevm" not in net.features
    assert not net.provides_network


async def test_followers_hear_of_a_new_default(app: App) -> None:
    await gate(app, "net", "")
    await app.add_qube("AppVM", "work", "blue")
    with app.events.listen() as listener:
        await app.properties.set("default_netvm", "net")
    told = [(event.subject, event.name) async for event in listener]
    assert told == [
        ("", "property-pre-set:default_netvm"),
        ("work", "property-reset:netvm"),
        ("", "property-set:default_netvm"),
    ]
    assert app.qubes["tpl"].netvm is None


LOOP = """\
    <domain id="domain-{qid}" class="AppVM">
      <properties>
        <property name="label">red</property>
        <property name="name">{name}</property>
        <property name="provides_network">True</property>
        <property name="qid">{qid}</property>
        {netvm}
        <property name="template">debian-12</property>
      </properties>
    </domain>
"""


def looped(name: str, qid: int, netvm: str | None) -> str:
    line = "" if netvm is None else f'<property name="netvm">{netvm}</property>'
    return LOOP.format(name=name, qid=qid, netvm=line)


async def test_a_warning_names_the_loop_only(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    domains = (ADMIN, TEMPLATE, looped("out", 20, "a"), looped("a", 21, "b"), looped("b", 22, "a"))
    write_stock_store(tmp_path, stock_xml(tmp_path, domains, ""))
    await App.load(tmp_path)
    assert "network loop a > b: netvm of 'b' is set to none" in caplog.text


async def test_a_fake_address_that_is_none_is_ignored(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    await gate(app, "fw")
    work = await gate(app, "work", "fw")
    names = ("visible_ip", "visible_gateway", "visible_netmask")
    real = shown(work, *names)
    for feature in ("net.fake-ip", "net.fake-gateway", "net.fake-netmask"):
        await work.features.set(feature, "garb")
    assert shown(work, *names) == shown(work, *names) == real
    for feature in ("net.fake-ip", "net.fake-gateway", "net.fake-netmask"):
        assert caplog.text.count(f"{feature} of 'work' is ignored: 'garb'") == 1


@pytest.mark.parametrize("by_default", [False, True])
async def test_a_loop_in_a_store_is_broken(
    tmp_path: Path, by_default: bool, caplog: pytest.LogCaptureFixture
) -> None:
    domains = (
        ADMIN,
        TEMPLATE,
        looped("a", 20, "b"),
        looped("b", 21, "c"),
        looped("c", 22, None if by_default else "a"),
        looped("d", 23, "c"),
        looped("own", 24, "own"),
    )
    properties = '<property name="default_netvm">a</property>' if by_default else ""
    write_stock_store(tmp_path, stock_xml(tmp_path, domains, properties))
    app = await App.load(tmp_path)
    assert caplog.text.count("network loop") == 2
    assert "network loop a > b > c: " in caplog.text
    netvms = {name: shown(app.qubes[name], "netvm")[0] for name in "abcd"}
    assert netvms == {"a": "b", "b": "c", "c": "", "d": "c"}
    assert shown(app.qubes["own"], "netvm", "visible_gateway") == ["", ""]
    caplog.clear()
    await app.save()
    await App.load(tmp_path)
    assert "loop" not in caplog.text


async def test_a_qube_in_a_loop_does_not_provide_network(app: App) -> None:
    """Only a store could bring a qube there, and then the loop is broken; still it is refused."""
    first = await gate(app, "first", "")
    second = await app.add_qube("AppVM", "second", "red")
    await second.properties.set("netvm", "first")
    first.properties.put("netvm", "second")
    with pytest.raises(QubesValueError, match="loop"):
        await second.properties.set("provides_network", "True")
    first.properties.put("netvm", None)
    await second.properties.set("provides_network", "True")


async def test_addresses_tell_when_the_netvm_changes(app: App) -> None:
    await gate(app, "net", "")
    work = await app.add_qube("AppVM", "work", "red")
    with app.events.listen("work") as listener:
        await work.properties.set("netvm", "net")
        await work.properties.set("ip", "10.0.0.9")
        await work.features.set("net.fake-ip", "192.168.0.2")
    assert [event.name async for event in listener] == [
        "property-pre-set:netvm", "property-reset:ip", "property-reset:visible_ip",
        "property-reset:visible_netmask", "property-reset:dns",
        "property-reset:visible_gateway", "property-set:netvm",
        "property-pre-set:ip", "property-reset:visible_ip", "property-set:ip",
        "domain-feature-pre-set:net.fake-ip", "property-reset:visible_ip",
        "domain-feature-set:net.fake-ip",
    ]  # fmt: skip


class RunningApp(App):
    """A system in which some qubes run."""

    running: frozenset[str] = frozenset()

    def power_state(self, qube: Qube) -> str:
        return "Running" if qube.name in self.running else super().power_state(qube)


async def test_running_followers_get_a_running_netvm_only(app: App) -> None:
    await gate(app, "net", "")
    work = await app.add_qube("AppVM", "work", "red")
    running = await RunningApp.load(app.home)
    running.running = frozenset({"work"})
    with pytest.raises(QubesVMNotStartedError, match="work"):
        await running.properties.set("default_netvm", "net")
    running.running = frozenset({"work", "net"})
    await running.properties.set("default_netvm", "net")
    assert running.qubes[work.name].netvm is running.qubes["net"]


async def test_an_old_default_that_makes_a_loop_is_broken(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Stores of older releases had a default netvm of their own for qubes that provide network."""
    properties = (
        '<property name="default_netvm">fw</property>'
        '<property name="default_fw_netvm">net</property>'
    )
    domains = (ADMIN, TEMPLATE, looped("net", 20, None), looped("fw", 21, None),
               looped("own", 22, ""), looped("work", 23, None))  # fmt: skip
    text = stock_xml(tmp_path, domains, properties)
    provides = '<property name="provides_network">True</property>'
    head, work = text.rsplit(provides, 1)
    write_stock_store(tmp_path, head + work)
    app = await App.load(tmp_path)
    netvms = {name: shown(app.qubes[name], "netvm")[0] for name in ("net", "fw", "own", "work")}
    assert netvms == {"net": "", "fw": "net", "own": "", "work": "fw"}
    assert "netvm of 'net' is set to none" in caplog.text
    await app.save()
    assert "default_fw_netvm" not in (tmp_path / "qubes.xml").read_text()
