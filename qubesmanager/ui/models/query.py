"""What is typed into the search line: words, and terms like ``template:debian size>10G``.

Every word and every term must hold. A term names a field: ``name template netvm label class kind
state tag pool notes`` take ``:`` and a part of the text (``none`` for what is not set); ``size``,
what the qube's disks use, takes ``>`` or ``<`` and a size. Anything else is a word to be found in
some column.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qubesmanager.client.system import QubeInfo
from qubesmanager.ui import wording
from qubesmanager.ui.models.qubes_model import kind_of, state_of

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
_SIZE_TERM = re.compile(r"size([<>])(\d+(?:[.,]\d+)?)([KMGT]?)(?:i?B)?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}


@dataclass(frozen=True)
class Query:
    """``words`` are for the columns; ``holds`` judges the terms."""

    words: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    sizes: tuple[tuple[str, float], ...] = ()

    def holds(self, qube: QubeInfo) -> bool:
        return all(self._text(qube, *term) for term in self.texts) and all(
            self._size(qube, *term) for term in self.sizes
        )

    def _text(self, qube: QubeInfo, field: str, part: str) -> bool:
        return any(part in text.casefold() for text in TEXT_FIELDS[field](qube))

    def _size(self, qube: QubeInfo, sign: str, size_bytes: float) -> bool:
        used = qube.disk_used_bytes
        return used > size_bytes if sign == ">" else used < size_bytes


def parse_query(text: str) -> Query:
    """Never fails: what is no term is a word."""
    words, texts, sizes = [], [], []
    for part in text.split():
        if found := _TEXT_TERM.fullmatch(part):
            texts.append((found[1].casefold(), found[2].casefold()))
        elif found := _SIZE_TERM.fullmatch(part):
            number = float(found[2].replace(",", "."))
            sizes.append((found[1], number * 1024.0 ** _POWERS[found[3].casefold()]))
        else:
            words.append(part.casefold())
    return Query(tuple(words), tuple(texts), tuple(sizes))
