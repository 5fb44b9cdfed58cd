"""What may go wrong during a backup, and the test that shows what becomes of it.

In each case: a clear cause, no file of the final name that is not whole, nothing left behind.

=========================== ====================================================================
target full at any byte     test_writer: test_a_full_disk_at_any_byte, test_a_full_device
... in the last chunk       here: test_full_in_the_last_chunk
... of a real file system   here: test_a_full_file_system
service in a qube exits 1   test_process_target: test_receivers_that_fail
... is slow                 test_process_target: test_a_slow_receiver_is_waited_for
... closes early, is killed test_process_target: test_receivers_that_fail
... hangs                   test_process_target: test_a_receiver_that_has_stopped_can_be_cancelled
... hangs, and a job waits  test_backup_targets: test_cancel_while_the_receiver_hangs
unreadable block            here: test_a_disk_with_unreadable_blocks
volume resized, written to  test_writer: test_a_volume_that_changes_is_an_error
volume removed meanwhile    here: test_a_volume_removed_meanwhile
running qube's volume grew  test_backup_running: test_a_volume_that_has_grown_since_the_last_stop
killed process              test_target: test_a_killed_process_leaves_no_final_name
... and once more           test_target: test_what_a_killed_backup_left_is_found_and_replaced
killed: its snapshot        here: test_a_snapshot_that_a_crash_left_goes_with_the_next_start
no memory for a key         test_writer: test_a_failing_derivation_ends_the_backup
cancel at any moment        test_writer: test_cancel_in_every_phase
cancel during a derivation  test_writer: test_cancel_during_a_derivation_returns_at_once
cancel while a disk hangs   test_backup_targets: test_a_disk_that_hangs_does_not_hold_up_a_cancel
passphrase of any length    test_writer: test_passphrases_of_every_length
... of the longest          test_writer: test_the_longest_passphrase_is_within_the_format
passphrase of any UTF-8     test_writer: test_every_printable_passphrase_is_taken
passphrase refused          test_writer: test_passphrases_the_stock_tools_cannot_take
clock set back              here: test_a_clock_that_was_set_back
300 qubes, longest names    test_writer: test_three_hundred_qubes
exactly N chunks            test_writer: test_around_a_whole_number_of_chunks
empty volume, one of 2 TiB  test_writer: test_odd_sizes, test_a_huge_hole_costs_nothing
too many qubes              test_writer: test_too_many_qubes_for_one_description
=========================== ====================================================================
"""

from __future__ import annotations

import errno
import os
import re
import subprocess
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qubesmanager.backend.backup import writer
from qubesmanager.backend.backup.errors import ArchiveIOError
from qubesmanager.backend.backup.target import FileTarget
from qubesmanager.backend.backup.writer import ArchiveFile, SourceError, VolumeSource
from qubesmanager.backend.storage import Volume, build_pool
from qubesmanager.backend.storage.values import QubeRef
from tests.conftest import missing
from tests.storage_places import loop_filesystem, memory_folder
from tests.unit.test_writer import (
    PASSPHRASE,
    QUBES_XML,
    SMALL,
    Broken,
    backup_threads,
    volume,
    write,
)


def save_to(target: Path, files: list[ArchiveFile]) -> None:
    with FileTarget(str(target)) as opened:
        writer.write_archive(
            opened.file, QUBES_XML, files, PASSPHRASE, SMALL, lambda _: None, threading.Event()
        )
        opened.commit()


@pytest.fixture
def files(tmp_path: Path) -> list[ArchiveFile]:
    """The second of two volumes ends the archive with three chunks."""
    for name in ("first", "last"):
        (tmp_path / name).write_bytes(os.urandom(50_000))
    return [volume(tmp_path / name, f"vm1/{name}.img") for name in ("first", "last")]


def test_every_test_of_the_table_is_there() -> None:
    """Each line of it names a module, and tests that are in there."""
    rows = re.findall(r"^.{28}(\w+): (test_[\w, ]+)$", __doc__ or "", re.MULTILINE)
    assert len(rows) == 28
    for module, names in rows:
        where = {"here": __file__}.get(module)
        path = Path(where) if where else next(Path(__file__).parents[1].rglob(f"{module}.py"))
        for name in names.split(", "):
            assert re.search(rf"^(async )?def {name}\(", path.read_text(), re.MULTILINE), name


@pytest.mark.parametrize("lacking", [1, 512, 10_240, 12_000, 30_000])
def test_full_in_the_last_chunk(files: list[ArchiveFile], lacking: int) -> None:
    """The room ends in its padding, its tail, its text, and the chunk before."""
    size = len(write(files))
    with pytest.raises(ArchiveIOError, match="No space"):
        write(files, out=Broken(size - lacking, errno.ENOSPC))
    assert backup_threads() == []


@pytest.mark.root
def test_a_full_file_system(tmp_path: Path) -> None:
    """Bytes that the file system cannot keep: neither the name nor a part of it stays."""
    (tmp_path / "image").write_bytes(os.urandom(24 << 20))
    image = volume(tmp_path / "image", "vm1/private.img")
    with memory_folder() as folder, loop_filesystem("ext4", folder, 16 << 20) as disk:
        before = os.statvfs(disk).f_bfree
        with pytest.raises(ArchiveIOError, match=r"archive.*No space left.*Free some space"):
            save_to(disk / "archive", [image])
        assert sorted(os.listdir(disk)) == ["lost+found"]
        os.sync()
        assert os.statvfs(disk).f_bfree == before
    assert backup_threads() == []


@pytest.mark.root
def test_a_disk_with_unreadable_blocks(tmp_path: Path) -> None:
    """A loop device whose file has become shorter gives EIO, as a bad disk does."""
    backing = tmp_path / "backing"
    backing.write_bytes(os.urandom(4 << 20))
    made = subprocess.run(
        ["losetup", "--find", "--show", backing], capture_output=True, text=True, check=False
    )
    if made.returncode:
        missing(f"a loop device ({made.stderr.strip()})")
    device = made.stdout.strip()
    try:
        os.truncate(backing, 3 << 20)
        files = [ArchiveFile("vm1/root.img", VolumeSource(device, 4 << 20), "work", "root")]
        with pytest.raises(SourceError, match=rf"{device} cannot be read at byte \d+: Input/outp"):
            save_to(tmp_path / "archive", files)
    finally:
        subprocess.run(["losetup", "--detach", device], check=True)
    assert os.listdir(tmp_path) == ["backing"]


def test_a_volume_removed_meanwhile(files: list[ArchiveFile], tmp_path: Path) -> None:
    """One that is open is saved to its end; one that is not there any more ends the backup."""
    paths = [tmp_path / name for name in ("first", "last")]

    def remove(which: Path) -> Callable[[object], None]:
        return lambda _progress: which.unlink(missing_ok=True)

    with (
        pytest.raises(SourceError, match="last cannot be opened: No such file"),
        FileTarget(str(tmp_path / "archive")) as target,
    ):
        writer.write_archive(
            target.file, QUBES_XML, files, PASSPHRASE, SMALL, remove(paths[1]), threading.Event()
        )
    assert os.listdir(tmp_path) == ["first"]


def test_a_clock_that_was_set_back(files: list[ArchiveFile], tmp_path: Path) -> None:
    """Ids differ all the same, and an archive of that second is not overwritten."""
    now = datetime.now().astimezone()
    folder = tmp_path / "disk"
    folder.mkdir()
    for moment in (now, now - timedelta(days=400)):
        with FileTarget(str(folder), now=moment) as target:
            target.file.write(b"whole")
            target.commit()
    with (
        pytest.raises(ArchiveIOError, match="exists"),
        FileTarget(str(folder), now=now) as target,
    ):
        target.commit()
    assert [path.read_bytes() for path in folder.iterdir()] == [b"whole", b"whole"]
    assert len({writer.new_backup_id() for _ in range(1000)}) == 1000


@pytest.mark.root
async def test_a_snapshot_that_a_crash_left_goes_with_the_next_start() -> None:
    """Another process, which knows nothing of the export, starts the volume."""
    with memory_folder() as folder, loop_filesystem("btrfs", folder) as disk:

        async def opened() -> Volume:
            pool = build_pool("file-reflink", "p", dir_path=str(disk))
            await pool.setup()
            config = {"name": "private", "rw": True, "save_on_stop": True, "size": 1 << 20}
            return pool.init_volume(QubeRef("work", "appvms"), config)

        killed = await opened()
        await killed.create()
        await killed.start()
        path = Path(await killed.export_now())
        assert path.exists()
        await (await opened()).start()
        assert not path.exists()
