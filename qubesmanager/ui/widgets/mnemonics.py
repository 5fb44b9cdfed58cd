"""Alt and a letter do one thing in a window, in every language.

Whoever translates a caption does not see the others beside it, so letters are settled here: the
first control that has one keeps it, a later one gets another letter of its caption, or none.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable

from PyQt5.QtWidgets import QAbstractButton, QAction, QLabel, QMenu, QStackedWidget, QWidget

Captioned = QAbstractButton | QLabel | QAction
_IN_BRACKETS = re.compile(r"\(&(\w)\)")  # as in Chinese, whose captions have no letters
_MARKED = re.compile(r"(?<!&)&(\w)")


def settle(window: QWidget) -> None:
    """What stands beside all pages comes first; pages are never seen together."""
    groups: dict[QWidget, list[Captioned]] = {window: []}
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, (QAbstractButton, QLabel)) or widget.window() is not window:
            continue
        if isinstance(widget, QAbstractButton) or widget.buddy() is not None:
            groups.setdefault(_page(widget, window), []).append(widget)
    common = _settle(groups.pop(window), set())
    for widgets in groups.values():
        _settle(widgets, common)


def settle_menu(menu: QMenu) -> None:
    """Of entries with the same letter, it would only walk from one to the next."""
    _settle(menu.actions(), set())


def _page(widget: QWidget, window: QWidget) -> QWidget:
    """The page of the outermost stack that has it; the window itself where none has."""
    page = window
    child, parent = widget, widget.parentWidget()
    while parent is not None and child is not window:
        if isinstance(parent, QStackedWidget):
            page = child
        child, parent = parent, parent.parentWidget()
    return page


def _settle(widgets: Iterable[Captioned], taken: set[str]) -> set[str]:
    used, late = set(taken), []
    for widget in widgets:
        letter = letter_of(widget.text())
        if letter and letter in used:
            late.append(widget)
        elif letter:
            used.add(letter)
    for widget in late:
        widget.setText(_with_another(widget.text(), used))
        used.add(letter_of(widget.text()))
    return used


def letter_of(caption: str) -> str:
    """The letter that is pressed with Alt; empty where there is none."""
    found = _MARKED.search(caption)
    return found[1].casefold() if found else ""


def _with_another(caption: str, used: set[str]) -> str:
    if _IN_BRACKETS.search(caption):
        free = (c for c in string.ascii_uppercase if c.casefold() not in used)
        letter = next(free, "")
        return _IN_BRACKETS.sub(f"(&{letter})" if letter else "", caption)
    bare = _MARKED.sub(r"\1", caption)
    starts = [found.start() for found in re.finditer(r"\b\w", bare)]
    for place in [*starts, *range(len(bare))]:
        if bare[place].isalpha() and bare[place].casefold() not in used:
            return f"{bare[:place]}&{bare[place:]}"
    return bare
