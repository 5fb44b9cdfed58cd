"""The small tables of the details panel: volumes, and features with tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PyQt5.QtCore import QObject, Qt

from qubesmanager.client.devices import DeviceUse
from qubesmanager.client.system import QubeInfo, VolumeInfo
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.models.table import BAR_ROLE, Column, RecordTable


class VolumesModel(RecordTable[VolumeInfo]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.columns = (
            Column("name", self.tr("Volume"), lambda v: v.name, tip=self._tip),
            Column("pool", self.tr("Pool"), lambda v: v.pool, tip=lambda v: f"{v.pool}: {v.vid}"),
            Column(
                "size",
                self.tr("Used / size"),
                lambda v: wording.size_pair(v.usage, v.size) if v.size else "–",
                lambda v: v.usage,
                lambda v: wording.exact_bytes(v.size) if v.size else "",
                right=True,
            ),
            Column("keeps", self.tr("At shutdown"), self._fate, tip=self._tip),
        )

    def show_qube(self, qube: QubeInfo) -> None:
        """Its volumes, and those that the daemon cannot even reach."""
        lost = [
            VolumeInfo(name, "–", "", 0, 0, False, False, False, problem=why)
            for name, why in sorted(qube.unreachable.items())
        ]
        self.set_records([*qube.volumes, *lost])

    def role_data(self, record: VolumeInfo, column: Column[VolumeInfo], role: int) -> Any:
        if role == Qt.DecorationRole and column.key == "keeps" and record.problem:
            return look.icon("sign-error", "error")
        if role == BAR_ROLE and column.key == "size" and record.size:
            return record.usage / record.size
        return None

    def _fate(self, volume: VolumeInfo) -> str:
        if volume.problem:
            return self.tr("not usable")
        if volume.save_on_stop:
            return self.tr("kept")
        if volume.rw:
            return self.tr("discarded")
        return self.tr("read only")

    def _tip(self, volume: VolumeInfo) -> str:
        if volume.problem:
            return volume.problem
        if volume.source:
            return self.tr("A snapshot of {source}, taken at every start").format(
                source=volume.source
            )
        if volume.save_on_stop:
            return self.tr("The qube's own data; a backup saves it")
        if volume.rw:
            return self.tr("Scratch space, emptied at every start")
        return self.tr("Never written by the qube")


class DevicesModel(RecordTable[DeviceUse]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.columns = (
            Column("class", self.tr("Kind"), lambda d: device_word(d.devclass)),
            Column("port", self.tr("Device"), lambda d: d.port, tip=lambda d: d["device_id"]),
            Column("mode", self.tr("Attached"), lambda d: mode_word(d["mode"])),
        )


def device_word(devclass: str) -> str:
    """A class of devices in words; an unknown one as it came."""
    return {
        "pci": wording.translate("Devices", "PCI"),
        "usb": wording.translate("Devices", "USB"),
        "block": wording.translate("Devices", "disk"),
        "mic": wording.translate("Devices", "microphone"),
        "webcam": wording.translate("Devices", "camera"),
    }.get(devclass, devclass)


def mode_word(mode: str) -> str:
    """When a device is attached (admin-api.md 2.6)."""
    return {
        "required": wording.translate("Devices", "at start, required"),
        "auto-attach": wording.translate("Devices", "at start"),
        "ask-to-attach": wording.translate("Devices", "after asking"),
        "manual": wording.translate("Devices", "by hand"),
    }.get(mode, mode)


@dataclass(frozen=True)
class Feature:
    name: str
    value: str


class FeaturesModel(RecordTable[Feature]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.columns = (
            Column("name", self.tr("Name"), lambda f: f.name, lambda f: natural_key(f.name)),
            Column("value", self.tr("Value"), lambda f: f.value),
        )

    def show_qube(self, qube: QubeInfo) -> None:
        """Features, and the tags as rows of their own."""
        rows = [Feature(name, value or self.tr("(empty)")) for name, value in qube.features.items()]
        rows += [Feature(self.tr("tag"), tag) for tag in qube.tags]
        self.set_records(sorted(rows, key=lambda f: (natural_key(f.name), natural_key(f.value))))
