"""What the Manager does with the selected qubes: a dialog is opened, or calls are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, Qt
from PyQt5.QtWidgets import QAction, QDialog

from qubesmanager.client import next_start
from qubesmanager.client.system import QubeInfo
from qubesmanager.protocol import AdminError
from qubesmanager.ui import wording
from qubesmanager.ui.dialogs.about import AboutDialog
from qubesmanager.ui.dialogs.batch_edit import BatchEditDialog
from qubesmanager.ui.dialogs.log_window import LogWindow
from qubesmanager.ui.dialogs.name_dialog import CloneDialog, NameDialog, RenameDialog
from qubesmanager.ui.dialogs.new_qube import NewQubeDialog
from qubesmanager.ui.dialogs.remove_qubes import RemoveDialog
from qubesmanager.ui.dialogs.switch_templates import SwitchTemplatesDialog
from qubesmanager.ui.manager.console import open_console
from qubesmanager.ui.manager.power import Power, act_on, fitting, on_the_way
from qubesmanager.ui.notify import Level, Message, error_message
from qubesmanager.ui.settings.global_dialog import GlobalSettingsDialog
from qubesmanager.ui.storage.pools import PoolsWindow
from qubesmanager.ui.storage.states import StatesDialog
from qubesmanager.ui.widgets.leave_question import ask_to_leave

if TYPE_CHECKING:
    from qubesmanager.ui.manager.window import ManagerWindow


class QubeCommands(QObject):
    def __init__(self, window: ManagerWindow) -> None:
        super().__init__(window)
        self.window = window

    def new_qube(self) -> None:
        window = self.window
        if window.system is None or not window.new_action.isEnabled():
            return
        dialog = NewQubeDialog(window.system, window.notifier, window)
        dialog.created.connect(self._created)
        self._open(dialog)

    def open_settings(self) -> None:
        window = self.window
        if window.system is not None and window.settings_action.isEnabled():
            window.settings_windows.open(window.system, window.views.selected()[0].name)

    def clone(self) -> None:
        self._open_name_dialog(CloneDialog, self.window.clone_action)

    def rename(self) -> None:
        self._open_name_dialog(RenameDialog, self.window.rename_action)

    def edit_many(self) -> None:
        window = self.window
        if window.system is None or not window.edit_many_action.isEnabled():
            return
        names = [qube.name for qube in window.views.selected()]
        dialog = BatchEditDialog(window.system, names, window.notifier, window)
        dialog.changed.connect(self._changed)
        self._open(dialog)

    def open_states(self) -> None:
        window = self.window
        chosen = window.views.selected()
        if window.system is None or len(chosen) != 1 or not window.online:
            return
        dialog = StatesDialog(window.system, chosen[0].name, window.notifier, window)
        dialog.changed.connect(self._changed)
        self._open(dialog)

    def keep_template(self) -> None:
        """The change that was put off to the next start is withdrawn."""
        window = self.window
        chosen = window.views.selected()
        if window.system is not None and len(chosen) == 1 and window.online:
            connection = window.system.connection
            window.tasks.start(next_start.withdraw(connection, chosen[0].name))

    def open_pools(self) -> PoolsWindow | None:
        """One window; a second request brings it to the front."""
        window = self.window
        if window.system is None or not window.online:
            return None
        pools = window.findChild(PoolsWindow)
        if pools is None:
            pools = PoolsWindow(window.system, window.notifier, window)
            pools.setAttribute(Qt.WA_DeleteOnClose)
        pools.show()
        pools.raise_()
        pools.activateWindow()
        return pools

    def open_room(self) -> None:
        """What can be freed; where there are several pools, the person chooses one first."""
        pools = self.open_pools()
        if pools is not None and len(names := pools.with_states()) == 1:
            pools.open_reclaim(names[0])

    def open_global_settings(self) -> None:
        window = self.window
        if window.system is not None and window.global_action.isEnabled():
            self._open(GlobalSettingsDialog(window.system, window.notifier, window))

    def switch_templates(self) -> None:
        window = self.window
        if window.system is not None and window.templates_action.isEnabled():
            dialog = SwitchTemplatesDialog(window.system, window.notifier, window)
            dialog.changed.connect(self._changed)
            self._open(dialog)

    def open_console(self) -> None:
        window = self.window
        chosen = window.views.selected()
        if window.system is not None and window.console_action.isEnabled() and chosen:
            home = window.system.connection.home
            window.tasks.start(open_console(home, chosen[0].name))

    def open_log(self) -> None:
        window = self.window
        home = window.system.connection.home if window.system is not None else None
        self._open(LogWindow(home, window.notifier, window))

    def about(self) -> None:
        self._open(AboutDialog(self.window.system, self.window))

    # -- power -----------------------------------------------------------------------------

    def power(self, act: Power) -> None:
        """Killing asks first; everything else can be undone by its counterpart."""
        window = self.window
        chosen = fitting(act, window.views.selected())
        if window.system is None or not chosen:
            return
        if act is not Power.KILL:
            window.tasks.start(self._power(act, chosen))
            return
        count = len(chosen)
        text = wording.plural(self.tr("%n qube(s) end at once:", "", count), count)
        names = ", ".join(qube.name for qube in chosen)
        lost = self.tr("What is open in them and not saved is lost.")
        ask_to_leave(
            window,
            "kill_question",
            text,
            f"{names}\n\n{lost}",
            self.tr("&Kill"),
            lambda: window.tasks.start(self._power(act, chosen)),
            self.tr("&Cancel"),
        )

    async def _power(self, act: Power, chosen: Sequence[QubeInfo]) -> None:
        window = self.window
        assert window.system is not None
        under_way = on_the_way(act, chosen, window.system.qubes)
        for name, state in under_way.items():
            window.system.qubes[name] = replace(window.system.qubes[name], state=state)
            window.show_change(name)
        failures = await act_on(window.system.connection, act, chosen)
        if failures:
            self._tell_failures(act, len(chosen), failures)
        for name in under_way:
            if await window.system.refresh(name) is not None:
                window.show_change(name)

    def _tell_failures(self, act: Power, total: int, failures: Mapping[str, str]) -> None:
        """Each with its reason; those of them for which it makes sense then are tried again."""
        window = self.window
        text = wording.plural(self.tr("{done} of %n qube(s): {act}", "", total), total)
        text = text.format(done=total - len(failures), act=self._word(act))
        detail = "\n".join(f"{name}: {why}" for name, why in failures.items())
        message = Message(Level.ERROR, text, detail)

        def again() -> None:
            window.banner.hide()
            qubes = window.system.qubes if window.system is not None else {}
            failed = fitting(act, [qubes[name] for name in failures if name in qubes])
            if failed:
                window.tasks.start(self._power(act, failed))

        if message.wants_room:
            window.notifier.post(message)
            return
        several = self.tr("&Try the failed ones again")
        caption = several if len(failures) > 1 else self.tr("&Try again")
        window.banner.show_message(message, caption, again)

    def _word(self, act: Power) -> str:
        return {
            Power.START: self.tr("started"),
            Power.SHUTDOWN: self.tr("shut down"),
            Power.RESTART: self.tr("restarted"),
            Power.PAUSE: self.tr("paused"),
            Power.UNPAUSE: self.tr("unpaused"),
            Power.KILL: self.tr("killed"),
        }[act]

    # -- removing --------------------------------------------------------------------------

    def ask_to_remove(self) -> None:
        window = self.window
        chosen = window.views.selected()
        if window.system is None or not chosen or not window.remove_action.isEnabled():
            return
        dialog = RemoveDialog(chosen, window.system.qubes, window)
        dialog.confirmed.connect(
            lambda qubes: window.tasks.start(self.remove(qubes), window.remove_action)
        )
        self._open(dialog)

    async def remove(self, chosen: Sequence[QubeInfo]) -> None:
        """One after the other; a failure of one does not keep the others."""
        window = self.window
        assert window.system is not None
        failures = []
        for qube in chosen:
            try:
                await window.system.remove_qube(qube.name)
            except AdminError as error:
                message = error_message(error)
                failures.append(f"{qube.name}: {message.text} {message.detail}".strip())
            else:
                window.model.drop(qube.name)
                window.refresh()
        if failures:
            total = len(chosen)
            text = wording.plural(self.tr("{done} of %n qube(s) removed.", "", total), total)
            text = text.format(done=total - len(failures))
            window.notifier.post(Message(Level.ERROR, text, "\n".join(failures)))

    # -- small helpers ---------------------------------------------------------------------

    def _open_name_dialog(self, kind: type[NameDialog], action: QAction) -> None:
        window = self.window
        if window.system is None or not action.isEnabled():
            return
        name = window.views.selected()[0].name
        dialog = kind(window.system, name, window.notifier, window)
        dialog.done_as.connect(self._created)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.show()  # not modal: a copy may take its time

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.open()

    def _changed(self, name: str) -> None:
        """Show it at once; the event that follows finds the row there."""
        self.window.show_change(name)

    def _created(self, name: str) -> None:
        self.window.show_change(name)
        self.window.views.select(name)
