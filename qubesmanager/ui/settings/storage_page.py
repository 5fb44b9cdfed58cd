"""Volumes of a qube, and the backups that have it."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QLabel, QListView, QPushButton, QTableView, QWidget

from qubesmanager.client import history
from qubesmanager.client.connection import Connection
from qubesmanager.client.history import Happening
from qubesmanager.client.system import QubeInfo
from qubesmanager.ui.models.detail_models import VolumesModel
from qubesmanager.ui.models.timeline_model import TimelineModel
from qubesmanager.ui.settings.page import SettingsPage
from qubesmanager.ui.widgets import plain_table


class StoragePage(SettingsPage):
    """Nothing is edited here; ``states_wanted`` asks for the window of the volumes."""

    form = "page_storage"
    volumes_view: QTableView
    states_button: QPushButton
    backups_view: QListView
    backups_label: QLabel

    states_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.qube = ""
        self.volumes = VolumesModel(self)
        self.backups = TimelineModel(self)
        plain_table.set_up(self.volumes_view, self.volumes)
        self.backups_view.setModel(self.backups)
        self.states_button.clicked.connect(self.states_wanted)

    def title(self) -> str:
        return self.tr("St&orage, backup")

    def take(self, info: QubeInfo) -> None:
        self.qube = info.name
        self.volumes.show_qube(info)

    async def read(self, connection: Connection) -> None:
        records = await history.backups(connection)
        found = [
            Happening(record.finished_s, backup=record)
            for record in reversed(records)
            if self.qube in record.qubes
        ]
        self.backups.set_records(found)
        self.backups_label.setText("" if found else self.tr("No backup known here has it."))
