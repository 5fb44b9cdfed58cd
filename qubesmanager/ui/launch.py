"""Starting the programs: one application, one loop, one hook for what nobody expected.

``manager()``, ``backup()`` and ``restore()`` are the entry points; all take ``--home DIR``. A
second ``manager()`` shows the window of the first and ends.
"""

from __future__ import annotations

import os

# Before Qt starts: GLib's loop in Qt and libvirt's event thread do not go together.
os.environ.setdefault("QT_NO_GLIB", "1")

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType

import qasync
from PyQt5.QtCore import QLibraryInfo, QLocale, QSettings, Qt, QTranslator
from PyQt5.QtWidgets import QApplication, QMessageBox, QWidget

from qubesmanager import __version__, places
from qubesmanager.client import locate
from qubesmanager.client.system import System
from qubesmanager.protocol import AdminError
from qubesmanager.ui import error_log, look, one_window
from qubesmanager.ui.dialogs.first_run import FirstRunDialog
from qubesmanager.ui.manager.window import ManagerWindow
from qubesmanager.ui.notify import Notifier, error_message
from qubesmanager.ui.style import Style
from qubesmanager.ui.tasks import next_emission
from qubesmanager.ui.widgets.window_sizes import window_sizes
from qubesmanager.ui.wizards.backup_wizard import BackupWizard
from qubesmanager.ui.wizards.job_wizard import JobWizard
from qubesmanager.ui.wizards.restore_wizard import RestoreWizard

log = logging.getLogger(__name__)
# Compiled from i18n/*.ts by the installation, where lrelease is.
TRANSLATIONS = Path(__file__).parent / "translations"

Run = Callable[["Program"], Awaitable[int]]


class Program:
    """What the three programs share."""

    def __init__(
        self,
        home: Path | None,
        archive: Path | None = None,
        seat: one_window.Seat | None = None,
    ) -> None:
        self.home = home
        self.archive = archive
        self.seat = seat or one_window.Seat()
        self.notifier = Notifier()
        self.settings = window_sizes.settings = QSettings()

    async def open_system(self, parent: QWidget | None = None) -> System:
        """A System of the store; the first run makes one. Raises AdminError."""
        try:
            connection = await locate.connect(self.home)
        except locate.StoreMissing as missing:
            await self._first_run(missing.home, parent)
            connection = await locate.connect(self.home)
        return System(connection)

    async def _first_run(self, home: Path, parent: QWidget | None) -> None:
        probe = await locate.probe(home)
        dialog = FirstRunDialog(home, probe, locate.init_store, self.notifier, parent)
        answer = next_emission(dialog.finished)
        dialog.open()
        try:
            (code,) = await answer
        finally:
            await dialog.tasks.stop()
            dialog.deleteLater()
        if code != FirstRunDialog.Accepted:
            raise locate.StoreMissing(home)


def manager() -> int:
    """``qubes-qube-manager``"""
    return _main(_run_manager, "qubes-qube-manager", "See and manage qubes.", one_window_only=True)


def backup() -> int:
    """``qubes-backup``"""
    return _main(_run_backup, "qubes-backup", "Save qubes to an encrypted archive.")


def restore() -> int:
    """``qubes-backup-restore``"""
    return _main(
        _run_restore, "qubes-backup-restore", "Bring qubes back from a backup.", takes_archive=True
    )


async def _run_manager(program: Program) -> int:
    def open_system() -> Awaitable[System]:
        return program.open_system(window)

    window = ManagerWindow(open_system, program.notifier, program.settings)
    closed = next_emission(window.finished)
    end_on_signals(window.end)
    window.show()
    window.start()

    def come_forward(wish: one_window.Wish) -> bool:
        if window.is_ending:
            return False
        one_window.bring_forward(window, wish)
        return True

    program.seat.serve(come_forward)
    await closed
    await program.seat.close()
    return 0


async def _run_backup(program: Program) -> int:
    return await _run_wizard(program, lambda system: BackupWizard(system, program.notifier))


async def _run_restore(program: Program) -> int:
    return await _run_wizard(
        program,
        lambda system: RestoreWizard(system, program.notifier, archive=program.archive),
    )


async def _run_wizard(program: Program, make: Callable[[System], JobWizard]) -> int:
    """A wizard as a program of its own; its window is the whole of it."""
    try:
        system = await program.open_system()
        await system.load()
    except locate.StoreMissing:
        return 1  # the first run was left
    except AdminError as error:
        log.error("no qubesd: %s", error)
        box = QMessageBox(QMessageBox.Critical, QApplication.applicationDisplayName(), "")
        message = error_message(error)
        box.setTextFormat(Qt.PlainText)
        box.setText(message.text)
        box.setInformativeText(message.detail)
        closed = next_emission(box.finished)
        end_on_signals(box.reject)
        box.open()
        await closed
        return 1
    wizard = make(system)
    closed = next_emission(wizard.closed)
    end_on_signals(wizard.end)
    wizard.show()
    following = asyncio.ensure_future(system.watch(lambda change: wizard.system_changed()))
    await closed
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    await wizard.tasks.finished()
    await wizard.reading.finished()
    await system.connection.close()
    return 0


def _main(
    run: Run, name: str, about: str, takes_archive: bool = False, one_window_only: bool = False
) -> int:
    parser = argparse.ArgumentParser(prog=name, description=about)
    parser.add_argument("--home", type=Path, help="work on the store in this directory")
    parser.add_argument("--verbose", action="store_true", help="write a log to stderr")
    parser.add_argument("--version", action="version", version=f"Qube Manager {__version__}")
    if takes_archive:
        parser.add_argument("archive", type=Path, nargs="?", help="the backup to restore")
    if one_window_only:
        parser.add_argument(
            "--new-window",
            action="store_true",
            help="open another window where the store has one, instead of showing that one",
        )
    options = parser.parse_args()
    logging.basicConfig(
        level=logging.INFO if options.verbose else logging.WARNING,
        format="%(asctime)s %(name)s: %(message)s",
    )
    error_log.keep(log, places.errors_path())
    seat = None
    if one_window_only and not options.new_window:
        seat = one_window.take(options.home)
        if seat is None:
            return 0
    app = make_application(name)
    program = Program(options.home, getattr(options, "archive", None), seat)
    install_hook(program.notifier)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with loop:
        return int(loop.run_until_complete(run(program)))


def end_on_signals(end: Callable[[], object]) -> None:
    """Ctrl-C in the terminal, or the end of the session, closes in good order."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end)


def make_application(name: str) -> QApplication:
    """The application object with its names, icon and language."""
    QApplication.setAttribute(Qt.AA_EnableHighDpiScaling)
    QApplication.setAttribute(Qt.AA_UseHighDpiPixmaps)
    app = QApplication(sys.argv[:1])
    app.setStyle(Style())
    app.setFont(look.with_ellipsis(app.font()))
    app.setApplicationName("qube-manager")
    app.setOrganizationName("qube-manager")
    app.setApplicationDisplayName("Qube Manager")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(name)
    app.setWindowIcon(look.program_icon())
    app.setQuitOnLastWindowClosed(False)
    load_translations(app, QLocale())
    return app


def load_translations(app: QApplication, locale: QLocale) -> None:
    """Qt's own texts and ours, where there is a catalogue for that language."""
    for catalogue, folder in (
        ("qtbase", QLibraryInfo.location(QLibraryInfo.TranslationsPath)),
        ("qube-manager", str(TRANSLATIONS)),
    ):
        translator = QTranslator(app)
        if translator.load(locale, catalogue, "_", folder):
            app.installTranslator(translator)


def install_hook(notifier: Notifier) -> None:
    """Whatever no code expected is logged with its traceback and told in one sentence."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.closeAllWindows()
            return
        log.error("unexpected", exc_info=(kind, error, trace))
        notifier.report(error)

    sys.excepthook = hook
