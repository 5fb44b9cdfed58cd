"""Labels: the colours of trust (admin-api.md section 2.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qubesmanager.protocol import (
    ProtocolError,
    QubesInvalidLabelError,
    QubesInvalidLabelValueError,
    QubesLabelInUseError,
    QubesLabelNotFoundError,
)

_NAME = re.compile(r"[A-Za-z0-9_.-]+\Z")
# Means the label of that index, where a label is named.
_INDEX = re.compile(r"label-[0-9]+\Z")
_COLOR = re.compile(r"0x[0-9a-fA-F]{6}\Z")


@dataclass(frozen=True)
class Label:
    """``color`` is ``0xrrggbb``; ``index`` orders the labels."""

    index: int
    color: str
    name: str

    def __str__(self) -> str:
        return self.name

    @property
    def store_id(self) -> str:
        """The id in ``qubes.xml``."""
        return f"label-{self.index}"


BUILT_IN = (
    Label(1, "0xcc0000", "red"),
    Label(2, "0xf57900", "orange"),
    Label(3, "0xedd400", "yellow"),
    Label(4, "0x73d216", "green"),
    Label(5, "0x555555", "gray"),
    Label(6, "0x3465a4", "blue"),
    Label(7, "0x75507b", "purple"),
    Label(8, "0x000000", "black"),
)
_LAST_BUILT_IN = BUILT_IN[-1].index


def check_label_name(untrusted_name: str) -> str:
    """QubesInvalidLabelError unless it can be a label's name."""
    if not _NAME.match(untrusted_name) or untrusted_name.isdigit():
        raise QubesInvalidLabelError(f"Not a name for a label: {untrusted_name!r}")
    return untrusted_name


class Labels(Mapping[str, Label]):
    """The labels of a store by name, in the order of their index."""

    def __init__(self, labels: tuple[Label, ...] = BUILT_IN) -> None:
        self._labels: dict[str, Label] = {}
        for label in sorted(labels, key=lambda label: label.index):
            self._labels[label.name] = label

    def __getitem__(self, name: str) -> Label:
        return self._labels[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)

    def find(self, text: str) -> Label:
        """By name, index or ``label-N``. QubesLabelNotFoundError when there is none."""
        if text in self._labels:
            return self._labels[text]
        number = text.removeprefix("label-")
        if number.isascii() and number.isdigit():
            for label in self._labels.values():
                if str(label.index) == number:
                    return label
        raise QubesLabelNotFoundError(f"No such label: {text!r}")

    def add(self, untrusted_name: str, untrusted_color: str) -> Label:
        """A new label. QubesInvalidLabelError, ...ValueError, QubesLabelInUseError."""
        name = check_label_name(untrusted_name)
        if _INDEX.match(name):
            raise QubesInvalidLabelError(f"{name!r} means the label of that index")
        if not _COLOR.match(untrusted_color):
            raise QubesInvalidLabelValueError(f"Not a colour (0xRRGGBB): {untrusted_color!r}")
        if name in self._labels:
            raise QubesLabelInUseError(f"There is a label of that name: {name!r}")
        index = max(_LAST_BUILT_IN, *(label.index for label in self._labels.values())) + 1
        label = Label(index, untrusted_color.lower(), name)
        self.put_back(label)
        return label

    def put_back(self, label: Label) -> None:
        """Keep a label whose name and index are free."""
        self._labels[label.name] = label

    def remove(self, label: Label) -> None:
        """Built-in ones stay (ProtocolError). That no qube has it is for the App to check."""
        self.refuse_built_in(label)
        del self._labels[label.name]

    @staticmethod
    def refuse_built_in(label: Label) -> None:
        """ProtocolError."""
        if label.index <= _LAST_BUILT_IN:
            raise ProtocolError(f"Label {label.name!r} is built in")
