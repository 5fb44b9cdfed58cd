"""On the kernel of Debian 12 a confined process is held as on a newer one."""

from __future__ import annotations

import pytest

from qubesmanager import confinement
from tests.unit.test_confinement import (
    test_it_says_what_is_in_force,
    test_refused,
    test_signals_where_the_kernel_can,
    test_what_is_needed_goes_on,
    told,
)

pytestmark = pytest.mark.lvm  # what runs in the guest
__all__ = [
    "test_it_says_what_is_in_force",
    "test_refused",
    "test_signals_where_the_kernel_can",
    "test_what_is_needed_goes_on",
    "told",
]


def test_landlock_is_there() -> None:
    assert confinement.landlock_abi() >= 2
