"""What a person reads and changes of one qube: properties, features, tags, services, notes.

Each function is one or a few Admin API calls (``admin-api.md`` 2.2-2.4) and raises the AdminError
that the daemon answered with. Where ``qube`` is None, the properties of the system are meant.
"""

from __future__ import annotations

from qubesmanager.client.connection import Connection
from qubesmanager.protocol import (
    PropertyValue,
    QubesException,
    QubesFeatureNotFoundError,
    QubesNoSuchPropertyError,
    QubesTagNotFoundError,
    decode_properties,
)

SERVICE_PREFIX = "service."
_ADMIN_QUBE = "dom0"


# -- properties


async def properties(connection: Connection, qube: str | None) -> dict[str, PropertyValue]:
    """All properties by name."""
    return decode_properties(await _property_call(connection, "GetAll", qube))


async def get_property(connection: Connection, qube: str | None, name: str) -> PropertyValue:
    """One property. QubesNoSuchPropertyError."""
    return PropertyValue.parse(await _property_call(connection, "Get", qube, name))


async def set_property(connection: Connection, qube: str | None, name: str, value: str) -> None:
    """Give a property a value as text; an empty one unsets it."""
    await _property_call(connection, "Set", qube, name, value)


async def reset_property(connection: Connection, qube: str | None, name: str) -> None:
    """Let a property follow its default again."""
    await _property_call(connection, "Reset", qube, name)


async def property_help(connection: Connection, qube: str | None, name: str) -> str:
    """What a property means, in a paragraph."""
    return await _property_call(connection, "Help", qube, name)


async def property_names(connection: Connection, qube: str | None) -> list[str]:
    return (await _property_call(connection, "List", qube)).splitlines()


async def _property_call(
    connection: Connection, what: str, qube: str | None, name: str = "", payload: str = ""
) -> str:
    if name == "" and what not in ("GetAll", "List"):
        raise QubesNoSuchPropertyError("a property's name is not empty")
    prefix = "admin.property" if qube is None else "admin.vm.property"
    dest = _ADMIN_QUBE if qube is None else qube
    return (await connection.call(f"{prefix}.{what}", name, dest, payload.encode())).decode()


# -- features and tags


async def features(connection: Connection, qube: str) -> dict[str, str]:
    """All features, in the order in which they were set."""
    names = (await connection.call("admin.vm.feature.List", "", qube)).decode().splitlines()
    found = {}
    for name in names:
        try:
            found[name] = await get_feature(connection, qube, name)
        except QubesFeatureNotFoundError:
            continue  # removed meanwhile
    return found


async def get_feature(
    connection: Connection, qube: str, name: str, *, inherited: bool = False
) -> str:
    """A feature's value; with ``inherited`` that of the template where the qube has none."""
    if name == "":
        raise QubesFeatureNotFoundError("a feature's name is not empty")
    method = "CheckWithTemplate" if inherited else "Get"
    return (await connection.call(f"admin.vm.feature.{method}", name, qube)).decode()


async def set_feature(connection: Connection, qube: str, name: str, value: str) -> None:
    """An empty value means false, which is not the same as having no such feature."""
    await connection.call("admin.vm.feature.Set", name, qube, value.encode())


async def remove_feature(connection: Connection, qube: str, name: str) -> None:
    """QubesFeatureNotFoundError when there is none."""
    await connection.call("admin.vm.feature.Remove", name, qube)


async def tags(connection: Connection, qube: str) -> list[str]:
    return (await connection.call("admin.vm.tag.List", "", qube)).decode().splitlines()


async def add_tag(connection: Connection, qube: str, tag: str) -> None:
    """A tag that is there already stays."""
    await connection.call("admin.vm.tag.Set", tag, qube)


async def remove_tag(connection: Connection, qube: str, tag: str) -> None:
    """QubesTagNotFoundError when there is none."""
    if tag not in await tags(connection, qube):
        raise QubesTagNotFoundError(f"{qube} has no tag {tag!r}")
    await connection.call("admin.vm.tag.Remove", tag, qube)


# -- services: features whose names begin with "service."


async def services(connection: Connection, qube: str) -> dict[str, bool]:
    """The services that are switched on or off for this qube; others are as its template says."""
    listed = (await connection.call("admin.vm.feature.List", "", qube)).decode().splitlines()
    names = [name for name in listed if name.startswith(SERVICE_PREFIX)]
    return {
        name.removeprefix(SERVICE_PREFIX): bool(await get_feature(connection, qube, name))
        for name in names
    }


async def service(connection: Connection, qube: str, name: str) -> bool | None:
    """Whether a service is on; None where neither the qube nor its templates say."""
    try:
        return bool(await get_feature(connection, qube, SERVICE_PREFIX + name, inherited=True))
    except QubesFeatureNotFoundError:
        return None


async def set_service(connection: Connection, qube: str, name: str, on: bool | None) -> None:
    """Switch a service on or off, or leave it to the template (None)."""
    if on is not None:
        await set_feature(connection, qube, SERVICE_PREFIX + name, "1" if on else "")
        return
    try:
        await remove_feature(connection, qube, SERVICE_PREFIX + name)
    except QubesFeatureNotFoundError:
        return  # it is left to the template already


# -- notes


async def notes(connection: Connection, qube: str) -> str:
    return (await connection.call("admin.vm.notes.Get", "", qube)).decode()


async def set_notes(connection: Connection, qube: str, text: str) -> None:
    """Replace the notes. The Admin API knows no empty ones: a single line feed stands for them."""
    try:
        payload = (text or "\n").encode()
    except UnicodeEncodeError as error:
        raise QubesException("notes must be text that can be written as UTF-8") from error
    await connection.call("admin.vm.notes.Set", "", qube, payload)
