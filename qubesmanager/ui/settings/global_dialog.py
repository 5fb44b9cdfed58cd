"""The settings of all qubes: defaults, the system's own qubes, pools.

By program: ``d = GlobalSettingsDialog(system, notifier)``, ``d.set_value("default_netvm", "net")``
(None for what the program would choose), ``d.changes_label.text()``, ``await d.apply()``.
"""

from __future__ import annotations

from collections.abc import Iterable

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QCloseEvent, QIntValidator
from PyQt5.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QWidget

from qubesmanager.client import settings
from qubesmanager.client.settings import Change, Sheet
from qubesmanager.client.system import System
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.qubes_model import is_true
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.notify import Notifier, error_message
from qubesmanager.ui.settings.choices import word
from qubesmanager.ui.tasks import Tasks, owned
from qubesmanager.ui.widgets.leave_question import ask_to_leave
from qubesmanager.ui.widgets.told import Told

LINES = ("default_kernel", "default_qrexec_timeout", "default_shutdown_timeout")
BOXES = (
    *("default_template", "default_netvm", "default_dispvm", "updatevm", "clockvm"),
    *("management_dispvm", "default_pool", "default_pool_root", "default_pool_private"),
    "default_pool_volatile",
)
LONGEST_S = 86_400


class GlobalSettingsDialog(QDialog):
    heading_label: QLabel
    changes_label: QLabel
    told_sign: QLabel
    told_label: QLabel
    apply_button: QPushButton
    close_button: QPushButton

    def __init__(self, system: System, notifier: Notifier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.load_form("global_settings", self)
        look.return_is_no_button(self)
        self.system = system
        self.sheet = Sheet.of_system(system.global_properties)
        self.tasks = Tasks(notifier, self)
        self.tasks.idle.connect(self._show_changes)
        self.told = Told(self.told_sign, self.told_label)
        look.enlarge(self.heading_label)
        self.changes_label.setTextFormat(Qt.PlainText)
        for name in LINES:
            edit = self._line(name)
            edit.textEdited.connect(lambda text, n=name: self._edited(n, text or None))
            if name.endswith("timeout"):
                edit.setValidator(QIntValidator(1, LONGEST_S, edit))
        for name in BOXES:
            box = self._box(name)
            box.activated.connect(lambda _, n=name, b=box: self._edited(n, b.currentData()))
        self.apply_button.clicked.connect(self.apply)
        self.close_button.clicked.connect(self.reject)
        self._fill()

    def set_value(self, name: str, value: str | None) -> None:
        """As if the person had edited it; None for the default."""
        self._edited(name, value)
        self._fill()

    @owned("apply_button")
    async def apply(self) -> None:
        """Make the changes. What is refused stays edited, with its reason."""
        refused = await settings.apply(self.system.connection, None, self.sheet.changes)
        await self.system.load()
        kept = {name: self.sheet.edits[name] for name in refused}
        self.sheet = Sheet.of_system(self.system.global_properties)
        for name, value in kept.items():
            self.sheet.edit(name, value)
        self._fill()
        if refused:
            reasons = [
                f"{self._caption(name)}: {error_message(error).text}"
                for name, error in refused.items()
            ]
            self.told.wrong("\n".join(reasons))
        else:
            self.told.done(self.tr("Applied."))

    def done(self, result: int) -> None:
        self.tasks.cancel()
        super().done(result)

    def reject(self) -> None:
        """Edits are not dropped unasked."""
        if not self.sheet.changes:
            super().reject()
            return
        ask_to_leave(
            self,
            "discard_question",
            self.tr("These changes are not applied yet:"),
            self.changes_label.text(),
            self.tr("&Discard them"),
            lambda: self.done(self.Rejected),
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def _line(self, name: str) -> QLineEdit:
        edit: QLineEdit = getattr(self, f"{name}_edit")
        return edit

    def _box(self, name: str) -> QComboBox:
        box: QComboBox = getattr(self, f"{name}_edit")
        return box

    def _caption(self, name: str) -> str:
        caption: QLabel = getattr(self, f"{name}_caption")
        return caption.text().replace("&", "")

    def _fill(self) -> None:
        for name in (*LINES, *BOXES):
            for part in ("edit", "caption"):
                getattr(self, f"{name}_{part}").setVisible(self.sheet.has(name))
        for name in filter(self.sheet.has, LINES):
            self._line(name).setPlaceholderText(self.sheet.default(name) or "")
            self._line(name).setText(self.sheet.shown(name) or "")
        for name in filter(self.sheet.has, BOXES):
            self._fill_box(self._box(name), name)
        self._show_changes()

    def _fill_box(self, box: QComboBox, name: str) -> None:
        default = self.sheet.default(name)
        text = self.tr("default")
        if default is not None:
            text = self.tr("default ({value})").format(value=word(name, default))
        offered = [(text, None), *((word(name, value), value) for value in self._values(name))]
        shown = self.sheet.shown(name)
        if shown not in [value for _, value in offered]:
            offered.append((word(name, shown), shown))
        box.clear()
        for text, value in offered:
            box.addItem(text, value)
        box.setCurrentIndex([value for _, value in offered].index(shown))

    def _values(self, name: str) -> Iterable[str]:
        qubes = self.system.qubes.values()
        if name.startswith("default_pool"):
            return sorted(p.name for p in self.system.pools.values() if p.driver != "linux-kernel")
        if name == "default_template":
            found = [q.name for q in qubes if q.klass == "TemplateVM"]
        elif name == "default_netvm":
            found = [q.name for q in qubes if is_true(q, "provides_network")]
        elif name in ("default_dispvm", "management_dispvm"):
            found = [q.name for q in qubes if is_true(q, "template_for_dispvms")]
        else:
            found = [q.name for q in qubes if q.klass not in ("AdminVM", "TemplateVM")]
        return ["", *sorted(found, key=natural_key)]

    def _edited(self, name: str, value: str | None) -> None:
        self.sheet.edit(name, value)
        self.told.nothing()
        self._show_changes()

    def _show_changes(self) -> None:
        changes = self.sheet.changes
        lines = [self._change_text(change) for change in changes]
        self.changes_label.setText("\n".join(lines) or self.tr("Nothing is changed."))
        count = len(changes)
        text = self.tr("&Apply %n change(s)", "", count) if changes else self.tr("&Apply")
        self.apply_button.setText(wording.plural(text, count))
        self.apply_button.setEnabled(bool(changes) and not self.tasks.busy)
        self.apply_button.setToolTip("" if changes else self.tr("Nothing is changed."))

    def _change_text(self, change: Change) -> str:
        old, new = word(change.name, change.old), word(change.name, change.new)
        return f"{self._caption(change.name)}: {old} → {new}"
