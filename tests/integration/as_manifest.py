"""Whether a store holds what the manifest of the fixtures says of a restored archive."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from qubesmanager.client.connection import Connection
from qubesmanager.client.system import QubeInfo, System
from tests.integration.stores import digest, saved_volumes

TEMPLATE = "default-template"
# Those who read version 2 did not write down what they set, so it is as in version 3.
_OLD_SETTINGS = "v3-gzip.qbak"
# What every qube has of its own.
_IDENTITY = {"name", "qid", "uuid", "klass", "label", "template", "dispid"}
# Set by the system itself, wherever a qube is made.
_OWN_TAGS = ("audiovm-", "guivm-", "created-by-")

Manifest = dict[str, dict[str, Any]]


async def with_template(connection: Connection) -> None:
    """What the stock tools had there when the manifest was written."""
    await System(connection).create_qube("TemplateVM", TEMPLATE, "black")
    await connection.call("admin.property.Set", "default_template", "dom0", TEMPLATE.encode())


async def check(connection: Connection, manifest: Manifest, name: str) -> None:
    """Every volume, property, feature, tag, device, rule and note of every qube of the archive."""
    record = manifest[name]
    for (qube_name, volume), wanted in saved_volumes(record).items():
        assert await digest(connection, qube_name, volume) == wanted, (qube_name, volume)
    system = System(connection)
    await system.load()
    settings = {
        qube_name: facts.get("restored_as") or _as_old(manifest, qube_name)
        for qube_name, facts in record["vms"].items()
    }
    old = record["version"] < 4
    like = record if "synthetic_vms" in record or not old else manifest[_OLD_SETTINGS]
    if len(record["vms"]) > 1:
        settings |= {n: {"features": {}, **f} for n, f in like.get("synthetic_vms", {}).items()}
    for qube_name, expected in settings.items():
        if expected is None:
            continue
        qube = system.qubes[qube_name]
        assert not qube.incomplete
        check_settings(qube, expected)
        await _check_extras(connection, qube_name, expected)


def names_of(record: dict[str, Any]) -> set[str]:
    """All that the archive gives: its qubes, those that old ones take along, dom0's home."""
    made_up = set(record.get("synthetic_vms", {}))
    if record["version"] == 2 and len(record["vms"]) > 1:
        made_up = {"disp-no-netvm", "disp-old-net"}
    home = {"dom0"} if record.get("dom0_home") else set()
    return set(record["vms"]) | made_up | home


def check_home(home: Path, record: dict[str, Any]) -> None:
    """Every file, folder and link of dom0's home, in the one new folder of ``home``."""
    if not record.get("dom0_home"):
        assert list(home.iterdir()) == []
        return
    (folder,) = home.iterdir()
    assert folder.name.startswith("home-restore-")
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


def _as_old(manifest: Manifest, qube: str) -> dict[str, Any] | None:
    facts: dict[str, Any] = manifest[_OLD_SETTINGS]["vms"].get(qube, {})
    return facts.get("restored_as")


def check_settings(qube: QubeInfo, expected: dict[str, Any]) -> None:
    assert (qube.klass, qube.label) == (expected["class"], expected["label"])
    if expected["class"] in ("AppVM", "DispVM"):
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
    given = {name for name, value in qube.properties.items() if not value.is_default}
    beside = given - expected["properties"].keys() - _IDENTITY
    if expected["features"].get("service.meminfo-writer") is False:
        beside.discard("maxmem")
    assert not beside, (qube.name, beside)
    features = {name: _feature(value) for name, value in expected["features"].items()}
    if expected.get("menu"):
        features["menu-items"] = expected["menu"]
    if features.pop("service.meminfo-writer", "1") == "":
        assert qube.properties["maxmem"].value == "0"  # what the service is called today
    if expected["properties"].get("provides_network"):
        features["servicevm"] = "1"  # set by the daemon with the property
    assert dict(qube.features) == features
    tags = {tag for tag in expected.get("tags", ()) if not tag.startswith(_OWN_TAGS)}
    assert {tag for tag in qube.tags if not tag.startswith(_OWN_TAGS)} == tags


def _feature(value: str | bool) -> str:
    if isinstance(value, str):
        return value
    return "1" if value else ""


async def _check_extras(connection: Connection, qube: str, expected: dict[str, Any]) -> None:
    for kind, devices in expected.get("devices", {}).items():
        text = await connection.call(f"admin.vm.device.{kind}.Assigned", "", qube)
        lines = text.decode().splitlines()
        assert len(lines) == len(devices)
        for line, (backend, ident, options, mode) in zip(lines, devices, strict=True):
            assert line.startswith(f"{backend}+{ident}:*")
            words = {f"mode='{mode.split('.')[-1].lower().replace('_', '-')}'"}
            words |= {f"_{name}='{value}'" for name, value in options.items()}
            found_words = {word for word in line.split() if word.startswith(("mode=", "_"))}
            # The stock tools lose it (backup-format.md section 7).
            assert words == found_words - {"_no-strict-reset='True'"}, line
    if "firewall" in expected:
        text = await connection.call("admin.vm.firewall.Get", "", qube)
        # The daemon has an order of its own within a rule.
        found = [sorted(rule.split()) for rule in text.decode().splitlines()]
        assert found == [sorted(rule.split()) for rule in expected["firewall"]]
    if "notes" in expected:
        assert (await connection.call("admin.vm.notes.Get", "", qube)).decode() == expected["notes"]
