"""`qube menu`: the three windows in this user's desktop menu.

A system package puts them there by itself; after `pipx install` or from a clone nothing does. The
entries go where the freedesktop.org Base Directory and Icon Theme specifications say.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from qubesmanager.cli.session import OK, CliError, Session

_SOURCES = files("qubesmanager").joinpath("desktop")
_ICON = "qubes-manager.svg"


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "menu",
        help="put the windows in the desktop menu, or take them out",
        description="Put Qube Manager, Back Up Qubes and Restore Qubes in this user's desktop "
        "menu, or take them out again.",
        epilog="examples:\n  qube menu install\n  qube menu remove",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=["install", "remove"])
    parser.set_defaults(run=run, doing="change the desktop menu")


async def run(options: argparse.Namespace, session: Session) -> int:
    places = _places()
    try:
        for name, place in places.items():
            if options.what == "install":
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(_entry(name), encoding="utf-8")
            else:
                place.unlink(missing_ok=True)
    except OSError as error:
        raise CliError(f"cannot write the desktop menu: {error}") from error
    session.answer({"menu": options.what, "files": [str(place) for place in places.values()]})
    return OK


def _places() -> dict[str, Path]:
    """Where each of our files belongs, by its name."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    places = {_ICON: data / "icons" / "hicolor" / "scalable" / "apps" / _ICON}
    for source in sorted(entry.name for entry in _SOURCES.iterdir()):
        if source.endswith(".desktop"):
            places[source] = data / "applications" / source
        elif source.endswith(".metainfo.xml"):
            places[source] = data / "metainfo" / source
    return places


def _entry(name: str) -> str:
    """The file's text; programs by their whole path, for a menu does not look in a venv."""
    lines = _SOURCES.joinpath(name).read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(_with_path(line) for line in lines)


def _with_path(line: str) -> str:
    key, separator, command = line.partition("=")
    if key != "Exec" or not separator:
        return line
    program, blank, rest = command.rstrip("\n").partition(" ")
    path = Path(sys.argv[0]).resolve().parent / program
    if not path.is_file():
        raise CliError(f"cannot find the program {program} beside {sys.argv[0]}")
    # Quoting of the Desktop Entry Specification, "The Exec key".
    quoted = str(path).replace("\\", "\\\\\\\\").replace('"', '\\\\"').replace("%", "%%")
    return f'Exec="{quoted}"{blank}{rest}\n'
