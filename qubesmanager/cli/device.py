"""`qube device`: the devices that are assigned to a qube."""

from __future__ import annotations

import argparse
from typing import Any

from qubesmanager.cli.output import safe, table
from qubesmanager.cli.session import OK, CliError, Session, UsageError
from qubesmanager.client.devices import DeviceUse, assign, assignments, set_mode, unassign

_ACTIONS = ("list", "ls", "assign", "unassign", "mode")
_CLASSES = ("pci", "usb", "block", "mic")
_MODES = ("auto-attach", "ask-to-attach", "required")


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "device",
        help="list, assign and unassign the devices of a qube",
        description="List the devices that a qube gets whenever it runs, assign one, take one "
        "back, or change when it is attached. A device is BACKEND:PORT, the qube that has it and "
        "its place there, with :DEVICE behind it when only that very device is meant.",
        epilog="examples:\n"
        "  qube device work\n"
        "  qube device sys-net assign dom0:00_1f.6 --class pci --mode required\n"
        "  qube device vault assign sys-usb:sda --class block --option read-only=yes\n"
        "  qube device vault mode sys-usb:sda ask-to-attach\n"
        "  qube device vault unassign sys-usb:sda",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("qube", metavar="QUBE")
    parser.add_argument("action", metavar="ACTION", nargs="?", default="list", choices=_ACTIONS,
                        help="list (the default), assign, unassign, mode")  # fmt: skip
    parser.add_argument("device", metavar="DEVICE", nargs="?", help="BACKEND:PORT[:DEVICE]")
    parser.add_argument("new_mode", metavar="MODE", nargs="?", choices=_MODES,
                        help="for mode: " + ", ".join(_MODES))  # fmt: skip
    parser.add_argument("--class", dest="devclass", choices=_CLASSES, default=None,
                        help="kind of the device; needed to assign")  # fmt: skip
    parser.add_argument("--mode", choices=_MODES, default=None,
                        help="when it is attached: auto-attach (the default), …")  # fmt: skip
    parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE",
                        help="an option for attaching; may be repeated")  # fmt: skip
    parser.set_defaults(run=run, doing="show or change devices of {qube}")


async def run(options: argparse.Namespace, session: Session) -> int:
    listing = options.action in ("list", "ls")
    if options.device is None and not listing:
        raise UsageError("name the device as BACKEND:PORT")
    async with session.connection() as connection:
        if options.action == "assign":
            await assign(connection, options.qube, _new(options))
        elif options.action == "unassign":
            found = _find(options, await assignments(connection, options.qube))
            await unassign(connection, options.qube, found)
        elif options.action == "mode":
            if options.new_mode is None:
                raise UsageError(f"name the mode: {', '.join(_MODES)}")
            found = _find(options, await assignments(connection, options.qube))
            await set_mode(connection, options.qube, found, options.new_mode)
        now = await assignments(connection, options.qube)
    session.answer({"name": options.qube, "devices": [_facts(device) for device in now]})
    if listing and now:
        rows = [(d.devclass, safe(d.port), safe(d["device_id"]), d["mode"], _words(d)) for d in now]
        session.say(table([("CLASS", "PORT", "DEVICE", "MODE", "OPTIONS"), *rows]))
    return OK


def _new(options: argparse.Namespace) -> DeviceUse:
    if options.devclass is None:
        raise UsageError(f"say the kind of the device: --class {'|'.join(_CLASSES)}")
    backend, port, device = _parts(options.device)
    fields = {"device_id": device or "*", "port_id": port, "devclass": options.devclass}
    fields |= {"backend_domain": backend, "mode": options.mode or "auto-attach"}
    for option in options.option:
        name, is_set, value = option.partition("=")
        if not is_set or not name:
            raise UsageError(f"an option is NAME=VALUE, not {option!r}")
        fields[f"_{name}"] = value.replace("'", r"\'")
    return DeviceUse(options.devclass, tuple(fields.items()))


def _find(options: argparse.Namespace, there: list[DeviceUse]) -> DeviceUse:
    """The one assignment that the person means."""
    backend, port, device = _parts(options.device)
    found = [
        use
        for use in there
        if (use.backend, use["port_id"]) == (backend, port)
        and device in ("", use["device_id"])
        and options.devclass in (None, use.devclass)
    ]
    if not found:
        raise CliError(f"{options.device} is not assigned to {options.qube}")
    if len(found) > 1:
        kinds = ", ".join(f"--class {use.devclass} {use.port}:{use['device_id']}" for use in found)
        raise CliError(f"{options.device} may be: {kinds}")
    return found[0]


def _parts(text: str) -> tuple[str, str, str]:
    backend, _, rest = text.partition(":")
    port, _, device = rest.partition(":")
    if not backend or not port:
        raise UsageError(f"a device is BACKEND:PORT or BACKEND:PORT:DEVICE, not {text!r}")
    return backend, port, device


def _facts(device: DeviceUse) -> dict[str, object]:
    return {
        "class": device.devclass,
        "backend": device.backend,
        "port": device["port_id"],
        "device": device["device_id"],
        "mode": device["mode"],
        "options": device.options,
    }


def _words(device: DeviceUse) -> str:
    return safe(" ".join(f"{name}={value}" for name, value in device.options.items()))
