"""Facts that windows tell by themselves, and figures on mirrored screens."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt

from qubesmanager.client.firewall_rules import Rule
from qubesmanager.ui import wording
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.settings.dialog import SettingsDialog
from qubesmanager.ui.settings.firewall_page import FirewallPage
from qubesmanager.ui.storage.pools import PoolsWindow
from tests.fakes.system import FakeSystem, household
from tests.ui_loop import play

SMALL_SCREEN_PX = 600


def test_rules_that_never_decide_say_so(qtbot):
    page = FirewallPage()
    qtbot.addWidget(page)
    shop = Rule(target="example.com", proto="tcp", ports="443")
    page.set_rules([shop, Rule("drop"), shop, Rule(proto="icmp")])
    page.rules_view.selectRow(0)
    assert page.flaw_label.text() == ""
    page.rules_view.selectRow(2)
    assert page.flaw_label.text() == "Never comes to it: rule 2 takes everything before."
    assert page.model.index(3, 1).data(Qt.ToolTipRole) == page.flaw_label.text()
    assert page.model.index(2, 0).data(Qt.ForegroundRole) is not None
    told = []
    page.model.dataChanged.connect(lambda first, _last: told.append(first.row()))
    page.rules_view.selectRow(1)
    page.target_edit.setText("10.0.0.0/8")
    page.target_edit.textEdited.emit("10.0.0.0/8")
    assert set(told) >= {1, 2, 3}, "those after it are painted anew"
    page.rules_view.selectRow(2)
    assert page.flaw_label.text() == ""


def test_the_settings_fit_a_low_screen(qtbot):
    async def scene():
        dialog = SettingsDialog(FakeSystem(household()), "work", Notifier())
        qtbot.addWidget(dialog)
        dialog.show()
        await dialog.tasks.finished()
        assert dialog.minimumSizeHint().height() <= 480
        dialog.resize(dialog.width(), SMALL_SCREEN_PX)
        assert dialog.height() <= SMALL_SCREEN_PX
        dialog.close()

    play(scene())


def test_a_pool_that_cannot_be_used_has_a_card_all_the_same(qtbot):
    async def scene():
        window = PoolsWindow(FakeSystem(household()), Notifier())
        qtbot.addWidget(window)
        window.show()
        await window.tasks.finished()
        card = window.cards["usb-disk"]
        said = "It cannot be used now: the folder /media/usb/qubes is not there"
        assert card.hindrance_label.text() == said
        assert card.remove_button.isEnabled() and card.settings_button.isHidden()
        assert window.cards["vm-pool"].hindrance_label.isHidden()
        window.refresh()
        await window.tasks.finished()
        assert window.cards["usb-disk"] is card
        window.close()

    play(scene())


@pytest.mark.parametrize("figure", [wording.size, wording.rate, lambda n: wording.size_pair(n, n)])
def test_a_number_stands_before_its_unit_on_a_mirrored_screen(qapp, figure):
    """Between letters that run to the left; the mark is not seen."""
    plain = figure(5 << 30)
    qapp.setLayoutDirection(Qt.RightToLeft)
    try:
        assert figure(5 << 30) == f"\u200e{plain}"
    finally:
        qapp.setLayoutDirection(Qt.LeftToRight)
    assert not plain.startswith("\u200e")
