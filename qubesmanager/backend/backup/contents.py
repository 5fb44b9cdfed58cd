"""What an archive holds: the qubes that its ``qubes.xml`` says are included.

Both forms of the file, that of R4 (``contents_core3``) and the older one (``contents_core2``),
become the same records.
"""

from __future__ import annotations

from .contents_core2 import parse_core2
from .contents_core3 import parse_core3
from .errors import DamagedArchive
from .qube_records import (
    CLASSES,
    HOME_VOLUME,
    MAX_XML_BYTES,
    REFERENCES,
    SAVED_VOLUMES,
    Archive,
    BackupContents,
    DeviceRecord,
    QubeRecord,
    parse_xml,
)

__all__ = [
    "CLASSES",
    "HOME_VOLUME",
    "MAX_XML_BYTES",
    "REFERENCES",
    "SAVED_VOLUMES",
    "Archive",
    "BackupContents",
    "DeviceRecord",
    "QubeRecord",
    "parse_contents",
    "parse_xml",
]


def parse_contents(untrusted_xml: bytes, version: int = 4) -> tuple[QubeRecord, ...]:
    """The qubes that are in the backup; others that ``qubes.xml`` lists are left out.

    Raises DamagedArchive with the reason.
    """
    root = parse_xml(untrusted_xml, "qubes.xml")
    records = parse_core3(root) if version == 4 else parse_core2(root)
    _refuse_repetition("the name", [record.name for record in records])
    _refuse_repetition("the directory", [r.backup_path for r in records if not r.synthetic])
    return records


def _refuse_repetition(what: str, values: list[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise DamagedArchive(f"qubes.xml gives {what} {value} to two qubes.")
        seen.add(value)
