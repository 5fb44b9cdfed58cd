"""Icons and colours that follow the person's palette, light or dark."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from PyQt5 import uic
from PyQt5.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PyQt5.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QRawFont,
)
from PyQt5.QtSvg import QSvgRenderer
from PyQt5.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTableView,
    QTreeView,
    QWidget,
)

from qubesmanager.ui.widgets import wheel

ICONS = Path(__file__).parent / "icons"
FORMS = Path(__file__).parent / "forms"
UNDERLINE_AIR_PX = 3
ELLIPSIS = "\u2026"
FONTS_WITH_ELLIPSIS = ("DejaVu Sans", "Noto Sans", "Liberation Sans")

# (on light ground, on dark ground), each at least 4.5:1 against it
TINTS = {
    "warning": ("#8a5a00", "#f0b84a"),
    "error": ("#b3261e", "#ff8a80"),
    "ok": ("#1e6b34", "#7fd18e"),
    "accent": ("#1d5fa8", "#8cc0f5"),
}
GROUNDS = {
    "warning": ("#fdf1d8", "#453613"),
    "error": ("#fce8e6", "#4d2320"),
    "ok": ("#e4f4e7", "#1e3d26"),
    "info": ("#e5eff9", "#22364a"),
}


@functools.cache
def _form(name: str) -> Any:
    """The form as a class: parsed once, so that a window is there within a frame from then on."""
    return uic.loadUiType(str(FORMS / f"{name}.ui"))[0]  # type: ignore[no-untyped-call]


def load_form(name: str, widget: QWidget) -> None:
    """Lay out ``widget`` by ``forms/NAME.ui``; the form's objects become its attributes."""
    form = _form(name)()
    form.setupUi(widget)
    vars(widget).update(vars(form))
    for label in widget.findChildren(QLabel):
        if label.buddy() is not None:
            # A letter that is underlined is drawn by itself, a pixel wider than Qt has reckoned.
            label.setMinimumWidth(label.sizeHint().width() + UNDERLINE_AIR_PX)
    wheel.guard(widget)


def give_height(window: QWidget) -> None:
    """Qt reckons with less than the lines that wrapped texts take at the width of the window."""
    layout = window.layout()
    if layout is not None and layout.hasHeightForWidth():
        needed = layout.totalHeightForWidth(window.width())
        if needed > window.height():
            room = window.screen().availableGeometry().height()
            window.resize(window.width(), min(needed, room))


def keep_room(widget: QWidget) -> None:
    """Nothing moves when it is shown or hidden."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def return_is_no_button(window: QWidget) -> None:
    """In a window of fields and searches, Return must not press whichever button is first."""
    for button in window.findChildren(QPushButton):
        button.setAutoDefault(False)
        button.setDefault(False)


def without_icons(dialog: QWidget) -> None:
    """Qt gives its own OK and Cancel icons; no other button of ours has one beside its word."""
    for row in dialog.findChildren(QDialogButtonBox):
        for button in row.buttons():
            button.setIcon(QIcon())


def forms() -> list[str]:
    """The names of all forms."""
    return sorted(path.stem for path in FORMS.glob("*.ui"))


def read_form(name: str) -> None:
    """Make a form ready before somebody waits for it."""
    _form(name)


def with_ellipsis(font: QFont) -> QFont:
    """The font, or one that has the sign for a text cut short.

    Qt leaves it away where the font has none, as a Chinese one may: the cut name would be another.
    """
    for family in ("", *FONTS_WITH_ELLIPSIS):
        candidate = QFont(font)
        if family:
            candidate.setFamilies([family, font.family()])
        if QRawFont.fromFont(candidate).supportsCharacter(ELLIPSIS):
            return candidate
    return font


def enlarge(label: QWidget, times: float = 1.3) -> None:
    """A heading, in proportion to the person's own font."""
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * times)
    label.setFont(font)


def is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.Window).lightness() < 128


def tint(kind: str, palette: QPalette) -> QColor:
    """The colour of a sign: warning, error, ok or accent; anything else is the text's colour."""
    if kind not in TINTS:
        return palette.color(QPalette.WindowText)
    return QColor(TINTS[kind][is_dark(palette)])


def ground(kind: str, palette: QPalette) -> QColor:
    """The quiet ground behind a message of that kind."""
    return QColor(GROUNDS[kind][is_dark(palette)])


@functools.cache
def _svg(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text()


@functools.lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_svg(name).replace("#000", colour).encode()))


@functools.lru_cache(maxsize=512)
def _drawn(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    """A table draws the same few icons in every row, which takes a tenth of its time."""
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.transparent)
    painter = QPainter(pixmap)
    _renderer(name, colour).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


class _LineIcon(QIconEngine):
    """Draws one of our icons in the colour that the palette has at that moment."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__()
        self._name = name
        self._kind = kind

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        palette = QApplication.palette()
        if mode == QIcon.Disabled:
            colour = palette.color(QPalette.Disabled, QPalette.WindowText)
        elif mode == QIcon.Selected:
            colour = palette.color(QPalette.HighlightedText)
        else:
            colour = tint(self._kind, palette)
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(square.topLeft(), _drawn(self._name, colour.name(), side, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._kind)


@functools.cache
def icon(name: str, kind: str = "") -> QIcon:
    """One of ``icons/*.svg``; ``kind`` gives it the tint of a sign."""
    return QIcon(_LineIcon(name, kind))


def program_icon() -> QIcon:
    """The theme's icon where the program is installed, else the one beside the sources."""
    own = Path(__file__).parents[1] / "desktop" / "qubes-manager.svg"
    return QIcon.fromTheme("qubes-manager", QIcon(str(own)))


def row_height(widget: QWidget) -> int:
    """Tables breathe: 1.6 times the height of the text."""
    return round(QFontMetrics(widget.font()).height() * 1.6)


def breathe(view: QTableView | QTreeView) -> None:
    """Row height, elision and icon size of every table."""
    side = QFontMetrics(view.font()).height()
    view.setIconSize(QSize(side, side))
    view.setTextElideMode(Qt.ElideRight)
    if isinstance(view, QTableView):
        view.verticalHeader().setMinimumSectionSize(8)
        view.verticalHeader().setDefaultSectionSize(row_height(view))


def draw_bar(
    painter: QPainter,
    rect: QRectF,
    share: float,
    palette: QPalette,
    selected: bool = False,
    kind: str = "accent",
) -> None:
    """A thin bar, ``share`` of it filled; on a selected row in the colours of its text."""
    text = palette.color(QPalette.HighlightedText if selected else QPalette.WindowText)
    radius = rect.height() / 2
    painter.save()
    painter.setRenderHint(QPainter.Antialiasing)
    painter.setPen(Qt.NoPen)
    back = QColor(text)
    back.setAlphaF(0.3 if selected else 0.14)
    painter.setBrush(back)
    painter.drawRoundedRect(rect, radius, radius)
    if share > 0:
        filled = QRectF(rect)
        filled.setWidth(max(rect.height(), rect.width() * min(share, 1.0)))
        painter.setBrush(text if selected else tint(kind, palette))
        painter.drawRoundedRect(filled, radius, radius)
    painter.restore()


def draw_stripe(painter: QPainter, rect: QRectF, colour: QColor, palette: QPalette) -> None:
    """The label of a qube: a rounded stripe with an edge, so that it shows on any ground."""
    painter.save()
    painter.setRenderHint(QPainter.Antialiasing)
    edge = palette.color(QPalette.WindowText)
    edge.setAlphaF(0.55)
    painter.setPen(edge)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect.translated(QPointF(0.5, 0.5)), 2, 2)
    painter.restore()


def slanted() -> QFont:
    """Text of what is so by default."""
    font = QApplication.font()
    font.setItalic(True)
    return font


def faded() -> QColor:
    """Text of what is not chosen: still readable."""
    colour = QApplication.palette().color(QPalette.WindowText)
    colour.setAlphaF(0.6)
    return colour
