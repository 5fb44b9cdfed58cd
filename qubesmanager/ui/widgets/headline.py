"""The sentence above a result, and the report to save, computed from the rows and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QCoreApplication

from qubesmanager.ui import wording
from qubesmanager.ui.models.result_model import (
    GOOD,
    Outcome,
    ResultRow,
    data_text,
    name_text,
    outcome_word,
)

translate = QCoreApplication.translate


def headline(rows: Sequence[ResultRow], wanted: Outcome, cancelled: bool = False) -> str:
    """``7 of 7 qubes restored``, or what is missing and why.

    Counts the rows that were asked for (not the skipped ones). ``wanted`` is what should have
    become of them: SAVED, RESTORED or VERIFIED.
    """
    asked = [row for row in rows if row.outcome is not Outcome.SKIPPED]
    good = [row for row in asked if row.outcome in GOOD]
    bad = [row for row in asked if row.outcome not in GOOD]
    lossy = [row for row in good if row.lossy]
    done = sum(not row.is_home for row in good)
    total = sum(not row.is_home for row in asked)
    text = {
        Outcome.SAVED: translate("Headline", "{done} of %n qube(s) saved", "", total),
        Outcome.RESTORED: translate("Headline", "{done} of %n qube(s) restored", "", total),
        Outcome.VERIFIED: translate("Headline", "{done} of %n qube(s) verified", "", total),
    }[wanted]
    text = wording.plural(text, total).format(done=done)
    if any(row.is_home for row in good):
        both = translate("Headline", "{result}, and the files of dom0's user")
        alone = translate("Headline", "The files of dom0's user: {result}")
        word = outcome_word(wanted)
        text = both.format(result=text) if total else alone.format(result=word)
    if cancelled:
        return translate("Headline", "Cancelled: {result}").format(result=text)
    if not asked:
        return translate("Headline", "Nothing was done")
    if len(bad) == 1:
        reason = (bad[0].reason or translate("Headline", "it was not reached")).rstrip(".")
        return translate("Headline", "{result}; {qube} was not, because: {reason}.").format(
            result=text, qube=bad[0].name, reason=reason
        )
    if bad:
        return translate("Headline", "{result}; not: {names}. The reasons are beside them.").format(
            result=text, names=_names(bad)
        )
    if lossy:
        return translate(
            "Headline", "{result}; not with all that they had: {names}. The rest is beside them."
        ).format(result=text, names=_names(lossy))
    return text + "."


def _names(rows: Sequence[ResultRow]) -> str:
    names = ", ".join(row.name for row in rows[:3])
    if len(rows) > 3:
        return translate("Headline", "{names} and {count} more").format(
            names=names, count=len(rows) - 3
        )
    return names


def report_text(title: str, summary: str, remark: str, rows: Sequence[ResultRow]) -> str:
    """The result as plain text, one line a qube and one a volume."""
    lines = [title, summary, *([remark] if remark else []), ""]
    for row in rows:
        remarks = "; ".join(text for text in (row.reason, *row.notes) if text)
        lines.append(_line("", name_text(row), outcome_word(row.outcome), data_text(row), remarks))
        lines += [
            _line("    ", v.name, outcome_word(v.outcome), data_text(v), v.reason)
            for v in row.volumes
        ]
    return "\n".join(lines) + "\n"


def _line(indent: str, *parts: str) -> str:
    return indent + "  ".join(part for part in parts if part)
