"""A passphrase that a qube tells: the service's answers, good and bad. A shell plays the qube."""

from __future__ import annotations

import pytest

from qubesmanager.backend.backup.passphrase_service import PassphraseNotGiven, ask, service_name


@pytest.mark.parametrize("script", ["printf 'größe 1'", "echo 'größe 1'"])
async def test_one_line_is_the_passphrase(script: str) -> None:
    assert await ask(["sh", "-c", script], "vault") == "größe 1".encode()


async def test_a_program_may_say_a_lot_besides() -> None:
    script = "head -c 1000000 /dev/zero >&2; echo mine"
    assert await ask(["sh", "-c", script], "vault") == b"mine"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo secret; echo 'no such\tprofile' >&2; exit 3", r"passphrase: no such\?profile"),
        ("exit 3", "status 3"),
        ("true", "not one line"),
        ("echo", "not one line"),
        ("echo a; echo b", "not one line"),
        ("head -c 5000 /dev/zero", "too long"),
        ("yes", "too long"),
        ("exec sleep 600", "did not answer"),
    ],
)
async def test_answers_that_are_none(script: str, reason: str) -> None:
    with pytest.raises(PassphraseNotGiven, match=reason) as caught:
        await ask(
            ["sh", "-c", script], "vault", timeout_s=0.3 if script == "exec sleep 600" else 60
        )
    assert str(caught.value).startswith("The qube vault did not give the passphrase: ")
    assert "secret" not in str(caught.value)


async def test_a_program_that_is_not_there() -> None:
    with pytest.raises(PassphraseNotGiven, match="No such file"):
        await ask(["/nowhere/qrexec-client"], "vault")


def test_the_service_knows_the_profile() -> None:
    assert service_name("weekly") == "qubes.BackupPassphrase+weekly"
