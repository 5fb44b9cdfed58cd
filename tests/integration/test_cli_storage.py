"""`qube pool`, `label` and the settings of `qube volume` against a real qubesd."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archives import noise
from tests.commands import Qube
from tests.integration.served import refused, served_store


@pytest.fixture(scope="module")
def qube(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    with served_store(tmp_path_factory.mktemp("storage")) as qube:
        qube.run("create", "tpl", "--class", "TemplateVM")
        qube.run("create", "work", "--class", "AppVM", "--template", "tpl")
        image = tmp_path_factory.mktemp("image") / "root"
        image.write_bytes(b"earlier" + bytes(4089))
        for _ in range(2):  # an earlier state of tpl:root
            qube.run("volume", "import", "tpl:root", str(image))
        yield qube


# -- pools


def test_pools(qube: Qube, tmp_path: Path) -> None:
    names = {row["name"] for row in qube.json("pool", "list")}
    assert names == {"varlibqubes", "linux-kernel"}
    drivers = {row["name"]: row["options"] for row in qube.json("pool", "drivers")}
    assert "dir_path" in drivers["file-reflink"]
    words = ("archive", "file-reflink", "-o", f"dir_path={tmp_path}/pööl", "-o", "setup_check=no")
    made = qube.json("pool", "add", *words)
    assert (made["driver"], made["config"]["dir_path"]) == ("file-reflink", f"{tmp_path}/pööl")
    assert made["size"] > 0
    changed = qube.json("pool", "set", "archive", "revisions_to_keep=4", "ephemeral_volatile=yes")
    assert changed["config"]["revisions_to_keep"] == "4"
    assert "archive" in qube.run("pool", "list").stdout
    assert str(tmp_path) in qube.run("pool", "info", "archive").stdout
    qube.run("create", "far", "--class", "StandaloneVM", "--pool", "archive")
    vids = [row["name"] for row in qube.json("pool", "volumes", "archive")]
    assert "appvms/far/private" in vids
    assert "used by: far" in refused(qube, "pool", "remove", "archive")
    qube.run("remove", "far")
    qube.run("pool", "set", "archive", "warn_percent=1")
    for words in (("list",), ("info", "archive")):
        assert " full to " in qube.run("pool", *words).stdout
    qube.run("create", "lost", "--class", "StandaloneVM", "--pool", "archive")
    assert qube.json("volume", "info", "lost:private")["problem"] is None
    (tmp_path / "pööl" / "appvms" / "lost" / "private.img").unlink()
    said = qube.run("volume", "info", "lost:private").stdout
    assert "problem            volume appvms/lost/private lacks its image" in said
    qube.run("remove", "lost")
    (tmp_path / "pööl").rename(tmp_path / "aside")
    (tmp_path / "pööl").mkdir()  # as a mount point shows itself
    assert "is its disk mounted?" in qube.run("pool", "list").stdout
    info = qube.json("pool", "info", "archive")
    assert (info["size"], info["usage"], info["free"]) == (None, None, None)
    assert "is not there; is its disk mounted?" in info["hindrance"]
    (tmp_path / "pööl").rmdir()
    (tmp_path / "aside").rename(tmp_path / "pööl")
    qube.run("pool", "remove", "archive")
    assert {row["name"] for row in qube.json("pool", "list")} == names


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("info", "nosuch"), 1, "cannot show pool nosuch: there is no pool 'nosuch'"),
        (("remove", "nosuch"), 1, "no pool 'nosuch'"),
        (("remove", "varlibqubes"), 1, "varlibqubes"),
        (("volumes", "nosuch"), 1, "no pool 'nosuch'"),
        (("add", "new", "nosuch"), 1, "no driver 'nosuch'"),
        (("add", "new", "file-reflink"), 1, "dir_path"),
        (("add", "n/w", "file-reflink", "-o", "dir_path=/tmp/x"), 1, "n/w"),
        (("add", "..", "file-reflink", "-o", "dir_path=/tmp/x"), 1, "not dots only"),
        (("add", "x" * 64, "file-reflink", "-o", "dir_path=/tmp/x"), 1, "has 1 to 63 of A-Z"),
        (("add", "new", "file-reflink", "-o", "colour=red", "-o", "dir_path=/tmp/x"), 1, "colour"),
        (("add", "new", "file-reflink", "-o", "dir_path"), 2, "NAME=VALUE"),
        (("add", "new", "file-reflink", "-o", "dir_path=a\nname=b"), 1, "single lines"),
        (("set", "varlibqubes", "dir_path=/tmp"), 1, "'dir_path' cannot be changed"),
        (("set", "varlibqubes", "revisions_to_keep=many"), 1, "many"),
        (("set", "nosuch", "revisions_to_keep=1"), 1, "no pool 'nosuch'"),
        ((), 2, "ACTION"),
    ],
)
def test_pools_refuse(qube: Qube, words: tuple[str, ...], status: int, said: str) -> None:
    before = qube.json("pool", "list")
    assert said in refused(qube, "pool", *words, status=status)
    after = qube.json("pool", "list")
    assert [row["config"] for row in after] == [row["config"] for row in before]


# -- labels


def test_labels(qube: Qube) -> None:
    assert len(qube.json("label", "list")) == 8
    made = qube.json("label", "create", "teal", "#1A9c8c")
    assert made == {"name": "teal", "index": 9, "color": "#1a9c8c"}
    qube.run("label", "create", "sand", "0xc2b280")
    assert "#c2b280" in qube.run("label", "list").stdout
    qube.run("prefs", "work", "label", "teal")
    done = qube.json("label", "remove", "teal", "sand", "never", "red", ok=False)
    assert [(row["name"], row["ok"]) for row in done] == [
        ("teal", False),
        ("sand", True),
        ("never", False),
        ("red", False),
    ]
    assert "work" in done[0]["reason"]
    qube.run("prefs", "work", "label", "red")
    qube.run("label", "remove", "teal")
    assert len(qube.json("label", "list")) == 8


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create", "red", "#000000"), "red"),
        (("create", "teal", "green"), "#rrggbb"),
        (("create", "te al", "#000000"), "te al"),
        (("create", "1234", "#000000"), "1234"),
        (("remove", "black"), "black"),
    ],
)
def test_labels_refuse(qube: Qube, words: tuple[str, ...], said: str) -> None:
    done = qube.run("label", *words, ok=False)
    assert done.returncode == 1
    assert said in done.stderr
    assert len(qube.json("label", "list")) == 8


# -- volumes


def fill(qube: Qube, volume: str, folder: Path, seed: int) -> bytes:
    """Replace a volume's contents, which makes a revision of what was there."""
    data = noise(8192, seed)
    (folder / "image").write_bytes(data)
    qube.run("volume", "import", volume, str(folder / "image"))
    return data


def read(qube: Qube, volume: str, folder: Path) -> bytes:
    (folder / "out").unlink(missing_ok=True)
    qube.run("volume", "export", volume, str(folder / "out"))
    return (folder / "out").read_bytes()


def test_volume_list(qube: Qube) -> None:
    rows = {row["name"]: row for row in qube.json("volume", "list")}
    assert rows["work:private"]["vid"] == "appvms/work/private"
    assert {name.partition(":")[0] for name in rows} == {"tpl", "work"}
    assert {row["qube"] for row in qube.json("volume", "list", "work")} == {"work"}
    kernels = qube.json("volume", "list", "-p", "linux-kernel")
    assert {row["volume"] for row in kernels} == {"kernel"}
    assert "nobody" in refused(qube, "volume", "list", "work", "nobody")
    assert "nosuch" in refused(qube, "volume", "list", "-p", "nosuch")


def test_volume_goes_back_to_earlier_states(qube: Qube, tmp_path: Path) -> None:
    qube.run("volume", "config", "tpl:root", "revisions_to_keep", "3")
    first = fill(qube, "tpl:root", tmp_path, 1)
    second = fill(qube, "tpl:root", tmp_path, 2)
    third = fill(qube, "tpl:root", tmp_path, 3)
    ids = [row["name"] for row in qube.json("volume", "revisions", "tpl:root")]
    assert len(ids) == 3
    assert read(qube, "tpl:root", tmp_path) == third
    assert qube.json("volume", "revert", "tpl:root")["revision"] == ids[-1]
    assert read(qube, "tpl:root", tmp_path) == second
    qube.run("volume", "revert", "tpl:root", ids[1])
    assert read(qube, "tpl:root", tmp_path) == first
    info = qube.json("volume", "info", "tpl:root")
    assert (info["size"], info["revisions_to_keep"], info["rw"]) == (8192, 3, True)
    assert len(info["revisions"]) == 3
    assert "revisions_to_keep  3" in qube.run("volume", "info", "tpl:root").stdout


def test_a_pinned_state_stays(qube: Qube, tmp_path: Path) -> None:
    qube.run("volume", "config", "tpl:private", "revisions_to_keep", "1")
    first = fill(qube, "tpl:private", tmp_path, 1)
    fill(qube, "tpl:private", tmp_path, 2)
    (made,) = qube.json("volume", "revisions", "tpl:private")
    assert (made["cause"], made["pinned"], made["note"]) == ("before-import", False, "")
    qube.run("volume", "pin", "tpl:private", made["name"], "--note", "vor dem Umbau: schön")
    for seed in (3, 4):
        fill(qube, "tpl:private", tmp_path, seed)
    pinned, last = qube.json("volume", "revisions", "tpl:private")
    assert pinned == {**made, "pinned": True, "note": "vor dem Umbau: schön"}
    assert "vor dem Umbau: schön" in qube.run("volume", "revisions", "tpl:private").stdout
    qube.run("volume", "revert", "tpl:private", pinned["name"])
    assert read(qube, "tpl:private", tmp_path) == first
    rows = qube.json("volume", "revisions", "tpl:private")
    assert [row["cause"] for row in rows] == ["before-import", "before-import", "before-revert"]
    store = (qube.home / "qubes.xml").read_text()
    assert 'cause="before-revert"' in store and "vor dem Umbau: schön" in store
    qube.run("volume", "unpin", "tpl:private", pinned["name"])
    fill(qube, "tpl:private", tmp_path, 5)
    assert pinned["name"] not in qube.json("volume", "info", "tpl:private")["revisions"]
    assert last["name"] not in qube.json("volume", "info", "tpl:private")["revisions"]


def test_volume_resize(qube: Qube) -> None:
    assert qube.json("volume", "resize", "work:private", "3GiB")["size"] == 3 << 30
    assert "loses what is beyond" in refused(qube, "volume", "resize", "work:private", "1G")
    assert qube.json("volume", "info", "work:private")["size"] == 3 << 30
    qube.run("volume", "resize", "work:private", "2147483648", "--force")
    assert qube.json("volume", "info", "work:private")["size"] == 2 << 30


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("info", "work:nosuch"), 1, "work has no volume 'nosuch'; it has root"),
        (("info", "nobody:root"), 1, "nobody"),
        (("info", "work"), 2, "QUBE:VOLUME"),
        (("config", "work:private", "colour", "red"), 2, "colour"),
        (("config", "work:private", "revisions_to_keep", "many"), 1, "many"),
        (("config", "work:private", "revisions_to_keep", "-7"), 1, "must be -1"),
        (("config", "work:private", "ephemeral", "yes"), 1, "private"),
        (("revisions", "work:nosuch"), 1, "nosuch"),
        (("revert", "work:private"), 1, "no earlier state"),
        (("revert", "tpl:root", "999"), 1, "999"),
        (("pin", "tpl:root", "999"), 1, "no revision 999"),
        (("pin", "tpl:root", "a b"), 1, "not a revision"),
        (("unpin", "work:private", "1"), 1, "no revision 1"),
        (("resize", "work:private", "big"), 2, "'big' is not a size"),
        (("resize", "work:root", "30GiB"), 1, "root"),
        (("resize", "work:kernel", "30GiB"), 1, "kernel"),
    ],
)
def test_volumes_refuse(qube: Qube, words: tuple[str, ...], status: int, said: str) -> None:
    before = qube.json("volume", "list")
    assert said in refused(qube, "volume", *words, status=status)
    assert qube.json("volume", "list") == before
