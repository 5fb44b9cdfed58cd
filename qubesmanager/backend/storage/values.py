"""Reading the strings that a store keeps: booleans and numbers; and a qube's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import StorageValueError

_WORDS = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}


def parse_bool(what: str, value: object) -> bool:
    """One of the usual boolean words, in any case, or a bool."""
    if isinstance(value, bool):
        return value
    word = _WORDS.get(str(value).strip().lower())
    if word is None:
        raise StorageValueError(f"{what} is yes or no, not {value!r}")
    return word


def parse_int(what: str, value: object, minimum: int) -> int:
    """A decimal number that is at least ``minimum``."""
    try:
        number = int(str(value))
    except ValueError as error:
        raise StorageValueError(f"{what} is a whole number, not {value!r}") from error
    if number < minimum:
        raise StorageValueError(f"{what} is at least {minimum}, not {number}")
    return number


@dataclass(frozen=True)
class QubeRef:
    """What a pool may know of the qube that owns a volume.

    ``dir_prefix`` is ``appvms`` or ``vm-templates``; ``kernel`` answers with the qube's kernel
    of this moment (only the linux-kernel driver asks).
    """

    name: str
    dir_prefix: str
    kernel: Callable[[], str | None] = field(default=lambda: None, compare=False)
