"""What the Manager's actions say of themselves: what they do, and why one cannot be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QCoreApplication
from PyQt5.QtWidgets import QAction

if TYPE_CHECKING:
    from qubesmanager.ui.manager.window import ManagerWindow

translate = QCoreApplication.translate


def refresh_actions(window: ManagerWindow) -> None:
    """Enable each action, or disable it with the reason in its tooltip."""
    for action, hint, why in _states(window):
        action.setEnabled(not why)
        action.setToolTip(f"{hint}\n{why}" if why else hint)


def _states(window: ManagerWindow) -> list[tuple[QAction, str, str]]:
    """(action, what it does, why it cannot) of each."""
    chosen = len(window.table.selected())
    job = window.job_bar.job
    gone = "" if window.online else translate("Actions", "qubesd does not answer")
    busy = ""
    if job is not None and job.is_running:
        busy = translate("Actions", "A backup or restore is running; see below")
    nothing = "" if window.model.records else translate("Actions", "There are no qubes")
    one = "" if chosen == 1 else translate("Actions", "Select one qube")
    some = "" if chosen else translate("Actions", "Select the qubes to remove")
    return [
        (window.new_action, translate("Actions", "Make a new qube (Ctrl+N)"), gone),
        (
            window.restore_action,
            translate("Actions", "Bring qubes back from a backup archive (Ctrl+R)"),
            gone or busy,
        ),
        (
            window.backup_action,
            translate("Actions", "Save qubes to an encrypted archive (Ctrl+B)"),
            gone or busy or nothing,
        ),
        (
            window.settings_action,
            translate("Actions", "Settings of the selected qube (Ctrl+E, or double click)"),
            gone or one,
        ),
        (
            window.clone_action,
            translate("Actions", "Make a second qube like it (Ctrl+D)"),
            gone or one,
        ),
        (window.rename_action, translate("Actions", "Give it another name (F2)"), gone or one),
        (
            window.remove_action,
            translate("Actions", "Remove the selected qubes (Del)"),
            gone or some,
        ),
    ]
