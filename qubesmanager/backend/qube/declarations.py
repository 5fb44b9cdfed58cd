"""What the properties of qubes are by default, and the form of values (admin-api.md 2.10)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from qubesmanager.backend.properties import Property, Value
from qubesmanager.protocol import QubesPropertyValueError

from .device_assignment import INTERFACE, INTERFACE_LENGTH

if TYPE_CHECKING:
    from .base import Qube

Rule = Callable[["Qube"], Value]
Form = Callable[[Value], Value]
VMProperty = Property["Qube"]

USER = re.compile(r"[A-Za-z0-9_+,.-]*\Z")
KEYBOARD = re.compile(r"[A-Za-z0-9_-]+(?:\+[A-Za-z0-9_-]*){0,2}\Z")
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


def start_time(qube: Qube) -> Value:
    return "" if qube.life.started_s is None else f"{qube.life.started_s}.0"


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
    step = INTERFACE_LENGTH
    codes = [text[start : start + step] for start in range(0, len(text), step)]
    for code in codes:
        if not INTERFACE.match(code):
            raise QubesPropertyValueError(f"Not a device interface: {code!r}")
    return "".join(sorted(set(codes)))
