"""The panel beside the Manager's table: what is known of the selected qubes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QPixmap
from PyQt5.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QStackedWidget,
    QTableView,
    QTabWidget,
    QWidget,
)

from qubesmanager.client.system import LabelInfo, QubeInfo
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.detail_models import FeaturesModel, VolumesModel
from qubesmanager.ui.models.qubes_model import (
    disk_text,
    is_true,
    kind_of,
    or_dash,
    state_icon,
    state_of,
)
from qubesmanager.ui.widgets.delegates import CellDelegate
from qubesmanager.ui.widgets.elided_label import ElidedLabel
from qubesmanager.ui.widgets.label_icon import label_icon


class DetailsPanel(QWidget):
    name_label: ElidedLabel
    state_sign: QLabel
    state_label: QLabel
    pages: QStackedWidget
    tabs: QTabWidget
    hint_label: QLabel
    class_value: QLabel
    label_sign: QLabel
    label_value: QLabel
    template_value: QLabel
    netvm_value: QLabel
    roles_caption: QLabel
    roles_value: QLabel
    disk_value: QLabel
    backup_value: QLabel
    remark_label: QLabel
    volumes_view: QTableView
    notes_view: QPlainTextEdit
    features_view: QTableView

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.load_form("details", self)
        font = self.name_label.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self.name_label.setFont(font)
        for label in self.findChildren(QLabel):
            label.setTextFormat(Qt.PlainText)
        self.tabs.setUsesScrollButtons(False)  # all of them are seen, the panel is as wide as that
        self.volumes = VolumesModel(self)
        self.features = FeaturesModel(self)
        for view, model in (
            (self.volumes_view, self.volumes),
            (self.features_view, self.features),
        ):
            look.breathe(view)
            view.setModel(model)
            view.setItemDelegate(CellDelegate(view))
            view.setSelectionMode(QAbstractItemView.SingleSelection)
            view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeToContents)
            view.horizontalHeader().setStretchLastSection(True)
        self.show_qubes((), {}, {})

    def show_qubes(
        self,
        chosen: Sequence[QubeInfo],
        all_qubes: dict[str, QubeInfo],
        labels: dict[str, LabelInfo],
    ) -> None:
        """One qube with everything, several with their sum, none with a hint."""
        self.pages.setCurrentIndex(1 if len(chosen) == 1 else 0)
        if len(chosen) == 1:
            self._show_one(chosen[0], all_qubes, labels)
        elif chosen:
            count = len(chosen)
            chosen_text = wording.plural(self.tr("%n qube(s) selected", "", count), count)
            used = sum(qube.disk_used_bytes for qube in chosen)
            disk = self.tr("They use {size}").format(size=wording.size(used))
            self.hint_label.setText(f"{chosen_text}\n{disk}")
        else:
            self.hint_label.setText(self.tr("Select a qube to see its details"))

    def _show_one(
        self, qube: QubeInfo, all_qubes: dict[str, QubeInfo], labels: dict[str, LabelInfo]
    ) -> None:
        self.name_label.setText(qube.name)
        side = self.fontMetrics().height()
        self.state_sign.setPixmap(state_icon(state_of(qube)).pixmap(side, side))
        self.state_label.setText(wording.state_word(state_of(qube)))
        kind = wording.kind_word(kind_of(qube))
        self.class_value.setText(f"{qube.klass} ({kind})")
        known = labels.get(qube.label)
        self.label_sign.setPixmap(
            label_icon(known.color).pixmap(side, side) if known else QPixmap()
        )
        self.label_value.setText(or_dash(qube.label))
        self.template_value.setText(or_dash(qube.template))
        self.netvm_value.setText(or_dash(qube.netvm))
        roles = self._roles(qube, all_qubes)
        self.roles_value.setText(roles)
        self.roles_value.setVisible(bool(roles))
        self.roles_caption.setVisible(bool(roles))
        self.disk_value.setText(disk_text(qube))
        self.backup_value.setText(wording.since(qube.last_backup, datetime.now()))
        self.backup_value.setToolTip(wording.moment(qube.last_backup) if qube.last_backup else "")
        self.remark_label.setText(
            self.tr("A restore of this qube did not finish. Remove it and restore it again.")
            if qube.incomplete
            else ""
        )
        self.remark_label.setVisible(qube.incomplete)
        self.volumes.set_records(qube.volumes)
        self.notes_view.setPlainText(qube.notes)
        self.features.show_qube(qube)

    def _roles(self, qube: QubeInfo, all_qubes: dict[str, QubeInfo]) -> str:
        """What other qubes have of this one."""
        based = sum(other.template == qube.name for other in all_qubes.values())
        connected = sum(other.netvm == qube.name for other in all_qubes.values())
        roles = []
        if based:
            roles.append(wording.plural(self.tr("template of %n qube(s)", "", based), based))
        if connected:
            text = self.tr("gives network to %n qube(s)", "", connected)
            roles.append(wording.plural(text, connected))
        elif is_true(qube, "provides_network"):
            roles.append(self.tr("can give network"))
        if is_true(qube, "template_for_dispvms"):
            roles.append(self.tr("template for disposables"))
        return ", ".join(roles)
