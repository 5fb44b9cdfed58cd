"""Clone or rename a qube: one line to type, and what follows from it."""

from __future__ import annotations

from abc import abstractmethod

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QCloseEvent
from PyQt5.QtWidgets import QDialog, QLabel, QLineEdit, QProgressBar, QPushButton, QWidget

from qubesmanager.client.cloning import clone
from qubesmanager.client.renaming import rename, uses
from qubesmanager.client.system import System
from qubesmanager.protocol import AdminError
from qubesmanager.ui import look, wording
from qubesmanager.ui.dialogs.name_rule import free_name, name_hindrance
from qubesmanager.ui.notify import Level, Message, Notifier, error_message
from qubesmanager.ui.tasks import Tasks, owned

USES_SHOWN = 12


class NameDialog(QDialog):
    """``done_as`` carries the new name. Stays open, with the reason, when it is refused."""

    heading_label: QLabel
    name_edit: QLineEdit
    effect_label: QLabel
    busy_bar: QProgressBar
    reason_sign: QLabel
    reason_label: QLabel
    act_button: QPushButton
    cancel_button: QPushButton

    done_as = pyqtSignal(str)

    def __init__(
        self, system: System, qube: str, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        look.load_form("name_dialog", self)
        self.system = system
        self.qube = qube
        self.notifier = notifier
        self.tasks = Tasks(notifier, self)
        self.tasks.idle.connect(self._check)
        self._refused = ""
        for label in (self.heading_label, self.effect_label, self.reason_label):
            label.setTextFormat(Qt.PlainText)
        look.enlarge(self.heading_label)
        self.busy_bar.hide()
        self.name_edit.textChanged.connect(self._typed)
        self.act_button.clicked.connect(self.act)
        self.cancel_button.clicked.connect(self.reject)

    @abstractmethod
    async def _act(self, name: str) -> list[str]:
        """Do it. Returns sentences worth knowing; raises AdminError."""

    def hindrance(self) -> str:
        return name_hindrance(self.name_edit.text(), self.system.qubes) or self._refused

    @owned("act_button", "cancel_button", "name_edit")
    async def act(self) -> None:
        """Do it, and close; what is worth knowing is told in the window below."""
        if self.hindrance():
            return
        name = self.name_edit.text()
        self.busy_bar.show()
        try:
            remarks = await self._act(name)
        except AdminError as error:
            message = error_message(error)
            self._refused = f"{message.text} {message.detail}".strip()
            return
        finally:
            self.busy_bar.hide()
        if remarks:
            self.notifier.post(Message(Level.WARNING, name, "\n".join(remarks)))
        self.done_as.emit(name)
        self.accept()

    def reject(self) -> None:
        """Half a copy is not left: while it is made, the window waits for its end."""
        if not self.tasks.busy:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.tasks.busy:
            event.ignore()
        else:
            super().closeEvent(event)

    def _typed(self) -> None:
        self._refused = ""
        self._check()

    def _check(self) -> None:
        why = self.hindrance()
        self.reason_label.setText(why)
        side = self.fontMetrics().height()
        kind = ("sign-error", "error") if self._refused else ("sign-info", "accent")
        self.reason_sign.setPixmap(look.icon(*kind).pixmap(side, side))
        self.reason_sign.setVisible(bool(why))
        self.act_button.setEnabled(not why and not self.tasks.busy)
        self.act_button.setToolTip(why)


class CloneDialog(NameDialog):
    def __init__(
        self, system: System, qube: str, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__(system, qube, notifier, parent)
        self.setWindowTitle(self.tr("Clone {name}").format(name=qube))
        self.heading_label.setText(self.tr("Clone {name}").format(name=qube))
        self.act_button.setText(self.tr("C&lone"))
        self.effect_label.setText(
            self.tr(
                "A second qube with the same settings and data ({size}). Where the pool shares "
                "blocks it takes next to no space."
            ).format(size=wording.size(system.qubes[qube].disk_used_bytes))
        )
        self.name_edit.setText(free_name(qube, system.qubes))
        self.name_edit.selectAll()

    async def _act(self, name: str) -> list[str]:
        return await clone(self.system, self.qube, name)


class RenameDialog(NameDialog):
    def __init__(
        self, system: System, qube: str, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__(system, qube, notifier, parent)
        self.setWindowTitle(self.tr("Rename {name}").format(name=qube))
        self.heading_label.setText(self.tr("Rename {name}").format(name=qube))
        self.act_button.setText(self.tr("&Rename"))
        follow = [str(use) for use in uses(system, qube) if use.qube != qube]
        effect = self.tr("Earlier states of its volumes are not kept.")
        if follow:
            names = "\n".join(f"  {use}" for use in follow[:USES_SHOWN])
            if len(follow) > USES_SHOWN:
                names += "\n  " + self.tr("and {count} more").format(count=len(follow) - USES_SHOWN)
            effect = self.tr("What refers to it follows:") + f"\n{names}\n{effect}"
        self.effect_label.setText(effect)
        self.name_edit.setText(qube)
        self.name_edit.selectAll()

    def hindrance(self) -> str:
        if self.name_edit.text() == self.qube:
            return self.tr("Type another name.")
        return super().hindrance()

    async def _act(self, name: str) -> list[str]:
        return list((await rename(self.system, self.qube, name)).warnings)
