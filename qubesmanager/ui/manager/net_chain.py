"""A small picture of how a qube reaches the network, from it down to the last net qube."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt5.QtCore import QPointF, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt5.QtWidgets import QSizePolicy, QWidget

from qubesmanager.client.system import LabelInfo, QubeInfo
from qubesmanager.ui import look
from qubesmanager.ui.models.qubes_model import is_true, state_icon, state_of

GAP_PX = 18
MOST = 12  # a chain is a handful; a ring that no store should have ends here


def net_chain(qubes: Mapping[str, QubeInfo], name: str) -> list[str]:
    """The qube, its net qube, that one's, and so on."""
    chain: list[str] = []
    while name and name not in chain and len(chain) < MOST:
        chain.append(name)
        qube = qubes.get(name)
        name = (qube.netvm or "") if qube is not None else ""
    return chain


class NetChain(QWidget):
    """Boxes from top to bottom, joined by lines; the last is the network, or says there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        self._boxes: list[tuple[str, QColor | None, str]] = []  # text, stripe, state
        self.connected = False

    def show_chain(
        self, name: str, qubes: Mapping[str, QubeInfo], labels: Mapping[str, LabelInfo]
    ) -> None:
        chain = net_chain(qubes, name)
        self._boxes = []
        for one in chain:
            qube = qubes.get(one)
            label = labels.get(qube.label) if qube is not None else None
            stripe = QColor(label.color) if label is not None else None
            self._boxes.append((one, stripe, state_of(qube) if qube is not None else ""))
        last = qubes.get(chain[-1]) if chain else None
        self.connected = last is not None and is_true(last, "provides_network")
        end = self.tr("network") if self.connected else self.tr("no network")
        self._boxes.append((end, None, ""))
        self.setAccessibleName(" → ".join([*chain, end]))
        self.setToolTip(" → ".join([*chain, end]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        count = len(self._boxes)
        return QSize(200, count * self._box_height() + max(0, count - 1) * GAP_PX + 2)

    def _box_height(self) -> int:
        return round(self.fontMetrics().height() * 1.7)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.Antialiasing)
        height = self._box_height()
        width = min(self.width() - 2, self.fontMetrics().averageCharWidth() * 34)
        for number, (text, stripe, state) in enumerate(self._boxes):
            box = QRectF(1, 1 + number * (height + GAP_PX), width, height)
            last = number == len(self._boxes) - 1
            if number:
                self._draw_line(painter, box, dashed=last and not self.connected)
            self._draw_box(painter, box, text, stripe, state, dashed=last)

    def _pen(self, dashed: bool) -> QPen:
        colour = self.palette().windowText().color()
        colour.setAlphaF(0.5)
        return QPen(colour, 1.2, Qt.DashLine if dashed else Qt.SolidLine)

    def _draw_line(self, painter: QPainter, box: QRectF, dashed: bool) -> None:
        painter.setPen(self._pen(dashed))
        x = box.left() + 22
        painter.drawLine(QPointF(x, box.top() - GAP_PX), QPointF(x, box.top()))
        if not dashed:
            for side in (-4, 4):
                painter.drawLine(QPointF(x + side, box.top() - 5), QPointF(x, box.top()))

    def _draw_box(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        stripe: QColor | None,
        state: str,
        dashed: bool,
    ) -> None:
        painter.setPen(self._pen(dashed))
        painter.setBrush(self.palette().base())
        painter.drawRoundedRect(box, 5, 5)
        if stripe is not None:
            place = QRectF(box.left() + 5, box.top() + 5, 5, box.height() - 11)
            look.draw_stripe(painter, place, stripe, self.palette())
        inner = box.adjusted(18, 0, -8, 0)
        if state:
            side = self.fontMetrics().height()
            rect = QRectF(box.right() - side - 6, box.center().y() - side / 2, side, side)
            state_icon(state).paint(painter, rect.toRect())
            inner.setRight(rect.left() - 4)
        painter.setPen(self.palette().windowText().color())
        shown = self.fontMetrics().elidedText(text, Qt.ElideMiddle, int(inner.width()))
        painter.drawText(inner, int(Qt.AlignVCenter | Qt.AlignLeft), shown)
