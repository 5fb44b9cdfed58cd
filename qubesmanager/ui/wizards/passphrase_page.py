"""The third page of the backup wizard: the passphrase, and how the archive is made."""

from __future__ import annotations

from PyQt5.QtWidgets import QCheckBox, QComboBox, QLabel, QProgressBar, QWidget

from qubesmanager.ui.widgets.passphrase_field import PassphraseEdit
from qubesmanager.ui.wizards.strength import Strength, strength, too_long, unusable
from qubesmanager.ui.wizards.wizard import Page


class PassphrasePage(Page):
    form = "backup_passphrase"
    first_edit: PassphraseEdit
    second_edit: PassphraseEdit
    show_box: QCheckBox
    strength_bar: QProgressBar
    strength_label: QLabel
    compression_edit: QComboBox
    verify_box: QCheckBox
    sheet_box: QCheckBox

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for edit in (self.first_edit, self.second_edit):
            edit.textChanged.connect(self._typed)
            self.show_box.toggled.connect(edit.show_text)
            edit.show_action.setVisible(False)
        for text, value in (
            (self.tr("gzip: every system can restore it"), True),
            (self.tr("zstd: faster and smaller; the other side needs it as well"), "zstd"),
            (self.tr("xz: smallest, slow"), "xz"),
            (self.tr("none"), False),
        ):
            self.compression_edit.addItem(text, value)
        self.setFocusProxy(self.first_edit)
        self._typed()

    def step(self) -> str:
        return self.tr("Passphrase")

    def title(self) -> str:
        return self.tr("Which passphrase shall protect it?")

    def passphrase(self) -> bytes:
        return self.first_edit.text().encode()

    @property
    def compression(self) -> bool | str:
        """As a `BackupRequest` has it: True is gzip."""
        value: bool | str = self.compression_edit.currentData()
        return value

    def choose_compression(self, value: bool | str) -> None:
        """One that is not among the choices, a profile may have it, is added to them."""
        value = {"gzip": True, "none": False}.get(value, value) if isinstance(value, str) else value
        if self.compression_edit.findData(value) < 0:
            self.compression_edit.addItem(str(value), value)
        self.compression_edit.setCurrentIndex(self.compression_edit.findData(value))

    def hindrance(self) -> str:
        text = self.first_edit.text()
        if not text:
            return self.tr("Type a passphrase.")
        if unusable(text):
            return self.tr("It has a character that the restore could not be given.")
        if too_long(text):
            return self.tr("It is too long: at most 1,500 bytes.")
        if not self.second_edit.text():
            return self.tr("Type it once more.")
        if self.second_edit.text() != text:
            return self.tr("The two are not the same.")
        return ""

    def _typed(self) -> None:
        text = self.first_edit.text()
        level = strength(text)
        words = {
            Strength.WEAK: self.tr("Weak: a computer guesses it"),
            Strength.FAIR: self.tr("Fair: enough against the curious"),
            Strength.GOOD: self.tr("Good"),
            Strength.STRONG: self.tr("Strong"),
        }
        self.strength_label.setText(words[level] if text else self.tr("Several words are best"))
        self.strength_bar.setValue(list(Strength).index(level) + 1 if text else 0)
        self.strength_bar.setAccessibleDescription(self.strength_label.text())
        self.changed.emit()
