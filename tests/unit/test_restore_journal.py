"""What is kept of a restore that was cut, and how much of it a torn file still says."""

from __future__ import annotations

import os
from pathlib import Path

from qubesmanager.backend.backup.plan import (
    HostState,
    PoolState,
    QubeRow,
    RestorePlan,
    Status,
    VolumeRow,
)
from qubesmanager.client.inventory import QubeInfo, VolumeInfo
from qubesmanager.client.restore_journal import RestoreJournal, Unfinished, unfinished
from qubesmanager.client.restore_marks import JOURNAL, Mark, parse_mark
from qubesmanager.client.resuming import take_up

HOST = HostState(labels=["red"], pools=[PoolState("p", "file-reflink")], default_pool="p")


def plan(backup_id: str = "20261121T120000-1") -> RestorePlan:
    rows = [
        QubeRow(name, "StandaloneVM", "red", restored_as=name, made_as=name, archived_label="red",
                automatic_label="red", volumes=[VolumeRow("root"), VolumeRow("private")])
        for name in ("done", "half", "none")
    ]  # fmt: skip
    return RestorePlan("/a", 4, backup_id, True, "gzip", 100, rows)


def info(name: str, mark: str = "", incomplete: bool = True) -> QubeInfo:
    volumes = tuple(
        VolumeInfo(volume, "p", f"{name}/{volume}", 5, 5, True, True, False)
        for volume in ("root", "private")
    )
    return QubeInfo(
        name, "StandaloneVM", "Halted", "red", None, None,
        features={JOURNAL: mark} if mark else {}, volumes=volumes, incomplete=incomplete,
    )  # fmt: skip


def test_a_journal_is_found_until_it_ends(tmp_path: Path) -> None:
    assert unfinished(tmp_path) == []
    first = RestoreJournal.begin(tmp_path, plan("first-1"))
    second = RestoreJournal.begin(tmp_path, plan())
    os.utime(next((tmp_path / "restores").glob("first*")), (1, 1))
    row = plan().row("done")
    row.status = Status.RESTORED
    second.row_done(row)
    assert [cut.plan.backup_id for cut in unfinished(tmp_path)] == ["20261121T120000-1", "first-1"]
    assert unfinished(tmp_path)[0].restored == {"done": row}
    second.end()
    first.end()
    first.end()
    assert unfinished(tmp_path) == []


def test_what_was_cut_off_while_it_was_written_does_not_count(tmp_path: Path) -> None:
    journal = RestoreJournal.begin(tmp_path, plan())
    journal.row_done(plan().row("done"))
    (path,) = (tmp_path / "restores").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    whole = path.read_bytes()
    first = whole.index(b"\n")
    for length in (0, 1, 100, first, first + 1, first + 2, len(whole) - 100, len(whole) - 1):
        path.write_bytes(whole[:length])
        found = unfinished(tmp_path)
        assert len(found) == (b"\n" in whole[:length])
        assert all(not cut.restored for cut in found)
    path.write_bytes(b"{}\nnonsense\n")
    assert unfinished(tmp_path) == []


def test_marks() -> None:
    mark = Mark("id-1", "work").with_volume("root", 5).with_volume("private", 7)
    assert mark.text == "id-1 work root=5 private=7"
    assert parse_mark(mark.text) == mark
    for text in (None, "", "id", "id work root", "id work root=x", "id work =5", "id work root=-1"):
        assert parse_mark(text) is None


def test_what_is_taken_up() -> None:
    before, fresh = plan(), plan()
    finished = before.row("done")
    finished.status = Status.RESTORED
    cut = Unfinished(Path("/j"), before, {"done": finished})
    qubes = {
        "done": info("done", incomplete=False),
        "half": info("half", "20261121T120000-1 half root=5 private=9"),  # that has another size
        "none": info("none", "other-backup none root=5"),
    }
    take_up(fresh, HOST, cut, qubes)
    assert {row.name: (row.begun, row.status.value) for row in fresh.rows} == {
        "done": (True, "restored"),
        "half": (True, "pending"),
        "none": (False, "pending"),
    }
    half = fresh.row("half")
    assert [volume.status for volume in half.volumes] == [Status.RESTORED, Status.PENDING]
    del qubes["done"]  # somebody has removed it: it is restored anew
    fresh = plan()
    take_up(fresh, HOST, cut, qubes)
    assert (fresh.row("done").begun, fresh.row("done").status) == (False, Status.PENDING)
