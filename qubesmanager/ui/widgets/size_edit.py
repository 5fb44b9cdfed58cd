"""A field for a size: it shows the unit that suits, and takes any."""

from __future__ import annotations

import re

from PyQt5.QtCore import QLocale
from PyQt5.QtGui import QValidator
from PyQt5.QtWidgets import QDoubleSpinBox, QWidget

from qubesmanager import sizes
from qubesmanager.ui import wording

GIB = 1 << 30
_SIZE = re.compile(
    rf"[\s{wording.LEFT_TO_RIGHT_MARK}]*([\d.,\u00a0\u202f]*\d)\s*(?:([KMGTP])(?:i?B)?)?\s*",
    re.IGNORECASE,
)
_STEPS = {unit[0]: step for step, unit in enumerate(sizes.UNITS) if step}


def parsed(text: str) -> float | None:
    """Bytes; a number alone is in GiB. None for what is no size."""
    found = _SIZE.fullmatch(text)
    if found is None:
        return None
    number, is_number = QLocale().toDouble(found[1])
    if not is_number:
        return None
    return float(number * 1024 ** _STEPS[(found[2] or "G").upper()])


class SizeEdit(QDoubleSpinBox):
    """Its value is in GiB, and ``size_bytes`` in bytes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(10)  # a byte
        room = self.fontMetrics().horizontalAdvance("00000.0 GiB")
        self.setMinimumWidth(room + self.sizeHint().height() + 8)

    def size_bytes(self) -> int:
        return round(self.value() * GIB)

    def textFromValue(self, value: float) -> str:
        return wording.size(value * GIB)

    def valueFromText(self, text: str) -> float:
        size_bytes = parsed(text)
        return self.minimum() if size_bytes is None else size_bytes / GIB

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        is_size = parsed(text) is not None
        return QValidator.Acceptable if is_size else QValidator.Intermediate, text, position
