"""Columns share the room there is: nothing hidden behind a scroll bar while there is a way out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QStandardItemModel
from PyQt5.QtWidgets import QTableView

from qubesmanager.ui.widgets.column_fit import ColumnFit, shares
from tests.ui_loop import play, turns


@given(
    st.integers(0, 3000),
    st.lists(st.tuples(st.integers(1, 400), st.integers(0, 100)), min_size=1, max_size=9),
    st.data(),
)
def test_shares_fill_the_room_and_keep_the_floors(room, columns, data):
    """Those that grow become at most twice as wide as they wish, but for the one at the end."""
    wishes = [wish for wish, _ in columns]
    floors = [wish * share // 100 for wish, share in columns]
    greedy = data.draw(st.integers(0, len(columns) - 1))
    elastic = data.draw(st.sets(st.integers(0, len(columns) - 1)))
    widths = shares(room, wishes, floors, greedy, sorted(elastic))
    assert sum(widths) == max(room, sum(floors))
    assert all(width >= floor for width, floor in zip(widths, floors, strict=True))
    if room >= sum(wishes):
        for place, (width, wish) in enumerate(zip(widths, wishes, strict=True)):
            most = room if place == greedy else wish * (2 if place in elastic else 1)
            assert wish <= width <= most


@pytest.fixture
def table(qtbot):
    view = QTableView()
    view.setModel(QStandardItemModel(3, 4))
    view.verticalHeader().hide()
    qtbot.addWidget(view)
    view.resize(500, 200)
    view.show()
    return view


WISHES = {0: 100, 1: 100, 2: 100, 3: 100}


def widths(view):
    return [view.columnWidth(n) for n in range(4) if not view.isColumnHidden(n)]


def test_a_narrow_table_does_not_scroll_sideways(table):
    async def scene():
        ColumnFit(table, WISHES, 0, expendable=(2, 1))
        assert sum(widths(table)) == table.viewport().width()
        assert max(widths(table)) - min(widths(table)) <= 4, "all of them grow"
        table.resize(370, 200)
        await turns()
        assert sum(widths(table)) == table.viewport().width() and len(widths(table)) == 4
        table.resize(300, 200)
        await turns()
        assert table.isColumnHidden(2) and not table.isColumnHidden(1)
        assert table.horizontalScrollBar().maximum() == 0
        table.resize(500, 200)
        await turns()
        assert not table.isColumnHidden(2)

    play(scene())


def test_what_the_person_drags_or_hides_is_kept(table):
    async def scene():
        fit = ColumnFit(table, WISHES, 0)
        table.horizontalHeader().resizeSection(3, 160)
        assert fit.wishes[3] == 160
        fit.set_hidden(1, True)
        table.resize(900, 200)
        await turns()
        assert table.isColumnHidden(1) and table.columnWidth(3) == 160

    play(scene())


def test_an_empty_box_is_seen_on_dark_ground(qtbot):
    """An empty box has an edge that stands out, in our style."""
    from PyQt5.QtGui import QColor, QPalette, QPixmap
    from PyQt5.QtWidgets import QCheckBox

    from qubesmanager.ui.style import Style

    box = QCheckBox("x")
    qtbot.addWidget(box)
    box_style = Style("fusion")
    box.setStyle(box_style)
    palette = QPalette()
    for role in (QPalette.Window, QPalette.Base, QPalette.Button):
        palette.setColor(role, QColor("#2b2d31"))
    for role in (QPalette.WindowText, QPalette.Text):
        palette.setColor(role, QColor("#e6e6e6"))
    box.setPalette(palette)
    picture = QPixmap(box.sizeHint())
    picture.fill(Qt.black)
    box.render(picture)
    image = picture.toImage()
    middle = image.height() // 2
    brightest = max(image.pixelColor(x, middle).lightness() for x in range(6))
    assert brightest > 0x2B + 60
    box.setStyle(None)
