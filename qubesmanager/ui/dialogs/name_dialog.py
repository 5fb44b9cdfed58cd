"""Clone or rename a qube: one line to type, and what follows from it."""

from __future__ import annotations

from abc import abstractmethod

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QLabel, QLineEdit, QProgressBar, QWidget

from qubesmanager.client.cloning import clone
from qubesmanager.client.renaming import Use, rename, uses
from qubesmanager.client.system import PoolInfo, System
from qubesmanager.protocol import AdminError
from qubesmanager.ui import look, wording
from qubesmanager.ui.dialogs.making_dialog import MakingDialog
from qubesmanager.ui.dialogs.name_rule import free_name, name_hindrance
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.notify import Level, Message, Notifier
from qubesmanager.ui.tasks import owned

translate = wording.translate
USES_SHOWN = 12


def _shares_blocks(pool: PoolInfo) -> bool:
    """Where the daemon does not tell, it is one that insists on it when a pool is made."""
    if pool.shares_blocks is not None:
        return pool.shares_blocks
    return pool.driver in ("file-reflink", "lvm_thin")


class NameDialog(MakingDialog):
    """``done_as`` carries the new name."""

    heading_label: QLabel
    name_edit: QLineEdit
    effect_label: QLabel
    busy_bar: QProgressBar

    done_as = pyqtSignal(str)

    def __init__(
        self, system: System, qube: str, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__("name_dialog", system, notifier, parent)
        self.qube = qube
        for label in (self.heading_label, self.effect_label):
            label.setTextFormat(Qt.PlainText)
        look.enlarge(self.heading_label)
        look.keep_room(self.busy_bar)
        self.busy_bar.hide()
        self.name_edit.textChanged.connect(self.typed)
        self.act_button.clicked.connect(self.act)

    @abstractmethod
    async def _act(self, name: str) -> list[str]:
        """Do it. Returns sentences worth knowing; raises AdminError."""

    def flaw(self) -> str:
        return name_hindrance(self.name_edit.text(), self.system.qubes)

    @owned("act_button", "cancel_button", "name_edit")
    async def act(self) -> None:
        await self._make()

    async def _make(self) -> None:
        """Do it, and close; what is worth knowing is told in the window below."""
        if self.flaw():
            return
        name = self.name_edit.text()
        self.busy_bar.show()
        try:
            remarks = await self._act(name)
        except AdminError as error:
            self.refuse(error)
            return
        finally:
            self.busy_bar.hide()
        if remarks:
            self.notifier.post(Message(Level.WARNING, name, "\n".join(remarks)))
        self.done_as.emit(name)
        self.accept()


class CloneDialog(NameDialog):
    def __init__(
        self, system: System, qube: str, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__(system, qube, notifier, parent)
        self._is_ending = False
        self.setWindowTitle(translate("CloneDialog", "Clone {name}").format(name=qube))
        self.heading_label.setText(translate("CloneDialog", "Clone {name}").format(name=qube))
        self.act_button.setText(translate("CloneDialog", "C&lone"))
        used = wording.size(system.qubes[qube].disk_used_bytes)
        text = translate(
            "CloneDialog", "A second qube with the same settings and data ({size})."
        ).format(size=used)
        self.effect_label.setText(f"{text} {self._room()}")
        self.name_edit.setText(free_name(qube, system.qubes))
        self.name_edit.selectAll()

    def _room(self) -> str:
        """What the copy takes in the pools where the volumes lie that are copied."""
        volumes = [v for v in self.system.qubes[self.qube].volumes if v.save_on_stop]
        found = sorted({v.pool for v in volumes} & self.system.pools.keys(), key=natural_key)
        full = [name for name in found if not _shares_blocks(self.system.pools[name])]
        if not full:
            text = translate(
                "CloneDialog", "It takes next to no space: the pool shares blocks ({pools})."
            )
            return text.format(pools=", ".join(found))
        text = translate(
            "CloneDialog", "It takes as much again: the pool does not share blocks ({pools})."
        )
        return text.format(pools=", ".join(full))

    @owned("act_button", "name_edit")
    async def act(self) -> None:
        """Cancel stays there: it ends the copy, and what was made of it is removed."""
        self._is_ending = False
        await self._make()

    def reject(self) -> None:
        if self.tasks.busy:
            if not self._is_ending:
                self.tasks.cancel()
            self._is_ending = True
            self.reason.hint(
                translate("CloneDialog", "Cancelled; what was made of it is being removed.")
            )
        else:
            super().reject()

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
        follow = [self._words(use) for use in uses(system, qube) if use.qube != qube]
        effect = self.tr("Earlier states of its volumes are not kept.")
        if follow:
            names = "\n".join(f"  {use}" for use in follow[:USES_SHOWN])
            if len(follow) > USES_SHOWN:
                names += "\n  " + self.tr("and {count} more").format(count=len(follow) - USES_SHOWN)
            effect = self.tr("What refers to it follows:") + f"\n{names}\n{effect}"
        self.effect_label.setText(effect)
        self.name_edit.setText(qube)
        self.name_edit.selectAll()

    def _words(self, use: Use) -> str:
        if use.qube is None:
            return self.tr("{property} of the system").format(property=use.property)
        return self.tr("{property} of {name}").format(property=use.property, name=use.qube)

    def flaw(self) -> str:
        if self.name_edit.text() == self.qube:
            return self.tr("Type another name.")
        return super().flaw()

    async def _act(self, name: str) -> list[str]:
        return list((await rename(self.system, self.qube, name)).warnings)
