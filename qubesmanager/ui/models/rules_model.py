"""The firewall rules of a qube, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from PyQt5.QtCore import QModelIndex, QObject, Qt

from qubesmanager.client.firewall import undecided
from qubesmanager.client.firewall_rules import Flaw, Rule
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.table import Column, RecordTable

translate = wording.translate


def flaw_text(flaw: Flaw) -> str:
    return {
        Flaw.TARGET: translate("Firewall", "That is no host, no address and no network."),
        Flaw.PORTS: translate("Firewall", "Ports are 443, or 8000-8080."),
        Flaw.PORTS_WITHOUT_PROTOCOL: translate("Firewall", "Ports need the protocol TCP or UDP."),
        Flaw.ICMP_TYPE: translate("Firewall", "The type of ICMP is a number up to 255."),
        Flaw.COMMENT: translate("Firewall", "The comment has a character that cannot be kept."),
        Flaw.EXPIRED: translate("Firewall", "Its time is over."),
    }[flaw]


class RulesModel(RecordTable[Rule]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.now: Callable[[], datetime] = datetime.now
        self._undecided: dict[int, int] = {}
        self.columns = (
            Column("action", self.tr("Action"), self._action),
            Column("target", self.tr("To"), self._target),
            Column("ports", self.tr("Ports"), self._ports),
            Column("until", self.tr("Until"), self._until),
            Column("comment", self.tr("Comment"), lambda r: r.comment),
        )

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.DisplayRole
    ) -> Any:
        """The rules are numbered, as a message about one names it."""
        if orientation == Qt.Vertical and role == Qt.DisplayRole:
            return str(section + 1)
        return super().headerData(section, orientation, role)

    def set_records(self, records: Iterable[Rule]) -> None:
        rules = list(records)
        self._undecided = undecided([rule.text() for rule in rules])
        super().set_records(rules)

    def replace(self, row: int, record: Rule) -> None:
        """A rule that takes all, or no longer does, is about those after it as well."""
        self.records[row] = record
        before, self._undecided = self._undecided, undecided([r.text() for r in self.records])
        self.row_changed(row)
        for other in before.keys() ^ self._undecided.keys():
            self.row_changed(other)

    def decided_by(self, row: int) -> int | None:
        """The rule before it that leaves nothing to it."""
        return self._undecided.get(row)

    def never_text(self, row: int) -> str:
        text = self.tr("Never comes to it: rule {number} takes everything before.")
        return text.format(number=self._undecided[row] + 1)

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> Any:
        if index.isValid() and index.row() in self._undecided:
            if role == Qt.ForegroundRole:
                return look.faded()
            if role == Qt.ToolTipRole:
                return self.never_text(index.row())
            if role == Qt.DecorationRole and self.columns[index.column()].key == "action":
                return look.icon("sign-warning", "warning")
        return super().data(index, role)

    def move(self, row: int, by: int) -> int:
        """The rule's new row."""
        to = max(0, min(len(self.records) - 1, row + by))
        rules = list(self.records)
        rules.insert(to, rules.pop(row))
        self.set_records(rules)
        return to

    def flaws(self, rule: Rule) -> list[Flaw]:
        return rule.flaws(self.now().timestamp())

    def words(self, rule: Rule) -> str:
        """A rule in a line."""
        parts = [self._action(rule), self._target(rule), self._ports(rule)]
        if rule.expire_s:
            parts.append(self._until(rule))
        return " ".join([*parts, f"({rule.comment})"] if rule.comment else parts)

    def role_data(self, record: Rule, column: Column[Rule], role: int) -> Any:
        if role == Qt.DecorationRole and column.key == "action":
            if self.flaws(record):
                return look.icon("sign-error", "error")
            kind = ("sign-ok", "ok") if record.action == "accept" else ("sign-skipped", "")
            return look.icon(*kind)
        return None

    def _action(self, rule: Rule) -> str:
        return self.tr("accept") if rule.action == "accept" else self.tr("drop")

    def _target(self, rule: Rule) -> str:
        if rule.special == "dns":
            return self.tr("name servers (DNS)")
        return rule.target or self.tr("everywhere")

    def _ports(self, rule: Rule) -> str:
        return " ".join(part for part in (rule.proto.upper(), rule.ports) if part) or self.tr("all")

    def _until(self, rule: Rule) -> str:
        return wording.moment(rule.expire_s) if rule.expire_s else "–"
