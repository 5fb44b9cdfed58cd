"""`qube backup` into a qube: what is said of the place before the backup is begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from qubesmanager.cli import backup
from qubesmanager.cli.session import CliError
from qubesmanager.client.backup_job import BackupRequest
from qubesmanager.client.target_check import TargetState, Verdict
from tests.fakes.system import FakeConnection, FakeSystem, household

GIB = 1 << 30
REQUEST = BackupRequest(Path("/rw/new"), b"", include=("work",), qube="disk")


async def said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], state: TargetState
) -> str:
    """On stderr, when the qube ``disk`` answers so."""
    asked = []

    async def answer(_connection: object, *place: str) -> TargetState:
        asked.append(place)
        return state

    monkeypatch.setattr(backup, "check_in_qube", answer)
    monkeypatch.setattr(backup, "System", lambda _connection: FakeSystem(household()))
    await backup._check_place(FakeConnection(), REQUEST)  # type: ignore[arg-type]
    assert asked == [("disk", "/rw/new")]
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.NO_FOLDER, "disk cannot take the backup: there is no folder /rw."),
        (Verdict.NOT_A_FOLDER, "/rw is not a folder"),
        (Verdict.NOT_WRITABLE, "it may not write to /rw"),
        (Verdict.EXISTS, "/rw/new exists and is not overwritten"),
        (Verdict.NAMES_ITSELF, "its service takes a folder only, as disk:/rw/"),
    ],
)
async def test_a_place_that_is_none_ends_it(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    verdict: Verdict,
    words: str,
) -> None:
    with pytest.raises(CliError, match=words):
        await said(monkeypatch, capsys, TargetState(verdict))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (TargetState(Verdict.OK, 900 * GIB), ""),
        (TargetState(Verdict.OK), ""),
        (
            TargetState(Verdict.OK, GIB),
            "qube: disk has 1.0 GiB free there, and the qubes hold 4.2 GiB before compression:"
            " it may not fit\n",
        ),
        (
            TargetState(Verdict.UNKNOWN, reason="it is\x1b deaf"),
            "qube: whether disk can take the backup is not known: it is? deaf\n",
        ),
    ],
)
async def test_what_may_go_well_is_told_and_tried(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    state: TargetState,
    words: str,
) -> None:
    assert await said(monkeypatch, capsys, state) == words
