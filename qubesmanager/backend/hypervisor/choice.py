"""Which hypervisor a store uses, and what of the host's software that takes.

``HOME/hypervisor.conf`` may say (an INI file; every line is optional)::

    [hypervisor]
    uri = qemu+ssh://host/system
    accelerator = tcg
    outside = user

Without it: Xen in a dom0, elsewhere QEMU by libvirt's embedded driver; ``uri = none`` is for a
store whose qubes are never to start. ``accelerator`` is for QEMU: ``auto`` (KVM where a
kernel boots with it, else emulation), ``kvm`` or ``tcg``. ``outside`` is for QEMU as well:
``none``, or with ``user`` a net qube without a netvm reaches what this user of the host reaches.
"""

from __future__ import annotations

import configparser
import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import libvirt_events
from .machine import HypervisorError

NONE = "none"
EMULATOR = "qemu-system-x86_64"
_DOM0 = Path("/proc/xen/capabilities")
_WORDS = {"accelerator": ("auto", "kvm", "tcg"), "outside": ("none", "user")}
_SERVICE_USER = "libvirt-qemu"


@dataclass(frozen=True)
class Choice:
    """``uri`` None means the embedded driver; ``outside``: net qubes get a way out of the host."""

    uri: str | None
    accelerator: str
    outside: bool = False

    @property
    def is_xen(self) -> bool:
        return self.uri is not None and self.uri.startswith(("xen:", "xen+"))


def read_choice(config: Path) -> Choice:
    """Blocking. HypervisorError for a file that cannot be understood."""
    parser = configparser.ConfigParser(interpolation=None)
    try:
        if config.exists():
            parser.read_string(config.read_bytes().decode("utf-8"))
        section = parser["hypervisor"] if parser.has_section("hypervisor") else {}
        uri = section.get("uri", "").strip() or None
        chosen = {name: section.get(name, words[0]).strip() for name, words in _WORDS.items()}
    except OSError as error:
        raise HypervisorError(f"{config} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise HypervisorError(f"{config}, line {line}: this is not text in UTF-8") from error
    except configparser.Error as error:
        raise HypervisorError(f"{config}, {_fault(error)}") from error
    for name in section:
        if name != "uri" and name not in _WORDS:
            raise HypervisorError(f"{config}: {name} is none of uri, {', '.join(_WORDS)}")
    for name, words in _WORDS.items():
        if chosen[name] not in words:
            wanted = ", ".join(words)
            raise HypervisorError(f"{config}: {name} is one of {wanted}, not {chosen[name]!r}")
    if uri is None and _is_dom0():
        uri = "xen:///"
    return Choice(uri, chosen["accelerator"], chosen["outside"] == "user")


def _fault(error: configparser.Error) -> str:
    """In one line; the parser's own words are several, with its names for things."""
    if isinstance(error, configparser.MissingSectionHeaderError):
        return f"line {error.lineno}: the line [hypervisor] has to come first"
    if isinstance(error, configparser.DuplicateOptionError):
        return f"line {error.lineno}: {error.option} is said twice"
    if isinstance(error, configparser.DuplicateSectionError):
        return f"line {error.lineno}: [{error.section}] is there twice"
    if isinstance(error, configparser.ParsingError) and error.errors:
        return f"line {error.errors[0][0]}: this is not of the form NAME = VALUE"
    return " ".join(str(error).split())


def _is_dom0() -> bool:
    try:
        return "control_d" in _DOM0.read_text()
    except OSError:
        return False


def emulator() -> str | None:
    """Path of QEMU on this host."""
    return shutil.which(EMULATOR)


def hindrance(choice: Choice) -> str | None:
    """What is missing on this host so that qubes can start: a sentence for the person."""
    if choice.uri == NONE:
        return "Qubes cannot start: this store is set to have no hypervisor (hypervisor.conf)"
    if not libvirt_events.is_installed():
        return (
            "Qubes cannot start: libvirt's Python binding is not installed "
            "(Debian: python3-libvirt, elsewhere: pip install libvirt-python)"
        )
    if choice.uri is not None:
        return None
    if emulator() is None:
        return "Qubes cannot start: QEMU is not installed (Debian: qemu-system-x86)"
    if os.geteuid() == 0 and not _has_service_user():
        return (
            f"Qubes cannot start as root without the user '{_SERVICE_USER}' "
            f"(made by: useradd --system --user-group {_SERVICE_USER}); as another user they can"
        )
    return None


def _has_service_user() -> bool:
    """libvirt looks for it as root, even if it is then told to use another one."""
    try:
        pwd.getpwnam(_SERVICE_USER)
    except KeyError:
        return False
    return True
