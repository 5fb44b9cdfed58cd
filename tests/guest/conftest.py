"""Tests here run in the guest, on disks of its own; elsewhere they are not even collected."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator

import pytest

from qubesmanager.backend.storage import Pool, build_pool
from qubesmanager.backend.storage.lvm_command import CACHE

if "QUBE_TEST_GUEST" not in os.environ:
    collect_ignore_glob = ["test_*.py"]

#: Two groups with a thin pool each; hyphens are doubled in device names.
GROUPS = ("qube-test", "other")
DISKS = ("/dev/vda", "/dev/vdb")
POOL = "pool-1"


def lvm(*arguments: str) -> str:
    result = subprocess.run(
        ["lvm", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"{arguments}: {result.stderr}"
    return result.stdout


def listed(*fields: str) -> list[dict[str, str]]:
    """What ``lvs`` says of the volumes in the first group, by lvm's own names of fields."""
    report = lvm("lvs", "-o", ",".join(fields), "--units=b", "--reportformat=json", GROUPS[0])
    rows: list[dict[str, str]] = json.loads(report)["report"][0]["lv"]
    return rows


def names() -> list[str]:
    """Logical volumes in the first group besides the thin pool, sorted."""
    return sorted({row["lv_name"] for row in listed("lv_name")} - {POOL})


def wipe() -> None:
    report = lvm("lvs", "-o", "vg_name,lv_name", "--reportformat=json", *GROUPS)
    rows = json.loads(report)["report"][0]["lv"]
    if left := [f"{row['vg_name']}/{row['lv_name']}" for row in rows if row["lv_name"] != POOL]:
        lvm("lvremove", "--force", *left)
    CACHE.reset()


def make_pool(group: str) -> Pool:
    return build_pool("lvm_thin", group, volume_group=group, thin_pool=POOL)


@pytest.fixture(scope="session")
def volume_groups() -> None:
    for group, disk in zip(GROUPS, DISKS, strict=True):
        lvm("vgcreate", group, disk)
        lvm("lvcreate", "--type=thin-pool", "--size=1G", f"--name={POOL}", group)


@pytest.fixture
def thin_pools(volume_groups: None) -> Iterator[Callable[[], Pool]]:
    """Gives an empty pool in the first group, then one in the second."""
    order = iter(GROUPS)
    yield lambda: make_pool(next(order))
    wipe()


@pytest.fixture
async def pool(thin_pools: Callable[[], Pool]) -> Pool:
    made = thin_pools()
    await made.setup()
    return made
