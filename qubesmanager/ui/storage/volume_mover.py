"""A volume to another pool: what the move would do, why it has to wait, and what helps then.

By program, of a StatesDialog: ``d.pool_edit.setCurrentIndex(...)``, ``await
d.mover.planning.finished()``, ``d.move_button.click()``, ``await d.tasks.finished()``.
"""

from __future__ import annotations

import asyncio
from enum import Enum
from typing import TYPE_CHECKING

from PyQt5 import sip
from PyQt5.QtCore import QObject

from qubesmanager.client import moving, power
from qubesmanager.client.moving import MoveProgress
from qubesmanager.client.system import QubeInfo
from qubesmanager.protocol import AdminError, QubesVMNotStartedError
from qubesmanager.ui import wording
from qubesmanager.ui.manager.power import Power, hindrance
from qubesmanager.ui.notify import Level, Message, error_message
from qubesmanager.ui.tasks import Tasks
from qubesmanager.ui.widgets.leave_question import ask_about_work

if TYPE_CHECKING:
    from qubesmanager.ui.storage.states import StatesDialog


class Phase(Enum):
    IDLE = "idle"
    ENDING = "ending"  # the qube is being shut down for it
    WAITING = "waiting"  # until it has been shut down by somebody else
    MOVING = "moving"


class VolumeMover(QObject):
    """The part of the window of volumes that has the pool; one move at a time."""

    def __init__(self, dialog: StatesDialog) -> None:
        super().__init__(dialog)
        self.dialog = dialog
        self.phase = Phase.IDLE
        self.planning = Tasks(dialog.notifier, self)  # keeps nobody from moving
        self._ending: asyncio.Task[None] | None = None
        self._refused = ""  # why that move would be
        self._is_unseen = False  # the window is hidden: how the move ends is told elsewhere
        dialog.pool_edit.currentIndexChanged.connect(self.pool_chosen)
        dialog.move_button.clicked.connect(self._move_or_cancel)
        dialog.end_button.clicked.connect(self._end_and_move)
        dialog.wait_button.clicked.connect(self._wait_and_move)
        dialog.move_bar.hide()

    def show_pools(self, own: str) -> None:
        """All that volumes can be in, with the room there; none is chosen but its own."""
        box = self.dialog.pool_edit
        box.blockSignals(True)
        box.clear()
        for pool in sorted(self.dialog.system.pools.values(), key=lambda p: p.name):
            if pool.driver != "linux-kernel":
                free = pool.free_bytes
                text = self.tr("{pool}, {free} free").format(
                    pool=pool.name, free=wording.size(free or 0)
                )
                box.addItem(text if free is not None else pool.name, pool.name)
        box.setCurrentIndex(box.findData(own))
        box.blockSignals(False)
        self._refused = ""

    def pool_chosen(self) -> None:
        """What the move would do, or why it has to wait, is said before it is begun."""
        self._refused = ""
        self.dialog.offer_undo("")
        self.dialog.told.nothing()
        self.dialog.refresh_buttons()
        info, volume, pool = self.dialog.info, self.dialog.volume, self._other_pool()
        if info is None or volume is None or not pool:
            return
        if info.state == "Halted":
            self.planning.start(self._read_plan(volume.name, pool))
        else:
            text = self.tr("{name} runs. A volume can be moved while its qube is shut down.")
            self.dialog.told.warn(text.format(name=info.name))

    def halted_or_started(self) -> None:
        """The qube, which is another answer to whether its volume can be moved now."""
        info = self.dialog.info
        if self.phase is Phase.WAITING and info is not None and info.state == "Halted":
            self.dialog.tasks.start(self._move())
        elif self.phase is Phase.IDLE and self._other_pool():
            self.pool_chosen()

    def refresh(self) -> None:
        info, volume, dialog = self.dialog.info, self.dialog.volume, self.dialog
        if info is None or volume is None:
            return
        idle, busy = self.phase is Phase.IDLE, dialog.tasks.busy
        why = self._hindrance(info)
        dialog.volume_edit.setEnabled(idle)
        dialog.pool_edit.setEnabled(volume.save_on_stop and idle)
        dialog.move_bar.setVisible(self.phase is Phase.MOVING)
        dialog.move_button.setText(self.tr("&Move there") if idle else self.tr("&Cancel"))
        dialog.move_button.setEnabled(not idle or (not why and not busy))
        dialog.move_button.setToolTip(why if idle else "")
        has_to_wait = idle and bool(self._other_pool()) and info.state != "Halted"
        for button in (dialog.end_button, dialog.wait_button):
            button.setVisible(has_to_wait)
        cannot_end = hindrance(Power.SHUTDOWN, [info], None)
        dialog.end_button.setEnabled(not cannot_end and not busy)
        dialog.end_button.setToolTip(cannot_end)

    def end(self) -> None:
        """The window is closed for good."""
        self.planning.cancel()

    def ask_to_close(self) -> bool:
        """Whether the window may be closed at once: while a move runs the person is asked."""
        volume = self.dialog.volume
        if self.phase is not Phase.MOVING or volume is None:
            return True
        ask_about_work(
            self.dialog,
            self._title(volume.name),
            lambda: self._leave(cancel=True),
            lambda: self._leave(cancel=False),
        )
        return False

    def _leave(self, *, cancel: bool) -> None:
        """Out of sight until the move has ended, which it may have done during the question."""
        if self.phase is not Phase.MOVING:
            self.dialog.done(self.dialog.Rejected)
            return
        self._is_unseen = True
        self.dialog.hide()
        if cancel:
            self.dialog.tasks.start(self._cancel())

    def _other_pool(self) -> str:
        """The pool that is chosen; empty where the volume is there already, or is never kept."""
        volume, pool = self.dialog.volume, str(self.dialog.pool_edit.currentData() or "")
        return "" if volume is None or not volume.save_on_stop or pool == volume.pool else pool

    def _hindrance(self, info: QubeInfo) -> str:
        volume = self.dialog.volume
        if volume is None or not volume.save_on_stop:
            return self.tr("This volume is not kept.")
        if info.state != "Halted":
            return self.tr("Shut the qube down first.")
        return self._refused if self._other_pool() else self.tr("It is there already.")

    async def _read_plan(self, name: str, pool: str) -> None:
        refused = ""
        text = self.tr("It is copied and compared; then the one here is removed.")
        dialog = self.dialog
        try:
            plan = await moving.plan(dialog.system.connection, dialog.qube, pool, name)
        except AdminError as error:
            text = refused = error_message(error).text
        else:
            if drops := sum(plan.drops.values()):
                lost = self.tr(
                    "%n earlier state(s) will be removed, for none come along.", "", drops
                )
                text = f"{text} {wording.plural(lost, drops)}"
        volume = dialog.volume
        if volume is not None and (volume.name, self._other_pool()) == (name, pool):
            self._refused = refused
            if refused:
                dialog.told.warn(text)
            else:
                dialog.told.hint(text)
            dialog.refresh_buttons()

    # -- what the buttons do ---------------------------------------------------------------

    def _move_or_cancel(self) -> None:
        """The button is for both."""
        if self.phase is Phase.IDLE:
            self.dialog.tasks.start(self._move())
        elif self.phase is Phase.MOVING:
            self.dialog.tasks.start(self._cancel())
        else:
            self._stop_waiting()

    def _end_and_move(self) -> None:
        self._ending = self.dialog.tasks.start(self._shut_down_and_move())

    def _wait_and_move(self) -> None:
        text = self.tr(
            "The volume is moved as soon as {name} is shut down, if this window is still open."
        )
        self.dialog.told.hint(text.format(name=self.dialog.qube))
        self._set(Phase.WAITING)

    def _stop_waiting(self) -> None:
        """It stays where it is; what was asked of the qube goes on."""
        was, ending = self.phase, self._ending
        self._set(Phase.IDLE)
        if was is Phase.ENDING and ending is not None:
            ending.cancel()
            self.dialog.told.hint(self.tr("It is not moved. The qube shuts down all the same."))
        else:
            self.pool_chosen()

    async def _shut_down_and_move(self) -> None:
        dialog = self.dialog
        text = self.tr("{name} is being shut down; then the volume is moved.")
        dialog.told.hint(text.format(name=dialog.qube))
        self._set(Phase.ENDING)
        try:
            await power.shutdown(dialog.system.connection, dialog.qube, wait=True)
        except QubesVMNotStartedError:
            pass  # it has ended meanwhile, which is what was wanted
        except AdminError as error:
            self._set(Phase.IDLE)
            dialog.told.error(error)
            return
        await self._move()

    async def _move(self) -> None:
        """The volume with its data to the chosen pool; the daemon does it, copy and compare."""
        dialog = self.dialog
        volume, pool = dialog.volume, str(dialog.pool_edit.currentData())
        if volume is None:
            return
        connection = dialog.system.connection
        done = self.tr("It is in the pool {pool} now.").format(pool=pool)
        title = self._title(volume.name)
        dialog.told.nothing()
        dialog.move_bar.setValue(0)
        self._set(Phase.MOVING)
        try:
            result = await moving.move(connection, dialog.qube, pool, volume.name, self._moved_on)
        except AdminError as error:
            if self._is_unseen:
                self._tell_elsewhere(Level.ERROR, title, error_message(error).text)
            else:
                dialog.told.error(error)
            return
        finally:
            if not sip.isdeleted(self):  # with the window that it was opened from
                self._set(Phase.IDLE)
        left = "\n".join(f"{name}: {why}" for name, why in result.stayed.items())
        done = "\n".join([done, *result.notes])
        if self._is_unseen:
            self._tell_elsewhere(Level.ERROR if left else Level.INFO, title, left or done)
            return
        await dialog.read_now()
        if left:
            dialog.told.wrong(left)
        else:
            dialog.told.done(done)
        dialog.changed.emit(dialog.qube)

    def _title(self, volume: str) -> str:
        text = self.tr("The move of the volume {volume} of {name}")
        return text.format(volume=volume, name=self.dialog.qube)

    def _tell_elsewhere(self, level: Level, title: str, text: str) -> None:
        """By the program's other windows; this one has nothing left to do."""
        self.dialog.notifier.post(Message(level, f"{title}: {text}"))
        if not sip.isdeleted(self):
            self.dialog.done(self.dialog.Rejected)

    async def _cancel(self) -> None:
        await moving.cancel(self.dialog.system.connection, self.dialog.qube)

    def _moved_on(self, progress: MoveProgress) -> None:
        """Copying is the first half of the bar, comparing the second."""
        if sip.isdeleted(self):
            return
        share = progress.done_bytes / max(1, progress.total_bytes)
        half = 500 if progress.phase == "compare" else 0
        self.dialog.move_bar.setValue(half + int(share * 500))

    def _set(self, phase: Phase) -> None:
        self.phase = phase
        self.dialog.refresh_buttons()
