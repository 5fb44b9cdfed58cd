"""The frame of a wizard: steps at the left, one page, Back and Next, and why Next waits.

Pages are widgets with a form. The frame asks a page what hinders going on, awaits its ``leave``
when the person goes on, and knows nothing else of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QCoreApplication, QEvent, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QCloseEvent, QPixmap
from PyQt5.QtWidgets import QDialog, QLabel, QPushButton, QStackedWidget, QWidget

from qubesmanager.ui import look
from qubesmanager.ui.notify import Message, Notifier
from qubesmanager.ui.tasks import Tasks, owned
from qubesmanager.ui.widgets.banner import Banner
from qubesmanager.ui.widgets.step_rail import StepRail

translate = QCoreApplication.translate


class Page(QWidget):
    """One step. ``changed`` asks the frame to look at ``hindrance`` and ``next_text`` again."""

    changed = pyqtSignal()
    form = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if self.form:
            look.load_form(self.form, self)

    def step(self) -> str:
        """A word or two for the rail."""
        raise NotImplementedError

    def title(self) -> str:
        """The heading: a question, or what happens here."""
        raise NotImplementedError

    def hindrance(self) -> str:
        """Why Next cannot be pressed; empty when it can."""
        return ""

    def said(self) -> str:
        """What the page itself shows of the hindrance, which is not said twice."""
        return ""

    def next_text(self) -> str:
        return translate("Wizard", "&Next")

    def can_go_back(self) -> bool:
        return True

    def enter(self) -> None:
        """The page is about to be shown."""

    async def leave(self) -> bool:
        """Next was pressed. False stays here, the page itself showing why."""
        return True


class Wizard(QDialog):
    """Subclasses give the pages, and decide what closing means while a job runs."""

    rail: StepRail
    banner: Banner
    title_label: QLabel
    stack: QStackedWidget
    reason_sign: QLabel
    reason_label: QLabel
    back_button: QPushButton
    next_button: QPushButton
    close_button: QPushButton

    closed = pyqtSignal()

    def __init__(self, notifier: Notifier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.load_form("wizard", self)
        self.setWindowFlags(Qt.Window | Qt.WindowCloseButtonHint | Qt.WindowMinMaxButtonsHint)
        for label in (self.title_label, self.reason_label):
            label.setTextFormat(Qt.PlainText)
        look.enlarge(self.title_label, 1.45)
        self.title_label.setContentsMargins(16, 16, 16, 10)
        self.notifier = notifier
        notifier.attach(self.show_message)
        self.tasks = Tasks(notifier, self)
        self.tasks.idle.connect(self.refresh)
        self.reading = Tasks(notifier, self)  # may take its time, and keeps nobody from going on
        self.pages: Sequence[Page] = ()
        self._task = ""  # what it is for; the title says the step as well
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.next)
        self.close_button.clicked.connect(self.close_pressed)

    def set_pages(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self._task = self.windowTitle()
        for page in pages:
            self.stack.addWidget(page)
            page.changed.connect(self.refresh)
        self.rail.set_steps([page.step() for page in pages])
        self.go_to(0)
        # Qt would ask for as little height as the texts can do with, and lists have no room then.
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize() * 0.9))

    @property
    def page(self) -> Page:
        return self.pages[self.stack.currentIndex()]

    def go_to(self, number: int) -> None:
        self.banner.hide()
        self.stack.setCurrentIndex(number)
        self.rail.set_current(number)
        self.setWindowTitle(f"{self._task} – {self.page.step()}")
        self.title_label.setText(self.page.title())
        self.page.enter()
        self.refresh()
        first = self.page.focusProxy()
        if first is not None:
            first.setFocus(Qt.OtherFocusReason)

    def back(self) -> None:
        if self.stack.currentIndex() > 0 and self.page.can_go_back():
            self.go_to(self.stack.currentIndex() - 1)

    @owned("next_button", "back_button")
    async def next(self) -> None:
        """Go on, when the page has nothing against it."""
        page = self.page
        if page.hindrance() or not await self.leave_page():
            return
        if page is self.page and self.stack.currentIndex() + 1 < len(self.pages):
            self.go_to(self.stack.currentIndex() + 1)

    async def leave_page(self) -> bool:
        """The page's own ``leave``, and what the wizard has to do between two pages."""
        return await self.page.leave()

    def refresh(self) -> None:
        """Buttons and the line beside them, from what the page says."""
        page = self.page
        self.title_label.setText(page.title())
        why = page.hindrance()
        busy = self.tasks.busy
        last = self.stack.currentIndex() == len(self.pages) - 1
        self.next_button.setVisible(not last)
        self.next_button.setText(page.next_text())
        self.next_button.setEnabled(not why and not busy)
        self.next_button.setToolTip(why)
        self.back_button.setVisible(page.can_go_back())
        self.back_button.setEnabled(self.stack.currentIndex() > 0 and not busy)
        self.close_button.setText(self.close_text())
        said = why if why != page.said() else ""
        self.reason_label.setText(said)
        side = self.fontMetrics().height()
        sign = look.icon("sign-info", "accent").pixmap(side, side) if said else QPixmap()
        self.reason_sign.setPixmap(sign)

    def close_pressed(self) -> None:
        self.close()

    def close_text(self) -> str:
        return translate("Wizard", "&Cancel")

    def show_message(self, message: Message) -> None:
        self.banner.show_message(message)

    def sizeHint(self) -> QSize:
        return QSize(1080, 700)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.PaletteChange and self.pages:
            self.refresh()

    def reject(self) -> None:
        """Escape is the close button, with the same questions."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.notifier.detach(self.show_message)
        self.tasks.cancel()
        self.reading.cancel()
        event.accept()
        self.closed.emit()
