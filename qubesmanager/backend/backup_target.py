"""Where a profile wants its archive: a file here, a qube, or a command."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

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
