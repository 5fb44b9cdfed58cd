"""A qubesd that ended under a restore is told once, and no qube is named that is not there."""

from __future__ import annotations

from qubesmanager.backend.backup.plan import Status
from qubesmanager.client.leftovers import still_true, what_stays
from qubesmanager.client.restore_job import _say_once
from tests.fakes.jobs import plan, row

DEAD = (
    "No qubesd answers at /run/q/{}.sock: Connection refused; it has ended or was killed"
    " (its log is /store/qubesd.log)"
)


def test_one_cause_is_said_once_and_rows_keep_what_is_their_own() -> None:
    result = plan(row("work"), row("vault"), row("mail"), row("kept"))
    work, vault, mail, kept = result.rows
    for one, reason in (
        (work, f"the qube could not be made: {DEAD.format('a')}; work could not be removed: gone"),
        (vault, "Qubesd broke off the call: Connection reset by peer (its log is /store/x.log)"),
        (mail, "its last chunks are missing"),
        (kept, f"{DEAD.format('b')}; kept could not be removed: it is in use"),
    ):
        one.status, one.reason, one.made_as = Status.FAILED, reason, one.name
    _say_once(result, {"work", "vault", "mail"})
    assert [one.reason for one in result.rows] == [
        "the qube could not be made: qubesd had ended",
        "qubesd had ended",
        "its last chunks are missing",
        "qubesd had ended; kept could not be removed: it is in use",
    ]
    (note,) = result.notes
    assert note == DEAD.format("b") + "."


def test_notes_about_qubes_that_are_gone_go() -> None:
    notes = [what_stays("work", "killed"), what_stays("work-2", "killed"), "The archive is old."]
    assert still_true(notes, {"work"}) == notes[1:]
    assert still_true(notes, ()) == notes
