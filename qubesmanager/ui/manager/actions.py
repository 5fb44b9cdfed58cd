"""What the Manager's actions say of themselves: what they do, and why one cannot be pressed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PyQt5.QtCore import QCoreApplication
from PyQt5.QtWidgets import QAction

from qubesmanager.client.system import QubeInfo
from qubesmanager.ui import look, wording
from qubesmanager.ui.manager.power import Power, hindrance

if TYPE_CHECKING:
    from qubesmanager.ui.manager.window import ManagerWindow

translate = QCoreApplication.translate
ICONS = {
    "new_action": "new",
    "restore_action": "restore",
    "backup_action": "backup",
    "verify_action": "verify",
    "settings_action": "settings",
    "edit_many_action": "edit",
    "clone_action": "copy",
    "remove_action": "remove",
    "start_action": "start",
    "shutdown_action": "shutdown",
    "restart_action": "restart",
    "pause_action": "pause",
    "unpause_action": "start",
    "kill_action": "kill",
    "console_action": "console",
    "pools_action": "pool",
    "global_action": "settings",
    "templates_action": "kind-template",
    "states_action": "revert",
    "log_action": "log",
    "list_action": "list",
    "tree_netvm_action": "tree",
    "tree_template_action": "tree",
}

State = tuple[QAction, str, str]  # the action, what it does, why it cannot


def dress(window: ManagerWindow) -> None:
    for name, icon in ICONS.items():
        getattr(window, name).setIcon(look.icon(icon))


def refresh_actions(window: ManagerWindow) -> None:
    """Enable each action, or disable it with the reason in its tooltip."""
    chosen = window.views.selected()
    gone = "" if window.online else translate("Actions", "qubesd does not answer")
    for action, hint, why in (
        *_of_qubes(window, chosen),
        *_of_power(window, chosen),
        *_of_all(window),
    ):
        key = action.shortcut().toString()
        tip = f"{hint} ({key})" if key else hint
        why = gone or why
        action.setEnabled(not why)
        action.setToolTip(f"{tip}\n{why}" if why else tip)


def _of_all(window: ManagerWindow) -> list[State]:
    busy = ""
    if window.job_windows.is_running:
        busy = translate("Actions", "A backup or restore is running; see below")
    nothing = "" if window.model.records else translate("Actions", "There are no qubes")
    return [
        (window.new_action, translate("Actions", "Make a new qube"), ""),
        (window.global_action, translate("Actions", "Defaults of all qubes"), ""),
        (
            window.templates_action,
            translate("Actions", "Move qubes from one template to another"),
            nothing,
        ),
        (window.pools_action, translate("Actions", "Where the volumes are, and how full"), ""),
        (
            window.restore_action,
            translate("Actions", "Bring qubes back from a backup archive"),
            busy,
        ),
        (
            window.verify_action,
            translate("Actions", "Read a backup to its end; nothing is written"),
            busy,
        ),
        (
            window.backup_action,
            translate("Actions", "Save qubes to an encrypted archive"),
            busy or nothing,
        ),
    ]


def _of_qubes(window: ManagerWindow, chosen: Sequence[QubeInfo]) -> list[State]:
    count = len(chosen)
    one = _why_not_one(chosen)
    of_many = window.edit_many_action
    use_other = translate("Actions", "Several are selected; for them there is: {action} ({key})")
    use_other = use_other.format(
        action=wording.plain(of_many.text()), key=of_many.shortcut().toString()
    )
    several = "" if count > 1 else translate("Actions", "Select several qubes")
    some = "" if chosen else translate("Actions", "Select the qubes to remove")
    return [
        (
            window.settings_action,
            translate("Actions", "Settings of the selected qube"),
            use_other if count > 1 else one,
        ),
        (
            window.edit_many_action,
            translate("Actions", "One change of all selected qubes, shown before it is made"),
            several,
        ),
        (
            window.states_action,
            translate("Actions", "Go back to an earlier state; size of its volumes"),
            one,
        ),
        (window.clone_action, translate("Actions", "Make a second qube like it"), one),
        (window.rename_action, translate("Actions", "Give it another name"), one),
        (window.remove_action, translate("Actions", "Remove the selected qubes"), some),
    ]


def _why_not_one(chosen: Sequence[QubeInfo]) -> str:
    if len(chosen) > 1:
        return translate("Actions", "It is for one qube, and several are selected")
    return "" if chosen else translate("Actions", "Select one qube")


def _of_power(window: ManagerWindow, chosen: Sequence[QubeInfo]) -> list[State]:
    reason = window.system.start_disabled_reason if window.system is not None else None
    hints = {
        Power.START: translate("Actions", "Start the selected qubes"),
        Power.SHUTDOWN: translate("Actions", "Ask the selected qubes to shut down"),
        Power.RESTART: translate("Actions", "Shut them down and start them again"),
        Power.PAUSE: translate("Actions", "Stop their processors; their memory stays"),
        Power.UNPAUSE: translate("Actions", "Let paused qubes go on"),
        Power.KILL: translate("Actions", "End them at once; what they have not saved is lost"),
    }
    states = [
        (window.power_actions[act], hint, hindrance(act, chosen, reason))
        for act, hint in hints.items()
    ]
    one = _why_not_one(chosen)
    running = hindrance(Power.SHUTDOWN, chosen, None)
    text = translate("Actions", "Open its text console in a terminal")
    return [*states, (window.console_action, text, one or running)]
