"""The volume import service, run as the stock client runs it (admin-api.md 4.3)."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.new_store import create_store
from tests.integration.daemon import Daemon
from tests.integration.stock_client import Refused, body_of

MIB = 1 << 20


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    folder = tmp_path_factory.mktemp("import")
    asyncio.run(create_store(folder / "home", "file-reflink"))
    daemon = Daemon(folder / "home")
    daemon.call("admin.vm.Create.TemplateVM", payload="name=tpl label=black")
    daemon.call("admin.vm.Create.AppVM", "tpl", payload="name=work label=red")
    yield daemon
    assert daemon.stop() == 0
    assert "Traceback" not in daemon.log, daemon.log[-5000:]


@pytest.fixture(scope="module")
def services(daemon: Daemon) -> Path:
    """What stands for ``/etc/qubes-rpc`` with this qubesd."""
    folder = daemon.socket.with_suffix(".rpc")
    assert sorted(path.name for path in folder.iterdir()) == [
        "admin.vm.volume.Import",
        "admin.vm.volume.ImportWithSize",
    ]
    return folder


def service(
    daemon: Daemon,
    services: Path,
    name: str,
    data: bytes,
    volume: str = "private",
    qube: str = "work",
    socket: Path | None = None,
) -> bytes:
    """The body of the reply; Refused otherwise."""
    command = [
        *("env", "QREXEC_REMOTE_DOMAIN=dom0", f"QREXEC_REQUESTED_TARGET={qube}"),
        *(str(services / f"admin.vm.volume.{name}"), volume),
    ]
    environ = os.environ | ({} if socket is None else {"QUBESD_INTERNAL_SOCKET": str(socket)})
    run = subprocess.run(
        command, input=data, capture_output=True, check=True, env=environ, timeout=120
    )
    assert run.stderr == b""
    return body_of(run.stdout)


def contents(daemon: Daemon, qube: str = "work", volume: str = "private") -> bytes:
    place = daemon.internal("internal.vm.volume.ExportBegin", volume, qube)
    size, path = place.split(" ")
    data = Path(path).read_bytes()
    daemon.internal("internal.vm.volume.ExportEnd", volume, qube, path)
    assert len(data) == int(size)
    return data


def size_of(daemon: Daemon) -> int:
    info = daemon.call("admin.vm.volume.Info", "private", "work")
    return int(dict(line.split("=", 1) for line in info.splitlines())["size"])


@pytest.mark.row("S2.19")
def test_with_size(daemon: Daemon, services: Path) -> None:
    data = os.urandom(MIB) + bytes(3 * MIB) + b"end" + bytes(509)
    assert service(daemon, services, "ImportWithSize", b"%d\n" % len(data) + data) == b""
    assert contents(daemon) == data
    image = Path(daemon.home / "appvms" / "work" / "private.img")
    assert image.stat().st_blocks * 512 < 3 * MIB


def test_without_size_the_volume_keeps_its_own(daemon: Daemon, services: Path) -> None:
    data = os.urandom(size_of(daemon))
    assert service(daemon, services, "Import", data) == b""
    assert contents(daemon) == data


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("ImportWithSize", b"1048576\n" + b"x" * (MIB - 1), "only 1048575 of 1048576 bytes came"),
        ("ImportWithSize", b"1048576\n" + b"x" * (MIB + 1), "more than 1048576 bytes came"),
        ("ImportWithSize", b"1048576\n", "only 0 of 1048576 bytes came"),
        ("Import", b"short", "only 5 of "),
    ],
)
def test_wrong_amount_of_data(
    daemon: Daemon, services: Path, name: str, data: bytes, text: str
) -> None:
    before = contents(daemon)
    with pytest.raises(Refused, match=f"^QubesException: Data import failed: {text}"):
        service(daemon, services, name, data)
    assert contents(daemon) == before
    assert service(daemon, services, "ImportWithSize", b"4\nabcd") == b""
    service(daemon, services, "ImportWithSize", b"%d\n" % len(before) + before)


@pytest.mark.parametrize(
    "line", [b"", b"\n", b"1048576", b"-1\n", b"1x\n", b" 1\n", b"9" * 30 + b"\n", b"1" * 30]
)
def test_bad_size(daemon: Daemon, services: Path, line: bytes) -> None:
    with pytest.raises(Refused, match="^ProtocolError: "):
        service(daemon, services, "ImportWithSize", line)


def test_what_qubesd_says_is_passed_on(daemon: Daemon, services: Path) -> None:
    with pytest.raises(Refused, match="^QubesVMNotFoundError: No such domain: 'nosuch'"):
        service(daemon, services, "Import", b"", qube="nosuch")
    with pytest.raises(Refused, match="^PermissionDenied: Argument not in "):
        service(daemon, services, "Import", b"", volume="nosuch")
    with pytest.raises(Refused, match="^StoragePoolException: "):
        service(daemon, services, "Import", b"", volume="kernel")
    with pytest.raises(Refused, match="^ProtocolError: not a name: "):
        service(daemon, services, "Import", b"", qube="work x")


def test_no_daemon(daemon: Daemon, services: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="^QubesException: qubesd does not answer on /.*: "):
        service(daemon, services, "Import", b"", socket=tmp_path / "none.sock")


def test_the_size_line_swallows_no_data(daemon: Daemon, services: Path) -> None:
    """Line feeds right after the size are data."""
    assert service(daemon, services, "ImportWithSize", b"512\n" + b"\n" * 512) == b""
    assert contents(daemon) == b"\n" * 512
