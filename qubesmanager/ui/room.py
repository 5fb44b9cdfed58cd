"""Room on a disk: qubesd's sentences name a command that frees some, windows name their own place.

What a sentence of qubesd says is known by its end; a test makes the storage say them.
"""

from __future__ import annotations

import errno
import os

from PyQt5.QtCore import QCoreApplication

translate = QCoreApplication.translate

LISTED = "What can be freed is listed by: qube pool reclaimable"
REMOVABLE = "if no qube needs it, qube pool reclaimable can remove it"


def place() -> str:
    """``Pools and volumes ▸ What would free space?``, as the windows are named."""
    pools = translate("PoolsWindow", "Pools and volumes")
    return f"{pools} ▸ {translate('ReclaimDialog', 'What would free space?')}"


def in_windows(text: str) -> str:
    """What qubesd said, with the way through the windows instead of the terminal's."""
    if LISTED in text:
        listed = translate("Room", "The Qube Manager lists what can be freed: {place}")
        text = text.replace(LISTED, listed.format(place=place()))
    if REMOVABLE in text:
        removable = translate("Room", "if no qube needs it, remove it in the Qube Manager: {place}")
        text = text.replace(REMOVABLE, removable.format(place=place()))
    return text


def is_wanted(text: str) -> bool:
    """Whether what went wrong would go well with more room."""
    return place() in text or os.strerror(errno.ENOSPC) in text
