"""What stands in the way of a start, whoever runs the qube. One place for every way to start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qubesmanager.protocol import QubesVMError, QubesVMInUseError

if TYPE_CHECKING:
    from .base import Qube


# Set by a restore (`qubesmanager.client.restore_marks`) while it copies onto a qube.
REPLACED_BY = "restore-replaced-by"
# And on a template that it made because qubes had none.
STAND_IN = "restore-stand-in"


def check_start(qube: Qube) -> None:
    """QubesVMError for a qube that is not whole, QubesVMInUseError while another one runs.

    A qube that is no template class and yet the template of others has one disk with them, so
    never do both run (storage.md section 7).
    """
    if qube.is_incomplete:
        raise QubesVMError(f"{qube.name!r} is being restored, or its restore was cut off")
    if REPLACED_BY in qube.features:
        raise QubesVMError(
            f"{qube.name!r} is neither its old self nor the one from the backup: the restore that"
            " was to replace it was cut off. Go on with: qube restore --resume"
        )
    for volume, reason in qube.storage.unavailable.items():
        raise QubesVMError(f"{qube.name!r} lacks its volume {volume}: {reason}")
    based: Qube | None = qube
    while based is not None:
        if based.template is not None and _is_empty_stand_in(based.template):
            raise QubesVMError(
                f"{qube.name!r} has no system to start: {based.template.name!r} is an empty"
                f" template that a restore made, as the real one was nowhere. Give it a real one"
                f" with: qube prefs {based.name} template NAME"
            )
        based = based.template
    moved: Qube | None = qube
    while moved is not None:  # the disks of its templates are its own in part
        if moved.klass != "AdminVM" and moved.storage.moving_to is not None:
            raise QubesVMInUseError(f"{moved.name!r} is being moved to another pool")
        moved = moved.template
    for other in sharing_a_disk(qube):
        if other.is_running:
            raise QubesVMInUseError(
                f"{qube.name!r} and {other.name!r} have one disk, and {other.name!r} is running"
            )


def _is_empty_stand_in(template: Qube) -> bool:
    """Somebody may have put a system on it since."""
    if STAND_IN not in template.features or "root" in template.storage.unavailable:
        return False
    return template.volumes["root"].usage == 0


def sharing_a_disk(qube: Qube) -> Iterator[Qube]:
    """Qubes that must not run together with this one."""
    if qube.klass == "StandaloneVM":
        yield from (other for other in qube.app.qubes.values() if _standalone_of(other) is qube)
    standalone = _standalone_of(qube)
    if standalone is not None:
        yield standalone


def _standalone_of(qube: Qube) -> Qube | None:
    """The StandaloneVM whose disk the qube starts from, if that is where its system comes from."""
    template = qube.template
    while template is not None and template.klass != "StandaloneVM":
        template = template.template
    return template
