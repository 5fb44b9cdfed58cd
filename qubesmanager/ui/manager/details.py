"""The panel beside the Manager's table: what is known of the selected qubes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QPixmap
from PyQt5.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QTabWidget,
    QWidget,
)

from qubesmanager.client.devices import DeviceUse
from qubesmanager.client.history import Happening
from qubesmanager.client.system import LabelInfo, QubeInfo
from qubesmanager.ui import look, wording
from qubesmanager.ui.manager.net_chain import NetChain
from qubesmanager.ui.models.detail_models import DevicesModel, FeaturesModel, VolumesModel
from qubesmanager.ui.models.qubes_model import (
    disk_text,
    is_true,
    kind_of,
    or_dash,
    state_icon,
    state_of,
)
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.models.timeline_model import TimelineModel
from qubesmanager.ui.widgets.delegates import CellDelegate
from qubesmanager.ui.widgets.elided_label import ElidedLabel
from qubesmanager.ui.widgets.label_icon import label_icon
from qubesmanager.ui.widgets.tab_chips import TabChips

SHARED_SHOWN = 4


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
    next_template_label: QLabel
    keep_template_button: QPushButton
    netvm_value: QLabel
    roles_caption: QLabel
    roles_value: QLabel
    disk_value: QLabel
    backup_value: QLabel
    remark_label: QLabel
    volumes_view: QTableView
    notes_view: QPlainTextEdit
    features_view: QTableView
    states_button: QPushButton
    tab_chips: TabChips
    network_tab: QWidget
    net_chain: NetChain
    network_label: QLabel
    devices_tab: QWidget
    devices_view: QTableView
    devices_label: QLabel
    timeline_tab: QWidget
    timeline_view: QListView
    timeline_label: QLabel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.load_form("details", self)
        font = self.name_label.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self.name_label.setFont(font)
        for label in self.findChildren(QLabel):
            label.setTextFormat(Qt.PlainText)
        self.tab_chips.steer(self.tabs)
        # The longest text of the panel may not say how wide an empty panel is.
        self.states_button.setMinimumWidth(self.fontMetrics().averageCharWidth() * 22)
        self.states_button.setToolTip(wording.plain(self.states_button.text()))
        self._qube: QubeInfo | None = None
        self._told = ""  # of which qube devices and timeline are shown
        self.volumes = VolumesModel(self)
        self.features = FeaturesModel(self)
        self.devices = DevicesModel(self)
        self.timeline = TimelineModel(self)
        self.timeline_view.setModel(self.timeline)
        # Qt wraps as if there were no spacing, and cuts what then has no room.
        self.timeline_view.setStyleSheet("QListView::item { padding: 3px 0; }")
        self.ask_for_more: Callable[[QubeInfo], object] = lambda qube: None
        self._asked_for: object = None
        self.tabs.currentChanged.connect(self._show_more)
        for view, model in (
            (self.volumes_view, self.volumes),
            (self.features_view, self.features),
            (self.devices_view, self.devices),
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
        self._qube = None
        if len(chosen) == 1:
            self._show_one(chosen[0], all_qubes, labels)
        elif chosen:
            count = len(chosen)
            chosen_text = wording.plural(self.tr("%n qube(s) selected", "", count), count)
            used = sum(qube.disk_used_bytes for qube in chosen)
            disk = self.tr("They use {size}").format(size=wording.size(used))
            self.hint_label.setText("\n".join([chosen_text, disk, "", *self._shared(chosen)]))
            self.hint_label.setAlignment(Qt.AlignLeft | Qt.AlignTop)
        else:
            self.hint_label.setText(self.tr("Select a qube to see its details"))
            self.hint_label.setAlignment(Qt.AlignCenter)

    def _shared(self, chosen: Sequence[QubeInfo]) -> list[str]:
        """What the selected qubes have in common, and where they differ, all that they have."""
        facts: tuple[tuple[str, Callable[[QubeInfo], str]], ...] = (
            (self.tr("Class"), lambda q: q.klass),
            (self.tr("State"), lambda q: wording.state_word(state_of(q))),
            (self.tr("Label"), lambda q: q.label),
            (self.tr("Template"), lambda q: q.template or ""),
            (self.tr("Net qube"), lambda q: q.netvm or ""),
        )
        lines = []
        for caption, value in facts:
            found = sorted({or_dash(value(qube)) for qube in chosen}, key=natural_key)
            text = ", ".join(found[:SHARED_SHOWN]) + (" …" if len(found) > SHARED_SHOWN else "")
            lines.append(f"{caption}: {text}")
        return lines

    def _show_one(
        self, qube: QubeInfo, all_qubes: dict[str, QubeInfo], labels: dict[str, LabelInfo]
    ) -> None:
        self._qube = qube
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
        waits = qube.next_template or ""
        self.next_template_label.setText(
            self.tr("From the next start on: {template}").format(template=waits)
        )
        self.next_template_label.setVisible(bool(waits))
        self.keep_template_button.setVisible(bool(waits))
        self.netvm_value.setText(or_dash(qube.netvm))
        roles = self._roles(qube, all_qubes)
        self.roles_value.setText(roles)
        self.roles_value.setVisible(bool(roles))
        self.roles_caption.setVisible(bool(roles))
        self.disk_value.setText(disk_text(qube))
        self.backup_value.setText(wording.since(qube.last_backup, datetime.now()))
        self.backup_value.setToolTip(wording.moment(qube.last_backup) if qube.last_backup else "")
        remark = self._remark(qube)
        self.remark_label.setText(remark)
        self.remark_label.setVisible(bool(remark))
        self.volumes.show_qube(qube)
        self.notes_view.setPlainText(qube.notes)
        self.features.show_qube(qube)
        self.net_chain.show_chain(qube.name, all_qubes, labels)
        behind = sorted(other.name for other in all_qubes.values() if other.netvm == qube.name)
        self.network_label.setText(
            self.tr("It gives network to: {names}").format(names=", ".join(behind))
            if behind
            else ""
        )
        self._show_more()

    def _remark(self, qube: QubeInfo) -> str:
        """What is wrong with it; empty when nothing is."""
        if qube.incomplete:
            return self.tr("A restore of this qube did not finish. Remove it and restore it again.")
        text = self.tr("Its volume {volume} cannot be used: {reason}")
        return "\n".join(
            text.format(volume=name, reason=why) for name, why in qube.problems.items()
        )

    def _show_more(self) -> None:
        """Devices and the timeline cost calls: they are asked for when somebody looks."""
        looked_at = self.tabs.currentWidget() in (self.devices_tab, self.timeline_tab)
        if self._qube is None or not looked_at or not self.isVisible():
            return
        if self._asked_for is not self._qube:
            self._asked_for = self._qube
            if self._told != self._qube.name:
                self.show_devices("", [])
                self.show_timeline("", [])
            self.ask_for_more(self._qube)

    def show_devices(self, name: str, devices: list[DeviceUse]) -> None:
        """Those of the qube ``name``; an answer that came too late is dropped."""
        if self._qube is not None and name in ("", self._qube.name):
            self.devices.set_records(devices)
            self.devices_label.setText(
                self.tr("No device is assigned to it.") if name and not devices else ""
            )

    def show_timeline(self, name: str, happenings: list[Happening]) -> None:
        if self._qube is not None and name in ("", self._qube.name):
            self._told = name
            self.timeline.set_records(happenings)
            self.timeline_label.setText(
                self.tr("No earlier state is kept, and no backup known here has it.")
                if name and not happenings
                else ""
            )

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
