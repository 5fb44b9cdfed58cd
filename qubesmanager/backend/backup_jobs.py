"""All backup runs of one store: profiles given by clients, runs, their reports."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
from collections.abc import AsyncIterator
from pathlib import Path

from qubesmanager import places
from qubesmanager.backend.app import App
from qubesmanager.backend.backup.compression import FILTERS, UnknownFilter
from qubesmanager.backend.backup.packing import packing
from qubesmanager.backend.backup.passphrase_service import PassphraseNotGiven, ask, service_name
from qubesmanager.backend.backup.scrypt_container import STOCK_COST, Cost
from qubesmanager.backend.backup_files import saved_volumes
from qubesmanager.backend.backup_job import BackupJob, check_writable
from qubesmanager.backend.backup_profile import (
    Profile,
    check_profile_name,
    parse_profile,
    read_profile,
    select,
)
from qubesmanager.backend.backup_report import Report
from qubesmanager.backend.backup_target import ServiceCommand, refuse_target
from qubesmanager.backend.qube.base import Qube
from qubesmanager.protocol import (
    BackupAlreadyRunningError,
    BackupCancelledError,
    QubesException,
)

log = logging.getLogger(__name__)

KEPT_REPORTS = 16
# Profiles that a client gave and never ran are forgotten, oldest first.
MAX_PROFILES = 64
_TURN_POLL_S = 0.1
# Where the stock qvm-backup writes what it wants done (admin-api.md 4.5).
STOCK_PROFILES = Path("/etc/qubes/backup")


class BackupJobs:
    """One run at a time; others wait for it. A profile cannot be waited for or run twice.

    ``cost`` is that of the key derivation, ``service_command`` how a service in a qube is called
    (None: qubes cannot run here).
    """

    def __init__(
        self,
        app: App,
        home: Path,
        cost: Cost = STOCK_COST,
        service_command: ServiceCommand | None = None,
        stock_profiles: Path = STOCK_PROFILES,
    ) -> None:
        self._app = app
        self._stock_profiles = stock_profiles
        self._home = home
        self._cost = cost
        self._profiles: dict[str, Profile] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._jobs: dict[str, BackupJob] = {}
        self._reports: dict[str, Report] = {}
        self._closing = False
        self._service_command = service_command
        self._turn = asyncio.Lock()

    def set_profile(self, untrusted_name: str, untrusted_text: bytes) -> None:
        """Keep a profile, with its passphrase, in memory until it has been run."""
        name = check_profile_name(untrusted_name)
        self._profiles.pop(name, None)
        self._profiles[name] = parse_profile(name, untrusted_text)
        while len(self._profiles) > MAX_PROFILES:
            del self._profiles[next(iter(self._profiles))]

    async def info(self, untrusted_name: str) -> str:
        """The summary of section 4.5, for people."""
        profile = await self._profile(check_profile_name(untrusted_name))
        saved, skipped, others = select(profile, self._app.qubes)
        lines = [f"{'VM':32}{'type':16}{'size':>16}"]
        total_bytes = 0
        for qube in saved:
            size_bytes = sum(volume.usage for volume in saved_volumes(qube).values())
            total_bytes += size_bytes
            lines.append(f"{qube.name:32}{_kind(qube):16}{_mib(size_bytes):>16}")
        lines.append(f"{'total':48}{_mib(total_bytes):>16}")
        lines.append("VMs not selected for backup:")
        lines += [f"- {qube.name}" for qube in others]
        lines += [f"- {item.qube.name} ({item.reason})" for item in skipped]
        return "\n".join(lines) + "\n"

    async def execute(self, untrusted_name: str) -> None:
        """Run a profile to its end, also when whoever asked for it has gone."""
        name = check_profile_name(untrusted_name)
        if self._closing:
            raise BackupCancelledError("qubesd is ending")
        if name in self._tasks:
            raise BackupAlreadyRunningError(f"backup {name!r} is running")
        task = asyncio.create_task(self._run(name))
        self._tasks[name] = task
        task.add_done_callback(lambda _task: self._tasks.pop(name, None))
        await asyncio.shield(task)

    def cancel(self, untrusted_name: str) -> None:
        """QubesException when no backup of that name runs."""
        job = self._jobs.get(untrusted_name)
        if job is None:
            raise QubesException(f"no backup {untrusted_name[:80]!r} is running")
        job.cancel()

    def report(self, untrusted_name: str) -> Report:
        """The last run of that name, running or ended. QubesException when none is remembered."""
        report = self._reports.get(untrusted_name)
        if report is None:
            raise QubesException(f"no backup {untrusted_name[:80]!r} is remembered")
        return report

    async def close(self) -> None:
        """Cancel what runs and wait until it has cleaned up."""
        self._closing = True
        for job in self._jobs.values():
            job.cancel()
        for failure in await asyncio.gather(*self._tasks.values(), return_exceptions=True):
            if isinstance(failure, BaseException):
                log.debug("a backup ended with the daemon: %r", failure)

    async def _run(self, name: str) -> None:
        self._reports.pop(name, None)
        try:
            profile = await self._with_passphrase(await self._profile(name))
            check_writable(profile)
            await asyncio.to_thread(refuse_target, profile, self._own_folders())
            saved, skipped, _others = select(profile, self._app.qubes)
            if not saved:
                why = "; ".join(item.reason for item in skipped if item.is_lost)
                raise QubesException(f"there is no qube to back up{why and f': {why}'}")
            job = BackupJob(self._app, profile, saved, skipped, self._cost, self._service_command)
            if self._closing:
                job.cancel()
            self._jobs[name] = job
            self._remember(name, job.report)
            async with self._turn_of(job):
                await job.run()
        finally:
            self._jobs.pop(name, None)
            self._profiles.pop(name, None)

    def _own_folders(self) -> list[tuple[str, str]]:
        pools = self._app.pools.values()
        folders = [(f"the pool {pool.name}", pool.config.get("dir_path", "")) for pool in pools]
        return [("the store", str(self._app.home)), *((w, path) for w, path in folders if path)]

    async def _with_passphrase(self, profile: Profile) -> Profile:
        """One that a qube knows is asked for; QubesException when it does not tell it."""
        if profile.passphrase is not None or not profile.passphrase_vm:
            return profile
        if self._service_command is None:
            raise QubesException(
                f"backup profile {profile.name!r} has its passphrase in a qube, which this system"
                " cannot ask"
            )
        words = self._service_command(profile.passphrase_vm, service_name(profile.name))
        try:
            passphrase = await ask(words, profile.passphrase_vm)
        except PassphraseNotGiven as error:
            raise QubesException(str(error)) from error
        return dataclasses.replace(profile, passphrase=passphrase)

    @contextlib.asynccontextmanager
    async def _turn_of(self, job: BackupJob) -> AsyncIterator[None]:
        """Wait until no other backup runs. BackupCancelledError when told so meanwhile."""
        if self._turn.locked():
            await job.say("waiting for another backup to end")
        while self._turn.locked():
            if job.is_cancelled:
                job.settle_cancelled()
                raise BackupCancelledError("the backup was cancelled")
            await asyncio.sleep(_TURN_POLL_S)
        async with self._turn:
            yield

    async def _profile(self, name: str) -> Profile:
        """One that a client gave, else the file of that name, ours or where qvm-backup writes."""
        profile = self._profiles.get(name)
        if profile is None:
            profile = await asyncio.to_thread(self._read_profile, name)
        try:
            packing(profile.compression)
        except UnknownFilter as error:
            raise QubesException(
                f"backup profile {name!r}: {error} Known are {', '.join(sorted(FILTERS))};"
                " zstd, xz and bzip2 also with a level, as in zstd:19."
            ) from error
        return profile

    def _read_profile(self, name: str) -> Profile:
        path = places.profile_path(self._home, name)
        stock = self._stock_profiles / path.name
        return read_profile(name, stock if not path.exists() and stock.exists() else path)

    def _remember(self, name: str, report: Report) -> None:
        self._reports.pop(name, None)
        self._reports[name] = report
        while len(self._reports) > KEPT_REPORTS:
            del self._reports[next(iter(self._reports))]


def _kind(qube: Qube) -> str:
    if qube.klass == "TemplateVM":
        return "Template VM"
    return "VM + Sys" if "root" in saved_volumes(qube) else "VM"


def _mib(size_bytes: int) -> str:
    return f"{size_bytes / 2**20:.1f} MiB"
