"""The run of a restore plan against a target (backup-format.md section 8)."""

from __future__ import annotations

from typing import Protocol

from qubesmanager.backend.backup.contents import QubeRecord
from qubesmanager.backend.backup.plan import QubeRow


class VolumeSink(Protocol):
    """One volume being written, from its first byte to its last. Errors are TargetError."""

    def write(self, data: memoryview | bytes) -> None:
        """The next bytes. The buffer is only valid during the call."""

    def skip(self, length: int) -> None:
        """The next ``length`` bytes read as zeros."""

    def commit(self) -> None:
        """All bytes were given; make them the volume's content, durably."""

    def abort(self, reason: str) -> None:
        """Give up; the volume stays as it was. Never raises for a sink that is already broken."""


class RestoreTarget(Protocol):
    """Where qubes are restored to. All calls block and come from one thread.

    Every method may raise TargetError with a sentence for the person.
    """

    def create_stand_in(self, name: str) -> None:
        """An empty TemplateVM, so that qubes whose template is nowhere can exist."""

    def create_qube(self, row: QubeRow, record: QubeRecord) -> list[str]:
        """Make ``row.restored_as``, marked as being restored; returns warnings.

        Takes class, label, template and pool from the row; properties, features and tags from the
        record. When it raises, nothing of that qube is left.
        """

    def link_qube(self, row: QubeRow, record: QubeRecord) -> list[str]:
        """Set ``row.netvm`` and ``row.default_dispvm`` ("" = leave the default, None = none).

        Called when all qubes exist, and again when one of the two turned out to be damaged.
        """

    def change_template(self, qube: str, template: str) -> None:
        """Give a qube another template, because its own could not be restored."""

    def open_volume(self, qube: str, volume: str, size: int) -> VolumeSink:
        """Begin to replace a volume's content by ``size`` bytes; it is resized to that."""

    def set_firewall(self, qube: str, rules: list[str]) -> None:
        """Rule texts as in admin-api.md section 5.1."""

    def set_notes(self, qube: str, text: str) -> None: ...

    def set_menu(self, qube: str, text: str) -> None:
        """The feature ``menu-items``: names separated by spaces."""

    def complete_qube(self, qube: str) -> None:
        """Everything is there: drop the mark."""

    def discard_qube(self, qube: str) -> None:
        """Remove a qube that could not be restored as a whole."""
