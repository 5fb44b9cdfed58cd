"""Driver lvm_thin against the suite of all drivers, on a real thin pool."""

from __future__ import annotations

import pytest

from qubesmanager.backend.storage.conformance import Check, Factory, run_check
from tests.storage_rows import checks

pytestmark = pytest.mark.lvm


@pytest.mark.parametrize("check", checks())
async def test_lvm(check: Check, thin_pools: Factory) -> None:
    outcome = await run_check(check, thin_pools)
    assert outcome.lacks is None
