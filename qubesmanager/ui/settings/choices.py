"""What a setting can be chosen from, and how its values read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PyQt5.QtCore import QCoreApplication

from qubesmanager.client.system import QubeInfo, System
from qubesmanager.ui.models.qubes_model import is_true
from qubesmanager.ui.models.sorting import natural_key

translate = QCoreApplication.translate

YES_NO = (
    "include_in_backups",
    "autostart",
    "provides_network",
    "template_for_dispvms",
    "debug",
)

Choice = tuple[str, str | None]


def choices(
    system: System, name: str, infos: Sequence[QubeInfo], kernels: Sequence[str] = ()
) -> Iterable[Choice]:
    """(text, value) of what fits all of those qubes, the default left out."""
    if name in YES_NO:
        yes, no = translate("Settings", "yes"), translate("Settings", "no")
        return ((yes, "True"), (no, "False"))
    if name == "label":
        known = sorted(system.labels.values(), key=lambda label: label.index)
        return [(label.name, label.name) for label in known]
    if name == "virt_mode":
        return [(mode, mode) for mode in ("pvh", "hvm", "pv")]
    if name == "kernel":
        return [(word(name, ""), ""), *((one, one) for one in sorted(kernels, key=natural_key))]
    names = sorted((q.name for q in _qubes_for(system, name, infos)), key=natural_key)
    none: list[Choice] = [] if name == "template" else [(translate("Settings", "none"), "")]
    return [*none, *((one, one) for one in names)]


def word(name: str, value: str | None) -> str:
    """A value as people read it."""
    if value is None:
        return translate("Settings", "default")
    if name in YES_NO:
        return translate("Settings", "yes") if value == "True" else translate("Settings", "no")
    if name == "kernel" and not value:
        return translate("Settings", "the qube's own")
    return value or translate("Settings", "none")


def _qubes_for(system: System, name: str, infos: Sequence[QubeInfo]) -> list[QubeInfo]:
    own = {info.name for info in infos}
    others = [q for q in system.qubes.values() if q.name not in own]
    if name == "netvm":
        return [q for q in others if is_true(q, "provides_network")]
    if name == "default_dispvm" or all(info.klass == "DispVM" for info in infos):
        return [q for q in system.qubes.values() if is_true(q, "template_for_dispvms")]
    return [q for q in others if q.klass == "TemplateVM"]
