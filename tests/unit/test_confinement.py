"""What a confined process can no longer do, tried out in a process of its own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from qubesmanager import confinement
from qubesmanager.confinement import Bounds, confine
from tests.conftest import missing

_SCRIPT = """
import json, os, socket, subprocess, sys, threading
from pathlib import Path
from qubesmanager.confinement import Bounds, confine

top, port = Path(sys.argv[1]), int(sys.argv[2])
lines = confine(Bounds(
    read=(top / "archive",), write=(top / "pool",), make=(top / "work",), receive=(top,),
    memory_bytes=1 << 30))

def told(error):
    return error.strerror if isinstance(error, OSError) else type(error).__name__

def attempt(do):
    try:
        result = do()
    except (OSError, MemoryError) as error:
        return told(error)
    return result if isinstance(result, str) else "done"

def in_thread(do):
    found = []
    thread = threading.Thread(target=lambda: found.append(attempt(do)))
    thread.start()
    thread.join()
    return found[0]

work = top / "work"
tries = {
    "read the archive": lambda: (top / "archive").read_text(),
    "change the archive": lambda: (top / "archive").write_text("x"),
    "read a secret": lambda: (top / "secret").read_text(),
    "list a home": lambda: os.listdir(top),
    "make a file in it": lambda: (top / "new").write_text("x"),
    "remove a file in it": lambda: (top / "secret").unlink(),
    "write an image": lambda: (top / "pool" / "image").write_text("x"),
    "read an image": lambda: (top / "pool" / "image").read_text(),
    "make an image": lambda: (top / "pool" / "other").write_text("x"),
    "work": lambda: ((work / "a").mkdir(), (work / "b").mkdir(), (work / "a" / "f").write_text("x"),
                     os.link(work / "a" / "f", work / "b" / "f")) and "done",
    "hand over": lambda: (work / "a").rename(top / "made"),
    "read what was handed over": lambda: (top / "made" / "f").read_text(),
    "connect": lambda: socket.create_connection(("127.0.0.1", port)),
    "send a datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "local socket": lambda: socket.socket(socket.AF_UNIX),
    "run a program": lambda: subprocess.run(["true"]),
    "signal the parent": lambda: os.kill(os.getppid(), 0),
    "look into the parent": lambda: Path(f"/proc/{os.getppid()}/environ").read_text(),
    "take 2 GiB": lambda: bytes(2 << 30),
    "use the library": lambda: __import__("lxml.etree"),
    "read our own code": lambda: Path(confine.__code__.co_filename).read_text()[:3],
}
found = {name: attempt(do) for name, do in tries.items()}
found["a thread"] = in_thread(tries["read a secret"])
print(json.dumps([lines, found]))
"""


def needs(abi: int) -> None:
    if confinement.landlock_abi() < abi:
        missing(f"Landlock {abi} in this kernel (there is {confinement.landlock_abi()})")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], dict[str, str]]:
    needs(2)
    top = tmp_path_factory.mktemp("home")
    for name in ("archive", "secret"):
        (top / name).write_text(name)
    for name in ("pool", "work"):
        (top / name).mkdir()
    (top / "pool" / "image").write_text("old")
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(top), str(server.getsockname()[1])],
            capture_output=True,
            text=True,
            check=True,
        )
    assert (top / "pool" / "image").read_text() == "x"
    lines, found = json.loads(done.stdout)
    return lines, found


@pytest.mark.parametrize(
    "name",
    [
        "change the archive",
        "read a secret",
        "list a home",
        "make a file in it",
        "remove a file in it",
        "read an image",
        "make an image",
        "read what was handed over",
        "connect",
        "send a datagram",
        "local socket",
        "run a program",
        "look into the parent",
        "a thread",
    ],
)
def test_refused(name: str, told: tuple[list[str], dict[str, str]]) -> None:
    assert told[1][name] in ("Permission denied", "Operation not permitted")


def test_what_is_needed_goes_on(told: tuple[list[str], dict[str, str]]) -> None:
    names = ("write an image", "work", "hand over", "use the library")
    assert {name: told[1][name] for name in names} == dict.fromkeys(names, "done")
    assert told[1]["read the archive"] == "archive"
    assert told[1]["read our own code"] == '"""'
    assert told[1]["take 2 GiB"] == "MemoryError"


def test_signals_where_the_kernel_can(told: tuple[list[str], dict[str, str]]) -> None:
    can = confinement.landlock_abi() >= 6
    assert told[1]["signal the parent"] == ("Operation not permitted" if can else "done")
    assert any("signals" in line for line in told[0]) is can


def test_it_says_what_is_in_force(told: tuple[list[str], dict[str, str]]) -> None:
    limits, files, calls = told[0]
    assert "1024 MiB" in limits
    assert f"Landlock (version {confinement.landlock_abi()})" in files
    assert "seccomp" in calls


_WITHOUT = """
import json
from qubesmanager import confinement
confinement.{name} = {value}
lines = confinement.confine(confinement.Bounds())
open("/etc/hostname").close() if "landlock" in {name!r} else None
print(json.dumps(lines))
"""


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("landlock_abi", "lambda: 0", "files: not restricted"),
        ("landlock_abi", "lambda: 1", "files: not restricted"),
        ("_MACHINES", "{}", "system calls: not restricted on"),
    ],
)
def test_a_kernel_that_lacks_one_is_not_claimed_to_have_it(
    name: str, value: str, told: str
) -> None:
    script = _WITHOUT.format(name=name, value=value)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    lines = json.loads(done.stdout)
    assert len(lines) == 3
    assert [line for line in lines if line.startswith(told)]


def test_not_with_other_threads() -> None:
    """They would stay free. (Nothing has been given up by then.)"""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        with pytest.raises(RuntimeError, match="one thread"):
            confine(Bounds(open_files=5))
    finally:
        end.set()
        thread.join()


def test_the_kernel_of_debian_12_is_enough() -> None:
    """Landlock 2 came with Linux 5.19."""
    config = Path(__file__).parents[2] / "build" / "guest" / "boot"
    found = sorted(config.glob("config-6.1.*"))
    if not found:
        missing("the kernel that `make test` fetches")
    text = found[0].read_text()
    assert "CONFIG_SECURITY_LANDLOCK=y" in text
    assert 'CONFIG_LSM="landlock,' in text
    assert "CONFIG_SECCOMP_FILTER=y" in text
