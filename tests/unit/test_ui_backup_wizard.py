"""The backup wizard, clicked from page to page with a client job in memory."""

from __future__ import annotations

import asyncio
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QLineEdit

from qubesmanager.backend.backup.catalogue import BackupRecord
from qubesmanager.client import profiles
from qubesmanager.client.backup_check import CheckResult
from qubesmanager.client.target_check import TargetState, Verdict
from qubesmanager.ui.models.result_model import Outcome
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.wizards import where_page
from qubesmanager.ui.wizards.backup_wizard import BackupWizard
from qubesmanager.ui.wizards.jobs import JobState
from qubesmanager.ui.wizards.profile_row import ProfileRow
from tests.fakes.jobs import FakeBackupCheck, FakeBackupJob
from tests.fakes.system import FakeSystem, household
from tests.ui_loop import PATIENCE_S, play, turns, until
from tests.unit.test_ui_manager import unnamed_controls

WHOLE = "The archive was read back and is whole."
PASSPHRASE = "correct horse battery staple"


class Stage:
    def __init__(self, qtbot, folder, preselected=()) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.job = FakeBackupJob()
        self.check = FakeBackupCheck()
        self.wizard = BackupWizard(
            FakeSystem(household()),
            Notifier(),
            preselected=preselected,
            make_job=lambda connection: self.job,
            make_check=lambda connection: self.check,
        )
        qtbot.addWidget(self.wizard)
        self.wizard.show()

    async def next(self) -> None:
        await self.idle()
        assert self.wizard.next_button.isEnabled(), self.wizard.page.hindrance()
        self.qtbot.mouseClick(self.wizard.next_button, Qt.LeftButton)
        await self.idle()

    async def idle(self) -> None:
        """Until nothing runs but a job."""
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.sleep(0.005)
            await self.wizard.reading.finished()
            while self.wizard.tasks.busy and self.wizard.job is None:
                await asyncio.sleep(0.005)

    async def to_summary(self, *, from_start: bool = True) -> None:
        if from_start:
            await self.next()
        self.wizard.where.folder_edit.setText(str(self.folder))
        self.wizard.where.name_edit.setText("my backup")
        await self.next()
        for edit in (self.wizard.passphrase.first_edit, self.wizard.passphrase.second_edit):
            self.qtbot.keyClicks(edit, PASSPHRASE)
        await self.next()
        assert self.wizard.page is self.wizard.summary


@pytest.fixture
def stage(qtbot, tmp_path):
    return lambda preselected=(): Stage(qtbot, tmp_path, preselected)


def test_what_is_ticked_is_summed(stage):
    async def scene():
        s = stage({"work", "vault"})
        page = s.wizard.what
        assert page.sum_label.text() == "2 qubes, 4.5 GiB before compression"
        s.qtbot.mouseClick(page.none_button, Qt.LeftButton)
        assert not s.wizard.next_button.isEnabled()
        assert s.wizard.reason_label.text() == "Tick the qubes to save."
        page.search_edit.setText("personal")
        s.qtbot.mouseClick(page.all_button, Qt.LeftButton)
        assert page.model.chosen == {"personal"}
        page.search_edit.clear()
        s.qtbot.mouseClick(page.all_button, Qt.LeftButton)
        assert "half-way" not in page.model.chosen
        assert len(page.model.chosen) == 11
        s.wizard.close()

    play(scene())


def test_where_is_tested_as_it_is_typed(stage, tmp_path):
    async def scene():
        s = stage({"work"})
        await s.next()
        page = s.wizard.where
        (tmp_path / "taken").touch()
        for folder, name, part in (
            (tmp_path / "none", "x", "no such folder"),
            (tmp_path / "taken", "x", "a file, not a folder"),
            (tmp_path, "taken", "nothing is overwritten"),
            (tmp_path, "a/b", "cannot be the name"),
        ):
            page.folder_edit.setText(str(folder))
            page.name_edit.setText(name)
            await page.check()
            assert part in page.verdict_label.text()
            assert s.wizard.reason_label.text() == "", "not said twice"
            assert not s.wizard.next_button.isEnabled()
        page.name_edit.setText("fresh")
        await page.check()
        assert "free" in page.verdict_label.text()
        assert s.wizard.next_button.isEnabled()
        s.wizard.close()

    play(scene())


def test_the_check_comes_by_itself(stage, tmp_path):
    async def scene():
        s = stage({"work"})
        await s.next()
        s.wizard.where.folder_edit.setText(str(tmp_path / "none"))
        verdict = s.wizard.where.verdict_label
        await until(lambda: verdict.text() == "There is no such folder.")
        assert s.wizard.next_button.toolTip() == "There is no such folder."
        s.wizard.close()

    play(scene())


def test_passphrase_is_typed_twice_and_judged(stage, tmp_path):
    async def scene():
        s = stage({"work"})
        await s.next()
        s.wizard.where.folder_edit.setText(str(tmp_path))
        await s.next()
        page = s.wizard.passphrase
        page.first_edit.setText("abc")
        assert page.strength_label.text().startswith("Weak")
        assert page.strength_bar.value() == 1
        assert s.wizard.reason_label.text() == "Type it once more."
        page.second_edit.setText("abd")
        assert s.wizard.reason_label.text() == "The two are not the same."
        page.second_edit.setText("abc")
        assert s.wizard.next_button.isEnabled(), "a weak one is the person's own choice"
        page.first_edit.setText("a" * 1600)
        assert "too long" in s.wizard.reason_label.text()
        page.show_box.click()
        assert page.first_edit.echoMode() == page.second_edit.echoMode() == QLineEdit.Normal
        s.wizard.close()

    play(scene())


def test_summary_says_what_leaves_and_the_same_command(stage, tmp_path):
    async def scene():
        s = stage({"work", "fedora-42"})
        await s.to_summary()
        page = s.wizard.summary
        assert str(tmp_path / "my backup") in page.text_label.text()
        assert page.names_view.toPlainText().splitlines() == [
            "fedora-42: root 6.0 GiB, private 102 MiB",
            "work: private 4.2 GiB",
        ]
        command = (
            f"qube --home /home/user/.local/share/qubes backup --to '{tmp_path}/my backup' "
            "--sheet fedora-42 work"
        )
        assert page.command_edit.text() == command
        assert PASSPHRASE not in command
        s.qtbot.mouseClick(page.copy_button, Qt.LeftButton)
        assert QApplication.clipboard().text() == command
        assert s.wizard.next_button.text() == "Back &up 2 qubes"
        buttons = (s.wizard.back_button, s.wizard.next_button, s.wizard.close_button)
        letters = [button.text().partition("&")[2][:1].casefold() for button in buttons]
        assert sorted(letters) == ["b", "c", "u"], "a key for each"
        s.wizard.back()
        s.wizard.passphrase.choose_compression("none")
        await s.next()
        assert "--compression none" in page.command_edit.text()
        assert "not compressed" in page.text_label.text()
        s.wizard.close()

    play(scene())


def test_a_backup_runs_and_its_rows_are_the_result(stage, tmp_path):
    async def scene():
        s = stage({"work", "vault"})
        await s.to_summary()
        await s.next()
        job = s.wizard.job
        await job.wait_ended()
        request = s.job.request
        assert request.target == tmp_path / "my backup"
        assert request.passphrase == PASSPHRASE.encode()
        assert set(request.include) == {"work", "vault"}
        assert request.compression is True
        assert job.state is JobState.DONE
        page = s.wizard.run_page
        assert page.headline_label.text() == f"2 of 2 qubes saved. {WHOLE}"
        assert str(tmp_path / "my backup") in page.remark_label.text()
        assert {line.outcome for line in page.model.rows} == {Outcome.SAVED}
        assert s.wizard.passphrase.first_edit.text() == "", "not kept longer than needed"
        s.wizard.close()

    play(scene())


def test_a_failed_backup_says_why_and_saves_nothing(stage):
    async def scene():
        s = stage({"work", "vault"})
        s.job.failure = "No space left on device"
        await s.to_summary()
        await s.next()
        await s.wizard.job.wait_ended()
        assert s.wizard.job.state is JobState.INCOMPLETE
        assert s.wizard.job.headline.startswith("0 of 2 qubes saved; not: ")
        assert s.wizard.run_page.remark_label.text() == "No space left on device"
        s.wizard.close()

    play(scene())


def test_a_failed_backup_is_tried_again_at_another_place(stage, tmp_path):
    async def scene():
        s = stage({"work", "vault"})
        s.job.failure = "No space left on device"
        await s.to_summary()
        await s.next()
        await s.wizard.job.wait_ended()
        await turns()
        s.qtbot.mouseClick(s.wizard.run_page.again_button, Qt.LeftButton)
        assert s.wizard.page is s.wizard.where and s.wizard.job is None
        assert len(s.wizard.what.model.chosen) == 2
        assert not s.wizard.passphrase.first_edit.text()
        s.job.failure = ""
        await s.to_summary(from_start=False)
        await s.next()
        await s.wizard.job.wait_ended()
        assert s.wizard.job.state is JobState.DONE
        assert s.wizard.run_page.again_button.isHidden()
        s.wizard.close()

    play(scene())


def test_cancelled_in_the_first_qube(stage):
    async def scene():
        s = stage({"work", "vault"})
        go = asyncio.Event()
        s.job.step = go.wait
        await s.to_summary()
        await s.next()
        await turns()
        assert s.wizard.run_page.current_label.text() == "work:private"
        assert [line.outcome for line in s.wizard.job.rows].count(Outcome.WORKING) == 1
        s.qtbot.mouseClick(s.wizard.close_button, Qt.LeftButton)
        await turns()
        go.set()
        await s.wizard.job.wait_ended()
        assert s.wizard.job.state is JobState.CANCELLED
        assert s.wizard.job.headline == "Cancelled: 0 of 2 qubes saved"
        s.wizard.close()

    play(scene())


def test_a_stock_daemon_without_a_report_is_believed(stage):
    async def scene():
        s = stage({"work"})

        async def wait():
            return {"state": "done", "target": "", "message": "", "qubes": []}

        s.job.wait = wait
        await s.to_summary()
        await s.next()
        await s.wizard.job.wait_ended()
        assert s.wizard.job.headline == f"1 of 1 qube saved. {WHOLE}"
        s.wizard.close()

    play(scene())


def test_every_control_has_a_name_on_every_page(stage):
    async def scene():
        s = stage()
        await s.to_summary()
        for page in s.wizard.pages:
            assert unnamed_controls(page) == [], page
        s.wizard.close()

    play(scene())


def test_an_archive_that_does_not_read_back_is_no_success(stage):
    async def scene():
        s = stage({"work"})
        s.check.result = CheckResult(False, "chunk 3 of private.img was changed")
        await s.to_summary()
        await s.next()
        job = s.wizard.job
        await job.wait_ended()
        assert job.state is JobState.INCOMPLETE
        assert "could not be verified" in job.headline and "chunk 3" in job.remark
        (asked,) = s.check.asked
        assert asked == (str(s.folder / "my backup"), PASSPHRASE.encode())
        s.wizard.close()

    play(scene())


def test_an_archive_that_cannot_be_read_back_is_a_success_that_says_so(stage):
    async def scene():
        s = stage({"work"})
        s.check.result = CheckResult(False, "the qube disk has no qubes.Restore", tried=False)
        await s.to_summary()
        await s.next()
        job = s.wizard.job
        await job.wait_ended()
        assert job.state is JobState.DONE
        assert "read back" not in job.headline
        assert "could not be read back: the qube disk has no qubes.Restore" in job.remark
        s.wizard.close()

    play(scene())


def test_sizes_are_read_anew_and_a_place_where_they_do_not_fit_is_no_good_one(stage, monkeypatch):
    async def scene():
        s = stage({"work", "vault"})
        system, page = s.wizard.system, s.wizard.where
        state = TargetState(Verdict.OK, 5 << 30)
        monkeypatch.setattr(where_page, "check_target", lambda *_: state)
        await s.next()
        await page.check()
        assert page.verdict_label.text() == "Writable, 5.0 GiB free"
        s.wizard.back()
        work = system.qubes["work"]
        volumes = (replace(volume, usage=volume.usage + (2 << 30)) for volume in work.volumes)
        system.qubes["work"] = replace(work, volumes=tuple(volumes))
        del system.qubes["vault"]
        await s.next()
        assert s.wizard.what.model.chosen == {"work"}
        await page.check()
        assert page.verdict_label.text().startswith("5.0 GiB free, and 6.")
        s.wizard.close()

    play(scene())


def test_a_place_where_the_last_try_failed_is_not_shown_as_good(stage, tmp_path):
    async def scene():
        s = stage({"work"})
        s.job.failure = "No space left on device"
        await s.to_summary()
        await s.next()
        await s.wizard.job.wait_ended()
        await turns()
        s.qtbot.mouseClick(s.wizard.run_page.again_button, Qt.LeftButton)
        page = s.wizard.where
        await page.check()
        assert page.verdict_label.text().endswith(
            "The last try here failed: No space left on device"
        )
        (tmp_path / "other").mkdir()
        page.folder_edit.setText(str(tmp_path / "other"))
        await page.check()
        assert page.verdict_label.text().startswith("Writable, ")
        s.wizard.close()

    play(scene())


def test_a_running_qube_takes_the_backup_and_the_list_is_live(stage, monkeypatch):
    asked = []

    async def answer(_connection, *place):
        asked.append(place)
        return TargetState(Verdict.OK, 9 << 30)

    async def scene():
        monkeypatch.setattr(where_page, "check_in_qube", answer)
        s = stage({"work"})
        await s.next()
        page = s.wizard.where
        offered = [page.place_edit.itemData(n) for n in range(page.place_edit.count())]
        assert offered == ["", "sys-firewall", "sys-net", "work", where_page.COMMAND]
        page.place_edit.setCurrentIndex(page.place_edit.findData("sys-net"))
        assert not page.browse_button.isEnabled()
        page.folder_edit.setText("relative")
        assert "begins with /" in s.wizard.reason_label.text()
        page.folder_edit.setText("/mnt/disk")
        page.name_edit.setText("weekly")
        await page.check()
        assert page.verdict_label.text() == "sys-net can write there, 9.0 GiB free"
        assert asked[-1] == ("sys-net", "/mnt/disk/weekly") and not page.hindrance()
        system = s.wizard.system
        system.qubes["vault"] = replace(system.qubes["vault"], state="Running")
        s.wizard.system_changed()
        assert page.qube == "sys-net" and page.place_edit.findData("vault") >= 0
        system.qubes["sys-net"] = replace(system.qubes["sys-net"], state="Halted")
        s.wizard.system_changed()
        assert page.qube == "", "it is gone"
        page.choose("vault", Path("/mnt/disk/weekly"))
        s.wizard.passphrase.verify_box.setChecked(False)
        s.wizard.passphrase.sheet_box.setChecked(False)
        s.wizard.summary.enter()
        assert "--to vault:/mnt/disk/weekly --no-verify" in s.wizard.summary.command_edit.text()
        request = s.wizard.request(b"x")
        assert (request.qube, str(request.target)) == ("vault", "/mnt/disk/weekly")
        s.wizard.close()

    play(scene())


def test_what_a_qube_says_of_the_place_is_shown(stage, monkeypatch):
    answers = []

    async def answer(_connection, qube, place):
        assert qube == "sys-net"
        return answers.pop(0)(place)

    async def scene():
        monkeypatch.setattr(where_page, "check_in_qube", answer)
        s = stage({"work"})
        await s.next()
        page = s.wizard.where
        page.place_edit.setCurrentIndex(page.place_edit.findData("sys-net"))
        page.folder_edit.setText("/mnt/disk")
        page.name_edit.setText("weekly")
        for verdict, words in (
            (Verdict.NO_FOLDER, "There is no such folder."),
            (Verdict.NOT_WRITABLE, "sys-net may not write to that folder."),
            (Verdict.EXISTS, "There is a file of that name; nothing is overwritten."),
        ):
            answers.append(lambda _place, verdict=verdict: TargetState(verdict))
            s.qtbot.mouseClick(s.wizard.next_button, Qt.LeftButton)
            await s.idle()
            assert s.wizard.page is page
            assert page.verdict_label.text() == words
            assert not s.wizard.next_button.isEnabled()
            page.state = None
            page.changed.emit()
        answers.append(lambda _place: TargetState(Verdict.OK, 1 << 30))
        await page.check()
        assert page.verdict_label.text().startswith("1.0 GiB free, and 4.2 GiB to save")
        answers.append(lambda _place: TargetState(Verdict.UNKNOWN, reason="it is deaf"))
        await page.check()
        assert "is not known: it cannot be asked (it is deaf)" in page.verdict_label.text()
        assert s.wizard.next_button.isEnabled(), "it may go well all the same"

        def stock(place):
            is_folder = place == "/mnt/disk"
            return TargetState(Verdict.OK if is_folder else Verdict.NAMES_ITSELF, 9 << 30)

        answers.extend([stock, stock])
        await page.check()
        assert page.verdict_label.text() == "sys-net can write there, 9.0 GiB free"
        assert not page.name_edit.isEnabled() and not page.hindrance()
        assert page.target() == Path("/mnt/disk")
        page.place_edit.setCurrentIndex(0)
        assert page.name_edit.isEnabled() and page.verdict_label.text() == ""
        assert page.target() == Path("/mnt/disk/weekly")
        s.wizard.close()

    play(scene())


def test_a_command_takes_the_backup_and_a_profile_keeps_it(stage, tmp_path):
    async def scene():
        s = stage({"work"})
        s.wizard.system.connection.home = tmp_path
        row, page, command = ProfileRow(s.wizard), s.wizard.where, "ssh nas 'cat > x'"
        page.choose("", Path(), command)
        await row.save("good")
        page.choose("", tmp_path / "plain")
        assert not page.command and s.wizard.request().command == ""
        row.load("good")
        assert page.is_command and page.command == s.wizard.request().command == command
        await s.next()
        assert page.folder_edit.isHidden() and not page.command_edit.isHidden()
        page.command_edit.clear()
        assert s.wizard.reason_label.text() == "Type the command."
        page.command_edit.setText(command)
        await page.check()
        assert page.verdict_label.text().startswith("A shell of this computer runs it")
        assert unnamed_controls(page) == []
        await s.next()
        s.qtbot.keyClicks(s.wizard.passphrase.first_edit, PASSPHRASE)
        s.qtbot.keyClicks(s.wizard.passphrase.second_edit, PASSPHRASE)
        await s.next()
        assert f"--to-command {shlex.quote(command)} " in s.wizard.summary.command_edit.text()
        assert command in s.wizard.summary.text_label.text()
        await s.next()
        await s.wizard.job.wait_ended()
        assert s.job.request.command == command and command in s.wizard.job.remark
        s.wizard.close()

    play(scene())


def test_a_folder_that_depends_on_where_the_program_was_started_is_refused(stage):
    async def scene():
        s = stage({"work"})
        await s.next()
        s.wizard.where.choose("", Path())
        assert s.wizard.where.folder_edit.text() == "."
        assert "begins with /" in s.wizard.reason_label.text()
        assert not s.wizard.next_button.isEnabled()
        s.wizard.close()

    play(scene())


def remark(s, name):
    model = s.wizard.what.model
    row = [qube.name for qube in model.records].index(name)
    return model.index(row, model.column_of("remark")).data()


def test_what_is_saved_of_running_qubes_is_chosen_and_said(stage, tmp_path):
    async def scene():
        s = stage({"vault"})
        s.wizard.system.connection.home = tmp_path
        page = s.wizard.what
        assert page.running_edit.isHidden(), "none of the chosen ones runs"
        page.model.choose({"vault", "work"})
        assert not page.running_edit.isHidden() and "before its start" in remark(s, "work")
        page.running_edit.setCurrentIndex(page.running_edit.findData("restart"))
        assert "Shut down" in remark(s, "work") and remark(s, "vault") == ""
        assert page.running_edit.toolTip().startswith("Complete and clean")
        await s.to_summary()
        assert "started again afterwards: work." in s.wizard.summary.text_label.text()
        assert "--running restart" in s.wizard.summary.command_edit.text()
        assert s.wizard.request().running == "restart"
        row = ProfileRow(s.wizard)
        await row.save("weekly")
        page.choose_running("last")
        assert "--running" not in s.wizard.summary.command()
        row.load("weekly")
        assert page.running == "restart"
        page.choose_running("snapshot")
        assert "power cut" in remark(s, "work")
        s.wizard.close()

    play(scene())


def test_earlier_backups_tell_how_large_it_becomes(stage, tmp_path):
    async def scene():
        s = stage({"work", "vault"})
        await s.idle()
        page = s.wizard.what
        old = BackupRecord("/a", 1, ["work"], size_bytes=1, data_bytes=4, compression="gzip")
        page.expect([old])
        assert "about 1.1 GiB in the archive" in page.sum_label.text()
        s.wizard.passphrase.choose_compression("zstd")
        assert page.archive_bytes() is None, "nothing is known of that"
        s.wizard.passphrase.choose_compression(True)
        await s.to_summary()
        assert "(gzip) to about 1.1 GiB" in s.wizard.summary.text_label.text()
        s.wizard.close()

    play(scene())


def test_a_profile_is_saved_without_passphrase_and_loaded(stage, tmp_path):
    async def scene():
        s = stage({"work", "vault"})
        s.wizard.system.connection.home = tmp_path
        wizard = s.wizard
        row = ProfileRow(wizard)
        wizard.where.folder_edit.setText("/media/disk")
        wizard.where.name_edit.setText("one")
        wizard.passphrase.choose_compression("zstd:19")
        wizard.passphrase.first_edit.setText(PASSPHRASE)
        await row.save("weekly")
        text = (tmp_path / "backup" / "weekly.conf").read_text()
        assert PASSPHRASE not in text and "vault" in text
        assert row.name == "weekly" and wizard.what.schedule_button.isEnabled()
        wizard.what.model.choose({"personal"})
        wizard.where.folder_edit.setText("/elsewhere")
        wizard.passphrase.choose_compression(True)
        wizard.passphrase.sheet_box.setChecked(False)
        del wizard.system.qubes["vault"]
        wizard.what.model.set_records([q for q in wizard.what.model.records if q.name != "vault"])
        row.load("weekly")
        assert wizard.what.model.chosen == {"work"}
        assert "vault" in wizard.banner.text_label.text()
        assert str(wizard.where.target()) == "/media/disk/one"
        assert wizard.passphrase.compression == "zstd:19"
        assert wizard.passphrase.sheet_box.isChecked()
        asking = replace(wizard.request(), passphrase_vm="vault").record()
        profiles.save(tmp_path, "weekly", asking)
        row.load("weekly")
        await row.save("weekly")
        assert profiles.load(tmp_path, "weekly") == asking, "who knows the passphrase is kept"
        await row.save("other")
        assert "passphrase_vm" not in profiles.load(tmp_path, "other")
        wizard.close()

    play(scene())
