"""What the windows of settings have in common: a sheet of edits, listed before it is applied."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt5.QtCore import QCoreApplication, Qt
from PyQt5.QtGui import QCloseEvent
from PyQt5.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from qubesmanager.client.settings import Sheet
from qubesmanager.client.system import System
from qubesmanager.protocol import AdminError, DaemonAccessError
from qubesmanager.ui import look, wording
from qubesmanager.ui.notify import Notifier, error_message
from qubesmanager.ui.settings.choices import Choice, word
from qubesmanager.ui.widgets.leave_question import ask_to_leave
from qubesmanager.ui.widgets.work_dialog import WorkDialog

translate = QCoreApplication.translate


class SheetDialog(WorkDialog):
    """A field and its caption are ``NAME_edit`` and ``NAME_caption`` in the form."""

    keeps_size = True

    heading_label: QLabel
    changes_label: QLabel
    apply_button: QPushButton
    close_button: QPushButton

    def __init__(
        self,
        form: str,
        system: System,
        sheet: Sheet,
        notifier: Notifier,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(form, notifier, parent)
        look.enlarge(self.heading_label)
        self.changes_label.setTextFormat(Qt.PlainText)
        self.system = system
        self.sheet = sheet
        self.tasks.idle.connect(self.show_changes)
        self.close_button.clicked.connect(self.reject)

    def change_lines(self) -> list[str]:
        """What applying would do, a line each."""
        raise NotImplementedError

    def hindrance(self) -> str:
        """Why the changes cannot be applied; empty when they can."""
        return ""

    def fill(self) -> None:
        """All fields from the sheet."""
        raise NotImplementedError

    def edited(self, name: str, value: str | None) -> None:
        """A field has that value now; None for the default."""
        raise NotImplementedError

    def set_value(self, name: str, value: str | None) -> None:
        """As if the person had edited it; None for the default."""
        self.edited(name, value)
        self.fill()

    def elsewhere(self, name: str) -> str:
        """What somebody else made of a setting since it was edited here."""
        if not self.sheet.is_conflict(name):
            return ""
        base, stored = self.sheet.bases[name], self.sheet.stored(name)
        text = translate("SheetDialog", "(changed elsewhere meanwhile: {old} → {new})")
        return " " + text.format(old=word(name, base), new=word(name, stored))

    def show_changes(self) -> None:
        nothing = translate("SheetDialog", "Nothing is changed.")
        lines = self.change_lines()
        self.changes_label.setText("\n".join(lines) or nothing)
        count = len(lines)
        text = (
            wording.plural(translate("SheetDialog", "Appl&y %n change(s)", "", count), count)
            if lines
            else translate("SheetDialog", "Appl&y")
        )
        self.apply_button.setText(text)
        why = self.hindrance() if lines else nothing
        self.apply_button.setEnabled(not why and not self.tasks.busy)
        self.apply_button.setToolTip(why)

    def not_applied(self, error: AdminError) -> str:
        """Why, where it went wrong before the first change was asked for."""
        if isinstance(error, DaemonAccessError):
            return translate(
                "SheetDialog",
                "Nothing of this was applied: qubesd does not answer. Apply it again when it is"
                " back.",
            )
        text = translate("SheetDialog", "Nothing of this was applied: {reason}")
        return text.format(reason=error_message(error).text)

    def reject(self) -> None:
        """The button, Escape and the window's frame: edits are not dropped unasked."""
        if not self.change_lines():
            super().reject()
            return
        ask_to_leave(
            self,
            "discard_question",
            translate("SheetDialog", "These changes are not applied yet:"),
            self.changes_label.text(),
            translate("SheetDialog", "&Discard them"),
            lambda: self.done(self.Rejected),
            translate("SheetDialog", "&Keep editing"),
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    # -- fields ----------------------------------------------------------------------------

    def line(self, name: str) -> QLineEdit:
        edit: QLineEdit = getattr(self, f"{name}_edit")
        return edit

    def box(self, name: str) -> QComboBox:
        box: QComboBox = getattr(self, f"{name}_edit")
        return box

    def caption(self, name: str) -> str:
        caption: QLabel = getattr(self, f"{name}_caption")
        return wording.plain(caption.text())

    def show_what_there_is(self, names: Iterable[str]) -> None:
        """A field that the sheet does not have is not shown."""
        for name in names:
            for part in ("edit", "caption"):
                getattr(self, f"{name}_{part}").setVisible(self.sheet.has(name))

    def fill_line(self, name: str) -> None:
        """An empty line follows the default, which it shows greyed."""
        edit = self.line(name)
        edit.setPlaceholderText(self.sheet.default(name) or "")
        text = self.sheet.shown(name) or ""
        if text != edit.text():
            edit.setText(text)

    def fill_box(self, name: str, offered: Iterable[Choice], has_default: bool = True) -> None:
        """The choices; what is chosen is among them even where it would not be offered."""
        box, shown = self.box(name), self.sheet.shown(name)
        choices: list[Choice] = [(self.default_word(name), None)] if has_default else []
        choices += offered
        values = [value for _, value in choices]
        if shown not in values:
            choices.append((word(name, shown), shown))
            values.append(shown)
        box.clear()
        for text, value in choices:
            box.addItem(text, value)
        box.setCurrentIndex(values.index(shown))

    def value_word(self, name: str, value: str | None) -> str:
        """A value as it stands in a list of changes; None for the default."""
        return self.default_word(name) if value is None else word(name, value)

    def default_word(self, name: str) -> str:
        """How the default of a setting reads, with what it is where that is known."""
        default = self.sheet.default(name)
        if default is None:
            return translate("Settings", "default")
        return translate("Settings", "default ({value})").format(value=word(name, default))
