"""Devices of other qubes that a qube may use: assigned, removed, attached in another way."""

from __future__ import annotations

from PyQt5.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)

from qubesmanager.client import devices
from qubesmanager.client.connection import Connection
from qubesmanager.client.devices import DeviceUse
from qubesmanager.client.system import QubeInfo
from qubesmanager.protocol import AdminError
from qubesmanager.ui.models.detail_models import DevicesModel, device_word, mode_word
from qubesmanager.ui.settings.page import SettingsPage
from qubesmanager.ui.widgets import plain_table

CLASSES = ("pci", "usb", "block", "mic", "webcam")
MODES = ("required", "auto-attach", "ask-to-attach")


def with_mode(device: DeviceUse, mode: str) -> DeviceUse:
    fields = {**dict(device.fields), "mode": mode}
    return DeviceUse(device.devclass, tuple(fields.items()))


class DevicesPage(SettingsPage):
    """By program: ``page.add("usb", "sys-usb:1-2")``, ``page.set_devices([...])``."""

    form = "page_devices"
    devices_view: QTableView
    remove_button: QPushButton
    mode_edit: QComboBox
    class_edit: QComboBox
    device_edit: QComboBox
    why_label: QLabel
    add_button: QPushButton

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.qube = ""
        self.model = DevicesModel(self)
        self.stored: list[DeviceUse] = []
        self.offered: dict[str, list[DeviceUse]] = {}
        plain_table.set_up(
            self.devices_view, self.model, self.tr("No device of another qube is assigned.")
        )
        self.devices_view.selectionModel().selectionChanged.connect(self._refresh)
        for mode in MODES:
            self.mode_edit.addItem(mode_word(mode), mode)
        for devclass in CLASSES:
            self.class_edit.addItem(device_word(devclass), devclass)
        self.device_edit.lineEdit().setPlaceholderText("sys-usb:1-2")
        self.device_edit.lineEdit().textChanged.connect(self._refresh)
        self.class_edit.currentIndexChanged.connect(self._offer)
        self.mode_edit.activated.connect(self._set_mode)
        self.remove_button.clicked.connect(self._remove)
        self.add_button.clicked.connect(self._add)
        self._refresh()

    def title(self) -> str:
        return self.tr("&Devices")

    def take(self, info: QubeInfo) -> None:
        self.qube = info.name

    async def read(self, connection: Connection) -> None:
        await self.read_again(connection)
        backends = [name for name in await self._backends(connection) if name != self.qube]
        for devclass in CLASSES:
            self.offered[devclass] = await devices.available(connection, devclass, backends)
        self._offer()

    async def read_again(self, connection: Connection) -> None:
        """What was edited here stays; everything else follows the qube."""
        before, mine = _by_place(self.stored), _by_place(self.model.records)
        self.stored = await devices.assignments(connection, self.qube)
        after = _by_place(self.stored)
        for place in [*before, *mine]:
            if place not in mine:
                after.pop(place, None)
            elif place not in before or before[place]["mode"] != mine[place]["mode"]:
                after[place] = mine[place]
        if list(after.values()) != self.model.records:
            self.model.set_records(after.values())
            self.edited.emit()

    def set_devices(self, wanted: list[DeviceUse]) -> None:
        """As if the person had edited them."""
        self.model.set_records(wanted)
        self._refresh()
        self.edited.emit()

    def add(self, devclass: str, place: str) -> None:
        """``place`` is BACKEND:PORT."""
        backend, _, port = place.partition(":")
        known = [d for d in self.offered.get(devclass, ()) if d.port == place]
        fields = dict(known[0].fields) if known else {"device_id": "*", "port_id": port}
        mode = "required" if devclass == "pci" else "auto-attach"
        fields |= {"devclass": devclass, "backend_domain": backend, "mode": mode}
        self.set_devices([*self.model.records, DeviceUse(devclass, tuple(fields.items()))])

    def changes(self) -> list[str]:
        before, after = _by_place(self.stored), _by_place(self.model.records)
        lines = []
        for place in dict.fromkeys([*before, *after]):
            name = f"{device_word(place[0])} {place[1]}"
            if place not in after:
                lines.append(self.tr("Device {name}: no longer assigned").format(name=name))
            elif place not in before:
                lines.append(self.tr("Device {name}: assigned").format(name=name))
            elif before[place]["mode"] != after[place]["mode"]:
                mode = mode_word(after[place]["mode"])
                lines.append(self.tr("Device {name}: {mode}").format(name=name, mode=mode))
        return lines

    async def apply(self, connection: Connection) -> list[tuple[str, AdminError]]:
        before, after = _by_place(self.stored), _by_place(self.model.records)
        refused = []
        for place in dict.fromkeys([*before, *after]):
            try:
                if place not in after:
                    await devices.unassign(connection, self.qube, before[place])
                elif place not in before:
                    await devices.assign(connection, self.qube, after[place])
                elif before[place]["mode"] != after[place]["mode"]:
                    mode = after[place]["mode"]
                    await devices.set_mode(connection, self.qube, after[place], mode)
            except AdminError as error:
                refused.append((f"{device_word(place[0])} {place[1]}", error))
        self.stored = await devices.assignments(connection, self.qube)
        if not refused:
            self.model.set_records(self.stored)
        return refused

    async def _backends(self, connection: Connection) -> list[str]:
        """Every qube may have devices to lend; those that cannot answer say so quickly."""
        lines = (await connection.call("admin.vm.List")).decode().splitlines()
        running = [line.split()[0] for line in lines if "state=Running" in line]
        return sorted(running)

    def _row(self) -> int | None:
        rows = self.devices_view.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def _offer(self) -> None:
        devclass = str(self.class_edit.currentData())
        typed = self.device_edit.currentText()
        self.device_edit.clear()
        for device in self.offered.get(devclass, ()):
            self.device_edit.addItem(device.port)
        self.device_edit.setEditText(typed)
        self._refresh()

    def _add(self) -> None:
        self.add(str(self.class_edit.currentData()), self.device_edit.currentText())
        self.device_edit.clearEditText()

    def _remove(self) -> None:
        row = self._row()
        if row is not None:
            self.set_devices([d for n, d in enumerate(self.model.records) if n != row])

    def _set_mode(self) -> None:
        row = self._row()
        if row is not None:
            mode = str(self.mode_edit.currentData())
            self.model.replace(row, with_mode(self.model.records[row], mode))
            self.edited.emit()

    def _refresh(self) -> None:
        row = self._row()
        self.remove_button.setEnabled(row is not None)
        self.mode_edit.setEnabled(row is not None)
        if row is not None:
            mode = self.model.records[row]["mode"]
            self.mode_edit.setCurrentIndex(self.mode_edit.findData(mode))
        place = self.device_edit.currentText()
        backend, _, port = place.partition(":")
        taken = any(d.port == place for d in self.model.records)
        why = ""
        if not backend or not port:
            why = self.tr("A device is the qube that has it, a colon and its port: sys-usb:1-2")
            if not self.device_edit.count():
                why = self.tr("No running qube offers one of that kind.") + " " + why
        elif taken:
            why = self.tr("It is assigned already.")
        self.why_label.setText(why)
        self.add_button.setEnabled(not why)


def _by_place(found: list[DeviceUse]) -> dict[tuple[str, str, str], DeviceUse]:
    return {(d.devclass, d.port, d["device_id"]): d for d in found}
