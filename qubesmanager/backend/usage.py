"""Who uses a qube, so that it cannot be removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .app import App
    from .qube.base import Qube


def users_of(app: App, qube: Qube) -> list[str]:
    """One phrase for each use: ``template of work``, ``the system's default_netvm``."""
    found = [
        f"the system's {name}" for name, used in app.properties.references() if used == qube.name
    ]
    for other in app.qubes_and_those_being_made():
        if other is qube:
            continue
        found += [
            f"{name} of {other.name}"
            for name, used in other.properties.references()
            if used == qube.name
        ]
        if other.next_template == qube.name:
            found.append(f"template of {other.name} from its next start on")
        if qube.name in other.devices.backends():
            found.append(f"source of a device of {other.name}")
    return found
