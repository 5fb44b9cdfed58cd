"""The settings of all qubes: defaults, the system's own qubes, pools.

By program: ``d = GlobalSettingsDialog(system, notifier)``, ``d.set_value("default_netvm", "net")``
(None for what the program would choose), ``d.changes_label.text()``, ``await d.apply()``.
"""

from __future__ import annotations

from collections.abc import Iterable

from PyQt5.QtGui import QIntValidator
from PyQt5.QtWidgets import QLabel, QWidget

from qubesmanager.client import settings
from qubesmanager.client.settings import Change, Sheet
from qubesmanager.client.system import System
from qubesmanager.protocol import AdminError
from qubesmanager.ui import look
from qubesmanager.ui.models.qubes_model import is_true
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.notify import Notifier, error_message
from qubesmanager.ui.settings.choices import word
from qubesmanager.ui.settings.sheet_dialog import SheetDialog
from qubesmanager.ui.tasks import owned
from qubesmanager.ui.widgets.told import Told

LINES = ("default_kernel", "default_qrexec_timeout", "default_shutdown_timeout")
BOXES = (
    *("default_template", "default_netvm", "default_dispvm", "updatevm", "clockvm"),
    *("management_dispvm", "default_pool", "default_pool_root", "default_pool_private"),
    "default_pool_volatile",
)
LONGEST_S = 86_400


class GlobalSettingsDialog(SheetDialog):
    told_sign: QLabel
    told_label: QLabel

    def __init__(self, system: System, notifier: Notifier, parent: QWidget | None = None) -> None:
        sheet = Sheet.of_system(system.global_properties)
        super().__init__("global_settings", system, sheet, notifier, parent)
        look.return_is_no_button(self)
        self.told = Told(self.told_sign, self.told_label)
        for name in LINES:
            edit = self.line(name)
            edit.textEdited.connect(lambda text, n=name: self.edited(n, text or None))
            if name.endswith("timeout"):
                edit.setValidator(QIntValidator(1, LONGEST_S, edit))
        for name in BOXES:
            box = self.box(name)
            box.activated.connect(lambda _, n=name, b=box: self.edited(n, b.currentData()))
        self.apply_button.clicked.connect(self.apply)
        self.fill()

    @owned("apply_button")
    async def apply(self) -> None:
        """Make the changes. What is refused stays edited, with its reason."""
        known = self.change_lines()
        try:
            await self._read()
        except AdminError as error:
            self.told.wrong(self.not_applied(error))
            return
        if self.change_lines() != known:
            self.told.warn(
                self.tr("It was changed elsewhere just now. Look at the changes, then apply them.")
            )
            return
        changes = self.sheet.changes
        refused = await settings.apply(self.system.connection, None, changes)
        for change in changes:
            if change.name not in refused:
                self.sheet.drop(change.name)
        if refused:
            reasons = [
                f"{self.caption(name)}: {error_message(error).text}"
                for name, error in refused.items()
            ]
            self.told.wrong("\n".join(reasons))
        await self._read()
        if refused:
            return
        self.told.done(self.tr("Applied."))

    async def _read(self) -> None:
        """What was not edited here follows what was changed elsewhere."""
        await self.system.load()
        self.sheet.take(Sheet.of_system(self.system.global_properties).info)
        self.fill()

    def fill(self) -> None:
        self.show_what_there_is((*LINES, *BOXES))
        for name in filter(self.sheet.has, LINES):
            self.fill_line(name)
        for name in filter(self.sheet.has, BOXES):
            self.fill_box(name, [(word(name, value), value) for value in self._values(name)])
        self.show_changes()

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

    def edited(self, name: str, value: str | None) -> None:
        self.sheet.edit(name, value)
        self.told.nothing()
        self.show_changes()

    def change_lines(self) -> list[str]:
        return [self._change_text(change) for change in self.sheet.changes]

    def _change_text(self, change: Change) -> str:
        old = self.value_word(change.name, self.sheet.stored(change.name))
        new = self.value_word(change.name, change.new)
        return f"{self.caption(change.name)}: {old} → {new}{self.elsewhere(change.name)}"
