"""The directory of libvirt's embedded driver: QEMU for one store, without any service.

The driver keeps what it knows of running machines in ``HOME/hypervisor``, where it outlives a
logout and qubesd. It is reached by a short link in the runtime directory, because QEMU's sockets
lie in it and their paths may have 107 bytes. What it has found out about QEMU takes it seconds,
so all stores of a user share that.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

from lxml import etree

log = logging.getLogger(__name__)

# stdio_handler: there is no virtlogd. The rest, for root: machines run as root, as there is no
# other user to whom the images belong, and neither cgroups nor namespaces are there to be made.
_CONFIG = 'stdio_handler = "file"\n'
_CONFIG_ROOT = """\
user = "+0"
group = "+0"
dynamic_ownership = 0
remember_owner = 0
cgroup_controllers = [ ]
namespaces = [ ]
"""


def cache_dir() -> Path:
    """Of this user, for what can be found out again."""
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(chosen) if os.path.isabs(chosen) else Path.home() / ".cache"
    return base / "qubes"


def was_used(directory: Path) -> bool:
    """Whether machines may be running there. Otherwise nobody has to look."""
    return (directory / "run" / "qemu").exists()


def prepare(directory: Path, link: Path) -> str:
    """Blocking. Make the directory and the link to it; the URI. OSError."""
    (directory / "etc").mkdir(mode=0o700, parents=True, exist_ok=True)
    config = _CONFIG + (_CONFIG_ROOT if os.geteuid() == 0 else "")
    (directory / "etc" / "qemu.conf").write_text(config)
    shared_cache = cache_dir() / "libvirt"
    shared_cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    _link(directory / "cache", shared_cache)
    _link(link, directory)
    _forget_unborn(directory / "run" / "qemu")
    return f"qemu:///embed?root={link}"


def _forget_unborn(directory: Path) -> None:
    """Remove what the driver noted of machines that a crash kept from having a process.

    It would wait for such a machine for ever, and everything else for the driver.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for path in directory.glob("*.xml"):
        try:
            root = etree.fromstring(path.read_bytes(), parser)
        except etree.XMLSyntaxError as error:
            log.warning("%s is left to libvirt: %s", path, error)
            continue
        if root.tag == "domstatus" and root.get("pid") == "0":
            log.warning("%s is removed: its machine never had a process", path)
            path.unlink()


def _link(link: Path, target: Path) -> None:
    """Let ``link`` lead to ``target``; atomic, as another qubesd may be reading it."""
    if link.is_symlink() and link.readlink() == target:
        return
    fresh = link.with_name(f"{link.name}~{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
