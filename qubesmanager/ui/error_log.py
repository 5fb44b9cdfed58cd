"""What goes wrong inside the programs themselves stays to be read: the window of the log has it."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

LARGEST_BYTES = 256 << 10  # the file before it is kept as well


def keep(logger: logging.Logger, path: Path) -> None:
    """What ``logger`` tells as an error is written to ``path``, with its traceback.

    A traceback has lines of the program and the error's own text, no values.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        logger.warning("errors are not written to %s: %s", path, error)
        return
    handler = RotatingFileHandler(
        path, maxBytes=LARGEST_BYTES, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setLevel(logging.ERROR)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s"))
    logger.addHandler(handler)
