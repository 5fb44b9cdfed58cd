"""What a backup takes of the machine's memory, and the size of its chunks."""

from __future__ import annotations

import pytest

from qubesmanager.backend.backup import memory_plan
from qubesmanager.backend.backup.memory_plan import MIB, available_bytes, choose
from qubesmanager.backend.backup.scrypt_container import STOCK_COST, Cost

GIB = 1024 * MIB


def test_an_ordinary_machine() -> None:
    room = choose(STOCK_COST, can_patch=True, available=8 * GIB)
    assert (room.buffer_bytes, room.chunk_bytes) == (256 * MIB, 400 * MIB)


def test_a_pipe_gets_chunks_of_half_of_the_room() -> None:
    room = choose(STOCK_COST, can_patch=False, available=8 * GIB)
    assert (room.buffer_bytes, room.chunk_bytes) == (256 * MIB, 128 * MIB)


@pytest.mark.parametrize("available", [0, GIB, 1100 * MIB])
def test_little_memory_takes_little_and_goes_on(available: int) -> None:
    assert choose(STOCK_COST, can_patch=True, available=available).buffer_bytes == 32 * MIB
    assert choose(STOCK_COST, can_patch=False, available=available).chunk_bytes == 16 * MIB


def test_a_cheaper_derivation_leaves_more() -> None:
    assert choose(Cost(17), True, GIB).buffer_bytes > choose(STOCK_COST, True, GIB).buffer_bytes


def test_the_choice_is_said(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    choose(STOCK_COST, can_patch=True, available=8 * GIB)
    assert "256 MiB for data" in caplog.text
    assert "1024 MiB for one key derivation" in caplog.text
    assert "chunks of 400 MiB" in caplog.text


def test_a_kernel_without_an_estimate(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    assert available_bytes() > 0
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal: 100 kB\n")
    monkeypatch.setattr(memory_plan, "_MEMINFO", meminfo)
    assert available_bytes() > MIB
