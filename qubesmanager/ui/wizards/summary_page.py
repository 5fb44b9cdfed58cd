"""The fourth page of the backup wizard: what leaves this machine, and the command for it."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QToolButton, QWidget

from qubesmanager.client.system import QubeInfo, System
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.widgets.copied import copy_text
from qubesmanager.ui.wizards.passphrase_page import PassphrasePage
from qubesmanager.ui.wizards.what_page import WhatPage
from qubesmanager.ui.wizards.where_page import WherePage
from qubesmanager.ui.wizards.wizard import Page


class SummaryPage(Page):
    form = "backup_summary"
    text_label: QLabel
    names_view: QPlainTextEdit
    command_edit: QLineEdit
    copy_button: QToolButton

    def __init__(
        self,
        system: System,
        what: WhatPage,
        where: WherePage,
        how: PassphrasePage,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._home = system.connection.home
        self._what = what
        self._where = where
        self._how = how
        self.text_label.setTextFormat(Qt.PlainText)
        self.copy_button.setIcon(look.icon("copy"))
        self.copy_button.clicked.connect(self._copy)
        self.setFocusProxy(self.names_view)

    def step(self) -> str:
        return self.tr("Summary")

    def title(self) -> str:
        return self.tr("This is what will be saved")

    def next_text(self) -> str:
        count = len(self._what.model.chosen)
        return wording.plural(self.tr("Back &up %n qube(s)", "", count), count)

    def enter(self) -> None:
        compression = self._how.compression
        if compression:
            method = "gzip" if compression is True else str(compression)
            how = self.tr("compressed ({method})").format(method=method)
            if (packed := self._what.archive_bytes()) is not None:
                how = self.tr("compressed ({method}) to about {size}").format(
                    method=method, size=wording.size(packed)
                )
        else:
            how = self.tr("not compressed")
        self.text_label.setText(
            self.tr(
                "{size} of data go, encrypted and {compression}, to\n{target}\n{running}\n"
                "The archive has the disks, settings, features, tags and notes of the qubes below "
                "and names the templates and net qubes they use. Nothing else of this computer."
            ).format(
                size=wording.size(self._what.size_bytes()),
                compression=how,
                target=self._where.command or self.place(),
                running=self._running_text(),
            )
        )
        chosen = sorted(self._what.model.chosen_qubes(), key=lambda q: natural_key(q.name))
        self.names_view.setPlainText("\n".join(self._line(qube) for qube in chosen))
        self.command_edit.setText(self.command())
        self.command_edit.setCursorPosition(0)

    def _running_text(self) -> str:
        """A line on what becomes of the qubes that run now; empty where none of them does."""
        names = sorted((q.name for q in self._what.model.chosen_running()), key=natural_key)
        if not names:
            return ""
        text = {
            "last": self.tr("As they were before they were started: {names}."),
            "snapshot": self.tr("As they are at that moment, while they run: {names}."),
            "restart": self.tr("Shut down before and started again afterwards: {names}."),
        }[self._what.running]
        return text.format(names=", ".join(names)) + "\n"

    def command(self) -> str:
        """The same backup in a terminal."""
        names = [qube.name for qube in self._what.model.chosen_qubes()]
        command = self._where.command
        where = ["--to-command", command] if command else ["--to", self.place()]
        words = ["qube", *self._home_words(), "backup", *where]
        compression = self._how.compression
        if compression is not True:
            words += ["--compression", str(compression or "none")]
        if self._how.sheet_box.isChecked():
            words.append("--sheet")
        if self._what.running != "last":
            words += ["--running", self._what.running]
        if not self._how.verify_box.isChecked():
            words.append("--no-verify")
        return wording.shell_words([*words, *names])

    def place(self) -> str:
        """The target as the command names it."""
        qube, target = self._where.qube, self._where.target()
        return f"{qube}:{target}" if qube else str(target)

    def _home_words(self) -> list[str]:
        return [] if self._home is None else ["--home", str(self._home)]

    def _line(self, qube: QubeInfo) -> str:
        volumes = ", ".join(
            f"{volume.name} {wording.size(volume.usage)}"
            for volume in qube.volumes
            if volume.save_on_stop
        )
        nothing = self.tr("settings only")
        return f"{qube.name}: {volumes or nothing}"

    def _copy(self) -> None:
        self.command_edit.selectAll()
        copy_text(self.copy_button, self.command_edit.text())
