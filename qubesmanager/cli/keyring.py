"""Passphrases of profiles in the user's keyring (Secret Service), by the program secret-tool.

The passphrase goes through pipes only: never through arguments, the environment or a file.
"""

from __future__ import annotations

import subprocess

from qubesmanager.cli.session import CliError

_TOOL = "secret-tool"
_MISSING = (
    "the keyring needs the program secret-tool (in Debian the package libsecret-tools). "
    "Without it, give the passphrase with --passphrase-file."
)


def lookup(profile: str) -> bytes | None:
    """The passphrase kept for a profile, None when there is none. Raises CliError."""
    try:
        done = subprocess.run([_TOOL, "lookup", *_attributes(profile)], capture_output=True)
    except FileNotFoundError as error:
        raise CliError(_MISSING) from error
    if done.returncode:
        if done.stderr.strip():
            raise CliError(f"the keyring does not answer: {_last_line(done.stderr)}")
        return None
    return done.stdout.removesuffix(b"\n")


def store(profile: str, passphrase: bytes) -> None:
    """Keep the passphrase of a profile. Raises CliError."""
    label = f"--label=Backup of qubes, profile {profile}"
    try:
        done = subprocess.run(
            [_TOOL, "store", label, *_attributes(profile)], input=passphrase, capture_output=True
        )
    except FileNotFoundError as error:
        raise CliError(_MISSING) from error
    if done.returncode:
        raise CliError(f"the keyring did not take the passphrase: {_last_line(done.stderr)}")


def _attributes(profile: str) -> list[str]:
    return ["application", "qube-backup", "profile", profile]


def _last_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "no reason was given"
