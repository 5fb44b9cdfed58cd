"""Figures and fixed words as people read them, in their language."""

from __future__ import annotations

import re
import shlex
from datetime import datetime

from PyQt5.QtCore import QCoreApplication, QDateTime, QLocale, Qt
from PyQt5.QtGui import QGuiApplication

from qubesmanager import sizes
from qubesmanager.client.progress import TimeLeft

_MNEMONIC = re.compile(r"\s*\(&\w\)")
LEFT_TO_RIGHT_MARK = "\u200e"

translate = QCoreApplication.translate


def plural(text: str, count: int) -> str:
    """English has no catalogue of its own: ``%n qube(s)`` came back as it is, so settle the (s)."""
    return text.replace("(s)", "" if count == 1 else "s")


def plain(caption: str) -> str:
    """A caption without its mnemonic; ``Réseau (&W)`` has it in brackets that go as well."""
    return _MNEMONIC.sub("", caption).replace("&&", "\0").replace("&", "").replace("\0", "&")


def _number(value: float, step: int) -> str:
    return QLocale().toString(float(value), "f", sizes.digits(value, step))


def size(size_bytes: float) -> str:
    """``12.4 GiB``"""
    value, step = sizes.scaled(size_bytes)
    return _in_order(f"{_number(value, step)} {sizes.UNITS[step]}")


def _in_order(figure: str) -> str:
    """Between letters that run to the left, a number would come after its Latin unit."""
    is_mirrored = QGuiApplication.layoutDirection() == Qt.RightToLeft
    return f"{LEFT_TO_RIGHT_MARK}{figure}" if is_mirrored else figure


def size_pair(used_bytes: float, total_bytes: float) -> str:
    """``4.2 / 10.0 GiB``: both in the unit of the larger, where something can be seen of both."""
    value, step = sizes.scaled(max(used_bytes, total_bytes))
    if used_bytes < 0.05 * 1024**step:
        return _in_order(f"{size(used_bytes) if used_bytes else 0} / {size(total_bytes)}")
    used = _number(used_bytes / 1024**step, step)
    return _in_order(f"{used} / {_number(value if total_bytes else 0, step)} {sizes.UNITS[step]}")


def exact_bytes(size_bytes: int) -> str:
    """``4,402,341,478 bytes``"""
    return translate("Wording", "{number} bytes").format(number=QLocale().toString(size_bytes))


def rate(bytes_per_s: float) -> str:
    """``148.0 MiB/s``"""
    return translate("Wording", "{size}/s").format(size=size(bytes_per_s))


def duration(seconds: float) -> str:
    """``40 s``, ``3 min``, ``1 h 20 min``"""
    seconds = max(1, round(seconds))
    if seconds < 55:
        step = 5 if seconds > 10 else 1
        return translate("Wording", "{count} s").format(count=round(seconds / step) * step)
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return translate("Wording", "{count} min").format(count=minutes)
    if minutes % 60 == 0:
        return translate("Wording", "{count} h").format(count=minutes // 60)
    return translate("Wording", "{hours} h {minutes} min").format(
        hours=minutes // 60, minutes=minutes % 60
    )


def time_left(left: TimeLeft | None) -> str:
    """``3 to 5 min left``; empty while that is not known."""
    if left is None:
        return ""
    low, high = left.minutes()
    if high <= 1:
        return translate("Wording", "less than a minute left")
    if low == high:
        return translate("Wording", "about {duration} left").format(duration=duration(60 * high))
    if not low:
        text = translate("Wording", "less than {duration} left")
        return text.format(duration=duration(60 * high))
    if high < 60:
        return translate("Wording", "{low} to {high} min left").format(low=low, high=high)
    text = translate("Wording", "{shortest} to {longest} left")
    return text.format(shortest=duration(60 * low), longest=duration(60 * high))


def since(epoch_s: float | None, now: datetime) -> str:
    """``2 h ago``; ``never`` for None. ``now`` is local time."""
    if epoch_s is None:
        return translate("Wording", "never")
    passed_s = now.timestamp() - epoch_s
    if passed_s < 60:
        return translate("Wording", "just now")
    if passed_s < 3600:
        return translate("Wording", "{count} min ago").format(count=int(passed_s // 60))
    if passed_s < 36 * 3600:
        return translate("Wording", "{count} h ago").format(count=int(passed_s // 3600))
    days = int(passed_s // 86400)
    return (
        plural(translate("Wording", "%n day(s) ago", "", days), days)
        if days < 60
        else moment(epoch_s)
    )


def moment(epoch_s: float) -> str:
    """The exact local time, in the locale's short form."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(epoch_s)), QLocale.ShortFormat)


def kind_word(kind: str) -> str:
    """The name of a facet of kinds."""
    return {
        "app": translate("Wording", "App"),
        "template": translate("Wording", "Template"),
        "disposable": translate("Wording", "Disposable"),
        "service": translate("Wording", "Service"),
        "standalone": translate("Wording", "Standalone"),
        "admin": translate("Wording", "Admin"),
    }[kind]


def state_word(state: str) -> str:
    """A power state in words; an unknown one as it came."""
    return {
        "running": translate("Wording", "Running"),
        "paused": translate("Wording", "Paused"),
        "halted": translate("Wording", "Halted"),
        "starting": translate("Wording", "Starting"),
        "stopping": translate("Wording", "Stopping"),
        "lost": translate("Wording", "Lost"),
        "crashed": translate("Wording", "Crashed"),
        "unfinished": translate("Wording", "Unfinished"),
        "outdated": translate("Wording", "Outdated"),
        "at-risk": translate("Wording", "At risk"),
    }.get(state, state)


def shell_words(words: list[str]) -> str:
    """A command line to copy."""
    return shlex.join(words)
