"""Archives of all releases into a real qubesd: data and settings as the stock tools had them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qubesmanager.client.restore_job import RestoreJob
from qubesmanager.client.system import System
from tests.commands import Qube
from tests.integration.as_manifest import check, check_home, names_of, with_template
from tests.integration.stores import runtime_dir, store


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> Iterator[None]:
    with runtime_dir():
        yield


@pytest.mark.parametrize(
    "name",
    [
        "v2-encrypted-sha1.qbak",
        "v2-gzip.qbak",
        pytest.param("v2-gzip-multivolume.qbak", marks=pytest.mark.slow),
        "v2-plain.qbak",
        "v3-encrypted.qbak",
        "v3-encrypted-bzip2-multichunk.qbak",
        "v3-gzip.qbak",
        "v3-plain.qbak",
        "v4-bzip2-multichunk.qbak",
        "v4-gzip.qbak",
        pytest.param("v4-gzip-stock-kdf.qbak", marks=pytest.mark.slow),
        "v4-uncompressed-multichunk.qbak",
        "v4-zstd.qbak",
    ],
)
async def test_restored_by_the_command(
    name: str, tmp_path: Path, fixtures_dir: Path, manifest: dict[str, dict[str, Any]]
) -> None:
    record = manifest[name]
    home = tmp_path / "home"
    home.mkdir()
    qube = Qube(tmp_path / "store", env={**os.environ, "HOME": str(home)})
    async with store(qube.home) as connection:
        await with_template(connection)
        done = await asyncio.to_thread(
            qube.run,
            "restore",
            str(fixtures_dir / name),
            "--select",
            ",".join(names_of(record)),
            passphrase=record["passphrase"],
        )
        await check(connection, manifest, name)
    check_home(home, record)
    assert "could not be set" not in done.stderr


@pytest.mark.parametrize("name", ["v3-gzip.qbak", "v4-gzip.qbak"])
async def test_home_of_dom0(
    name: str,
    tmp_path: Path,
    fixtures_dir: Path,
    manifest: dict[str, dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the worker, into a new folder of the home directory; a row like any other."""
    record = manifest[name]
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    async with store(tmp_path / "store") as connection:
        job = RestoreJob(connection)
        try:
            plan, host = await job.open(fixtures_dir / name, record["passphrase"].encode())
            assert plan.row("dom0").selected is (host.home_user == "user")
            for row in plan.rows:
                row.selected = row.name == "dom0"
            result = await job.run(plan, lambda progress: None)
        finally:
            await job.close()
        system = System(connection)
        await system.load()
        assert set(system.qubes) == {"dom0"}
    assert result.ok
    check_home(home, record)
    (folder,) = home.iterdir()
    assert any(str(folder) in note for note in result.row("dom0").notes)
