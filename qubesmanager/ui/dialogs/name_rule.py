"""What a qube may be called, said in a sentence while the name is typed."""

from __future__ import annotations

from collections.abc import Collection

from PyQt5.QtCore import QCoreApplication

from qubesmanager.protocol import MAX_NAME_LENGTH, is_qube_name

translate = QCoreApplication.translate


def name_hindrance(name: str, taken: Collection[str]) -> str:
    """Why no new qube can have that name; empty when one can."""
    if not name:
        return translate("NameRule", "Type a name for the qube.")
    if not name[0].isascii() or not name[0].isalpha():
        return translate("NameRule", "A name begins with a letter from A to Z.")
    if len(name) > MAX_NAME_LENGTH:
        return translate("NameRule", "A name has at most 31 characters.")
    if not is_qube_name(name):
        return translate(
            "NameRule", "A name has letters, digits, “-”, “_” and “.” only; some are reserved."
        )
    if name in taken:
        return translate("NameRule", "There is a qube of that name already.")
    return ""


def free_name(name: str, taken: Collection[str]) -> str:
    """``work-1``, or the next number that is free."""
    number = 1
    while True:
        ending = f"-{number}"
        proposal = name[: MAX_NAME_LENGTH - len(ending)] + ending
        if proposal not in taken:
            return proposal
        number += 1
