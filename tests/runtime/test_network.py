"""A wire between a qube and its netvm, no card without a netvm, and a way out for who wants it."""

from __future__ import annotations

import pytest

from tests.runtime.conftest import Listening, MachineStore

pytestmark = pytest.mark.slow


def tell(store: MachineStore, qube: str, command: str, answer: str) -> None:
    """By the serial line."""
    path = store.call("admin.vm.Console", "", qube)
    with open(path, "wb", buffering=0) as console:
        console.write(command.encode() + b"\n")
        store.console_says(qube, answer)


def cards(store: MachineStore, qube: str, count: int) -> None:
    """lo is always there."""
    tell(
        store,
        qube,
        f"n=0; while [ $n != {count} ]; do n=$(ls -d /sys/class/net/eth* 2>/dev/null | wc -l);"
        f" done; echo cards=$n.{count}",
        f"cards={count}.{count}",
    )


def test_a_wire_to_the_netvm(store: MachineStore) -> None:
    store.make("net", provides_network="True")
    store.make("work")
    store.set("work", netvm="net")
    with Listening(store.daemon) as listening:
        store.call("admin.vm.Start", "", "work")
        listening.until("domain-start", "work")
        started = [e.subject for e in listening.events if e.name == "domain-start"]
        assert started == ["net", "work"]
        assert listening.until("net-domain-connect").args == {"vm": "work"}
    for name in ("net", "work"):
        store.booted(name)
        cards(store, name, 1)
    tell(store, "net", "ifconfig eth0 10.9.0.1 up; echo up=$((1 + 1))", "up=2")
    tell(
        store,
        "work",
        "ifconfig eth0 10.9.0.2 up; ping -c 1 -w 20 10.9.0.1 >/tmp/p && echo pinged=$((1 + 1))",
        "pinged=2",
    )


def test_no_netvm_no_wire(store: MachineStore) -> None:
    store.set("work", netvm="")
    tell(
        store,
        "work",
        "ping -c 1 -w 2 10.9.0.1 >/tmp/p || echo alone=$((1 + 1))",
        "alone=2",
    )
    store.set("work", netvm="net")
    cards(store, "net", 1)
    tell(store, "net", "ifconfig eth0 10.9.0.1 up; echo again=$((1 + 1))", "again=2")
    tell(store, "work", "ping -c 1 -w 20 10.9.0.1 >/tmp/p && echo back=$((1 + 1))", "back=2")
    store.call("admin.vm.Kill", "", "work")
    cards(store, "net", 0)
    assert not list(store.runtime.glob("wire-*.up"))


def test_a_qube_without_netvm_has_no_card(store: MachineStore) -> None:
    xml = store.home / "hypervisor" / "run" / "qemu" / "net.xml"
    text = xml.read_text()
    assert "dgram" not in text
    assert "<interface" not in text


def test_a_way_out_of_the_host(store: MachineStore) -> None:
    """For the net qube alone, and only when it is wanted. QEMU itself is what answers there."""
    store.call("admin.vm.Kill", "", "net")
    (store.home / "hypervisor.conf").write_text("[hypervisor]\naccelerator = tcg\noutside = user\n")
    assert store.daemon.stop() == 0
    store.serve()
    store.call("admin.vm.Start", "", "work")
    for name, count in (("net", 2), ("work", 1)):
        store.booted(name)
        cards(store, name, count)
    tell(
        store,
        "net",
        "for c in eth0 eth1; do ifconfig $c 10.0.2.15 up;"
        " ping -c 1 -w 10 10.0.2.2 >/tmp/p && echo out=$((1 + 1)); ifconfig $c 0.0.0.0; done",
        "out=2",
    )
    tell(
        store,
        "work",
        "ifconfig eth0 10.0.2.15 up; ping -c 1 -w 2 10.0.2.2 >/tmp/p || echo in=$((1 + 1))",
        "in=2",
    )
