"""What windows say and judge, without a window: headlines, figures, strength, places, archives."""

from __future__ import annotations

import asyncio
import io
import os
import tarfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.backend.backup.glance import LOOK_BYTES, Glance, Sight, glance, seen_version
from qubesmanager.client.locate import NoPlace
from qubesmanager.client.progress import TimeLeft
from qubesmanager.client.target_check import Verdict, check_target
from qubesmanager.protocol import (
    DaemonAccessError,
    PermissionDenied,
    QubesVMInUseError,
)
from qubesmanager.ui import wording
from qubesmanager.ui.dialogs.remove_qubes import in_use_by, removal_order
from qubesmanager.ui.models.result_model import Outcome, ResultRow, VolumeResult
from qubesmanager.ui.notify import Level, Message, Notifier, error_message
from qubesmanager.ui.tasks import Tasks, owned
from qubesmanager.ui.widgets.headline import headline, report_text
from qubesmanager.ui.wizards.backup_run import report_rows
from qubesmanager.ui.wizards.strength import Strength, strength, too_long, unusable
from tests.fakes.system import household, qube
from tests.ui_loop import play, turns

GIB = 1 << 30


def rows(**outcomes: str) -> list[ResultRow]:
    return [
        ResultRow(name, Outcome(text.partition(":")[0]), text.partition(":")[2])
        for name, text in outcomes.items()
    ]


# -- headlines ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (rows(a="restored", b="restored"), "2 of 2 qubes restored."),
        (
            rows(a="restored", vault="failed:chunk 3 is damaged."),
            "1 of 2 qubes restored; vault was not, because: chunk 3 is damaged.",
        ),
        (
            rows(a="restored", vault="pending"),
            "1 of 2 qubes restored; vault was not, because: it was not reached.",
        ),
        (
            rows(a="failed:x", b="failed:y", c="restored"),
            "1 of 3 qubes restored; not: a, b. The reasons are beside them.",
        ),
        (
            rows(a="failed", b="failed", c="failed", d="failed", e="failed"),
            "0 of 5 qubes restored; not: a, b, c and 2 more. The reasons are beside them.",
        ),
        (rows(a="restored", dom0="skipped:not built"), "1 of 1 qube restored."),
        (
            [ResultRow("a", Outcome.RESTORED, lossy=True), ResultRow("b", Outcome.RESTORED)],
            "2 of 2 qubes restored; not with all that they had: a. The rest is beside them.",
        ),
        (rows(dom0="skipped:not built"), "Nothing was done"),
        ([], "Nothing was done"),
    ],
)
def test_headline_comes_from_the_rows(result, expected):
    assert headline(result, Outcome.RESTORED) == expected


def test_headline_of_a_cancelled_run_says_what_was_done():
    text = headline(rows(a="saved", b="pending"), Outcome.SAVED, cancelled=True)
    assert text == "Cancelled: 1 of 2 qubes saved"


def test_headline_never_claims_what_a_row_denies():
    """Whatever the mixture, "n of n" only stands when every asked row is good."""
    for outcome in Outcome:
        text = headline(
            [ResultRow("a", outcome), ResultRow("b", Outcome.VERIFIED)], Outcome.VERIFIED
        )
        good = outcome in (Outcome.VERIFIED, Outcome.RESTORED, Outcome.SAVED)
        assert ("2 of 2" in text) == good


def test_report_has_every_qube_and_volume():
    part = VolumeResult("private", Outcome.FAILED, GIB // 2, GIB, "cut short")
    row = ResultRow("work", Outcome.FAILED, "cut short", "work-1", (part,), ("a note",))
    text = report_text("Restoring 1 qube", "0 of 1", "", [row])
    assert "work → work-1  Failed  0.5 / 1.0 GiB  cut short; a note" in text
    assert "    private  Failed  0.5 / 1.0 GiB  cut short" in text


def test_rows_of_a_backup_report():
    made = report_rows(
        {
            "qubes": [
                {
                    "name": "work",
                    "status": "saved",
                    "reason": None,
                    "volumes": [{"name": "private", "status": "saved", "bytes": 5, "size": 9}],
                },
                {"name": "odd", "status": "something new"},
            ]
        }
    )
    assert made[0] == ResultRow(
        "work", Outcome.SAVED, volumes=(VolumeResult("private", Outcome.SAVED, 5, 9),)
    )
    assert made[1].outcome is Outcome.FAILED


# -- figures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 KiB"),
        (40 << 20, "40.0 MiB"),
        (int(999.7 * (1 << 20)), "1.0 GiB"),
        (int(12.4 * GIB), "12.4 GiB"),
        (280 * GIB, "280 GiB"),
        (3 << 40, "3.0 TiB"),
    ],
)
def test_sizes_are_readable(size_bytes, text):
    assert wording.size(size_bytes) == text


def test_ages_durations_and_pairs():
    now = datetime.fromtimestamp(1_800_000_000)
    assert wording.since(None, now) == "never"
    assert wording.since(1_800_000_000 - 5, now) == "just now"
    assert wording.since(1_800_000_000 - 7200, now) == "2 h ago"
    assert wording.since(1_800_000_000 - 3 * 86400, now) == "3 days ago"
    assert wording.time_left(None) == ""
    assert wording.time_left(TimeLeft(236, 290)) == "3 to 5 min left"
    assert wording.duration(4800) == "1 h 20 min"
    assert wording.size_pair(int(4.2 * GIB), 10 * GIB) == "4.2 / 10.0 GiB"
    assert wording.size_pair(124 << 10, 10 * GIB) == "124 KiB / 10.0 GiB"
    assert wording.size_pair(0, 10 * GIB) == "0 / 10.0 GiB"


# -- passphrases --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("passphrase", "level"),
    [
        ("abc", Strength.WEAK),
        ("password123", Strength.WEAK),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength.WEAK),
        ("abcdefghijklmnop", Strength.WEAK),
        ("correct horse battery staple", Strength.FAIR),
        ("correct horse battery staple orange cloud", Strength.GOOD),
        ("tK9#vQ2!mZ7&pL4^xW8@", Strength.STRONG),
    ],
)
def test_strength_in_words(passphrase, level):
    assert strength(passphrase) is level


@given(st.text(max_size=200))
def test_strength_takes_any_text(passphrase):
    assert strength(passphrase) in Strength
    assert unusable(passphrase) == any(ord(c) < 32 or ord(c) == 127 for c in passphrase)


def test_passphrases_that_cannot_be_used():
    assert unusable("tab\tinside")
    assert not unusable("ümläut ok")
    assert too_long("ä" * 800)
    assert not too_long("ä" * 700)


# -- where to ------------------------------------------------------------------------------------


def test_target_is_judged_before_anyone_waits(tmp_path):
    (tmp_path / "old").write_text("x")
    (tmp_path / "half.incomplete").write_text("x")
    assert check_target(tmp_path, "new", tmp_path).verdict is Verdict.OK
    assert check_target(tmp_path, "new", tmp_path).same_disk
    assert check_target(tmp_path, "new", tmp_path).free_bytes > 0
    assert check_target(tmp_path, "old", None).verdict is Verdict.EXISTS
    assert check_target(tmp_path, "half", None).verdict is Verdict.EXISTS
    assert check_target(tmp_path / "none", "x", None).verdict is Verdict.NO_FOLDER
    assert check_target(tmp_path / "old", "x", None).verdict is Verdict.NOT_A_FOLDER
    assert check_target(tmp_path, "a/b", None).verdict is Verdict.BAD_NAME
    assert check_target(tmp_path, "", None).verdict is Verdict.BAD_NAME


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_target_that_is_not_writable(tmp_path):
    tmp_path.chmod(0o500)
    assert check_target(tmp_path, "new", None).verdict is Verdict.NOT_WRITABLE


# -- what a file seems to be ---------------------------------------------------------------------


def test_archives_are_recognised_by_their_first_member(fixtures_dir, manifest):
    for name, record in manifest.items():
        seen = glance(fixtures_dir / name)
        assert seen.sight is Sight.BACKUP, name
        assert seen.version == record["version"], name
        assert seen.size_bytes == record["bytes"], name


def test_other_things_are_told_apart(tmp_path):
    (tmp_path / "text").write_text("hello")
    (tmp_path / "empty").touch()
    with tarfile.open(tmp_path / "other.tar", "w") as archive:
        archive.add(tmp_path / "text", "text")
    os.mkfifo(tmp_path / "fifo")
    assert glance(tmp_path / "text").sight is Sight.NOT_A_BACKUP
    assert glance(tmp_path / "empty").sight is Sight.NOT_A_BACKUP
    assert glance(tmp_path / "other.tar").sight is Sight.NOT_A_BACKUP
    assert glance(tmp_path / "fifo").sight is Sight.NOT_A_FILE
    assert glance(tmp_path).sight is Sight.NOT_A_FILE
    assert glance(tmp_path / "none") == Glance(Sight.MISSING)
    assert glance(tmp_path / "nul\0").sight is Sight.UNREADABLE


@given(st.binary(max_size=LOOK_BYTES))
def test_any_bytes_are_looked_at_calmly(data):
    assert seen_version(data) >= 0


@given(st.integers(0, 2000), st.integers(0, 255))
def test_a_changed_beginning_is_looked_at_calmly(position, value):
    header = b"version=4\nencrypted=True\n"
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        member = tarfile.TarInfo("backup-header")
        member.size = len(header)
        member.pax_headers = {"mtime": "1.5"}
        archive.addfile(member, io.BytesIO(header))
    data = bytearray(buffer.getvalue())
    assert seen_version(bytes(data)) == 4
    data[position] = value
    assert seen_version(bytes(data)) >= 0


# -- removal ------------------------------------------------------------------------------------


def test_users_are_removed_before_what_they_use():
    qubes = {one.name: one for one in household()}
    order = [one.name for one in removal_order(list(qubes.values()))]
    assert order.index("work") < order.index("sys-firewall") < order.index("sys-net")
    assert order.index("sys-net") < order.index("fedora-42")
    assert order.index("disp-mail") < order.index("default-dvm") < order.index("fedora-42")


def test_a_circle_of_qubes_has_an_order_too():
    circle = [qube("a", netvm="b"), qube("b", netvm="a")]
    assert {one.name for one in removal_order(circle)} == {"a", "b"}
    assert in_use_by(circle[0], {one.name: one for one in circle}) == ["b"]


# -- messages and tasks -------------------------------------------------------------------------


def test_errors_become_sentences():
    assert error_message(QubesVMInUseError("it is used")).text == "it is used"
    gone = error_message(DaemonAccessError("no socket"))
    assert "does not answer" in gone.text
    assert gone.detail == "no socket"
    nowhere = error_message(NoPlace(Path("/x/qubes"), "no pool can be in '/x': Permission denied"))
    assert nowhere.text == "Your qubes cannot be kept in /x/qubes"
    assert "denied" in nowhere.detail and "--home" in nowhere.detail
    assert "refused" in error_message(PermissionDenied("no")).text
    assert error_message(FileNotFoundError(2, "No such file", "/x")).detail == "/x"


def test_messages_wait_for_a_window(qapp):
    notifier, seen = Notifier(), []
    notifier.info("early")
    notifier.attach(seen.append)
    notifier.warning("late", "why")
    notifier.detach(seen.append)
    assert [message.text for message in seen][:1] == ["early"]
    assert Message(Level.WARNING, "late", "why") in seen


class Control:
    """A button, as far as tasks know one."""

    def __init__(self) -> None:
        self.history: list[bool] = []

    def setEnabled(self, enabled: bool) -> None:
        self.history.append(enabled)

    def isEnabled(self) -> bool:
        return not self.history or self.history[-1]


class Window:
    def __init__(self) -> None:
        self.messages: list[Message] = []
        notifier = Notifier()
        notifier.attach(self.messages.append)
        self.tasks = Tasks(notifier)
        self.button = Control()
        self.done = asyncio.Event()

    @owned("button")
    async def work(self, error: Exception | None = None) -> None:
        await self.done.wait()
        if error is not None:
            raise error

    @owned()
    async def plain(self) -> None:
        self.done.set()


def test_a_slot_holds_its_button_while_it_runs(qapp):
    async def scene():
        window = Window()
        window.work()
        assert window.tasks.busy
        assert window.button.history == [False]
        window.plain(True)  # what ``clicked`` brings is dropped
        await window.tasks.finished()
        assert window.button.history == [False, True]
        assert not window.tasks.busy

    play(scene())


def test_expected_errors_are_told_and_unexpected_ones_reach_the_hook(qapp, monkeypatch):
    caught = []
    monkeypatch.setattr("sys.excepthook", lambda *what: caught.append(what[1]))

    async def scene():
        window = Window()
        window.done.set()
        await window.work(QubesVMInUseError("still used"))
        await window.work(OSError(28, "No space left on device"))
        assert [m.text for m in window.messages] == ["still used", "No space left on device"]
        await window.work(ZeroDivisionError("a bug"))
        assert [type(error) for error in caught] == [ZeroDivisionError]
        assert window.button.history[-1] is True

    play(scene())


def test_stop_ends_what_runs_and_gives_the_button_back(qapp):
    async def scene():
        window = Window()
        window.work()
        await turns()
        await window.tasks.stop()
        await window.tasks.stop()
        assert not window.tasks.busy
        assert window.button.isEnabled()

    play(scene())
