"""What a running qube is told about itself and its network (admin-api.md section 5.3).

Views, computed anew each time: keys and values, in the order in which they are to be written.
Nothing is published from here; ``vm_interface_watch`` tells when a view is no longer right. What
belongs to a run and not to the store (random seed, time zone, numbers of running domains, devices)
is added by whoever runs the qube.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from qubesmanager.protocol import QubesException

from .firewall_rule import Rule
from .network import NETMASK, connected, fake_address

if TYPE_CHECKING:
    from .base import Qube

log = logging.getLogger(__name__)

_PERSISTENCE = {"TemplateVM": "full", "StandaloneVM": "full", "AppVM": "rw-only", "DispVM": "none"}
_SERVICE = "service."
_CONFIG = "vm-config."


def own_keys(qube: Qube) -> dict[str, str]:
    """What the qube reads about itself."""
    template = qube.template
    keys = {
        "/name": qube.name,
        "/type": qube.klass,
        "/default-user": _text(qube, "default_user"),
        "/qubes-vm-type": _kind(qube),
        "/qubes-vm-updateable": _text(qube, "updateable"),
        "/qubes-vm-persistence": _PERSISTENCE[qube.klass],
        "/qubes-debug-mode": "1" if qube.properties.value("debug") else "0",
        "/qubes-base-template": "" if template is None else template.name,
        "/keyboard-layout": _text(qube, "keyboard_layout"),
        "/qubes-gui-enabled": str(qube.properties.value("guivm") is not None),
    }
    keys.update(_network(qube))
    for feature, value in qube.features.items():
        if feature.startswith(_SERVICE):
            keys["/qubes-service/" + feature.removeprefix(_SERVICE)] = "1" if value else "0"
        elif feature.startswith(_CONFIG):
            keys["/vm-config/" + feature.removeprefix(_CONFIG)] = value
    return keys


def _kind(qube: Qube) -> str:
    if qube.klass == "TemplateVM":
        return "TemplateVM"
    if qube.provides_network:
        return "NetVM" if qube.netvm is None else "ProxyVM"
    return "AppVM"


def _network(qube: Qube) -> dict[str, str]:
    keys = {}
    dns = _text(qube, "dns").split()
    if qube.netvm is not None:
        keys["/qubes-mac"] = _text(qube, "mac")
        keys["/qubes-ip"] = _text(qube, "visible_ip")
        keys["/qubes-netmask"] = _text(qube, "visible_netmask")
        keys["/qubes-gateway"] = _text(qube, "visible_gateway")
        keys["/qubes-primary-dns"], keys["/qubes-secondary-dns"] = dns
        if _text(qube, "visible_ip6"):
            keys["/qubes-ip6"] = _text(qube, "visible_ip6")
            if _text(qube, "visible_gateway6"):
                keys["/qubes-gateway6"] = _text(qube, "visible_gateway6")
    if qube.provides_network:
        keys["/qubes-netvm-network"] = _text(qube, "gateway")
        keys["/qubes-netvm-gateway"] = _text(qube, "gateway")
        keys["/qubes-netvm-netmask"] = NETMASK
        if _text(qube, "gateway6"):
            keys["/qubes-netvm-gateway6"] = _text(qube, "gateway6")
        keys["/qubes-netvm-primary-dns"], keys["/qubes-netvm-secondary-dns"] = dns
    return keys


def _text(qube: Qube, name: str) -> str:
    return qube.properties.get(name).value


async def netvm_keys(netvm: Qube, clients: Iterable[Qube] | None = None) -> dict[str, str]:
    """What a netvm reads about the qubes behind it, by default those that run."""
    if clients is None:
        clients = [client for client in connected(netvm) if client.is_running]
    rules = {client: await _rules(client) for client in clients}
    keys = {
        "/connected-ips": " ".join(filter(None, (_text(c, "visible_ip") for c in rules))),
        "/connected-ips6": " ".join(filter(None, (_text(c, "visible_ip6") for c in rules))),
    }
    for client in rules:
        keys.update(mapped_keys(client))
    keys.update(firewall_trees(rules))
    return keys


async def _rules(client: Qube) -> tuple[Rule, ...]:
    """None when they cannot be read: then nothing of the client is let through."""
    try:
        return await client.firewall.rules()
    except QubesException:
        log.exception("%r is cut off until its firewall rules can be read", client.name)
        return ()


def mapped_keys(client: Qube) -> dict[str, str]:
    """Addresses that the client is made to believe in; none when it sees the real ones."""
    address = _text(client, "ip")
    keys = {}
    for feature, key, name in (
        ("net.fake-ip", "visible-ip", "visible_ip"),
        ("net.fake-gateway", "visible-gateway", "visible_gateway"),
    ):
        if address and fake_address(client, feature):
            keys[f"/mapped-ip/{address}/{key}"] = _text(client, name)
    return keys


def firewall_trees(rules: Mapping[Qube, Iterable[Rule]]) -> dict[str, str]:
    """The rules of every client, a tree for each of its addresses."""
    keys: dict[str, str] = {}
    for client, own_rules in rules.items():
        for name, other_family in (("ip", 6), ("ip6", 4)):
            address = _text(client, name)
            if address:
                keys.update(_tree(address, own_rules, other_family))
    return keys


def _tree(address: str, rules: Iterable[Rule], other_family: int) -> dict[str, str]:
    """The key of the tree itself comes last: writing it makes the netvm read the others."""
    tree = f"/qubes-firewall/{address}"
    keys = {f"{tree}/policy": "drop"}
    for number, rule in enumerate(rules):
        if rule.family != other_family:
            keys[f"{tree}/{number:04}"] = rule.bare_text
    keys[tree] = ""
    return keys
