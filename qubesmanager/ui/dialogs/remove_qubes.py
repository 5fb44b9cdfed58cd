"""The question before qubes are removed: what goes, what hinders it, what cannot come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget

from qubesmanager.client.system import QubeInfo
from qubesmanager.ui import look, wording


def in_use_by(qube: QubeInfo, qubes: Mapping[str, QubeInfo]) -> list[str]:
    """Names of the qubes that need this one as template, net qube or disposable template."""
    return [
        other.name
        for other in qubes.values()
        if other.name != qube.name
        and qube.name in (other.template, other.netvm, explicit(other, "default_dispvm"))
    ]


def explicit(qube: QubeInfo, name: str) -> str:
    """The property's text when it was set on the qube itself, not a default."""
    value = qube.properties.get(name)
    return value.value if value is not None and not value.is_default else ""


def removal_order(chosen: Sequence[QubeInfo]) -> list[QubeInfo]:
    """Users before what they use: disposables, app qubes, then network and templates."""
    names = {qube.name: qube for qube in chosen}

    def depth(qube: QubeInfo, seen: frozenset[str] = frozenset()) -> int:
        users = [names[name] for name in in_use_by(qube, names) if name not in seen]
        return 1 + max((depth(user, seen | {qube.name}) for user in users), default=0)

    return sorted(chosen, key=depth)


class RemoveDialog(QDialog):
    """``confirmed`` carries the qubes in the order to remove them."""

    heading_label: QLabel
    list_label: QLabel
    hindrance_sign: QLabel
    hindrance_label: QLabel
    type_label: QLabel
    name_edit: QLineEdit
    remove_button: QPushButton
    cancel_button: QPushButton

    confirmed = pyqtSignal(object)

    def __init__(
        self,
        chosen: Sequence[QubeInfo],
        qubes: Mapping[str, QubeInfo],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        look.load_form("remove_qubes", self)
        self.chosen = list(chosen)
        self.qubes = qubes
        for label in self.findChildren(QLabel):
            label.setTextFormat(Qt.PlainText)
        font = self.heading_label.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        self.heading_label.setFont(font)
        count = len(chosen)
        if count == 1:
            heading = self.tr("Remove {name}?").format(name=chosen[0].name)
            button = self.tr("&Remove {name}").format(name=chosen[0].name)
        else:
            heading = wording.plural(self.tr("Remove %n qube(s)?", "", count), count)
            button = wording.plural(self.tr("&Remove %n qube(s)", "", count), count)
        self.heading_label.setText(heading)
        self.remove_button.setText(button)
        self.remove_button.setIcon(look.icon("remove"))
        self.list_label.setText("\n".join(self._line(qube) for qube in chosen[:12]))
        if count > 12:
            more = self.tr("and {count} more").format(count=count - 12)
            self.list_label.setText(f"{self.list_label.text()}\n{more}")
        self._show_hindrance()
        self.word = chosen[0].name if count == 1 else self.tr("remove")
        self.must_type = any(self._is_lost(qube) for qube in chosen)
        self.type_label.setText(
            self.tr(
                "No backup is known, so nothing can bring this data back. Type “{word}”:"
            ).format(word=self.word)
        )
        self.type_label.setVisible(self.must_type)
        self.name_edit.setVisible(self.must_type)
        self.name_edit.textChanged.connect(self._check)
        self.remove_button.clicked.connect(self._confirm)
        self.cancel_button.clicked.connect(self.reject)
        self._check()

    def users(self) -> list[str]:
        """Qubes that stay and need one of these."""
        going = {qube.name for qube in self.chosen}
        needed = {name for qube in self.chosen for name in in_use_by(qube, self.qubes)}
        return sorted(needed - going)

    def _line(self, qube: QubeInfo) -> str:
        if not qube.disk_used_bytes:
            return self.tr("{name}: holds no data of its own").format(name=qube.name)
        if qube.last_backup is None:
            return self.tr("{name}: {size} of data, never backed up").format(
                name=qube.name, size=wording.size(qube.disk_used_bytes)
            )
        return self.tr("{name}: {size} of data, last backed up {when}").format(
            name=qube.name,
            size=wording.size(qube.disk_used_bytes),
            when=wording.since(qube.last_backup, datetime.now()),
        )

    def _is_lost(self, qube: QubeInfo) -> bool:
        return bool(qube.disk_used_bytes) and qube.last_backup is None and not qube.incomplete

    def _show_hindrance(self) -> None:
        users = self.users()
        text = self.tr("Still needed by {names}. Give them another one first.").format(
            names=", ".join(users[:6]) + (" …" if len(users) > 6 else "")
        )
        side = self.fontMetrics().height() + 2
        self.hindrance_sign.setPixmap(look.icon("sign-warning", "warning").pixmap(side, side))
        self.hindrance_label.setText(text)
        self.hindrance_label.setVisible(bool(users))
        self.hindrance_sign.setVisible(bool(users))

    def _check(self) -> None:
        typed = not self.must_type or self.name_edit.text() == self.word
        self.remove_button.setEnabled(typed and not self.users())
        self.remove_button.setToolTip(
            self.hindrance_label.text()
            if self.users()
            else ("" if typed else self.type_label.text())
        )

    def _confirm(self) -> None:
        self.confirmed.emit(removal_order(self.chosen))
        self.accept()
