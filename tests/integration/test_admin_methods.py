"""The method tables of admin-api.md 2.1-2.8, row by row, at a real qubesd.

A row says which form the method has (columns of section 2: destination ``0`` dom0, ``V`` a qube,
``*`` any; argument and payload ``-`` none, ``!`` required, ``?`` optional), one call, and what must
come of it. ``{q}`` is a qube made for the row, ``{last}`` the reply of the call before.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from qubesmanager.backend.api.tables import ADMIN, INTERNAL
from qubesmanager.backend.new_store import create_store
from tests.integration.daemon import Daemon
from tests.integration.stock_client import Client, Refused, body_of, events

Before = tuple[str, str, str, str]  # method, argument, destination, payload


@dataclass(frozen=True)
class Row:
    """``reply`` is the body: a text, a pattern, or (``refused``) the class of the exception."""

    method: str
    form: str
    arg: str = ""
    payload: str = ""
    reply: str | re.Pattern[str] = ""
    refused: str = ""
    dest: str = ""
    before: tuple[Before, ...] = ()
    then: tuple[str, str, str | re.Pattern[str]] | None = None
    core: bool = True
    stream: bool = False

    def __str__(self) -> str:
        return f"{self.method}+{self.arg}" if self.arg else self.method


def matching(text: str) -> re.Pattern[str]:
    return re.compile(text, re.DOTALL)


LABELS = "red\norange\nyellow\ngreen\ngray\nblue\npurple\nblack\n"
PROPERTY = matching(r"default=(True|False) type=(str|int|bool|vm|label) .*")
TOKEN = matching(r"[A-Za-z0-9]{32}")
DRIVERS = (
    "file dir_path revisions_to_keep ephemeral_volatile\n"
    "file-reflink dir_path revisions_to_keep setup_check ephemeral_volatile\n"
    "linux-kernel dir_path\n"
)
POOL = (
    "admin.pool.Add",
    "file-reflink",
    "dom0",
    "name=pool-{q}\ndir_path={folder}/{q}\nsetup_check=no",
)
USB = "device_id='0*' port_id='1-1' devclass='usb' backend_domain='{q}' mode='auto-attach' _a='b'"
LINE = (
    "{q}+1-1:0* device_id='0*' port_id='1-1' devclass='usb' backend_domain='{q}' "
    "mode='auto-attach' frontend_domain='{q}' _a='b'\n"
)
ASSIGNED = ("admin.vm.device.usb.Assign", "{q}+1-1", "{q}", USB)
KEPT = ("admin.vm.volume.Set.revisions_to_keep", "private", "{q}", "2")
CLEARED = ("admin.vm.volume.Clear", "private", "{q}", "")

# -- 2.1 system, classes, labels

ROWS = [
    Row("admin.vmclass.List", "0 - -", core=False,
        reply="AppVM\nTemplateVM\nStandaloneVM\nAdminVM\nDispVM\nRemoteVM\n"),
    Row("admin.deviceclass.List", "0 - -", reply="block\nmic\npci\nusb\n"),
    Row("admin.label.List", "0 - -", reply=matching(LABELS + ".*")),
    Row("admin.label.Get", "0 ! -", "red", reply="0xcc0000"),
    Row("admin.label.Index", "0 ! -", "black", reply="8"),
    Row("admin.label.Create", "0 ! !", "pink-{q}", "0xFF00aa", core=False,
        then=("admin.label.Get", "pink-{q}", "0xff00aa")),
    Row("admin.label.Remove", "0 ! -", "gone-{q}", core=False,
        before=(("admin.label.Create", "gone-{q}", "dom0", "0x00ff00"),),
        then=("admin.label.List", "", matching(r"(?!.*gone).*"))),
    # -- 2.2 properties
    Row("admin.property.List", "0 - -", reply=matching(r"check_updates_vm\n(\w+\n)+")),
    Row("admin.property.Get", "0 ! -", "default_netvm", reply="default=True type=vm "),
    Row("admin.property.GetAll", "0 - -", reply=matching(r".*\ndefault_netvm default=True .*")),
    Row("admin.property.GetDefault", "0 ! -", "stats_interval", reply="type=int 3", core=False),
    Row("admin.property.Help", "0 ! -", "clockvm", reply=matching(r"[^`\n]+"), core=False),
    Row("admin.property.HelpRst", "0 ! -", "clockvm", reply=matching(r"[^\n]+"), core=False),
    Row("admin.property.Set", "0 ! ?", "stats_interval", "5",
        then=("admin.property.Get", "stats_interval", "default=False type=int 5")),
    Row("admin.property.Reset", "0 ! -", "stats_interval",
        then=("admin.property.Get", "stats_interval", "default=True type=int 3")),
    Row("admin.vm.property.List", "* - -", reply=matching(r"auto.*\nvcpus\n.*\ntemplate\n")),
    Row("admin.vm.property.Get", "* ! -", "label", reply="default=False type=label red"),
    Row("admin.vm.property.GetAll", "* - -",
        reply=matching(r".*^memory default=True type=int 400\n.*".replace("^", r"(?m:^)"))),
    Row("admin.vm.property.GetDefault", "* ! -", "memory", reply="type=int 400", core=False),
    Row("admin.vm.property.GetDefault", "* ! -", "label", reply="", core=False),
    Row("admin.vm.property.Help", "* ! -", "netvm", reply=matching(r"[^`\n]+"), core=False),
    Row("admin.vm.property.HelpRst", "* ! -", "netvm", reply=matching(r"[^\n]+"), core=False),
    Row("admin.vm.property.Set", "* ! ?", "memory", "512",
        then=("admin.vm.property.Get", "memory", "default=False type=int 512")),
    Row("admin.vm.property.Set", "* ! ?", "netvm", "",
        then=("admin.vm.property.Get", "netvm", "default=False type=vm ")),
    Row("admin.vm.property.Reset", "* ! -", "memory",
        before=(("admin.vm.property.Set", "memory", "{q}", "512"),),
        then=("admin.vm.property.Get", "memory", "default=True type=int 400")),
    # -- 2.3 qubes
    Row("admin.vm.List", "* - -", reply=matching(r"\S+ class=AppVM state=Halted uuid=\S{36}\n")),
    Row("admin.vm.List", "* - -", dest="dom0",
        reply=matching(r"dom0 class=AdminVM state=Running uuid=0{8}-\S+\n.*")),
    *(Row(f"admin.vm.Create.{klass}", "0 ? !", arg, f"name=n{klass} label=blue",
          then=("admin.vm.List", "", matching(rf".*\nn{klass} class={klass} .*")), core=core)
      for klass, arg, core in (("AppVM", "tpl", True), ("TemplateVM", "", True),
                               ("StandaloneVM", "", True), ("DispVM", "dvm", True),
                               ("RemoteVM", "", False))),
    *(Row(f"admin.vm.CreateInPool.{klass}", "0 ? !", arg, f"name=p{klass} label=blue {pool}",
          then=("admin.vm.List", "", matching(rf".*\np{klass} class={klass} .*")), core=core)
      for klass, arg, pool, core in (
          ("AppVM", "tpl", "pool=varlibqubes", True),
          ("TemplateVM", "", "pool:root=varlibqubes pool:private=varlibqubes", True),
          ("StandaloneVM", "", "pool=varlibqubes", True),
          ("DispVM", "dvm", "pool=varlibqubes", True),
          ("RemoteVM", "", "pool=varlibqubes", False))),
    Row("admin.vm.CreateDisposable", "* ? ?", dest="dvm", reply=matching(r"disp\d{1,4}"),
        core=False),
    Row("admin.vm.CreateDisposable", "* ? ?", "", "uuid", dest="dvm",
        reply=matching(r"uuid:\S{36}"), core=False),
    Row("admin.vm.CreateDisposable", "* ? ?", dest="dom0", refused="QubesException", core=False),
    Row("admin.vm.Remove", "* - -", then=("admin.vm.List", "", matching(r"(?!.*{q} ).*"))),
    Row("admin.vm.Start", "* - -", refused="QubesException"),
    Row("admin.vm.Start", "* - -", dest="dom0", refused="QubesVMNotHaltedError"),
    Row("admin.vm.Shutdown", "* ? -", refused="QubesVMNotStartedError"),
    Row("admin.vm.Shutdown", "* ? -", "force+wait", refused="QubesVMNotStartedError"),
    Row("admin.vm.Kill", "* - -", refused="QubesVMNotStartedError"),
    Row("admin.vm.Pause", "* - -", refused="QubesVMNotRunningError"),
    Row("admin.vm.Unpause", "* - -", refused="QubesVMNotPausedError"),
    Row("admin.vm.Suspend", "* - -", refused="QubesVMNotRunningError", core=False),
    Row("admin.vm.Resume", "* - -", refused="QubesVMNotSuspendedError", core=False),
    Row("admin.vm.Console", "* - -", refused="QubesVMNotRunningError", core=False),
    Row("admin.vm.CurrentState", "* - -",
        reply="mem=0 mem_static_max=0 cputime=0 power_state=Halted"),
    Row("admin.vm.Stats", "* - -", stream=True, core=False),
    Row("admin.Events", "* - -", stream=True),
    Row("admin.vm.notes.Get", "V - -", reply=""),
    Row("admin.vm.notes.Set", "V - !", "", "ein Käse\n100 %",
        then=("admin.vm.notes.Get", "", "ein Käse\n100 %")),
    # -- 2.4 features, tags
    Row("admin.vm.feature.List", "* - -", reply="z\na\n",
        before=(("admin.vm.feature.Set", "z", "{q}", "1"),
                ("admin.vm.feature.Set", "a", "{q}", ""))),
    Row("admin.vm.feature.Get", "* ! -", "f", reply="100% of it",
        before=(("admin.vm.feature.Set", "f", "{q}", "100% of it"),)),
    Row("admin.vm.feature.Set", "* ! ?", "service.cups", "1",
        then=("admin.vm.feature.Get", "service.cups", "1")),
    Row("admin.vm.feature.Remove", "* ! -", "f",
        before=(("admin.vm.feature.Set", "f", "{q}", "1"),),
        then=("admin.vm.feature.List", "", "")),
    *(Row(f"admin.vm.feature.CheckWith{where}", "* ! -", f"f-{holder}", reply="yes", core=core,
          before=(("admin.vm.feature.Set", f"f-{holder}", holder, "yes"), *link))
      for where, holder, link, core in (
          ("Template", "tpl", (), True),
          ("AdminVM", "dom0", (), False),
          ("TemplateAndAdminVM", "dom0", (), False),
          ("Netvm", "net", (("admin.vm.property.Set", "netvm", "{q}", "net"),), False))),
    Row("admin.vm.tag.List", "* - -", reply="audiovm-dom0\ncreated-by-dom0\nguivm-dom0\n"),
    Row("admin.vm.tag.Get", "* ! -", "created-by-dom0", reply="1"),
    Row("admin.vm.tag.Get", "* ! -", "nosuch", reply="0"),
    Row("admin.vm.tag.Set", "* ! -", "zz", then=("admin.vm.tag.Get", "zz", "1")),
    Row("admin.vm.tag.Remove", "* ! -", "zz", before=(("admin.vm.tag.Set", "zz", "{q}", ""),),
        then=("admin.vm.tag.Get", "zz", "0")),
    # -- 2.5 volumes and pools
    Row("admin.vm.volume.List", "* - -", reply="root\nprivate\nvolatile\nkernel\n"),
    Row("admin.vm.volume.List", "* - -", dest="dom0", reply=""),
    Row("admin.vm.volume.Info", "* ! -", "private", reply=matching(
        r"pool=varlibqubes\nvid=appvms/\S+/private\nsize=2147483648\nusage=\d+\nrw=True\nsource=\n"
        r"path=\S+\nsave_on_stop=True\nsnap_on_start=False\nrevisions_to_keep=\d\n"
        r"ephemeral=False\nis_outdated=False\n")),
    Row("admin.vm.volume.ListSnapshots", "* ! -", "private", reply=matching(r"(\S+\n){2}"),
        before=(KEPT, CLEARED, CLEARED)),
    Row("admin.vm.volume.Revert", "* ! !", "private", "{last}",
        before=(KEPT, CLEARED, ("admin.vm.volume.ListSnapshots", "private", "{q}", ""))),
    Row("admin.vm.volume.Resize", "* ! !", "private", "3221225472",
        then=("admin.vm.volume.Info", "private", matching(r".*\nsize=3221225472\n.*"))),
    Row("admin.vm.volume.Clear", "* ! -", "private", core=False,
        then=("admin.vm.volume.Info", "private", matching(r".*\nsize=2147483648\n.*"))),
    Row("admin.vm.volume.CloneFrom", "* ! -", "private", reply=TOKEN),
    Row("admin.vm.volume.CloneTo", "* ! !", "private", "{last}",
        before=(("admin.vm.volume.CloneFrom", "private", "tpl", ""),)),
    Row("admin.vm.volume.Set.revisions_to_keep", "* ! !", "private", "-1",
        then=("admin.vm.volume.Info", "private", matching(r".*\nrevisions_to_keep=-1\n.*"))),
    Row("admin.vm.volume.Set.rw", "* ! !", "private", "False",
        then=("admin.vm.volume.Info", "private", matching(r".*\nrw=False\n.*"))),
    Row("admin.vm.volume.Set.ephemeral", "* ! !", "volatile", "True",
        then=("admin.vm.volume.Info", "volatile", matching(r".*\nephemeral=True\n.*"))),
    Row("admin.pool.List", "0 - -", reply=matching(r"varlibqubes\nlinux-kernel\n.*")),
    Row("admin.pool.ListDrivers", "0 - -", reply=matching(re.escape(DRIVERS) + ".*")),
    Row("admin.pool.Info", "0 ! -", "varlibqubes", reply=matching(
        r"(dir_path=\S+\ndriver=file-reflink\n.*name=varlibqubes\n.*size=\d+\nusage=\d+\n)")),
    Row("admin.pool.UsageDetails", "0 ! -", "varlibqubes",
        reply=matching(r"data_size=\d+\ndata_usage=\d+\n")),
    Row("admin.pool.Add", "0 ! !", POOL[1], POOL[3],
        then=("admin.pool.Info", "pool-{q}", matching(r".*\ndriver=file-reflink\n.*"))),
    Row("admin.pool.Remove", "0 ! -", "pool-{q}", before=(POOL,),
        then=("admin.pool.List", "", matching(r"(?!.*pool-{q}\n).*"))),
    Row("admin.pool.Set.revisions_to_keep", "0 ! !", "pool-{q}", "3", before=(POOL,),
        then=("admin.pool.Info", "pool-{q}", matching(r".*\nrevisions_to_keep=3\n.*"))),
    Row("admin.pool.Set.ephemeral_volatile", "0 ! !", "pool-{q}", "True", before=(POOL,),
        then=("admin.pool.Info", "pool-{q}", matching(r".*\nephemeral_volatile=True\n.*"))),
    Row("admin.pool.volume.List", "0 ! -", "varlibqubes", core=False,
        reply=matching(r".*^appvms/{q}/private\n.*".replace("^", r"(?m:^)"))),
    # -- 2.6 devices
    Row("admin.vm.device.usb.Available", "* ? -", reply="", core=False),
    Row("admin.vm.device.usb.Assigned", "* ? -", reply=LINE, before=(ASSIGNED,)),
    Row("admin.vm.device.usb.Assigned", "* ? -", "{q}+1-1", reply=LINE, before=(ASSIGNED,)),
    Row("admin.vm.device.usb.Assigned", "* ? -", "{q}+9", reply="", before=(ASSIGNED,)),
    Row("admin.vm.device.usb.Attached", "* ? -", reply="", before=(ASSIGNED,), core=False),
    Row("admin.vm.device.usb.Assign", "* ! ?", "{q}+1-1", USB,
        then=("admin.vm.device.usb.Assigned", "", LINE)),
    Row("admin.vm.device.usb.Unassign", "* ! -", "{q}+1-1", before=(ASSIGNED,), core=False,
        then=("admin.vm.device.usb.Assigned", "", "")),
    Row("admin.vm.device.usb.Attach", "* ! ?", "{q}+1-1", refused="QubesVMNotRunningError",
        core=False),
    Row("admin.vm.device.usb.Detach", "* ! -", "{q}+1-1", refused="DeviceNotAssigned", core=False),
    Row("admin.vm.device.usb.Set.assignment", "* ! !", "{q}+1-1", "required", core=False,
        before=(ASSIGNED,),
        then=("admin.vm.device.usb.Assigned", "", matching(r".* mode='required' .*"))),
    Row("admin.vm.device.denied.List", "* - -", reply="b******\nu03****", core=False,
        before=(("admin.vm.device.denied.Add", "", "{q}", "u03****b******"),)),
    Row("admin.vm.device.denied.Add", "* - !", "", "u03****", core=False,
        then=("admin.vm.device.denied.List", "", "u03****")),
    Row("admin.vm.device.denied.Remove", "* - !", "", "all", core=False,
        before=(("admin.vm.device.denied.Add", "", "{q}", "u03****"),),
        then=("admin.vm.device.denied.List", "", "")),
    # -- 2.7 firewall, backup
    Row("admin.vm.firewall.Get", "V - -", reply="action=accept\n"),
    Row("admin.vm.firewall.Set", "V - !", "",
        "action=accept proto=tcp dst4=1.2.3.0/24 dstports=80 comment=a b\naction=drop\n",
        then=("admin.vm.firewall.Get", "",
              "action=accept dst4=1.2.3.0/24 proto=tcp dstports=80-80 comment=a b\naction=drop\n")),
    Row("admin.vm.firewall.Reload", "V - -"),
    Row("admin.backup.Info", "0 ! -", "nosuch", refused="QubesException"),
    Row("admin.backup.Info", "0 ! -", "all",
        reply=matching(r"VM +type +size\ntpl +Template VM .*total .*")),
    Row("admin.backup.Execute", "0 ! -", "nosuch", refused="QubesException"),
    Row("admin.backup.Cancel", "0 ! -", "all", refused="QubesException"),
]  # fmt: skip

INTERNAL_ROWS = [
    # -- 2.8 internal socket
    Row("internal.GetSystemInfo", "0 - -", reply=matching(r'\{"domains": \{"dom0": \{.*\}\}')),
    Row("internal.vm.volume.ImportBegin", "* ! ?", "private",
        reply=matching(r"2147483648 /\S+")),
    Row("internal.vm.volume.ImportBegin", "* ! ?", "private", "1048576",
        reply=matching(r"1048576 /\S+")),
    Row("internal.vm.volume.ImportEnd", "* ! !", "private", "ok",
        before=(("internal.vm.volume.ImportBegin", "private", "{q}", ""),)),
    Row("internal.vm.volume.ImportEnd", "* ! !", "private", "fail\nno 100 %",
        refused="QubesException",
        before=(("internal.vm.volume.ImportBegin", "private", "{q}", ""),)),
    Row("internal.SuspendPre", "0 - -"),
    Row("internal.SuspendPost", "0 - -"),
]  # fmt: skip


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """``tpl``, ``dvm`` (makes disposables), ``net`` (gives network)."""
    folder = tmp_path_factory.mktemp("rows")
    asyncio.run(create_store(folder / "home", "file-reflink"))
    profiles = folder / "home" / "backup"
    profiles.mkdir()
    (profiles / "all.conf").write_text(
        f"include: [tpl]\ndestination_vm: dom0\ndestination_path: {folder}\npassphrase_text: x\n"
    )
    daemon = Daemon(folder / "home")
    daemon.call("admin.vm.Create.TemplateVM", payload="name=tpl label=black")
    daemon.call("admin.vm.Create.AppVM", "tpl", payload="name=dvm label=red")
    daemon.call("admin.vm.property.Set", "template_for_dispvms", "dvm", "True")
    daemon.call("admin.vm.Create.AppVM", "tpl", payload="name=net label=red")
    daemon.call("admin.vm.property.Set", "provides_network", "net", "True")
    yield daemon
    assert daemon.stop() == 0
    assert "Traceback" not in daemon.log, daemon.log[-5000:]


_numbers = iter(range(10_000))


@pytest.fixture
def words(daemon: Daemon) -> dict[str, str]:
    """What the placeholders of a row stand for; the qube is there."""
    name = f"q{next(_numbers)}"
    daemon.call("admin.vm.Create.AppVM", "tpl", payload=f"name={name} label=red")
    return {"{q}": name, "{folder}": str(daemon.home.parent), "{last}": ""}


def fill(text: str, words: dict[str, str]) -> str:
    for placeholder, word in words.items():
        text = text.replace(placeholder, word)
    return text


def expect(body: str, wanted: str | re.Pattern[str], words: dict[str, str]) -> None:
    if isinstance(wanted, str):
        assert body == fill(wanted, words)
    else:
        assert re.fullmatch(fill(wanted.pattern, words), body, wanted.flags), body


def run(daemon: Daemon, row: Row, words: dict[str, str], *, internal: bool) -> None:
    def call(method: str, arg: str, dest: str, payload: str) -> str:
        header = fill(f"{method}+{arg} dom0 name {dest}", words).encode("ascii")
        reply = daemon.raw(header + b"\0" + fill(payload, words).encode(), internal=internal)
        return body_of(reply).decode()

    dest = row.dest or ("dom0" if row.form.startswith("0") else "{q}")
    for method, arg, where, payload in row.before:
        words["{last}"] = call(method, arg, where, payload)
    if row.refused:
        with pytest.raises(Refused) as refused:
            call(row.method, row.arg, dest, row.payload)
        assert refused.value.name == row.refused
        return
    expect(call(row.method, row.arg, dest, row.payload), row.reply, words)
    if row.then is not None:
        method, arg, wanted = row.then
        where = "dom0" if row.form.startswith("0") or method == "admin.vm.List" else dest
        expect(call(method, arg, where, ""), wanted, words)


@pytest.mark.parametrize("row", [row for row in ROWS if not row.stream], ids=str)
def test_row(daemon: Daemon, words: dict[str, str], row: Row) -> None:
    run(daemon, row, words, internal=False)


@pytest.mark.parametrize("row", INTERNAL_ROWS, ids=str)
def test_internal_row(daemon: Daemon, words: dict[str, str], row: Row) -> None:
    run(daemon, row, words, internal=True)


@pytest.mark.parametrize("dest", ["dom0", "tpl"])
@pytest.mark.parametrize("row", [row for row in ROWS if row.stream], ids=str)
def test_stream_row(daemon: Daemon, row: Row, dest: str) -> None:
    """The opening is there before anything happens, in exactly these bytes (A.2 row 6)."""
    with daemon.open() as client:
        client.sendall(f"{row.method}+ dom0 name {dest}\0".encode())
        client.shutdown(socket.SHUT_WR)
        opening = b"1\0\0connection-established\0\0"
        assert client.recv(len(opening), socket.MSG_WAITALL) == opening


def test_an_event_as_the_client_reads_it(daemon: Daemon) -> None:
    """A.2 row 7; the half-close does not end the stream."""
    with daemon.open() as client:
        client.sendall(b"admin.Events+ dom0 name dom0\0")
        client.shutdown(socket.SHUT_WR)
        opening = b"1\0\0connection-established\0\0"
        assert client.recv(len(opening), socket.MSG_WAITALL) == opening
        daemon.call("admin.vm.tag.Set", "heard", "net")
        told = b"1\0net\0domain-tag-add:heard\0tag\0heard\0\0"
        assert client.recv(len(told), socket.MSG_WAITALL) == told
    assert events(daemon, "net", "connection-established") == [("", "connection-established", {})]


def test_a_backup_runs_and_replies_when_finished(daemon: Daemon) -> None:
    folder = daemon.home.parent
    before = set(folder.iterdir())
    assert daemon.call("admin.backup.Execute", "all") == ""
    (archive,) = set(folder.iterdir()) - before
    assert archive.name.startswith("qubes-backup-")


# -- the forms (1.7): the columns of the tables, each denied form asked for

FORMS = {row.method: (row.form, False) for row in ROWS}
FORMS |= {row.method: (row.form, True) for row in INTERNAL_ROWS}


@pytest.mark.parametrize("method", FORMS)
def test_form(daemon: Daemon, method: str) -> None:
    """Payload, argument, destination are looked at in this order, before all else."""
    (dest, arg, payload), internal = FORMS[method][0].split(), FORMS[method][1]
    right = {"arg": "" if arg == "-" else "a", "payload": b"" if payload == "-" else b"p"}

    def refusal(dest: str, arg: str, payload: bytes) -> str:
        header = f"{method}+{arg} dom0 name {dest}\0".encode()
        with pytest.raises(Refused) as refused:
            body_of(daemon.raw(header + payload, internal=internal))
        assert refused.value.sent_name == "ProtocolError"
        return refused.value.text

    place = "dom0" if dest == "0" else "tpl"
    wrong_place = {"0": "tpl", "V": "dom0"}.get(dest)
    if payload != "?":
        flawed = b"" if payload == "!" else b"x"
        text = "expected payload" if payload == "!" else "unexpected payload"
        assert refusal(wrong_place or place, str(right["arg"]), flawed) == text
    if arg != "?":
        flawed_arg = "" if arg == "!" else "x"
        text = "expected an argument" if arg == "!" else "unexpected argument"
        assert refusal(wrong_place or place, flawed_arg, bytes(right["payload"])) == text
    if wrong_place is not None:
        text = f"expected destination to {'not ' if dest == 'V' else ''}be AdminVM"
        assert refusal(wrong_place, str(right["arg"]), bytes(right["payload"])) == text


def test_every_method_has_a_row() -> None:
    """Of the internal socket only the stock methods; our own are tested where they are used."""
    rows = {re.sub(r"\.usb\.", ".CLASS.", row.method) for row in ROWS}
    methods = {re.sub(r"\.(usb|pci|mic|block)\.", ".CLASS.", method.name) for method in ADMIN}
    assert rows == methods
    assert {row.method for row in INTERNAL_ROWS} <= {method.name for method in INTERNAL}


def test_system_info_says_what_the_policy_needs(daemon: Daemon) -> None:
    domains = json.loads(daemon.internal("internal.GetSystemInfo"))["domains"]
    assert domains["dvm"] == {
        "internal": False,
        "tags": ["audiovm-dom0", "created-by-dom0", "guivm-dom0"],
        "type": "AppVM",
        "template_for_dispvms": True,
        "default_dispvm": None,
        "icon": "templatevm-red",
        "label": "0xcc0000",
        "guivm": "dom0",
        "relayvm": None,
        "transport_rpc": None,
        "power_state": "Halted",
        "uuid": domains["dvm"]["uuid"],
    }
    assert domains["dom0"]["type"] == "AdminVM"


def test_properties_of_every_class_are_those_of_the_spec(daemon: Daemon) -> None:
    """2.10: dom0 has 12, and GetAll and List agree for every class."""
    client = Client(daemon)
    assert len(client.properties("dom0")) == 12
    assert len(client.properties(None)) == 20
    for qube in ("dom0", "tpl", "dvm"):
        assert list(client.properties(qube)) == client.lines(qube, "admin.vm.property.List")
