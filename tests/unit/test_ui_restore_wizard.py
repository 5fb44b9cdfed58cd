"""The restore wizard, clicked from page to page with a client job in memory."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PyQt5.QtCore import QMimeData, QPoint, Qt, QUrl
from PyQt5.QtGui import QDropEvent
from PyQt5.QtWidgets import QApplication, QComboBox, QLineEdit, QMessageBox, QToolTip

from qubesmanager.backend.backup import catalogue
from qubesmanager.backend.backup.catalogue import BackupRecord
from qubesmanager.backend.backup.plan import PoolState, Progress, VolumeRow
from qubesmanager.backend.backup.plan_making import HOME_NAME
from qubesmanager.client.restore_job import RestoreError
from qubesmanager.client.restore_journal import Unfinished
from qubesmanager.client.services import service_targets
from qubesmanager.ui.manager.job_bar import JobBar
from qubesmanager.ui.models.plan_model import CHOICES_ROLE, EACH_VOLUME
from qubesmanager.ui.models.result_model import Outcome
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.wizards.jobs import JobState
from qubesmanager.ui.wizards.restore_run import RestoreRun
from qubesmanager.ui.wizards.restore_wizard import RestoreWizard
from qubesmanager.ui.wizards.volume_pools import VolumePoolsDialog
from tests.fakes.jobs import GIB, PASSPHRASE, FakeRestoreJob, host, lifelike_plan, plan, row
from tests.fakes.system import FakeSystem, household
from tests.ui_loop import PATIENCE_S, play, turns
from tests.unit.test_ui_manager import unnamed_controls


class Stage:
    def __init__(self, qtbot, archive, archived=None, here=()) -> None:
        self.qtbot = qtbot
        self.archive = archive
        self.job = FakeRestoreJob(archived or lifelike_plan(), host(*here))
        self.wizard = RestoreWizard(
            FakeSystem(household()), Notifier(), make_job=lambda connection: self.job
        )
        qtbot.addWidget(self.wizard)
        self.wizard.show()
        self.model = self.wizard.plan_page.model

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

    async def to_passphrase(self) -> None:
        self.wizard.source.path_edit.setText(str(self.archive))
        await self.wizard.source.look()
        await self.next()
        assert self.wizard.page is self.wizard.unlock

    async def to_plan(self) -> None:
        await self.to_passphrase()
        self.qtbot.keyClicks(self.wizard.unlock.passphrase_edit, PASSPHRASE.decode())
        await self.next()
        assert self.wizard.page is self.wizard.plan_page

    def problem_fields(self) -> list[str]:
        return [problem.field for problem in self.model.plan.problems]


@pytest.fixture
def stage(qtbot, fixtures_dir):
    def make(archived=None, here=()) -> Stage:
        return Stage(qtbot, fixtures_dir / "v4-gzip.qbak", archived, here)

    return make


def test_a_failed_restore_is_tried_again_with_the_passphrase(stage):
    async def scene():
        s = stage()
        s.job.failures["vault"] = "chunk 3 was changed"
        await s.to_plan()
        await s.next()
        await s.wizard.job.wait_ended()
        await turns()
        s.qtbot.mouseClick(s.wizard.run_page.again_button, Qt.LeftButton)
        assert s.wizard.page is s.wizard.unlock and s.wizard.job is None
        s.job.failures.clear()
        s.qtbot.keyClicks(s.wizard.unlock.passphrase_edit, PASSPHRASE.decode())
        await s.next()
        await s.next()
        await s.wizard.job.wait_ended()
        assert s.wizard.job.headline.startswith("7 of 7")
        s.wizard.close()

    play(scene())


# -- from where ---------------------------------------------------------------------------------


def test_the_archive_is_recognised_at_once(stage, fixtures_dir, tmp_path):
    async def scene():
        s = stage()
        page = s.wizard.source
        assert not s.wizard.next_button.isEnabled()
        assert s.wizard.reason_label.text() == "Choose a backup archive."
        for path, part in (
            (tmp_path / "none", "no such file"),
            (tmp_path, "not a file"),
            (fixtures_dir / "manifest.json", "not a Qubes backup"),
        ):
            page.path_edit.setText(str(path))
            await page.look()
            assert part in page.sight_label.text(), path
            assert not s.wizard.next_button.isEnabled()
            assert s.wizard.next_button.toolTip() == page.sight_label.text()
            assert s.wizard.reason_label.text() == "", "not said twice"
        for version in (3, 4):
            page.path_edit.setText(str(fixtures_dir / f"v{version}-gzip.qbak"))
            await page.look()
            assert page.sight_label.text().startswith(f"A Qubes backup, format {version}, ")
            assert s.wizard.next_button.isEnabled()
        s.wizard.close()

    play(scene())


def test_backups_made_here_are_offered_while_their_files_are_there(stage, fixtures_dir, tmp_path):
    async def scene():
        s = stage()
        page = s.wizard.source
        await s.idle()
        assert page.known_view.isHidden()
        s.wizard.system.connection.home = tmp_path
        archive = str(fixtures_dir / "v4-gzip.qbak")
        for record in (
            BackupRecord(str(tmp_path / "unplugged"), 1, ["work"]),
            BackupRecord(archive, 2, ["work"], "sys-usb"),
            BackupRecord(archive, 3, ["work", "vault"], verified_s=4),
        ):
            catalogue.add(tmp_path, record)
        await page.read_known(s.wizard.system.connection)
        (known,) = page.known.records
        assert known.finished_s == 3 and not page.known_view.isHidden()
        texts = [page.known.index(0, n).data() for n in range(page.known.columnCount())]
        assert texts[1] == "2" and texts[3:] == ["verified", archive]
        page.known_view.selectRow(0)
        assert page.path_edit.text() == archive
        await s.next()
        assert s.wizard.page is s.wizard.unlock
        s.wizard.close()

    play(scene())


def test_next_looks_first_when_it_is_faster_than_the_look(stage, fixtures_dir):
    async def scene():
        s = stage()
        s.wizard.source.path_edit.setText(str(fixtures_dir / "manifest.json"))
        await s.next()
        assert s.wizard.page is s.wizard.source
        assert "not a Qubes backup" in s.wizard.next_button.toolTip()
        s.wizard.close()

    play(scene())


def test_a_file_can_be_dropped(stage):
    async def scene():
        s = stage()
        mime = QMimeData()
        mime.setUrls([QUrl("https://example.org/x"), QUrl.fromLocalFile("/tmp/my backup")])
        event = QDropEvent(QPoint(5, 5), Qt.CopyAction, mime, Qt.LeftButton, Qt.NoModifier)
        s.wizard.source.dropEvent(event)
        assert s.wizard.source.path_edit.text() == "/tmp/my backup"
        s.wizard.close()

    play(scene())


# -- passphrase ---------------------------------------------------------------------------------


def test_a_wrong_passphrase_is_said_in_place_and_typed_again(stage):
    async def scene():
        s = stage()
        await s.to_passphrase()
        unlock = s.wizard.unlock
        s.qtbot.keyClicks(unlock.passphrase_edit, "wrong")
        await s.next()
        assert s.wizard.page is unlock
        assert "does not open the archive" in unlock.error_label.text()
        assert unlock.passphrase_edit.selectedText() == "wrong"
        assert unlock.passphrase_edit.isEnabled()
        s.qtbot.keyClicks(unlock.passphrase_edit, PASSPHRASE.decode())
        assert not unlock.error_label.isVisible()
        await s.next()
        assert s.wizard.page is s.wizard.plan_page
        assert s.job.opened == [b"wrong", PASSPHRASE]
        s.wizard.close()

    play(scene())


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("not-a-backup", "not a Qubes backup"),
        ("damaged", "archive is damaged"),
        ("unsupported", "reads format version 4 only"),
        ("io", "Input/output error"),
        ("worker", "the restore process ended"),
    ],
)
def test_other_errors_of_opening_are_told_apart(stage, kind, part):
    async def scene():
        s = stage()
        await s.to_passphrase()
        reasons = {"unsupported": "It reads format version 4 only.", "io": "Input/output error"}
        s.job.error = RestoreError(kind, reasons.get(kind, "the restore process ended (signal 9)"))
        s.wizard.unlock.passphrase_edit.setText("x")
        await s.next()
        assert s.wizard.page is s.wizard.unlock
        assert part in s.wizard.unlock.error_label.text()
        assert not s.wizard.findChildren(QMessageBox)
        s.wizard.close()

    play(scene())


def test_the_passphrase_can_be_shown(stage):
    async def scene():
        s = stage()
        edit = s.wizard.unlock.passphrase_edit
        assert edit.echoMode() == QLineEdit.Password
        edit.show_action.trigger()
        assert edit.echoMode() == QLineEdit.Normal
        s.wizard.close()

    play(scene())


# -- plan ---------------------------------------------------------------------------------------


def test_the_button_counts_and_says_why_it_waits(stage):
    async def scene():
        s = stage(here=("work",))
        await s.to_plan()
        page, wizard = s.wizard.plan_page, s.wizard
        assert wizard.next_button.text() == "&Restore 7 qubes"
        assert not wizard.next_button.isEnabled()
        assert wizard.reason_label.text() == "", "not said twice"
        troubled = page.table.currentIndex()
        page.table.setCurrentIndex(page.proxy.index(0, 0))
        assert wizard.reason_label.text() == "work: A qube named work exists already."
        page.table.setCurrentIndex(troubled)
        assert page.row_label.text().startswith("work: A qube named work exists")
        s.qtbot.mouseClick(page.row_button, Qt.LeftButton)
        assert s.model.plan.row("work").restored_as == "work-1"
        assert wizard.next_button.isEnabled()
        s.qtbot.mouseClick(page.none_button, Qt.LeftButton)
        assert not wizard.next_button.isEnabled()
        assert wizard.reason_label.text() == "Tick the qubes to restore."
        s.wizard.close()

    play(scene())


def test_one_button_takes_all_proposals(stage):
    async def scene():
        s = stage(here=("work", "vault", "personal"))
        await s.to_plan()
        page = s.wizard.plan_page
        assert s.problem_fields() == ["name"] * 3
        assert page.cure_all_button.text() == "&Use 3 proposals"
        s.qtbot.mouseClick(page.cure_all_button, Qt.LeftButton)
        assert s.problem_fields() == []
        assert not page.cure_all_button.isVisible()
        assert s.wizard.next_button.isEnabled()
        s.wizard.close()

    play(scene())


def test_only_what_is_missing_here(stage):
    async def scene():
        s = stage(here=("work", "vault"))
        await s.to_plan()
        s.qtbot.mouseClick(s.wizard.plan_page.new_button, Qt.LeftButton)
        chosen = {one.name for one in s.model.plan.selected}
        assert chosen == {
            "personal",
            "sys-vpn",
            "mail-of-the-research-department",
            "whonix-17",
            "win-10",
        }
        s.wizard.close()

    play(scene())


def test_select_acts_on_what_the_search_shows(stage):
    async def scene():
        s = stage()
        await s.to_plan()
        page = s.wizard.plan_page
        page.search_edit.setText("win")
        s.qtbot.mouseClick(page.none_button, Qt.LeftButton)
        assert not s.model.plan.row("win-10").selected
        assert s.model.plan.row("work").selected
        s.wizard.close()

    play(scene())


def test_cells_are_edited_by_mouse_and_keyboard(stage):
    async def scene():
        s = stage()
        await s.to_plan()
        page = s.wizard.plan_page
        table, line = page.table, [r.name for r in page.proxy.records()].index("personal")
        pool = page.proxy.index(line, s.model.column_of("pool"))
        s.qtbot.mouseClick(table.viewport(), Qt.LeftButton, pos=table.visualRect(pool).center())
        box = table.viewport().findChild(QComboBox)
        assert [box.itemText(i) for i in range(box.count())] == [
            "default (vm-pool)",
            "vm-pool",
            "backup-disk",
        ]
        box.setCurrentIndex(2)
        box.activated.emit(2)
        assert s.model.plan.row("personal").pool == "backup-disk"
        table.setCurrentIndex(page.proxy.index(line, s.model.column_of("new")))
        s.qtbot.keyClick(table, Qt.Key_F2)
        edit = table.viewport().findChild(QLineEdit)
        assert edit.text() == "personal"
        edit.selectAll()
        s.qtbot.keyClicks(edit, "private-2")
        s.qtbot.keyClick(edit, Qt.Key_Return)
        await turns()
        assert s.model.plan.row("personal").restored_as == "private-2"
        assert s.wizard.page is page, "Return in a cell must not go on"
        table.setCurrentIndex(page.proxy.index(line, 0))
        s.qtbot.keyClick(table, Qt.Key_Space)
        assert not s.model.plan.row("personal").selected
        s.wizard.close()

    play(scene())


def test_each_volume_can_have_a_pool_of_its_own(stage):
    async def scene():
        two = row("win", "StandaloneVM", size=5 * GIB)
        two.volumes.append(VolumeRow("private", size=GIB, estimate_bytes=GIB))
        s = stage(plan(two, row("work")))
        await s.to_plan()
        page, model = s.wizard.plan_page, s.model
        assert [value for _, value in model.choices(model.plan.row("work"), "pool")] == [
            "",
            "vm-pool",
            "backup-disk",
        ]
        win = model.plan.row("win")
        model.assign(win, "pool", EACH_VOLUME)
        await turns()
        (dialog,) = page.findChildren(VolumePoolsDialog)
        s.qtbot.keyClick(dialog.volumes_view, Qt.Key_Down)
        s.qtbot.keyClick(dialog.volumes_view, Qt.Key_F2)
        box = dialog.volumes_view.viewport().findChild(QComboBox)
        assert box.itemText(0) == "that of the qube (vm-pool)"
        box.setCurrentIndex(box.findText("backup-disk"))
        box.activated.emit(box.currentIndex())
        assert win.volume("private").pool == "backup-disk" and win.pool == ""
        assert unnamed_controls(dialog) == []
        dialog.close()
        cell = model.index(0, model.column_of("pool"))
        assert cell.data() == "vm-pool, backup-disk"
        assert {one.pool: one.needed_bytes for one in model.plan.space} == {
            "vm-pool": 6 * GIB,
            "backup-disk": GIB,
        }
        assert "--pool win:private=backup-disk" in page.command()
        model.assign(win, "pool", "backup-disk")
        assert win.volume("private").pool == ""
        s.wizard.close()

    play(scene())


def test_the_box_is_hit_where_it_is_drawn(stage):
    async def scene():
        s = stage()
        await s.to_plan()
        page = s.wizard.plan_page
        cell = page.table.visualRect(page.proxy.index(1, 0))
        name = page.proxy.record(page.proxy.index(1, 0)).name
        place = QPoint(cell.x() + 20, cell.center().y())
        s.qtbot.mouseClick(page.table.viewport(), Qt.LeftButton, pos=place)
        assert not s.model.plan.row(name).selected
        s.wizard.close()

    play(scene())


def test_space_is_shown_per_pool_and_a_full_pool_is_a_problem(stage):
    async def scene():
        s = stage(archived=plan(row("a", size=30 * GIB), row("b", size=5 * GIB)))
        s.job.here.pools[0] = PoolState("vm-pool", "file-reflink", 20 * GIB)
        await s.to_plan()
        page = s.wizard.plan_page
        assert page.space_label.text() == "vm-pool: needs 35.0 GiB, 20.0 GiB free"
        assert "space" in s.problem_fields()
        assert not page.cure_all_button.isVisible(), "where data goes stays the person's choice"
        assert page.row_button.text() == "Use the pool backup-disk"
        s.qtbot.mouseClick(page.row_button, Qt.LeftButton)
        assert s.problem_fields() == []
        assert "backup-disk: needs 30.0 GiB" in page.space_label.text()
        s.wizard.close()

    play(scene())


def test_kernels_labels_and_what_is_by_default(stage):
    async def scene():
        s = stage()
        s.job.here.kernels = ["6.1-x", "6.6-y"]
        s.job.here.default_kernel = "6.6-y"
        await s.to_plan()
        model = s.model
        work = model.plan.row("work")
        line = model.records.index(work)
        cell = {key: model.index(line, model.column_of(key)) for key in ("kernel", "label", "pool")}
        assert cell["kernel"].data() == "default"
        assert cell["kernel"].data(Qt.FontRole).italic()
        assert cell["label"].data(Qt.FontRole) is None
        choices = cell["kernel"].data(CHOICES_ROLE)
        assert choices == [
            ("default (6.6-y)", ""),
            ("none", None),
            ("6.1-x", "6.1-x"),
            ("6.6-y", "6.6-y"),
        ]
        assert model.setData(cell["kernel"], "6.1-x")
        assert model.setData(cell["label"], "green")
        assert (work.kernel, work.label) == ("6.1-x", "green")
        assert cell["kernel"].data(Qt.FontRole) is None
        s.wizard.close()

    play(scene())


def test_a_qube_that_is_here_is_replaced_on_request(stage):
    async def scene():
        s = stage(here=("work", "vault"))
        s.job.here.qubes["work"].pools = {"private": "vm-pool"}
        s.job.here.qubes["vault"].klass = "StandaloneVM"
        await s.to_plan()
        page = s.wizard.plan_page
        shown = {row.name: row for row in s.model.records}
        rows = page.proxy.records()
        page.table.setCurrentIndex(page.proxy.index(rows.index(shown["vault"]), 0))
        assert not page.replace_button.isVisible(), "one of another class cannot be replaced"
        page.table.setCurrentIndex(page.proxy.index(rows.index(shown["work"]), 0))
        assert page.replace_button.isVisible()
        s.qtbot.mouseClick(page.replace_button, Qt.LeftButton)
        assert shown["work"].replaces
        assert shown["work"].problems == []
        assert "It replaces the qube work" in page.row_label.text()
        assert not page.replace_button.isVisible()
        s.wizard.close()

    play(scene())


# -- run ----------------------------------------------------------------------------------------


def test_a_restore_ends_in_a_headline_from_its_rows(stage, tmp_path):
    async def scene():
        s = stage()
        s.job.failures["vault"] = "chunk 3 of private.img was changed"
        await s.to_plan()
        s.model.assign(s.model.plan.row("work"), "name", "office")
        await s.next()
        job, page = s.wizard.job, s.wizard.run_page
        await job.wait_ended()
        assert job.state is JobState.INCOMPLETE
        assert page.headline_label.text() == (
            "6 of 7 qubes restored; vault was not, because: chunk 3 of private.img was changed."
        )
        outcomes = {line.name: line.outcome for line in page.model.rows}
        assert outcomes["vault"] is Outcome.FAILED
        assert outcomes["dom0"] is Outcome.SKIPPED
        vault = page.model.index(2, 0)
        assert page.tree.isExpanded(vault)
        assert s.wizard.close_button.text() == "&Close"
        assert not s.wizard.next_button.isVisible()
        assert s.job.closed
        page.save_report(str(tmp_path / "report.txt"))
        text = (tmp_path / "report.txt").read_text()
        assert "work → office  Restored" in text
        assert "chunk 3 of private.img" in text
        s.wizard.close()
        assert not s.wizard.isVisible()

    play(scene())


def test_verify_only_is_a_choice_of_the_plan(stage):
    async def scene():
        s = stage(here=("work",))
        await s.to_plan()
        assert not s.wizard.next_button.isEnabled()
        s.wizard.plan_page.verify_box.click()
        assert s.wizard.next_button.text() == "&Verify 7 qubes"
        assert s.wizard.next_button.isEnabled(), "names do not matter when nothing is made"
        await s.next()
        await s.wizard.job.wait_ended()
        assert s.wizard.job.headline == "7 of 7 qubes verified."
        s.wizard.close()

    play(scene())


def test_progress_is_shown_and_cancel_is_told_at_once(stage):
    async def scene():
        s = stage()
        reached, go = asyncio.Event(), asyncio.Event()
        steps = 0

        async def step():
            nonlocal steps
            steps += 1
            if steps == 3:
                reached.set()
                await go.wait()

        s.job.step = step
        await s.to_plan()
        await s.next()
        await reached.wait()
        page, job = s.wizard.run_page, s.wizard.job
        assert page.current_label.text() == "vault:private"
        assert page.progress.value() == int(5.3 / 51.2 * 1000)
        states = [page.model.index(line, 1).data() for line in range(4)]
        assert states == ["Restored", "Restored", "Working", "Waiting"]
        assert s.wizard.close_button.text() == "&Cancel"
        s.qtbot.mouseClick(s.wizard.close_button, Qt.LeftButton)
        await turns()
        assert job.state is JobState.CANCELLING
        assert not s.wizard.close_button.isEnabled()
        go.set()
        await job.wait_ended()
        assert job.state is JobState.CANCELLED
        assert job.headline == "Cancelled: 2 of 7 qubes restored"
        s.wizard.close()

    play(scene())


def test_closing_alone_asks_and_hosted_hides(stage):
    async def scene():
        for hosted in (False, True):
            s = stage()
            go = asyncio.Event()
            s.job.step = go.wait
            s.wizard.hosted = hosted
            await s.to_plan()
            await s.next()
            job = s.wizard.job
            s.wizard.close()
            boxes = [b for b in s.wizard.findChildren(QMessageBox) if b.isVisible()]
            assert s.wizard.isVisible() is not hosted
            assert bool(boxes) is not hosted
            assert job.is_running
            if boxes:
                leave = next(b for b in boxes[0].buttons() if "Cancel it" in b.text())
                s.qtbot.mouseClick(leave, Qt.LeftButton)
                await turns()
                assert s.job.stopped
            go.set()
            await job.wait_ended()
            await turns()
            assert not s.wizard.isVisible()

    play(scene())


def test_a_worker_that_dies_is_a_result(stage):
    async def scene():
        s = stage()
        await s.to_plan()

        async def run(*_):
            raise RestoreError("worker", "the restore process ended (signal 9)")

        s.job.run = run
        await s.next()
        await s.wizard.job.wait_ended()
        assert s.wizard.job.state is JobState.INCOMPLETE
        assert s.wizard.job.headline.startswith("0 of 7 qubes restored; not: work, personal")
        assert s.wizard.run_page.remark_label.text() == "the restore process ended (signal 9)"
        s.wizard.close()

    play(scene())


def test_leaving_before_the_run_ends_the_worker(stage):
    async def scene():
        s = stage()
        await s.to_plan()
        s.qtbot.keyClick(s.wizard, Qt.Key_Escape)
        await s.wizard.tasks.finished()
        assert not s.wizard.isVisible()
        assert s.job.closed

    play(scene())


def test_every_control_has_a_name_on_every_page(stage):
    async def scene():
        s = stage(here=("work",))
        await s.to_plan()
        for page in s.wizard.pages:
            assert unnamed_controls(page) == [], page
        assert s.wizard.rail.accessibleName() == "Step 3 of 4: Plan"
        s.wizard.close()

    play(scene())


def test_a_place_in_a_qube_is_not_looked_at_and_a_cut_restore_goes_on(stage, monkeypatch):
    async def scene():
        s = stage()
        page = s.wizard.source
        page.path_edit.setText("sys-usb:/mnt/disk/backup.qbak")
        await page.look()
        assert "sys-usb" in page.sight_label.text() and not page.hindrance()
        assert page.resumed is None and page.resume_box.isHidden()
        cut = Unfinished(Path("/x"), lifelike_plan(), {"vault": None})
        monkeypatch.setattr("qubesmanager.ui.wizards.restore_pages.unfinished", lambda home: [cut])
        await page.look_for_cut(None)
        assert "1 of" in page.resume_box.text()
        page.resume_box.click()
        assert page.resumed is cut and page.path() == cut.archive
        assert not page.path_edit.isEnabled()
        s.wizard.close()

    play(scene())


def test_the_plan_as_a_command(stage):
    async def scene():
        s = stage()
        await s.to_plan()
        model = s.wizard.plan_page.model
        model.select([row for row in model.plan.rows if row.name not in ("work", "vault")], False)
        model.assign(model.plan.row("work"), "name", "work-1")
        model.assign(model.plan.row("vault"), "pool", "backup-disk")
        s.qtbot.mouseClick(s.wizard.plan_page.command_button, Qt.LeftButton)
        command = QApplication.clipboard().text()
        assert "--rename work=work-1" in command and "--pool vault=backup-disk" in command
        s.wizard.plan_page.verify_box.click()
        assert "--verify-only" in s.wizard.plan_page.command()
        s.wizard.close()

    play(scene())


def test_verifying_is_an_entry_of_its_own(qtbot, fixtures_dir):
    async def scene():
        job = FakeRestoreJob(lifelike_plan(), host("work"))
        wizard = RestoreWizard(
            FakeSystem(household()), Notifier(), make_job=lambda c: job, verify=True
        )
        qtbot.addWidget(wizard)
        wizard.show()
        assert wizard.windowTitle() == "Verify a backup – From where"
        assert "verified" in wizard.title_label.text()
        wizard.plan_page.show_plan(lifelike_plan(), host("work"))
        assert wizard.plan_page.verify_only and "verified" in wizard.plan_page.title()
        assert wizard.plan_page.next_text().startswith("&Verify")
        wizard.close()
        await wizard.tasks.finished()

    play(scene())


def home_row():
    return row("dom0", "AdminVM", selected=False, left_out="It is asked about.")


def test_verifying_has_no_conflicts_and_takes_everything(stage):
    async def scene():
        s = stage(plan(row("work"), home_row()), here=("work",))
        await s.to_plan()
        page, model = s.wizard.plan_page, s.model
        assert page.cure_all_button.isVisible() and page.replace_button.isVisible()
        page.verify_box.click()
        assert [r.name for r in model.plan.selected] == ["work", "dom0"]
        for widget in (page.cure_all_button, page.replace_button, page.row_frame):
            assert not widget.isVisible()
        remarks = model.index(0, model.column_of("remarks"))
        assert not remarks.data() and remarks.data(Qt.DecorationRole) is None
        assert page.space_label.text().startswith("Everything")
        model.select([model.plan.row("dom0")], False)
        assert page.space_label.text().startswith("What is ticked")
        page.verify_box.click()
        assert [r.name for r in model.plan.selected] == ["work"]
        assert page.cure_all_button.isVisible() and "exists already" in remarks.data()
        await s.wizard.end()

    play(scene())


def test_the_home_is_no_qube_and_its_folder_has_no_name_yet(stage):
    async def scene():
        s = stage(plan(row("work"), home_row()))
        await s.to_plan()
        page, model = s.wizard.plan_page, s.model
        home = model.plan.row("dom0")
        home.restored_as = HOME_NAME
        model.restore_home(home)
        assert model.index(1, model.column_of("new")).data() == "a new folder"
        assert "--rename" not in page.command() and "--select work,dom0" in page.command()
        assert "<pre>qube " in page.command_button.toolTip()
        s.qtbot.mouseClick(page.command_button, Qt.LeftButton)
        assert QToolTip.text() == "Copied"
        assert page.next_text() == "&Restore 1 qube"
        await s.next()
        await s.wizard.job.wait_ended()
        assert s.wizard.job.headline == "1 of 1 qube restored, and the files of dom0's user."
        assert s.wizard.run_page.model.index(1, 0).data() == "dom0"
        s.wizard.close()

    play(scene())


def test_escape_asks_before_an_edited_plan_is_lost(stage):
    async def scene():
        s = stage()
        await s.to_plan()
        s.model.assign(s.model.plan.row("work"), "name", "office")
        s.qtbot.keyClick(s.wizard, Qt.Key_Escape)
        assert s.wizard.isVisible()
        box = s.wizard.findChild(QMessageBox, "leave_plan_question")
        leave = next(b for b in box.buttons() if "forget" in b.text())
        s.qtbot.mouseClick(leave, Qt.LeftButton)
        await turns()
        await s.wizard.tasks.finished()
        assert not s.wizard.isVisible() and s.job.closed

    play(scene())


def test_the_key_of_a_disabled_button_is_no_letter_of_the_passphrase(stage):
    async def scene():
        s = stage()
        await s.to_passphrase()
        edit = s.wizard.unlock.passphrase_edit
        s.qtbot.keyClick(edit, Qt.Key_N, Qt.AltModifier)
        assert edit.text() == "" and not s.wizard.next_button.isEnabled()
        s.wizard.close()

    play(scene())


@pytest.mark.parametrize("told", [True, False])
def test_a_job_can_be_left_running_without_its_window(stage, monkeypatch, told):
    async def scene():
        monkeypatch.setattr("qubesmanager.ui.desktop_note.tell", lambda *_, **__: told)
        s = stage()
        go = asyncio.Event()
        s.job.step = go.wait
        await s.to_plan()
        await s.next()
        job = s.wizard.job
        closed = []
        s.wizard.closed.connect(lambda: closed.append(True))
        s.wizard.close()
        box = s.wizard.findChild(QMessageBox, "close_question")
        leave = next(b for b in box.buttons() if "let it run" in b.text())
        s.qtbot.mouseClick(leave, Qt.LeftButton)
        await turns()
        assert not s.wizard.isVisible() and job.is_running and not closed
        go.set()
        await job.wait_ended()
        await turns()
        assert job.state is JobState.DONE
        assert (bool(closed), s.wizard.isVisible()) == (told, not told)
        s.wizard.close()

    play(scene())


def test_a_hosted_wizard_says_that_the_job_goes_on(stage):
    async def scene():
        s = stage()
        said = []
        s.wizard.notifier.attach(said.append)
        go = asyncio.Event()
        s.job.step = go.wait
        s.wizard.hosted = True
        await s.to_plan()
        await s.next()
        s.wizard.close()
        assert [m.text for m in said] == [
            "Restoring 7 qubes goes on; the line at the bottom shows it."
        ]
        go.set()
        await s.wizard.job.wait_ended()

    play(scene())


def test_a_running_qube_can_be_chosen_as_the_place(stage):
    async def scene():
        s = stage()
        page = s.wizard.source
        running = service_targets(s.wizard.system)
        offered = [page.place_edit.itemData(n) for n in range(page.place_edit.count())]
        assert running and offered == ["", *running]
        page.path_edit.setText("/tmp/my backup")

        def choose(number):
            page.place_edit.setCurrentIndex(number)
            page.place_edit.activated.emit(number)

        choose(1)
        assert page.path_edit.text() == f"{running[0]}:/tmp/my backup"
        assert not page.browse_button.isEnabled()
        choose(0)
        assert page.path_edit.text() == "/tmp/my backup" and page.browse_button.isEnabled()
        page.path_edit.setText(f"{running[-1]}:/home/user/b")
        assert page.place_edit.currentData() == running[-1]
        s.wizard.system_changed()
        assert page.place_edit.currentData() == running[-1]
        s.wizard.close()

    play(scene())


def test_what_is_passed_over_for_failed_qubes_is_no_work_done(stage):
    async def scene():
        s = stage()
        await s.to_plan()
        run = RestoreRun(s.job, s.model.plan, False, "Restoring")
        bar = JobBar()
        s.qtbot.addWidget(bar)
        bar.watch(run, lambda: None)
        run._on_progress(Progress(10, 1000, "work", "private"))
        run._on_progress(Progress(1000, 1000))
        assert run.share == 0.01 and "Settling" in bar.current_label.text()
        s.wizard.close()

    play(scene())
