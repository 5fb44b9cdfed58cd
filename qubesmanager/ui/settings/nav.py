"""The list of pages at the left of the settings, and the search over all of them."""

from __future__ import annotations

from PyQt5.QtCore import QObject, QStringListModel
from PyQt5.QtWidgets import QLabel, QLineEdit, QListView, QTabWidget

from qubesmanager.ui import wording
from qubesmanager.ui.widgets.tab_chips import hide_bar


class PageList(QObject):
    """Steers ``tabs``, whose own bar is hidden. A search leads to the first caption that fits."""

    def __init__(self, view: QListView, find: QLineEdit, tabs: QTabWidget) -> None:
        super().__init__(view)
        self.view = view
        self.tabs = tabs
        self._titles = QStringListModel(self)
        view.setModel(self._titles)
        view.setSpacing(3)
        view.selectionModel().currentChanged.connect(lambda now: tabs.setCurrentIndex(now.row()))
        tabs.currentChanged.connect(self._follow)
        find.textChanged.connect(self.find)
        self.refresh()

    def refresh(self) -> None:
        """A page was added."""
        hide_bar(self.tabs)
        titles = [wording.plain(self.tabs.tabText(n)) for n in range(self.tabs.count())]
        self._titles.setStringList(titles)
        self._follow(self.tabs.currentIndex())
        self.view.setFixedWidth(self.view.sizeHintForColumn(0) + 40)

    def find(self, text: str) -> None:
        """Show the first page with that text, and mark the setting itself."""
        marked = None
        for number in range(self.tabs.count()):
            page = self.tabs.widget(number)
            for label in page.findChildren(QLabel):
                font = label.font()
                fits = bool(text) and text.casefold() in wording.plain(label.text()).casefold()
                font.setBold(fits and label.buddy() is not None)
                label.setFont(font)
                if fits and marked is None:
                    marked = number
            if text and marked is None and text.casefold() in self.tabs.tabText(number).casefold():
                marked = number
        if marked is not None:
            self.tabs.setCurrentIndex(marked)

    def _follow(self, number: int) -> None:
        self.view.setCurrentIndex(self._titles.index(number))
