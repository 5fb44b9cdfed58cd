"""What a qube is asked before a backup goes there: the question, in a shell of this machine."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from qubesmanager.client import target_check
from qubesmanager.client.target_check import TargetState, Verdict, check_in_qube
from tests.fakes.system import FakeConnection


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The qube is this machine."""
    monkeypatch.setattr(target_check, "service_command", lambda _c, _q, _s: ["sh"])


async def ask(place: str | Path) -> TargetState:
    return await check_in_qube(FakeConnection(), "disk", str(place))  # type: ignore[arg-type]


async def test_places_in_a_qube(tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    (tmp_path / "taken").touch()
    (tmp_path / "half.incomplete").touch()
    (tmp_path / "dangling").symlink_to("nowhere")
    for place, verdict in (
        (tmp_path, Verdict.OK),
        (f"{tmp_path}/", Verdict.OK),
        (tmp_path / "new", Verdict.OK),
        (tmp_path / "a b" / "new one", Verdict.OK),
        (tmp_path / "$(touch x)", Verdict.OK),
        (tmp_path / "none" / "new", Verdict.NO_FOLDER),
        (tmp_path / "taken" / "new", Verdict.NOT_A_FOLDER),
        (tmp_path / "taken", Verdict.EXISTS),
        (tmp_path / "half", Verdict.EXISTS),
        (tmp_path / "dangling", Verdict.EXISTS),
        ("cat > /dev/null", Verdict.OK),
        ("no-such-program x", Verdict.NO_FOLDER),
    ):
        assert (await ask(place)).verdict is verdict, place
    free = (await ask(tmp_path / "new")).free_bytes
    state = os.statvfs(tmp_path)
    assert free is not None
    assert 0 < free <= state.f_blocks * state.f_frsize
    assert sorted(os.listdir(tmp_path)) == ["a b", "dangling", "half.incomplete", "taken"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
async def test_a_folder_that_its_user_may_not_write_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_nobody = ["setpriv", "--reuid", "65534", "--clear-groups"]
    monkeypatch.setattr(target_check, "service_command", lambda _c, _q, _s: [*as_nobody, "sh"])
    assert (await ask("/usr/new")).verdict is Verdict.NOT_WRITABLE
    assert (await ask("/tmp/new-of-nobody")).verdict is Verdict.OK


async def test_a_service_that_names_its_file_wants_a_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As in a stock template, whose service is an executable of its own: it wants a folder."""
    for facts, verdict in (
        ("stock\nthere\nfolder\nwritable\nasked\n", Verdict.NAMES_ITSELF),
        ("stock\nisfolder\ntaken\nthere\nfolder\nwritable\nasked\n", Verdict.OK),
        ("stock\ncommand\nasked\n", Verdict.OK),
        ("", Verdict.UNKNOWN),
    ):
        monkeypatch.setattr(
            target_check,
            "service_command",
            lambda _c, _q, _s, facts=facts: ["printf", "%s", facts],
        )
        assert (await ask("/x/y")).verdict is verdict


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["sh", "-c", "printf 'no \\033 service\\n here' >&2; exit 126"], "no ? service here"),
        (["sh", "-c", "exit 7"], "status 7"),
        (["/no/such/program"], "/no/such/program: No such file or directory"),
        (["yes"], "its answer is too long"),
    ],
)
async def test_a_qube_that_cannot_be_asked_says_why(
    monkeypatch: pytest.MonkeyPatch, words: list[str], reason: str
) -> None:
    monkeypatch.setattr(target_check, "service_command", lambda *_: words)
    assert await ask("/x") == TargetState(Verdict.UNKNOWN, reason=reason)


async def test_a_qube_that_does_not_answer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target_check, "_ASK_TIMEOUT_S", 0.2)
    monkeypatch.setattr(target_check, "service_command", lambda *_: ["sleep", "600"])
    state = await ask("/x")
    assert state.verdict is Verdict.UNKNOWN
    assert "did not answer" in state.reason


@pytest.mark.parametrize("shell", [["sh"], ["bash", "--posix"], ["busybox", "sh"]])
def test_the_question_is_for_any_shell(tmp_path: Path, shell: list[str]) -> None:
    question = f"place={tmp_path}/new\n{target_check._QUESTION}exit 0\n"
    told = subprocess.run(shell, input=question, capture_output=True, text=True, check=True)
    assert told.stderr == ""
    facts, asked, _df = told.stdout.partition("asked\n")
    assert (facts, asked) == ("there\nfolder\nwritable\n", "asked\n")
