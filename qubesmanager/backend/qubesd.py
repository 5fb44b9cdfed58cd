"""qubesd: the one process that owns a store. Entry point, sockets, signals, orderly end.

Start: lock the home, load the store, listen. End (SIGTERM, SIGINT, or nobody there for
``--idle-exit`` seconds): stop listening, stop the backup, let running calls end, unlock.
A message for the person goes to stderr as ``qubesd: …`` with exit status 1; the log goes there too.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import json
import logging
import os
import resource
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from qubesmanager import places, service_call
from qubesmanager.backend import storage
from qubesmanager.backend.api.context import Context
from qubesmanager.backend.api.from_qubes import FromQubes
from qubesmanager.backend.api.server import Server
from qubesmanager.backend.api.tables import ADMIN, INTERNAL
from qubesmanager.backend.app import App
from qubesmanager.backend.backup_jobs import BackupJobs
from qubesmanager.backend.idle_watch import IdleWatch
from qubesmanager.backend.new_store import create_store
from qubesmanager.backend.policy.questions import Questions
from qubesmanager.backend.rpc_folder import make_rpc_folder, remove_rpc_folder
from qubesmanager.backend.services.services import Services
from qubesmanager.backend.store import StoreError
from qubesmanager.backend.store_lock import BoundSocket, StoreInUse, StoreLock
from qubesmanager.protocol import AdminError

log = logging.getLogger("qubesmanager.backend.qubesd")  # __name__ is __main__ under -m

# How long calls that are running at the end get to finish.
_GRACE_S = 10.0


class Failure(Exception):
    """Why qubesd does not run; a sentence for the person."""


async def serve(home: Path, socket: Path, idle_exit_s: float | None) -> None:
    """Run until a signal or idleness ends it. The home must be locked by the caller."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    app = await App.load(home)
    await app.start()
    services = Services(app)
    service_command = functools.partial(service_call.command, places.internal_socket(socket))
    jobs = BackupJobs(app, home, service_command=service_command)
    servers: list[Server] = []
    # A qube that runs needs us as much as a client does: somebody has to see it end.
    watch = IdleWatch(
        idle_exit_s,
        lambda: sum(server.open_connections for server in servers) + app.runs.running_count,
        stop.set,
    )
    app.runs.on_change = watch.touch
    context = Context(app, home, jobs, watch, services, Questions(app))
    from_qubes = FromQubes(context, ADMIN)
    services.on_call = from_qubes.on_call
    await services.start()
    with contextlib.ExitStack() as names:
        for table, path in ((INTERNAL, places.internal_socket(socket)), (ADMIN, socket)):
            bound = BoundSocket(path)
            names.callback(bound.unlink)
            server = Server(table, context, on_activity=watch.touch)
            servers.append(server)
            await server.listen(bound.sock)
        await asyncio.to_thread(make_rpc_folder, socket)
        names.callback(remove_rpc_folder, socket)
        log.info("serving %s with %d qubes on %s", home, len(app.qubes), socket)
        watch.touch()
        # One that is started for a client, and ends with it, is not the start of the system.
        if idle_exit_s is None:
            await app.runs.autostart()
        await stop.wait()
        watch.cancel()
    log.info("ending")
    # The backup first: the call that waits for it ends with it.
    await jobs.close()
    await asyncio.gather(*(server.close(_GRACE_S) for server in servers))
    await from_qubes.close()
    await services.close()
    await app.close()
    for export in context.exports:
        try:
            await export.volume.export_end(export.path)
        except (storage.StoragePoolException, OSError):
            log.exception("an export of %r could not be ended", export.volume)
    log.info("ended")


def _run(home: Path, socket: Path | None, idle_exit_s: float | None) -> None:
    if not places.store_path(home).exists():
        raise Failure(f"no store at {home}; make one with: qube --home {home} init")
    path = places.prepare_socket(home) if socket is None else places.checked_socket(socket)
    _raise_file_limit()
    with StoreLock(home, path):
        asyncio.run(serve(home, path, idle_exit_s))


def _init(home: Path, driver: str | None, pool_dir: Path | None) -> None:
    if places.store_path(home).exists():
        raise Failure(f"there is a store at {home} already")
    if driver is None:
        driver = str(_probe(pool_dir or home)["recommended"])
    is_new = not home.exists()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with StoreLock(home, places.socket_path(home)):
            asyncio.run(create_store(home, driver, pool_dir))
    except BaseException:
        if not places.store_path(home).exists():
            places.lock_path(home).unlink(missing_ok=True)
            if is_new:
                home.rmdir()
        raise


def _probe(directory: Path) -> dict[str, object]:
    """What the file system there can do, and what that means for the choice of the pool."""
    found = storage.probe(directory)
    loop_devices = found.device_mapper and found.root
    if found.reflink:
        reason = "The file system can share blocks, so copies and snapshots cost next to nothing."
    elif loop_devices:
        reason = (
            "The file system cannot share blocks: file-reflink would copy whole images at every "
            "start and backup, and file needs no copies but keeps only one earlier state."
        )
    else:
        reason = (
            "The file system cannot share blocks, and without device-mapper and root the driver "
            "file could not run qubes from a shared template. So it is file-reflink, which copies "
            "whole images there at every start: btrfs, or XFS with reflinks, would spare that."
        )
    return {
        "reflink": found.reflink,
        "device_mapper": found.device_mapper,
        "root": found.root,
        "recommended": "file" if loop_devices and not found.reflink else "file-reflink",
        "setup_check": found.reflink,
        "reason": reason,
    }


def _raise_file_limit() -> None:
    """One descriptor a client and more for volumes: the usual soft limit of 1024 is soon met."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="qubesd", description="Serves one store of qubes on a Unix socket."
    )
    parser.add_argument("--home", type=Path, metavar="DIR", help="the store (default: your own)")
    parser.add_argument("--socket", type=Path, metavar="PATH", help="where to listen")
    parser.add_argument(
        "--idle-exit", type=float, metavar="SECONDS", help="end when unused for so long"
    )
    parser.add_argument("--init", action="store_true", help="make the store and exit")
    parser.add_argument("--pool-driver", metavar="D", help="with --init: the driver of its pool")
    parser.add_argument(
        "--pool-dir", type=Path, metavar="DIR", help="with --init, --probe: where its pool is"
    )
    parser.add_argument(
        "--probe", action="store_true", help="tell as JSON what the file system can do, and exit"
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    if args.init and args.probe:
        parser.error("--init and --probe exclude each other")
    if args.pool_driver is not None and not args.init:
        parser.error("--pool-driver goes with --init")
    if args.pool_dir is not None and not (args.init or args.probe):
        parser.error("--pool-dir goes with --init or --probe")
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.WARNING if args.init or args.probe else logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    home = Path(os.path.abspath(args.home or places.default_home()))
    pool_dir = None if args.pool_dir is None else Path(os.path.abspath(args.pool_dir))
    try:
        if args.probe:
            sys.stdout.write(json.dumps(_probe(pool_dir or home)) + "\n")
        elif args.init:
            _init(home, args.pool_driver, pool_dir)
        else:
            socket = None if args.socket is None else Path(os.path.abspath(args.socket))
            _run(home, socket, args.idle_exit)
    except (
        Failure,
        StoreError,
        StoreInUse,
        places.PlaceError,
        storage.StoragePoolException,
        AdminError,
        OSError,
    ) as error:
        sys.stderr.write(f"qubesd: {_words(error)}\n")
        return 1
    return 0


def _words(error: Exception) -> str:
    """An error for the person: of the system's, the file and what is wrong with it."""
    if not isinstance(error, OSError) or error.strerror is None:
        return str(error)
    return f"{error.filename}: {error.strerror}" if error.filename else error.strerror


if __name__ == "__main__":
    sys.exit(main())
