"""Where a profile wants its archive: a file here, a qube, or a command."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from qubesmanager.backend.backup.process_target import SERVICE, ProcessTarget
from qubesmanager.backend.backup.target import FileTarget
from qubesmanager.backend.backup_profile import Profile
from qubesmanager.protocol import QubesException

# The command (a list of words) that calls a service in a qube: its standard input and output are
# those of the service, its exit status is the service's.
ServiceCommand = Callable[[str, str], Sequence[str]]


def target_name(profile: Profile) -> str:
    """The target in words, before it is opened."""
    if profile.destination_command:
        return f"command {profile.destination_command!r}"
    if not profile.is_local:
        return f"{profile.destination_path} in qube {profile.destination_vm}"
    return profile.destination_path


def refuse_target(profile: Profile, own_folders: Iterable[tuple[str, str]]) -> None:
    """QubesException for what can be seen to fail before anything is waited for. Blocking.

    ``own_folders``: what each folder of the store is called, and its path. An archive in one would
    be removed with a qube.
    """
    if not profile.is_local:
        return
    wanted = Path(os.path.realpath(profile.destination_path))
    if wanted.exists() and not wanted.is_dir():
        raise QubesException(f"{profile.destination_path} exists already. Choose another name.")
    for what, path in own_folders:
        if wanted.is_relative_to(os.path.realpath(path)):
            raise QubesException(
                f"{profile.destination_path} is in the folder of {what} ({path}), whose files come"
                " and go with its qubes; choose a place outside of it"
            )


def open_target(
    profile: Profile,
    needed_bytes: int,
    stop: threading.Event,
    service_command: ServiceCommand | None,
) -> FileTarget | ProcessTarget:
    """The target, not entered yet. QubesException when qubes cannot be called here."""
    name = target_name(profile)
    if profile.destination_command:
        return ProcessTarget(["/bin/sh", "-c", profile.destination_command], name, stop)
    if profile.is_local:
        return FileTarget(profile.destination_path, needed_bytes, stop=stop)
    if service_command is None:
        raise QubesException(
            f"a backup into the qube {profile.destination_vm!r} needs running qubes, which this"
            " system does not have; choose a folder or a command instead"
        )
    command = service_command(profile.destination_vm, SERVICE)
    return ProcessTarget(command, name, stop, profile.destination_path)
