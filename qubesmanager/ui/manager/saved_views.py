"""Filters that a person gave a name: what is searched, which chips are lit, list or tree."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from PyQt5.QtCore import QObject, QSettings
from PyQt5.QtWidgets import QMenu, QWidget

from qubesmanager.ui.manager.views import MODES, QubeViews
from qubesmanager.ui.models.qubes_filter import Facets
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.widgets.ask_text import ask_text

SETTING = "manager/views"


@dataclass(frozen=True)
class SavedView:
    facets: Facets
    mode: str


class SavedViews(QObject):
    """Named views in the settings, and the menu of them."""

    def __init__(
        self, views: QubeViews, settings: QSettings, notifier: Notifier, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.window = parent
        self.notifier = notifier
        self.views = views
        self.settings = settings
        self.known = self._read()

    def apply(self, name: str) -> None:
        view = self.known[name]
        self.views.set_mode(view.mode)
        self.views.table.proxy.set_facets(view.facets)

    def save(self, name: str) -> None:
        """What is shown now, under that name; one of the same name is replaced."""
        name = name.strip()
        if name:
            self.known[name] = SavedView(self.views.table.proxy.facets, self.views.mode)
            self._write()

    def forget(self, name: str) -> None:
        del self.known[name]
        self._write()

    def rename(self, name: str, new: str) -> None:
        """Another one of that name is not replaced."""
        new = new.strip()
        if new in self.known and new != name:
            text = self.tr("“{name}” keeps its name: another view is called “{new}”.")
            self.notifier.warning(text.format(name=name, new=new))
        elif new:
            self.known[new] = self.known.pop(name)
            self._write()

    def fill(self, menu: QMenu) -> None:
        """The saved ones, and how to save, rename and forget."""
        for name in sorted(self.known, key=str.casefold):
            text = name.replace("&", "&&")
            menu.addAction(text).triggered.connect(lambda _, n=name: self.apply(n))
        if self.known:
            menu.addSeparator()
        menu.addAction(self.tr("&Save this view…")).triggered.connect(self.ask_to_save)
        if self.known:
            rename = menu.addMenu(self.tr("&Rename"))
            forget = menu.addMenu(self.tr("&Forget"))
            for name in sorted(self.known, key=str.casefold):
                text = name.replace("&", "&&")
                rename.addAction(text).triggered.connect(lambda _, n=name: self.ask_to_rename(n))
                forget.addAction(text).triggered.connect(lambda _, n=name: self.forget(n))

    def ask_to_save(self) -> None:
        label = self.tr("Name of this view (search, chips, list or tree):")
        ask_text(self.window, "save_view", self.tr("Save this view"), label, self.save)

    def ask_to_rename(self, name: str) -> None:
        label = self.tr("New name of “{name}”:").format(name=name)
        title = self.tr("Rename this view")
        ask_text(
            *(self.window, "rename_view", title, label),
            lambda new: self.rename(name, new),
            value=name,
        )

    def _write(self) -> None:
        record = {
            name: {
                "text": view.facets.text,
                "kinds": sorted(view.facets.kinds),
                "states": sorted(view.facets.states),
                "mode": view.mode,
            }
            for name, view in self.known.items()
        }
        self.settings.setValue(SETTING, json.dumps(record))

    def _read(self) -> dict[str, SavedView]:
        """Settings are a file that anybody may have edited; what is no view is left out."""
        try:
            record = json.loads(str(self.settings.value(SETTING, "{}")))
            return {str(name): _view(item) for name, item in record.items()}
        except (ValueError, TypeError, AttributeError, KeyError):
            return {}


def _view(item: dict[str, Any]) -> SavedView:
    mode = str(item["mode"])
    kinds, states = (frozenset(map(str, item[key])) for key in ("kinds", "states"))
    return SavedView(Facets(str(item["text"]), kinds, states), mode if mode in MODES else MODES[0])
