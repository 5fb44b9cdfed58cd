"""Which program this is, and what a report of a mistake should say of it."""

from __future__ import annotations

import platform

from PyQt5.QtCore import PYQT_VERSION_STR, QT_VERSION_STR, Qt
from PyQt5.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from qubesmanager import __version__
from qubesmanager.client.system import System
from qubesmanager.ui import look


class AboutDialog(QDialog):
    picture: QLabel
    name_label: QLabel
    version_label: QLabel
    facts_label: QLabel
    close_button: QPushButton

    def __init__(self, system: System | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.load_form("about", self)
        self.picture.setPixmap(look.program_icon().pixmap(96, 96))
        look.enlarge(self.name_label, 1.6)
        for label in (self.version_label, self.facts_label):
            label.setTextFormat(Qt.PlainText)
        self.version_label.setText(self.tr("Version {version}").format(version=__version__))
        home = system.connection.home if system is not None else None
        store = str(home) if home is not None else self.tr("the qubesd of this system")
        facts = [
            self.tr("Store: {store}").format(store=store),
            f"Python {platform.python_version()}, Qt {QT_VERSION_STR}, PyQt {PYQT_VERSION_STR}",
        ]
        self.facts_label.setText("\n".join(facts))
        self.close_button.clicked.connect(self.accept)
