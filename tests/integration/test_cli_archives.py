"""`qube verify`, `qube backup-extract` and plans as files, on archives of every version."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.archives import (
    ArchiveQube,
    Maker,
    compress,
    make_archive,
    noise,
    tar_header,
    tar_number,
    write_outer,
)
from tests.commands import Qube
from tests.integration.stores import runtime_dir

PASSPHRASE = "correct horse battery"
EVERY_VERSION = ["v2-encrypted-sha1.qbak", "v3-gzip.qbak", "v4-zstd.qbak"]
QUBES = [
    ArchiveQube("tpl", "TemplateVM", volumes={"root": noise(9000), "private": b""}),
    ArchiveQube("work", template="tpl", volumes={"private": noise(70000)}),
]


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> Iterator[None]:
    with runtime_dir():
        yield


@pytest.fixture
def nowhere(tmp_path: Path) -> Qube:
    """The command with a store that does not exist."""
    return Qube(tmp_path / "no-store")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return make_archive(tmp_path / "small.qbak", QUBES)


@pytest.mark.parametrize("name", EVERY_VERSION)
def test_verify(
    nowhere: Qube, name: str, fixtures_dir: Path, manifest: dict[str, dict[str, Any]]
) -> None:
    record = manifest[name]
    words = ["verify", "--digests", str(fixtures_dir / name)]
    result = nowhere.json(*words, passphrase=record["passphrase"])
    assert result["ok"]
    assert any("in their order" in note for note in result["notes"]) == (record["version"] < 4)
    rows = {row["name"]: row for row in result["qubes"]}
    for qube, expected in record["vms"].items():
        found = {v["name"]: (v["sha256"], v["size"]) for v in rows[qube]["volumes"]}
        assert found == {v: (f["sha256"], f["size"]) for v, f in expected["volumes"].items()}
    assert not nowhere.home.exists()


def test_what_verify_shows(nowhere: Qube, archive: Path) -> None:
    words = ["verify", str(archive)]
    shown = nowhere.run(*words, passphrase=PASSPHRASE).stdout
    assert [line.split()[:3] for line in shown.splitlines()[1:-1]] == [
        ["tpl", "root", "verified"],
        ["tpl", "private", "verified"],
        ["work", "private", "verified"],
    ]
    assert shown.splitlines()[-1] == "Everything is there and whole."
    shown = nowhere.run(*words, "--digests", passphrase=PASSPHRASE).stdout
    assert hashlib.sha256(noise(70000)).hexdigest() in shown


def test_verify_says_what_is_wrong(nowhere: Qube, tmp_path: Path) -> None:
    members = [m for m in Maker().build(QUBES) if not m.name.startswith("vm2/private.img")]
    path = write_outer(tmp_path / "cut", members)
    done = nowhere.run("verify", str(path), passphrase=PASSPHRASE, ok=False)
    assert done.returncode == 1
    assert "work:private: it is not in the archive" in done.stderr
    assert "1 of 2 qubes" in done.stderr


def test_verify_gives_each_reason_once(nowhere: Qube, tmp_path: Path) -> None:
    path = write_outer(tmp_path / "cut", Maker().build(QUBES)[:3])
    done = nowhere.run("verify", str(path), passphrase=PASSPHRASE, ok=False)
    lines = done.stderr.splitlines()
    assert len(lines) == 2, lines
    assert "tpl:root, tpl:private, work:private: it is not in the archive" in lines[0]
    assert "2 of 2 qubes" in lines[1]


@pytest.mark.parametrize(
    ("verb", "name"),
    [
        *(("verify", name) for name in [*EVERY_VERSION, "v2-plain.qbak"]),
        ("restore", "v4-gzip-stock-kdf.qbak"),
    ],
)
def test_wrong_passphrase(
    nowhere: Qube, verb: str, name: str, fixtures_dir: Path, tmp_path: Path
) -> None:
    """Known from the header, before anything else is read."""
    qube = nowhere
    if verb == "restore":
        qube = Qube(tmp_path / "store")
        qube.run("init")
    done = qube.run(verb, str(fixtures_dir / name), passphrase="other", ok=False)
    assert done.returncode == 1
    assert "passphrase is wrong" in done.stderr


def test_dear_keys_only_when_allowed(nowhere: Qube, tmp_path: Path) -> None:
    """A key of 1 MiB, with an allowance that is less."""
    path = write_outer(tmp_path / "dear", Maker(log_n=10, r=8).build(QUBES))
    words = ["verify", str(path), "--key-memory"]
    done = nowhere.run(*words, "0", passphrase=PASSPHRASE, ok=False)
    assert done.returncode == 2
    assert nowhere.run(*words, "1", passphrase=PASSPHRASE).returncode == 0
    path = write_outer(tmp_path / "dear", Maker(log_n=12, r=8).build(QUBES))
    done = nowhere.run(*words, "1", passphrase=PASSPHRASE, ok=False)
    assert "--key-memory" in done.stderr
    assert nowhere.run(*words, "9", passphrase=PASSPHRASE).returncode == 0


def test_a_filter_that_only_the_person_knows(nowhere: Qube, tmp_path: Path) -> None:
    """What the header names is neither run nor guessed."""
    maker = Maker(compression="bzip2", log_n=2)
    members = maker.build(QUBES)
    members[:2] = maker.header(members[0].data.replace(b"=bzip2", b"=lbzip2"))
    path = write_outer(tmp_path / "odd", members)
    done = nowhere.run("verify", str(path), passphrase=PASSPHRASE, ok=False)
    assert "'lbzip2'" in done.stderr
    assert "--compression" in done.stderr
    words = ["verify", str(path), "--compression"]
    assert nowhere.run(*words, "bzip2", passphrase=PASSPHRASE).returncode == 0
    assert nowhere.run(*words, "gzip", passphrase=PASSPHRASE, ok=False).returncode == 1
    assert nowhere.run(*words, "lbzip2", passphrase=PASSPHRASE, ok=False).returncode == 2
    store = Qube(tmp_path / "store")
    store.run("init")
    store.run("restore", str(path), "--compression", "bzip2", passphrase=PASSPHRASE)


@pytest.mark.parametrize("name", EVERY_VERSION)
def test_extract(
    nowhere: Qube,
    tmp_path: Path,
    name: str,
    fixtures_dir: Path,
    manifest: dict[str, dict[str, Any]],
) -> None:
    """A template's root, which older archives keep inside a directory archive."""
    record = manifest[name]
    qube = next(n for n, vm in record["vms"].items() if "root" in vm["volumes"] and "tpl" in n)
    facts = record["vms"][qube]["volumes"]["root"]
    image = tmp_path / "root.img"
    words = ("backup-extract", str(fixtures_dir / name), f"{qube}:root", str(image))
    nowhere.run(*words, passphrase=record["passphrase"])
    assert hashlib.sha256(image.read_bytes()).hexdigest() == facts["sha256"]
    assert [path.name for path in tmp_path.iterdir()] == ["root.img"]
    done = nowhere.run(*words, passphrase=record["passphrase"], ok=False)
    assert "exists already" in done.stderr


def test_extract_refuses(nowhere: Qube, archive: Path, tmp_path: Path) -> None:
    image = tmp_path / "image"
    for volume, status, message in (
        ("work:root", 1, "It has: work:private"),
        ("other:root", 1, "It has: tpl, work"),
        ("work", 2, "not QUBE:VOLUME"),
    ):
        words = ("backup-extract", str(archive), volume, str(image))
        done = nowhere.run(*words, passphrase=PASSPHRASE, ok=False)
        assert (done.returncode, message in done.stderr) == (status, True), done.stderr
    data = bytearray(archive.read_bytes())
    data[-30000] ^= 1
    archive.write_bytes(data)
    words = ("backup-extract", str(archive), "work:private", str(image))
    done = nowhere.run(*words, passphrase=PASSPHRASE, ok=False)
    assert done.returncode == 1
    assert "work:private is damaged" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["small.qbak"]


LARGE_BYTES = 100 << 40  # more than a file of ext4 holds


def one_volume(tmp_path: Path, tar: bytes) -> Path:
    """An archive whose only volume work:private is this inner archive."""
    maker = Maker(log_n=2)
    members = maker.build([ArchiveQube("work", volumes={"private": b""})])
    at = next(i for i, m in enumerate(members) if m.name.startswith("vm1/private.img"))
    members[at : at + 1] = maker.stream("vm1/private.img", compress(tar, "gzip"))
    return write_outer(tmp_path / "one.qbak", members)


def all_holes(size: int) -> bytes:
    """A few bytes that promise so many of nothing."""
    fields = tar_number(size) + tar_number(0)
    head = {"at386": fields, "at483": tar_number(size)}
    return tar_header("vm1/private.img", 0, b"S", gnu=True, **head) + bytes(1024)


def test_extract_more_than_the_file_system_holds(nowhere: Qube, tmp_path: Path) -> None:
    path = one_volume(tmp_path, all_holes(LARGE_BYTES))
    words = ("backup-extract", str(path), "work:private", str(tmp_path / "image"))
    done = nowhere.run(*words, passphrase=PASSPHRASE, ok=False)
    if done.returncode == 0:
        assert (tmp_path / "image").stat().st_size == LARGE_BYTES
        pytest.skip("this file system has files that large")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"the file system has room for no file of {LARGE_BYTES} bytes" in line
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_digests_of_next_to_nothing(nowhere: Qube, tmp_path: Path) -> None:
    """Hours of hashing zeros would be the price of a few bytes; the rest is checked as ever."""
    path = one_volume(tmp_path, all_holes(LARGE_BYTES))
    words = ["verify", "--digests", str(path)]
    done = nowhere.run(*words, passphrase=PASSPHRASE, ok=False)
    assert done.returncode == 1
    assert "Everything is there and whole." in done.stdout
    assert "The digest of work:private is not computed: too much of its 100 TiB" in done.stderr
    assert "1 of 1 digests were not computed" in done.stderr
    nowhere.run("verify", str(path), passphrase=PASSPHRASE)
    path = one_volume(tmp_path, all_holes(64 << 20))
    (row,) = nowhere.json(*words, passphrase=PASSPHRASE)["qubes"]
    zeros = hashlib.sha256()
    for _ in range(64):
        zeros.update(bytes(1 << 20))
    assert row["volumes"][0]["sha256"] == zeros.hexdigest()


def test_digests_of_an_archive_in_a_qube(nowhere: Qube) -> None:
    words = ["verify", "--digests", "work:/home/user/backup"]
    done = nowhere.run(*words, passphrase=PASSPHRASE, ok=False)
    assert (done.returncode, "not of one in a qube" in done.stderr) == (2, True)


def raw(qube: Qube, *words: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command with bytes on its standard output."""
    command = [*qube.prefix, qube.python, "-m", "qubesmanager.cli.main", "--home", str(qube.home)]
    options.setdefault("stdout", subprocess.PIPE)
    return subprocess.run(
        [*command, *words, "--passphrase-file", "-"],
        input=PASSPHRASE.encode() + b"\n",
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
        **options,
    )


def test_extract_to_standard_output(nowhere: Qube, tmp_path: Path) -> None:
    """Holes come as zeros, and nothing else comes; no file is made."""
    image = noise(5000) + bytes(3_000_000) + noise(700, 1) + bytes(9000)
    qubes = [ArchiveQube("work", volumes={"private": image})]
    path = make_archive(tmp_path / "small.qbak", qubes)
    words = ("backup-extract", str(path), "work:private", "-")
    done = raw(nowhere, *words, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == image
    assert [file.name for file in tmp_path.iterdir()] == ["small.qbak"]
    done = raw(nowhere, "--json", *words)
    assert (done.returncode, b"cannot both" in done.stderr) == (2, True)
    data = bytearray(path.read_bytes())
    data[-9000] ^= 1
    path.write_bytes(data)
    done = raw(nowhere, *words)
    assert done.returncode == 1
    assert b"work:private is damaged" in done.stderr


def test_no_image_on_a_terminal(nowhere: Qube, archive: Path) -> None:
    reader, terminal = pty.openpty()
    try:
        done = raw(nowhere, "backup-extract", str(archive), "work:private", "-", stdout=terminal)
    finally:
        os.close(terminal)
        os.close(reader)
    assert done.returncode == 2
    assert b"is a terminal" in done.stderr


def test_standard_output_that_nobody_reads(nowhere: Qube, tmp_path: Path) -> None:
    """It ends at once, however much was still to come, and the archive is not blamed."""
    path = one_volume(tmp_path, all_holes(LARGE_BYTES))
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = raw(nowhere, "backup-extract", str(path), "work:private", "-", stdout=writer)
    finally:
        os.close(writer)
    assert done.returncode == 1
    assert b"Standard output cannot be written: Broken pipe" in done.stderr
    assert b"damaged" not in done.stderr


def test_a_plan_as_a_file(tmp_path: Path, archive: Path) -> None:
    qube = Qube(tmp_path / "store")
    qube.run("init")
    path = tmp_path / "plan.json"
    qube.run("restore", str(archive), "--plan-out", str(path), passphrase=PASSPHRASE)
    assert [row["name"] for row in qube.json("ls")] == ["dom0"]
    plan = json.loads(path.read_text())
    rows = {row["name"]: row for row in plan["rows"]}
    rows["work"]["restored_as"] = "work-old"
    rows["work"]["label"] = "blue"
    rows["work"]["netvm"] = "none"  # as on the command line
    path.write_text(json.dumps(plan))
    result = qube.json("restore", str(archive), "--plan", str(path), passphrase=PASSPHRASE)
    assert result["ok"]
    here = {row["name"]: row for row in qube.json("ls")}
    assert set(here) == {"dom0", "tpl", "work-old"}
    assert here["work-old"]["label"] == "blue"
    assert qube.run("prefs", "work-old", "netvm").stdout.strip() in ("", "none", "None")


def test_plans_that_do_not_fit(tmp_path: Path, archive: Path) -> None:
    qube = Qube(tmp_path / "store")
    qube.run("init")
    path = tmp_path / "plan.json"
    path.write_text("{}")
    words = ("restore", str(archive), "--plan", str(path))
    done = qube.run(*words, passphrase=PASSPHRASE, ok=False)
    assert "is not a plan" in done.stderr
    path.unlink()
    qube.run("restore", str(archive), "--plan-out", str(path), passphrase=PASSPHRASE)
    other = write_outer(tmp_path / "other", Maker(backup_id="other-1").build(QUBES))
    done = qube.run("restore", str(other), "--plan", str(path), passphrase=PASSPHRASE, ok=False)
    assert "not of this backup" in done.stderr


@pytest.mark.parametrize("name", ["v2-gzip.qbak", "v4-zstd.qbak"])
def test_from_a_pipe(
    tmp_path: Path, name: str, fixtures_dir: Path, manifest: dict[str, dict[str, Any]]
) -> None:
    """Read once, from front to back."""
    record = manifest[name]
    secret = tmp_path / "passphrase"
    secret.write_text(record["passphrase"])
    qube = Qube(tmp_path / "store")
    qube.run("init")
    words = ("-", "--passphrase-file", str(secret))
    root = next(vm for vm, facts in record["vms"].items() if "root" in facts["volumes"])
    assert piped(qube, fixtures_dir / name, "verify", *words)["ok"]
    image = tmp_path / "image"
    piped(qube, fixtures_dir / name, "backup-extract", *words, f"{root}:root", str(image))
    digest = hashlib.sha256(image.read_bytes()).hexdigest()
    assert digest == record["vms"][root]["volumes"]["root"]["sha256"]
    select = ("--select", ",".join(record["vms"]))
    result = piped(qube, fixtures_dir / name, "restore", *words, *select)
    assert result["ok"]
    assert {row["name"] for row in qube.json("ls")} >= set(record["vms"])
    done = qube.run("verify", "-", passphrase=record["passphrase"], ok=False)
    assert done.returncode == 2


def piped(qube: Qube, archive: Path, *words: str) -> Any:
    """The archive comes through a pipe, in pieces as they come."""
    command = [qube.python, "-m", "qubesmanager.cli.main", "--home", str(qube.home), "--json"]
    with subprocess.Popen(["cat", str(archive)], stdout=subprocess.PIPE) as source:
        done = subprocess.run(
            [*command, *words], stdin=source.stdout, capture_output=True, check=False, timeout=120
        )
        assert source.stdout is not None
        source.stdout.close()
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
