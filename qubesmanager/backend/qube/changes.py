"""What stands in the way of a new value of a property, and what follows from one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from qubesmanager.backend.properties import Value
from qubesmanager.protocol import (
    QubesPropertyValueError,
    QubesVMInUseError,
    QubesVMNotHaltedError,
)

from .declarations import default_virt_mode

if TYPE_CHECKING:
    from .base import Qube

# What a processor with 52 address lines can have: no machine has more.
_MAX_MEMORY_MIB = 2**52 >> 20

# -- checks


def check_label(qube: Qube, value: Value) -> Value:
    if value is None:
        raise QubesPropertyValueError("A qube must have a label")
    return value


def check_memory(qube: Qube, value: Value) -> Value:
    """More than this machine has is allowed: the qube may come from a larger one."""
    if isinstance(value, int) and value > _MAX_MEMORY_MIB:
        raise QubesPropertyValueError(f"Value must be at most {_MAX_MEMORY_MIB} MiB, not {value!r}")
    return value


def check_virt_mode(qube: Qube, value: Value) -> Value:
    if value == "pvh" and qube.devices.has("pci"):
        raise QubesPropertyValueError(f"{qube.name!r} has PCI devices, so it cannot be pvh")
    if value != "hvm":
        _refuse_to_leave_hvm(qube)
    return value


def check_virt_mode_reset(qube: Qube) -> None:
    check_virt_mode(qube, default_virt_mode(qube))


def _refuse_to_leave_hvm(qube: Qube) -> None:
    """A StandaloneVM and the AppVMs made of it are all hvm."""
    template = qube.template
    if qube.klass == "AppVM" and template is not None and template.klass == "StandaloneVM":
        raise QubesPropertyValueError(
            f"{qube.name!r} is made of {template.name!r}, which is no template: it must be hvm"
        )
    everyone = qube.app.qubes_and_those_being_made() if qube.klass == "StandaloneVM" else []
    users = [user.name for user in everyone if user.klass == "AppVM" and user.template is qube]
    if users:
        raise QubesVMInUseError(
            f"{qube.name!r} must be hvm while it is the template of: {', '.join(users)}"
        )


def check_dispvm(qube: Qube, value: Value) -> Value:
    """A qube that disposables may be made of."""
    if value is not None and not qube.app.qubes[str(value)].template_for_dispvms:
        raise QubesPropertyValueError(f"{value!r} is no template for disposables")
    return value


def check_template(qube: Qube, value: Value) -> Value:
    """One that fits, and the qube halted."""
    value = fitting_template(qube, value)
    if qube.app.qubes.get(qube.name) is qube:
        qube.refuse_while_running("Property 'template'")
        _refuse_running_disposables(qube)
    return value


def fitting_template(qube: Qube, value: Value) -> Value:
    """The class that fits, whole."""
    if value is None:
        raise QubesPropertyValueError(f"{qube.name!r} cannot be without template")
    template = qube.app.qubes[str(value)]
    if not _fits(qube, template):
        raise QubesPropertyValueError(f"{template.name!r} cannot be a template for {qube.klass}")
    if template.storage.unavailable:
        missing = ", ".join(template.storage.unavailable)
        raise QubesPropertyValueError(f"{template.name!r} lacks its volumes {missing}")
    return value


def _refuse_running_disposables(qube: Qube) -> None:
    """They start from snapshots of the same template's volumes."""
    running = [
        other.name
        for other in qube.app.qubes.values()
        if other.template is qube and other.is_running
    ]
    if running:
        raise QubesVMNotHaltedError(
            f"{qube.name!r} cannot get another template while these run: {', '.join(running)}"
        )


def _fits(qube: Qube, template: Qube) -> bool:
    """An hvm that has no template itself will do for another hvm (storage.md section 7)."""
    if qube.klass == "DispVM":
        return template.template_for_dispvms
    if template.klass == "StandaloneVM":
        return (
            template.properties.value("virt_mode") == "hvm"
            and qube.properties.kept("virt_mode") in (None, "hvm")
        )  # fmt: skip
    return template.klass == "TemplateVM"


def check_template_for_dispvms(qube: Qube, value: Value) -> Value:
    if not value:
        refuse_used_for_dispvms(qube)
    return value


def refuse_used_for_dispvms(qube: Qube) -> None:
    """QubesVMInUseError while disposables are made of the qube."""
    app = qube.app
    users = [
        f"the system's {name}"
        for name in ("default_dispvm", "management_dispvm")
        if app.properties.kept(name) == qube.name
    ]
    for other in app.qubes_and_those_being_made():
        names = ["template"] if other.klass == "DispVM" else []
        names += ["default_dispvm", "management_dispvm"]
        users += [
            f"{name} of {other.name}" for name in names if other.properties.kept(name) == qube.name
        ]
    if users:
        raise QubesVMInUseError(f"{qube.name!r} is used as: {', '.join(users)}")


# -- what follows a change


async def follow_icon(qube: Qube, old: Value, new: Value) -> None:
    await qube.fire("property-reset:icon", name="icon")


async def follow_provides_network(qube: Qube, old: Value, new: Value) -> None:
    """The feature ``servicevm`` goes with it."""
    if new:
        await qube.features.set("servicevm", "1")
    elif "servicevm" in qube.features:
        await qube.features.remove("servicevm")


async def follow_template(qube: Qube, old: Value, new: Value) -> None:
    """Snapshots of the old template's volumes become those of the new one's.

    Another one that was to come at the next start does not come any more.
    """
    qube.next_template = None
    qube.storage.follow_template()
    for other in made_of(qube):
        other.storage.follow_template()


async def follow_appvm_bootmode(qube: Qube, old: Value, new: Value) -> None:
    """Qubes made of the template boot in that mode unless they have their own."""
    for other in list(qube.app.qubes.values()):
        if other.template is qube and other.properties.is_default("bootmode"):
            await other.fire("property-reset:bootmode", name="bootmode")


def follow_tag(prefix: str) -> Callable[[Qube, Value, Value], Any]:
    """A tag names the qube that is chosen."""

    async def follow(qube: Qube, old: Value, new: Value) -> None:
        await qube.move_tag(f"{prefix}-{old}" if old else None, f"{prefix}-{new}" if new else None)

    return follow


def follow_dependents(name: str) -> Callable[[Qube, Value, Value], Any]:
    """Qubes that take this value from their template hear of it."""

    async def follow(qube: Qube, old: Value, new: Value) -> None:
        for other in list(made_of(qube, lambda child: child.properties.is_default(name))):
            await other.fire(f"property-reset:{name}", name=name)

    return follow


def made_of(template: Qube, wanted: Callable[[Qube], bool] = lambda qube: True) -> Iterator[Qube]:
    """The qubes whose template this is, and those made of them, each after its template.

    A qube that is not wanted hides those made of it.
    """
    children: dict[str, list[Qube]] = {}
    for qube in template.app.qubes.values():
        above = qube.properties.kept("template")
        if above is not None:
            children.setdefault(str(above), []).append(qube)
    waiting = deque(children.get(template.name, ()))
    while waiting:
        qube = waiting.popleft()
        if wanted(qube):
            yield qube
            waiting.extend(children.get(qube.name, ()))
