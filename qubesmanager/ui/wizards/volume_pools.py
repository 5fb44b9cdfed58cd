"""The pools of a qube's volumes, one by one, before it is restored."""

from __future__ import annotations

from PyQt5.QtCore import QModelIndex, Qt
from PyQt5.QtWidgets import QAbstractItemView, QDialog, QLabel, QPushButton, QTableView, QWidget

from qubesmanager.backend.backup.plan import QubeRow, VolumeRow
from qubesmanager.ui import look
from qubesmanager.ui.models.plan_model import PlanModel
from qubesmanager.ui.models.volume_pools_model import VolumePoolsModel
from qubesmanager.ui.widgets import plain_table
from qubesmanager.ui.wizards.plan_delegate import PlanDelegate


class VolumePoolsDialog(QDialog):
    """Every choice is in the plan at once, and checked there."""

    heading_label: QLabel
    volumes_view: QTableView
    close_button: QPushButton

    def __init__(self, plan: PlanModel, row: QubeRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.load_form("volume_pools", self)
        look.return_is_no_button(self)
        look.enlarge(self.heading_label, 1.15)
        self.heading_label.setTextFormat(Qt.PlainText)
        text = self.tr("Where shall the volumes of {name} be kept?").format(name=row.restored_as)
        self.heading_label.setText(text)

        def choose(volume: VolumeRow, pool: str) -> None:
            plan.assign_volume(row, volume.name, pool)

        self.model = VolumePoolsModel(row.volumes, plan.pool_choices(row), choose, self)
        plain_table.set_up(self.volumes_view, self.model)
        self.volumes_view.setItemDelegate(PlanDelegate(self.volumes_view))
        self.volumes_view.setEditTriggers(
            QAbstractItemView.DoubleClicked | QAbstractItemView.EditKeyPressed
        )
        self.volumes_view.clicked.connect(self._clicked)
        self.volumes_view.setCurrentIndex(self.model.index(0, self.model.column_of("pool")))
        self.close_button.clicked.connect(self.accept)

    def _clicked(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemIsEditable:
            self.volumes_view.edit(index)
