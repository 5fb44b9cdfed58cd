"""The rules of where things are."""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path

import pytest

from qubesmanager import places


def test_default_home_follows_xdg_data_home(tmp_path: Path) -> None:
    assert places.default_home({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "qubes"


@pytest.mark.parametrize("environ", [{}, {"XDG_DATA_HOME": ""}, {"XDG_DATA_HOME": "relative"}])
def test_default_home_without_xdg(environ: dict[str, str]) -> None:
    assert places.default_home(environ) == Path.home() / ".local/share/qubes"


def test_default_store_has_the_plain_socket(tmp_path: Path) -> None:
    environ = {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_RUNTIME_DIR": str(tmp_path / "run")}
    home = places.default_home(environ)
    assert places.socket_path(home, environ) == tmp_path / "run/qubes/qubesd.sock"
    assert places.internal_socket(places.socket_path(home, environ)) == (
        tmp_path / "run/qubes/qubesd.internal.sock"
    )


def test_other_stores_have_their_own_socket(tmp_path: Path) -> None:
    environ = {"XDG_RUNTIME_DIR": "/run/x"}
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to("a")
    first = places.socket_path(tmp_path / "a", environ)
    assert re.fullmatch(r"/run/x/qubes/[0-9a-f]{12}/qubesd\.sock", str(first))
    assert places.socket_path(tmp_path / "link", environ) == first
    assert places.socket_path(tmp_path / "b", environ) != first


def test_too_long_a_socket_is_refused_readably() -> None:
    with pytest.raises(places.PlaceError, match="XDG_RUNTIME_DIR to a shorter"):
        places.socket_path(Path("/x"), {"XDG_RUNTIME_DIR": "/" + "r" * 90})


def test_runtime_dir_without_xdg() -> None:
    uid = os.getuid()
    assert places.runtime_dir({}) in (Path(f"/run/user/{uid}/qubes"), Path(f"/tmp/qubes-{uid}"))


def test_socket_must_end_in_sock() -> None:
    with pytest.raises(places.PlaceError, match="must end in .sock"):
        places.internal_socket(Path("/tmp/x"))


def test_private_dir_is_made_private(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    old = os.umask(0)
    try:
        places.make_private_dir(tmp_path / "a" / "b")
    finally:
        os.umask(old)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "a/b").stat().st_mode & 0o777 == 0o700
    places.make_private_dir(tmp_path / "a" / "b")


def test_open_or_odd_private_dir_is_refused(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o755)
    with pytest.raises(places.PlaceError, match="open to others .mode 0755."):
        places.make_private_dir(tmp_path / "open")
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(places.PlaceError, match="is not a directory"):
        places.make_private_dir(tmp_path / "link")


def test_prepare_socket_checks_every_directory_of_ours(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as short:  # a socket's path has 107 bytes
        environ = {"XDG_RUNTIME_DIR": short}
        socket = places.prepare_socket(tmp_path / "home", environ)
        assert socket.parent.stat().st_mode & 0o777 == 0o700
        Path(short, "qubes").chmod(0o777)
        with pytest.raises(places.PlaceError, match="open to others"):
            places.prepare_socket(tmp_path / "home", environ)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a directory away")
def test_foreign_private_dir_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir(mode=0o700)
    os.chown(tmp_path / "theirs", 65534, 65534)
    with pytest.raises(places.PlaceError, match="belongs to user 65534"):
        places.make_private_dir(tmp_path / "theirs")


def test_holder(tmp_path: Path) -> None:
    assert places.read_holder(tmp_path) is None
    places.lock_path(tmp_path).write_text("")
    assert places.read_holder(tmp_path) is None
    places.lock_path(tmp_path).write_text(json.dumps({"pid": 7, "socket": "/run/x.sock"}))
    assert places.read_holder(tmp_path) == places.Holder(7, Path("/run/x.sock"))


@pytest.mark.parametrize("text", ["{", "[]", '{"pid": 7}', '{"pid": "x", "socket": "/y"}'])
def test_odd_lock_file(tmp_path: Path, text: str) -> None:
    places.lock_path(tmp_path).write_text(text)
    with pytest.raises(places.PlaceError, match="does not say who holds"):
        places.read_holder(tmp_path)
