"""The plan of the restore wizard: what is asked about it, and what stays of its edits."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QMessageBox

from tests.fakes.jobs import PASSPHRASE, lifelike_plan, plan, row
from tests.ui_loop import play, turns, until
from tests.unit.test_ui_restore_wizard import Stage, home_row


@pytest.fixture
def stage(qtbot, fixtures_dir):
    return lambda archived=None: Stage(qtbot, fixtures_dir / "v4-gzip.qbak", archived)


def question(s):
    return s.wizard.findChild(QMessageBox, "whose_files_question")


async def answer(s, part):
    """Go on, and answer what is asked then."""
    s.qtbot.mouseClick(s.wizard.next_button, Qt.LeftButton)
    await until(lambda: question(s) is not None)
    box = question(s)
    assert box.informativeText() == "They are the files of joe."
    s.qtbot.mouseClick(next(b for b in box.buttons() if part in b.text()), Qt.LeftButton)
    await until(lambda: question(s) is None)
    await until(lambda: s.wizard.job is not None or not s.wizard.tasks.busy)


def joes_home():
    home = home_row()
    home.fixed_notes = ["They are the files of joe."]
    return home


def test_files_of_another_user_that_are_not_ticked_are_no_question(stage):
    async def scene():
        s = stage(plan(row("work"), joes_home()))
        await s.to_plan()
        page, home = s.wizard.plan_page, s.model.plan.row("dom0")
        for ticked in (True, False):
            s.model.select([home], ticked)
            assert s.model.unanswered() == ([home] if ticked else [])
        assert not page.hindrance()
        await s.next()
        await s.wizard.job.wait_ended()
        assert question(s) is None and s.wizard.job.headline == "1 of 1 qube restored."
        assert home.left_out == "It is asked about.", "the result says so"
        s.wizard.close()

    play(scene())


@pytest.mark.parametrize(
    ("part", "headline"),
    [
        ("Leave", "1 of 1 qube restored."),
        ("Restore", "1 of 1 qube restored, and the files of dom0's user."),
    ],
)
def test_files_of_another_user_are_asked_about_each_time_they_are_ticked(stage, part, headline):
    async def scene():
        s = stage(plan(row("work"), joes_home()))
        await s.to_plan()
        home = s.model.plan.row("dom0")
        s.model.select([home], True)
        await answer(s, "Cancel")
        assert s.wizard.page is s.wizard.plan_page and home.selected
        s.model.restore_home(home)
        assert not s.model.unanswered()
        s.model.select([home], False)
        s.model.select([home], True)
        await answer(s, part)
        await s.wizard.job.wait_ended()
        assert s.wizard.job.headline == headline
        s.wizard.close()

    play(scene())


def test_leaving_out_all_that_is_ticked_starts_nothing(stage):
    async def scene():
        s = stage(plan(row("work"), joes_home()))
        await s.to_plan()
        s.model.select(s.model.records, False)
        s.model.select([s.model.plan.row("dom0")], True)
        await answer(s, "Leave")
        assert s.wizard.job is None and s.wizard.page is s.wizard.plan_page
        assert s.wizard.plan_page.hindrance() == "Tick the qubes to restore."
        s.wizard.close()

    play(scene())


def test_files_of_another_user_are_asked_about_in_their_row(stage):
    async def scene():
        s = stage(plan(row("work"), home_row()))
        await s.to_plan()
        page, home = s.wizard.plan_page, s.model.plan.row("dom0")
        page.table.setCurrentIndex(page.proxy.index(page.proxy.records().index(home), 0))
        assert page.row_label.text() == "dom0: It is asked about."
        assert page.row_button.text() == "Restore them into a new folder"
        s.qtbot.mouseClick(page.row_button, Qt.LeftButton)
        assert home.selected and not s.model.unanswered()
        await s.next()
        await s.wizard.job.wait_ended()
        assert s.wizard.job.headline == "1 of 1 qube restored, and the files of dom0's user."
        s.wizard.close()

    play(scene())


def test_back_keeps_what_was_edited_while_the_archive_is_the_same(stage, tmp_path):
    async def scene():
        s = stage()
        copy = tmp_path / "copy.qbak"
        copy.write_bytes(s.archive.read_bytes())
        s.archive = copy
        await s.to_plan()
        work = s.model.plan.row("work")
        s.model.assign(work, "name", "office")
        s.wizard.back()
        s.qtbot.keyClicks(s.wizard.unlock.passphrase_edit, "x")
        s.qtbot.keyClick(s.wizard.unlock.passphrase_edit, Qt.Key_Backspace)
        s.wizard.back()
        assert s.wizard.page is s.wizard.source
        await s.next()
        await s.next()
        assert s.wizard.page is s.wizard.plan_page
        assert s.model.plan.row("work").restored_as == "office" and len(s.job.opened) == 1
        s.wizard.back()
        with copy.open("ab") as file:
            file.write(b"more")
        s.job.archived = lifelike_plan()
        await s.next()
        assert s.model.plan.row("work").restored_as == "work", "another file, another plan"
        assert len(s.job.opened) == 2
        s.wizard.back()
        s.qtbot.keyClicks(s.wizard.unlock.passphrase_edit, "x")
        await s.next()
        assert s.wizard.page is s.wizard.unlock and s.wizard.unlock.opened is None
        s.wizard.close()

    play(scene())


def test_another_try_has_what_was_chosen_and_is_not_done(stage):
    async def scene():
        s = stage()
        s.job.failures["vault"] = "chunk 3 was changed"
        await s.to_plan()
        s.model.select([s.model.plan.row("win-10")], False)
        s.model.assign(s.model.plan.row("vault"), "name", "safe")
        await s.next()
        await s.wizard.job.wait_ended()
        await turns()
        s.job.failures.clear()
        s.job.archived = lifelike_plan()
        s.qtbot.mouseClick(s.wizard.run_page.again_button, Qt.LeftButton)
        s.qtbot.keyClicks(s.wizard.unlock.passphrase_edit, PASSPHRASE.decode())
        await s.next()
        assert [row.name for row in s.model.plan.selected] == ["vault"]
        assert s.model.plan.row("vault").restored_as == "safe"
        assert s.wizard.next_button.text() == "&Restore 1 qube"
        await s.next()
        await s.wizard.job.wait_ended()
        assert s.wizard.job.headline == "1 of 1 qube restored."
        s.wizard.close()

    play(scene())
