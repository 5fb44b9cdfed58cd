"""The settings windows that a Manager has open: one for a qube, all of them kept current."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5 import sip
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QWidget

from qubesmanager.client.system import System
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.settings.dialog import SettingsDialog
from qubesmanager.ui.storage.states import StatesDialog


class SettingsWindows:
    """``on_applied`` is told the qube whose settings were changed."""

    def __init__(
        self, parent: QWidget, notifier: Notifier, on_applied: Callable[[str], None]
    ) -> None:
        self._parent = parent
        self._notifier = notifier
        self._on_applied = on_applied
        self._open: dict[str, SettingsDialog] = {}

    def open(self, system: System, name: str) -> SettingsDialog:
        """A second request brings the window to the front."""
        dialog = self._of(name)
        if dialog is None:
            dialog = SettingsDialog(system, name, self._notifier, self._parent)
            self._open[name] = dialog
            dialog.setAttribute(Qt.WA_DeleteOnClose)
            dialog.applied.connect(self._on_applied)
            dialog.states_wanted.connect(lambda name: self._open_states(system, name, dialog))
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def _open_states(self, system: System, name: str, dialog: SettingsDialog) -> None:
        states = StatesDialog(system, name, self._notifier, dialog)
        states.setAttribute(Qt.WA_DeleteOnClose)
        states.changed.connect(self._on_applied)
        states.open()

    def tell(self, system: System, name: str, now: str = "") -> None:
        """That qube was changed, goes by the name ``now``, or is gone."""
        dialog = self._of(name)
        if dialog is None:
            return
        if now in system.qubes and self._of(now) is None:
            self._open[now] = self._open.pop(name)
            dialog.follow(system.qubes[now])
        elif name in system.qubes:
            dialog.follow(system.qubes[name])
        else:
            dialog.qube_is_gone()

    def tell_all(self, system: System) -> None:
        """Everything was read again."""
        for name, dialog in list(self._open.items()):
            if self._of(name) is not None and system.qubes.get(name) is not dialog.sheet.info:
                self.tell(system, name, system.renamed.pop(name, ""))

    def _of(self, name: str) -> SettingsDialog | None:
        dialog = self._open.get(name)
        if dialog is None or sip.isdeleted(dialog) or dialog.isHidden() or dialog.is_gone:
            self._open.pop(name, None)
            return None
        return dialog
