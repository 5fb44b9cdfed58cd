"""A real qubesd over its real sockets: start and end, every call of the slice, clients that vanish.

Numbers in comments are sections of admin-api.md.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import stat
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qubesmanager.backend.new_store import create_store
from qubesmanager.protocol import (
    Event,
    EventDecoder,
    PermissionDenied,
    ProtocolError,
    QubesException,
    QubesFeatureNotFoundError,
    QubesInvalidTagError,
    QubesLabelInUseError,
    QubesLabelNotFoundError,
    QubesNoSuchPropertyError,
    QubesPoolInUseError,
    QubesPropertyValueError,
    QubesTagNotFoundError,
    QubesValueError,
    QubesVMAlreadyExistsError,
    QubesVMInUseError,
    QubesVMNotFoundError,
    QubesVolumeCopyTokenNotFoundError,
    StoragePoolException,
)
from tests.integration.daemon import Daemon, read_all, run_qubesd

MIB = 1 << 20


def make_home(folder: Path) -> Path:
    home = folder / "home"
    asyncio.run(create_store(home, "file-reflink"))
    return home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_home(tmp_path)


@pytest.fixture
def start(home: Path) -> Iterator[Callable[..., Daemon]]:
    """Starts a daemon on ``home``; every one is ended, and must not have logged a bug."""
    started: list[Daemon] = []

    def begin(*options: str) -> Daemon:
        daemon = Daemon(home, *options)
        started.append(daemon)
        return daemon

    yield begin
    for daemon in started:
        if daemon.process.poll() is None:
            assert daemon.stop() == 0
        assert "Traceback" not in daemon.log, daemon.log[-4000:]


@pytest.fixture
def daemon(start: Callable[..., Daemon]) -> Daemon:
    return start()


@pytest.fixture
def furnished(daemon: Daemon) -> Daemon:
    """A template ``tpl`` and an AppVM ``work``."""
    daemon.call("admin.vm.Create.TemplateVM", payload="name=tpl label=black")
    daemon.call("admin.vm.Create.AppVM", "tpl", payload="name=work label=red")
    return daemon


def lines(text: str) -> list[str]:
    assert text == "" or text.endswith("\n")
    return text.splitlines()


def facts(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in lines(text))


# -- start and end


def test_no_store(tmp_path: Path) -> None:
    result = run_qubesd("--home", tmp_path / "none")
    assert result.returncode == 1
    assert result.stderr == (
        f"qubesd: no store at {tmp_path}/none; make one with: qube --home {tmp_path}/none init\n"
    )


def test_init_twice_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made = run_qubesd("--home", home, "--init", "--pool-driver", "file-reflink")
    assert (made.returncode, made.stderr) == (0, "")
    before = (home / "qubes.xml").read_bytes()
    result = run_qubesd("--home", home, "--init", "--pool-driver", "file-reflink")
    assert (result.returncode, result.stderr) == (
        1,
        f"qubesd: there is a store at {home} already\n",
    )
    assert (home / "qubes.xml").read_bytes() == before


def test_a_failed_init_leaves_nothing(tmp_path: Path) -> None:
    result = run_qubesd("--home", tmp_path / "x", "--init", "--pool-driver", "nonsense")
    assert result.returncode == 1
    assert "nonsense" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["--nonsense"], ["--pool-driver", "file"], ["--init", "--probe"], ["--pool-dir", "/x"]],
)
def test_usage(arguments: list[str]) -> None:
    assert run_qubesd(*arguments).returncode == 2


def test_probe(tmp_path: Path) -> None:
    result = run_qubesd("--home", tmp_path / "new", "--probe")
    assert result.returncode == 0
    answer = json.loads(result.stdout)
    assert set(answer) == {
        "reflink",
        "device_mapper",
        "root",
        "recommended",
        "setup_check",
        "reason",
    }
    assert answer["root"] == (os.geteuid() == 0)
    assert not (tmp_path / "new").exists()


def test_sockets_are_ours_alone_and_go_at_the_end(start: Callable[..., Daemon]) -> None:
    daemon = start()
    for path in (daemon.socket, daemon.internal_socket):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    ping = json.loads(daemon.internal("internal.Ping"))
    assert ping["pid"] == daemon.process.pid
    assert ping["home"] == str(daemon.home)
    lock = json.loads((daemon.home / "qubesd.lock").read_text())
    assert lock == {"pid": daemon.process.pid, "socket": str(daemon.socket)}
    assert daemon.stop() == 0
    assert not daemon.socket.exists()
    assert not daemon.internal_socket.exists()


def test_sigint_ends_it_as_well(start: Callable[..., Daemon]) -> None:
    daemon = start()
    daemon.process.send_signal(signal.SIGINT)
    assert daemon.process.wait(30) == 0


def test_a_second_daemon_is_refused_by_name(daemon: Daemon, tmp_path: Path) -> None:
    result = run_qubesd("--home", daemon.home, "--socket", tmp_path / "other.sock")
    assert result.returncode == 1
    assert result.stderr == (
        f"qubesd: the store {daemon.home} is in use by qubesd with pid {daemon.process.pid}\n"
    )
    assert lines(daemon.call("admin.vm.List"))


def test_the_next_daemon_waits_for_one_that_is_ending(start: Callable[..., Daemon]) -> None:
    for _ in range(5):
        daemon = start()
        daemon.process.send_signal(signal.SIGTERM)
    assert "tpl" not in start().call("admin.vm.List")


def test_a_live_socket_is_refused(daemon: Daemon, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    other = make_home(tmp_path / "second")
    result = run_qubesd("--home", other, "--socket", daemon.socket)
    assert result.returncode == 1
    assert "another qubesd answers on" in result.stderr
    assert lines(daemon.call("admin.vm.List"))


def test_a_stale_socket_is_replaced_after_a_kill(
    start: Callable[..., Daemon],
) -> None:
    daemon = start()
    daemon.call("admin.vm.Create.TemplateVM", payload="name=tpl label=black")
    daemon.kill()
    assert daemon.socket.exists()
    again = start()
    assert "tpl" in again.call("admin.vm.List")


def test_something_else_in_the_place_of_the_socket(home: Path, tmp_path: Path) -> None:
    (tmp_path / "q.sock").write_text("precious")
    result = run_qubesd("--home", home, "--socket", tmp_path / "q.sock")
    assert result.returncode == 1
    assert "is not a socket" in result.stderr
    assert (tmp_path / "q.sock").read_text() == "precious"


def test_a_bad_store_is_refused_and_left_alone(home: Path, tmp_path: Path) -> None:
    store = home / "qubes.xml"
    text = store.read_text().replace("<labels>", "<labels><oops>", 1)
    store.write_text(text)
    result = run_qubesd("--home", home, "--socket", tmp_path / "q.sock")
    assert result.returncode == 1
    assert re.search(r"^qubesd: .*qubes\.xml, line \d+: ", result.stderr, re.MULTILINE)
    assert store.read_text() == text
    assert not (tmp_path / "q.sock").exists()


def test_idle_exit(start: Callable[..., Daemon]) -> None:
    daemon = start("--idle-exit", "1")
    with daemon.open() as client:
        client.sendall(b"admin.Events+ dom0 name dom0\0")
        client.shutdown(socket.SHUT_WR)
        assert client.recv(100)
        with pytest.raises(TimeoutError):
            client.settimeout(1.5)
            client.recv(100)
        assert daemon.process.poll() is None
    assert daemon.process.wait(60) == 0
    assert not daemon.socket.exists()


# -- framing of a real daemon (A.2; the rest is in tests/unit/test_api_server.py)


@pytest.mark.parametrize(
    ("data", "reply"),
    [
        (b"admin.label.Index+red dom0 name dom0\0", b"0\x001"),
        (b"admin.label.Index+red dom0 keyword adminvm\0", b"0\x001"),
        (b"admin.vm.Begin+ dom0 name dom0\0", b"2\0ProtocolError\0\0no such method: "),
        (b"internal.Ping+ dom0 name dom0\0", b"2\0ProtocolError\0\0no such method: "),
        (b"admin.vm.List+ dom0 name nosuch\0", b"2\0QubesVMNotFoundError\0\0No such domain: "),
        (b"admin.vm.List+ dom0 name @adminvm\0", b"2\0QubesValueError\0"),
        (b"admin.vm.List", b""),
        (b"admin.vm.List+ dom0 id 0\0", b""),
    ],
)
def test_framing(daemon: Daemon, data: bytes, reply: bytes) -> None:
    got = daemon.raw(data)
    assert got.startswith(reply) if reply else got == b""


def test_the_methods_of_one_socket_are_unknown_on_the_other(daemon: Daemon) -> None:
    with pytest.raises(ProtocolError, match="no such method"):
        daemon.internal("admin.vm.List")


# -- system, labels, properties (2.1, 2.2)


def test_classes_and_labels(daemon: Daemon) -> None:
    assert {"AppVM", "TemplateVM", "StandaloneVM", "AdminVM", "DispVM"} <= set(
        lines(daemon.call("admin.vmclass.List"))
    )
    assert lines(daemon.call("admin.label.List")) == [
        "red",
        "orange",
        "yellow",
        "green",
        "gray",
        "blue",
        "purple",
        "black",
    ]
    assert daemon.call("admin.label.Get", "orange") == "0xf57900"
    assert daemon.call("admin.label.Index", "black") == "8"
    with pytest.raises(QubesLabelNotFoundError):
        daemon.call("admin.label.Get", "pink")
    daemon.call("admin.label.Create", "pink", payload="0xff00ff")
    assert daemon.call("admin.label.Get", "pink") == "0xff00ff"
    with pytest.raises(QubesLabelInUseError):
        daemon.call("admin.label.Create", "pink", payload="0xff00ff")
    daemon.call("admin.label.Remove", "pink")
    with pytest.raises(ProtocolError):
        daemon.call("admin.label.Remove", "red")


def test_properties(furnished: Daemon) -> None:
    call = furnished.call
    names = lines(call("admin.vm.property.List", dest="work"))
    everything = call("admin.vm.property.GetAll", dest="work")
    assert [line.split(" ")[0] for line in lines(everything)] == names
    for name in names:
        one = call("admin.vm.property.Get", name, "work")
        assert f"{name} {one}\n" in everything
        default = call("admin.vm.property.GetDefault", name, "work")
        assert default == "" or re.match(r"type=(str|int|bool|vm|label) ", default)
        assert call("admin.vm.property.Help", name, "work")
    assert call("admin.vm.property.Get", "template", "work") == "default=False type=vm tpl"
    assert call("admin.vm.property.Get", "netvm", "tpl") == "default=True type=vm "
    call("admin.vm.property.Set", "memory", "work", "777")
    assert call("admin.vm.property.Get", "memory", "work") == "default=False type=int 777"
    call("admin.vm.property.Reset", "memory", "work")
    assert call("admin.vm.property.Get", "memory", "work") == "default=True type=int 400"


def test_property_errors(furnished: Daemon) -> None:
    call = furnished.call
    before = call("admin.vm.property.GetAll", dest="work")
    with pytest.raises(QubesNoSuchPropertyError):
        call("admin.vm.property.Get", "nonsense", "work")
    with pytest.raises(QubesNoSuchPropertyError):
        call("admin.vm.property.Get", "netvm", "dom0")
    for name, value in (("memory", "lots"), ("memory", "-5"), ("debug", "maybe"), ("mac", "1:2")):
        with pytest.raises(QubesValueError):
            call("admin.vm.property.Set", name, "work", value)
    with pytest.raises(QubesValueError):
        call("admin.vm.property.Set", "default_user", "work", "ü".encode())
    for name in ("name", "uuid", "qid", "klass", "icon"):
        with pytest.raises(QubesPropertyValueError):
            call("admin.vm.property.Set", name, "work", "x")
    with pytest.raises(QubesPropertyValueError):
        call("admin.vm.property.Reset", "label", "work")
    with pytest.raises(QubesVMNotFoundError):
        call("admin.vm.property.Set", "netvm", "work", "nosuch")
    assert call("admin.vm.property.GetAll", dest="work") == before


def test_global_properties(furnished: Daemon) -> None:
    call = furnished.call
    names = lines(call("admin.property.List"))
    assert [line.split(" ")[0] for line in lines(call("admin.property.GetAll"))] == names
    call("admin.property.Set", "default_template", payload="tpl")
    assert call("admin.property.Get", "default_template") == "default=False type=vm tpl"
    call("admin.property.Reset", "default_template")
    assert call("admin.property.Get", "default_template") == "default=True type=vm "
    with pytest.raises(ProtocolError, match="expected destination to be AdminVM"):
        call("admin.property.List", dest="work")


# -- qubes (2.3)


def test_create_list_remove(furnished: Daemon) -> None:
    call = furnished.call
    listed = lines(call("admin.vm.List"))
    assert [line.split(" ")[0] for line in listed] == ["dom0", "tpl", "work"]
    uuid = re.search(r"^work class=AppVM state=Halted uuid=(.*)$", "\n".join(listed), re.MULTILINE)
    assert uuid
    assert call("admin.vm.List", dest="work") == f"{listed[2]}\n"
    assert call("admin.vm.List", dest=f"uuid:{uuid[1]}") == f"{listed[2]}\n"
    assert call("admin.vm.CurrentState", dest="work") == (
        "mem=0 mem_static_max=0 cputime=0 power_state=Halted"
    )
    with pytest.raises(QubesVMInUseError, match="work"):
        call("admin.vm.Remove", dest="tpl")
    call("admin.vm.Remove", dest="work")
    assert not (furnished.home / "appvms/work").exists()
    call("admin.vm.Remove", dest="tpl")
    assert [line.split(" ")[0] for line in lines(call("admin.vm.List"))] == ["dom0"]
    with pytest.raises(QubesVMInUseError):
        call("admin.vm.Remove", dest="dom0")


def test_create_every_class(furnished: Daemon) -> None:
    call = furnished.call
    call("admin.vm.Create.StandaloneVM", payload="name=alone label=blue")
    call("admin.vm.property.Set", "template_for_dispvms", "work", "True")
    call("admin.vm.Create.DispVM", "work", payload="name=disp1 label=red")
    assert "disp1 class=DispVM state=Halted" in call("admin.vm.List")
    assert "alone class=StandaloneVM state=Halted" in call("admin.vm.List")


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        ("label=red", ProtocolError),
        ("name=x", ProtocolError),
        ("name=x label=red name=y", ProtocolError),
        ("name=x label=red extra=1", ProtocolError),
        ("name=x label=red pool=varlibqubes", ProtocolError),
        ("name=x label", ProtocolError),
        ("name=x  label=red", ProtocolError),
        (b"name=\xff label=red", ProtocolError),
        ("name=1x label=red", QubesValueError),
        ("name=none label=red", QubesValueError),
        ("name=x label=pink", QubesLabelNotFoundError),
        ("name=work label=red", QubesVMAlreadyExistsError),
    ],
)
def test_create_errors(furnished: Daemon, payload: str, error: type[Exception]) -> None:
    before = sorted(path.name for path in furnished.home.rglob("*") if path.is_dir())
    # Classes that clients do not know arrive as QubesException; ours knows this one.
    with pytest.raises(error):
        furnished.call("admin.vm.Create.AppVM", "tpl", payload=payload)
    assert len(lines(furnished.call("admin.vm.List"))) == 3
    assert sorted(p.name for p in furnished.home.rglob("*") if p.is_dir()) == before


def test_create_with_a_bad_template(furnished: Daemon) -> None:
    call = furnished.call
    with pytest.raises(QubesVMNotFoundError):
        call("admin.vm.Create.AppVM", "nosuch", payload="name=x label=red")
    with pytest.raises(QubesPropertyValueError):
        call("admin.vm.Create.AppVM", "work", payload="name=x label=red")
    with pytest.raises(ProtocolError):
        call("admin.vm.Create.TemplateVM", "tpl", payload="name=x label=red")
    with pytest.raises(QubesException):
        call("admin.vm.Create.AppVM", payload="name=x label=red")
    assert len(lines(call("admin.vm.List"))) == 3


def test_create_in_pool(furnished: Daemon, tmp_path: Path) -> None:
    call = furnished.call
    options = f"name=second\ndir_path={tmp_path}/second\nsetup_check=no\n"
    call("admin.pool.Add", "file-reflink", payload=options)
    create = "admin.vm.CreateInPool.AppVM"
    call(create, "tpl", payload="name=a label=red pool=second")
    assert facts(call("admin.vm.volume.Info", "private", "a"))["pool"] == "second"
    assert facts(call("admin.vm.volume.Info", "root", "a"))["pool"] == "varlibqubes"
    call(create, "tpl", payload="name=b label=red pool:private=second")
    assert facts(call("admin.vm.volume.Info", "private", "b"))["pool"] == "second"
    for payload, error in (
        ("name=c label=red pool=nosuch", QubesException),
        ("name=c label=red pool:root=second", QubesException),
        ("name=c label=red pool=second pool:private=second", ProtocolError),
        ("name=c label=red", ProtocolError),
        ("name=c label=red pool:odd=second", ProtocolError),
    ):
        with pytest.raises(error):
            call(create, "tpl", payload=payload)
    assert "\nc " not in call("admin.vm.List")


def test_a_qube_to_be_restored_is_marked_from_the_first_save_on(
    furnished: Daemon, start: Callable[..., Daemon]
) -> None:
    create = "internal.vm.CreateIncomplete.AppVM"
    furnished.internal(create, "tpl", payload="name=back label=red pool=varlibqubes")
    furnished.kill()
    again = start()
    assert again.inventory("back")["qubes"][0]["incomplete"] is True
    again.call("admin.vm.tag.Remove", "backup-restore-in-progress", "back")
    assert again.inventory("back")["qubes"][0]["incomplete"] is False
    with pytest.raises(ProtocolError, match="no such method"):
        again.call(create, "tpl", payload="name=more label=red")


def test_notes(furnished: Daemon) -> None:
    call = furnished.call
    assert call("admin.vm.notes.Get", dest="work") == ""
    call("admin.vm.notes.Set", dest="work", payload="für später\n\x07\u202e100%")
    assert call("admin.vm.notes.Get", dest="work") == "für später\n__100%"
    with pytest.raises(ProtocolError, match="expected payload"):
        call("admin.vm.notes.Set", dest="work")
    with pytest.raises(QubesValueError):
        call("admin.vm.notes.Set", dest="work", payload=b"\xff")
    with pytest.raises(ProtocolError, match="to not be AdminVM"):
        call("admin.vm.notes.Get", dest="dom0")


# -- features and tags (2.4)


def test_features(furnished: Daemon) -> None:
    call = furnished.call
    call("admin.vm.feature.Set", "b", "work", "1")
    call("admin.vm.feature.Set", "a.b-c_d", "work", "")
    assert lines(call("admin.vm.feature.List", dest="work")) == ["b", "a.b-c_d"]
    assert call("admin.vm.feature.Get", "b", "work") == "1"
    assert call("admin.vm.feature.Get", "a.b-c_d", "work") == ""
    call("admin.vm.feature.Remove", "b", "work")
    for method in ("Get", "Remove", "CheckWithTemplate", "CheckWithNetvm", "CheckWithAdminVM"):
        with pytest.raises(QubesFeatureNotFoundError):
            call(f"admin.vm.feature.{method}", "b", "work")
    call("admin.vm.feature.Set", "b", "tpl", "from tpl")
    call("admin.vm.feature.Set", "c", "dom0", "from dom0")
    assert call("admin.vm.feature.CheckWithTemplate", "b", "work") == "from tpl"
    assert call("admin.vm.feature.CheckWithAdminVM", "c", "work") == "from dom0"
    assert call("admin.vm.feature.CheckWithTemplateAndAdminVM", "c", "work") == "from dom0"
    for name, value, error in (
        ("bad/name", "1", ProtocolError),
        ("x", b"\n", ProtocolError),
        ("x", "ü".encode(), ProtocolError),
        ("service.", "1", QubesValueError),
        ("preload-dispvm", "1", PermissionDenied),
    ):
        with pytest.raises(error):
            call("admin.vm.feature.Set", name, "work", value)


def test_tags(furnished: Daemon) -> None:
    call = furnished.call
    before = lines(call("admin.vm.tag.List", dest="work"))
    assert "created-by-dom0" in before
    call("admin.vm.tag.Set", "zz", "work")
    call("admin.vm.tag.Set", "zz", "work")
    assert call("admin.vm.tag.Get", "zz", "work") == "1"
    assert lines(call("admin.vm.tag.List", dest="work")) == sorted([*before, "zz"])
    call("admin.vm.tag.Remove", "zz", "work")
    assert call("admin.vm.tag.Get", "zz", "work") == "0"
    with pytest.raises(QubesTagNotFoundError):
        call("admin.vm.tag.Remove", "zz", "work")
    with pytest.raises(QubesInvalidTagError):
        call("admin.vm.tag.Set", "a.b", "work")


# -- volumes (4.1, 4.4)


def test_volume_list_and_info(furnished: Daemon) -> None:
    call = furnished.call
    assert {"root", "private", "volatile"} <= set(lines(call("admin.vm.volume.List", dest="work")))
    assert call("admin.vm.volume.List", dest="dom0") == ""
    info = facts(call("admin.vm.volume.Info", "private", "work"))
    order = ["pool", "vid", "size", "usage", "rw", "source", "path"]
    order += ["save_on_stop", "snap_on_start", "revisions_to_keep", "ephemeral"]
    assert list(info)[:11] == order
    assert info["vid"] == "appvms/work/private"
    assert info["size"] == str(2 << 30)
    assert (info["save_on_stop"], info["snap_on_start"], info["source"]) == ("True", "False", "")
    root = facts(call("admin.vm.volume.Info", "root", "work"))
    assert (root["snap_on_start"], root["source"]) == ("True", "vm-templates/tpl/root")
    with pytest.raises(PermissionDenied, match="Argument not in"):
        call("admin.vm.volume.Info", "nosuch", "work")


def test_volume_settings(furnished: Daemon, start: Callable[..., Daemon]) -> None:
    call = furnished.call
    call("admin.vm.volume.Resize", "private", "work", str(3 << 30))
    call("admin.vm.volume.Set.revisions_to_keep", "private", "work", "7")
    call("admin.vm.volume.Set.rw", "root", "work", "False")
    call("admin.vm.volume.Set.ephemeral", "volatile", "work", "True")
    for method, volume, value, error in (
        ("Resize", "private", "-1", ProtocolError),
        ("Resize", "private", "1e9", ProtocolError),
        ("Resize", "root", str(9 << 30), StoragePoolException),
        ("Set.revisions_to_keep", "private", "-2", QubesValueError),
        ("Set.revisions_to_keep", "private", "many", ProtocolError),
        ("Set.rw", "private", "maybe", QubesValueError),
        ("Set.ephemeral", "private", "True", QubesValueError),
        ("Revert", "private", "nosuch", StoragePoolException),
        ("Revert", "private", "a/b", ProtocolError),
    ):
        with pytest.raises(error):
            call(f"admin.vm.volume.{method}", volume, "work", value)
    furnished.stop()
    again = start()
    private = facts(again.call("admin.vm.volume.Info", "private", "work"))
    assert (private["size"], private["revisions_to_keep"]) == (str(3 << 30), "7")
    assert facts(again.call("admin.vm.volume.Info", "root", "work"))["rw"] == "False"
    assert facts(again.call("admin.vm.volume.Info", "volatile", "work"))["ephemeral"] == "True"


def test_the_store_follows_what_a_template_hands_down(furnished: Daemon) -> None:
    """A save asks only those that changed, and those whose volumes come from them."""

    def stored(text: str) -> int:
        return (furnished.home / "qubes.xml").read_text().count(text)

    furnished.call(
        "admin.vm.CreateInPool.AppVM", "tpl", payload="name=b label=red pool=varlibqubes"
    )
    furnished.inventory()
    (furnished.home / "vm-kernels" / "6.1").mkdir(parents=True)
    (furnished.home / "vm-kernels" / "6.1" / "vmlinuz").touch()
    furnished.call("admin.vm.property.Set", "kernel", "tpl", "6.1")
    assert stored('vid="6.1"') == 3
    furnished.call("admin.vm.property.Reset", "kernel", "tpl")
    assert stored('vid="6.1"') == 0
    furnished.call("admin.property.Set", "default_kernel", payload="6.1")
    assert stored('vid="6.1"') == 3


def put(daemon: Daemon, qube: str, volume: str, data: bytes) -> None:
    """Replace a volume's data as a client does (4.3)."""
    reply = daemon.internal("internal.vm.volume.ImportBegin", volume, qube, str(len(data)))
    size, path = reply.split(" ", 1)
    assert size == str(len(data))
    Path(path).write_bytes(data)
    daemon.internal("internal.vm.volume.ImportEnd", volume, qube, "ok")


def get(daemon: Daemon, qube: str, volume: str) -> bytes:
    size, path = daemon.internal("internal.vm.volume.ExportBegin", volume, qube).split(" ", 1)
    data = Path(path).read_bytes()
    assert len(data) == int(size)
    daemon.internal("internal.vm.volume.ExportEnd", volume, qube, path)
    return data


def test_import_and_export(furnished: Daemon) -> None:
    put(furnished, "work", "private", b"new" * 4096)
    assert get(furnished, "work", "private") == b"new" * 4096
    assert facts(furnished.call("admin.vm.volume.Info", "private", "work"))["size"] == "12288"


def test_a_failed_import_leaves_the_old_data(furnished: Daemon) -> None:
    put(furnished, "work", "private", b"old" * 4096)
    _size, path = furnished.internal(
        "internal.vm.volume.ImportBegin", "private", "work", "4096"
    ).split(" ", 1)
    Path(path).write_bytes(b"half")
    with pytest.raises(QubesException, match="^Data import failed: the disk 100% melted$"):
        furnished.internal(
            "internal.vm.volume.ImportEnd", "private", "work", "fail\nthe disk 100% melted"
        )
    assert get(furnished, "work", "private") == b"old" * 4096
    assert not Path(path).exists()


def test_import_errors(furnished: Daemon) -> None:
    begin, end = "internal.vm.volume.ImportBegin", "internal.vm.volume.ImportEnd"
    with pytest.raises(ProtocolError):
        furnished.internal(begin, "private", "work", "many")
    with pytest.raises(PermissionDenied):
        furnished.internal(begin, "nosuch", "work", "1")
    with pytest.raises(StoragePoolException):
        furnished.internal(begin, "root", "work", "4096")
    with pytest.raises(StoragePoolException, match="no import .* in progress"):
        furnished.internal(end, "private", "work", "ok")
    furnished.internal(begin, "private", "work", "4096")
    for payload in ("", "okay", "ok\nreally", "\nok"):
        with pytest.raises(ProtocolError):
            furnished.internal(end, "private", "work", payload)
    furnished.internal(end, "private", "work", "ok")


def test_a_second_import_waits_for_the_first_and_not_for_a_dead_one(furnished: Daemon) -> None:
    begin = "internal.vm.volume.ImportBegin"
    _size, path = furnished.internal(begin, "private", "work", "4096").split(" ", 1)
    with Path(path).open("r+b") as written:
        written.write(b"half")
        written.flush()
        with pytest.raises(StoragePoolException, match="is being imported"):
            furnished.internal(begin, "private", "work", "4096")
    # Closed without ImportEnd: its client was killed.
    put(furnished, "work", "private", b"n" * 4096)
    assert get(furnished, "work", "private") == b"n" * 4096


@pytest.mark.parametrize("how", ["kill", "stop"])
def test_an_import_does_not_outlive_the_daemon(
    furnished: Daemon, start: Callable[..., Daemon], how: str
) -> None:
    put(furnished, "work", "private", b"old" * 4096)
    _size, path = furnished.internal(
        "internal.vm.volume.ImportBegin", "private", "work", "4096"
    ).split(" ", 1)
    Path(path).write_bytes(b"h" * 4096)
    getattr(furnished, how)()
    again = start()
    with pytest.raises(StoragePoolException, match="no import .* in progress"):
        again.internal("internal.vm.volume.ImportEnd", "private", "work", "ok")
    assert get(again, "work", "private") == b"old" * 4096


def test_nothing_disturbs_an_import(furnished: Daemon) -> None:
    """Neither before its client has opened the file nor while it writes."""
    call, internal = furnished.call, furnished.internal
    _size, path = internal("internal.vm.volume.ImportBegin", "private", "work", "4096").split(
        " ", 1
    )

    def refused() -> None:
        token = call("admin.vm.volume.CloneFrom", "private", "tpl")
        for method, payload in (("Resize", "8192"), ("CloneFrom", ""), ("CloneTo", token)):
            with pytest.raises(StoragePoolException, match="is being imported into volume private"):
                call(f"admin.vm.volume.{method}", "private", "work", payload)
        with pytest.raises(StoragePoolException, match="is being imported"):
            call("admin.vm.volume.Clear", "private", "work")
        with pytest.raises(QubesVMInUseError, match="removed: new data is being imported into pri"):
            call("admin.vm.Remove", dest="work")
        with pytest.raises(QubesVMInUseError, match="moved: new data is being imported into priva"):
            internal("internal.vm.Move", "", "work", "linux-kernel")

    refused()
    with Path(path).open("r+b") as image:
        image.write(b"n" * 4096)
        image.flush()
        refused()
    internal("internal.vm.volume.ImportEnd", "private", "work", "ok")
    assert get(furnished, "work", "private") == b"n" * 4096
    call("admin.vm.volume.Resize", "private", "work", "8192")


def test_an_import_does_not_outlive_its_qube(furnished: Daemon) -> None:
    place = furnished.internal("internal.vm.volume.ImportBegin", "private", "work", "4096")
    Path(place.partition(" ")[2]).write_bytes(b"half")  # and its client is gone
    furnished.call("admin.vm.Remove", dest="work")
    with pytest.raises(QubesVMNotFoundError):
        furnished.internal("internal.vm.volume.ImportEnd", "private", "work", "ok")
    furnished.call("admin.vm.Create.AppVM", "tpl", payload="name=work label=red")
    with pytest.raises(StoragePoolException):
        furnished.internal("internal.vm.volume.ImportEnd", "private", "work", "ok")
    put(furnished, "work", "private", b"n" * 4096)


def test_only_what_was_exported_is_ended(furnished: Daemon, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    for path in (str(victim), b"\xff\xfe"):
        with pytest.raises(QubesValueError):
            furnished.internal("internal.vm.volume.ExportEnd", "private", "work", path)
    assert victim.exists()


def test_revisions(furnished: Daemon) -> None:
    call = furnished.call
    put(furnished, "work", "private", b"1" * 4096)
    put(furnished, "work", "private", b"2" * 4096)
    snapshots = lines(call("admin.vm.volume.ListSnapshots", "private", "work"))
    assert len(snapshots) == 1
    call("admin.vm.volume.Revert", "private", "work", snapshots[0])
    assert get(furnished, "work", "private") == b"1" * 4096


def test_clone(furnished: Daemon) -> None:
    call = furnished.call
    call("admin.vm.Create.AppVM", "tpl", payload="name=copy label=red")
    put(furnished, "work", "private", b"c" * 8192)
    token = call("admin.vm.volume.CloneFrom", "private", "work")
    assert re.fullmatch(r"[A-Za-z0-9]{32}", token)
    call("admin.vm.volume.CloneTo", "private", "copy", token)
    assert get(furnished, "copy", "private") == b"c" * 8192
    with pytest.raises(QubesVolumeCopyTokenNotFoundError):
        call("admin.vm.volume.CloneTo", "private", "copy", token)


# -- pools (4.2)


def test_pools(furnished: Daemon, tmp_path: Path) -> None:
    call = furnished.call
    drivers = {
        line.split(" ")[0]: line.split(" ")[1:] for line in lines(call("admin.pool.ListDrivers"))
    }
    assert {"file", "file-reflink", "linux-kernel"} <= set(drivers)
    assert "setup_check" in drivers["file-reflink"]
    assert "varlibqubes" in lines(call("admin.pool.List"))
    info = facts(call("admin.pool.Info", "varlibqubes"))
    assert info["driver"] == "file-reflink"
    assert int(info["size"]) > int(info["usage"])
    assert {"data_size", "data_usage"} <= set(facts(call("admin.pool.UsageDetails", "varlibqubes")))
    assert "appvms/work/private" in lines(call("admin.pool.volume.List", "varlibqubes"))

    options = f"name=p2\ndir_path={tmp_path}/p2\nsetup_check=no\n"
    call("admin.pool.Add", "file-reflink", payload=options)
    with pytest.raises(QubesPoolInUseError):
        call("admin.pool.Add", "file-reflink", payload=options)
    call("admin.pool.Set.revisions_to_keep", "p2", payload="3")
    call("admin.pool.Set.ephemeral_volatile", "p2", payload="True")
    info = facts(call("admin.pool.Info", "p2"))
    assert (info["revisions_to_keep"], info["ephemeral_volatile"]) == ("3", "True")
    call("admin.pool.Remove", "p2")
    assert "p2" not in lines(call("admin.pool.List"))
    with pytest.raises(QubesPoolInUseError):
        call("admin.pool.Remove", "varlibqubes")


@pytest.mark.parametrize(
    ("driver", "options", "error"),
    [
        ("nonsense", "name=x\n", PermissionDenied),
        ("file-reflink", "dir_path=/x\n", ProtocolError),
        ("file-reflink", "name=x\ndir_path=/x\nodd=1\n", ProtocolError),
        ("file-reflink", "name=a/b\ndir_path=/x\n", ProtocolError),
        ("file-reflink", "name=x\nname=y\ndir_path=/x\n", ProtocolError),
        ("file-reflink", "name=x\n", QubesException),
        ("file-reflink", "name=x\ndir_path=/x\nrevisions_to_keep=many\n", QubesException),
        ("file-reflink", "name=x\ndir_path=/proc/nowhere\nsetup_check=no\n", QubesException),
    ],
)
def test_pool_add_errors(daemon: Daemon, driver: str, options: str, error: type[Exception]) -> None:
    before = daemon.call("admin.pool.List")
    with pytest.raises(error):
        daemon.call("admin.pool.Add", driver, payload=options)
    assert daemon.call("admin.pool.List") == before


def test_pool_argument_must_exist(daemon: Daemon) -> None:
    for method in ("Info", "UsageDetails", "Remove", "volume.List"):
        with pytest.raises(PermissionDenied, match="Argument not in"):
            daemon.call(f"admin.pool.{method}", "nosuch")


# -- firewall (5.1)


def test_firewall(furnished: Daemon) -> None:
    call = furnished.call
    assert call("admin.vm.firewall.Get", dest="work") == "action=accept\n"
    rules = (
        "action=accept dsthost=example.com proto=tcp dstports=443-443\n"
        "action=accept dst4=10.0.0.0/8\n"
        "action=drop comment=the rest, all of it\n"
    )
    call("admin.vm.firewall.Set", dest="work", payload=rules)
    got = lines(call("admin.vm.firewall.Get", dest="work"))
    assert got == [
        "action=accept dsthost=example.com proto=tcp dstports=443-443",
        "action=accept dst4=10.0.0.0/8",
        "action=drop comment=the rest, all of it",
    ]
    for bad in ("nonsense", "action=maybe", "proto=tcp", "action=accept  proto=tcp", b"\xff"):
        with pytest.raises(QubesValueError):
            call("admin.vm.firewall.Set", dest="work", payload=bad)
    assert lines(call("admin.vm.firewall.Get", dest="work")) == got
    call("admin.vm.firewall.Reload", dest="work")


# -- events (1.5, 3)


class Stream:
    """An open event stream; a thread collects what comes."""

    def __init__(self, daemon: Daemon, dest: str = "dom0") -> None:
        self._client = daemon.open()
        self._client.sendall(f"admin.Events+ dom0 name {dest}\0".encode())
        self._client.shutdown(socket.SHUT_WR)
        self._decoder = EventDecoder()
        self.events: list[Event] = []
        self.until("connection-established")

    def until(self, name: str) -> list[Event]:
        """Read on up to an event of that name; all events so far."""
        while all(event.name != name for event in self.events):
            data = self._client.recv(1 << 16)
            assert data, f"no {name}, only {self.events}"
            self.events += self._decoder.feed(data)
        return self.events

    def close(self) -> None:
        self._client.close()


def test_events(furnished: Daemon) -> None:
    stream = Stream(furnished)
    of_qube = Stream(furnished, "work")
    assert stream.events == [Event("", "connection-established")]
    assert of_qube.events == [Event("", "connection-established")]
    call = furnished.call
    call("admin.property.Set", "default_netvm", payload="")
    call("admin.vm.tag.Set", "zz", "work")
    call("admin.vm.feature.Set", "f", "work", "v")
    call("admin.vm.property.Set", "memory", "work", "500")
    call("admin.vm.Create.AppVM", "tpl", payload="name=other label=red")
    call("admin.vm.Remove", dest="other")
    events = stream.until("domain-delete")
    assert (
        Event(
            "",
            "property-set:default_netvm",
            {"name": "default_netvm", "newvalue": "None", "oldvalue": "None"},
        )
        in events
    )
    assert Event("work", "domain-tag-add:zz", {"tag": "zz"}) in events
    assert Event("work", "domain-feature-set:f", {"feature": "f", "value": "v"}) in events
    assert Event("", "domain-add", {"vm": "other"}) in events
    assert events[-1] in (
        Event("", "domain-delete", {"vm": "other"}),
        Event("other", "domain-remove-from-disk"),
    )
    names = [event.name for event in of_qube.until("property-set:memory")]
    assert names[:2] == ["connection-established", "domain-tag-add:zz"]
    assert {event.subject for event in of_qube.events[1:]} == {"work"}
    stream.close()
    of_qube.close()


def test_streams_end_with_the_daemon(start: Callable[..., Daemon]) -> None:
    daemon = start()
    stream = Stream(daemon)
    assert daemon.stop() == 0
    with pytest.raises(AssertionError, match="no never"):
        stream.until("never")
    stream.close()


def test_vanished_clients_leak_nothing(furnished: Daemon) -> None:
    furnished.call("admin.vm.List")
    before = furnished.open_files()
    for _ in range(50):
        Stream(furnished).close()
        with furnished.open() as client:
            client.sendall(b"admin.vm.Li")
        with furnished.open(internal=True) as client:
            client.sendall(b"internal.GetInventory+ dom0 name dom0\0")
            client.shutdown(socket.SHUT_WR)
    furnished.call("admin.vm.tag.Set", "zz", "work")
    deadline = time.monotonic() + 60
    while furnished.open_files() > before:
        assert time.monotonic() < deadline
        furnished.call("admin.vm.List")


def test_two_hundred_clients_at_once(furnished: Daemon) -> None:
    start_line = threading.Barrier(200)

    def ask(number: int) -> str:
        start_line.wait(timeout=60)
        if number % 10 == 0:
            furnished.call("admin.vm.feature.Set", f"f{number}", "work", str(number))
        return furnished.call("admin.vm.property.Get", "memory", "work")

    with ThreadPoolExecutor(200) as pool:
        replies = list(pool.map(ask, range(200)))
    assert replies == ["default=True type=int 400"] * 200
    names = lines(furnished.call("admin.vm.feature.List", dest="work"))
    assert sorted(names) == sorted(f"f{number}" for number in range(0, 200, 10))


# -- the inventory


def test_inventory(furnished: Daemon) -> None:
    furnished.call("admin.vm.tag.Set", "backup-restore-in-progress", "work")
    furnished.call("admin.vm.notes.Set", dest="work", payload="hübsch")
    inventory = furnished.inventory()
    assert set(inventory) == {"labels", "pools", "global", "hypervisor", "qubes"}
    assert "no hypervisor" in inventory["hypervisor"]["start_disabled_reason"]
    assert inventory["labels"][0] == {"name": "red", "index": 1, "color": "0xcc0000"}
    assert set(inventory["pools"][0]) == {
        *("name", "driver", "size", "usage", "config", "free", "over", "hindrance"),
        "shares_blocks",
        *("metadata_size", "metadata_usage", "warn_percent", "warn_metadata_percent"),
    }
    assert inventory["global"]["default_netvm"] == {"value": "", "type": "vm", "default": True}
    assert [qube["name"] for qube in inventory["qubes"]] == ["dom0", "tpl", "work"]
    work = inventory["qubes"][2]
    assert work["class"] == "AppVM"
    assert (work["label"], work["template"], work["netvm"]) == ("red", "tpl", None)
    assert (work["state"], work["notes"], work["incomplete"]) == ("Halted", "hübsch", True)
    assert (work["start_time"], work["last_end"]) == (None, "")
    assert work["properties"]["memory"] == {"value": "400", "type": "int", "default": True}
    private = next(volume for volume in work["volumes"] if volume["name"] == "private")
    assert private["size"] == 2 << 30
    assert private["save_on_stop"] is True
    assert furnished.inventory("work")["qubes"] == [work]


# -- the store survives


def test_kill_and_restart_keeps_what_was_answered(
    furnished: Daemon, start: Callable[..., Daemon]
) -> None:
    furnished.call("admin.vm.property.Set", "memory", "work", "512")
    furnished.call("admin.vm.feature.Set", "f", "work", "100%")
    put(furnished, "work", "private", b"p" * 4096)
    before = furnished.inventory()
    furnished.kill()
    again = start()
    after = again.inventory()
    assert after["qubes"] == before["qubes"]
    assert get(again, "work", "private") == b"p" * 4096


def test_a_kill_during_creation_leaves_a_store_that_loads(
    furnished: Daemon, start: Callable[..., Daemon]
) -> None:
    with furnished.open() as client:
        client.sendall(b"admin.vm.Create.AppVM+tpl dom0 name dom0\0name=half label=red")
        client.shutdown(socket.SHUT_WR)
        furnished.kill()
        read_all(client)
    again = start()
    listed = again.call("admin.vm.List")
    if "half" in listed:
        assert facts(again.call("admin.vm.volume.Info", "private", "half"))["size"]
    else:
        again.call("admin.vm.Create.AppVM", "tpl", payload="name=half label=red")
