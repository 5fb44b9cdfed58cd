"""Whether a backup can be written to a place, found out before the person waits for it.

Here the file system is asked. A qube is asked by a few lines of shell that it runs for us (through
``qubes.VMShell``): they look only, as the user for whom ``qubes.Backup`` is going to run.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
import os
import re
import shlex
import shutil
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qubesmanager.client.connection import Connection
from qubesmanager.client.services import service_command
from qubesmanager.protocol import QubesException

_ASK_TIMEOUT_S = 20.0
_MAX_ANSWER_BYTES = 8192
_MAX_REASON = 300
# Facts, one a line, about what qubes.Backup would be told; the last line is that of df.
_QUESTION = """
test -e /usr/local/etc/qubes-rpc/qubes.Backup || test -e /etc/qubes-rpc/qubes.Backup && echo stock
word=${place%% *}
case $word in
    */*) test -f "$word" && test -x "$word" && echo command ;;
    *) command -v "$word" >/dev/null 2>&1 && echo command ;;
esac
if test -d "$place"; then echo isfolder; folder=$place; else folder=${place%/*}; fi
folder=${folder:-/}
test -e "$place" || test -L "$place" && echo taken
test -e "$place.incomplete" && echo taken
test -e "$folder" && echo there
test -d "$folder" && echo folder
test -w "$folder" && test -x "$folder" && echo writable
echo asked
LC_ALL=C df -Pk "$folder" 2>/dev/null | tail -n 1
"""
_DF_LINE = re.compile(r"\s([0-9]{1,15})\s+(?:[0-9]{1,3}%|-)\s", re.ASCII)


class Verdict(enum.Enum):
    OK = "ok"
    NO_FOLDER = "no folder"
    NOT_A_FOLDER = "not a folder"
    NOT_WRITABLE = "not writable"
    EXISTS = "exists"
    BAD_NAME = "bad name"
    NAMES_ITSELF = "names itself"  # the service there takes a folder and names the file
    UNKNOWN = "unknown"  # the qube cannot be asked


@dataclass(frozen=True)
class TargetState:
    """``free_bytes`` is None where nobody can tell. ``same_disk``: as the qubes' store.

    ``reason``: why a qube cannot be asked, in its words where it has some.
    """

    verdict: Verdict
    free_bytes: int | None = None
    same_disk: bool = False
    reason: str = ""


def check_target(folder: Path, name: str, home: Path | None) -> TargetState:
    """Looks only, writes nothing; blocks as long as the file system does."""
    if not folder.exists():
        return TargetState(Verdict.NO_FOLDER)
    if not folder.is_dir():
        return TargetState(Verdict.NOT_A_FOLDER)
    free_bytes = shutil.disk_usage(folder).free
    same = home is not None and home.exists() and home.stat().st_dev == folder.stat().st_dev
    if not os.access(folder, os.W_OK | os.X_OK):
        verdict = Verdict.NOT_WRITABLE
    elif is_bad_name(name):
        verdict = Verdict.BAD_NAME
    elif (folder / name).exists() or (folder / f"{name}.incomplete").exists():
        verdict = Verdict.EXISTS
    else:
        verdict = Verdict.OK
    return TargetState(verdict, free_bytes, same)


def is_bad_name(name: str) -> bool:
    """Whether no file can be called that."""
    return not name or name in (".", "..") or "/" in name or "\0" in name or len(name) > 200


async def check_in_qube(connection: Connection, qube: str, place: str) -> TargetState:
    """``place`` as a backup's target in that qube: a folder, a new file, or a command."""
    question = f"place={shlex.quote(place)}\n{_QUESTION}exit 0\n"
    try:
        answer = await _ask(service_command(connection, qube, "qubes.VMShell"), question)
    except QubesException as error:
        return TargetState(Verdict.UNKNOWN, reason=str(error))
    return _judge(answer)


def _judge(untrusted_answer: str) -> TargetState:
    """What the facts amount to, for our agent's service and for the stock one."""
    lines = untrusted_answer.splitlines()
    if "asked" not in lines:
        return TargetState(Verdict.UNKNOWN, reason="it gave no answer")
    facts, rest = set(lines[: lines.index("asked")]), lines[lines.index("asked") + 1 :]
    found = _DF_LINE.search(rest[-1]) if rest else None
    free_bytes = int(found[1]) * 1024 if found else None
    if "command" in facts and "isfolder" not in facts:
        return TargetState(Verdict.OK)
    if "there" not in facts:
        verdict = Verdict.NO_FOLDER
    elif "folder" not in facts:
        verdict = Verdict.NOT_A_FOLDER
    elif "writable" not in facts:
        verdict = Verdict.NOT_WRITABLE
    elif "isfolder" in facts:
        verdict = Verdict.OK
    elif "taken" in facts:
        verdict = Verdict.EXISTS
    elif "stock" in facts:
        verdict = Verdict.NAMES_ITSELF
    else:
        verdict = Verdict.OK
    return TargetState(verdict, free_bytes)


async def _ask(words: Sequence[str], question: str) -> str:
    """What the call prints. QubesException when it fails, says too much or does not end."""
    try:
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise QubesException(f"{words[0]}: {error.strerror}") from error
    assert process.stdin is not None and process.stdout is not None
    said = b""
    try:
        async with asyncio.timeout(_ASK_TIMEOUT_S):
            process.stdin.write(question.encode("utf-8", "surrogateescape"))
            process.stdin.close()
            while data := await process.stdout.read(_MAX_ANSWER_BYTES):
                said += data
                if len(said) > _MAX_ANSWER_BYTES:
                    raise QubesException("its answer is too long")
            status = await process.wait()
    except TimeoutError as error:
        raise QubesException(f"it did not answer in {_ASK_TIMEOUT_S:.0f} seconds") from error
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.communicate()
    if status:
        raise QubesException(_printable(said) or f"status {status}")
    return said.decode("utf-8", "replace")


def _printable(untrusted_words: bytes) -> str:
    text = " ".join(untrusted_words.decode("utf-8", "replace").split())[:_MAX_REASON]
    return "".join(char if char.isprintable() else "?" for char in text)
