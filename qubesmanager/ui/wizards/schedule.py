"""When a profile runs by itself."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from qubesmanager.client import schedule
from qubesmanager.protocol import AdminError
from qubesmanager.ui import look, wording
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import owned
from qubesmanager.ui.widgets.told import Told
from qubesmanager.ui.widgets.work_dialog import WorkDialog


class ScheduleDialog(WorkDialog):
    heading_label: QLabel
    interval_edit: QComboBox
    command_edit: QLineEdit
    copy_button: QToolButton
    told_sign: QLabel
    told_label: QLabel
    set_button: QPushButton
    close_button: QPushButton

    def __init__(
        self, home: Path | None, profile: str, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__("schedule", notifier, parent)
        self.home = home
        self.profile = profile
        self.told = Told(self.told_sign, self.told_label)
        self.heading_label.setTextFormat(Qt.PlainText)
        self.heading_label.setText(self.tr("When shall {name} run?").format(name=profile))
        look.enlarge(self.heading_label)
        words = {
            "hourly": self.tr("hour"),
            "daily": self.tr("day"),
            "weekly": self.tr("week"),
            "monthly": self.tr("month"),
        }
        for interval in schedule.INTERVALS:
            self.interval_edit.addItem(words[interval], interval)
        self.interval_edit.addItem(self.tr("never"), "")
        self.interval_edit.setCurrentIndex(self.interval_edit.findData("weekly"))
        place = [] if home is None else ["--home", str(home)]
        words_of_command = ["qube", *place, "backup", "--profile", profile, "--keyring"]
        self.command_edit.setText(wording.shell_words(words_of_command))
        self.command_edit.setCursorPosition(0)
        self.copy_button.setIcon(look.icon("copy"))
        self.copy_button.clicked.connect(self._copy)
        self.set_button.clicked.connect(self.set)
        self.close_button.clicked.connect(self.reject)

    @owned("set_button")
    async def set(self) -> None:
        """Write or remove the timer of this user."""
        interval = str(self.interval_edit.currentData())
        try:
            if not interval:
                await schedule.turn_off(self.profile)
                self.told.done(self.tr("It no longer runs by itself."))
                return
            timer, problem = await schedule.turn_on(self.home, self.profile, interval)
        except AdminError as error:
            self.told.error(error)
            return
        if problem:
            text = self.tr("{timer} is written, but it does not run yet: {problem}")
            self.told.warn(text.format(timer=timer, problem=problem))
        else:
            self.told.done(self.tr("It runs by itself from now on ({timer}).").format(timer=timer))

    def _copy(self) -> None:
        self.command_edit.selectAll()
        self.command_edit.copy()
