"""The one question before something is lost, with the safe answer as the default."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import QCoreApplication, Qt
from PyQt5.QtWidgets import QMessageBox, QWidget

from qubesmanager.ui.wizards.jobs import Job

translate = QCoreApplication.translate


def ask_to_leave(
    parent: QWidget,
    name: str,
    text: str,
    more: str,
    leave: str,
    on_leave: Callable[[], object],
    stay: str,
) -> QMessageBox:
    """``on_leave`` is called for the button ``leave``; ``stay`` changes nothing, and says so."""
    box = QMessageBox(parent)
    box.setObjectName(name)
    box.setTextFormat(Qt.PlainText)
    box.setWindowTitle(parent.windowTitle())
    box.setText(text)
    box.setInformativeText(more)
    leave_button = box.addButton(leave, QMessageBox.DestructiveRole)
    box.setDefaultButton(box.addButton(stay, QMessageBox.RejectRole))
    box.setAttribute(Qt.WA_DeleteOnClose)
    box.buttonClicked.connect(lambda button: on_leave() if button is leave_button else None)
    box.open()
    return box


def ask_about_job(
    parent: QWidget, job: Job, on_cancel: Callable[[], object], on_run: Callable[[], object]
) -> None:
    """A window is to be closed whose job runs: ``on_run`` closes it and lets the job go on."""
    ask_about_work(parent, job.title, on_cancel, on_run)


def ask_about_work(
    parent: QWidget, title: str, on_cancel: Callable[[], object], on_run: Callable[[], object]
) -> None:
    """The same for work that is no job of a wizard."""
    box = ask_to_leave(
        parent,
        "close_question",
        translate("LeaveQuestion", "{job} is not finished.").format(job=title),
        translate(
            "LeaveQuestion",
            "It can go on without a window; you are told when it has ended. If it is cancelled,"
            " what is half made is removed, and what is complete stays.",
        ),
        translate("LeaveQuestion", "&Cancel it and close"),
        on_cancel,
        translate("LeaveQuestion", "&Keep the window open"),
    )
    run_button = box.addButton(
        translate("LeaveQuestion", "Close and &let it run"), QMessageBox.AcceptRole
    )
    box.buttonClicked.connect(lambda button: on_run() if button is run_button else None)
