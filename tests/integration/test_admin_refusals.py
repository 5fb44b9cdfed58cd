"""Calls that would damage a store or lose data are refused, and change nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.new_store import create_store
from qubesmanager.protocol import (
    AdminError,
    QubesException,
    QubesPoolInUseError,
    QubesValueError,
    StoragePoolException,
)
from tests.integration.daemon import Daemon


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    folder = tmp_path_factory.mktemp("refusals")
    asyncio.run(create_store(folder / "home", "file-reflink"))
    daemon = Daemon(folder / "home")
    daemon.call("admin.vm.Create.TemplateVM", payload="name=tpl label=black")
    daemon.call("admin.vm.Create.AppVM", "tpl", payload="name=work label=red")
    yield daemon
    assert daemon.stop() == 0
    assert "Traceback" not in daemon.log, daemon.log[-5000:]


@pytest.mark.parametrize(
    ("method", "arg", "payload", "error"),
    [
        ("admin.vm.volume.Set.rw", "kernel", "True", QubesValueError),
        ("admin.vm.volume.Resize", "root", str(30 << 30), StoragePoolException),
        ("admin.vm.volume.Resize", "private", "0", StoragePoolException),
        ("admin.vm.volume.Resize", "private", "9999999999999999999", StoragePoolException),
        ("admin.vm.volume.Resize", "private", str(2**63 - 1), StoragePoolException),
        ("admin.vm.volume.CloneFrom", "root", "", StoragePoolException),
        ("admin.vm.volume.CloneFrom", "volatile", "", StoragePoolException),
    ],
)
def test_refused(
    daemon: Daemon, method: str, arg: str, payload: str, error: type[AdminError]
) -> None:
    before = daemon.state()
    with pytest.raises(error):
        daemon.call(method, arg, "work", payload)
    assert daemon.state() == before


def test_an_import_of_an_impossible_size(daemon: Daemon) -> None:
    with pytest.raises(StoragePoolException):
        daemon.internal("internal.vm.volume.ImportBegin", "private", "work", "9" * 19)


def test_nothing_is_copied_where_it_would_not_stay(daemon: Daemon) -> None:
    before = daemon.state()
    token = daemon.call("admin.vm.volume.CloneFrom", "private", "work")
    with pytest.raises(StoragePoolException, match="no data of its own"):
        daemon.call("admin.vm.volume.CloneTo", "root", "work", token)
    assert daemon.state() == before


def test_pools(daemon: Daemon, tmp_path: Path) -> None:
    before = daemon.state()
    with pytest.raises(QubesValueError):
        daemon.call("admin.pool.Set.ephemeral_volatile", "linux-kernel", payload="True")
    with pytest.raises(QubesException, match="whole path"):
        daemon.call("admin.pool.Add", "file", payload="name=px\ndir_path=relative")
    (tmp_path / "link").symlink_to(daemon.home)
    with pytest.raises(QubesPoolInUseError, match="varlibqubes"):
        daemon.call("admin.pool.Add", "file", payload=f"name=py\ndir_path={tmp_path}/link")
    assert daemon.state() == before
