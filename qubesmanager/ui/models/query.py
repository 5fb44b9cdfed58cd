"""What is typed into the search line: words, and terms like ``template:debian size>10G``.

Every word and every term must hold. A term names a field: ``name template netvm label class kind
state tag pool notes`` take ``:`` and a part of the text (``none`` for what is not set); ``size``
of the qube's disks, and ``used``, what they hold, take ``>`` or ``<`` and a size. Anything else is
a word to be found in some column; ``remarks`` tells of what looks like a term and is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches

from qubesmanager.client.system import QubeInfo
from qubesmanager.ui import wording
from qubesmanager.ui.models.qubes_model import KINDS, STATES, kind_of, state_of

translate = wording.translate
Texts = Callable[[QubeInfo], tuple[str, ...]]

TEXT_FIELDS: dict[str, Texts] = {
    "name": lambda q: (q.name,),
    "template": lambda q: (q.template or "none",),
    "netvm": lambda q: (q.netvm or "none",),
    "label": lambda q: (q.label,),
    "class": lambda q: (q.klass,),
    "kind": lambda q: (kind_of(q), wording.kind_word(kind_of(q))),
    "state": lambda q: (state_of(q), wording.state_word(state_of(q))),
    "tag": lambda q: q.tags or ("none",),
    "pool": lambda q: tuple(volume.pool for volume in q.volumes if volume.save_on_stop),
    "notes": lambda q: (q.notes or "none",),
}
_TEXT_TERM = re.compile(rf"({'|'.join(TEXT_FIELDS)}):(.+)", re.IGNORECASE)
SIZE_FIELDS: dict[str, Callable[[QubeInfo], int]] = {
    "size": lambda q: q.disk_size_bytes,
    "used": lambda q: q.disk_used_bytes,
}
_FIXED = {"kind": (KINDS, wording.kind_word), "state": (STATES, wording.state_word)}
_LIKE_A_TERM = re.compile(r"([-!]?[^\W\d]+)([:<>])(.*)")
_SIZE_TERM = re.compile(r"(size|used)([<>])(\d+(?:[.,]\d+)?)([KMGT]?)(?:i?B)?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}


@dataclass(frozen=True)
class Query:
    """``words`` are for the columns; ``holds`` judges the terms."""

    words: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    sizes: tuple[tuple[str, str, float], ...] = ()

    def holds(self, qube: QubeInfo) -> bool:
        return all(self._text(qube, *term) for term in self.texts) and all(
            self._size(qube, *term) for term in self.sizes
        )

    def _text(self, qube: QubeInfo, field: str, part: str) -> bool:
        return any(part in text.casefold() for text in TEXT_FIELDS[field](qube))

    def _size(self, qube: QubeInfo, field: str, sign: str, size_bytes: float) -> bool:
        found = SIZE_FIELDS[field](qube)
        return found > size_bytes if sign == ">" else found < size_bytes

    def remarks(self) -> list[str]:
        """What looks like a term and cannot find anything, each with what may be meant."""
        found = []
        for word in self.words:
            if like := _LIKE_A_TERM.fullmatch(word):
                found.append(_unknown(*like.groups()))
        for field, part in self.texts:
            if field in _FIXED:
                values, in_words = _FIXED[field]
                if not any(part in f"{v}\n{in_words(v)}".casefold() for v in values):
                    told = translate("Query", "Nothing is “{term}”.").format(term=f"{field}:{part}")
                    found.append(told + _meant([f"{field}:{v}" for v in values], f"{field}:{part}"))
        return found


def parse_query(text: str) -> Query:
    """Never fails: what is no term is a word."""
    words, texts, sizes = [], [], []
    for part in text.split():
        if found := _TEXT_TERM.fullmatch(part):
            texts.append((found[1].casefold(), found[2].casefold()))
        elif found := _SIZE_TERM.fullmatch(part):
            number = float(found[3].replace(",", "."))
            power = _POWERS[found[4].casefold()]
            sizes.append((found[1].casefold(), found[2], number * 1024.0**power))
        else:
            words.append(part.casefold())
    return Query(tuple(words), tuple(texts), tuple(sizes))


def _unknown(field: str, sign: str, part: str) -> str:
    if field in SIZE_FIELDS:
        text = translate("Query", "“{term}” is not understood; sizes are written {example}.")
        return text.format(term=f"{field}{sign}{part}", example=f"{field}>10G")
    if field in TEXT_FIELDS and sign == ":":
        text = translate("Query", "What to look for stands right after “{term}”, without a space.")
        return text.format(term=f"{field}:")
    told = translate("Query", "There is no term “{term}”.").format(term=f"{field}{sign}")
    known = [f"{name}:" for name in TEXT_FIELDS] + [
        f"{name}{c}" for name in SIZE_FIELDS for c in "><"
    ]
    return told + _meant(known, f"{field}{sign}")


def _meant(known: Collection[str], typed: str) -> str:
    near = get_close_matches(typed, known, 1)
    return translate("Query", " Did you mean {term}?").format(term=near[0]) if near else ""
