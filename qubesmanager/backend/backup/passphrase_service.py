"""A passphrase that a qube keeps: its service ``qubes.BackupPassphrase`` prints it, in one line.

The service is called by a program whose pipes are the service's own (admin-api.md 4.5, the key
``passphrase_vm`` of a profile).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Sequence

from .errors import BackupError, printable

MAX_BYTES = 4096
_TIMEOUT_S = 60.0


class PassphraseNotGiven(BackupError):
    """The qube did not give a passphrase; the reason is in the text."""

    kind = "passphrase"


def service_name(profile: str) -> str:
    """The service that knows the passphrase of a profile."""
    return f"qubes.BackupPassphrase+{profile}"


async def ask(words: Sequence[str], qube: str, timeout_s: float = _TIMEOUT_S) -> bytes:
    """What the service called by these words prints, without the end of the line.

    ``PassphraseNotGiven`` when it fails, or prints nothing, too much or more than a line.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise _not_given(qube, f"{words[0]}: {error.strerror}") from error
    assert process.stdout is not None
    assert process.stderr is not None
    complaining = asyncio.create_task(_beginning(process.stderr))
    try:
        async with asyncio.timeout(timeout_s):
            said = await _some(process.stdout)
            if len(said) > MAX_BYTES:
                raise _not_given(qube, "its answer is too long")
            complaint = await complaining
            status = await process.wait()
    except TimeoutError as error:
        raise _not_given(qube, f"it did not answer in {timeout_s:.0f} seconds") from error
    finally:
        complaining.cancel()
        await asyncio.gather(complaining, return_exceptions=True)
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await asyncio.gather(process.stdout.read(), process.stderr.read())
            await process.wait()
    if status:
        reason = printable(complaint.decode("utf-8", "replace").strip()) or f"status {status}"
        raise _not_given(qube, reason)
    line, _, rest = said.partition(b"\n")
    if not line or rest:
        raise _not_given(qube, "its answer is not one line of text")
    return line


async def _some(stream: asyncio.StreamReader) -> bytes:
    """All of it, or the beginning of more than anybody would type."""
    taken = b""
    while len(taken) <= MAX_BYTES and (data := await stream.read(MAX_BYTES)):
        taken += data
    return taken


async def _beginning(stream: asyncio.StreamReader) -> bytes:
    """The rest is read as well: a program that nobody listens to would not come to its end."""
    taken = b""
    while data := await stream.read(MAX_BYTES):
        taken += data[: MAX_BYTES - len(taken)]
    return taken


def _not_given(qube: str, reason: str) -> PassphraseNotGiven:
    return PassphraseNotGiven(f"The qube {qube} did not give the passphrase: {reason}")
