"""The volumes of a qube: go back to an earlier state, make a qube of it, keep it for good, size.

By program: ``d = StatesDialog(system, "work", notifier)``, ``await d.tasks.finished()``,
``d.model.records``, ``d.choose(revision_id)``, ``await d.revert()``, ``await d.undo()``,
``await d.pin("a note")``.
"""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QComboBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTableView,
    QWidget,
)

from qubesmanager.client import revisions, volume_settings
from qubesmanager.client.revisions import Revision
from qubesmanager.client.system import QubeInfo, System, VolumeInfo
from qubesmanager.protocol import AdminError
from qubesmanager.ui import look, wording
from qubesmanager.ui.dialogs.clone_state import CloneStateDialog
from qubesmanager.ui.models.states_model import StatesModel
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.storage.volume_mover import VolumeMover
from qubesmanager.ui.tasks import owned
from qubesmanager.ui.widgets import plain_table
from qubesmanager.ui.widgets.ask_text import ask_text
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
    end_button: QPushButton
    wait_button: QPushButton
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
        self._was_halted = system.qubes[qube].state == "Halted"
        self.tasks.idle.connect(self.refresh_buttons)
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
        self.states_view.selectionModel().selectionChanged.connect(self.refresh_buttons)
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
        self.keep_edit.valueChanged.connect(self.refresh_buttons)
        self.size_edit.valueChanged.connect(self.refresh_buttons)
        self._replaced = ""  # the state that the revert which can be undone put away
        self.mover = VolumeMover(self)
        self.close_button.clicked.connect(self.reject)
        self.read()

    @property
    def info(self) -> QubeInfo | None:
        """The qube as it is now; None when it is gone."""
        return self.system.qubes.get(self.qube)

    @property
    def volume(self) -> VolumeInfo | None:
        info = self.info
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
        await self.read_now()

    async def read_now(self) -> None:
        """Facts and states of the chosen volume."""
        self.offer_undo("")
        if await self.system.refresh(self.qube) is None:
            self.done(self.Rejected)
            return
        volume = self.volume
        if volume is None:
            return
        self._show_facts(volume)
        await self._read_states(volume)

    async def _read_states(self, volume: VolumeInfo) -> None:
        found: list[Revision] = []
        if volume.save_on_stop:
            connection = self.system.connection
            found = await revisions.revisions(connection, self.qube, volume.name)
        if volume.name != self.volume_edit.currentData():
            return  # another one was chosen meanwhile
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
        if self.isVisible():
            look.give_height(self)  # a reason takes more lines than facts
        self.refresh_buttons()

    def system_changed(self) -> None:
        """The qube may have been started or shut down, which decides what can be done here."""
        info, volume = self.info, self.volume
        if info is None:
            self.done(self.Rejected)
            return
        self.refresh_buttons()
        is_halted = info.state == "Halted"
        if is_halted == self._was_halted:
            return
        self._was_halted = is_halted
        self.mover.halted_or_started()
        if is_halted and volume is not None:
            self.tasks.start(self._read_new_states(volume))

    async def _read_new_states(self, volume: VolumeInfo) -> None:
        """The end of a run has left one; the person's choice stays."""
        chosen = self.chosen
        await self._read_states(volume)
        if chosen is not None and any(one.id == chosen.id for one in self.model.records):
            self.choose(chosen.id)

    def _show_facts(self, volume: VolumeInfo) -> None:
        if volume.size:
            text = self.tr("{size} used, in the pool {pool}")
        else:  # a kernel's folder
            text = self.tr("In the pool {pool}; nobody has measured it")
        size = wording.size_pair(volume.usage, volume.size)
        text = text.format(size=size, pool=volume.pool)
        if volume.problem:
            text = self.tr("It cannot be used now: {reason}").format(reason=volume.problem)
        self.facts_label.setText(text)
        self.mover.show_pools(volume.pool)
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
        await self.read_now()
        self.told.done(text.format(when=when))
        self.offer_undo(self.model.records[0].id if self.model.records else "")
        self.changed.emit(self.qube)

    def offer_undo(self, replaced: str) -> None:
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
        self.offer_undo("")
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
        label = self.tr("It stays until it is unpinned. A note, if you like:")
        ask_text(self, "pin_note", self.tr("Pin a state"), label, self.pin, ok=self.tr("&Pin"))

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
            await self.read_now()
            self.choose(chosen.id)

    @owned("pin_button")
    async def unpin(self) -> None:
        chosen, volume = self.chosen, self.volume
        if chosen is not None and volume is not None:
            await revisions.unpin(self.system.connection, self.qube, volume.name, chosen.id)
            await self.read_now()

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
        await self.read_now()
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
        await self.read_now()
        self.told.done(self.tr("Kept from the next shutdown on: {count}.").format(count=value))
        self.changed.emit(self.qube)

    def reject(self) -> None:
        """The button, Escape and the window's frame: a move is not left without a word."""
        if self.mover.ask_to_close():
            super().reject()

    def done(self, result: int) -> None:
        self.mover.end()
        super().done(result)

    # -- buttons ---------------------------------------------------------------------------

    def refresh_buttons(self) -> None:
        info, volume, chosen = self.info, self.volume, self.chosen
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
        self.mover.refresh()
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
