"""A backup as a job of qubesd: told what to save, watched, cancelled (``admin-api.md`` 4.5).

Our daemon takes the profile, which holds the passphrase, by an internal call and keeps it in
memory. A dom0's own daemon reads a file of ``/etc/qubes/backup``: there it is a link to a file on
tmpfs that exists only while the job runs, so that the passphrase never reaches a disk.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from qubesmanager import places
from qubesmanager.client.connection import Connection, NoInternalSocket
from qubesmanager.protocol import (
    AdminError,
    BackupCancelledError,
    DaemonAccessError,
    Event,
    ProtocolError,
    QubesException,
    QubesValueError,
)

_log = logging.getLogger(__name__)
STOCK_PROFILES = Path("/etc/qubes/backup")


@dataclass(frozen=True)
class BackupRequest:
    """What to save and where to.

    ``include`` None means every qube whose ``include_in_backups`` says so. ``target`` is a file
    or an existing folder, on this machine; or, with ``qube``, a folder or command there. With
    ``command``, a shell of this machine runs that instead, with the archive as its input.
    ``compression``: True for gzip, False, or a filter. ``sheet``: write an emergency sheet.
    ``running``: what to do with qubes that run: save their ``last`` clean state, a ``snapshot`` of
    now, or ``restart`` them. ``passphrase_vm``: the qube that knows the passphrase, for a profile.
    ``will_verify``: a verification is to follow, which the list of backups then waits for.
    """

    target: Path
    passphrase: bytes
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    compression: bool | str = True
    qube: str = "dom0"
    command: str = ""
    sheet: bool = False
    running: str = "last"
    passphrase_vm: str = ""
    will_verify: bool = False

    @classmethod
    def from_record(cls, record: Mapping[str, Any], passphrase: bytes) -> BackupRequest:
        """The other way round, from a profile's file. QubesException for keys we do not know."""
        known = {"destination_vm", "destination_path", "destination_command", "passphrase_text"}
        known |= {"include", "exclude", "compression", "emergency_sheet"}
        known |= {"running", "passphrase_vm"}
        unknown = [str(key)[:80] for key, value in record.items() if key not in known and value]
        if unknown:
            raise QubesException(
                f"the profile has a key that this program does not know: {unknown[0]}"
            )
        include = record.get("include")
        return cls(
            target=Path(str(record.get("destination_path") or "")),
            passphrase=passphrase,
            include=None if include is None else _names(include),
            exclude=_names(record.get("exclude") or []),
            compression=record.get("compression", True),
            qube=str(record.get("destination_vm") or "dom0"),
            command=str(record.get("destination_command") or ""),
            sheet=bool(record.get("emergency_sheet")),
            running=str(record.get("running") or "last"),
            passphrase_vm=str(record.get("passphrase_vm") or ""),
        )

    def record(self) -> dict[str, Any]:
        """The keys of a stock profile, without the passphrase; our own only where they are used."""
        record: dict[str, Any] = {
            "include": None if self.include is None else list(self.include),
            "exclude": list(self.exclude),
            "destination_vm": self.qube,
            "destination_path": str(self.target),
            "compression": self.compression,
        }
        if self.command:
            record["destination_command"] = self.command
        if self.sheet:
            record["emergency_sheet"] = True
        if self.running != "last":
            record["running"] = self.running
        if self.passphrase_vm:
            record["passphrase_vm"] = self.passphrase_vm
        return record

    def profile(self) -> bytes:
        """The stock profile as YAML. Raises QubesValueError for a passphrase that is no text."""
        try:
            passphrase = self.passphrase.decode()
        except UnicodeDecodeError as error:
            raise QubesValueError("the passphrase must be UTF-8 text") from error
        record = {**self.record(), "passphrase_text": passphrase}
        record.pop("passphrase_vm", None)
        if self.will_verify:
            record["will_verify"] = True
        return yaml.safe_dump(record, allow_unicode=True).encode()


@dataclass(frozen=True)
class BackupProgress:
    """How far it is. A stock daemon tells only the fraction; its bytes are 0."""

    fraction: float
    done_bytes: int = 0
    total_bytes: int = 0
    qube: str = ""
    volume: str = ""


class BackupJob:
    """One run. Use: `start`, then `wait`; `cancel` at any time makes `wait` end soon.

    ``name`` is the profile's, which cannot run twice at a time; without one it gets its own.
    """

    def __init__(self, connection: Connection, name: str = "") -> None:
        self._connection = connection
        self.profile_name = name or f"run-{os.getpid()}-{secrets.token_hex(4)}"
        self._files: list[Path] = []
        self._task: asyncio.Task[dict[str, Any]] | None = None

    async def info(self, request: BackupRequest) -> str:
        """The daemon's summary of what would be saved, as text for people."""
        await self._give_profile(request)
        try:
            reply = await self._connection.call("admin.backup.Info", self.profile_name)
        finally:
            await asyncio.to_thread(self._remove_files)
        return reply.decode("utf-8", "replace")

    async def start(
        self,
        request: BackupRequest,
        on_progress: Callable[[BackupProgress], None],
        on_message: Callable[[str], None] = _log.info,
    ) -> None:
        """Begin. Raises AdminError when the daemon does not take the profile.

        ``on_message`` is told what the backup waits for, and "" when it goes on.
        """
        assert self._task is None, "a job runs once"
        try:
            await self._give_profile(request)
        except AdminError:
            await asyncio.to_thread(self._remove_files)
            raise
        self._task = asyncio.create_task(self._run(on_progress, on_message))

    async def wait(self) -> dict[str, Any]:
        """The report, `internal.backup.Report`'s JSON object, once the job has ended.

        A failed or cancelled backup is a report that says so. AdminError means that there is no
        report: the daemon went away, or is a stock one that refused.
        """
        assert self._task is not None, "not started"
        return await asyncio.shield(self._task)

    async def cancel(self) -> None:
        """Ask for the end. What had been written is removed by the daemon."""
        if self._task is None or self._task.done():
            return
        try:
            await self._connection.call("admin.backup.Cancel", self.profile_name)
        except QubesException as error:
            _log.debug("cancelling %r: %r", self.profile_name, str(error))  # it has just ended

    async def _run(
        self, on_progress: Callable[[BackupProgress], None], on_message: Callable[[str], None]
    ) -> dict[str, Any]:
        watching = asyncio.create_task(self._watch(on_progress, on_message))
        failure: QubesException | None = None
        try:
            await self._connection.call("admin.backup.Execute", self.profile_name)
        except QubesException as error:
            failure = error
        except DaemonAccessError as error:
            raise DaemonAccessError(
                f"{error}. A file NAME.incomplete may be left at the target; it can be deleted"
                " (qube backup --clean)"
            ) from error
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            await asyncio.to_thread(self._remove_files)
        return await self._report(failure)

    async def _watch(
        self, on_progress: Callable[[BackupProgress], None], on_message: Callable[[str], None]
    ) -> None:
        try:
            async with self._connection.events() as stream:
                async for event in stream:
                    if event.args.get("backup_profile") == self.profile_name:
                        if event.name == "backup-job-message":
                            on_message(str(event.args.get("message", "")))
                        progress = _progress(event, stock=self._connection.home is None)
                        if progress is not None:
                            on_progress(progress)
        except AdminError as error:
            _log.info("no progress of the backup will be seen: %r", str(error))

    async def _report(self, failure: QubesException | None) -> dict[str, Any]:
        try:
            reply = await self._connection.internal("internal.backup.Report", self.profile_name)
        except (NoInternalSocket, ProtocolError, QubesException):
            # A stock daemon keeps no report: what it answered is all there is to tell.
            if failure is not None and not isinstance(failure, BackupCancelledError):
                raise failure from None
            state = "done" if failure is None else "cancelled"
            message = "" if failure is None else str(failure)
            return {"state": state, "target": "", "message": message, "qubes": []}
        report: dict[str, Any] = json.loads(reply)
        return report

    async def _give_profile(self, request: BackupRequest) -> None:
        if self._connection.home is None:
            _refuse_what_only_ours_does(request)
            stock = dataclasses.replace(request, will_verify=False)  # which keeps no list
            await asyncio.to_thread(self._write_stock_profile, stock.profile())
        else:
            name, profile = self.profile_name, request.profile()
            await self._connection.internal("internal.backup.SetProfile", name, payload=profile)

    def _write_stock_profile(self, profile: bytes) -> None:
        """A 0600 file in the runtime directory, and a link to it where the daemon looks."""
        try:
            folder = places.runtime_dir()
            places.make_private_dir(folder)
            secret = folder / f"{self.profile_name}.conf"
            link = STOCK_PROFILES / secret.name
            fd = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            self._files.append(secret)
            with open(fd, "wb") as file:
                file.write(profile)
            link.symlink_to(secret)
            self._files.append(link)
        except (OSError, places.PlaceError) as error:
            raise QubesException(f"cannot hand the backup profile to qubesd: {error}") from error

    def _remove_files(self) -> None:
        while self._files:
            self._files.pop().unlink(missing_ok=True)


def _refuse_what_only_ours_does(request: BackupRequest) -> None:
    """A stock daemon would leave it out without a word, or stumble over it."""
    for what, is_wanted in (
        (
            "what to do with running qubes (it saves their last clean state)",
            request.running != "last",
        ),
        ("a command as the target", bool(request.command)),
        ("an emergency sheet", request.sheet),
        ("a level of compression", ":" in str(request.compression)),
    ):
        if is_wanted:
            raise QubesException(f"the qubesd of this system cannot be told {what}")


def _names(items: object) -> tuple[str, ...]:
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise QubesException("the profile's include and exclude must be lists of names")
    return tuple(items)


def _progress(event: Event, *, stock: bool) -> BackupProgress | None:
    """Our own event has the bytes; the stock one, sent as well, only a percentage."""
    try:
        if event.name == "backup-job-progress":
            done, total = int(event.args["done_bytes"]), int(event.args["total_bytes"])
            qube, volume = event.args.get("qube", ""), event.args.get("volume", "")
            return BackupProgress(done / total if total else 0.0, done, total, qube, volume)
        if event.name == "backup-progress" and stock:
            return BackupProgress(float(event.args["progress"]) / 100)
    except (KeyError, ValueError) as error:
        _log.warning("a progress event that makes no sense: %r", error)
    return None


def failed_rows(report: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """The qubes of a report that were not saved."""
    return [row for row in report.get("qubes", ()) if row.get("status") != "saved"]
