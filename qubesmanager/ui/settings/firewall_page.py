"""The firewall of a qube: rules in their order, the selected one edited below the list.

By program: ``page.model.records``, ``page.set_rules([Rule(...)])``, ``page.changes()``.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from PyQt5.QtWidgets import (
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from qubesmanager.client import firewall
from qubesmanager.client.connection import Connection
from qubesmanager.client.firewall_merge import merged
from qubesmanager.client.firewall_rules import PROTOCOLS, Rule
from qubesmanager.client.system import QubeInfo
from qubesmanager.protocol import AdminError
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.rules_model import RulesModel, flaw_text
from qubesmanager.ui.settings.page import SettingsPage
from qubesmanager.ui.widgets import plain_table
from qubesmanager.ui.widgets.ask_which import ask_which
from qubesmanager.ui.widgets.told import Told

HOUR_S = 3600
LATER_S = (HOUR_S, 8 * HOUR_S, 24 * HOUR_S, 7 * 24 * HOUR_S)


class FirewallPage(SettingsPage):
    form = "page_firewall"
    rules_view: QTableView
    add_button: QToolButton
    remove_button: QToolButton
    up_button: QToolButton
    down_button: QToolButton
    rule_box: QGroupBox
    action_edit: QComboBox
    target_edit: QLineEdit
    proto_edit: QComboBox
    ports_edit: QLineEdit
    expire_edit: QComboBox
    comment_edit: QLineEdit
    flaw_sign: QLabel
    flaw_label: QLabel
    all_button: QPushButton
    none_button: QPushButton

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.qube = ""
        self.model = RulesModel(self)
        self.stored: list[Rule] = []
        self.clashes = False  # changed elsewhere as well, in a way that cannot be put together
        self.flaw = Told(self.flaw_sign, self.flaw_label, keeps_room=True)
        self._filling = False
        plain_table.set_up(self.rules_view, self.model)
        self.rules_view.verticalHeader().show()  # the rules' numbers
        self.rules_view.selectionModel().selectionChanged.connect(self._show_rule)
        for button, icon in (
            (self.add_button, "new"),
            (self.remove_button, "remove"),
            (self.up_button, "up"),
            (self.down_button, "down"),
        ):
            button.setIcon(look.icon(icon))
        self.action_edit.addItem(self.tr("accept"), "accept")
        self.action_edit.addItem(self.tr("drop"), "drop")
        for proto in PROTOCOLS:
            self.proto_edit.addItem(proto.upper() or self.tr("any"), proto)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.all_button.clicked.connect(lambda: self.set_rules([Rule()]))
        self.none_button.clicked.connect(lambda: self.set_rules([Rule("drop")]))
        for box in (self.action_edit, self.proto_edit, self.expire_edit):
            box.activated.connect(self._edit)
        for edit in (self.target_edit, self.ports_edit, self.comment_edit):
            edit.textEdited.connect(self._edit)
        self._show_rule()

    def title(self) -> str:
        return self.tr("&Firewall")

    def take(self, info: QubeInfo) -> None:
        self.qube = info.name

    async def read(self, connection: Connection) -> None:
        """Rules that were changed elsewhere are put together with what is edited here."""
        theirs = [Rule.parse(text) for text in await firewall.rules(connection, self.qube)]
        base, mine = self.stored, self.model.records
        if theirs == base:
            return
        self.stored = theirs
        together = None
        if mine == base:
            together = theirs
        elif not self.clashes:
            together = merged(base, mine, theirs)
        self.clashes = together is None and mine != theirs
        if together is not None:
            self._fill(together)
        self.edited.emit()

    read_again = read

    async def ask(self) -> bool:
        if not self.clashes or self.model.records == self.stored:
            return True
        answer = await ask_which(
            self,
            "firewall_question",
            self.tr("The firewall rules were changed elsewhere as well. Which ones shall it be?"),
            self.tr("Those from elsewhere:") + "\n" + "\n".join(map(self.model.words, self.stored)),
            (self.tr("&Mine"), self.tr("Those from &elsewhere")),
        )
        if answer is None:
            return False
        self.clashes = False
        if answer == 1:
            self._fill(self.stored)
        return True

    def set_rules(self, rules: Sequence[Rule]) -> None:
        """As if the person had edited them."""
        self._fill(rules)
        self.edited.emit()

    def changes(self) -> list[str]:
        """By rule, so that a person sees whether one is taken away that they did not touch."""
        before, after = self.stored, self.model.records
        if after == before:
            return []
        lines = [self.tr("Firewall, no longer: {rule}").format(rule=w) for w in self._only(before)]
        lines += [self.tr("Firewall, new: {rule}").format(rule=w) for w in self._only(after)]
        if not lines:
            lines = [self.tr("Firewall: the rules in another order")]
        if self.clashes:
            lines.append(self.tr("Firewall: the rules were changed elsewhere meanwhile"))
        return lines

    def _only(self, rules: Sequence[Rule]) -> list[str]:
        """Those of one list that the other has not, or not as often."""
        other = Counter(self.model.records if rules is self.stored else self.stored)
        return [self.model.words(rule) for rule in (Counter(rules) - other).elements()]

    def hindrance(self) -> str:
        for number, rule in enumerate(self.model.records, 1):
            if flaws := self.model.flaws(rule):
                return self.tr("Rule {number}: {flaw}").format(
                    number=number, flaw=flaw_text(flaws[0])
                )
        return ""

    async def apply(self, connection: Connection) -> list[tuple[str, AdminError]]:
        wanted = list(self.model.records)
        if wanted == self.stored:
            return []
        try:
            await firewall.set_rules(connection, self.qube, [rule.text() for rule in wanted])
        except AdminError as error:
            return [(self.tr("Firewall"), error)]
        self.stored = wanted
        self.clashes = False
        await self.read(connection)
        return []

    # -- the list --------------------------------------------------------------------------

    def add(self) -> None:
        """Before a rule that fits everything, a new one would else never be reached."""
        row = self._row()
        rules = list(self.model.records)
        place = len(rules) if row is None else row + 1
        while place and rules[place - 1] in (Rule(), Rule("drop")):
            place -= 1
        rules.insert(place, Rule(proto="tcp"))
        self.set_rules(rules)
        self._select(place)
        self.target_edit.setFocus()

    def remove(self) -> None:
        row = self._row()
        if row is not None:
            rules = list(self.model.records)
            del rules[row]
            self.set_rules(rules)
            if rules:
                self._select(min(row, len(rules) - 1))

    def _move(self, by: int) -> None:
        row = self._row()
        if row is not None:
            self._select(self.model.move(row, by))
            self.edited.emit()

    def _row(self) -> int | None:
        rows = self.rules_view.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def _select(self, row: int) -> None:
        """Not by ``selectRow``, which finds no cell in a mirrored table that is not shown yet."""
        self.rules_view.setCurrentIndex(self.model.index(row, 0))

    def _fill(self, rules: Sequence[Rule]) -> None:
        row = self._row()
        self.model.set_records(rules)
        if row is not None and row < len(rules):
            self._select(row)
        self._show_rule()

    # -- the selected rule -----------------------------------------------------------------

    def _show_rule(self) -> None:
        row = self._row()
        last = len(self.model.records) - 1
        self.remove_button.setEnabled(row is not None)
        self.up_button.setEnabled(row is not None and row > 0)
        self.down_button.setEnabled(row is not None and row < last)
        self.rule_box.setEnabled(row is not None)
        self._filling = True
        try:
            self._fill_fields(self.model.records[row] if row is not None else Rule())
        finally:
            self._filling = False
        self._show_flaws()

    def _fill_fields(self, rule: Rule) -> None:
        self.action_edit.setCurrentIndex(self.action_edit.findData(rule.action))
        self.proto_edit.setCurrentIndex(self.proto_edit.findData(rule.proto))
        for edit, text in (
            (self.target_edit, rule.target),
            (self.ports_edit, rule.ports),
            (self.comment_edit, rule.comment),
        ):
            if edit.text() != text:
                edit.setText(text)
        self.target_edit.setEnabled(not rule.special)
        self.expire_edit.clear()
        self.expire_edit.addItem(self.tr("for ever"), 0)
        if rule.expire_s:
            self.expire_edit.addItem(wording.moment(rule.expire_s), rule.expire_s)
            self.expire_edit.setCurrentIndex(1)
        for later_s in LATER_S:
            text = self.tr("{duration} from now").format(duration=wording.duration(later_s))
            self.expire_edit.addItem(text, -later_s)

    def _edit(self) -> None:
        row = self._row()
        if row is None or self._filling:
            return
        expire_s = int(self.expire_edit.currentData())
        if expire_s < 0:  # counted from the moment in which it was chosen
            expire_s = int(time.time()) - expire_s
        rule = replace(
            self.model.records[row],
            action=str(self.action_edit.currentData()),
            target=self.target_edit.text().strip().lower(),
            proto=str(self.proto_edit.currentData()),
            ports=self.ports_edit.text().strip(),
            comment=self.comment_edit.text(),
            expire_s=expire_s,
        )
        self.model.replace(row, rule)
        self._show_flaws()
        self.edited.emit()

    def _show_flaws(self) -> None:
        row = self._row()
        flaws = self.model.flaws(self.model.records[row]) if row is not None else []
        if flaws:
            self.flaw.wrong(" ".join(map(flaw_text, flaws)))
        elif row is not None and self.model.decided_by(row) is not None:
            self.flaw.warn(self.model.never_text(row))
        else:
            self.flaw.nothing()
