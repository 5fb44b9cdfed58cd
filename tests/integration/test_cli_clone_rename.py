"""`qube clone`, `rename` and `remove` of several against a real qubesd."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qubesmanager.client import locate, renaming
from qubesmanager.client.system import System
from qubesmanager.protocol import QubesVMInUseError
from tests.archives import noise
from tests.commands import Qube
from tests.integration.served import refused, served_store

ROOT = noise(8192, 1)
PRIVATE = noise(12288, 2)
RULES = ["action=accept dsthost=example.com proto=tcp dstports=443-443", "action=drop"]


@pytest.fixture
def qube(tmp_path: Path) -> Iterator[Qube]:
    with served_store(tmp_path) as qube:
        furnish(qube, tmp_path)
        yield qube


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    """For tests after which all must be as it was."""
    folder = tmp_path_factory.mktemp("untouched")
    with served_store(folder) as qube:
        furnish(qube, folder)
        yield qube


def furnish(qube: Qube, folder: Path) -> None:
    """A template, a network qube, and `work` with something of everything."""
    qube.run("create", "tpl", "--class", "TemplateVM", "--label", "black")
    put(qube, "tpl:root", ROOT, folder)
    qube.run("create", "net", "--class", "AppVM", "--template", "tpl")
    qube.run("prefs", "net", "netvm", "none")
    qube.run("prefs", "net", "provides_network", "True")
    qube.run("create", "work", "--class", "AppVM", "--template", "tpl", "--label", "blue")
    put(qube, "work:private", PRIVATE, folder)
    for name, value in (
        ("netvm", "net"),
        ("memory", "700"),
        ("autostart", "True"),
        ("template_for_dispvms", "True"),
        ("backup_timestamp", "1700000000"),
    ):
        qube.run("prefs", "work", name, value)
    qube.run("prefs", "work", "default_dispvm", "work")
    qube.run("features", "work", "gui", "1")
    qube.run("features", "work", "audio", "")
    qube.run("service", "work", "cups", "on")
    qube.run("tags", "work", "add", "office")
    qube.run("notes", "work", "--set", "the tax office")
    for rule in RULES:
        qube.run("firewall", "work", "add", *rule.split(" "))
    qube.run("firewall", "work", "del", "--rule-no", "0")
    qube.run("volume", "resize", "work:volatile", "12GiB")
    qube.run("volume", "config", "work:private", "revisions_to_keep", "4")


def put(qube: Qube, volume: str, data: bytes, folder: Path) -> None:
    (folder / "image").write_bytes(data)
    qube.run("volume", "import", volume, str(folder / "image"))


def read(qube: Qube, volume: str, folder: Path) -> bytes:
    (folder / "out").unlink(missing_ok=True)
    qube.run("volume", "export", volume, str(folder / "out"))
    return (folder / "out").read_bytes()


def settings(qube: Qube, name: str) -> dict[str, Any]:
    """What a person set, but for what is every qube's own."""
    info = qube.json("info", name)
    own = {"name", "qid", "uuid", "ip", "visible_ip", "backup_timestamp"}
    chosen = set(info["properties"]) - set(info["default_properties"]) - own
    return {
        "class": info["class"],
        "properties": {key: info["properties"][key] for key in chosen},
        "features": info["features"],
        "tags": info["tags"],
        "notes": info["notes"],
        "incomplete": info["incomplete"],
        "rules": qube.run("firewall", name, "--raw").stdout.splitlines(),
        "volumes": {
            row["name"]: (row["pool"], row["size"], row["revisions_to_keep"])
            for row in info["volumes"]
        },
    }


def names(qube: Qube) -> set[str]:
    return {row["name"] for row in qube.json("ls")} - {"dom0"}


# -- clone


def test_a_clone_is_the_same_but_for_its_name(qube: Qube, tmp_path: Path) -> None:
    assign(qube, backend="net", frontend="work")
    before = settings(qube, "work")
    assert before["rules"] == RULES
    made = qube.json("clone", "work", "copy")
    assert (made["name"], made["incomplete"], made["last_backup"]) == ("copy", False, None)
    assert settings(qube, "copy") == before
    assert settings(qube, "work") == before
    assert assigned(qube, "copy") == assigned(qube, "work").replace("'work'", "'copy'") != ""
    assert read(qube, "copy:private", tmp_path) == PRIVATE
    put(qube, "copy:private", b"changed", tmp_path)
    assert read(qube, "work:private", tmp_path) == PRIVATE


def test_a_template_becomes_a_standalone_qube(qube: Qube, tmp_path: Path) -> None:
    qube.run("prefs", "tpl", "appvm_default_bootmode", "default")
    done = qube.run("clone", "tpl", "alone", "--class", "StandaloneVM")
    assert "StandaloneVM has no property appvm_default_bootmode" in done.stderr
    assert qube.json("info", "alone")["class"] == "StandaloneVM"
    assert read(qube, "alone:root", tmp_path) == ROOT


def test_a_qube_becomes_independent_of_its_template(qube: Qube, tmp_path: Path) -> None:
    qube.run("clone", "work", "alone", "--class", "StandaloneVM")
    assert read(qube, "alone:root", tmp_path) == ROOT
    assert read(qube, "alone:private", tmp_path) == PRIVATE
    assert qube.json("info", "alone")["template"] is None


def test_a_clone_in_another_pool(qube: Qube, tmp_path: Path) -> None:
    option = ("-o", f"dir_path={tmp_path}/slow", "-o", "setup_check=no")
    qube.run("pool", "add", "slow", "file-reflink", *option)
    qube.run("clone", "work", "far", "--pool", "slow")
    pools = {row["name"]: row["pool"] for row in qube.json("info", "far")["volumes"]}
    assert pools["private"] == "slow"
    assert read(qube, "far:private", tmp_path) == PRIVATE
    # A copy of that one stays where it is.
    qube.run("clone", "far", "far2")
    assert {row["name"]: row["pool"] for row in qube.json("info", "far2")["volumes"]} == pools


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("nobody", "new"), 1, "cannot copy nobody to new: there is no qube 'nobody'"),
        (("dom0", "new"), 1, "system itself"),
        (("work", "net"), 1, "there is a qube 'net' already"),
        (("work", "1x"), 1, "1x"),
        (("work", "two words"), 1, "not a valid qube name"),
        (("tpl", "new", "--class", "AppVM"), 1, "a TemplateVM cannot be copied to a AppVM"),
        (("work", "new", "--class", "RemoteVM"), 2, "RemoteVM"),
        (("work", "new", "--pool", "nosuch"), 1, "nosuch"),
    ],
)
def test_clone_refuses(untouched: Qube, words: tuple[str, ...], status: int, said: str) -> None:
    assert said in refused(untouched, "clone", *words, status=status)
    assert names(untouched) == {"tpl", "net", "work"}


def test_a_clone_that_cannot_be_whole_is_not_there(qube: Qube) -> None:
    """The data of one volume is gone, so nothing of the copy stays."""
    for path in qube.home.glob("appvms/work/private*"):
        path.unlink()
    said = refused(qube, "clone", "work", "copy")
    assert "cannot copy work to copy: volume private" in said
    assert names(qube) == {"tpl", "net", "work"}
    assert not (qube.home / "appvms/copy").exists()


# -- rename


def test_renamed_with_all_it_has(qube: Qube, tmp_path: Path) -> None:
    before = settings(qube, "work")
    done = qube.json("rename", "work", "office")
    assert (done["name"], done["old_name"]) == ("office", "work")
    # It was its own template for disposables, and still is.
    before["properties"]["default_dispvm"] = "office"
    assert settings(qube, "office") == before
    assert qube.json("info", "office")["last_backup"] == 1700000000
    assert names(qube) == {"tpl", "net", "office"}
    assert read(qube, "office:private", tmp_path) == PRIVATE
    assert any("earlier states" in warning for warning in done["warnings"])


def test_everything_that_names_the_qube_follows(qube: Qube, tmp_path: Path) -> None:
    qube.run("global", "default_template", "tpl")
    qube.run("global", "default_netvm", "net")
    said = qube.run("rename", "tpl", "debian").stdout.splitlines()
    assert sorted(said) == [
        "default_template of the system is now debian",
        "template of net is now debian",
        "template of work is now debian",
    ]
    assert qube.json("global", "default_template")["value"] == "debian"
    done = qube.json("rename", "net", "sys-net")
    assert {(row["name"], row["property"]) for row in done["updated"]} == {
        (None, "default_netvm"),
        ("work", "netvm"),
    }
    assert qube.json("info", "work")["netvm"] == "sys-net"
    assert qube.json("info", "work")["template"] == "debian"
    assert names(qube) == {"debian", "sys-net", "work"}
    assert read(qube, "debian:root", tmp_path) == ROOT


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nobody", "new"), "there is no qube 'nobody'"),
        (("dom0", "new"), "keeps its name"),
        (("work", "net"), "there is a qube 'net' already"),
        (("work", "work"), "there is a qube 'work' already"),
        (("work", "1x"), "'1x' is no name for a qube"),
        (("work", "x" * 32), "at most 31"),
    ],
)
def test_rename_refuses(untouched: Qube, words: tuple[str, str], said: str) -> None:
    before = untouched.json("info", "work")
    assert said in refused(untouched, "rename", *words)
    assert names(untouched) == {"tpl", "net", "work"}
    assert untouched.json("info", "work") == before


def test_a_qube_of_a_package_keeps_its_name(untouched: Qube) -> None:
    untouched.run("prefs", "net", "installed_by_rpm", "True")
    assert "installed package" in refused(untouched, "rename", "net", "sys-net")
    untouched.run("prefs", "net", "installed_by_rpm", "-D")


def test_a_rename_that_is_refused_half_way_is_undone(qube: Qube, tmp_path: Path) -> None:
    """`work` is whole and in use under its old name; nothing of the new one stays."""
    qube.run("create", "late", "--class", "DispVM", "--template", "work")
    qube.run("prefs", "tpl", "default_dispvm", "work")
    before = settings(qube, "work")
    assign(qube, backend="work", frontend="net")
    lent = assigned(qube, "net")
    with pytest.raises(QubesVMInUseError, match="last step"):
        asyncio.run(rename_but_for_the_end(qube, "work", "office"))
    assert assigned(qube, "net") == lent
    assert names(qube) == {"tpl", "net", "work", "late"}
    assert settings(qube, "work") == before
    assert qube.json("info", "late")["template"] == "work"
    assert qube.json("prefs", "tpl", "default_dispvm")["value"] == "work"
    assert read(qube, "work:private", tmp_path) == PRIVATE


async def rename_but_for_the_end(qube: Qube, old: str, new: str) -> None:
    """The qubesd is real; only its last answer is another one."""
    connection = await locate.connect(qube.home, start=False)
    call = connection.call

    async def refusing(
        method: str, arg: str = "", dest: str = "dom0", payload: bytes = b""
    ) -> bytes:
        if (method, dest) == ("admin.vm.Remove", old):
            raise QubesVMInUseError("the last step is refused")
        return await call(method, arg, dest, payload)

    connection.call = refusing  # type: ignore[method-assign]
    system = System(connection)
    await system.load()
    await renaming.rename(system, old, new)


def test_a_device_that_the_qube_lends_follows(qube: Qube) -> None:
    assign(qube, backend="work", frontend="net")
    lent = assigned(qube, "net")
    assert "backend_domain='work'" in lent
    done = qube.json("rename", "work", "office")
    assert {"name": "net", "property": "device work:sda"} in done["updated"]
    assert assigned(qube, "net") == lent.replace("work", "office")
    assert names(qube) == {"tpl", "net", "office"}


def assign(qube: Qube, backend: str, frontend: str) -> None:
    """Through the Admin API, for the command has no verb for devices."""
    arg, options = f"{backend}+sda+0781:5567", b"mode='ask-to-attach' _read-only='yes'"
    call(qube, "admin.vm.device.block.Assign", arg, frontend, options)


def assigned(qube: Qube, frontend: str) -> str:
    return call(qube, "admin.vm.device.block.Assigned", "", frontend)


def call(qube: Qube, method: str, arg: str, dest: str, payload: bytes = b"") -> str:
    async def ask() -> bytes:
        connection = await locate.connect(qube.home, start=False)
        return await connection.call(method, arg, dest, payload)

    return asyncio.run(ask()).decode()


# -- remove


def test_remove_several(qube: Qube) -> None:
    rows = qube.json("remove", "tpl", "work", "nobody", ok=False)
    assert [(row["name"], row["removed"]) for row in rows] == [
        ("tpl", False),
        ("work", True),
        ("nobody", False),
    ]
    assert "template of" in rows[0]["reason"]
    assert names(qube) == {"tpl", "net"}
    qube.run("remove", "net", "tpl")
    assert names(qube) == set()


def test_a_copy_that_was_never_made_does_not_stay(untouched: Qube) -> None:
    assert "stays" not in refused(untouched, "clone", "work", "W%s")
