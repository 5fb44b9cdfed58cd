"""A dialog out of a form, with the coroutines that it starts."""

from __future__ import annotations

from PyQt5.QtGui import QHideEvent, QShowEvent
from PyQt5.QtWidgets import QDialog, QWidget

from qubesmanager.ui import look
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import Tasks
from qubesmanager.ui.widgets import mnemonics
from qubesmanager.ui.widgets.window_sizes import window_sizes


class WorkDialog(QDialog):
    """Its coroutines end with it, since nobody waits for them any more.

    ``keeps_size``: the next one opens as large as the person left this one.
    """

    keeps_size = False

    def __init__(self, form: str, notifier: Notifier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.load_form(form, self)
        self.notifier = notifier
        self.tasks = Tasks(notifier, self)

    def system_changed(self) -> None:
        """Something of the system is another thing now; a burst of changes is told once."""

    def showEvent(self, event: QShowEvent) -> None:
        mnemonics.settle(self)
        if self.keeps_size and not event.spontaneous():
            window_sizes.restore(self)
        look.give_height(self)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self.keeps_size and not event.spontaneous():
            window_sizes.keep(self)
        super().hideEvent(event)

    def done(self, result: int) -> None:
        self.tasks.cancel()
        super().done(result)
