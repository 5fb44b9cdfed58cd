"""What the Manager has seen of each qube since it was opened: settings that changed, and runs.

Nobody keeps this; it is gone with the window.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque

from qubesmanager.client.history import Happening, Seen
from qubesmanager.client.system import QubeInfo

MOST = 50  # of each qube
SETTINGS = (
    *("label", "template", "netvm", "memory", "maxmem", "vcpus", "kernel", "kernelopts"),
    *("virt_mode", "autostart", "include_in_backups", "provides_network", "default_dispvm"),
    *("template_for_dispvms", "default_user", "debug"),
)
_RUNS = {
    ("Halted", "Running"): "started",
    ("Transient", "Running"): "started",
    ("Running", "Paused"): "paused",
    ("Paused", "Running"): "unpaused",
    ("Running", "Halted"): "ended",
    ("Halting", "Halted"): "ended",
    ("Dying", "Halted"): "ended",
    ("Paused", "Halted"): "ended",
}


class SeenChanges:
    def __init__(self) -> None:
        self._of: dict[str, deque[Happening]] = defaultdict(lambda: deque(maxlen=MOST))

    def note(self, old: QubeInfo, new: QubeInfo) -> None:
        """The same qube, as it was shown and as it is now."""
        now_s = time.time()
        if run := _RUNS.get((old.state, new.state)):
            self._of[new.name].append(Happening(now_s, seen=Seen(run)))
        for name in SETTINGS:
            before, after = old.property_value(name), new.property_value(name)
            if before != after:
                self._of[new.name].append(Happening(now_s, seen=Seen(name, before, after)))

    def of(self, name: str) -> list[Happening]:
        return list(self._of.get(name, ()))

    def forget(self, name: str) -> None:
        self._of.pop(name, None)
