"""Notes of the qubes in an archive, without reading anything else of it."""

from __future__ import annotations

from threading import Event

from . import extras
from .chunk_feed import BrokenFile, Chunk
from .errors import BackupFormatError
from .inner_file import Collected, FileDecoder
from .inner_tar import InnerTar
from .reader import BackupReader


def read_notes(reader: BackupReader, stop: Event) -> dict[str, str]:
    """Notes by the names of qubes, those without left out. Blocks; raises BackupCancelled.

    Each costs a derivation of a key. What is damaged is said in place of the notes.
    """
    names = {
        f"{record.backup_path}/{extras.NOTES}": record.name
        for record in reader.contents.qubes
        if not record.synthetic
    }
    found: dict[str, str] = {}
    reading: dict[str, tuple[FileDecoder, Collected]] = {}
    with reader.chunks(lambda stem: stem in names, stop) as feed:
        for item in feed:
            if isinstance(item, BrokenFile):
                reading.pop(item.stem, None)
                found[names[item.stem]] = _lost(item.reason)
            elif isinstance(item, Chunk) and names[item.stem] not in found:
                if item.stem not in reading:
                    text = Collected(extras.MAX_EXTRA_BYTES)
                    decoder = reader.decoder(InnerTar(item.stem, text), lambda: None)
                    reading[item.stem] = decoder, text
                try:
                    reading[item.stem][0].begin_chunk()
                    reading[item.stem][0].feed(item.text)
                except BackupFormatError as error:
                    del reading[item.stem]
                    found[names[item.stem]] = _lost(error.message)
    for stem, (decoder, text) in reading.items():
        try:
            decoder.finish()
            found[names[stem]] = extras.parse_notes(text.content)
        except BackupFormatError as error:
            found[names[stem]] = _lost(error.message)
    return {name: text for name, text in found.items() if text.strip()}


def _lost(reason: str) -> str:
    return f"(the notes cannot be read: {reason.rstrip('.')})"
