"""Labels: look-up in its three forms, new ones, built-in ones."""

from __future__ import annotations

import pytest

from qubesmanager.backend.labels import BUILT_IN, Label, Labels
from qubesmanager.protocol import (
    ProtocolError,
    QubesInvalidLabelError,
    QubesInvalidLabelValueError,
    QubesLabelInUseError,
    QubesLabelNotFoundError,
)


def test_built_in_labels() -> None:
    assert [(label.index, label.name, label.color) for label in BUILT_IN] == [
        (1, "red", "0xcc0000"),
        (2, "orange", "0xf57900"),
        (3, "yellow", "0xedd400"),
        (4, "green", "0x73d216"),
        (5, "gray", "0x555555"),
        (6, "blue", "0x3465a4"),
        (7, "purple", "0x75507b"),
        (8, "black", "0x000000"),
    ]


@pytest.mark.parametrize("text", ["blue", "6", "label-6"])
def test_three_ways_to_name_a_label(text: str) -> None:
    assert Labels().find(text).name == "blue"


@pytest.mark.parametrize("text", ["", "Blue", "99", "label-", "label-blue", "label-06", "٦"])
def test_unknown_labels(text: str) -> None:
    with pytest.raises(QubesLabelNotFoundError):
        Labels().find(text)


def test_new_labels_come_last() -> None:
    labels = Labels()
    assert labels.add("sky", "0x00BFFF") == Label(9, "0x00bfff", "sky")
    assert labels.add("b.2_-", "0x123456").index == 10
    labels.remove(labels["sky"])
    assert list(labels)[-1] == "b.2_-"
    assert labels.add("sea", "0x000001").index == 11
    assert len(Labels((Label(3, "0x000000", "one"),))) == 1
    assert Labels((Label(3, "0x000000", "one"),)).add("two", "0x000000").index == 9


@pytest.mark.parametrize("name", ["", "12", "label-8", "a b", "ä", "a/b", "a\n"])
def test_bad_names(name: str) -> None:
    with pytest.raises(QubesInvalidLabelError):
        Labels().add(name, "0x000000")


@pytest.mark.parametrize("color", ["", "red", "#00ff00", "0x00ff0", "0x00ff000", "0x00ff0g"])
def test_bad_colors(color: str) -> None:
    with pytest.raises(QubesInvalidLabelValueError):
        Labels().add("new", color)


def test_refusals() -> None:
    labels = Labels()
    with pytest.raises(QubesLabelInUseError):
        labels.add("red", "0x000000")
    with pytest.raises(ProtocolError):
        labels.remove(labels["red"])
    assert len(labels) == 8
