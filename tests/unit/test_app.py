"""The system as a whole: making a store, qubes, pools, labels; and failures in the middle."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from qubesmanager.backend.app import App, create_store
from qubesmanager.backend.qube.firewall_rule import parse_rules
from qubesmanager.backend.storage import durable, reflink
from qubesmanager.backend.store import StoreError, parse_store, read_store
from qubesmanager.client.pools import can_be_forced
from qubesmanager.protocol import (
    AdminError,
    ProtocolError,
    QubesException,
    QubesLabelInUseError,
    QubesLabelNotFoundError,
    QubesPoolInUseError,
    QubesPropertyValueError,
    QubesValueError,
    QubesVMAlreadyExistsError,
    QubesVMInUseError,
    QubesVMNotFoundError,
    StoragePoolException,
)

from .stock_store import (
    DOMAINS,
    STANDALONE,
    fail_to_write,
    fresh_app,
    stock_xml,
    write_stock_store,
)


@pytest.fixture
async def app(tmp_path: Path) -> App:
    return await fresh_app(tmp_path / "home")


def tree(directory: Path) -> set[str]:
    return {str(path.relative_to(directory)) for path in directory.rglob("*")}


# -- making a store


async def test_a_new_store(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "home"
    await create_store(home, "file-reflink", setup_check=False)
    assert tree(home) == {"qubes.xml", "appvms", "vm-templates", "vm-kernels"}
    record = read_store(home / "qubes.xml")
    assert [label.index for label in record.labels] == list(range(1, 9))
    assert {pool["name"]: pool["driver"] for pool in record.pools} == {
        "varlibqubes": "file-reflink",
        "linux-kernel": "linux-kernel",
    }
    assert record.properties == {"default_kernel": "", "default_pool_kernel": "linux-kernel"}
    assert "setup_check" not in record.pools[0]
    app = await App.load(home)
    assert list(app.qubes) == ["dom0"]
    assert app.default_pool.name == "varlibqubes"
    assert app.qubes["dom0"].state == "Running"
    assert app.qubes.by_uuid[app.qubes["dom0"].uuid] is app.qubes["dom0"]


async def test_a_new_store_with_its_pool_elsewhere(tmp_path: Path) -> None:
    home, volumes = tmp_path / "home", tmp_path / "volumes"
    await create_store(home, "file-reflink", volumes)
    record = read_store(home / "qubes.xml")
    assert record.properties["default_pool"] == "varlibqubes"
    assert record.pools[0]["dir_path"] == str(volumes)
    app = await App.load(home)
    await app.add_qube("StandaloneVM", "alone", "red")
    assert (volumes / "appvms" / "alone" / "private.img").exists()


async def test_a_store_is_made_once(tmp_path: Path) -> None:
    await create_store(tmp_path, "file")
    before = (tmp_path / "qubes.xml").read_bytes()
    with pytest.raises(QubesException, match="already"):
        await create_store(tmp_path, "file")
    assert (tmp_path / "qubes.xml").read_bytes() == before


@pytest.mark.parametrize("driver", ["", "lvm_of_another_release", "linux-kernel"])
async def test_a_driver_that_does_not_fit(tmp_path: Path, driver: str) -> None:
    home = tmp_path / "home"
    with pytest.raises(QubesValueError):
        await create_store(home, driver)
    assert tree(tmp_path) == set()


async def test_nothing_is_left_of_a_store_that_could_not_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_to_write(monkeypatch, "qubes.xml")
    (tmp_path / "volumes").mkdir()
    (tmp_path / "volumes" / "appvms").mkdir()
    with pytest.raises(StoragePoolException, match="No space left"):
        await create_store(tmp_path / "a" / "b", "file-reflink", tmp_path / "volumes")
    assert tree(tmp_path) == {"volumes", "volumes/appvms"}


async def test_there_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await App.load(tmp_path)


async def test_a_store_without_dom0(tmp_path: Path) -> None:
    write_stock_store(tmp_path, stock_xml(tmp_path, (), ""))
    with pytest.raises(StoreError, match="dom0"):
        await App.load(tmp_path)


# -- a stock store


async def test_a_stock_store_loads(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_stock_store(tmp_path)
    app = await App.load(tmp_path)
    assert list(app.qubes) == [
        "dom0", "debian-12", "disp3603", "far-away", "sys-net", "sys-usb", "win", "work",
    ]  # fmt: skip
    work, win = app.qubes["work"], app.qubes["win"]
    assert work.label.name == "deep-sky.2"
    assert work.template is app.qubes["debian-12"]
    assert work.netvm is app.qubes["sys-net"]
    assert win.label.name == "green"
    assert app.qubes["sys-usb"].label.name == "black"
    assert app.qubes["sys-usb"].netvm is app.qubes["sys-net"]
    assert work.properties.get("memory").value == "600"
    assert work.properties.get("maxmem").value == "6000"
    assert app.qubes["sys-net"].properties.get("maxmem").value == "0"
    assert app.qubes["sys-net"].properties.get("kernelopts").value == ""
    assert app.qubes["disp3603"].properties.get("include_in_backups").value == "False"
    assert app.qubes["disp3603"].properties.get("default_dispvm").value == "work"
    assert app.qubes["far-away"].properties.get("relayvm").value == "sys-net"
    assert app.qubes["far-away"].state == "Running"
    assert work.state == "Halted"
    assert "lvm_of_another_release" in caplog.text
    assert "root" not in win.volumes
    assert "lvm" in win.storage.unavailable["root"]
    assert list(work.volumes) == ["root", "private", "volatile", "kernel", "extra1"]
    assert work.volumes["extra1"].save_on_stop
    assert app.qubes["dom0"].volumes == {}


async def test_icons(tmp_path: Path) -> None:
    write_stock_store(tmp_path)
    app = await App.load(tmp_path)
    assert {name: qube.properties.get("icon").value for name, qube in app.qubes.items()} == {
        "dom0": "adminvm-black",
        "debian-12": "templatevm-red",
        "disp3603": "dispvm-red",
        "far-away": "remotevm-gray",
        "sys-net": "servicevm-red",
        "sys-usb": "appvm-black",
        "win": "standalonevm-green",
        "work": "templatevm-deep-sky.2",
    }


# -- adding qubes


async def test_add_a_qube_of_each_class(app: App) -> None:
    with app.events.listen() as listener:
        work = await app.add_qube("AppVM", "work", "4")
    told = [(event.subject, event.name, dict(event.args)) async for event in listener]
    assert told == [
        ("", "domain-add", {"vm": "work"}),
        ("work", "domain-tag-add:created-by-dom0", {"tag": "created-by-dom0"}),
        ("work", "domain-create-on-disk", {}),
    ]
    assert work.label.name == "green"
    assert work.template is app.qubes["tpl"]
    assert list(work.tags) == ["audiovm-dom0", "created-by-dom0", "guivm-dom0"]
    await work.properties.set("template_for_dispvms", "True")
    await app.add_qube("StandaloneVM", "alone", "red")
    await app.add_qube("DispVM", "disp1", "red", template="work")
    await app.add_qube("RemoteVM", "far", "gray")
    again = await App.load(app.home)
    assert again.to_xml() == app.to_xml()
    classes = {name: qube.klass for name, qube in again.qubes.items()}
    assert classes == {
        "dom0": "AdminVM", "alone": "StandaloneVM", "disp1": "DispVM", "far": "RemoteVM",
        "tpl": "TemplateVM", "work": "AppVM",
    }  # fmt: skip
    assert [qube.qid for qube in again.qubes.values()] == [0, 3, 4, 5, 1, 2]
    assert tree(app.home / "appvms") == {
        "work", "work/private.img", "alone", "alone/root.img", "alone/private.img", "disp1",
    }  # fmt: skip
    root = again.qubes["disp1"].volumes["root"]
    assert root.source == again.qubes["tpl"].volumes["root"]


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (("AppVM", "dom0", "red"), QubesVMAlreadyExistsError),
        (("AppVM", "tpl", "red"), QubesVMAlreadyExistsError),
        (("AppVM", "../x", "red"), QubesValueError),
        (("AppVM", "", "red"), QubesValueError),
        (("AppVM", "x" * 32, "red"), QubesValueError),
        (("AppVM", "none", "red"), QubesValueError),
        (("AdminVM", "x", "red"), QubesValueError),
        (("ProxyVM", "x", "red"), QubesValueError),
        (("AppVM", "x", "mauve"), QubesLabelNotFoundError),
        (("AppVM", "x", "red", "no-such"), QubesVMNotFoundError),
        (("AppVM", "x", "red", "dom0"), QubesPropertyValueError),
        (("DispVM", "x", "red", "tpl"), QubesPropertyValueError),
        (("DispVM", "x", "red"), QubesPropertyValueError),
        (("TemplateVM", "x", "red", "tpl"), ProtocolError),
        (("AppVM", "x", "red", None, "no-such"), QubesException),
        (("AppVM", "x", "red", None, None, {"root": "varlibqubes"}), StoragePoolException),
        (("AppVM", "x", "red", None, None, {"extra": "varlibqubes"}), StoragePoolException),
        (("AppVM", "x", "red", None, None, {"private": "no-such"}), QubesException),
    ],
)
async def test_what_cannot_be_created(
    app: App, args: tuple[object, ...], error: type[AdminError]
) -> None:
    before, files = app.to_xml(), tree(app.home)
    with app.events.listen() as listener, pytest.raises(error):
        await app.add_qube(*args)  # type: ignore[arg-type]
    assert [event async for event in listener] == []
    assert app.to_xml() == before
    assert tree(app.home) == files
    assert (await app.add_qube("AppVM", "x", "red")).qid == 2


async def test_no_template_at_all(app: App) -> None:
    await app.properties.reset("default_template")
    with pytest.raises(QubesPropertyValueError, match="default_template"):
        await app.add_qube("AppVM", "x", "red")


@pytest.mark.parametrize("name", ["private.img", "qubes.xml"])
async def test_a_full_disk_leaves_nothing_of_a_new_qube(
    app: App, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before, files = app.to_xml(), tree(app.home)
    with monkeypatch.context() as patch:
        fail_to_write(patch, name)
        with app.events.listen() as listener, pytest.raises(QubesException, match="No space"):
            await app.add_qube("StandaloneVM", "x", "red")
    assert [event async for event in listener] == []
    assert app.to_xml() == before
    assert tree(app.home) == files
    assert (await app.add_qube("StandaloneVM", "x", "red")).qid == 2


async def test_two_of_one_name_at_once(app: App) -> None:
    results = await asyncio.gather(
        *(app.add_qube("StandaloneVM", "x", "red") for _ in range(3)), return_exceptions=True
    )
    failed = [result for result in results if isinstance(result, BaseException)]
    assert len(failed) == 2
    assert all(isinstance(error, QubesVMAlreadyExistsError) for error in failed)
    numbers = await asyncio.gather(
        *(app.add_qube("StandaloneVM", f"y{n}", "red") for n in range(5))
    )
    assert sorted(qube.qid for qube in numbers) == [3, 4, 5, 6, 7]


async def test_a_template_stays_while_a_qube_is_made_of_it(app: App) -> None:
    await app.properties.reset("default_template")
    making = asyncio.ensure_future(app.add_qube("AppVM", "x", "red", template="tpl"))
    await asyncio.sleep(0)
    with pytest.raises(QubesVMInUseError, match="x"):
        await app.remove_qube("tpl")
    await making
    assert app.qubes["x"].template is app.qubes["tpl"]


async def test_pools_of_a_new_qube(app: App, tmp_path: Path) -> None:
    await app.add_pool("second", "file-reflink", dir_path=str(tmp_path / "2"), setup_check="no")
    one = await app.add_qube("AppVM", "one", "red", pool="second")
    assert {name: volume.pool.name for name, volume in one.volumes.items()} == {
        "root": "varlibqubes",
        "private": "second",
        "volatile": "second",
        "kernel": "linux-kernel",
    }
    two = await app.add_qube("AppVM", "two", "red", pools={"private": "second"})
    assert two.volumes["private"].pool.name == "second"
    assert two.volumes["volatile"].pool.name == "varlibqubes"
    again = await App.load(app.home)
    assert again.qubes["two"].volumes["private"].pool.name == "second"


async def test_a_disposable_begins_like_its_template(app: App) -> None:
    base = await app.add_qube("AppVM", "dvm", "red")
    await base.properties.set("template_for_dispvms", "True")
    for name, text in (("memory", "777"), ("autostart", "True"), ("debug", "True"), ("netvm", "")):
        await base.properties.set(name, text)
    await base.features.set("menu-items", "a b")
    await base.features.set("preload-dispvm-max", "2")
    await base.tags.add("mine")
    disposable = await app.add_qube("DispVM", "disp1", "gray", template="dvm")
    shown = disposable.properties.all()
    assert (shown["memory"].value, shown["debug"].value) == ("777", "True")
    assert shown["autostart"].is_default
    assert not shown["netvm"].is_default
    assert shown["label"].value == "gray"
    assert dict(disposable.features) == {"menu-items": "a b"}
    assert "mine" in disposable.tags
    assert disposable.volumes["volatile"].size == 12 << 30
    assert disposable.volumes["private"].source == base.volumes["private"]


async def test_a_disposable_has_the_firewall_of_its_template(app: App) -> None:
    base = await app.add_qube("AppVM", "dvm", "red")
    await base.properties.set("template_for_dispvms", "True")
    plain = await app.add_qube("DispVM", "disp1", "red", template="dvm")
    assert not plain.firewall.path.exists()
    rules = parse_rules("action=accept dst4=10.0.0.1\naction=drop")
    await base.firewall.set(rules)
    guarded = await app.add_qube("DispVM", "disp2", "red", template="dvm")
    assert await guarded.firewall.rules() == rules
    # Rules that cannot be read are no reason to make a disposable without any.
    base.firewall.path.write_text("nonsense")
    with pytest.raises(QubesException, match="Firewall"):
        await app.add_qube("DispVM", "disp3", "red", template="dvm")
    assert "disp3" not in app.qubes
    assert not (app.home / "appvms" / "disp3").exists()


# -- removing qubes


async def test_remove(app: App) -> None:
    work = await app.add_qube("AppVM", "work", "red")
    await work.set_notes("something")
    with app.events.listen() as listener:
        await app.remove_qube("work")
    assert [(event.subject, event.name) async for event in listener] == [
        ("", "domain-pre-delete"),
        ("", "domain-delete"),
        ("work", "domain-remove-from-disk"),
    ]
    assert tree(app.home / "appvms") == set()
    assert list((await App.load(app.home)).qubes) == ["dom0", "tpl"]
    assert (await app.add_qube("AppVM", "work", "red")).qid == work.qid
    assert app.qubes["work"].notes == ""
    with pytest.raises(QubesVMNotFoundError):
        await app.remove_qube("no-such")
    with pytest.raises(QubesVMInUseError):
        await app.remove_qube("dom0")


async def test_a_new_qube_has_no_address_that_was_given_to_another(app: App) -> None:
    work = await app.add_qube("AppVM", "work", "red")
    await work.properties.set("ip", f"10.137.0.{work.qid + 1}")
    other = await app.add_qube("AppVM", "other", "red")
    assert other.qid == work.qid + 2
    await work.properties.reset("ip")
    assert (await app.add_qube("AppVM", "third", "red")).qid == work.qid + 1


async def test_who_uses_a_qube(app: App) -> None:
    net = await app.add_qube("AppVM", "net", "red")
    await net.properties.set("provides_network", "True")
    await net.properties.set("template_for_dispvms", "True")
    await net.properties.set("netvm", "")
    work = await app.add_qube("AppVM", "work", "red")
    for name in ("netvm", "guivm", "audiovm", "default_dispvm", "management_dispvm"):
        await work.properties.set(name, "net")
    await app.add_qube("DispVM", "disp1", "red", template="net")
    for name in ("default_netvm", "updatevm", "clockvm", "default_dispvm"):
        await app.properties.set(name, "net")
    with pytest.raises(QubesVMInUseError) as caught:
        await app.remove_qube("net")
    for use in (
        "the system's default_netvm", "the system's updatevm", "the system's clockvm",
        "the system's default_dispvm", "netvm of work", "guivm of work", "audiovm of work",
        "default_dispvm of work", "management_dispvm of work", "template of disp1",
    ):  # fmt: skip
        assert use in caught.value.message
    assert app.qubes["net"] is net
    with pytest.raises(QubesVMInUseError, match="template of net"):
        await app.remove_qube("tpl")


async def test_a_qube_that_lends_a_device_stays(tmp_path: Path) -> None:
    write_stock_store(tmp_path)
    app = await App.load(tmp_path)
    with pytest.raises(QubesVMInUseError, match="device of work"):
        await app.remove_qube("sys-usb")


async def test_a_qube_of_a_package_stays(app: App) -> None:
    await app.add_qube("AppVM", "work", "red")
    await app.qubes["work"].properties.set("installed_by_rpm", "True")
    with pytest.raises(QubesVMInUseError, match="package"):
        await app.remove_qube("work")


async def test_a_removal_can_be_refused_or_fail(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    work = await app.add_qube("AppVM", "work", "red")
    before, files = app.to_xml(), tree(app.home)

    def refuse(subject: object, event: str, **kwargs: object) -> None:
        raise QubesException("keep it")

    app.events.add_handler("domain-pre-delete", refuse)
    with pytest.raises(QubesException, match="keep it"):
        await app.remove_qube("work")
    app.events.remove_handler("domain-pre-delete", refuse)
    with monkeypatch.context() as patch:
        fail_to_write(patch, "qubes.xml")
        with pytest.raises(QubesException, match="No space"):
            await app.remove_qube("work")
    assert app.qubes["work"] is work
    assert app.to_xml() == before
    assert tree(app.home) == files


async def test_files_that_are_gone_do_not_stop_a_removal(app: App) -> None:
    await app.add_qube("AppVM", "work", "red")
    shutil.rmtree(app.home / "appvms" / "work")
    await app.remove_qube("work")
    assert "work" not in app.qubes


# -- pools


@pytest.mark.row("6.6")
async def test_pools_come_and_go(app: App, tmp_path: Path) -> None:
    with app.events.listen() as listener:
        await app.add_pool("second", "file-reflink", dir_path=str(tmp_path / "2"),
                           setup_check="no")  # fmt: skip
        assert "second" in (await App.load(app.home)).pools
        await app.remove_pool("second")
    assert [(event.name, dict(event.args)) async for event in listener] == [
        ("pool-add", {"pool": "second"}),
        ("pool-pre-delete", {"pool": "second"}),
        ("pool-delete", {"pool": "second"}),
    ]
    await app.remove_pool("second")
    assert "second" not in (await App.load(app.home)).pools


@pytest.mark.row("6.9")
async def test_pools_that_are_refused(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = app.to_xml()
    directory = str(tmp_path / "2")
    with pytest.raises(QubesPoolInUseError):
        await app.add_pool("varlibqubes", "file", dir_path=directory)
    with pytest.raises(QubesException, match="driver"):
        await app.add_pool("new", "no-such", dir_path=directory)
    with pytest.raises(QubesException, match="dir_path"):
        await app.add_pool("new", "file")
    with pytest.raises(QubesException, match="colour"):
        await app.add_pool("new", "file", dir_path=directory, colour="red")
    with pytest.raises(StoragePoolException):
        await app.add_pool("new", "file", dir_path="/proc/nothing/here")
    fail_to_write(monkeypatch, "qubes.xml")
    with pytest.raises(QubesException, match="No space"):
        await app.add_pool("new", "file", dir_path=directory)
    assert app.to_xml() == before
    assert set(app.pools) == {"varlibqubes", "linux-kernel"}


@pytest.mark.parametrize("place", ["appvms/a", "appvms", "vm-templates/tpl/deep", "link/a"])
async def test_no_pool_lies_among_the_qubes_of_another_one(app: App, place: str) -> None:
    (app.home / "link").symlink_to("appvms")
    before = tree(app.home)
    with pytest.raises(QubesPoolInUseError, match="varlibqubes"):
        await app.add_pool(
            "inner", "file-reflink", dir_path=str(app.home / place), setup_check="no"
        )
    assert set(app.pools) == {"varlibqubes", "linux-kernel"}
    assert tree(app.home) == before


async def test_no_pool_lies_around_another_one(tmp_path: Path) -> None:
    home = tmp_path / "appvms" / "store"
    app = await fresh_app(home)
    with pytest.raises(QubesPoolInUseError, match="varlibqubes"):
        await app.add_pool("outer", "file-reflink", dir_path=str(tmp_path), setup_check="no")
    with pytest.raises(QubesPoolInUseError, match="varlibqubes"):
        await app.add_pool("kernels", "linux-kernel", dir_path=str(home / "appvms" / "kernels"))
    with pytest.raises(QubesException, match="the store"):
        await create_store(tmp_path / "new", "file", tmp_path / "new" / "appvms" / "x")
    assert not (tmp_path / "new").exists()


async def test_a_refusal_that_can_be_forced_says_so(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reflink, "is_reflink_supported", lambda _: False)
    place = {"dir_path": str(tmp_path / "2")}
    with pytest.raises(StoragePoolException) as refused:
        await app.add_pool("new", "file-reflink", **place)
    assert can_be_forced(refused.value)
    with pytest.raises(QubesPoolInUseError) as refused:
        await app.add_pool("varlibqubes", "file-reflink", **place)
    assert not can_be_forced(refused.value)
    await app.add_pool("new", "file-reflink", **place, setup_check="no")


async def test_other_places_in_a_store_may_have_pools(app: App) -> None:
    for name in ("more", "vm-kernels/more", "appvms-2"):
        directory = str(app.home / name)
        await app.add_pool(name[:3], "file-reflink", dir_path=directory, setup_check="no")
    await app.add_pool("kernels", "linux-kernel", dir_path=str(app.home / "kernels"))


async def test_a_removal_leaves_what_is_another_qubes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Of a store that had a pool in the folder of a qube before that was refused."""
    app = await fresh_app(tmp_path)
    await app.add_qube("AppVM", "a", "red")
    inner = app.home / "appvms" / "a"
    text = (app.home / "qubes.xml").read_text()
    own = f'<pool name="inner" driver="file" dir_path="{inner}"/></pools>'
    (app.home / "qubes.xml").write_text(text.replace("</pools>", own))
    app = await App.load(app.home)
    assert "lies among the qubes of the pool varlibqubes" in caplog.text
    await app.pools["inner"].setup()
    b = await app.add_qube("AppVM", "b", "red", pools={"private": "inner"})
    image = inner / "appvms" / "b" / "private.img"
    assert image.exists()
    (inner / "notes.txt").write_text("of a")
    (inner / "letter").write_text("of nobody")
    caplog.clear()
    await app.remove_qube("a")
    assert {path.name for path in inner.iterdir()} == {"appvms", "vm-templates", "letter"}
    assert "it holds what is not the qube's: appvms, letter, vm-templates" in caplog.text
    assert await b.storage.verify()


async def test_kernels_and_data_have_pools_of_their_own(app: App) -> None:
    properties = app.properties
    for name in ("default_pool", "default_pool_root", "default_pool_private"):
        with pytest.raises(QubesPropertyValueError, match="keeps no data"):
            await properties.set(name, "linux-kernel")
    with pytest.raises(QubesPropertyValueError, match="no pool of kernels"):
        await properties.set("default_pool_kernel", "varlibqubes")
    await properties.reset("default_pool_kernel")
    await app.add_qube("StandaloneVM", "alone", "red")
    assert app.qubes["alone"].volumes["kernel"].pool.name == "linux-kernel"
    assert app.qubes["alone"].volumes["volatile"].pool.name == "varlibqubes"


async def test_a_store_without_kernels(app: App) -> None:
    """Its qubes have no kernel volume, until somebody adds a pool that has kernels."""
    path = app.home / "qubes.xml"
    kept = (line for line in path.read_text().splitlines() if "linux-kernel" not in line)
    path.write_text("\n".join(kept))
    app = await App.load(app.home)
    await app.add_qube("AppVM", "work", "red")
    again = await App.load(app.home)
    for name in ("tpl", "work"):
        assert list(again.qubes[name].volumes) == ["root", "private", "volatile"]
        assert await again.qubes[name].storage.verify()
    await again.add_pool("kernels", "linux-kernel", dir_path=str(app.home / "vm-kernels"))
    assert "kernel" in (await App.load(app.home)).qubes["work"].volumes


async def test_values_that_no_machine_could_mean(app: App) -> None:
    tpl = app.qubes["tpl"].properties
    for name in ("memory", "maxmem"):
        await tpl.set(name, str(1 << 20))  # of a larger machine
        with pytest.raises(QubesPropertyValueError, match="at most 4294967296 MiB"):
            await tpl.set(name, str(10**15))
    for text in ("0", "-1", str(10**9)):
        with pytest.raises(QubesPropertyValueError, match="from 1 to 86400 s"):
            await app.properties.set("stats_interval", text)


async def test_a_kernel_volume_that_a_store_calls_writable(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write_stock_store(tmp_path)
    text = path.read_text()
    read_only = 'revisions_to_keep="0" rw="False"'
    assert read_only in text
    path.write_text(text.replace(read_only, 'revisions_to_keep="0" rw="True"'))
    app = await App.load(tmp_path)
    assert "is read-only in pool linux-kernel" in caplog.text
    for qube in app.qubes.values():
        if "kernel" in qube.volume_config:
            assert not qube.volumes["kernel"].rw


@pytest.mark.row("6.7", "6.8")
async def test_pools_in_use_stay(app: App, tmp_path: Path) -> None:
    await app.add_pool("second", "file-reflink", dir_path=str(tmp_path / "2"), setup_check="no")
    await app.add_qube("AppVM", "work", "red", pool="second")
    with pytest.raises(QubesPoolInUseError, match="work"):
        await app.remove_pool("second")
    await app.remove_qube("work")
    await app.properties.set("default_pool_private", "second")
    with pytest.raises(QubesPoolInUseError, match="default_pool_private"):
        await app.remove_pool("second")
    with pytest.raises(QubesPoolInUseError, match="default_pool"):
        await app.remove_pool("varlibqubes")
    await app.properties.reset("default_pool_private")
    with pytest.raises(QubesPropertyValueError):
        await app.properties.set("default_pool", "no-such")
    await app.remove_pool("second")


async def test_a_pool_that_cannot_be_used_is_kept(tmp_path: Path) -> None:
    write_stock_store(tmp_path)
    app = await App.load(tmp_path)
    assert "lvm" not in app.pools
    with pytest.raises(QubesPoolInUseError):
        await app.add_pool("lvm", "file", dir_path=str(tmp_path / "2"))
    with pytest.raises(QubesPoolInUseError, match="win"):
        await app.remove_pool("lvm")
    with pytest.raises(QubesException, match="pool lvm cannot be used"):
        await app.add_qube("StandaloneVM", "x", "red", pool="lvm")
    with pytest.raises(StoragePoolException, match="Make its pool usable first"):
        await app.remove_qube("win")
    assert "win" in app.qubes
    await app.save()
    assert "lvm" in {pool["name"] for pool in read_store(tmp_path / "qubes.xml").pools}


async def test_a_pool_that_cannot_be_used_and_is_not_goes(tmp_path: Path) -> None:
    domains = tuple(domain for domain in DOMAINS if domain != STANDALONE)
    write_stock_store(tmp_path, stock_xml(tmp_path, domains))
    app = await App.load(tmp_path)
    await app.remove_pool("lvm")
    pools = {pool["name"] for pool in read_store(tmp_path / "qubes.xml").pools}
    assert pools == {"varlibqubes", "linux-kernel"}


# -- labels


async def test_labels_come_and_go(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    await app.add_label("sky", "0x00bfff")
    work = await app.add_qube("AppVM", "work", "sky")
    with pytest.raises(QubesLabelInUseError, match="work"):
        await app.remove_label("sky")
    assert (await App.load(app.home)).qubes["work"].label.color == "0x00bfff"
    await work.properties.set("label", "red")
    with monkeypatch.context() as patch:
        fail_to_write(patch, "qubes.xml")
        for act in (app.remove_label("sky"), app.add_label("sea", "0x000001")):
            with pytest.raises(QubesException, match="No space"):
                await act
    assert list(app.labels)[8:] == ["sky"]
    await app.remove_label("sky")
    assert "sky" not in (await App.load(app.home)).labels
    with pytest.raises(ProtocolError, match="built in"):  # though ``work`` has it
        await app.remove_label("red")


# -- the store as text


async def test_xml_of_a_backup(app: App) -> None:
    work = await app.add_qube("AppVM", "work", "red")
    await app.add_qube("AppVM", "secret", "red")
    await work.features.set("preload-dispvm", "disp1")
    await work.features.set("preload-dispvm-max", "2")
    xml = app.to_xml({"work"}, {"work": {"backup-content": "1", "backup-path": "vm2/"}})
    record = parse_store(xml)
    assert [domain.properties["name"] for domain in record.domains] == ["work"]
    assert record.domains[0].features == {
        "preload-dispvm-max": "2",
        "backup-content": "1",
        "backup-path": "vm2/",
    }
    assert len(record.labels) == 8
    assert record.properties["default_template"] == "tpl"
    assert record.pools == ()
    assert b"secret" not in xml
    assert "backup-content" not in work.features
    whole = parse_store(app.to_xml(extra_features={"dom0": {"x": "y"}}))
    assert len(whole.domains) == 4
    assert whole.domains[0].features == {"x": "y"}


async def test_nothing_is_written_when_nothing_changed(app: App) -> None:
    path = app.home / "qubes.xml"
    before = path.stat().st_ino
    await app.save()
    assert path.stat().st_ino == before
    app.pools["varlibqubes"].revisions_to_keep = 3
    app.qubes["tpl"].volumes["root"].revisions_to_keep = 2
    app.qubes["tpl"].changed()
    await app.save()
    assert path.stat().st_ino != before
    again = await App.load(app.home)
    assert again.pools["varlibqubes"].revisions_to_keep == 3
    assert again.qubes["tpl"].volumes["root"].revisions_to_keep == 2


async def test_a_cancelled_save_is_not_overtaken(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer that was begun ends before the next one begins."""
    order: list[str] = []

    def note(moment: str, call: str, path: Path) -> None:
        if path.name.startswith("qubes.xml") and call == "rename":
            order.append(moment)

    monkeypatch.setattr(durable, "on_step", note)
    first = asyncio.ensure_future(app.properties.set("stats_interval", "7"))
    while not app.properties.kept("stats_interval"):
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    await app.properties.set("stats_interval", "8")
    assert order in (["before", "after"], ["before", "after"] * 2)
    again = await App.load(app.home)
    assert again.properties.get("stats_interval").value == "8"
