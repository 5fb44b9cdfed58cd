"""The ways in which a command ends early."""

from __future__ import annotations


class CliError(Exception):
    """Ends the command with status 1. ``kind`` tells cases apart for ``--json``."""

    def __init__(self, message: str, kind: str = "failed") -> None:
        super().__init__(message)
        self.kind = kind


class UsageError(CliError):
    """A command line that is not understood: status 2.

    A name that does not exist is understood: that is a CliError.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message, "usage")
