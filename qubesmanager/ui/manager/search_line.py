"""The Manager's search line: words and terms, with completion of both parts of a term."""

from __future__ import annotations

from collections.abc import Collection

from PyQt5.QtCore import QStringListModel, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent, QKeySequence
from PyQt5.QtWidgets import QCompleter, QLineEdit, QShortcut, QSizePolicy, QWidget

from qubesmanager.client.system import QubeInfo
from qubesmanager.ui import look
from qubesmanager.ui.models.qubes_model import QubesModel
from qubesmanager.ui.models.query import SIZE_FIELDS, TEXT_FIELDS
from qubesmanager.ui.models.sorting import natural_key

MOST = 20


def proposals(word: str, qubes: Collection[QubeInfo]) -> list[str]:
    """How the word under the cursor may go on: a field's name, or a value that some qube has."""
    typed = word.casefold()
    field, colon, part = typed.partition(":")
    if not colon:
        fields = [f"{name}:" for name in TEXT_FIELDS]
        fields += [f"{name}{sign}" for name in SIZE_FIELDS for sign in "><"]
        return [text for text in fields if typed and text.startswith(typed)]
    texts = TEXT_FIELDS.get(field)
    if texts is None or field == "notes":
        return []
    # The first text of a field is the one that is not translated.
    values = {value for qube in qubes for value in (texts(qube)[:1] or ())}
    if field in ("tag", "pool"):
        values = {value for qube in qubes for value in texts(qube)}
    fitting = [value for value in values if part in value.casefold() and " " not in value]
    starts = sorted(fitting, key=lambda v: (not v.casefold().startswith(part), natural_key(v)))
    found = [f"{field}:{value}" for value in starts[:MOST]]
    return [] if found == [word] else found


class SearchLine(QLineEdit):
    """Down and Return lead to what was found."""

    left_down = pyqtSignal()

    def __init__(self, model: QubesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = model
        self.setObjectName("search_edit")
        self.setClearButtonEnabled(True)
        self.setPlaceholderText(self.tr("Search (Ctrl+F)"))
        self.setAccessibleName(self.tr("Search qubes"))
        self.setToolTip(
            self.tr(
                "Words from any column, and terms:\n"
                "{fields} with a part of the text, such as template:debian or netvm:none\n"
                "size>10G or size<500M for the size of the disks, "
                "used> and used< for what they hold"
            ).format(fields=" ".join(f"{name}:" for name in TEXT_FIELDS))
        )
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        letter = self.fontMetrics().averageCharWidth()
        self.setMinimumWidth(letter * 18)
        self.setMaximumWidth(letter * 70)
        self.addAction(look.icon("search"), QLineEdit.LeadingPosition)
        self._words = QStringListModel(self)
        self.popup = QCompleter(self._words, self)
        self.popup.setWidget(self)
        self.popup.setCompletionMode(QCompleter.UnfilteredPopupCompletion)
        self.popup.activated[str].connect(self.complete)
        self.textEdited.connect(self._propose)
        escape = QShortcut(QKeySequence(Qt.Key_Escape), self)
        escape.setContext(Qt.WidgetShortcut)
        escape.activated.connect(self._escape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key_Down, Qt.Key_Return, Qt.Key_Enter):
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """One thing at a time: what is proposed goes first, then what was typed."""
        if self.popup.popup().isVisible():
            self.popup.popup().hide()
        else:
            self.clear()

    def take_keys(self) -> None:
        self.setFocus(Qt.ShortcutFocusReason)
        self.selectAll()

    def complete(self, text: str) -> None:
        """Put ``text`` in the place of the word under the cursor."""
        before, after = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        start = before.rfind(" ") + 1
        rest = after.partition(" ")
        done = before[:start] + text
        self.setText(done + rest[1] + rest[2])
        self.setCursorPosition(len(done))
        if text.endswith(":"):
            self._propose()

    def _propose(self) -> None:
        word = self.text()[: self.cursorPosition()].rpartition(" ")[2]
        found = proposals(word, self.model.records)
        self._words.setStringList(found)
        if found and self.hasFocus():
            self.popup.complete()
        else:
            self.popup.popup().hide()
