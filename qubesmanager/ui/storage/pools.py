"""The pools: a card each, with how full it is and what is in it.

By program: ``w = PoolsWindow(system, notifier)``, ``w.cards["vm-pool"].data_bar``,
``w.add()`` opens an `AddPoolDialog`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from PyQt5.QtCore import Qt, QTimer, pyqtSignal
from PyQt5.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from qubesmanager.client import pools
from qubesmanager.client.pools import PoolDetails
from qubesmanager.client.system import PoolInfo, QubeInfo, System
from qubesmanager.protocol import AdminError
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.storage.add_pool import AddPoolDialog
from qubesmanager.ui.storage.reclaim import ReclaimDialog
from qubesmanager.ui.tasks import owned
from qubesmanager.ui.widgets.fill_bar import FillBar
from qubesmanager.ui.widgets.leave_question import ask_to_leave
from qubesmanager.ui.widgets.told import Told
from qubesmanager.ui.widgets.work_dialog import WorkDialog

DEFAULTS = {"ephemeral_volatile": "False"}
DEFAULT_POOL = "default_pool"
FOLLOW_MS = 300


def content(pool: str, qubes: Mapping[str, QubeInfo]) -> tuple[int, list[str]]:
    """How many volumes that last are in the pool, and of which qubes, the largest first."""
    held: dict[str, int] = {}
    count = 0
    for qube in qubes.values():
        for volume in qube.volumes:
            if volume.pool == pool and volume.save_on_stop:
                count += 1
                held[qube.name] = held.get(qube.name, 0) + volume.usage
    return count, sorted(held, key=lambda name: (-held[name], natural_key(name)))


class PoolCard(QFrame):
    name_label: QLabel
    driver_label: QLabel
    free_button: QPushButton
    settings_button: QPushButton
    remove_button: QPushButton
    data_bar: FillBar
    metadata_bar: FillBar
    content_label: QLabel
    disk_label: QLabel
    hindrance_sign: QLabel
    hindrance_label: QLabel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.load_form("pool_card", self)
        look.enlarge(self.name_label, 1.15)
        for label in (self.name_label, self.driver_label, self.content_label, self.disk_label):
            label.setTextFormat(Qt.PlainText)
        self.disk_label.hide()
        self.hindrance = Told(self.hindrance_sign, self.hindrance_label)

    def show_unusable(self, pool: PoolDetails) -> None:
        """One that the store has and that this machine cannot set up: it can be removed only."""
        place = pool.config.get("dir_path") or pool.config.get("thin_pool") or ""
        self.name_label.setText(pool.name)
        self.driver_label.setText(", ".join(part for part in (pool.driver, place) if part))
        for widget in (self.data_bar, self.metadata_bar, self.free_button, self.settings_button):
            widget.hide()
        self.content_label.hide()
        self.show_hindrance(pool.hindrance or "")
        self.remove_button.setAccessibleName(self.tr("Remove {name}").format(name=pool.name))

    def show_hindrance(self, reason: str) -> None:
        """Why nothing in it can be used now; empty when it can."""
        if reason:
            self.hindrance.wrong(self.tr("It cannot be used now: {reason}").format(reason=reason))
        else:
            self.hindrance.nothing()

    def show_disk(self, others: list[str]) -> None:
        """Pools whose folders are on the same disk, and whose figures are therefore the same."""
        text = self.tr("The figures are those of the whole disk, which it shares with {names}.")
        self.disk_label.setText(text.format(names=_shortened(others)))
        self.disk_label.setVisible(bool(others))

    def show_pool(self, pool: PoolInfo, system: System) -> None:
        self.name_label.setText(pool.name)
        place = pool.config.get("dir_path") or pool.config.get("thin_pool") or ""
        self.driver_label.setText(", ".join(part for part in (pool.driver, place) if part))
        self.data_bar.setVisible(pool.size is not None)
        percent = pool.config.get("warn_percent", "")
        warn = int(percent) / 100 if percent.isdigit() and percent != "0" else 0.9
        self.data_bar.show_fill(self.tr("Data"), pool.usage, pool.capacity, warn)
        count, names = content(pool.name, system.qubes)
        used = [
            key
            for key, value in system.global_properties.items()
            if key.startswith(DEFAULT_POOL) and value.value == pool.name
        ]
        if count:
            volumes = wording.plural(self.tr("%n volume(s)", "", count), count)
            text = self.tr("{volumes} of {names}").format(volumes=volumes, names=_shortened(names))
        else:
            text = self.tr("No volume that lasts is in it.")
        if used:
            text += "\n" + self._default_text(used)
        self.content_label.setText(text)
        why = ""
        if count:
            why = self.tr("It has volumes; move or remove them first.")
        elif used:
            why = self.tr("It is a default pool; choose another one first.")
        self.remove_button.setEnabled(not why)
        self.remove_button.setToolTip(why)
        for button, text in (
            (self.free_button, self.tr("What would free space in {name}?")),
            (self.settings_button, self.tr("Settings of {name}")),
            (self.remove_button, self.tr("Remove {name}")),
        ):
            button.setAccessibleName(text.format(name=pool.name))

    def _default_text(self, used: list[str]) -> str:
        """Of two default pools each says what it is the default for."""
        if DEFAULT_POOL in used:
            return self.tr("It is the default pool.")
        if used == [f"{DEFAULT_POOL}_kernel"]:
            return self.tr("It is the default pool for kernels.")
        names = ", ".join(key.removeprefix(f"{DEFAULT_POOL}_") for key in sorted(used))
        return self.tr("It is the default pool for these volumes: {names}").format(names=names)


def _shortened(names: list[str]) -> str:
    shown = ", ".join(names[:6])
    more = len(names) - 6
    if more <= 0:
        return shown
    return wording.translate("Pools", "{names} and {count} more").format(names=shown, count=more)


class PoolsWindow(WorkDialog):
    keeps_size = True

    heading_label: QLabel
    add_button: QPushButton
    cards_area: QScrollArea
    cards_layout: QVBoxLayout
    told_sign: QLabel
    told_label: QLabel
    close_button: QPushButton

    changed = pyqtSignal()

    def __init__(self, system: System, notifier: Notifier, parent: QWidget | None = None) -> None:
        super().__init__("pools", notifier, parent)
        look.return_is_no_button(self)
        self.system = system
        self.told = Told(self.told_sign, self.told_label)
        look.enlarge(self.heading_label)
        self.cards: dict[str, PoolCard] = {}
        self._unusable: set[str] = set()  # those of the cards that are no pools of the system now
        self.cards_layout.addStretch(1)
        self.add_button.setIcon(look.icon("new"))
        self.add_button.clicked.connect(self.add)
        self.close_button.clicked.connect(self.accept)
        self.resize(820, 560)
        self._shown: dict[str, tuple[int, frozenset[str]]] = {}  # what the cards say is in them
        self._following = QTimer(self)  # a burst of changes is looked at once
        self._following.setSingleShot(True)
        self._following.setInterval(FOLLOW_MS)
        self._following.timeout.connect(self._follow)
        self.refresh()

    def system_changed(self) -> None:
        if not self._following.isActive():
            self._following.start()

    def _follow(self) -> None:
        """Figures are read again when volumes have come or gone, not with each change of a qube."""
        if self.isVisible() and self._contents() != self._shown:
            self._shown = self._contents()
            self.tasks.start(self._read())

    def _contents(self) -> dict[str, tuple[int, frozenset[str]]]:
        found = {name: content(name, self.system.qubes) for name in self.system.pools}
        return {name: (count, frozenset(names)) for name, (count, names) in found.items()}

    def refresh(self) -> None:
        """From what the system knows now; it is called again when that changes."""
        self._shown = self._contents()
        back = self._unusable & self.system.pools.keys()
        self._unusable -= back
        gone = back | (self.cards.keys() - self.system.pools.keys() - self._unusable)
        for name in gone:
            self.cards.pop(name).deleteLater()
        for place, name in enumerate(sorted(self.system.pools, key=natural_key)):
            card = self.cards.get(name)
            if card is None:
                card = self.cards[name] = PoolCard(self)
                card.remove_button.clicked.connect(lambda _, n=name: self.ask_to_remove(n))
                card.free_button.clicked.connect(lambda _, n=name: self.open_reclaim(n))
                card.free_button.setVisible(self._has_states(name))
                card.metadata_bar.hide()
                card.settings_button.clicked.connect(lambda _, n=name: self.open_settings(n))
                self.cards_layout.insertWidget(place, card)
            card.show_pool(self.system.pools[name], self.system)
        # Wide enough for the buttons of each card, and for its figures.
        widest = max((card.minimumSizeHint().width() for card in self.cards.values()), default=0)
        bar = self.cards_area.verticalScrollBar().sizeHint().width()
        margins = self.layout().contentsMargins()
        self.setMinimumWidth(max(640, widest + bar + margins.left() + margins.right()))
        self._read_metadata()
        self._read_disks()
        self._read_hindrances()

    @owned()
    async def _read_hindrances(self) -> None:
        """A disk that is not there takes its pool with it; that is said where the pool is."""
        connection = self.system.connection
        reasons = await pools.hindrances(connection, list(self.system.pools))
        for name, card in self.cards.items():
            card.show_hindrance(reasons.get(name, ""))
        unusable = {pool.name: pool for pool in await pools.unusable_pools(connection)}
        for name in self._unusable - unusable.keys():
            self.cards.pop(name).deleteLater()
        self._unusable = set(unusable)
        for name, pool in sorted(unusable.items()):
            if name not in self.cards:
                card = self.cards[name] = PoolCard(self)
                card.remove_button.clicked.connect(lambda _, n=name: self.ask_to_remove(n))
                self.cards_layout.insertWidget(self.cards_layout.count() - 1, card)
            self.cards[name].show_unusable(pool)

    @owned()
    async def _read_disks(self) -> None:
        """Pools on one disk show the same figures: that is said, or they would be added up."""
        if self.system.connection.home is None:
            return  # the folders are on another machine, or in another qube
        disks = await asyncio.to_thread(pools.disks, self.system.pools)
        for name, card in self.cards.items():
            others = [n for n in disks if n != name and disks[n] == disks.get(name)]
            card.show_disk(sorted(others, key=natural_key))

    def _has_states(self, name: str) -> bool:
        """Kernels have none, and a dom0's daemon does not tell."""
        embedded = self.system.connection.home is not None
        return embedded and self.system.pools[name].driver != "linux-kernel"

    @owned()
    async def _read_metadata(self) -> None:
        """Thin pools have a second thing that can be full."""
        for name, pool in list(self.system.pools.items()):
            if pool.driver == "lvm_thin":
                fill = await pools.metadata(self.system.connection, name)
                card = self.cards.get(name)
                if fill is not None and card is not None:
                    card.metadata_bar.show_fill(self.tr("Metadata"), *fill, 0.8)
                    card.metadata_bar.show()

    def with_states(self) -> list[str]:
        """The pools that are asked what would free space."""
        return [name for name in self.system.pools if self._has_states(name)]

    def open_reclaim(self, name: str) -> None:
        dialog = ReclaimDialog(self.system, name, self.notifier, self)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.freed.connect(lambda: self.tasks.start(self._read()))
        dialog.open()

    def add(self) -> None:
        dialog = AddPoolDialog(self.system, self.notifier, self)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.added.connect(lambda name: self._reload(self.tr("{name} is there."), name))
        dialog.open()

    def open_settings(self, name: str) -> None:
        dialog = PoolSettingsDialog(self.system, name, self.notifier, self)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.open()

    def ask_to_remove(self, name: str) -> None:
        ask_to_leave(
            self,
            "remove_pool_question",
            self.tr("Remove the pool {name}?").format(name=name),
            self.tr("What is in its place stays there; it can be added again."),
            self.tr("&Remove it"),
            lambda: self.remove(name),
            self.tr("&Keep it"),
        )

    @owned()
    async def remove(self, name: str) -> None:
        try:
            await pools.remove_pool(self.system.connection, name)
        except AdminError as error:
            self.told.error(error)
            await self._read()  # the card let it be asked for, so it is not up to date
            return
        await self._read()
        self.told.done(self.tr("{name} is removed.").format(name=name))

    @owned()
    async def _reload(self, text: str, name: str) -> None:
        await self._read()
        self.told.done(text.format(name=name))

    async def _read(self) -> None:
        await self.system.load()
        self.refresh()
        self.changed.emit()


class PoolSettingsDialog(WorkDialog):
    heading_label: QLabel
    revisions_edit: QSpinBox
    warn_edit: QSpinBox
    ephemeral_edit: QCheckBox
    options_label: QLabel
    reason_sign: QLabel
    reason_label: QLabel
    apply_button: QPushButton
    close_button: QPushButton

    def __init__(
        self, system: System, pool: str, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__("pool_settings", notifier, parent)
        look.return_is_no_button(self)
        self.system = system
        self.pool = pool
        self.told = Told(self.reason_sign, self.reason_label)
        look.enlarge(self.heading_label, 1.15)
        self.heading_label.setTextFormat(Qt.PlainText)
        self.options_label.setTextFormat(Qt.PlainText)
        self.heading_label.setText(self.tr("Settings of {name}").format(name=pool))
        config = system.pools[pool].config
        self.revisions_edit.setValue(int(config.get("revisions_to_keep") or 0))
        self.ephemeral_edit.setChecked(config.get("ephemeral_volatile") == "True")
        self.warn_edit.setValue(int(config.get("warn_percent") or 90))
        self.warn_edit.setEnabled(system.connection.home is not None)
        known = (*pools.SETTINGS, *pools.LEVELS)
        shown = {k: v for k, v in sorted(config.items()) if k not in known}
        self.options_label.setText("\n".join(f"{key}: {value}" for key, value in shown.items()))
        self.apply_button.clicked.connect(self.apply)
        self.close_button.clicked.connect(self.reject)

    @owned("apply_button")
    async def apply(self) -> None:
        """Each setting by itself; the first refusal is told and ends it."""
        wanted = {
            "revisions_to_keep": str(self.revisions_edit.value()),
            "ephemeral_volatile": str(self.ephemeral_edit.isChecked()),
        }
        config = self.system.pools[self.pool].config
        if self.warn_edit.isEnabled() and self.warn_edit.value() != int(
            config.get("warn_percent") or 90
        ):
            wanted["warn_percent"] = str(self.warn_edit.value())
        try:
            for name, value in wanted.items():
                if config.get(name, DEFAULTS.get(name, "")) != value:
                    await pools.set_pool(self.system.connection, self.pool, name, value)
        except AdminError as error:
            self.told.error(error)
            return
        await self.system.load()
        self.accept()
