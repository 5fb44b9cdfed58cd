"""A note on the disk of what an operation makes or drops, so that a cut leaves nothing for ever.

``HOME/unfinished/NAME-RANDOM.json`` names a qube and volumes. It is there before the first of them
is touched, and goes when the operation is over. At the next start everything of a note goes that
the store does not know: of a creation that was cut off the new volumes, of a removal and of a move
whichever side the store has left. What is in no note is never touched.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qubesmanager.protocol import is_qube_name

from . import storage
from .qube.disk_config import dir_prefix
from .qube.folder import remove_folder
from .storage import QubeRef, Volume, durable
from .storage.threads import in_thread

if TYPE_CHECKING:
    from .app import App
    from .qube.base import Qube

log = logging.getLogger(__name__)

FOLDER = "unfinished"


@dataclass
class Note:
    """With ``keep`` it outlives its operation, which could not end everything."""

    keep: bool = False


@asynccontextmanager
async def noted(
    app: App, qube: Qube, volumes: Iterable[Volume], *, removing: bool = False
) -> AsyncIterator[Note]:
    """While the body runs these volumes may be there without the store, or go before it is over.

    Whoever makes volumes leaves out those of which something is there: it is not theirs. OSError
    when the note cannot be made; a removal goes on without, it may be the cure of a full disk.
    """
    vids = [[volume.pool.name, volume.vid] for volume in volumes if volume.pool.keeps_data]
    path = app.home / FOLDER / f"{qube.name}-{secrets.token_hex(6)}.json"
    facts: dict[str, object] = {"qube": qube.name, "prefix": dir_prefix(qube.klass)}
    facts["volumes"] = vids
    # With a removed qube its directory goes, with a made one only if nobody had it before.
    facts["directory"] = removing or not await in_thread(qube.dir_path.exists)
    try:
        if vids:
            await in_thread(_write, path, json.dumps(facts))
    except OSError as error:
        if not removing:
            raise
        log.warning("a cut while %r is removed would leave its volumes: %s", qube.name, error)
    note = Note()
    try:
        yield note
    finally:
        if vids and not note.keep:
            await in_thread(_drop, path)


async def absent(volumes: Iterable[Volume]) -> list[Volume]:
    """Those of which nothing lies on the disk."""
    volumes = list(volumes)
    there = await asyncio.gather(*map(_exists, volumes))
    return [volume for volume, exists in zip(volumes, there, strict=True) if not exists]


async def _exists(volume: Volume) -> bool:
    try:
        return await volume.exists()
    except NotImplementedError:  # a stranger's driver; then nothing is removed for it
        return True


def _write(path: Path, text: str) -> None:
    durable.mkdir(path.parent)
    with durable.replace_file(path) as file:
        file.write(text.encode())


def _drop(path: Path) -> None:
    durable.remove(path)
    durable.rmdir(path.parent)


async def clean_up(app: App) -> None:
    """Before anything new begins: remove what is in a note and not in the store."""
    folder = app.home / FOLDER
    for path in await in_thread(_notes, folder):
        try:
            await _clean_up_one(app, path)
        except (OSError, storage.StoragePoolException, NotImplementedError):
            log.exception("what %s names could not be removed, the next start tries again", path)
    await in_thread(durable.rmdir, folder)


def _notes(folder: Path) -> list[Path]:
    with suppress(FileNotFoundError):
        found = sorted(folder.iterdir())
        for path in found:
            if path.suffix != ".json":  # a note that was being written: nothing had begun
                path.unlink()
        return [path for path in found if path.suffix == ".json"]
    return []


async def _clean_up_one(app: App, path: Path) -> None:
    try:
        note = json.loads(await in_thread(path.read_bytes))
        name, prefix, has_directory = str(note["qube"]), note["prefix"], bool(note["directory"])
        if not is_qube_name(name) or prefix not in ("appvms", "vm-templates"):
            raise ValueError(name)
        directory = app.home / prefix / name
        vids = [(str(pool), str(vid)) for pool, vid in note["volumes"]]
    except (ValueError, KeyError, TypeError) as error:
        log.warning("%s is no note of ours (%r), it stays", path, error)
        return
    known = known_volumes(app)
    for pool, vid in vids:
        if (pool, vid) in known:
            continue
        if pool in app.pools:
            await app.pools[pool].remove_stray(vid)
            log.warning("removed volume %s of pool %s, left by a cut: %s", vid, pool, name)
        elif pool in app.unusable_pools:
            log.warning("volume %s of pool %s stays until that can be used", vid, pool)
            return
    if name in app.qubes:
        await app.qubes[name].storage.keep_directory()
    elif has_directory:
        await in_thread(remove_folder, directory)
    else:
        await in_thread(durable.rmdir, directory)
    await in_thread(_drop, path)


def known_volumes(app: App) -> set[tuple[str, str]]:
    """Pool and vid of every volume of the store, also of those that cannot be used now."""
    known = set()
    for qube in app.qubes_and_those_being_made():
        known |= {(volume.pool.name, volume.vid) for volume in qube.volumes.values()}
        for name in qube.storage.unavailable:
            config = qube.volume_config[name]
            for pool in app.pools.values():
                if config.get("pool") not in (None, pool.name) or not pool.keeps_data:
                    continue
                ref = QubeRef(qube.name, dir_prefix(qube.klass))
                known.add((pool.name, str(config.get("vid") or pool.usual_vid(ref, name))))
    return known
