"""A page of the settings window that is more than properties."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from qubesmanager.client.connection import Connection
from qubesmanager.client.system import QubeInfo
from qubesmanager.protocol import AdminError
from qubesmanager.ui import look


def make_scrollable(page: QWidget) -> None:
    """On a low screen the page can be scrolled; it does not make the window higher."""
    content = QWidget()
    content.setLayout(page.layout())
    area = QScrollArea(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.NoFrame)
    area.setFocusPolicy(Qt.NoFocus)
    area.setWidget(content)
    for widget in (content, area.viewport()):
        widget.setAutoFillBackground(False)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)


class SettingsPage(QWidget):
    """``edited`` when ``changes`` may say something else than before."""

    form = ""
    edited = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.load_form(self.form, self)
        make_scrollable(self)

    def title(self) -> str:
        raise NotImplementedError

    def take(self, info: QubeInfo) -> None:
        """The qube as it is now; what is edited here stays edited."""

    async def read(self, connection: Connection) -> None:
        """What the inventory does not have. Raises AdminError."""

    async def read_again(self, connection: Connection) -> None:
        """What Apply would replace, in case it was changed elsewhere. Raises AdminError."""

    async def ask(self) -> bool:
        """What only a person can decide before Apply; False where they would rather not apply."""
        return True

    def changes(self) -> Sequence[str]:
        """What Apply will do, a line each."""
        return ()

    def hindrance(self) -> str:
        """Why it cannot be applied as it stands."""
        return ""

    async def apply(self, connection: Connection) -> list[tuple[str, AdminError]]:
        """Do it. Returns what was refused, and stays edited."""
        return []
