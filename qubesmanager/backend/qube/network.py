"""Network of a qube: addresses, and who may be whose netvm (admin-api.md section 2.10).

Every function is right for a qube without network as well: it then answers with an empty text.
"""

from __future__ import annotations

import functools
import ipaddress
import logging
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from qubesmanager.protocol import (
    QubesPropertyValueError,
    QubesValueError,
    QubesVMInUseError,
    QubesVMNotStartedError,
)

if TYPE_CHECKING:
    from qubesmanager.backend.app import App
    from qubesmanager.backend.properties import Value

    from .base import Qube

log = logging.getLogger(__name__)

DNS = "10.139.1.1 10.139.1.2"
NETMASK = "255.255.255.255"
DEFAULT_MAC = "00:16:3e:5e:6c:00"
_MAC = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}\Z")


def is_networked(qube: Qube) -> bool:
    """Whether the qube has a netvm, or is one."""
    return qube.netvm is not None or bool(qube.properties.value("provides_network"))


def default_ip(qube: Qube) -> str:
    """From the qid, or the dispid of a disposable."""
    if not is_networked(qube):
        return ""
    if qube.klass == "DispVM":
        dispid = _number(qube, "dispid")
        return f"10.138.{dispid >> 8 & 0xFF}.{dispid & 0xFF}"
    return ip_of_qid(qube.qid)


def ip_of_qid(qid: int) -> str:
    """What a qube of that number has by default, unless it is a disposable."""
    if qid < 255:
        return f"10.137.{qid >> 8}.{qid & 0xFF}"
    return f"10.137.{(qid - 1) // 254}.{(qid - 1) % 254 + 1}"


def default_ip6(qube: Qube) -> str:
    """Only with the feature ``ipv6`` on the qube or along its netvms."""
    if not is_networked(qube) or not qube.features.check_with_netvm("ipv6"):
        return ""
    if qube.klass == "DispVM":
        return f"fd09:24ef:4179::a8a:{_number(qube, 'dispid'):x}"
    return f"fd09:24ef:4179::a89:{qube.qid:x}"


def _number(qube: Qube, name: str) -> int:
    value = qube.properties.value(name)
    assert isinstance(value, int)
    return value


def visible_ip(qube: Qube) -> str:
    """The address that the qube itself sees."""
    return _faked(qube, "net.fake-ip", lambda: str(qube.properties.value("ip")))


def visible_ip6(qube: Qube) -> str:
    return str(qube.properties.value("ip6"))


def visible_gateway(qube: Qube) -> str:
    """The gateway that the qube itself sees."""
    return _faked(qube, "net.fake-gateway", lambda: _of_netvm(qube, "gateway"))


def visible_gateway6(qube: Qube) -> str:
    return _of_netvm(qube, "gateway6")


def visible_netmask(qube: Qube) -> str:
    return _faked(qube, "net.fake-netmask", lambda: NETMASK)


def _faked(qube: Qube, feature: str, real: Callable[[], str]) -> str:
    if not is_networked(qube):
        return ""
    return fake_address(qube, feature) or real()


def fake_address(qube: Qube, feature: str) -> str:
    """What the feature says, if it is an IPv4 address; else an empty text, with a warning once."""
    value = qube.features.check_with_template(feature) or ""
    return value if not value or _is_usable(qube.name, feature, value) else ""


@functools.lru_cache(maxsize=1024)  # one warning for each
def _is_usable(name: str, feature: str, value: str) -> bool:
    try:
        ipaddress.IPv4Address(value)
    except ValueError:
        log.warning("%s of %r is ignored: %r is no IPv4 address", feature, name, value)
        return False
    return True


def _of_netvm(qube: Qube, name: str) -> str:
    netvm = qube.netvm
    return "" if netvm is None else str(netvm.properties.value(name))


def gateway(qube: Qube) -> str:
    """Where the qubes behind this one send their packets."""
    return visible_ip(qube) if qube.properties.value("provides_network") else ""


def gateway6(qube: Qube) -> str:
    return visible_ip6(qube) if qube.properties.value("provides_network") else ""


def dns(qube: Qube) -> str:
    """Two addresses with a space between."""
    return DNS if is_networked(qube) else ""


# -- checks


def ip_form(value: Value) -> Value:
    """An IPv4 address."""
    try:
        return str(ipaddress.IPv4Address(str(value)))
    except ValueError as error:
        raise QubesPropertyValueError(f"Not an IPv4 address: {value!r}") from error


def ip6_form(value: Value) -> Value:
    """An IPv6 address, as it was written."""
    try:
        ipaddress.IPv6Address(str(value))
    except ValueError as error:
        raise QubesPropertyValueError(f"Not an IPv6 address: {value!r}") from error
    return value


def mac_form(value: Value) -> Value:
    """Six pairs of hexadecimal digits."""
    mac = str(value).lower()
    if not _MAC.match(mac):
        raise QubesPropertyValueError(f"Not a MAC address: {value!r}")
    return mac


def check_netvm(qube: Qube, value: Value) -> Value:
    """It provides network, no loop arises, and a running qube gets a running netvm only."""
    if value is None:
        return None
    netvm = qube.app.qubes[str(value)]
    if not netvm.provides_network:
        raise QubesPropertyValueError(f"{netvm.name!r} does not provide network")
    if any(reached is qube for reached in chain(netvm)):
        raise QubesValueError(
            f"{qube.name!r} cannot use {netvm.name!r} as its netvm: that would be a loop"
        )
    if qube.is_running and not netvm.is_running:
        raise QubesVMNotStartedError(f"{netvm.name!r} is not running and {qube.name!r} is")
    return value


def check_netvm_reset(qube: Qube) -> None:
    """The same for the default that would apply."""
    default = qube.properties.default("netvm")
    assert default is not None
    check_netvm(qube, default.value or None)


def check_default_netvm(app: App, value: Value) -> Value:
    """It provides network, and no qube that follows the default gets into a loop."""
    if value is None:
        return None
    netvm = app.qubes[str(value)]
    if not netvm.provides_network:
        raise QubesPropertyValueError(f"{netvm.name!r} does not provide network")
    for qube in app.qubes.values():
        if follows_default(qube) and qube.is_running and not netvm.is_running:
            raise QubesVMNotStartedError(
                f"{netvm.name!r} is not running and {qube.name!r}, which follows the default, is"
            )
    for qube in chain(netvm):
        if follows_default(qube):
            raise QubesPropertyValueError(
                f"{netvm.name!r} cannot be the default netvm: {qube.name!r} follows the default, "
                "and that would be a loop"
            )
    return value


def follows_default(qube: Qube) -> bool:
    """Whether the system's default netvm is this qube's, too."""
    properties = qube.properties
    return "netvm" in properties and properties.is_default("netvm") and qube.klass != "TemplateVM"


def check_provides_network(qube: Qube, value: Value) -> Value:
    """Not taken away from a qube that others use, nor given to one that is in a loop."""
    if value:
        netvm = qube.netvm
        if netvm is not None and any(reached is qube for reached in chain(netvm)):
            raise QubesValueError(f"{qube.name!r} would be its own netvm: that is a loop")
    else:
        users = [user.name for user in connected(qube)]
        if qube.app.properties.value("default_netvm") == qube.name:
            users.insert(0, "the system's default netvm")
        if users:
            raise QubesVMInUseError(f"{qube.name!r} gives network to: {', '.join(users)}")
    return value


def check_provides_network_reset(qube: Qube) -> None:
    check_provides_network(qube, False)


def chain(qube: Qube) -> Iterator[Qube]:
    """The qube, its netvm, that one's netvm and so on; ends before a repetition."""
    seen: set[str] = set()
    following: Qube | None = qube
    while following is not None and following.name not in seen:
        seen.add(following.name)
        yield following
        following = following.netvm


def connected(qube: Qube) -> list[Qube]:
    """Qubes whose netvm this is, set or by default."""
    return [other for other in qube.app.qubes.values() if other.netvm is qube]


def break_loops(app: App) -> None:
    """A store may have a loop already: one qube of each is cut off the network, with a warning."""
    safe: set[str] = set()
    for qube in list(app.qubes.values()):
        path: dict[str, Qube] = {}
        following: Qube | None = qube
        while following is not None and following.name not in safe:
            if following.name in path:
                names = list(path)
                last = path[names[-1]]
                loop = " > ".join(names[names.index(following.name) :])
                log.warning("network loop %s: netvm of %r is set to none", loop, last.name)
                last.properties.put("netvm", None)
                break
            path[following.name] = following
            following = following.netvm
        safe.update(path)
