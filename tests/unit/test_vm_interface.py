"""What qubes and netvms are told, and when it changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from qubesmanager.backend.app import App
from qubesmanager.backend.qube.base import Qube
from qubesmanager.backend.qube.firewall_rule import parse_rules
from qubesmanager.backend.qube.vm_interface import netvm_keys, own_keys
from qubesmanager.backend.vm_interface_watch import Stale, View, VmInterfaceWatch

from .stock_store import fresh_app

TIMEOUT_S = 60


class RunningApp(App):
    """Every qube but the templates runs."""

    def power_state(self, qube: Qube) -> str:
        return "Halted" if qube.klass == "TemplateVM" else "Running"


@pytest.fixture
async def app(tmp_path: Path) -> App:
    """``net`` gives network to ``fw``, that one to ``work``; ``vault`` has none."""
    app = await fresh_app(tmp_path / "home")
    for name, netvm in (("net", ""), ("fw", "net"), ("work", "fw"), ("vault", "")):
        qube = await app.add_qube("AppVM", name, "red")
        await qube.properties.set("netvm", netvm)
        if name in ("net", "fw"):
            await qube.properties.set("provides_network", "True")
    return await RunningApp.load(app.home)


@pytest.fixture
async def watch(app: App) -> AsyncIterator[VmInterfaceWatch]:
    with VmInterfaceWatch(app) as watch:
        yield watch


async def changed(watch: VmInterfaceWatch) -> set[tuple[str, str]]:
    async with asyncio.timeout(TIMEOUT_S):
        return {(stale.qube, stale.view.value) for stale in await watch.changes()}


async def test_a_qube_without_network(app: App) -> None:
    vault = app.qubes["vault"]
    await vault.features.set("service.cups", "1")
    await vault.features.set("service.ntp", "")
    await vault.features.set("vm-config.colour", "mauve")
    assert own_keys(vault) == {
        "/name": "vault",
        "/type": "AppVM",
        "/default-user": "user",
        "/qubes-vm-type": "AppVM",
        "/qubes-vm-updateable": "False",
        "/qubes-vm-persistence": "rw-only",
        "/qubes-debug-mode": "0",
        "/qubes-base-template": "tpl",
        "/keyboard-layout": "us++",
        "/qubes-gui-enabled": "True",
        "/qubes-service/cups": "1",
        "/qubes-service/ntp": "0",
        "/vm-config/colour": "mauve",
    }


async def test_a_qube_in_the_middle(app: App) -> None:
    await app.qubes["net"].features.set("ipv6", "1")
    fw = app.qubes["fw"]
    keys = own_keys(fw)
    assert keys["/qubes-vm-type"] == "ProxyVM"
    network = ("/qubes-ip", "/qubes-g", "/qubes-n")
    assert {key: keys[key] for key in keys if key.startswith(network)} == {
        "/qubes-gui-enabled": "True",
        "/qubes-ip": "10.137.0.3",
        "/qubes-ip6": "fd09:24ef:4179::a89:3",
        "/qubes-netmask": "255.255.255.255",
        "/qubes-gateway": "10.137.0.2",
        "/qubes-gateway6": "fd09:24ef:4179::a89:2",
        "/qubes-netvm-network": "10.137.0.3",
        "/qubes-netvm-gateway": "10.137.0.3",
        "/qubes-netvm-gateway6": "fd09:24ef:4179::a89:3",
        "/qubes-netvm-netmask": "255.255.255.255",
        "/qubes-netvm-primary-dns": "10.139.1.1",
        "/qubes-netvm-secondary-dns": "10.139.1.2",
    }  # fmt: skip
    assert (keys["/qubes-primary-dns"], keys["/qubes-secondary-dns"]) == (
        "10.139.1.1", "10.139.1.2",
    )  # fmt: skip
    assert own_keys(app.qubes["net"])["/qubes-vm-type"] == "NetVM"
    template = own_keys(app.qubes["tpl"])
    assert (template["/qubes-vm-type"], template["/qubes-base-template"]) == ("TemplateVM", "")
    assert template["/qubes-vm-persistence"] == "full"


RULES = """\
action=accept expire=1000 dst4=9.9.9.9/32
action=accept dst4=1.2.3.0/24 proto=tcp dstports=80-80 comment=a web server
action=accept expire=4102444800 dst6=2001:db8::1/128
action=accept dsthost=example.com
action=drop specialtarget=dns
"""


async def test_what_the_netvm_reads(app: App) -> None:
    work, fw = app.qubes["work"], app.qubes["fw"]
    await app.qubes["net"].features.set("ipv6", "1")
    await work.firewall.set(parse_rules(RULES))
    await work.features.set("net.fake-ip", "192.168.0.2")
    await work.features.set("net.fake-gateway", "192.168.0.1")
    v4, v6 = "/qubes-firewall/10.137.0.4", "/qubes-firewall/fd09:24ef:4179::a89:4"
    keys = await netvm_keys(fw)
    assert keys == {
        "/connected-ips": "192.168.0.2",
        "/connected-ips6": "fd09:24ef:4179::a89:4",
        "/mapped-ip/10.137.0.4/visible-ip": "192.168.0.2",
        "/mapped-ip/10.137.0.4/visible-gateway": "192.168.0.1",
        f"{v4}/policy": "drop",
        f"{v4}/0000": "action=accept dst4=1.2.3.0/24 proto=tcp dstports=80-80",
        f"{v4}/0002": "action=accept dsthost=example.com",
        f"{v4}/0003": "action=drop specialtarget=dns",
        v4: "",
        f"{v6}/policy": "drop",
        f"{v6}/0001": "action=accept dst6=2001:db8::1/128",
        f"{v6}/0002": "action=accept dsthost=example.com",
        f"{v6}/0003": "action=drop specialtarget=dns",
        v6: "",
    }
    order = list(keys)
    assert order.index(v4) == max(i for i, key in enumerate(order) if key.startswith(v4))
    assert await netvm_keys(fw, []) == {"/connected-ips": "", "/connected-ips6": ""}


async def test_rules_that_cannot_be_read_let_nothing_through(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    await app.qubes["vault"].properties.set("netvm", "fw")
    app.qubes["work"].firewall.path.write_text("nonsense")
    keys = await netvm_keys(app.qubes["fw"])
    trees = {key: value for key, value in keys.items() if key.startswith("/qubes-firewall/")}
    assert trees == {
        "/qubes-firewall/10.137.0.4/policy": "drop",
        "/qubes-firewall/10.137.0.4": "",
        "/qubes-firewall/10.137.0.5/policy": "drop",
        "/qubes-firewall/10.137.0.5/0000": "action=accept",
        "/qubes-firewall/10.137.0.5": "",
    }
    assert "'work' is cut off" in caplog.text


# -- when it changes


async def test_rules_and_addresses(app: App, watch: VmInterfaceWatch) -> None:
    work = app.qubes["work"]
    await work.firewall.set(parse_rules("action=drop\n"))
    await work.firewall.reload()
    assert await changed(watch) == {("fw", "clients")}
    await work.properties.set("ip", "10.0.0.9")
    assert await changed(watch) == {("work", "own"), ("fw", "clients")}
    await app.qubes["fw"].properties.set("ip", "10.0.0.8")
    assert await changed(watch) == {("fw", "own"), ("net", "clients"), ("work", "own")}
    await work.properties.set("memory", "500")
    await work.features.set("qrexec", "1")
    await work.properties.set("debug", "True")
    assert await changed(watch) == {("work", "own")}


async def test_another_netvm(app: App, watch: VmInterfaceWatch) -> None:
    work = app.qubes["work"]
    await work.properties.set("netvm", "net")
    assert await changed(watch) == {("work", "own"), ("fw", "clients"), ("net", "clients")}
    await app.properties.set("default_netvm", "fw")
    watch._stale.clear()
    await work.properties.reset("netvm")
    assert await changed(watch) == {("work", "own"), ("fw", "clients"), ("net", "clients")}
    await app.properties.set("default_netvm", "net")
    assert await changed(watch) == {("work", "own"), ("fw", "clients"), ("net", "clients")}


async def test_features_of_templates_and_netvms(app: App, watch: VmInterfaceWatch) -> None:
    await app.qubes["net"].features.set("ipv6", "1")
    assert {("fw", "own"), ("work", "own"), ("fw", "clients")} <= await changed(watch)
    await app.qubes["tpl"].features.set("net.fake-ip", "192.168.0.7")
    assert {("work", "own"), ("fw", "clients")} <= await changed(watch)
    await app.qubes["work"].features.set("service.cups", "1")
    assert await changed(watch) == {("work", "own")}


async def test_a_qube_that_goes(app: App) -> None:
    halted = await App.load(app.home)
    with VmInterfaceWatch(halted) as watch:
        await halted.remove_qube("work")
        assert await watch.changes() == [Stale("fw", View.CLIENTS)]
