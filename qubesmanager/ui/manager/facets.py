"""The chips above the table: two groups, how many qubes are shown, and one click to clear."""

from __future__ import annotations

from PyQt5.QtCore import QTimer
from PyQt5.QtWidgets import QLabel, QToolButton, QWidget

from qubesmanager.ui import wording
from qubesmanager.ui.models.qubes_filter import Facets, QubesFilter
from qubesmanager.ui.models.qubes_model import FLAGS, KINDS, STATES
from qubesmanager.ui.widgets.flow_layout import FlowLayout

COUNT_MS = 100
CHIP_STYLE = """
QToolButton { border: 1px solid palette(mid); border-radius: 11px; padding: 2px 8px; }
QToolButton:hover { border-color: palette(highlight); }
QToolButton:focus { border: 2px solid palette(highlight); padding: 1px 7px; }
QToolButton:checked { background: palette(highlight); color: palette(highlighted-text);
    border-color: palette(highlight); }
QToolButton:checked:focus { border: 2px solid palette(window-text); }
"""


class FacetBar(QWidget):
    """A chip is there while some qube has its kind or state, and lit while it narrows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter: QubesFilter | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        layout = FlowLayout(self)
        self.chips: dict[tuple[str, str], QToolButton] = {}
        for group, title, values, word in (
            ("kinds", self.tr("Kind:"), KINDS, wording.kind_word),
            ("states", self.tr("State:"), (*STATES, *FLAGS), wording.state_word),
        ):
            layout.start_group()
            caption = QLabel(title, self)
            caption.setContentsMargins(4, 0, 2, 0)
            layout.addWidget(caption)
            for value in values:
                chip = self._chip(group, value, word(value))
                chip.setAccessibleDescription(title)
                layout.addWidget(chip)
        layout.start_group()
        self.count_label = QLabel(self)
        self.count_label.setObjectName("countLabel")
        self.count_label.setContentsMargins(8, 0, 4, 0)
        layout.addWidget(self.count_label)
        self.clear_button = QToolButton(self)
        self.clear_button.setObjectName("clearButton")
        self.clear_button.setText(self.tr("C&lear"))
        self.clear_button.setToolTip(self.tr("Show all qubes again"))
        self.clear_button.setAutoRaise(True)
        self.clear_button.clicked.connect(lambda: self._set(Facets()))
        layout.addWidget(self.clear_button)

    def _chip(self, group: str, value: str, word: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName(f"chip_{value}")
        chip.setText(word)
        chip.setAccessibleName(word)
        chip.setCheckable(True)
        chip.setStyleSheet(CHIP_STYLE)
        chip.hide()
        chip.clicked.connect(lambda: self._toggle(group, value))
        self.chips[group, value] = chip
        return chip

    def watch(self, proxy: QubesFilter) -> None:
        """Show and steer the facets of that proxy."""
        self._filter = proxy
        proxy.facets_changed.connect(self.refresh)
        proxy.modelReset.connect(lambda: self._later.start(0))
        for signal in (
            proxy.rowsInserted,
            proxy.rowsRemoved,
            proxy.model.dataChanged,
            proxy.model.rowsInserted,
            proxy.model.rowsRemoved,
        ):
            signal.connect(self._count_soon)
        self.refresh()

    def _count_soon(self) -> None:
        """In a burst of changes, not with each frame of it."""
        if not self._later.isActive():
            self._later.start(COUNT_MS)

    def refresh(self) -> None:
        if self._filter is None:
            return
        facets = self._filter.facets
        kinds, states = self._filter.counts()
        for (group, value), chip in self.chips.items():
            count = (kinds if group == "kinds" else states)[value]
            lit = value in (facets.kinds if group == "kinds" else facets.states)
            word = wording.kind_word(value) if group == "kinds" else wording.state_word(value)
            chip.setChecked(lit)
            chip.setText(f"✓ {word}" if lit else word)
            chip.setToolTip(self._tip(value, count))
            chip.setVisible(lit or count > 0)
        shown, total = self._filter.rowCount(), len(self._filter.model.records)
        if facets.narrows:
            text = wording.plural(self.tr("{shown} of %n qube(s)", "", total), total)
            text = text.format(shown=shown)
        else:
            text = self._qubes(total)
        self.count_label.setText(text)
        self.clear_button.setVisible(facets.narrows)

    def _tip(self, value: str, count: int) -> str:
        about = {
            "outdated": self.tr("They run on an older state of their template; restart them"),
            "at-risk": self.tr(
                "Their data is in no backup of the last 30 days, or a volume cannot be used"
            ),
        }.get(value)
        return f"{self._qubes(count)}\n{about}" if about else self._qubes(count)

    def _qubes(self, count: int) -> str:
        return wording.plural(self.tr("%n qube(s)", "", count), count)

    def _toggle(self, group: str, value: str) -> None:
        if self._filter is not None:
            self._set(self._filter.facets.toggled(group, value))

    def _set(self, facets: Facets) -> None:
        if self._filter is not None:
            self._filter.set_facets(facets)
