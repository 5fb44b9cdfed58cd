"""The list of backups: whole at every moment, and never in the way."""

from __future__ import annotations

import contextlib
import json
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.backend.backup import catalogue
from qubesmanager.backend.backup.catalogue import (
    FILE_NAME,
    MAX_RECORDS,
    BackupRecord,
    CatalogueError,
)


def test_records_come_back(tmp_path: Path) -> None:
    assert catalogue.read(tmp_path) == []
    one = BackupRecord("/a", 1, ["work", "größe"], size_bytes=2**40, sha256="ab", profile="p")
    two = BackupRecord("/tmp", 2, ["work"], place="disk")
    catalogue.add(tmp_path, one)
    catalogue.add(tmp_path, two)
    assert catalogue.read(tmp_path) == [one, two]
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_file_has_one_record(tmp_path: Path) -> None:
    catalogue.add(tmp_path, BackupRecord("/a", 1, place="disk"))
    catalogue.add(tmp_path, BackupRecord("/a", 2))
    catalogue.add(tmp_path, BackupRecord("/a", 3))
    assert [record.finished_s for record in catalogue.read(tmp_path)] == [1, 3]


def test_verified_is_noted(tmp_path: Path) -> None:
    catalogue.add(tmp_path, BackupRecord("/a", 1, place="disk"))
    catalogue.add(tmp_path, BackupRecord("/a", 2))
    assert catalogue.note_verified(tmp_path, "/a", 10)
    assert catalogue.note_verified(tmp_path, "/a", 11, "chunk 000 is damaged")
    assert not catalogue.note_verified(tmp_path, "/b", 12)
    qube, file = catalogue.read(tmp_path)
    assert (qube.verified_s, file.verified_s) == (0, 10)
    assert file.verify_failure == "chunk 000 is damaged"
    catalogue.note_verified(tmp_path, "/a", 13)
    assert catalogue.read(tmp_path)[1] == BackupRecord("/a", 2, verified_s=13)


def test_what_was_to_be_verified_and_was_not() -> None:
    kept = {"will_verify": True}
    assert BackupRecord("/a", 1, **kept).lacks_verification
    assert not BackupRecord("/a", 1).lacks_verification
    assert not BackupRecord("/a", 1, **kept, verified_s=2).lacks_verification
    assert not BackupRecord("/a", 1, **kept, verify_failure="it is cut").lacks_verification
    assert not BackupRecord("cat", 1, place="command", **kept).lacks_verification


def test_one_is_forgotten(tmp_path: Path) -> None:
    records = [BackupRecord(f"/{i}", i, will_verify=bool(i)) for i in range(3)]
    for record in records:
        catalogue.add(tmp_path, record)
    assert catalogue.forget(tmp_path, records[1])
    assert not catalogue.forget(tmp_path, records[1])
    assert catalogue.read(tmp_path) == [records[0], records[2]]


def test_old_records_go(tmp_path: Path) -> None:
    records = [{"target": f"/{i}", "finished_s": i} for i in range(MAX_RECORDS)]
    (tmp_path / FILE_NAME).write_text(json.dumps({"version": 1, "backups": records}))
    catalogue.add(tmp_path, BackupRecord("/new", 5))
    found = catalogue.read(tmp_path)
    assert (len(found), found[0].target, found[-1].target) == (MAX_RECORDS, "/1", "/new")


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    def write(start: int) -> None:
        for i in range(start, start + 10):
            catalogue.add(tmp_path, BackupRecord(f"/{i}", i))

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(catalogue.read(tmp_path)) == 30


def test_a_damaged_catalogue_is_said_and_kept(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("{")
    with pytest.raises(CatalogueError, match="not a list of backups"):
        catalogue.add(tmp_path, BackupRecord("/a", 1))
    assert (tmp_path / FILE_NAME).read_text() == "{"


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be written"):
        catalogue.add(tmp_path / "absent", BackupRecord("/a", 1))


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["version", "backups", "target", "finished_s", "qubes"]), inner
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, document) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / FILE_NAME).write_text(json.dumps(document))
    with contextlib.suppress(CatalogueError):
        catalogue.read(home)
