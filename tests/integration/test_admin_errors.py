"""Every exception class that this qubesd can send, by a call that yields it (admin-api.md 1.4)."""

from __future__ import annotations

import asyncio
import re
import select
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.new_store import create_store
from qubesmanager.protocol import ERRORS, QubesException
from tests.integration.daemon import Daemon
from tests.integration.stock_client import Refused, body_of

UNKNOWN_UUID = "uuid:00000000-0000-4000-8000-000000000001"
USB = "device_id='0*' port_id='1-1' devclass='usb' backend_domain='dom0' mode='auto-attach'"

# Class, method, argument, destination, payload.
CALLS = [
    ("ProtocolError", "admin.vm.Begin", "", "work", ""),
    ("ProtocolError", "admin.vm.feature.Set", "a/b", "work", "1"),
    ("ProtocolError", "admin.label.Remove", "purple", "dom0", ""),
    ("ProtocolError", "admin.vm.volume.Resize", "private", "work", "007"),
    ("PermissionDenied", "admin.vm.volume.Info", "nosuch", "work", ""),
    ("PermissionDenied", "admin.pool.Info", "nosuch", "dom0", ""),
    ("PermissionDenied", "admin.vm.Shutdown", "hard", "work", ""),
    ("PermissionDenied", "admin.vm.feature.Set", "preload-dispvm", "work", "1"),
    ("QubesException", "admin.vm.Start", "", "work", ""),
    ("QubesException", "admin.vm.CreateInPool.AppVM", "tpl", "dom0",
     "name=n label=red pool=nosuch"),
    ("QubesVMNotFoundError", "admin.vm.Kill", "", "nosuch", ""),
    ("QubesVMNotFoundError", "admin.vm.Kill", "", UNKNOWN_UUID, ""),
    ("QubesVMNotFoundError", "admin.vm.Create.AppVM", "nosuch", "dom0", "name=n label=red"),
    ("QubesVMInvalidUUIDError", "admin.vm.Kill", "", "uuid:nonsense", ""),
    ("QubesVMAlreadyExistsError", "admin.vm.Create.AppVM", "tpl", "dom0", "name=work label=red"),
    ("QubesVMError", "admin.vm.Start", "", "cut", ""),
    ("QubesVMError", "admin.vm.Shutdown", "", "dom0", ""),
    ("QubesVMError", "admin.vm.Pause", "", "dom0", ""),
    ("QubesVMInUseError", "admin.vm.Remove", "", "tpl", ""),
    ("QubesVMInUseError", "admin.vm.Remove", "", "dom0", ""),
    ("QubesVMNotStartedError", "admin.vm.Kill", "", "work", ""),
    ("QubesVMNotRunningError", "admin.vm.Pause", "", "work", ""),
    ("QubesVMNotPausedError", "admin.vm.Unpause", "", "work", ""),
    ("QubesVMNotSuspendedError", "admin.vm.Resume", "", "work", ""),
    ("QubesVMNotHaltedError", "admin.vm.Start", "", "dom0", ""),
    ("QubesPoolInUseError", "admin.pool.Remove", "varlibqubes", "dom0", ""),
    ("QubesPoolInUseError", "admin.pool.Add", "file", "dom0", "name=varlibqubes\ndir_path=/x\n"),
    ("StoragePoolException", "admin.vm.volume.Revert", "private", "work", "nosuch"),
    ("StoragePoolException", "admin.vm.volume.Resize", "kernel", "work", "4096"),
    ("QubesBackupProfileNotFoundError", "admin.backup.Info", "nosuch", "dom0", ""),
    ("QubesBackupProfileNotFoundError", "admin.backup.Execute", "nosuch", "dom0", ""),
    ("QubesValueError", "admin.vm.List", "", "@adminvm", ""),
    ("QubesValueError", "admin.vm.property.Set", "memory", "work", "many"),
    ("QubesValueError", "admin.vm.volume.Set.revisions_to_keep", "private", "work", "-2"),
    ("QubesValueError", "admin.vm.volume.Set.ephemeral", "private", "work", "True"),
    ("QubesValueError", "admin.vm.firewall.Set", "", "work", "action=perhaps"),
    ("QubesPropertyValueError", "admin.vm.property.Set", "name", "work", "other"),
    ("QubesPropertyValueError", "admin.vm.property.Set", "klass", "work", "x"),
    ("QubesPropertyValueError", "admin.vm.property.Reset", "label", "work", ""),
    ("QubesNoSuchPropertyError", "admin.vm.property.Get", "netvm", "dom0", ""),
    ("QubesFeatureNotFoundError", "admin.vm.feature.Get", "nosuch", "work", ""),
    ("QubesFeatureNotFoundError", "admin.vm.feature.CheckWithTemplate", "nosuch", "work", ""),
    ("QubesTagNotFoundError", "admin.vm.tag.Remove", "nosuch", "work", ""),
    ("QubesInvalidTagError", "admin.vm.tag.Set", "no.dots", "work", ""),
    ("QubesLabelNotFoundError", "admin.label.Get", "mauve", "dom0", ""),
    ("QubesLabelNotFoundError", "admin.vm.Create.AppVM", "tpl", "dom0", "name=n label=mauve"),
    ("QubesLabelInUseError", "admin.label.Create", "red", "dom0", "0x112233"),
    ("QubesLabelInUseError", "admin.label.Remove", "used", "dom0", ""),
    ("QubesInvalidLabelError", "admin.label.Create", "12", "dom0", "0x112233"),
    ("QubesInvalidLabelValueError", "admin.label.Create", "mauve", "dom0", "#112233a"),
    ("QubesVolumeCopyTokenNotFoundError", "admin.vm.volume.CloneTo", "private", "work", "x" * 32),
    ("DeviceNotAssigned", "admin.vm.device.usb.Unassign", "dom0+9", "work", ""),
    ("DeviceNotAssigned", "admin.vm.device.usb.Detach", "dom0+9", "work", ""),
    ("DeviceAlreadyAssigned", "admin.vm.device.usb.Assign", "dom0+1-1", "work", USB),
    ("UnexpectedDeviceProperty", "admin.vm.device.usb.Assign", "dom0+2", "work", "port_id='3'"),
]  # fmt: skip

# Sent while something else is going on, or when a disk fails; each has a test of its own.
IN_PASSING = {"BackupAlreadyRunningError", "BackupCancelledError", "QubesNotesError"}
# What only a hypervisor, or devices that are there, can bring about.
NOT_HERE = {
    "QubesVMShutdownTimeoutError", "QubesVMAlreadyStartedError", "QubesMemoryError",
    "QubesNoTemplateError", "QubesNotImplementedError", "DeviceAlreadyAttached", "DeviceNotFound",
    "UnrecognizedDevice",
}  # fmt: skip


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """``tpl``, ``work`` with a device, ``cut`` (a restore that was cut off), label ``used``."""
    folder = tmp_path_factory.mktemp("errors")
    asyncio.run(create_store(folder / "home", "file-reflink"))
    daemon = Daemon(folder / "home")
    daemon.call("admin.vm.Create.TemplateVM", payload="name=tpl label=black")
    daemon.call("admin.label.Create", "used", payload="0x00ff00")
    daemon.call("admin.vm.Create.AppVM", "tpl", payload="name=work label=used")
    daemon.call("admin.vm.device.usb.Assign", "dom0+1-1", "work", USB)
    daemon.internal("internal.vm.CreateIncomplete.AppVM", "tpl", payload="name=cut label=red")
    yield daemon
    assert daemon.stop() == 0
    assert "Traceback" not in daemon.log, daemon.log[-5000:]


@pytest.mark.parametrize(
    ("name", "method", "arg", "dest", "payload"),
    CALLS,
    ids=[f"{name}-{method}-{dest}" for name, method, _arg, dest, _payload in CALLS],
)
def test_class(daemon: Daemon, name: str, method: str, arg: str, dest: str, payload: str) -> None:
    """The very name on the wire, a sentence that says something, and nothing has changed."""
    before = daemon.state()
    reply = daemon.raw(f"{method}+{arg} dom0 name {dest}\0{payload}".encode())
    assert re.match(rb"2\0" + name.encode() + rb"\0\0[^\0]{8,}\0\Z", reply), reply
    with pytest.raises(Refused):
        body_of(reply)
    assert daemon.state() == before


def test_every_class_is_seen() -> None:
    """A class that is new must be yielded by a call here, or said why not."""
    assert {name for name, *_ in CALLS} | IN_PASSING | NOT_HERE == set(ERRORS)
    assert not {name for name, *_ in CALLS} & (IN_PASSING | NOT_HERE)


def test_a_backup_of_a_profile_runs_once(daemon: Daemon, tmp_path: Path) -> None:
    profiles = daemon.home / "backup"
    profiles.mkdir(exist_ok=True)
    (profiles / "p.conf").write_text(
        f"include: [work]\ndestination_vm: dom0\ndestination_path: {tmp_path}\npassphrase_text: x\n"
    )
    request = b"admin.backup.Execute+p dom0 name dom0\0"
    with daemon.open() as first:
        first.sendall(request)
        first.shutdown(socket.SHUT_WR)
        # Whichever of the two came second is refused at once; then the other one is ended.
        with daemon.open() as second:
            second.sendall(request)
            second.shutdown(socket.SHUT_WR)
            while daemon.raw(b"admin.backup.Cancel+p dom0 name dom0\0") != b"0\0":
                ended = select.select([first, second], [], [], 0)[0]
                assert len(ended) < 2, "they ended before they were cancelled"
            replies = {client.makefile("rb").read().split(b"\0")[1] for client in (first, second)}
    assert replies == {b"BackupAlreadyRunningError", b"BackupCancelledError"}


def test_notes_that_cannot_be_written(daemon: Daemon) -> None:
    notes = daemon.home / "appvms" / "work" / "notes.txt"
    notes.mkdir()
    reply = daemon.raw(b"admin.vm.notes.Set+ dom0 name work\0text")
    assert reply.startswith(b"2\0QubesNotesError\0\0")
    notes.rmdir()
    assert daemon.call("admin.vm.notes.Get", dest="work") == ""


# -- a store that cannot be written: whatever was asked for has not happened

CHANGES = [
    ("admin.label.Create", "pink", "dom0", "0xff00ff"),
    ("admin.label.Remove", "spare", "dom0", ""),
    ("admin.property.Set", "default_template", "dom0", "tpl"),
    ("admin.property.Set", "stats_interval", "dom0", "9"),
    ("admin.property.Set", "default_audiovm", "dom0", ""),
    ("admin.vm.property.Set", "memory", "work", "999"),
    ("admin.vm.property.Set", "label", "work", "red"),
    ("admin.vm.property.Set", "netvm", "work", "net"),
    ("admin.vm.property.Set", "guivm", "work", ""),
    ("admin.vm.property.Set", "template", "work", "tpl2"),
    ("admin.vm.property.Set", "provides_network", "work", "True"),
    ("admin.vm.property.Reset", "label", "work", ""),
    ("admin.vm.property.Reset", "debug", "work", ""),
    ("admin.vm.feature.Set", "new", "work", "1"),
    ("admin.vm.feature.Set", "service.meminfo-writer", "work", ""),
    ("admin.vm.feature.Remove", "kept", "work", ""),
    ("admin.vm.tag.Set", "new", "work", ""),
    ("admin.vm.tag.Remove", "kept", "work", ""),
    ("admin.vm.Create.AppVM", "tpl", "dom0", "name=new label=red"),
    ("admin.vm.Create.TemplateVM", "", "dom0", "name=new label=red"),
    ("admin.vm.CreateInPool.AppVM", "tpl", "dom0", "name=new label=red pool=varlibqubes"),
    ("admin.vm.CreateDisposable", "", "net", ""),
    ("admin.vm.Remove", "", "work", ""),
    ("admin.vm.volume.Set.revisions_to_keep", "private", "work", "5"),
    ("admin.vm.volume.Set.rw", "private", "work", "False"),
    ("admin.vm.volume.Set.ephemeral", "volatile", "work", "True"),
    ("admin.vm.volume.Resize", "private", "work", "9000000000"),
    ("admin.vm.volume.Resize", "volatile", "work", "90000000000"),
    ("admin.vm.volume.Resize", "volatile", "work", "1048576"),
    ("admin.pool.Set.revisions_to_keep", "varlibqubes", "dom0", "5"),
    ("admin.pool.Set.ephemeral_volatile", "varlibqubes", "dom0", "True"),
    ("admin.pool.Add", "file-reflink", "dom0", "name=new\ndir_path={home}/new\nsetup_check=no\n"),
    ("admin.pool.Remove", "spare", "dom0", ""),
    ("admin.vm.device.usb.Assign", "dom0+2", "work", ""),
    ("admin.vm.device.usb.Unassign", "dom0+1-1", "work", ""),
    ("admin.vm.device.usb.Set.assignment", "dom0+1-1", "work", "required"),
    ("admin.vm.device.denied.Add", "", "work", "u03****"),
]  # fmt: skip


@pytest.fixture(scope="module")
def stuck(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """A daemon whose ``qubes.xml`` is a directory since it has been loaded."""
    folder = tmp_path_factory.mktemp("stuck")
    asyncio.run(create_store(folder / "home", "file-reflink"))
    daemon = Daemon(folder / "home")
    call = daemon.call
    call("admin.vm.Create.TemplateVM", payload="name=tpl label=black")
    call("admin.vm.Create.TemplateVM", payload="name=tpl2 label=black")
    call("admin.label.Create", "spare", payload="0x00ff00")
    call("admin.vm.Create.AppVM", "tpl", payload="name=net label=red")
    call("admin.vm.property.Set", "provides_network", "net", "True")
    call("admin.vm.property.Set", "template_for_dispvms", "net", "True")
    call("admin.vm.Create.AppVM", "tpl", payload="name=work label=blue")
    call("admin.vm.feature.Set", "kept", "work", "1")
    call("admin.vm.tag.Set", "kept", "work")
    call("admin.vm.property.Set", "debug", "work", "True")
    call("admin.vm.device.usb.Assign", "dom0+1-1", "work", USB)
    spare = f"name=spare\ndir_path={folder}/spare\nsetup_check=no\n"
    call("admin.pool.Add", "file-reflink", payload=spare)
    store = daemon.home / "qubes.xml"
    shutil.move(store, daemon.home / "aside")
    store.mkdir()
    try:
        yield daemon
        store.rmdir()
        shutil.move(daemon.home / "aside", store)
        before = daemon.state()
        call("admin.vm.tag.Set", "works-again", "work")
        call("admin.vm.tag.Remove", "works-again", "work")
    finally:
        status = daemon.stop()
    assert status == 0
    assert "Traceback" not in daemon.log, daemon.log[-5000:]
    again = Daemon(daemon.home)
    try:
        assert again.state() == before
    finally:
        again.stop()


@pytest.mark.parametrize(
    ("method", "arg", "dest", "payload"), CHANGES, ids=[f"{c[0]}-{c[1]}" for c in CHANGES]
)
def test_a_failed_save_changes_nothing(
    stuck: Daemon, method: str, arg: str, dest: str, payload: str
) -> None:
    before = stuck.state()
    files = _files(stuck.home)
    with pytest.raises(QubesException):
        stuck.call(method, arg, dest, payload.replace("{home}", str(stuck.home)))
    assert stuck.state() == before
    assert _files(stuck.home) == files


def _files(home: Path) -> list[Path]:
    return sorted(home.rglob("*"))


def test_only_dom0_may_call(daemon: Daemon) -> None:
    """There is no policy here, so no qube is allowed anything (section 6)."""
    reply = daemon.raw(b"admin.vm.List+ work name dom0\0")
    assert reply.startswith(b"2\0PermissionDenied\0\0")


@pytest.mark.parametrize(
    "header",
    [
        b"admin.vm.property.Get+100% dom0 name work\0",
        b"admin.vm.feature.Get+%s dom0 name work\0",
        b"admin.vm.tag.Remove+%d%s%(x)s dom0 name work\0",
        b"admin.vm.volume.Info+%n dom0 name work\0",
        b"admin.label.Get+%% dom0 name dom0\0",
        b"admin.vm.%s+ dom0 name work\0",
        b"admin.vm.List+ dom0 name %s\0",
    ],
)
def test_percent_signs_come_through(daemon: Daemon, header: bytes) -> None:
    """The stock client formats messages; a stray ``%`` would make it raise a TypeError."""
    word = re.search(rb"[^+. ]*%[^ +\0]*", header)
    assert word is not None
    with pytest.raises(Refused) as refused:
        body_of(daemon.raw(header))
    if not header.startswith(b"admin.vm.volume"):  # that one tells what there is instead
        assert word.group().decode() in refused.value.text
