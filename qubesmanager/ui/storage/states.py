"""The volumes of a qube: go back to an earlier state, make a qube of it, keep it for good, size.

By program: ``d = StatesDialog(system, "work", notifier)``, ``await d.tasks.finished()``,
``d.model.records``, ``d.choose(revision_id)``, ``await d.revert()``, ``await d.undo()``,
``await d.pin("a note")``.
"""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QComboBox,
    QInputDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTableView,
    QWidget,
)

from qubesmanager.client import moving, revisions, volume_settings
from qubesmanager.client.moving import MoveProgress
from qubesmanager.client.revisions import Revision
from qubesmanager.client.system import System, VolumeInfo
from qubesmanager.protocol import AdminError
from qubesmanager.ui import look, wording
from qubesmanager.ui.dialogs.clone_state import CloneStateDialog
from qubesmanager.ui.models.states_model import StatesModel
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import Tasks, owned
from qubesmanager.ui.widgets import plain_table
from qubesmanager.ui.widgets.size_edit import GIB, SizeEdit
from qubesmanager.ui.widgets.told import Told
from qubesmanager.ui.widgets.work_dialog import WorkDialog


class StatesDialog(WorkDialog):
    """``changed`` carries the name of the qube of which something was changed."""

    keeps_size = True

    heading_label: QLabel
    volume_edit: QComboBox
    facts_label: QLabel
    states_caption: QLabel
    states_view: QTableView
    empty_label: QLabel
    revert_button: QPushButton
    clone_button: QPushButton
    pin_button: QPushButton
    effect_label: QLabel
    keep_edit: QSpinBox
    keep_button: QPushButton
    size_edit: SizeEdit
    size_button: QPushButton
    pool_edit: QComboBox
    move_button: QPushButton
    move_bar: QProgressBar
    told_sign: QLabel
    told_label: QLabel
    undo_button: QPushButton
    close_button: QPushButton

    changed = pyqtSignal(str)

    def __init__(
        self, system: System, qube: str, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__("states", notifier, parent)
        look.return_is_no_button(self)
        self.system = system
        self.qube = qube
        self.tasks.idle.connect(self._refresh_buttons)
        self.told = Told(self.told_sign, self.told_label, keeps_room=True)
        look.keep_room(self.undo_button)
        self.undo_button.hide()
        look.enlarge(self.heading_label)
        for label in (self.heading_label, self.facts_label, self.empty_label, self.effect_label):
            label.setTextFormat(Qt.PlainText)
        self.setWindowTitle(self.tr("Volumes of {name}").format(name=qube))
        self.heading_label.setText(self.tr("Volumes of {name}").format(name=qube))
        self.model = StatesModel(self)
        plain_table.set_up(self.states_view, self.model)
        self.states_view.selectionModel().selectionChanged.connect(self._refresh_buttons)
        for volume in sorted(
            system.qubes[qube].volumes, key=lambda v: (not v.save_on_stop, v.name != "private")
        ):
            self.volume_edit.addItem(volume.name, volume.name)
        self.volume_edit.currentIndexChanged.connect(self.read)
        self.revert_button.setIcon(look.icon("revert"))
        self.clone_button.setIcon(look.icon("copy"))
        self.pin_button.setIcon(look.icon("pin"))
        self.revert_button.clicked.connect(self.revert)
        self.clone_button.clicked.connect(self.ask_to_clone)
        self.pin_button.clicked.connect(self.ask_to_pin)
        self.undo_button.clicked.connect(self.undo)
        self.size_button.clicked.connect(self.resize_volume)
        self.keep_button.clicked.connect(self.set_kept)
        self.keep_edit.valueChanged.connect(self._refresh_buttons)
        self.size_edit.valueChanged.connect(self._refresh_buttons)
        self.pool_edit.currentIndexChanged.connect(self._pool_chosen)
        self.move_button.clicked.connect(self.move_or_cancel)
        self.move_bar.hide()
        self._planning = Tasks(notifier, self)  # keeps nobody from moving
        self._refused = ""  # why that move would be
        self._replaced = ""  # the state that the revert which can be undone put away
        self._moving = False
        self.close_button.clicked.connect(self.accept)
        self.read()

    @property
    def volume(self) -> VolumeInfo | None:
        info = self.system.qubes.get(self.qube)
        return info.volume(str(self.volume_edit.currentData())) if info is not None else None

    @property
    def chosen(self) -> Revision | None:
        rows = self.states_view.selectionModel().selectedRows()
        return self.model.records[rows[0].row()] if rows else None

    def choose(self, revision: str) -> None:
        row = next(n for n, one in enumerate(self.model.records) if one.id == revision)
        self.states_view.setCurrentIndex(self.model.index(row, 0))

    # -- reading ---------------------------------------------------------------------------

    @owned()
    async def read(self) -> None:
        await self._read()

    async def _read(self) -> None:
        """Facts and states of the chosen volume."""
        self._offer_undo("")
        if await self.system.refresh(self.qube) is None:
            self.done(self.Rejected)
            return
        volume = self.volume
        if volume is None:
            return
        self._show_facts(volume)
        found: list[Revision] = []
        if volume.save_on_stop:
            connection = self.system.connection
            found = await revisions.revisions(connection, self.qube, volume.name)
        self.model.set_records(reversed(found))
        if found:
            self.empty_label.clear()
        elif volume.save_on_stop:
            self.empty_label.setText(
                self.tr("No earlier state yet: one is kept whenever the qube shuts down.")
            )
        else:
            self.empty_label.setText(self.tr("This volume is not kept, so it has no states."))
        self.empty_label.setVisible(not found)
        self._refresh_buttons()

    def _show_facts(self, volume: VolumeInfo) -> None:
        if volume.size:
            text = self.tr("{size} used, in the pool {pool}")
        else:  # a kernel's folder
            text = self.tr("In the pool {pool}; nobody has measured it")
        size = wording.size_pair(volume.usage, volume.size)
        self.facts_label.setText(text.format(size=size, pool=volume.pool))
        self.pool_edit.blockSignals(True)
        self.pool_edit.clear()
        for pool in sorted(self.system.pools.values(), key=lambda p: p.name):
            if pool.driver != "linux-kernel":
                free = pool.free_bytes
                text = self.tr("{pool}, {free} free").format(
                    pool=pool.name, free=wording.size(free or 0)
                )
                self.pool_edit.addItem(text if free is not None else pool.name, pool.name)
        self.pool_edit.setCurrentIndex(self.pool_edit.findData(volume.pool))
        self.pool_edit.blockSignals(False)
        self._refused = ""
        self.keep_edit.setValue(volume.revisions_to_keep)
        self.size_edit.setMinimum(volume.size / GIB)
        self.size_edit.setValue(volume.size / GIB)

    # -- acting ----------------------------------------------------------------------------

    @owned("revert_button", "pin_button")
    async def revert(self) -> None:
        """The state of now becomes the newest one, so this can be undone."""
        if self.chosen is not None:
            await self._go_back(self.chosen.id, self.tr("It is as it was: {when}."))

    @owned("undo_button")
    async def undo(self) -> None:
        """Back to what the last revert replaced."""
        if self._replaced:
            await self._go_back(self._replaced, self.tr("The revert is undone."))

    async def _go_back(self, revision: str, text: str) -> None:
        volume = self.volume
        assert volume is not None
        when = next(self.model.when(r) for r in self.model.records if r.id == revision)
        try:
            await revisions.revert(self.system.connection, self.qube, volume.name, revision)
        except AdminError as error:
            self.told.error(error)
            return
        await self._read()
        self.told.done(text.format(when=when))
        self._offer_undo(self.model.records[0].id if self.model.records else "")
        self.changed.emit(self.qube)

    def _offer_undo(self, replaced: str) -> None:
        """As long as what is said beside the button is the revert; empty takes it away."""
        self._replaced = replaced
        self.undo_button.setVisible(bool(replaced))

    def ask_to_clone(self) -> None:
        """A new qube, with the chosen state in place of the present one."""
        chosen, volume = self.chosen, self.volume
        if chosen is None or volume is None:
            return
        dialog = CloneStateDialog(self.system, self.qube, volume.name, chosen, self.notifier, self)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.done_as.connect(self._cloned)
        dialog.open()

    def _cloned(self, name: str) -> None:
        self._offer_undo("")
        text = self.tr("The qube {name} is made, with that state of the volume.")
        self.told.done(text.format(name=name))
        self.changed.emit(name)

    def ask_to_pin(self) -> None:
        """A note first, for a pin; unpinning asks nothing."""
        chosen = self.chosen
        if chosen is None:
            return
        if chosen.pinned:
            self.unpin()
            return
        dialog = QInputDialog(self)
        dialog.setObjectName("pin_note")
        dialog.setWindowTitle(self.tr("Pin a state"))
        dialog.setLabelText(self.tr("It stays until it is unpinned. A note, if you like:"))
        dialog.setOkButtonText(self.tr("&Pin"))
        dialog.textValueSelected.connect(self.pin)
        dialog.open()

    @owned("pin_button")
    async def pin(self, note: str) -> None:
        chosen, volume = self.chosen, self.volume
        if chosen is not None and volume is not None:
            try:
                await revisions.pin(
                    self.system.connection, self.qube, volume.name, chosen.id, note.strip()
                )
            except AdminError as error:
                self.told.error(error)
                return
            await self._read()
            self.choose(chosen.id)

    @owned("pin_button")
    async def unpin(self) -> None:
        chosen, volume = self.chosen, self.volume
        if chosen is not None and volume is not None:
            await revisions.unpin(self.system.connection, self.qube, volume.name, chosen.id)
            await self._read()

    @owned("size_button")
    async def resize_volume(self) -> None:
        """Larger only: what is beyond a smaller size would be lost."""
        volume = self.volume
        if volume is None:
            return
        size_bytes = self.size_edit.size_bytes()
        try:
            await volume_settings.resize(self.system.connection, self.qube, volume.name, size_bytes)
        except AdminError as error:
            self.told.error(error)
            return
        await self._read()
        self.told.done(self.tr("It has {size} now.").format(size=wording.size(size_bytes)))
        self.changed.emit(self.qube)

    @owned("keep_button")
    async def set_kept(self) -> None:
        volume = self.volume
        if volume is None:
            return
        value = str(self.keep_edit.value())
        try:
            await volume_settings.configure(
                self.system.connection, self.qube, volume.name, "revisions_to_keep", value
            )
        except AdminError as error:
            self.told.error(error)
            return
        await self._read()
        self.told.done(self.tr("Kept from the next shutdown on: {count}.").format(count=value))
        self.changed.emit(self.qube)

    def _pool_chosen(self) -> None:
        """What the move would do is said before it is begun."""
        self._refused = ""
        self._offer_undo("")
        self.told.nothing()
        self._refresh_buttons()
        info, volume, pool = self.system.qubes.get(self.qube), self.volume, self._other_pool()
        if info is not None and volume is not None and pool and info.state == "Halted":
            self._planning.start(self._read_plan(volume.name, pool))

    def _other_pool(self) -> str:
        """The pool that is chosen; empty where the volume is there already, or is never kept."""
        volume, pool = self.volume, str(self.pool_edit.currentData() or "")
        return "" if volume is None or not volume.save_on_stop or pool == volume.pool else pool

    async def _read_plan(self, name: str, pool: str) -> None:
        refused = ""
        text = self.tr("It is copied and compared; then the one here is removed.")
        try:
            plan = await moving.plan(self.system.connection, self.qube, pool, name)
        except AdminError as error:
            text = refused = str(error)
        else:
            if drops := sum(plan.drops.values()):
                lost = self.tr("%n earlier state(s) do not come along and are removed.", "", drops)
                text = f"{text} {wording.plural(lost, drops)}"
        volume = self.volume
        if volume is not None and (volume.name, self._other_pool()) == (name, pool):
            self._refused = refused
            if refused:
                self.told.warn(text)
            else:
                self.told.hint(text)
            self._refresh_buttons()

    def move_or_cancel(self) -> None:
        """The button is for both: one move at a time."""
        self.tasks.start(self._cancel_move() if self._moving else self.move_volume())

    async def move_volume(self) -> None:
        """The volume with its data to the chosen pool; the daemon does it, copy and compare."""
        volume = self.volume
        if volume is None:
            return
        pool = str(self.pool_edit.currentData())
        connection = self.system.connection
        self._moving = True
        self.told.nothing()
        self.move_bar.setValue(0)
        self._refresh_buttons()
        try:
            result = await moving.move(connection, self.qube, pool, volume.name, self._moved_on)
        except AdminError as error:
            self.told.error(error)
            return
        finally:
            self._moving = False
            self._refresh_buttons()
        await self._read()
        left = [f"{name}: {why}" for name, why in result.stayed.items()]
        if left:
            self.told.wrong("\n".join(left))
        else:
            text = self.tr("It is in the pool {pool} now.").format(pool=pool)
            self.told.done("\n".join([text, *result.notes]))
        self.changed.emit(self.qube)

    async def _cancel_move(self) -> None:
        await moving.cancel(self.system.connection, self.qube)

    def _moved_on(self, progress: MoveProgress) -> None:
        """Copying is the first half of the bar, comparing the second."""
        share = progress.done_bytes / max(1, progress.total_bytes)
        half = 500 if progress.phase == "compare" else 0
        self.move_bar.setValue(half + int(share * 500))

    def done(self, result: int) -> None:
        self._planning.cancel()
        super().done(result)

    # -- buttons ---------------------------------------------------------------------------

    def _refresh_buttons(self) -> None:
        info, volume, chosen = self.system.qubes.get(self.qube), self.volume, self.chosen
        if info is None or volume is None:
            return
        running = info.state != "Halted"
        if not volume.save_on_stop:
            why = self.tr("This volume is not kept.")
        elif running:
            why = self.tr("Shut the qube down first.")
        elif chosen is None:
            why = self.tr("Select a state.")
        else:
            why = ""
        busy = self.tasks.busy
        self.revert_button.setEnabled(not why and not busy)
        self.effect_label.setText(
            why or self.tr("The present state is kept as a state of its own.")
        )
        self.revert_button.setToolTip(why)
        self._refresh_clone(chosen)
        self.pin_button.setEnabled(chosen is not None and not busy)
        pinned = chosen is not None and chosen.pinned
        self.pin_button.setText(self.tr("Un&pin") if pinned else self.tr("&Pin…"))
        own = volume.save_on_stop
        self.keep_edit.setEnabled(own)
        self.keep_button.setEnabled(
            own and not busy and self.keep_edit.value() != volume.revisions_to_keep
        )
        can_grow = not volume.snap_on_start
        self.size_edit.setEnabled(can_grow)
        self.size_edit.setToolTip(
            "" if can_grow else self.tr("It has the size of its template's volume.")
        )
        self._refresh_move(volume, running)
        wanted = self.size_edit.size_bytes()
        larger = wanted > volume.size and wording.size(wanted) != wording.size(volume.size)
        self.size_button.setEnabled(can_grow and larger and not busy)

    def _refresh_clone(self, chosen: Revision | None) -> None:
        """Nothing changes for this qube, so it may run."""
        why = ""
        if not revisions.copies_states(self.system.connection):
            why = self.tr("The qubesd of this system cannot do this.")
        elif chosen is None:
            why = self.tr("Select a state.")
        self.clone_button.setEnabled(not why and not self.tasks.busy)
        self.clone_button.setToolTip(
            why or self.tr("Another qube like this one, with the data of that state")
        )

    def _refresh_move(self, volume: VolumeInfo, running: bool) -> None:
        why = ""
        if not volume.save_on_stop:
            why = self.tr("This volume is not kept.")
        elif running:
            why = self.tr("Shut the qube down first.")
        elif self.pool_edit.currentData() == volume.pool:
            why = self.tr("It is there already.")
        else:
            why = self._refused
        self.pool_edit.setEnabled(volume.save_on_stop and not self._moving)
        self.move_bar.setVisible(self._moving)
        self.move_button.setText(self.tr("&Cancel") if self._moving else self.tr("&Move there"))
        self.move_button.setEnabled(self._moving or (not why and not self.tasks.busy))
        self.move_button.setToolTip("" if self._moving else why)
