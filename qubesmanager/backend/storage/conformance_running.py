"""Conformance: volumes of qubes that run, from start to stop."""

from __future__ import annotations

import asyncio

from .conformance_tools import (
    COPY,
    SIZE,
    TEMPLATE,
    Check,
    check,
    committed,
    device,
    exists,
    exported_is,
    keeping,
    load,
    origin,
    read,
    refused,
    require,
    run,
    snapshot,
    volatile,
    write,
)
from .errors import StoragePoolException
from .marks import Cause
from .pool import Pool

CHECKS: list[Check] = []


@check(CHECKS, "start")
async def run_commits_at_stop(pool: Pool, other: Pool) -> None:
    volume = origin(pool)
    await volume.create()
    await load(volume, b"old")
    await volume.start()
    write(device(volume), b"new")
    require(volume.is_dirty(), "a volume that was written to is dirty")
    await exported_is(volume, b"old", "export shows the state before start")
    await volume.start()
    require(read(device(volume), 3) == b"new", "a second start keeps the data")
    await volume.stop()
    require(not volume.is_dirty(), "a stopped volume is clean")
    require(await committed(volume, 3) == b"new", "stop commits")
    known = volume.revisions
    await volume.stop()
    require(volume.revisions == known, "a second stop changes nothing")


@check(CHECKS, "start", "export_now")
async def a_snapshot_of_now_is_what_runs(pool: Pool, other: Pool) -> None:
    volume = origin(pool)
    await volume.create()
    await load(volume, b"old")
    await volume.start()
    write(device(volume), b"now")
    try:
        path = await volume.export_now()
    except StoragePoolException:
        require(not pool.shares_blocks_with(pool), "only what would be a copy is refused")
        return
    write(device(volume), b"later")
    require(read(path, 3) == b"now", "the snapshot shows what was written until then")
    await volume.stop()
    await volume.start()
    require(read(path, 3) == b"now", "a stop and a start leave the snapshot as it is")
    await volume.stop()
    await volume.export_end(path)
    require(not exists(path), "the snapshot goes with the end of the export")
    require(await committed(volume, 5) == b"later", "the guest's data is what it was")
    path = await volume.export_now()
    require(read(path, 5) == b"later", "of a volume that does not run the committed data is shown")
    await volume.export_end(path)
    require(await committed(volume, 5) == b"later", "and it stays")


@check(CHECKS, "start")
async def two_stops_commit_once(pool: Pool, other: Pool) -> None:
    volume = keeping(pool, 5)
    await volume.create()
    await volume.start()
    await asyncio.gather(volume.stop(), volume.stop())
    require(len(volume.revisions) == 1, "two stops at once commit once")


@check(CHECKS, "start")
async def volatile_starts_empty(pool: Pool, other: Pool) -> None:
    volume = volatile(pool)
    await volume.create()
    for _ in range(2):
        await volume.start()
        require(read(device(volume)) == bytes(SIZE), "a volatile starts with zeros")
        write(device(volume), b"scratch")
        path = device(volume)
        await volume.stop()
        require(not exists(path), "stop deletes it")


@check(CHECKS, "start")
async def snapshot_of_committed_state(pool: Pool, other: Pool) -> None:
    source = origin(pool, "root", TEMPLATE)
    await source.create()
    await load(source, b"one")
    child = snapshot(source)
    await child.create()
    await source.start()
    write(device(source), b"two")
    await child.start()
    require(read(device(child), 3) == b"one", "a snapshot shows committed data only")
    require(not child.is_outdated(), "it is not outdated yet")
    await source.stop()
    require(child.is_outdated(), "a commit of the source makes it outdated")
    require(read(device(child), 3) == b"one", "a running snapshot does not change")
    write(device(child), b"own")
    await child.stop()
    require(not child.is_outdated(), "a stopped snapshot is not outdated")
    await child.start()
    require(
        read(device(child), 3) == b"two", "the next start has the new state, without own changes"
    )
    await child.stop()
    require(await committed(source, 3) == b"two", "the source is untouched")


@check(CHECKS, "start")
async def running_snapshot_stands_alone(pool: Pool, other: Pool) -> None:
    source = origin(pool, "root", TEMPLATE)
    await source.create()
    await load(source, b"one")
    child = snapshot(source)
    await child.create()
    await child.start()
    await source.remove()
    require(read(device(child), 3) == b"one", "removing the source leaves the running snapshot")
    await child.stop()


@check(CHECKS, "start")
async def unfinished_import_is_never_attached(pool: Pool, other: Pool) -> None:
    volume = origin(pool)
    await volume.create()
    await load(volume, b"old")
    write(await volume.import_data(SIZE), b"half")
    volume = origin(pool)  # as after a crash of the service
    await volume.start()
    require(read(device(volume), 4) == b"old\0", "a guest sees an unfinished import")
    await refused(volume.import_data_end(True), "an import survives a start")
    await refused(volume.import_data(SIZE), "an import begins while data waits for a commit")
    await volume.stop()
    require(await committed(volume, 4) == b"old\0", "an unfinished import is committed")


@check(CHECKS, "start")
async def resize_running(pool: Pool, other: Pool) -> None:
    volume = origin(pool)
    await volume.create()
    await volume.start()
    write(device(volume), b"data")
    await volume.resize(2 * SIZE)
    require(volume.size == 2 * SIZE, "size is that of the running image")
    await exported_is(volume, bytes(SIZE), "the committed data is untouched")
    await volume.stop()
    require(await committed(volume) == b"data" + bytes(2 * SIZE - 4), "data and size stay")


@check(CHECKS, "start")
async def revisions_rotate(pool: Pool, other: Pool) -> None:
    for wanted in (0, 1, 3):
        volume = keeping(pool, wanted)
        await volume.create()
        keep = volume.revisions_to_keep
        for number in range(wanted + 1):  # the last one is one too many
            await run(volume, b"run %d" % number)
            require(len(volume.revisions) == min(keep, number + 1), f"{keep} revisions stay")
        times = list(volume.revisions.values())
        require(times == sorted(times), "revisions come oldest first")
        await volume.remove()


@check(CHECKS, "start", "revert")
async def revert_brings_data_back(pool: Pool, other: Pool) -> None:
    volume = keeping(pool, 3)
    await volume.create()
    await refused(volume.revert(), "a volume without revisions is reverted")
    for data in (b"one", b"two", b"six"):
        await run(volume, data)
    oldest = next(iter(volume.revisions))
    await refused(volume.revert("no such"), "an unknown revision is accepted")
    require(await volume.revert() is volume, "revert returns the volume")
    require(await committed(volume, 3) == b"two", "revert takes the newest revision")
    if volume.revisions_to_keep == 3:
        require(oldest in volume.revisions, "revert drops a state without need")
        await volume.revert(oldest)
        require(await committed(volume) == bytes(SIZE), "revert takes the one asked for")
    await volume.start()
    await refused(volume.revert(), "a running volume is reverted")
    await volume.stop()


@check(CHECKS, "start", "revert")
async def revert_can_be_undone(pool: Pool, other: Pool) -> None:
    volume = keeping(pool, 1)
    await volume.create()
    await run(volume, b"one")
    await run(volume, b"two")
    for expected in (b"one", b"two", b"one"):
        await volume.revert()
        require(await committed(volume, 3) == expected, "revert undoes a revert")
        require(len(volume.revisions) == 1, "the state that revert replaces is a revision")


@check(CHECKS, "start", "revert")
async def revert_can_be_undone_when_none_is_kept(pool: Pool, other: Pool) -> None:
    volume = keeping(pool, 1)
    await volume.create()
    await run(volume, b"one")
    await run(volume, b"two")
    volume.revisions_to_keep = 0
    await volume.revert()
    (facts,) = await volume.describe_revisions()
    require(facts.cause == Cause.REVERT, "a revision says that a revert made it")
    await volume.revert()
    require(await committed(volume, 3) == b"two", "revert undoes a revert")


@check(CHECKS, "start", "pin")
async def pinned_revisions_stay(pool: Pool, other: Pool) -> None:
    volume = keeping(pool, 1)
    await volume.create()
    await run(volume, b"one")
    await run(volume, b"two")
    (pinned,) = volume.revisions
    await volume.pin(pinned, "a note")
    await refused(volume.pin("no such"), "an unknown revision is pinned")
    for data in (b"six", b"ten"):
        await run(volume, data)
    known = await volume.describe_revisions()
    require([facts.id == pinned for facts in known] == [True, False], "rotation leaves a pin")
    require(known[0].pinned and known[0].note == "a note", "a pin has its note")
    require(known[1].cause == Cause.SHUTDOWN, "a revision says that a shutdown made it")
    await volume.revert(pinned)
    require(await committed(volume, 3) == b"one", "a pinned revision can be gone back to")
    require(pinned in volume.revisions, "and is there afterwards")
    await volume.unpin(pinned)
    await run(volume, b"end")
    require(pinned not in volume.revisions, "an unpinned revision goes in its turn")
    (last,) = volume.revisions
    await volume.remove_revision(last)
    require(volume.revisions == {}, "one revision can be removed")
    require(await committed(volume, 3) == b"end", "which leaves the data")
    await refused(volume.remove_revision(last), "a revision is removed twice")


@check(CHECKS, "start", "export_revision")
async def an_earlier_state_can_be_copied(pool: Pool, other: Pool) -> None:
    volume = keeping(pool, 3)
    await volume.create()
    for data in (b"one", b"two", b"six"):
        await run(volume, data)
    # The oldest ones that a driver keeps: of three runs, or of the last one.
    state = list(volume.revisions)[-2:][0]
    expected = b"one" if len(volume.revisions) > 1 else b"two"
    before = volume.revisions
    for place in (pool, other):
        copy = origin(place, qube=COPY, size=2 * SIZE)
        await copy.create()
        require(await copy.import_volume(volume, state) is copy, "import_volume gives the volume")
        require(await committed(copy) == expected + bytes(SIZE - 3), "a copy has another state")
        require(copy.size == SIZE, "a copy has another size")
        await refused(copy.import_volume(volume, "no such"), "an unknown revision is copied")
        require(await committed(copy, 3) == expected, "a refused copy changes the data")
        await copy.remove()
    require(await committed(volume, 3) == b"six", "copying a state changes the volume")
    require(volume.revisions == before, "copying a state changes the states")


@check(CHECKS, "start", "export_revision")
async def a_state_that_is_read_stays(pool: Pool, other: Pool) -> None:
    volume = keeping(pool, 1)
    await volume.create()
    await run(volume, b"one")
    await run(volume, b"two")
    (state,) = volume.revisions
    path = await volume.export_revision(state)
    require(read(path) == b"one" + bytes(SIZE - 3), "another state is read")
    await refused(volume.remove_revision(state), "a state is removed while it is read")
    for data in (b"six", b"ten"):
        await run(volume, data)
    require(read(path, 3) == b"one", "a state changes while it is read")
    await volume.export_end(path)
    await run(volume, b"end")
    require(len(volume.revisions) == 1, "a state that was read goes in its turn")
    require(await committed(volume, 3) == b"end", "reading a state changes the data")
