"""The properties of qubes: one declaration each (admin-api.md section 2.10)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qubesmanager.backend.properties import Property, Value
from qubesmanager.protocol import (
    QubesPropertyValueError,
    QubesVMInUseError,
    QubesVMNotHaltedError,
)

if TYPE_CHECKING:
    from .base import Qube

Rule = Callable[["Qube"], Value]
Form = Callable[[Value], Value]
VMProperty = Property["Qube"]

USER = re.compile(r"[A-Za-z0-9_+,.-]*\Z")
KEYBOARD = re.compile(r"[A-Za-z0-9_-]+(?:\+[A-Za-z0-9_-]*){0,2}\Z")
_DENIED = re.compile(r"[bump*][0-9a-f*]{6}")
_SECONDS = re.compile(r"([0-9]+)\.[0-9]+\Z")
_MAX_KERNEL_OPTIONS = 512


# -- default rules


def constant(value: Value) -> Rule:
    """The same for every qube."""
    return lambda qube: value


def of_app(name: str) -> Rule:
    """The system's property of that name."""
    return lambda qube: qube.app.properties.value(name)


def of_template(name: str, otherwise: Rule) -> Rule:
    """The template's value; ``otherwise`` for a qube without template."""

    def rule(qube: Qube) -> Value:
        template = qube.template
        return otherwise(qube) if template is None else template.properties.value(name)

    return rule


def default_netvm(qube: Qube) -> Value:
    """Templates have no network unless they are given one."""
    return None if qube.klass == "TemplateVM" else qube.app.properties.value("default_netvm")


def default_dispvm(qube: Qube) -> Value:
    """A disposable starts disposables of its own kind."""
    if qube.klass == "DispVM":
        return qube.properties.value("template")
    return qube.app.properties.value("default_dispvm")


def icon(qube: Qube) -> Value:
    label = qube.properties.value("label")
    if qube.klass == "AdminVM":
        return "adminvm-black"
    if qube.klass == "TemplateVM" or (qube.klass == "AppVM" and qube.template_for_dispvms):
        return f"templatevm-{label}"
    if qube.features.get("servicevm"):
        return f"servicevm-{label}"
    return f"{qube.klass.lower()}-{label}"


def default_maxmem(qube: Qube) -> Value:
    """MiB; 0 where memory cannot be balanced."""
    hvm = qube.properties.value("virt_mode") == "hvm"
    features = qube.features
    balanced = not hvm or any(
        features.check_with_template(name) for name in ("qrexec", "service.meminfo-writer")
    )
    if qube.devices.has("pci") or not balanced:
        return 0
    template = qube.template
    if template is not None:
        return template.properties.value("maxmem")
    memory = qube.properties.value("memory")
    assert isinstance(memory, int)
    wanted = 10 * memory if features.get("os") == "Linux" else 4000
    return min(wanted, qube.app.host_memory_mib // 2)


def default_virt_mode(qube: Qube) -> Value:
    if qube.devices.has("pci"):
        return "hvm"
    template = qube.template
    return "pvh" if template is None else template.properties.value("virt_mode")


def default_bootmode(qube: Qube) -> Value:
    chosen = qube.features.get("boot-mode.active")
    if chosen:
        return chosen
    template = qube.template
    if template is not None and "appvm_default_bootmode" in template.properties:
        return template.properties.value("appvm_default_bootmode")
    return "default"


def default_keyboard(qube: Qube) -> Value:
    """That of the first one set along the qubes that show each other's windows."""
    seen = {qube.name}
    while "guivm" in qube.properties:
        guivm = qube.properties.value("guivm")
        if guivm is None or guivm in seen:
            break
        qube = qube.app.qubes[str(guivm)]
        if not qube.properties.is_default("keyboard_layout"):
            return qube.properties.kept("keyboard_layout")
        seen.add(qube.name)
    return "us++"


def default_in_backups(qube: Qube) -> Value:
    return qube.klass != "RemoteVM" and not qube.properties.kept("auto_cleanup")


def is_preload(qube: Qube) -> Value:
    template = qube.template
    return template is not None and qube.name in template.features.get("preload-dispvm", "").split(
        " "
    )


# -- forms


def whole_seconds(untrusted_text: str) -> str:
    """Older releases kept times with a fraction."""
    found = _SECONDS.match(untrusted_text)
    return found[1] if found else untrusted_text


def at_least(minimum: int, maximum: int | None = None) -> Form:
    """A whole number that is not smaller, nor larger."""

    def form(value: Value) -> Value:
        if isinstance(value, int) and maximum is not None and value > maximum:
            raise QubesPropertyValueError(f"Value must be at most {maximum}, not {value!r}")
        if not isinstance(value, int) or value < minimum:
            raise QubesPropertyValueError(f"Value must be at least {minimum}, not {value!r}")
        return value

    return form


def matches(pattern: re.Pattern[str], what: str) -> Form:
    """A text of that form."""

    def form(value: Value) -> Value:
        if not pattern.match(str(value)):
            raise QubesPropertyValueError(f"Not {what}: {value!r}")
        return value

    return form


def virt_mode(value: Value) -> Value:
    """One of the three, in lower case."""
    mode = str(value).lower()
    if mode not in ("hvm", "pv", "pvh"):
        raise QubesPropertyValueError(f"Not a virtualisation mode (hvm, pv, pvh): {value!r}")
    return mode


def kernel_options(value: Value) -> Value:
    if len(str(value)) > _MAX_KERNEL_OPTIONS:
        raise QubesPropertyValueError(f"At most {_MAX_KERNEL_OPTIONS} characters")
    return value


def device_interfaces(value: Value) -> Value:
    """Codes of 7 characters in a row; kept sorted, each once."""
    text = str(value)
    codes = [text[start : start + 7] for start in range(0, len(text), 7)]
    for code in codes:
        if not _DENIED.fullmatch(code):
            raise QubesPropertyValueError(f"Not a device interface: {code!r}")
    return "".join(sorted(set(codes)))


# -- checks


def check_label(qube: Qube, value: Value) -> Value:
    if value is None:
        raise QubesPropertyValueError("A qube must have a label")
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
    """The class that fits, whole, and the qube halted."""
    if value is None:
        raise QubesPropertyValueError(f"{qube.name!r} cannot be without template")
    template = qube.app.qubes[str(value)]
    if not _fits(qube, template):
        raise QubesPropertyValueError(f"{template.name!r} cannot be the template of a {qube.klass}")
    if qube.app.qubes.get(qube.name) is qube:
        qube.refuse_while_running("Property 'template'")
        _refuse_running_disposables(qube)
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
    """Snapshots of the old template's volumes become those of the new one's."""
    qube.storage.follow_template()
    for other in qube.app.qubes.values():
        if other.template is qube:
            await follow_template(other, old, new)


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
        for other in list(qube.app.qubes.values()):
            if other.template is qube and other.properties.is_default(name):
                await other.fire(f"property-reset:{name}", name=name)
                await follow(other, old, new)

    return follow
