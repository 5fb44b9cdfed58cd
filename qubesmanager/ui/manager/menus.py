"""The Manager's menus: of a qube under the mouse, and of everything that is not one qube's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, QPoint, Qt
from PyQt5.QtWidgets import QActionGroup, QMenu

from qubesmanager.ui.widgets import mnemonics

if TYPE_CHECKING:
    from qubesmanager.ui.manager.window import ManagerWindow


class Menus(QObject):
    def __init__(self, window: ManagerWindow) -> None:
        super().__init__(window)
        self.window = window

    def main_menu(self) -> QMenu:
        window = self.window
        menu = QMenu(window)
        modes = QActionGroup(menu)
        for mode, action in (
            ("list", window.list_action),
            ("netvm", window.tree_netvm_action),
            ("template", window.tree_template_action),
        ):
            modes.addAction(action)
            action.setChecked(window.views.mode == mode)
            action.triggered.connect(lambda _, mode=mode: window.views.set_mode(mode))
            menu.addAction(action)
            window.addAction(action)
        window.views.mode_changed.connect(self._show_mode)
        saved = menu.addMenu(self.tr("&Views"))
        saved.aboutToShow.connect(lambda: self._fill_views(saved))
        menu.addSeparator()
        menu.addActions([window.pools_action, window.templates_action, window.global_action])
        menu.addSeparator()
        menu.addAction(window.verify_action)
        menu.addSeparator()
        menu.addActions([window.log_action, window.about_action])
        mnemonics.settle_menu(menu)
        return menu

    def popup(self, place: QPoint) -> None:
        """What can be done with the selected qubes."""
        window = self.window
        menu = self.qube_menu()
        menu.setAttribute(Qt.WA_DeleteOnClose)
        menu.popup(window.views.current.viewport().mapToGlobal(place))

    def qube_menu(self) -> QMenu:
        window = self.window
        menu = QMenu(window)
        menu.setToolTipsVisible(True)
        menu.addActions(list(window.power_actions.values()))
        menu.addAction(window.console_action)
        menu.addSeparator()
        menu.addAction(
            window.edit_many_action if len(window.views.selected()) > 1 else window.settings_action
        )
        menu.addActions([window.states_action, window.clone_action, window.rename_action])
        menu.addActions([window.backup_action, window.remove_action])
        menu.addSeparator()
        menu.addAction(window.new_action)
        if window.views.mode == "list":
            columns = window.table.column_menu(menu)
            columns.setTitle(self.tr("&Columns"))
            menu.addMenu(columns)
        return menu

    def _show_mode(self) -> None:
        window = self.window
        window.list_action.setChecked(window.views.mode == "list")
        window.tree_netvm_action.setChecked(window.views.mode == "netvm")
        window.tree_template_action.setChecked(window.views.mode == "template")

    def _fill_views(self, menu: QMenu) -> None:
        menu.clear()
        self.window.saved_views.fill(menu)
