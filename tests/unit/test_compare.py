"""Volumes of an archive beside those that are here."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from qubesmanager.backend.backup.plan import HostState, RestorePlan
from qubesmanager.backend.backup.plan_making import make_plan
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.restore import verify_archive
from tests.archives import PASSPHRASE, ArchiveQube, make_archive, noise

DATA = noise(70_000)
IMAGE = DATA + bytes(3_000_000) + DATA  # a hole in the archive


def compare(tmp_path: Path, here: bytes | None, sparse: bool = False) -> RestorePlan:
    qube = ArchiveQube("a", "StandaloneVM", volumes={"root": IMAGE, "private": b""})
    reader = BackupReader(make_archive(tmp_path / "archive", [qube]), PASSPHRASE)
    plan = make_plan(reader.contents, HostState())
    paths: dict[tuple[str, str], Path] = {}
    if here is not None:
        path = paths["a", "root"] = tmp_path / "root.img"
        with open(path, "wb") as file:
            if sparse:
                file.write(here[: len(DATA)])
                file.seek(len(here) - len(DATA))
                file.write(here[-len(DATA) :])
            else:
                file.write(here)

    def find(qube: str, volume: str) -> Path | None:
        return paths.get((qube, volume))

    verify_archive(reader, plan, lambda _: None, threading.Event(), False, find)
    reader.close()
    assert plan.ok
    assert plan.row("a").volume("private").compared == "not here"
    return plan


def changed(at: int) -> bytes:
    image = bytearray(IMAGE)
    image[at] ^= 1
    return bytes(image)


@pytest.mark.parametrize(
    ("here", "sparse", "result"),
    [
        (IMAGE, False, "same"),
        (IMAGE, True, "same"),
        (changed(0), False, "differs at byte 0"),
        (changed(69_999), True, "differs at byte 69999"),
        (changed(2_500_000), False, "differs at byte 2500000"),
        (changed(len(IMAGE) - 1), False, f"differs at byte {len(IMAGE) - 1}"),
        (IMAGE[:-1], False, f"other size: {len(IMAGE) - 1} bytes here"),
        (IMAGE + b"x", False, f"other size: {len(IMAGE) + 1} bytes here"),
        (None, False, "not here"),
    ],
)
def test_what_is_here(tmp_path: Path, here: bytes | None, sparse: bool, result: str) -> None:
    assert compare(tmp_path, here, sparse).row("a").volume("root").compared == result


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "root.img").mkdir()
    qube = ArchiveQube("a", "StandaloneVM", volumes={"root": IMAGE, "private": b""})
    reader = BackupReader(make_archive(tmp_path / "archive", [qube]), PASSPHRASE)
    plan = make_plan(reader.contents, HostState())

    def find(qube: str, volume: str) -> Path:
        if volume == "private":
            raise OSError(0, "the qube runs")
        return tmp_path / "root.img"

    verify_archive(reader, plan, lambda _: None, threading.Event(), False, find)
    reader.close()
    row = plan.row("a")
    assert row.volume("root").compared == "cannot be read here: Is a directory"
    assert row.volume("private").compared == "cannot be read here: the qube runs"
