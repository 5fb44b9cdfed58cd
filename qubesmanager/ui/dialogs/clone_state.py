"""A new qube out of an earlier state of a volume: the rest as a clone has it.

By program: ``d = CloneStateDialog(system, "work", "private", revision, notifier)``,
``d.name_edit.setText("work-before")``, ``await d.act()``, ``d.done_as``.
"""

from __future__ import annotations

from PyQt5.QtWidgets import QWidget

from qubesmanager.client.cloning import clone
from qubesmanager.client.history import kept_s
from qubesmanager.client.revisions import Revision
from qubesmanager.client.system import System
from qubesmanager.ui import wording
from qubesmanager.ui.dialogs.name_dialog import CloneDialog
from qubesmanager.ui.notify import Notifier


class CloneStateDialog(CloneDialog):
    def __init__(
        self,
        system: System,
        qube: str,
        volume: str,
        revision: Revision,
        notifier: Notifier,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(system, qube, notifier, parent)
        self._states = {volume: revision.id}
        self.setWindowTitle(self.tr("Clone {name} as it was").format(name=qube))
        self.heading_label.setText(self.tr("Clone {name} as it was").format(name=qube))
        until_s = kept_s(revision)
        text = self.tr(
            "A second qube with the same settings. Its volume {volume} is as it was until {time}."
        ).format(volume=volume, time=wording.moment(until_s) if until_s else revision.id)
        others = [v.name for v in system.qubes[qube].volumes if v.save_on_stop and v.name != volume]
        if others:
            rest = self.tr("As they are now: {volumes}.").format(volumes=", ".join(others))
            text = f"{text} {rest}"
        self.effect_label.setText(f"{text} {self._room()}")

    async def _act(self, name: str) -> list[str]:
        return await clone(self.system, self.qube, name, states=self._states)
