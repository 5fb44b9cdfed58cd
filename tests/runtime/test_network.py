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


MASK = "netmask 255.255.255.0"
# The card of the netvm at the end of its wire, whatever its name is.
WIRE = "w=$(grep -l fe:ff:ff /sys/class/net/eth*/address); w=${w%/address}; w=${w##*/}"


def test_a_wire_to_the_netvm(store: MachineStore) -> None:
    """With a way out of the host, whose card the netvm has beside it."""
    config = store.home / "hypervisor.conf"
    config.write_text("[hypervisor]\naccelerator = tcg\noutside = user\n")
    assert store.daemon.stop() == 0
    store.serve()
    store.make("net", provides_network="True")
    store.make("work")
    store.set("work", netvm="net")
    with Listening(store.daemon) as listening:
        store.call("admin.vm.Start", "", "work")
        listening.until("domain-start", "work")
        started = [e.subject for e in listening.events if e.name == "domain-start"]
        assert started == ["net", "work"]
        assert listening.until("net-domain-connect").args == {"vm": "work"}
    for name, count in (("net", 2), ("work", 1)):
        store.booted(name)
        cards(store, name, count)
    tell(
        store,
        "net",
        f"{WIRE}; ifconfig $w 10.9.0.1 {MASK}; echo up=$((1 + 1))",
        "up=2",
    )
    tell(
        store,
        "work",
        f"ifconfig eth0 10.9.0.2 {MASK}; ping -c 1 -w 20 10.9.0.1 >/tmp/p && echo there=$((1 + 1))",
        "there=2",
    )


def test_a_way_out_of_the_host(store: MachineStore) -> None:
    """For the net qube alone. QEMU itself is what answers there."""
    tell(
        store,
        "net",
        f"{WIRE}; for c in eth0 eth1; do [ $c = $w ] || ifconfig $c 10.0.2.15 {MASK}; done;"
        " ping -c 1 -w 20 10.0.2.2 >/tmp/p && echo out=$((1 + 1))",
        "out=2",
    )
    tell(
        store,
        "work",
        "route add default gw 10.9.0.1; ping -c 1 -w 1 10.0.2.2 >/tmp/p || echo in=$((1 + 1))",
        "in=2",
    )
    xml = store.home / "hypervisor" / "run" / "qemu"
    assert [(xml / f"{name}.xml").read_text().count("<interface") for name in ("net", "work")] == [
        1,
        0,
    ]


def test_no_netvm_no_wire(store: MachineStore) -> None:
    store.set("work", netvm="")
    tell(
        store,
        "work",
        "ping -c 1 -w 2 10.9.0.1 >/tmp/p || echo alone=$((1 + 1))",
        "alone=2",
    )
    cards(store, "net", 1)
    store.set("work", netvm="net")
    cards(store, "net", 2)
    tell(
        store,
        "net",
        f"{WIRE}; ifconfig $w 10.9.0.1 {MASK}; echo again=$((1 + 1))",
        "again=2",
    )
    tell(store, "work", "ping -c 1 -w 20 10.9.0.1 >/tmp/p && echo back=$((1 + 1))", "back=2")
    store.call("admin.vm.Kill", "", "work")
    cards(store, "net", 1)
    assert not list(store.runtime.glob("wire-*.up"))
