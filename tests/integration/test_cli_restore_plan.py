"""`qube restore`: the plan as a file and by options, a cut restore gone on with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.archives import PASSPHRASE, ArchiveQube, make_archive, noise
from tests.commands import Qube

pytestmark = pytest.mark.usefixtures("runtime")

SECRET = PASSPHRASE.decode()


@pytest.fixture
def bare(tmp_path: Path) -> Qube:
    qube = Qube(tmp_path / "store")
    qube.run("init")
    return qube


@pytest.fixture
def qube(bare: Qube, tmp_path: Path) -> Qube:
    bare.run("pool", "add", "second", "file-reflink", "-o", f"dir_path={tmp_path / 'second'}", "-o",
             "setup_check=no")  # fmt: skip
    return bare


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    big = {"root": noise(1 << 20, 1), "private": noise(3 << 20, 2)}
    qubes = [
        ArchiveQube("tpl", "TemplateVM", volumes={"root": noise(4096), "private": b""}),
        ArchiveQube("work", template="tpl", volumes={"private": noise(4096)}),
        ArchiveQube("solo", "StandaloneVM", volumes=big),
    ]
    path = tmp_path_factory.mktemp("archive") / "a.qbak"
    return make_archive(path, qubes, compression="none", chunk_bytes=48 << 10, log_n=15)


def pools(qube: Qube, name: str) -> dict[str, str]:
    return {v["name"]: v["pool"] for v in qube.json("info", name)["volumes"]}


def test_a_plan_is_edited_as_a_file_and_by_options(
    qube: Qube, archive: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.json"
    shown = qube.json("restore", str(archive), "--plan-out", str(file), passphrase=SECRET)
    assert shown["space"][0]["needed_bytes"] > 0
    assert "pool" in shown["qubes"][0]["defaults"]
    plan = json.loads(file.read_text())
    solo = next(row for row in plan["rows"] if row["name"] == "solo")
    solo["restored_as"], solo["kernel"], solo["label"] = "solo-2", None, "blue"
    next(v for v in solo["volumes"] if v["name"] == "private")["pool"] = "second"
    file.write_text(json.dumps(plan))
    qube.run("restore", str(archive), "--plan", str(file), "--netvm", "work=none",
             "--pool", "work=second", passphrase=SECRET)  # fmt: skip
    assert pools(qube, "solo-2")["private"] == "second"
    assert pools(qube, "solo-2")["root"] != "second"
    assert pools(qube, "work")["private"] == "second"
    about = qube.json("info", "solo-2")
    assert about["label"] == "blue"

    refused = qube.run("restore", str(archive), "--select", "work", passphrase=SECRET, ok=False)
    assert refused.returncode == 1
    assert "A qube named work exists already" in refused.stderr
    again = qube.json("restore", str(archive), "--select", "work,tpl", "--conflict", "rename",
                      "--conflict", "tpl=skip", passphrase=SECRET)  # fmt: skip
    named = {row["name"]: (row["restored_as"], row["status"]) for row in again["qubes"]}
    assert named["work"] == ("work-1", "restored")
    assert named["tpl"][1] == "skipped"


def test_settings_that_are_refused_are_losses(bare: Qube, tmp_path: Path) -> None:
    """The data is there and the command still has not done all that it was asked for."""
    wrong = {"memory": "-5", "vcpus": "abc", "mac": "zz"}
    solo = ArchiveQube("solo", "StandaloneVM", properties=wrong,
                       volumes={"root": noise(4096), "private": b""})  # fmt: skip
    archive = make_archive(tmp_path / "a.qbak", [solo], log_n=2)
    told = bare.run("--json", "restore", str(archive), passphrase=SECRET, ok=False)
    answer = json.loads(told.stdout)
    row = answer["qubes"][0]
    assert (told.returncode, answer["ok"], row["status"]) == (1, False, "restored")
    assert len(row["losses"]) == len(wrong)
    assert all(any(name in loss for loss in row["losses"]) for name in wrong)
    assert all(loss in told.stderr for loss in row["losses"])
    assert "1 of 1 qube done, 1 of them not with all that they had." in told.stderr
    none = bare.run("restore", "--resume", ok=False)
    assert "no restore to go on with" in none.stderr


def test_a_second_of_a_qube_gets_addresses_of_its_own(bare: Qube, tmp_path: Path) -> None:
    given = {"ip": "10.137.0.200", "ip6": "fd09::200", "mac": "00:16:3e:00:02:00"}
    solo = ArchiveQube("solo", "StandaloneVM", properties=given,
                       volumes={"root": noise(4096), "private": b""})  # fmt: skip
    archive = make_archive(tmp_path / "a.qbak", [solo], log_n=2)

    def set_here(name: str) -> dict[str, str]:
        return {p["name"]: p["value"] for p in bare.json("prefs", name, "--hide-default")}

    bare.run("restore", str(archive), passphrase=SECRET)
    assert given.items() <= set_here("solo").items()
    answer = bare.json("restore", str(archive), "--rename", "solo=two", passphrase=SECRET)
    (row,) = answer["qubes"]
    assert (answer["ok"], row["restored_as"], row["status"]) == (True, "two", "restored")
    assert given.keys() <= set(row["defaults"])
    assert len([note for note in row["notes"] if "that of the qube solo as well" in note]) == 3
    assert not given.keys() & set_here("two").keys()
    assert given.items() <= set_here("solo").items()


def test_files_of_another_user_are_a_question(bare: Qube, tmp_path: Path) -> None:
    """Left out, and said so with the way out."""
    tpl = ArchiveQube("tpl", "TemplateVM", volumes={"root": noise(4096), "private": b""})
    dom0 = ArchiveQube("dom0", "AdminVM", path="dom0-home/joe-of-elsewhere")
    archive = make_archive(tmp_path / "a.qbak", [tpl, dom0], log_n=2)
    told = bare.run("--json", "restore", str(archive), passphrase=SECRET)
    answer = json.loads(told.stdout)
    assert answer["ok"]
    home = next(row for row in answer["qubes"] if row["name"] == "dom0")
    assert home["status"] == "skipped"
    for said in (home["reason"], told.stderr):
        assert "files of the user 'joe-of-elsewhere'" in said
        assert "only when dom0 is selected" in said
    assert "--select dom0" in told.stderr
    assert home["left_out"] == home["reason"]
    bare.run("restore", str(archive), "--select", "tpl", "--conflict", "rename", passphrase=SECRET)

    alone = make_archive(tmp_path / "b.qbak", [dom0], log_n=2)
    told = bare.run("restore", str(alone), passphrase=SECRET, ok=False)
    assert told.returncode == 1
    assert "joe-of-elsewhere" in told.stderr and "--select dom0" in told.stderr

    again = bare.run("restore", str(archive), "--select", "tpl", "--conflict", "skip",
                     passphrase=SECRET)  # fmt: skip
    assert "every qube that was asked for is here already" in again.stdout


def test_a_qube_on_a_stand_in_does_not_start(bare: Qube, tmp_path: Path) -> None:
    work = ArchiveQube("work", template="nowhere", volumes={"private": b""})
    archive = make_archive(tmp_path / "a.qbak", [work], log_n=2)
    done = bare.json("restore", str(archive), passphrase=SECRET)
    assert done["stand_ins"] == ["nowhere"]
    told = bare.run("start", "work", ok=False)
    assert told.returncode == 1
    assert "'work' has no system to start" in told.stderr
    assert "qube prefs work template NAME" in told.stderr


def test_a_killed_command_is_gone_on_with(qube: Qube, archive: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET + "\n")
    words = ["restore", str(archive), "--passphrase-file", str(secret)]
    command = [sys.executable, "-m", "qubesmanager.cli.main", "--home", str(qube.home), *words]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        give_up = time.monotonic() + 60
        # Not by rglob, which does not bear folders that come and go.
        while not any(
            "private-import.img" in files and folder.endswith("/solo")
            for folder, _, files in os.walk(qube.home)
        ):
            assert time.monotonic() < give_up
            assert run.poll() is None
            time.sleep(0.01)
        os.kill(run.pid, signal.SIGKILL)
    listed = {row["name"]: row["incomplete"] for row in qube.json("ls")}
    assert listed == {"dom0": False, "tpl": False, "work": False, "solo": True}

    wrong = qube.run("restore", "--resume", "--select", "work", ok=False)
    assert wrong.returncode == 2
    assert "--select has no place there" in wrong.stderr
    done = qube.run("restore", "--resume", "--passphrase-file", str(secret))
    assert "going on with the restore of" in done.stderr
    assert not any(row["incomplete"] for row in qube.json("ls"))
    same = qube.run("verify", str(archive), "--compare", "--passphrase-file", str(secret))
    assert "All volumes here are the same." in same.stdout
    qube.run("remove", "work")
    other = qube.run(
        "verify", str(archive), "--compare", "--passphrase-file", str(secret), ok=False
    )
    assert (other.returncode, "1 of 5 volumes here are not the same" in other.stderr) == (1, True)
    none = qube.run("restore", "--resume", "--passphrase-file", str(secret), ok=False)
    assert (none.returncode, "no restore to go on with" in none.stderr) == (1, True)
