"""Services, features and tags: switched, edited, added and removed in one list."""

from __future__ import annotations

from PyQt5.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from qubesmanager.client import qube as calls
from qubesmanager.client.connection import Connection
from qubesmanager.client.qube import SERVICE_PREFIX
from qubesmanager.client.system import QubeInfo
from qubesmanager.protocol import AdminError
from qubesmanager.ui.models.extras_model import KINDS, Extra, ExtrasModel, extras_of, kind_word
from qubesmanager.ui.settings.page import SettingsPage
from qubesmanager.ui.widgets import plain_table

Key = tuple[str, str]


class ServicesPage(SettingsPage):
    """By program: ``page.add("service", "cups")``, ``page.set_extras([...])``."""

    form = "page_services"
    features_view: QTableView
    kind_edit: QComboBox
    name_edit: QLineEdit
    add_button: QPushButton
    remove_button: QPushButton
    why_label: QLabel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.qube = ""
        self.stored: list[Extra] = []
        self.model = ExtrasModel(self)
        self.model.edited.connect(self.edited)
        plain_table.set_up(
            self.features_view, self.model, self.tr("No service, feature or tag is set.")
        )
        for kind in KINDS:
            self.kind_edit.addItem(kind_word(kind), kind)
        self.name_edit.textChanged.connect(self._refresh)
        self.kind_edit.currentIndexChanged.connect(self._refresh)
        self.features_view.selectionModel().selectionChanged.connect(self._refresh)
        self.name_edit.returnPressed.connect(self.add_button.click)
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self._refresh()

    def title(self) -> str:
        return self.tr("&Services")

    def take(self, info: QubeInfo) -> None:
        """What was edited here stays; everything else follows the qube."""
        edits = self._edits()
        self.qube = info.name
        self.stored = extras_of(info)
        after = _by_key(self.stored)
        for key, extra in edits.items():
            if extra is None:
                after.pop(key, None)
            else:
                after[key] = extra
        self.model.set_records(after.values())

    def add(self, kind: str, name: str) -> None:
        extra = Extra(kind, name, "1" if kind == "service" else "")
        self.set_extras([*self.model.records, extra])

    def set_extras(self, extras: list[Extra]) -> None:
        """As if the person had edited them."""
        self.model.set_records(extras)
        self._refresh()
        self.edited.emit()

    def changes(self) -> list[str]:
        lines = []
        for (kind, name), extra in self._edits().items():
            text = f"{kind_word(kind)} {name}"
            if extra is None:
                lines.append(self.tr("{name}: removed").format(name=text))
            elif kind == "service":
                value = self.tr("on") if extra.value else self.tr("off")
                lines.append(f"{text}: {value}")
            else:
                value = extra.value or self.tr("added")
                lines.append(f"{text}: {value}")
        return lines

    async def apply(self, connection: Connection) -> list[tuple[str, AdminError]]:
        refused = []
        for (kind, name), extra in self._edits().items():
            try:
                await self._do(connection, kind, name, extra)
            except AdminError as error:
                refused.append((f"{kind_word(kind)} {name}", error))
        if not refused:
            self.stored = list(self.model.records)
        return refused

    async def _do(self, connection: Connection, kind: str, name: str, extra: Extra | None) -> None:
        if kind == "tag":
            change = calls.remove_tag if extra is None else calls.add_tag
            await change(connection, self.qube, name)
            return
        feature = SERVICE_PREFIX + name if kind == "service" else name
        if extra is None:
            await calls.remove_feature(connection, self.qube, feature)
        else:
            await calls.set_feature(connection, self.qube, feature, extra.value)

    def _edits(self) -> dict[Key, Extra | None]:
        """What differs from the stored; None for what is removed."""
        before, after = _by_key(self.stored), _by_key(self.model.records)
        edits: dict[Key, Extra | None] = {key: None for key in before if key not in after}
        edits |= {key: extra for key, extra in after.items() if before.get(key) != extra}
        return edits

    def _add(self) -> None:
        self.add(str(self.kind_edit.currentData()), self.name_edit.text().strip())
        self.name_edit.clear()

    def _remove(self) -> None:
        rows = {index.row() for index in self.features_view.selectionModel().selectedRows()}
        self.set_extras([e for n, e in enumerate(self.model.records) if n not in rows])

    def _refresh(self) -> None:
        kind, name = str(self.kind_edit.currentData()), self.name_edit.text().strip()
        why = ""
        if (kind, name) in _by_key(self.model.records):
            why = self.tr("It is there already.")
        elif any(c.isspace() for c in name):
            why = self.tr("The name has no spaces.")
        self.why_label.setText(why)
        self.add_button.setEnabled(bool(name) and not why)
        self.remove_button.setEnabled(self.features_view.selectionModel().hasSelection())


def _by_key(extras: list[Extra]) -> dict[Key, Extra]:
    return {(extra.kind, extra.name): extra for extra in extras}
