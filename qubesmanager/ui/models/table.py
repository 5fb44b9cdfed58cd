"""A table of records: columns as data, one record a row, raw values to sort by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

Record = TypeVar("Record")

SORT_ROLE = Qt.UserRole + 1  # a raw value, sizes as 64-bit bytes
RECORD_ROLE = Qt.UserRole + 2  # the record itself
BAR_ROLE = Qt.UserRole + 3  # a share from 0 to 1, drawn as a bar under the text
STRIPE_ROLE = Qt.UserRole + 4  # a QColor, drawn as the label's stripe

NOTHING = QModelIndex()
AIR = "\N{EN SPACE}"
LEFT = int(Qt.AlignLeft | Qt.AlignVCenter)
RIGHT = int(Qt.AlignRight | Qt.AlignVCenter)


@dataclass(frozen=True)
class Column(Generic[Record]):
    """``key`` names the column in settings; ``text`` is shown, ``sort`` compares in Python."""

    key: str
    title: str
    text: Callable[[Record], str]
    sort: Callable[[Record], Any] | None = None
    tip: Callable[[Record], str] | None = None
    right: bool = False
    editable: bool = False


class RecordTable(QAbstractTableModel, Generic[Record]):
    """The model of most tables here. Subclasses add roles in ``role_data``."""

    columns: Sequence[Column[Record]]
    no_parent: ClassVar[QModelIndex] = NOTHING

    def __init__(self, columns: Sequence[Column[Record]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.records: list[Record] = []

    def set_records(self, records: Iterable[Record]) -> None:
        """Show another list."""
        self.beginResetModel()
        self.records = list(records)
        self.endResetModel()

    def replace(self, row: int, record: Record) -> None:
        """Change one row, telling only of that row."""
        self.records[row] = record
        self.row_changed(row)

    def row_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def column_of(self, key: str) -> int:
        return next(i for i, column in enumerate(self.columns) if column.key == key)

    def rowCount(self, parent: QModelIndex = NOTHING) -> int:
        return 0 if parent.isValid() else len(self.records)

    def columnCount(self, parent: QModelIndex = NOTHING) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.DisplayRole
    ) -> Any:
        if orientation != Qt.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.DisplayRole:
            # A title at the right needs air before the next one, which begins at the left.
            return column.title + AIR if column.right else column.title
        if role == Qt.AccessibleTextRole:
            return column.title
        if role == Qt.TextAlignmentRole:
            return RIGHT if column.right else LEFT
        return None

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record, column = self.records[index.row()], self.columns[index.column()]
        special = self.role_data(record, column, role)
        if special is not None:
            return special
        if role == Qt.DisplayRole:
            return column.text(record)
        if role == Qt.ToolTipRole:
            return plain_tip(column.tip(record) if column.tip else column.text(record))
        if role == Qt.TextAlignmentRole:
            return RIGHT if column.right else LEFT
        if role == SORT_ROLE:
            return self.sort_value(index.row(), index.column())
        if role == RECORD_ROLE:
            return record
        return None

    def role_data(self, record: Record, column: Column[Record], role: int) -> Any:
        """What a subclass has to say for that role, or None."""
        return None

    def sort_value(self, row: int, column: int) -> Any:
        chosen = self.columns[column]
        return (chosen.sort or chosen.text)(self.records[row])


def plain_tip(text: str) -> str:
    """A tooltip that shows its text as it is, whatever it holds."""
    if "<" not in text and "&" not in text:
        return text
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
    return f"<span>{escaped}</span>"
