"""Archives of R2 and R3 into a real qubesd: data and settings as the stock tools restored them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qubesmanager.client.connection import Connection
from qubesmanager.client.restore_job import RestoreJob
from qubesmanager.client.system import QubeInfo, System
from tests.integration.stores import digest, runtime_dir, saved_volumes, store

TEMPLATE = "default-template"


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> Iterator[None]:
    with runtime_dir():
        yield


async def restore(connection: Connection, path: Path, passphrase: str) -> None:
    """Everything but the home; a template is there already."""
    await System(connection).create_qube("TemplateVM", TEMPLATE, "black")
    await connection.call("admin.property.Set", "default_template", "dom0", TEMPLATE.encode())
    job = RestoreJob(connection)
    try:
        plan, _ = await job.open(path, passphrase.encode())
        for row in plan.rows:
            row.selected = row.selected and row.klass != "AdminVM"
        result = await job.run(plan, lambda progress: None)
    finally:
        await job.close()
    assert [(row.name, row.reason) for row in result.selected if row.reason] == []
    assert result.ok
    # No kernels are installed in a new store.
    warnings = [note for row in result.rows for note in row.notes if "could not be set" in note]
    assert all("kernel" in note for note in warnings)


def check_settings(qube: QubeInfo, expected: dict[str, Any]) -> None:
    assert (qube.klass, qube.label) == (expected["class"], expected["label"])
    if expected["class"] == "AppVM":
        assert qube.template == (expected["template"] or TEMPLATE)
    for name, value in expected["properties"].items():
        found = qube.properties[name]
        if name == "mac":
            assert found.value.lower() == value.lower()
        elif name in ("memory", "vcpus", "kernel"):
            assert found.value == ("" if value is None else str(value)), name
        else:
            assert (found.value or None) == (None if value in (None, "") else str(value)), name
        assert not found.is_default, name
    features = {name: "1" if on else "" for name, on in expected["features"].items()}
    if expected.get("menu"):
        features["menu-items"] = expected["menu"]
    if features.pop("service.meminfo-writer", "1") == "":
        assert qube.properties["maxmem"].value == "0"  # what the service is called today
    if expected["properties"].get("provides_network"):
        features["servicevm"] = "1"  # set by the daemon with the property
    assert dict(qube.features) == features


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
    ],
)
async def test_restored_into_a_store(
    name: str, tmp_path: Path, fixtures_dir: Path, manifest: dict[str, dict[str, Any]]
) -> None:
    record = manifest[name]
    like = manifest["v3-gzip.qbak"]
    async with store(tmp_path / "store") as connection:
        await restore(connection, fixtures_dir / name, record["passphrase"])
        for (qube_name, volume), wanted in saved_volumes(record).items():
            assert await digest(connection, qube_name, volume) == wanted
        system = System(connection)
        await system.load()
        for qube_name in record["vms"]:
            qube = system.qubes[qube_name]
            if qube_name not in like["vms"]:
                continue
            expected = like["vms"][qube_name]["restored_as"]
            assert not qube.incomplete
            check_settings(qube, expected)
            for kind, devices in expected["devices"].items():
                text = await connection.call(f"admin.vm.device.{kind}.Assigned", "", qube_name)
                lines = text.decode().splitlines()
                assert len(lines) == len(devices)
                for line, (backend, ident, *_) in zip(lines, devices, strict=True):
                    assert line.startswith(f"{backend}+{ident}:*")
                    assert "mode='required'" in line
            if "firewall" in expected:
                text = await connection.call("admin.vm.firewall.Get", "", qube_name)
                # The daemon has an order of its own within a rule.
                found = [sorted(rule.split()) for rule in text.decode().splitlines()]
                assert found == [sorted(rule.split()) for rule in expected["firewall"]]
        made_up = like["synthetic_vms"] if len(record["vms"]) > 1 else {}
        for qube_name, facts in made_up.items():
            qube = system.qubes[qube_name]
            check_settings(qube, {"features": {}, **facts})


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
    (folder,) = home.iterdir()
    assert folder.name.startswith("home-restore-")
    assert any(str(folder) in note for note in result.row("dom0").notes)
    for path, entry in record["dom0_home"].items():
        here = folder / path
        if entry == "dir":
            assert here.is_dir()
        elif entry == "symlink":
            assert (folder / path.rstrip("/")).is_symlink()
        elif entry[0] == "symlink":
            assert str(here.readlink()) == entry[1]
        else:
            content = here.read_bytes()
            assert [len(content), hashlib.sha256(content).hexdigest()] == entry
