"""What a backup takes of the machine's memory, and the size of its chunks."""

from __future__ import annotations

import pytest

from qubesmanager.backend.backup import memory_plan
from qubesmanager.backend.backup.memory_plan import MIB, available_bytes, choose
from qubesmanager.backend.backup.scrypt_container import STOCK_COST, Cost

GIB = 1024 * MIB


def test_an_ordinary_machine() -> None:
    room = choose(STOCK_COST, can_patch=True, available=8 * GIB, cores=4)
    assert (room.buffer_bytes, room.chunk_bytes, room.lanes) == (256 * MIB, 400 * MIB, 3)


def test_a_pipe_gets_chunks_of_half_of_the_room() -> None:
    room = choose(STOCK_COST, can_patch=False, available=8 * GIB, cores=4)
    assert (room.buffer_bytes, room.chunk_bytes) == (800 * MIB, 400 * MIB)
    room = choose(STOCK_COST, can_patch=False, available=3 * GIB, cores=4)
    assert (room.buffer_bytes, room.chunk_bytes) == (511 * MIB, 255 * MIB + MIB // 2)


@pytest.mark.parametrize("available", [0, GIB, 1100 * MIB])
def test_little_memory_takes_little_and_goes_on(available: int) -> None:
    room = choose(STOCK_COST, can_patch=True, available=available, cores=2)
    assert (room.buffer_bytes, room.lanes) == (32 * MIB, 1)
    pipe = choose(STOCK_COST, can_patch=False, available=available, cores=2)
    assert pipe.chunk_bytes == 16 * MIB


def test_a_cheaper_derivation_leaves_more() -> None:
    cheap, stock = (choose(cost, True, GIB, 2) for cost in (Cost(17), STOCK_COST))
    assert cheap.buffer_bytes > stock.buffer_bytes
    assert cheap.lanes > stock.lanes


@pytest.mark.parametrize(
    ("available", "cores", "lanes"),
    [(3 * GIB, 2, 1), (5 * GIB, 2, 1), (6 * GIB, 2, 2), (6 * GIB, 1, 2), (11 * GIB, 2, 4)]
    + [(100 * GIB, 1, 2), (100 * GIB, 2, 4), (100 * GIB, 16, 8)],
)
def test_several_derivations_only_where_they_hurt_nobody(
    available: int, cores: int, lanes: int
) -> None:
    assert choose(STOCK_COST, True, available, cores).lanes == lanes


def test_the_choice_is_said(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    choose(STOCK_COST, can_patch=True, available=8 * GIB, cores=2)
    assert "256 MiB for data" in caplog.text
    assert "3072 MiB for 3 key derivations at a time" in caplog.text
    assert "chunks of 400 MiB" in caplog.text


def test_a_kernel_without_an_estimate(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    assert available_bytes() > 0
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal: 100 kB\n")
    monkeypatch.setattr(memory_plan, "_MEMINFO", meminfo)
    assert available_bytes() > MIB


def test_room_for_reading() -> None:
    """Two keys a core and three large chunks where there is much; one of each where little."""
    from qubesmanager.backend.backup.memory_plan import choose_for_reading

    gib = 1 << 30
    much, little = choose_for_reading(21 * gib, 2), choose_for_reading(gib, 2)
    assert much.derivation_bytes == 4 * STOCK_COST.memory_bytes
    assert much.chunk_bytes >= 3 * 400 * MIB
    assert choose_for_reading(40 * gib, 64).derivation_bytes == 8 * STOCK_COST.memory_bytes
    assert little.derivation_bytes <= gib // 2
    assert little.chunk_bytes == 272 * MIB
    for available in range(0, 40 * gib, gib // 2):
        room = choose_for_reading(available, 64)
        assert room.derivation_bytes + room.chunk_bytes <= 272 * MIB + available // 2


def test_a_control_group_that_allows_less(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """The narrowest of those that we are in counts, less what it uses but for cached files."""
    own = tmp_path / "own"
    own.write_text("0::/user.slice/qubesd.service\n")
    monkeypatch.setattr(memory_plan, "_OWN_GROUP", own)
    monkeypatch.setattr(memory_plan, "_GROUPS", tmp_path / "groups")
    free = available_bytes()
    for folder, limit, used in (
        ("user.slice", "max", 4 * GIB),
        ("user.slice/qubesd.service", str(300 * MIB), 200 * MIB),
    ):
        group = tmp_path / "groups" / folder
        group.mkdir(parents=True)
        (group / "memory.max").write_text(f"{limit}\n")
        (group / "memory.current").write_text(f"{used}\n")
        (group / "memory.stat").write_text(f"anon 1\nfile {50 * MIB}\nfile_mapped 7\n")
    assert available_bytes() == 150 * MIB < free
    (tmp_path / "groups" / "user.slice" / "memory.max").write_text(f"{2 * GIB}\n")
    assert available_bytes() == 0
    own.unlink()
    assert available_bytes() > GIB
