"""A field for sizes says something of small ones too."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import QLocale, Qt

from qubesmanager.ui.widgets.size_edit import GIB, SizeEdit, parsed

MIB = 1 << 20


@pytest.fixture
def field(qtbot):
    made = SizeEdit()
    made.setMaximum(1 << 20)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [(10 * MIB, "10.0 MiB"), (2 * GIB, "2.0 GiB"), (20 * GIB + GIB // 2, "20.5 GiB")],
)
def test_the_unit_is_that_of_the_size(field, size_bytes, text):
    field.setValue(size_bytes / GIB)
    assert field.text() == text and field.size_bytes() == size_bytes


@pytest.mark.parametrize(
    ("typed", "size_bytes"),
    [("500 MiB", 500 * MIB), ("3", 3 * GIB), ("1.5g", 3 * GIB // 2), ("1 tib", 1024 * GIB)],
)
def test_any_unit_is_taken(qtbot, field, typed, size_bytes):
    field.selectAll()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key_Return)
    assert field.size_bytes() == size_bytes


@pytest.mark.parametrize("typed", ["", "many", "5 apples", "2 GiB more", "1.2.3", "GiB", "-5"])
def test_what_is_no_size(typed):
    assert parsed(typed) is None


@pytest.mark.parametrize("typed", ["many", "1"])
def test_what_is_no_size_or_too_small_changes_nothing(qtbot, field, typed):
    field.setMinimum(2)
    field.setValue(4)
    field.selectAll()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key_Return)
    assert field.size_bytes() in (2 * GIB, 4 * GIB)


def test_what_it_shows_is_what_it_takes_in_other_languages():
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    try:
        assert parsed("1,5 GiB") == 1.5 * GIB
    finally:
        QLocale.setDefault(before)
