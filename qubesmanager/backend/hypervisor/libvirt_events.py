"""libvirt's event loop: one thread for the whole process, because libvirt knows only one.

Its callbacks run there, so they hand everything over to the asyncio loop of whoever listens.
libvirt's own asyncio integration is not used: the embedded driver calls it from threads of its own.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import threading
from typing import Any

log = logging.getLogger(__name__)

_started = threading.Lock()


def is_installed() -> bool:
    """Whether Python's binding can be found; finding is much cheaper than loading."""
    return importlib.util.find_spec("libvirt") is not None


def load() -> Any:  # noqa: ANN401  (the binding has no types)
    """Blocking. The module ``libvirt`` with its event loop running. ImportError.

    The loop must run before the first connection is opened.
    """
    libvirt = importlib.import_module("libvirt")
    if _started.acquire(blocking=False):
        # Every error comes as an exception as well; on stderr it would be there twice.
        libvirt.registerErrorHandler(lambda _context, _error: None, None)
        libvirt.virEventRegisterDefaultImpl()
        threading.Thread(target=_pump, args=(libvirt,), name="libvirt events", daemon=True).start()
    return libvirt


def _pump(libvirt: Any) -> None:  # noqa: ANN401
    while True:
        try:
            libvirt.virEventRunDefaultImpl()
        except libvirt.libvirtError:
            log.exception("libvirt's event loop failed; it goes on")
