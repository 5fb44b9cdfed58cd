"""Policy files in the stock format: ``*.policy`` of a directory, in the order of their bytes.

A line is empty, a comment (``#``), an inclusion, or a rule::

    SERVICE|*  +ARGUMENT|*  SOURCE  TARGET  allow|deny|ask  [NAME=VALUE ...]
    !include FILE
    !include-dir DIRECTORY
    !include-service SERVICE|* +ARGUMENT|* FILE

A file of ``!include-service`` has rules without the first two columns. Relative paths are those of
the directory of the policy. One mistake anywhere makes the whole policy void, so that everything
is denied: a rule that was not understood may have been the one that denies.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from .rules import Action, Rule, is_redirection, is_source, is_target

SUFFIX = ".policy"
MAX_FILE_BYTES = 1024 * 1024
MAX_RULES = 100_000
_MAX_DEPTH = 16

_FILE_NAME = re.compile(r"[0-9a-z_.-]+\.policy")
_SERVICE = re.compile(r"[A-Za-z0-9_.-]+", re.ASCII)
_ARGUMENT = re.compile(r"\+[A-Za-z0-9_.+-]*", re.ASCII)
_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", re.ASCII)
_OPTIONS = {
    Action.ALLOW: frozenset({"target", "user", "notify", "autostart"}),
    Action.DENY: frozenset({"notify"}),
    Action.ASK: frozenset({"target", "default_target", "user", "notify", "autostart"}),
}


class PolicyError(Exception):
    """A policy that cannot be read; ``place`` is FILE:LINE."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


def read_rules(directory: Path) -> list[Rule]:
    """Blocking. All rules in order; none of a directory that is not there. PolicyError."""
    if not directory.is_dir():
        return []
    return _Reader(directory).read()


class _Reader:
    """``included`` is what stands in the place of the first two columns, in such files."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._rules: list[Rule] = []

    def read(self) -> list[Rule]:
        self._directory(self._base, 0)
        return self._rules

    def _directory(self, path: Path, depth: int) -> None:
        try:
            names = sorted(os.listdir(path), key=os.fsencode)
        except OSError as error:
            raise PolicyError(str(path), error.strerror or str(error)) from error
        for name in names:
            if name.startswith(".") or not name.endswith(SUFFIX):
                continue
            file = path / name
            if not _FILE_NAME.fullmatch(name):
                raise PolicyError(str(file), "names of policies have small letters and digits only")
            self._file(file, None, depth)

    def _file(self, path: Path, columns: tuple[str, str] | None, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise PolicyError(str(path), "files include each other too deeply")
        for number, line in _lines(path):
            place = f"{path}:{number}"
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            if words[0].startswith("!"):
                self._inclusion(words, columns, place, depth)
            else:
                self._rules.append(parse_rule([*(columns or ()), *words], place))
            if len(self._rules) > MAX_RULES:
                raise PolicyError(place, f"there are more than {MAX_RULES} rules")

    def _inclusion(
        self, words: list[str], columns: tuple[str, str] | None, place: str, depth: int
    ) -> None:
        match words:
            case ["!include", name]:
                self._file(self._base / name, columns, depth + 1)
            case ["!include-dir", name] if columns is None:
                self._directory(self._base / name, depth + 1)
            case ["!include-service", service, argument, name] if columns is None:
                self._file(self._base / name, (service, argument), depth + 1)
            case ["!compat-4.0"]:
                _fail(place, "policies of the format before release 4.1 are not read")
            case _:
                _fail(place, f"no such statement: {' '.join(words)[:80]!r}")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise PolicyError(str(path), error.strerror or str(error)) from error
    if len(data) > MAX_FILE_BYTES:
        raise PolicyError(str(path), f"the file has more than {MAX_FILE_BYTES} bytes")
    for number, raw in enumerate(data.split(b"\n"), 1):
        try:
            yield number, raw.decode("ascii")
        except UnicodeDecodeError:
            if not raw.lstrip().startswith(b"#"):
                _fail(f"{path}:{number}", "only comments may have other than ASCII characters")


def parse_rule(words: list[str], place: str) -> Rule:
    """A rule of its columns. Raises PolicyError."""
    if len(words) < 5:
        _fail(place, "a rule has a service, an argument, a source, a target and an action")
    service, argument, source, target, raw_action, *options = words
    if service != "*" and not _SERVICE.fullmatch(service):
        _fail(place, f"{service[:80]!r} is no name of a service")
    if argument != "*" and not _ARGUMENT.fullmatch(argument):
        _fail(place, f"the argument must be * or begin with +, not be {argument[:80]!r}")
    if service == "*" and argument != "*":
        _fail(place, "a rule for any service is one for any argument")
    source, target = (token.replace("$", "@", 1) for token in (source, target))
    if not is_source(source):
        _fail(place, f"{source[:80]!r} cannot be a source")
    if not is_target(target):
        _fail(place, f"{target[:80]!r} cannot be a target")
    try:
        action = Action(raw_action)
    except ValueError:
        _fail(place, f"an action is allow, deny or ask, not {raw_action[:80]!r}")
    found = _options(options, action, place)
    return Rule(
        service=None if service == "*" else service,
        argument=None if argument == "*" else argument[1:],
        source=source,
        target=target,
        action=action,
        forced_target=found.get("target"),
        default_target=found.get("default_target"),
        user=found.get("user", ""),
        notify=found.get("notify", "yes" if action is not Action.ALLOW else "no") == "yes",
        autostart=found.get("autostart", "yes") == "yes",
        place=place,
    )


def _options(words: list[str], action: Action, place: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        name, separator, value = word.partition("=")
        if not separator or name not in _OPTIONS[action]:
            _fail(place, f"{action.value} has no option {word[:80]!r}")
        if name in found:
            _fail(place, f"{name} is given twice")
        if name in ("notify", "autostart") and value not in ("yes", "no"):
            _fail(place, f"{name} is yes or no, not {value[:80]!r}")
        if name == "user" and not _USER.fullmatch(value):
            _fail(place, f"{value[:80]!r} is no name of a user")
        if name in ("target", "default_target"):
            value = value.replace("$", "@", 1)
            if not is_redirection(value):
                _fail(place, f"{value[:80]!r} cannot be behind {name}=")
        found[name] = value
    return found


def _fail(place: str, reason: str) -> NoReturn:
    raise PolicyError(place, reason)
