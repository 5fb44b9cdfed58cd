"""Pictures of every window, light and dark, small and large: ``-m tests.render_windows DIR``.

``-m tests.render_windows DIR manager dialogs`` takes those scenes only. The environment gives the
language (LC_ALL), QT_SCALE_FACTOR, and RENDER_DIRECTION=rtl for a layout from right to left.

The windows are the real ones; what they show comes from the classes in ``tests/fakes``.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_CONFIG_HOME", "/tmp/render-windows")

import qasync
from PyQt5.QtCore import QSettings, Qt
from PyQt5.QtGui import QColor, QFont, QPalette
from PyQt5.QtWidgets import QApplication, QDialog, QWidget

from qubesmanager.backend.backup import catalogue
from qubesmanager.backend.backup.catalogue import BackupRecord
from qubesmanager.backend.backup.plan import Status, VolumeRow
from qubesmanager.backend.storage.errors import NotEnoughSpace
from qubesmanager.client.policy import Question
from qubesmanager.client.progress import Pace, TimeLeft
from qubesmanager.client.system import ChangeKind
from qubesmanager.client.target_check import TargetState, Verdict
from qubesmanager.protocol import DaemonAccessError, PropertyValue, QubesException
from qubesmanager.ui.dialogs.about import AboutDialog
from qubesmanager.ui.dialogs.batch_edit import BatchEditDialog
from qubesmanager.ui.dialogs.clone_state import CloneStateDialog
from qubesmanager.ui.dialogs.first_run import FirstRunDialog
from qubesmanager.ui.dialogs.log_window import LogWindow
from qubesmanager.ui.dialogs.name_dialog import CloneDialog, RenameDialog
from qubesmanager.ui.dialogs.new_qube import NewQubeDialog
from qubesmanager.ui.dialogs.policy_question import PolicyQuestionDialog
from qubesmanager.ui.dialogs.remove_qubes import RemoveDialog
from qubesmanager.ui.dialogs.switch_templates import SwitchTemplatesDialog
from qubesmanager.ui.launch import make_application
from qubesmanager.ui.manager.window import ManagerWindow
from qubesmanager.ui.models.qubes_filter import Facets
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.settings.dialog import SettingsDialog
from qubesmanager.ui.settings.global_dialog import GlobalSettingsDialog
from qubesmanager.ui.storage.add_pool import AddPoolDialog
from qubesmanager.ui.storage.pools import PoolsWindow
from qubesmanager.ui.storage.reclaim import ReclaimDialog
from qubesmanager.ui.storage.states import StatesDialog
from qubesmanager.ui.wizards import where_page
from qubesmanager.ui.wizards.backup_wizard import BackupWizard
from qubesmanager.ui.wizards.restore_wizard import RestoreWizard
from qubesmanager.ui.wizards.schedule import ScheduleDialog
from qubesmanager.ui.wizards.volume_pools import VolumePoolsDialog
from tests.fakes.jobs import (
    GIB,
    PASSPHRASE,
    FakeBackupCheck,
    FakeBackupJob,
    FakeRestoreJob,
    host,
    lifelike_plan,
)
from tests.fakes.system import NOW, FakeSystem, crowd, household

SIZES = ((900, 600), (1400, 900))
SETTINGS = ((800, 640),)
SMALL = ((640, 480), (900, 600))
DIALOG = ((0, 0),)  # as large as it wants to be
FIXTURES = Path(__file__).resolve().parents[2] / "shared" / "fixtures" / "backups"


def dark_palette() -> QPalette:
    palette = QPalette()
    for role, colour in (
        (QPalette.Window, "#2b2d31"),
        (QPalette.WindowText, "#e6e6e6"),
        (QPalette.Base, "#1f2124"),
        (QPalette.AlternateBase, "#26282c"),
        (QPalette.Text, "#e6e6e6"),
        (QPalette.Button, "#36393f"),
        (QPalette.ButtonText, "#e6e6e6"),
        (QPalette.ToolTipBase, "#36393f"),
        (QPalette.ToolTipText, "#e6e6e6"),
        (QPalette.Highlight, "#2d6bb0"),
        (QPalette.HighlightedText, "#ffffff"),
        (QPalette.PlaceholderText, "#9a9ca0"),
        (QPalette.Light, "#4a4d55"),
        (QPalette.Mid, "#5a5d66"),
        (QPalette.Dark, "#191b1e"),
    ):
        palette.setColor(role, QColor(colour))
    for role in (QPalette.WindowText, QPalette.Text, QPalette.ButtonText):
        palette.setColor(QPalette.Disabled, role, QColor("#7d8086"))
    return palette


class Studio:
    """Takes the pictures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shade = "light"
        self.taken: list[Path] = []

    async def settle(self) -> None:
        for _ in range(6):
            await asyncio.sleep(0.01)

    async def take(self, window: QWidget, name: str, sizes: tuple[tuple[int, int], ...]) -> None:
        for width, height in sizes:
            window.show()
            if height:
                window.resize(width, height)
            else:
                window.adjustSize()
            await self.settle()
            path = self.folder / f"{name}-{self.shade}-{window.width()}x{window.height()}.png"
            window.grab().save(str(path))
            self.taken.append(path)

    def with_history(self, system: FakeSystem) -> FakeSystem:
        """Backups in a catalogue of its own."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        (home / "backups.json").unlink(missing_ok=True)
        for days, verified, names in (
            (9, True, ["work", "personal"]),
            (0.1, False, ["work"]),
            (0, True, ["personal"]),
        ):
            when = int(NOW - days * 86400)
            record = BackupRecord("/media/disk/qubes-backup", when, names)
            record.verified_s = when if verified else 0
            record.target += f"-{days}"
            record.compression, record.data_bytes, record.size_bytes = "gzip", 8 << 30, 3 << 30
            catalogue.add(home, record)
        system.connection.home = home
        return system

    async def manager(self, system: FakeSystem) -> ManagerWindow:
        async def open_system() -> FakeSystem:
            return system

        settings = QSettings(str(self.folder / "none.ini"), QSettings.IniFormat)
        settings.clear()
        window = ManagerWindow(open_system, Notifier(), settings)  # type: ignore[arg-type]
        window.show()
        window.start()
        await self.settle()
        return window


async def manager_pictures(studio: Studio) -> None:
    window = await studio.manager(studio.with_history(FakeSystem(household())))
    window.table.select("work")
    await studio.take(window, "manager", SIZES)
    window.views.set_mode("netvm")
    await studio.take(window, "manager-tree", SIZES)
    window.views.set_mode("list")
    for tab in ("network", "devices", "timeline"):
        window.table.select("work")
        window.details.tabs.setCurrentWidget(getattr(window.details, f"{tab}_tab"))
        await studio.take(window, f"manager-{tab}", SIZES[:1])
    window.table_view.selectAll()
    await studio.take(window, "manager-several", SIZES[1:])
    window.table.select("work")
    menu = window.menus.qube_menu()
    await studio.take(menu, "manager-menu", DIALOG)
    menu.close()
    window.details.tabs.setCurrentIndex(1)
    window.proxy.set_facets(Facets(kinds=frozenset({"app"}), states=frozenset({"halted"})))
    await studio.take(window, "manager-facets", SIZES[1:])
    window.proxy.set_facets(Facets(text="nothing like this"))
    await studio.take(window, "manager-no-match", SIZES[:1])
    window.proxy.set_facets(Facets())
    window.notifier.report(
        QubesException(
            str(NotEnoughSpace("volume work:private", 3 << 30, 12 << 20, "pool vm-pool"))
        )
    )
    await studio.take(window, "manager-full", ((640, 480), *SIZES[:1]))
    window.system.tell(ChangeKind.LOST, reason="no qubesd answers at /run/user/1000/qubesd.sock")  # type: ignore[union-attr]
    await studio.take(window, "manager-lost", SIZES)
    await window.shutdown()

    system = FakeSystem(household())
    system.qubes["work"] = replace(system.qubes["work"], next_template="debian-13")
    window = await studio.manager(system)
    window.table.select("work")
    await studio.take(window, "manager-next-start", SIZES[:1])
    await window.shutdown()

    window = await studio.manager(FakeSystem(crowd()))
    window.table_view.selectAll()
    await studio.take(window, "manager-300", SIZES)
    await window.shutdown()

    window = await studio.manager(FakeSystem())
    await studio.take(window, "manager-empty", SIZES[:1])
    window.show_waiting()
    await studio.take(window, "manager-waiting", ((640, 480), *SIZES[:1]))
    await window.shutdown()

    system = FakeSystem()
    system.lost_reason = "no qubesd answers at /run/user/1000/qubes/qubesd.sock: Connection refused"
    window = await studio.manager(system)
    await studio.take(window, "manager-away", SIZES[:1])
    await window.shutdown()


async def dialog_pictures(studio: Studio) -> None:
    system = FakeSystem(household())
    notifier = Notifier()
    new = NewQubeDialog(system, notifier)  # type: ignore[arg-type]
    await studio.take(new, "new-qube", DIALOG)
    new.name_edit.setText("work")
    await studio.take(new, "new-qube-taken", DIALOG)
    new.close()
    for kind in (CloneDialog, RenameDialog):
        named = kind(system, "sys-net", notifier)  # type: ignore[arg-type]
        await studio.take(named, kind.__name__.removesuffix("Dialog").lower(), DIALOG)
        named.close()
    for name, chosen in (
        ("remove-one", ["untrusted"]),
        ("remove-needed", ["fedora-42"]),
        ("remove-several", ["work", "vault", "personal"]),
    ):
        dialog = RemoveDialog([system.qubes[n] for n in chosen], system.qubes)
        await studio.take(dialog, name, DIALOG)
        dialog.close()
    names = ["work", "personal", "vault", "untrusted", "sys-net"]
    batch = BatchEditDialog(system, names, notifier)  # type: ignore[arg-type]
    batch.set_value("netvm", "sys-firewall")
    batch.set_value("label", "green")
    await studio.take(batch, "batch-edit", DIALOG)
    batch.apply()
    await batch.tasks.finished()
    await studio.take(batch, "batch-edit-failed", (*DIALOG, *SMALL))
    batch.close()
    everywhere = GlobalSettingsDialog(system, notifier)  # type: ignore[arg-type]
    everywhere.set_value("default_netvm", "sys-net")
    await studio.take(everywhere, "global-settings", DIALOG)
    everywhere.done(0)
    switch = SwitchTemplatesDialog(system, notifier)  # type: ignore[arg-type]
    switch.choose("debian-13", "fedora-42")
    await studio.take(switch, "switch-templates", DIALOG)
    switch.close()
    question = Question(
        *("1", "work", "qubes.Filecopy", "", "@default", ("personal", "vault"), "vault", 30.0)
    )
    asked = PolicyQuestionDialog(system.connection, question, notifier)  # type: ignore[arg-type]
    await studio.take(asked, "policy-question", DIALOG)
    asked.close_answered()
    about = AboutDialog(system)  # type: ignore[arg-type]
    await studio.take(about, "about", DIALOG)
    about.close()
    log = LogWindow(None, notifier)
    log.path = studio.folder / "qubesd.log"
    log.path.write_text("2026-11-21 12:00:01 qubesd: ready\n" * 30)
    log.read()
    await studio.settle()
    await studio.take(log, "log", DIALOG)
    log.close()
    probe = {
        "reflink": False,
        "device_mapper": False,
        "root": False,
        "recommended": "file-reflink",
        "reason": "This file system has no reflinks, so a copy of a volume takes its full space; "
        "qubes with plain files could not share a template here.",
    }

    failing = asyncio.Event()

    async def init(home: Path, driver: str) -> None:
        await failing.wait()
        raise DaemonAccessError(f"Cannot make a store in {home}: '{home}': Permission denied")

    first = FirstRunDialog(Path("/home/user/.local/share/qubes"), probe, init, notifier)
    await studio.take(first, "first-run", DIALOG)
    first.create_store()
    await studio.take(first, "first-run-working", DIALOG)
    failing.set()
    await first.tasks.finished()
    await studio.take(first, "first-run-failed", ((640, 480), *SIZES[:1]))
    first.close()


async def backup_pictures(studio: Studio) -> None:
    system = studio.with_history(FakeSystem(household()))
    job = FakeBackupJob({q.name: max(1, q.disk_used_bytes) for q in system.qubes.values()})
    wizard = BackupWizard(system, Notifier(), make_job=lambda c: job)  # type: ignore[arg-type,return-value]
    wizard._make_check = lambda c: FakeBackupCheck()  # type: ignore[assignment,return-value]
    await studio.take(wizard, "backup-what", SIZES)
    await wizard.next()
    wizard.where.folder_edit.setText("/root")
    await wizard.where.check()
    await studio.take(wizard, "backup-where", SIZES[:1])
    await where_in_a_qube(studio, wizard)
    schedule = ScheduleDialog(system.connection.home, "weekly", Notifier(), wizard)
    schedule.told.warn("systemctl: not found")
    await studio.take(schedule, "schedule", DIALOG)
    schedule.close()
    await wizard.next()
    wizard.passphrase.first_edit.setText("correct horse battery staple")
    await studio.take(wizard, "backup-passphrase", SIZES[:1])
    wizard.passphrase.second_edit.setText("correct horse battery staple")
    await wizard.next()
    await studio.take(wizard, "backup-summary", SIZES[:1])
    await run_pictures(studio, wizard, job, "backup")


async def where_in_a_qube(studio: Studio, wizard: BackupWizard) -> None:
    """What the qube says, of which there is none here."""
    page, real = wizard.where, where_page.check_in_qube
    page.place_edit.setCurrentIndex(page.place_edit.findData("sys-net"))
    for name, state in (
        ("backup-where-qube", TargetState(Verdict.OK, 900 * GIB)),
        (
            "backup-where-unknown",
            TargetState(Verdict.UNKNOWN, reason="there is no service qubes.VMShell in the qube"),
        ),
    ):

        async def answer(*_: object, state: TargetState = state) -> TargetState:
            return state

        where_page.check_in_qube = answer
        await page.check()
        await studio.take(wizard, name, SIZES[:1])
    where_page.check_in_qube = real
    page.place_edit.setCurrentIndex(0)
    await page.check()


async def restore_pictures(studio: Studio) -> None:
    system = studio.with_history(FakeSystem(household()))
    for record in catalogue.read(system.connection.home or studio.folder):
        record.target = str(studio.folder / Path(record.target).name)
        Path(record.target).touch()
        catalogue.add(studio.folder / "home", record)
    archived = lifelike_plan()
    archived.row("win-10").volumes.append(VolumeRow("private", size=GIB, estimate_bytes=GIB))
    job = FakeRestoreJob(archived, host("work"))
    wizard = RestoreWizard(system, Notifier(), make_job=lambda c: job)  # type: ignore[arg-type,return-value]
    await studio.take(wizard, "restore-source-empty", SIZES[:1])
    wizard.source.path_edit.setText(str(FIXTURES / "v3-plain.qbak"))
    await wizard.source.look()
    await studio.take(wizard, "restore-source-old", SIZES[:1])
    wizard.source.path_edit.setText(str(FIXTURES / "v4-gzip.qbak"))
    await wizard.source.look()
    await studio.take(wizard, "restore-source", SIZES[:1])
    await wizard.next()
    wizard.unlock.passphrase_edit.setText("wrong")
    await wizard.next()
    await studio.take(wizard, "restore-passphrase-wrong", SIZES[:1])
    wizard.unlock.passphrase_edit.setText(PASSPHRASE.decode())
    await wizard.next()
    await studio.take(wizard, "restore-plan-problem", SIZES)
    wizard.plan_page.cure_all_button.click()
    wizard.plan_page.table.setCurrentIndex(wizard.plan_page.proxy.index(4, 0))
    await studio.take(wizard, "restore-plan", SIZES)
    plan_page, home = wizard.plan_page, archived.row("dom0")
    home.status, home.reason = Status.PENDING, ""
    home.left_out = (
        "These are the files of the user 'user', and you are 'joe' here: they are restored only"
        " when dom0 is selected."
    )
    home.fixed_notes = [
        "These are the files of the user 'user'. They come into a new folder in your home"
        " directory; nothing there is changed."
    ]
    plan_page.model.show_plan(archived, host("work"), system.labels)
    row = plan_page.proxy.records().index(home)
    plan_page.table.setCurrentIndex(plan_page.proxy.index(row, 0))
    await studio.take(wizard, "restore-plan-home", ((640, 480), *SIZES[:1]))
    plan_page.model.select([home], True)
    await studio.take(wizard, "restore-plan-home-ticked", ((640, 480), *SIZES[:1]))
    plan_page.model.select([home], False)
    home.status = Status.SKIPPED
    wizard.plan_page.open_volumes(archived.row("win-10"))
    (volumes,) = wizard.plan_page.findChildren(VolumePoolsDialog)
    await studio.take(volumes, "restore-volumes", DIALOG)
    volumes.close()
    job.failures["vault"] = "chunk 3 of private.img was changed or damaged"
    await run_pictures(studio, wizard, job, "restore")


async def run_pictures(
    studio: Studio,
    wizard: BackupWizard | RestoreWizard,
    job: FakeBackupJob | FakeRestoreJob,
    name: str,
) -> None:
    """The last page in the middle of the run, and at its end."""
    go = asyncio.Event()
    reached = asyncio.Event()
    steps = 0

    async def step() -> None:
        nonlocal steps
        steps += 1
        if steps == 3:
            reached.set()
            await go.wait()

    job.step = step
    await wizard.next()
    assert wizard.job is not None
    await reached.wait()
    wizard.job.pace = Pace(148 * (1 << 20), TimeLeft(190.0, 290.0))
    wizard.job.changed.emit()
    await studio.take(wizard, f"{name}-run", SIZES[:1])
    bar = await studio.manager(FakeSystem(household()))
    bar.job_bar.watch(wizard.job, wizard.show)
    await studio.take(bar, f"manager-{name}-running", SIZES)
    go.set()
    await wizard.job.wait_ended()
    await studio.take(wizard, f"{name}-result", SIZES[:1])
    await studio.take(bar, f"manager-{name}-ended", SIZES[:1])
    bar.job_bar.dismiss()
    await bar.shutdown()
    wizard.close()


async def storage_pictures(studio: Studio) -> None:
    system = FakeSystem(household())
    pools = PoolsWindow(system, Notifier())  # type: ignore[arg-type]
    await studio.take(pools, "pools", ((760, 620),))
    pools.open_settings("vm-pool")
    await studio.take(pools.findChildren(QDialog)[0], "pool-settings", DIALOG)
    pools.close()
    reclaim = ReclaimDialog(system, "vm-pool", Notifier())  # type: ignore[arg-type]
    await studio.settle()
    reclaim.model.ticked = {"2", "4"}
    reclaim.model.load(reclaim.model.records)
    await studio.take(reclaim, "reclaim", DIALOG)
    reclaim.close()
    add = AddPoolDialog(system, Notifier())  # type: ignore[arg-type]
    await studio.take(add, "add-pool", DIALOG)
    add.close()
    states = StatesDialog(system, "work", Notifier())  # type: ignore[arg-type]
    await studio.settle()
    states.states_view.selectRow(1)
    states.told.done("It is as it was: 2 h ago.")
    states.undo_button.show()
    await studio.take(states, "states", DIALOG)
    states.ask_to_clone()
    copy = states.findChildren(CloneStateDialog)[0]
    await studio.take(copy, "clone-state", DIALOG)
    copy.close()
    states.close()
    states = StatesDialog(system, "vault", Notifier())  # type: ignore[arg-type]
    await studio.settle()
    states.pool_edit.setCurrentIndex(states.pool_edit.findData("backup-disk"))
    await states.mover.planning.finished()
    await studio.take(states, "states-move", DIALOG)
    states.close()
    long = "customer-7-with-a-rather-long-n"
    system.qubes[long] = replace(system.qubes["work"], name=long)
    states = StatesDialog(system, long, Notifier())  # type: ignore[arg-type]
    await studio.settle()
    states.pool_edit.setCurrentIndex(states.pool_edit.findData("backup-disk"))
    await studio.take(states, "states-move-running", (*DIALOG, *SMALL))
    states.wait_button.click()
    await studio.take(states, "states-move-waiting", DIALOG)
    states.close()


async def settings_pictures(studio: Studio) -> None:
    system = studio.with_history(FakeSystem(household()))
    work = system.qubes["work"]
    features = {"service.cups": "1", "service.crond": "", "gui": "1", "menu-items": "a b"}
    figures = {
        "maxmem": "4000",
        "vcpus": "2",
        "kernel": "6.6.31",
        "kernelopts": "quiet",
        "default_user": "user",
        "default_dispvm": "default-dvm",
        "qrexec_timeout": "60",
        "shutdown_timeout": "60",
        "provides_network": "False",
        "debug": "False",
        "template_for_dispvms": "False",
        "ip": "10.137.0.9",
        "mac": "00:16:3e:5e:6c:00",
    }
    more = {name: PropertyValue("str", value, True) for name, value in figures.items()}
    system.qubes["work"] = replace(
        work,
        features=features,
        tags=("office", "daily"),
        properties={**work.properties, **more},
    )
    dialog = SettingsDialog(system, "work", Notifier())  # type: ignore[arg-type]
    dialog.show()
    await studio.settle()
    dialog.set_value("netvm", "sys-net")
    await studio.take(dialog, "settings-basic", SETTINGS)
    long = "fedora-42-with-a-rather-long-na"
    system.qubes[long] = replace(system.qubes["fedora-42"], name=long)
    dialog.take(replace(system.qubes["work"], next_template=long))
    await studio.take(dialog, "settings-template-waits", SMALL)
    dialog.keep_template_button.click()
    await studio.take(dialog, "settings-template-kept", SMALL)
    dialog.take(system.qubes["work"])
    dialog.tabs.setCurrentWidget(dialog.advanced_page)  # type: ignore[attr-defined]
    await studio.take(dialog, "settings-advanced", SETTINGS)
    rules = [*dialog.firewall.model.records]
    dialog.firewall.set_rules([replace(rules[0], target="no such host!"), *rules[1:]])
    dialog.firewall._select(0)
    dialog.tabs.setCurrentWidget(dialog.firewall)
    await studio.take(dialog, "settings-firewall-wrong", SETTINGS)
    dialog.firewall.set_rules(
        [rules[0], replace(rules[0], action="drop", target="", proto="", ports=""), *rules[1:]]
    )
    dialog.firewall._select(2)
    dialog.devices.devices_view.selectRow(0)
    for page in dialog.more_pages:
        dialog.tabs.setCurrentWidget(page)
        await studio.take(dialog, f"settings-{page.form.removeprefix('page_')}", SETTINGS)
    dialog.done(0)


SCENES: tuple[Callable[[Studio], Awaitable[None]], ...] = (
    manager_pictures,
    dialog_pictures,
    storage_pictures,
    settings_pictures,
    backup_pictures,
    restore_pictures,
)


async def take_all(studio: Studio, app: QApplication, wanted: list[str]) -> None:
    light = QPalette(app.palette())
    for shade, palette in (("light", light), ("dark", dark_palette())):
        app.setPalette(palette)
        studio.shade = shade
        for scene in SCENES:
            if not wanted or scene.__name__.removesuffix("_pictures") in wanted:
                await scene(studio)


def main() -> int:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application("qubes-qube-manager")
    app.setFont(QFont("DejaVu Sans", 10))
    if os.environ.get("RENDER_DIRECTION") == "rtl":
        app.setLayoutDirection(Qt.RightToLeft)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    studio = Studio(folder)
    with loop:
        loop.run_until_complete(take_all(studio, app, sys.argv[2:]))
    print(f"{len(studio.taken)} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
