"""The folder of a qube in the store: what goes with the qube, and what is somebody else's.

Volumes are removed by their drivers. Of the rest only files that this program has written go, for
anything may lie there: another pool, a volume that no pool knows any more, what a person has put
down.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path

from qubesmanager.backend.storage import durable

log = logging.getLogger(__name__)

# Whole, and while being written (`durable.replace_file`); the log also as virtlogd puts it aside.
_OWN_FILE = re.compile(r"(notes\.txt|firewall\.xml)(~[0-9a-f]{12})?|console\.log(\.[0-9]+)?")


def remove_folder(folder: Path) -> None:
    """Blocking: what is known goes, then the folder if that leaves it empty. OSError."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if _OWN_FILE.fullmatch(path.name) and not path.is_dir():
            durable.remove(path)
    if not durable.rmdir(folder) and folder.is_dir():
        left = sorted(path.name for path in folder.iterdir())
        log.warning(
            "%r stays, for it holds what is not the qube's: %s", str(folder), ", ".join(left)
        )
