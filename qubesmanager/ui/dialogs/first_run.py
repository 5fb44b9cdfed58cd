"""The first run: what will be made where, and which kind of storage, before anything is made.

While it is made, Quit (or Escape) stops that, and closes when what was half made is removed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QShowEvent
from PyQt5.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QRadioButton, QWidget

from qubesmanager.protocol import AdminError
from qubesmanager.ui import look
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import Tasks, owned
from qubesmanager.ui.widgets import mnemonics

InitStore = Callable[[Path, str], Awaitable[None]]


class FirstRunDialog(QDialog):
    """``probe`` is the answer of ``client.locate.probe``; ``created`` follows a made store."""

    heading_label: QLabel
    place_label: QLabel
    driver_caption: QLabel
    reflink_button: QRadioButton
    reflink_label: QLabel
    file_button: QRadioButton
    file_label: QLabel
    reason_sign: QLabel
    reason_label: QLabel
    busy_bar: QProgressBar
    create_button: QPushButton
    quit_button: QPushButton

    created = pyqtSignal()

    def __init__(
        self,
        home: Path,
        probe: dict[str, Any],
        init_store: InitStore,
        notifier: Notifier,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        look.load_form("first_run", self)
        for label in self.findChildren(QLabel):
            label.setTextFormat(Qt.PlainText)
        self.home = home
        self._init_store = init_store
        self.tasks = Tasks(notifier, self)
        self.tasks.idle.connect(self._ended)
        self._leaving = False
        look.keep_room(self.busy_bar)
        self.busy_bar.hide()
        font = self.heading_label.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        self.heading_label.setFont(font)
        self.place_label.setText(
            self.tr(
                "There are no qubes yet. A store for them will be made in\n{home}\n"
                "It belongs to you alone, needs no administrator, and nothing outside it changes."
            ).format(home=home)
        )
        self.reflink_label.setText(
            self.tr("Copies are made at once and take no space on this file system.")
            if probe.get("reflink")
            else self.tr("Works on every file system; on this one a copy takes time and space.")
        )
        self.file_label.setText(
            self.tr(
                "The older layout: what a qube changes is laid over its template while it runs "
                "(device-mapper)."
            )
            if probe.get("device_mapper") and probe.get("root")
            else self.tr(
                "The older layout. Here it can keep qubes, but not run those that share a "
                "template: that takes the administrator and disks in layers (root, device-mapper)."
            )
        )
        best = str(probe.get("recommended") or "file-reflink")
        chosen = self.file_button if best == "file" else self.reflink_button
        chosen.setChecked(True)
        chosen.setText(self.tr("{choice} – recommended here").format(choice=chosen.text()))
        self._say("sign-info", "accent", self._reason(probe, best))
        self.create_button.setDefault(True)
        self.create_button.clicked.connect(self.create_store)
        self.quit_button.clicked.connect(self.reject)
        mnemonics.settle(self)

    def showEvent(self, event: QShowEvent) -> None:
        look.give_height(self)
        super().showEvent(event)

    @property
    def driver(self) -> str:
        return "file" if self.file_button.isChecked() else "file-reflink"

    @owned("create_button", "reflink_button", "file_button")
    async def create_store(self) -> None:
        """Make the store and close; a refusal stays here with its reason."""
        self._say(
            "sign-working",
            "accent",
            self.tr("Making the store: its folders, its pools, and an empty list of qubes…"),
        )
        self.busy_bar.show()
        try:
            await self._init_store(self.home, self.driver)
        except (AdminError, OSError) as error:
            text = self.tr(
                "No store was made. {reason}\n"
                "Put that right and press Create again, or quit and choose a folder: --home FOLDER"
            )
            self._say("sign-error", "error", text.format(reason=error))
        else:
            self.created.emit()
            self.accept()

    def reject(self) -> None:
        """While the store is being made, not before that has ended."""
        if not self.tasks.busy:
            super().reject()
            return
        if self._leaving:
            return
        self._leaving = True
        self.quit_button.setEnabled(False)
        self._say("sign-working", "accent", self.tr("Stopping, and removing what is half made…"))
        self.tasks.cancel()

    def _ended(self) -> None:
        self.busy_bar.hide()
        if self._leaving and self.isVisible():
            super().reject()
        else:
            self.create_button.setFocus()

    def _reason(self, probe: dict[str, Any], best: str) -> str:
        """Why one is recommended here, from what the daemon found."""
        if probe.get("reflink"):
            return self.tr(
                "Files here can share what they have in common (reflinks), so that copies and "
                "earlier states cost next to nothing."
            )
        if best == "file":
            return self.tr(
                "Files here cannot share what they have in common (no reflinks). Layered files "
                "need no copies, but keep only one earlier state; shared files would be copied "
                "whole at every start and backup."
            )
        return self.tr(
            "Files here cannot share what they have in common (no reflinks), so whole disks are "
            "copied at every start. A folder on btrfs, or on XFS with reflinks, would spare that."
        )

    def _say(self, sign: str, kind: str, text: str) -> None:
        side = self.fontMetrics().height() + 2
        self.reason_sign.setPixmap(look.icon(sign, kind).pixmap(side, side))
        self.reason_label.setText(text)
        self.reason_sign.setVisible(bool(text))
        if self.isVisible():
            look.give_height(self)
