"""Features that other values are computed from, and the one that is another value's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .base import Qube

# Properties whose default looks at the feature.
AFFECTED: Mapping[str, tuple[str, ...]] = {
    "boot-mode.active": ("bootmode",),
    "boot-mode.appvm-default": ("appvm_default_bootmode",),
    "ipv6": ("ip6", "visible_ip6", "gateway6", "visible_gateway6"),
    "net.fake-gateway": ("visible_gateway",),
    "net.fake-ip": ("visible_ip", "gateway"),
    "net.fake-netmask": ("visible_netmask",),
    "os": ("maxmem",),
    "preload-dispvm": ("is_preload",),
    "qrexec": ("maxmem",),
    "servicevm": ("icon",),
    "service.meminfo-writer": ("maxmem",),
}

MEMINFO_WRITER = "service.meminfo-writer"


async def set_meminfo_writer(qube: Qube, value: str) -> None:
    """Whether the qube tells how much memory it needs: without that, memory stays as it is.

    The service is not kept; ``maxmem`` says it (admin-api.md section 2.4).
    """
    if value:
        await qube.properties.reset("maxmem")
    else:
        await qube.properties.set("maxmem", "0")
    if MEMINFO_WRITER in qube.features:
        await qube.features.remove(MEMINFO_WRITER)
