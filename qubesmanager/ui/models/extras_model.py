"""Services, other features and tags of a qube as one list that can be edited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PyQt5.QtCore import QModelIndex, QObject, Qt, pyqtSignal

from qubesmanager.client.qube import SERVICE_PREFIX
from qubesmanager.client.system import QubeInfo
from qubesmanager.ui import wording
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.models.table import Column, RecordTable

KINDS = ("service", "feature", "tag")


@dataclass(frozen=True)
class Extra:
    """A service's value is "1" or "", a tag has none."""

    kind: str
    name: str
    value: str = ""


def extras_of(info: QubeInfo) -> list[Extra]:
    found = [
        Extra("service", name.removeprefix(SERVICE_PREFIX), "1" if value else "")
        if name.startswith(SERVICE_PREFIX)
        else Extra("feature", name, value)
        for name, value in info.features.items()
    ]
    found += [Extra("tag", tag) for tag in info.tags]
    return sorted(found, key=lambda e: (KINDS.index(e.kind), natural_key(e.name)))


def kind_word(kind: str) -> str:
    return {
        "service": wording.translate("Extras", "Service"),
        "feature": wording.translate("Extras", "Feature"),
        "tag": wording.translate("Extras", "Tag"),
    }[kind]


class ExtrasModel(RecordTable[Extra]):
    edited = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.columns = (
            Column("kind", self.tr("Kind"), lambda e: kind_word(e.kind)),
            Column("name", self.tr("Name"), lambda e: e.name),
            Column("value", self.tr("Value"), self._value, editable=True),
        )

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].key == "value":
            kind = self.records[index.row()].kind
            if kind == "service":
                flags |= Qt.ItemIsUserCheckable
            elif kind == "feature":
                flags |= Qt.ItemIsEditable
        return flags

    def role_data(self, record: Extra, column: Column[Extra], role: int) -> Any:
        if column.key == "value" and role == Qt.CheckStateRole and record.kind == "service":
            return Qt.Checked if record.value else Qt.Unchecked
        if column.key == "value" and role == Qt.EditRole:
            return record.value
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.EditRole) -> bool:
        if not index.isValid():
            return False
        record = self.records[index.row()]
        if role == Qt.CheckStateRole and record.kind == "service":
            changed = replace(record, value="1" if value == Qt.Checked else "")
        elif role == Qt.EditRole and record.kind == "feature":
            changed = replace(record, value=str(value))
        else:
            return False
        self.replace(index.row(), changed)
        self.edited.emit()
        return True

    def _value(self, extra: Extra) -> str:
        if extra.kind == "service":
            return self.tr("on") if extra.value else self.tr("off")
        return extra.value
