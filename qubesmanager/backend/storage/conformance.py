"""The tests that every storage driver passes, ours and others' (spec sections 1, 2 and 6).

In a driver's own tests one line is enough::

    await check_pool_driver(lambda: MyPool(fresh_name(), fresh_place()))

``factory`` is called twice for every check and gives pools with different names, each in an empty
place of its own where names cannot collide (for LVM: another volume group), before their
``setup``. A check raises :class:`ConformanceError`; what the driver
does not have (it answers NotImplementedError, naming the method) is reported and is not a failure
where a driver may lack it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from . import conformance_running, conformance_stopped
from .conformance_tools import OPTIONAL, Check, ConformanceError
from .pool import Pool

__all__ = [
    "CHECKS",
    "Check",
    "ConformanceError",
    "Factory",
    "Outcome",
    "check_pool_driver",
    "run_check",
]

log = logging.getLogger(__name__)

Factory = Callable[[], Pool]

CHECKS: tuple[Check, ...] = (*conformance_stopped.CHECKS, *conformance_running.CHECKS)


@dataclass(frozen=True)
class Outcome:
    """``lacks`` is the method that the driver does not have, None if the check has passed."""

    check: str
    lacks: str | None


async def check_pool_driver(factory: Factory) -> list[Outcome]:
    """Run every check; the first violation raises ConformanceError."""
    return [await run_check(check, factory) for check in CHECKS]


async def run_check(check: Check, factory: Factory) -> Outcome:
    """Run one of :data:`CHECKS` on two fresh pools."""
    first, second = factory(), factory()
    await first.setup()
    await second.setup()
    try:
        await check(first, second)
    except NotImplementedError as error:
        lacks = str(error)
        if lacks.rpartition(".")[2] not in OPTIONAL.get(check.__name__, ()):
            raise ConformanceError(f"{check.__name__}: {lacks} is not there") from error
        log.info("%s skipped: the driver lacks %s", check.__name__, lacks)
        return Outcome(check.__name__, lacks)
    finally:
        await first.destroy()
        await second.destroy()
    return Outcome(check.__name__, None)
