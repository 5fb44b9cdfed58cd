"""Names of a volume's logical volumes (spec section 3.3).

For the vid ``VG/vm-work-private``::

    VG/vm-work-private                    committed data, or the volatile
    VG/vm-work-private-snap               what a guest writes, from start to stop
    VG/vm-work-private-1514764800-back    a revision: when it was replaced, in epoch seconds
    VG/vm-work-private-import             an import in progress
    VG/vm-work-private-now                a snapshot of what a guest writes, being read
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterable

from .errors import StoragePoolException
from .values import QubeRef
from .volume import VolumeSpec

#: How the names of volumes of qubes begin; others in a thin pool are no business of ours.
QUBE_PREFIX = "vm-"

_NAME = re.compile(r"[A-Za-z0-9_.+][A-Za-z0-9_.+-]*\Z")
_OF_ANOTHER = re.compile(r"-snap\Z|-import\Z|-now\Z|-[0-9]+-back\Z")
_REVISION = re.compile(r"-([0-9]+)-back\Z")


def is_lvm_name(name: str) -> bool:
    """Whether a volume group or logical volume can be called so (lvm(8), VALID NAMES)."""
    return bool(_NAME.match(name)) and name not in (".", "..") and len(name) < 128


def make_vid(volume_group: str, qube: QubeRef, spec: VolumeSpec) -> str:
    """The given vid, or VG/vm-QUBE-VOLUME; StoragePoolException for an odd one."""
    vid = spec.vid or f"{volume_group}/{QUBE_PREFIX}{qube.name or secrets.token_hex(6)}-{spec.name}"
    group, _, name = vid.partition("/")
    if group != volume_group:
        raise StoragePoolException(f"volume {vid!r} is not in volume group {volume_group}")
    if not is_lvm_name(name) or not is_main(name):
        raise StoragePoolException(f"no volume can be called {vid!r}")
    return vid


def is_main(name: str) -> bool:
    """Not the snapshot, import or revision of a volume."""
    return not _OF_ANOTHER.search(name)


def main_name(name: str) -> str:
    """Of the volume whose snapshot, import or revision it is; the name itself of any other."""
    return _OF_ANOTHER.sub("", name)


def device_path(vid: str) -> str:
    """Where device-mapper shows an active logical volume; hyphens in names are doubled."""
    return "/dev/mapper/" + vid.replace("-", "--").replace("/", "-")


def revision_vid(vid: str, epoch: int) -> str:
    return f"{vid}-{epoch}-back"


def revision_epochs(vid: str, vids: Iterable[str]) -> list[int]:
    """Of the revisions of exactly this volume, oldest first; not those of a longer name."""
    matches = (_REVISION.match(name, len(vid)) for name in vids if name.startswith(vid))
    return sorted(int(match[1]) for match in matches if match)


def iso_time(epoch: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(epoch))
