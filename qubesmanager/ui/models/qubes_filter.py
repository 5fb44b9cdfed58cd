"""What of the Manager's table is shown: free text, and two facet groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from PyQt5.QtCore import QModelIndex, QObject, pyqtSignal

from qubesmanager.client.system import QubeInfo
from qubesmanager.ui.models.qubes_model import QubesModel, kind_of
from qubesmanager.ui.models.query import Query, parse_query
from qubesmanager.ui.models.sorting import SortProxy


@dataclass(frozen=True)
class Facets:
    """AND between the groups, OR inside one; an empty group lets everything through.

    ``text`` is a query: words that must occur in some column, and terms (see `parse_query`).
    """

    text: str = ""
    kinds: frozenset[str] = field(default_factory=frozenset)
    states: frozenset[str] = field(default_factory=frozenset)

    @property
    def narrows(self) -> bool:
        return bool(self.text.strip() or self.kinds or self.states)

    def toggled(self, group: str, value: str) -> Facets:
        """With ``value`` of the group ``kinds`` or ``states`` chosen, or no longer chosen."""
        if group == "kinds":
            return replace(self, kinds=self.kinds ^ {value})
        return replace(self, states=self.states ^ {value})


class QubesFilter(SortProxy):
    """The proxy filters, the model does not."""

    facets_changed = pyqtSignal()

    def __init__(self, model: QubesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.facets = Facets()
        self._query = Query()
        self._hay: dict[str, tuple[QubeInfo, str]] = {}  # of each record, for the next key typed
        self.setSourceModel(model)

    def set_facets(self, facets: Facets) -> None:
        if facets != self.facets:
            self.facets = facets
            self._query = parse_query(facets.text)
            self.invalidateFilter()
            self.facets_changed.emit()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        qube = self.model.records[row]
        facets = self.facets
        if facets.kinds and kind_of(qube) not in facets.kinds:
            return False
        if facets.states and not facets.states & self.model.states_of(qube):
            return False
        query = self._query
        return query.holds(qube) and (not query.words or self._has_words(qube, query.words))

    def remarks(self) -> list[str]:
        """What of the text cannot find anything, and why."""
        return self._query.remarks()

    def counts(self) -> tuple[Counter[str], Counter[str]]:
        """How many qubes there are of each kind and of each state, filter or not."""
        records = self.model.records
        states = Counter(state for qube in records for state in self.model.states_of(qube))
        return Counter(map(kind_of, records)), states

    def _has_words(self, qube: QubeInfo, words: tuple[str, ...]) -> bool:
        known = self._hay.get(qube.name)
        if known is None or known[0] is not qube:
            columns = [column.text(qube) for column in self.model.columns]
            known = (qube, "\n".join([*columns, *qube.tags, qube.notes]).casefold())
            self._hay[qube.name] = known
        return all(word in known[1] for word in words)
