"""Columns that share the room there is, so that a table need not be scrolled sideways.

Each column has a wish and a floor, in pixels. While the wishes fit, columns of text grow up to
twice their wish and the rest goes to one of them; when they do not, all shrink alike down to their
floors; when not even the floors fit, columns that say least give way, in the order of
``expendable``. What the person drags becomes the wish, and does not grow.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PyQt5.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt5.QtWidgets import QHeaderView, QStyle, QTableView, QTreeView

FLOOR_SHARE = 0.8


def shares(
    room: int,
    wishes: Sequence[int],
    floors: Sequence[int],
    greedy: int,
    elastic: Collection[int] = (),
) -> list[int]:
    """Widths in pixels that fill ``room``; never below the floors, even where it is too small.

    ``greedy`` is the position that takes what is left over; those in ``elastic`` grow with it.
    """
    spare = room - sum(wishes)
    if spare >= 0:
        widths = list(wishes)
        growing = sum(wishes[i] for i in elastic)
        for i in elastic:
            widths[i] += min(wishes[i], spare * wishes[i] // growing)
        widths[greedy] += room - sum(widths)
        return widths
    slack = sum(wishes) - sum(floors)
    keep = max(0.0, 1 + spare / slack) if slack > 0 else 0.0
    widths = [
        floor + int((wish - floor) * keep) for wish, floor in zip(wishes, floors, strict=True)
    ]
    left_over = room - sum(widths)
    if left_over > 0:
        widths[greedy] += left_over
    return widths


class ColumnFit(QObject):
    """``wishes`` are by column; ``hidden`` are those that the person does not want to see.

    Figures and states say nothing when they are cut: such columns are ``stiff``.
    """

    changed = pyqtSignal()  # the person made a column wider or narrower, hid or showed one

    def __init__(
        self,
        view: QTableView | QTreeView,
        wishes: Mapping[int, int],
        greedy: int,
        expendable: Sequence[int] = (),
        stiff: Collection[int] = (),
    ) -> None:
        super().__init__(view)
        self.view = view
        self.wishes = dict(wishes)
        for number in stiff:  # in some languages the title is the longest of all
            self.wishes[number] = max(self.wishes[number], self._title_width(number))
        self.first = dict(self.wishes)
        self.stiff = frozenset(stiff)
        self.floors = {
            number: wish if number in stiff else round(wish * FLOOR_SHARE)
            for number, wish in self.wishes.items()
        }
        self.greedy = greedy
        self.expendable = tuple(expendable)
        self.hidden: set[int] = set()
        self._fitting = False
        header = self._header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.Interactive)
        header.sectionResized.connect(self._resized)
        view.viewport().installEventFilter(self)
        self.fit()

    def _title_width(self, number: int) -> int:
        header = self._header()
        title = str(self.view.model().headerData(number, Qt.Horizontal) or "")
        margins = 2 * header.style().pixelMetric(QStyle.PM_HeaderMargin, None, header)
        return header.fontMetrics().horizontalAdvance(title) + margins

    def _header(self) -> QHeaderView:
        view = self.view
        return view.header() if isinstance(view, QTreeView) else view.horizontalHeader()

    def set_first(self, number: int, wish: int, floor: int) -> None:
        """What a column wishes for as long as the person has not dragged it."""
        if self.wishes[number] == self.first[number]:
            self.wishes[number] = wish
        self.first[number] = wish
        self.floors[number] = floor
        self.fit()

    def set_hidden(self, number: int, hidden: bool) -> None:
        """The person's own choice of columns."""
        self.hidden = self.hidden | {number} if hidden else self.hidden - {number}
        self.fit()
        self.changed.emit()

    def fit(self) -> None:
        """Lay the columns out for the width there is."""
        room = self.view.viewport().width()
        shown = [number for number in self.wishes if number not in self.hidden]
        for number in self.expendable:
            if sum(min(self.floors[n], self.wishes[n]) for n in shown) <= room:
                break
            if number in shown:
                shown.remove(number)
        wishes = [self.wishes[number] for number in shown]
        floors = [min(self.floors[number], self.wishes[number]) for number in shown]
        greedy = shown.index(self.greedy) if self.greedy in shown else len(shown) - 1
        elastic = [
            place
            for place, number in enumerate(shown)
            if number not in self.stiff and self.wishes[number] == self.first[number]
        ]
        widths = shares(room, wishes, floors, greedy, elastic)
        self._fitting = True
        try:
            for number in self.wishes:
                self.view.setColumnHidden(number, number not in shown)
            for number, width in zip(shown, widths, strict=True):
                self.view.setColumnWidth(number, width)
        finally:
            self._fitting = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Resize:
            self.fit()
        return False

    def _resized(self, number: int, _old: int, new: int) -> None:
        if not self._fitting and new > 0:
            self.wishes[number] = new
            self.changed.emit()
