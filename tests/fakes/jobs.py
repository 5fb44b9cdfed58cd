"""Client jobs without processes: a restore and a backup whose course the test decides."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qubesmanager.backend.backup.glance import Glance, glance
from qubesmanager.backend.backup.plan import (
    HostQube,
    HostState,
    PoolState,
    Progress,
    QubeRow,
    RestorePlan,
    Status,
    VolumeRow,
)
from qubesmanager.backend.backup.plan_making import check_plan
from qubesmanager.client.backup_check import CheckResult
from qubesmanager.client.backup_job import BackupProgress, BackupRequest
from qubesmanager.client.restore_job import RestoreError

GIB = 1 << 30
PASSPHRASE = b"correct horse battery staple"


def row(name: str, klass: str = "AppVM", template: str = "fedora-42", **more: Any) -> QubeRow:
    """A row as the worker's plan has it before it is checked."""
    size = more.pop("size", GIB)
    netvm = more.pop("netvm", "sys-firewall")
    label = more.pop("label", "blue")
    derived = klass in ("AppVM", "DispVM")
    volume = "private" if derived else "root"
    return QubeRow(
        name=name,
        klass=klass,
        label=label,
        archived_label=label,
        restored_as=name,
        size_bytes=size,
        archived_template=template if derived else "",
        archived_netvm=netvm,
        volumes=[VolumeRow(volume, size=size, estimate_bytes=size)],
        **more,
    )


def host(*names: str) -> HostState:
    """A machine with a template, network and two pools, and these qubes besides."""
    qubes = {
        "fedora-42": HostQube("TemplateVM"),
        "debian-13": HostQube("TemplateVM"),
        "sys-firewall": HostQube("AppVM", provides_network=True),
        **{name: HostQube("AppVM") for name in names},
    }
    pools = [
        PoolState("vm-pool", "file-reflink", 280 * GIB),
        PoolState("backup-disk", "file-reflink", 900 * GIB),
    ]
    labels = ["red", "orange", "yellow", "green", "gray", "blue", "purple", "black"]
    return HostState(qubes, labels, pools, "vm-pool", "fedora-42", "sys-firewall", home_user="user")


def plan(*rows: QubeRow) -> RestorePlan:
    return RestorePlan(
        archive="/media/disk/qubes-backup-2026-11-20T101500",
        version=4,
        backup_id="20261120T101500-1",
        encrypted=True,
        compression="gzip",
        size_bytes=sum(r.size_bytes for r in rows) // 2,
        rows=list(rows),
    )


def lifelike_plan() -> RestorePlan:
    """Qubes that fit, one that exists already, one without its template, one not restored."""
    return plan(
        row("work", label="blue", size=int(4.2 * GIB)),
        row("personal", label="yellow", size=int(1.1 * GIB)),
        row("vault", label="black", template="debian-12", netvm=None, size=int(0.3 * GIB)),
        row("sys-vpn", label="green", provides_network=True, size=int(0.1 * GIB)),
        row("mail-of-the-research-department", label="orange", netvm="sys-vpn", size=9 * GIB),
        row("whonix-17", "TemplateVM", label="black", netvm=None, size=int(5.5 * GIB)),
        row("win-10", "StandaloneVM", label="purple", size=31 * GIB),
        QubeRow(
            "dom0",
            "AdminVM",
            "black",
            selected=False,
            status=Status.SKIPPED,
            reason="home directories are not restored by this version",
            size_bytes=3 << 20,
        ),
    )


class FakeRestoreJob:
    """``step`` is awaited between two rows; ``failures`` maps names to reasons."""

    def __init__(self, archived: RestorePlan, here: HostState) -> None:
        self.archived = archived
        self.here = here
        self.failures: dict[str, str] = {}
        self.step: Callable[[], Any] = lambda: asyncio.sleep(0)
        self.passphrase = PASSPHRASE
        self.error: RestoreError | None = None
        self.stopped = False
        self.closed = False
        self.opened: list[bytes] = []

    async def glance(self, archive: Path) -> Glance:
        return await asyncio.to_thread(glance, archive)

    async def open(self, archive: Path, passphrase: bytes) -> tuple[RestorePlan, HostState]:
        await asyncio.sleep(0)
        self.opened.append(passphrase)
        if self.error is not None:
            raise self.error
        if passphrase != self.passphrase:
            raise RestoreError("wrong-passphrase", "The passphrase does not open the archive.")
        check_plan(self.archived, self.here)
        return self.archived, self.here

    async def run(
        self,
        wanted: RestorePlan,
        on_progress: Callable[[Progress], None],
        on_row: Callable[[QubeRow], None] | None = None,
    ) -> RestorePlan:
        return await self._go(wanted, on_progress, on_row, Status.RESTORED)

    async def verify(
        self,
        wanted: RestorePlan,
        on_progress: Callable[[Progress], None],
        on_row: Callable[[QubeRow], None] | None = None,
    ) -> RestorePlan:
        return await self._go(wanted, on_progress, on_row, Status.VERIFIED)

    async def _go(
        self,
        wanted: RestorePlan,
        on_progress: Callable[[Progress], None],
        on_row: Callable[[QubeRow], None] | None,
        good: Status,
    ) -> RestorePlan:
        result = RestorePlan.from_dict(wanted.to_dict())
        total = sum(one.size_bytes for one in result.selected)
        done = 0
        for one in result.selected:
            on_progress(Progress(done, total, one.name, one.volumes[0].name))
            await self.step()
            if self.stopped:
                one.status, one.reason = Status.FAILED, "the restore was cancelled"
                continue
            done += one.size_bytes
            failure = self.failures.get(one.name, "")
            one.status = Status.FAILED if failure else good
            one.reason = failure
            for volume in one.volumes:
                volume.status, volume.reason = one.status, failure
                volume.bytes = volume.size // 3 if failure else volume.size
            if on_row is not None:
                on_row(QubeRow.from_dict(one.to_dict()))
            on_progress(Progress(done, total, one.name, one.volumes[0].name))
        return result

    async def cancel(self, *, keep: bool = False) -> None:
        self.stopped = True

    async def close(self) -> None:
        self.closed = True


class FakeBackupJob:
    """Saves everything it is asked to, unless ``failure`` says otherwise."""

    def __init__(self, sizes: dict[str, int] | None = None) -> None:
        self.sizes = sizes or {}
        self.failure = ""
        self.request: BackupRequest | None = None
        self.step: Callable[[], Any] = lambda: asyncio.sleep(0)
        self.stopped = False
        self._on_progress: Callable[[BackupProgress], None] = lambda progress: None

    async def start(
        self,
        request: BackupRequest,
        on_progress: Callable[[BackupProgress], None],
        on_message: Callable[[str], None] = lambda message: None,
    ) -> None:
        await asyncio.sleep(0)
        self.request = request
        self._on_progress = on_progress

    async def wait(self) -> dict[str, Any]:
        assert self.request is not None
        names = self.request.include or ()
        total = sum(self.sizes.get(name, GIB) for name in names)
        done = 0
        for name in names:
            self._on_progress(BackupProgress(done / total, done, total, name, "private"))
            await self.step()
            if self.stopped or self.failure:
                break
            done += self.sizes.get(name, GIB)
        state = "cancelled" if self.stopped else "failed" if self.failure else "done"
        return {
            "state": state,
            "target": str(self.request.target),
            "message": self.failure,
            "qubes": [self._row(name, state == "done") for name in names],
        }

    def _row(self, name: str, saved: bool) -> dict[str, Any]:
        size = self.sizes.get(name, GIB)
        status = "saved" if saved else "pending" if self.stopped else "failed"
        reason = "" if saved else self.failure
        done = size if saved else 0
        part = {"name": "private", "status": status, "bytes": done, "size": size}
        return {"name": name, "status": status, "reason": reason, "volumes": [part]}

    async def cancel(self) -> None:
        self.stopped = True


class FakeBackupCheck:
    """Reads nothing back; ``result`` is what it says."""

    def __init__(self, result: CheckResult | None = None) -> None:
        self.result = result or CheckResult(True)
        self.asked: list[tuple[str, bytes]] = []

    async def run(
        self, report: dict[str, Any], passphrase: bytes, on_progress: Callable[[Progress], None]
    ) -> CheckResult:
        self.asked.append((report["target"], passphrase))
        await asyncio.sleep(0)
        return self.result

    async def cancel(self) -> None: ...
