"""Start, shut down, pause, kill: which qubes each is for, why not, and how it is done."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Awaitable, Callable, Mapping, Sequence

from PyQt5.QtCore import QCoreApplication

from qubesmanager.client import power
from qubesmanager.client.connection import Connection
from qubesmanager.client.system import QubeInfo
from qubesmanager.protocol import AdminError
from qubesmanager.ui import wording
from qubesmanager.ui.manager.net_chain import net_chain
from qubesmanager.ui.models.qubes_model import state_of
from qubesmanager.ui.notify import error_message

translate = QCoreApplication.translate


class Power(enum.Enum):
    START = "start"
    SHUTDOWN = "shutdown"
    RESTART = "restart"
    PAUSE = "pause"
    UNPAUSE = "unpause"
    KILL = "kill"


_DO: dict[Power, Callable[[Connection, str], Awaitable[object]]] = {
    Power.START: power.start,
    Power.SHUTDOWN: power.shutdown,
    Power.RESTART: power.restart,
    Power.PAUSE: power.pause,
    Power.UNPAUSE: power.unpause,
    Power.KILL: power.kill,
}
# In which states of a qube there is something to do.
_FROM = {
    Power.START: {"halted", "crashed", "lost"},
    Power.SHUTDOWN: {"running"},
    Power.RESTART: {"running"},
    Power.PAUSE: {"running"},
    Power.UNPAUSE: {"paused"},
    Power.KILL: {"running", "paused", "starting", "stopping"},
}


def fitting(act: Power, chosen: Sequence[QubeInfo]) -> list[QubeInfo]:
    """Those of the qubes for which it makes sense."""
    return [q for q in chosen if q.klass != "AdminVM" and state_of(q) in _FROM[act]]


def hindrance(act: Power, chosen: Sequence[QubeInfo], start_disabled_reason: str | None) -> str:
    """Why it cannot be done to any of the qubes; empty when it can."""
    if not chosen:
        return translate("Actions", "Select the qubes first")
    if act is Power.START and start_disabled_reason:
        return start_disabled_reason
    if fitting(act, chosen):
        return ""
    if act is Power.START and all(q.incomplete for q in chosen):
        return translate("Actions", "Its restore did not finish; it cannot be started")
    if len(chosen) > 1:
        return translate("Actions", "None of the selected qubes is in a state for it")
    if chosen[0].klass == "AdminVM":
        return translate("Actions", "It is the system itself")
    state = wording.state_word(state_of(chosen[0]))
    return translate("Actions", "It is in the state: {state}").format(state=state)


def on_the_way(
    act: Power, chosen: Sequence[QubeInfo], qubes: Mapping[str, QubeInfo]
) -> dict[str, str]:
    """The state of qubes from the moment that it is asked for: a start takes the net qubes along.

    The daemon tells of it when it has begun, which may be seconds later.
    """
    if act is Power.START:
        names = [name for qube in chosen for name in net_chain(qubes, qube.name)]
        return {n: "Transient" for n in names if n in qubes and state_of(qubes[n]) == "halted"}
    if act in (Power.SHUTDOWN, Power.RESTART):
        return {qube.name: "Halting" for qube in chosen if qube.name in qubes}
    return {}


async def act_on(connection: Connection, act: Power, chosen: Sequence[QubeInfo]) -> dict[str, str]:
    """All at the same time, so that a slow one holds up nobody. Returns which failed, and why."""

    async def one(qube: QubeInfo) -> tuple[str, str]:
        try:
            await _DO[act](connection, qube.name)
        except AdminError as error:
            message = error_message(error)
            return qube.name, f"{message.text} {message.detail}".strip()
        return qube.name, ""

    answers = await asyncio.gather(*map(one, fitting(act, chosen)))
    return {name: why for name, why in answers if why}
