"""Firewall rules of a qube, read and replaced as a list (``admin-api.md`` 5.1).

A rule is its text, ``action=accept dsthost=example.com proto=tcp dstports=443``; what it may say
is checked by the daemon, which also gives it back in its own words.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

from qubesmanager.client.connection import Connection
from qubesmanager.protocol import QubesValueError

ACCEPT_ALL = "action=accept"
DROP_ALL = "action=drop"
_ACTIONS = ("accept", "drop")
_TARGET_PORTS = ("tcp", "udp")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LENGTH = re.compile(r"[0-9]{1,6}[smhd]\Z")


async def rules(connection: Connection, qube: str) -> list[str]:
    """The rules in force, the first match wins; what none matches is dropped."""
    return (await connection.call("admin.vm.firewall.Get", "", qube)).decode().splitlines()


async def set_rules(connection: Connection, qube: str, texts: Sequence[str]) -> None:
    """Replace all rules. An empty list cannot be said, so one that drops everything stands for it.

    Raises QubesValueError for what is no rule; then nothing has changed.
    """
    payload = "".join(f"{text}\n" for text in texts or [DROP_ALL])
    await connection.call("admin.vm.firewall.Set", "", qube, _ascii(payload))


async def reload(connection: Connection, qube: str) -> None:
    """Have the rules applied once more."""
    await connection.call("admin.vm.firewall.Reload", "", qube)


async def add_rule(
    connection: Connection, qube: str, text: str, before: int | None = None
) -> list[str]:
    """Put a rule before the one of that number, or at the end. Returns the new list."""
    texts = await rules(connection, qube)
    if before is not None:
        _check_number(before, texts)
    texts.insert(len(texts) if before is None else before, text)
    await set_rules(connection, qube, texts)
    return await rules(connection, qube)


async def remove_rule(connection: Connection, qube: str, number: int) -> list[str]:
    """Take away the rule of that number. Returns the new list."""
    texts = await rules(connection, qube)
    _check_number(number, texts)
    del texts[number]
    await set_rules(connection, qube, texts)
    return await rules(connection, qube)


async def find_rule(connection: Connection, qube: str, text: str) -> int:
    """The number of the rule that says the same, in whatever order. QubesValueError if none."""
    wanted = _meaning(text)
    for number, known in enumerate(await rules(connection, qube)):
        if _meaning(known) == wanted:
            return number
    raise QubesValueError(f"{qube} has no rule {text!r}")


def rule_text(words: Sequence[str]) -> str:
    """A rule from words: ``key=value`` ones, or ACTION [HOST [PROTO [PORTS]]] by position.

    QubesValueError for words that cannot be a rule.
    """
    plain = [word for word in words if "=" not in word]
    named = [word for word in words if "=" in word]
    texts = []
    if plain:
        if plain != list(words[: len(plain)]):
            raise QubesValueError("words without = come first: ACTION [HOST [PROTO [PORTS]]]")
        texts = _by_position(plain)
    # The comment may have spaces, so nothing can follow it.
    comments = [word for word in named if word.startswith("comment=")]
    texts += [_with_moment(word) for word in named if not word.startswith("comment=")]
    return " ".join(texts + comments)


def _with_moment(word: str) -> str:
    """``expire=+2h`` as the moment that it means now; other words as they are."""
    length = word.removeprefix("expire=+")
    if length == word:
        return word
    if not _LENGTH.match(length):
        raise QubesValueError(f"{word}: say +30m, +2h or +1d, or seconds since 1970")
    return f"expire={int(time.time()) + int(length[:-1]) * _SECONDS[length[-1]]}"


def fields(text: str) -> dict[str, str]:
    """The fields of a rule that the daemon gave."""
    head, _, comment = text.partition("comment=")
    found = dict(word.partition("=")[::2] for word in head.split())
    return {**found, "comment": comment} if comment else found


def undecided(texts: Sequence[str]) -> dict[int, int]:
    """Rules that never decide, by number, with the number of the one before that takes all."""
    for number, text in enumerate(texts):
        if not fields(text).keys() - {"action", "comment"}:
            return dict.fromkeys(range(number + 1, len(texts)), number)
    return {}


def _by_position(words: Sequence[str]) -> list[str]:
    action, *rest = words
    if action not in _ACTIONS:
        raise QubesValueError(f"a rule begins with accept or drop, not {action!r}")
    if len(rest) > 3:
        raise QubesValueError(f"too many words: {' '.join(rest[3:])!r}")
    texts = [f"action={action}"]
    if rest:
        texts.append(f"dsthost={rest[0]}")
    if len(rest) > 1:
        texts.append(f"proto={rest[1]}")
    if len(rest) > 2:
        key = "dstports" if rest[1] in _TARGET_PORTS else "icmptype"
        texts.append(f"{key}={rest[2]}")
    return texts


def _meaning(text: str) -> dict[str, str]:
    """Fields with the daemon's spelling of an address and of a single port."""
    found = fields(text)
    for key in ("dst4", "dst6", "dsthost", "dstname"):
        if key in found:
            found["destination"] = found.pop(key).removesuffix("/32").removesuffix("/128")
    ports = found.get("dstports", "")
    if ports and "-" not in ports:
        found["dstports"] = f"{ports}-{ports}"
    return found


def _check_number(number: int, texts: Sequence[str]) -> None:
    if not 0 <= number < len(texts):
        raise QubesValueError(f"there is no rule {number}: rules are 0 to {len(texts) - 1}")


def _ascii(text: str) -> bytes:
    try:
        return text.encode("ascii")
    except UnicodeEncodeError as error:
        raise QubesValueError("firewall rules are plain ASCII text") from error
