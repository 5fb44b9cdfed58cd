"""A layout that fills lines and goes on in the next, so that a row of chips fits any width."""

from __future__ import annotations

from PyQt5.QtCore import QPoint, QRect, QSize, Qt
from PyQt5.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class FlowLayout(QLayout):
    def __init__(self, parent: QWidget, spacing_px: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._group_starts: set[int] = set()
        self.setSpacing(spacing_px)
        self.setContentsMargins(0, 0, 0, 0)

    def start_group(self) -> None:
        """The items from here on rather begin a new line together than be parted."""
        self._group_starts.add(len(self._items))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def takeAt(self, index: int) -> QLayoutItem:
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def expandingDirections(self) -> Qt.Orientations:
        return Qt.Orientations(Qt.Orientation(0))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _direction(self) -> Qt.LayoutDirection:
        return self.parentWidget().layoutDirection()

    def _group_width(self, start: int) -> int:
        end = min((n for n in self._group_starts if n > start), default=len(self._items))
        shown = [item for item in self._items[start:end] if not item.isEmpty()]
        return sum(item.sizeHint().width() + self.spacing() for item in shown) - self.spacing()

    def _arrange(self, rect: QRect, move: bool) -> int:
        """The height used; a line's items are centred on it."""
        lines: list[list[QLayoutItem]] = [[]]
        x = 0
        for number, item in enumerate(self._items):
            if item.isEmpty():
                continue
            width = item.sizeHint().width()
            wanted = self._group_width(number) if number in self._group_starts else width
            if lines[-1] and x + wanted > rect.width():
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += width + self.spacing()
        y = rect.y()
        for line in lines:
            height = max((item.sizeHint().height() for item in line), default=0)
            x = rect.x()
            for item in line if move else ():
                hint = item.sizeHint()
                place = QRect(QPoint(x, y + (height - hint.height()) // 2), hint)
                item.setGeometry(QStyle.visualRect(self._direction(), rect, place))
                x += hint.width() + self.spacing()
            y += height + self.spacing()
        return y - self.spacing() - rect.y()
