"""How hard a passphrase is to guess, as a rough number of bits and in one of four words."""

from __future__ import annotations

import enum
import math
import re
import string

BITS_OF_A_WORD = 11.0  # one of 2,048 words
_COMMON = (
    "password",
    "passwort",
    "qwerty",
    "asdf",
    "letmein",
    "secret",
    "qubes",
    "backup",
    "admin",
)
_WORDS = re.compile(r"[^\W\d_]{3,}")
_CLASSES = (
    (string.ascii_lowercase, 26),
    (string.ascii_uppercase, 26),
    (string.digits, 10),
    (string.punctuation + " ", 33),
)


class Strength(enum.Enum):
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"
    STRONG = "strong"


def guess_bits(passphrase: str) -> float:
    """An upper estimate: what a guesser who knows words, runs and repeats would still need."""
    text = passphrase
    bits = 0.0
    for common in _COMMON:
        text, found = re.subn(re.escape(common), "", text, flags=re.IGNORECASE)
        bits += 4.0 if found else 0.0
    words = _WORDS.findall(text)
    if len(words) >= 3:
        bits += BITS_OF_A_WORD * len({word.casefold() for word in words})
        text = _WORDS.sub("", text).replace(" ", "")
    return bits + _bits_of_characters(text)


def _bits_of_characters(text: str) -> float:
    alphabet = sum(size for letters, size in _CLASSES if any(c in letters for c in text))
    if any(ord(c) > 126 for c in text):
        alphabet += 100
    per_character = math.log2(alphabet) if alphabet > 1 else 0.0
    bits = 0.0
    seen: set[str] = set()
    for number, character in enumerate(text):
        step = ord(character) - ord(text[number - 1]) if number else 99
        if abs(step) <= 1:
            bits += 0.5  # a repeat or a run such as abc, 321
        elif character in seen:
            bits += per_character * 0.6
        else:
            bits += per_character
        seen.add(character)
    return bits


def strength(passphrase: str) -> Strength:
    bits = guess_bits(passphrase)
    if bits < 36:
        return Strength.WEAK
    if bits < 55:
        return Strength.FAIR
    return Strength.GOOD if bits < 75 else Strength.STRONG


def unusable(passphrase: str) -> bool:
    """Control characters, which the stock restore cannot be given (backup-format.md 3.2)."""
    return any(ord(c) < 32 or ord(c) == 127 for c in passphrase)


def too_long(passphrase: str) -> bool:
    """Member names are put before it, and both together may have 2,046 bytes."""
    return len(passphrase.encode("utf-8", "replace")) > 1500
