"""`qube backup-extract`: one volume out of an archive as a raw image, without any store."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from threading import Event
from typing import Any

from qubesmanager.backend.backup.extract import (
    ImageFile,
    ImageStream,
    extract_volume,
    plan_of_volume,
)
from qubesmanager.backend.backup.plan import VolumeRow
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.cli import archive
from qubesmanager.cli.session import OK, CliError, Session, UsageError
from qubesmanager.cli.streams import stdout_fd
from qubesmanager.sizes import format_size

_DESCRIPTION = """\
Write one volume of an archive to a new file, as a raw image. Needs no store and no qubesd: an
archive and its passphrase are enough. The image is checked like in a restore, and it is complete
or not there. What goes to standard output is complete only if the command ends with status 0.
"""
_EXAMPLES = """\
examples:
  qube backup-extract backup.qbak work:private work-private.img
  qube backup-extract backup.qbak work:private - | ssh server 'cat > work.img'
  qube verify backup.qbak                     (shows which volumes there are)
"""


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "backup-extract",
        help="write one volume of an archive to a file",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    archive.add_arguments(parser)
    parser.add_argument("volume", metavar="QUBE:VOLUME")
    parser.add_argument("file", metavar="FILE", type=Path, help="- for standard output")
    parser.set_defaults(run=run, prepare=prepare, doing="extract {volume} from {archive}")


def prepare(options: argparse.Namespace) -> None:
    qube, separator, volume = options.volume.partition(":")
    if not separator or not qube or not volume:
        raise UsageError(f"{options.volume!r} is not QUBE:VOLUME")
    options.qube, options.volume_name = qube, volume
    if _to_stdout(options):
        if options.json:
            raise UsageError("--json and an image cannot both go to standard output")
        if os.isatty(stdout_fd()):
            raise UsageError("standard output is a terminal; pipe it into a file or a command")
    elif os.path.lexists(options.file):
        raise CliError(f"{options.file} exists already; nothing was written.", "io")
    archive.prepare(options)


async def run(options: argparse.Namespace, session: Session) -> int:
    stream = _to_stdout(options)

    def extract(reader: BackupReader, show: archive.OnProgress, stop: Event) -> VolumeRow:
        plan_of_volume(reader, options.qube, options.volume_name)
        file: ImageFile | ImageStream
        if stream:
            file = ImageStream(stdout_fd(), "Standard output", stop)
        else:
            file = ImageFile(options.file)
        return extract_volume(reader, options.qube, options.volume_name, file, show, stop)

    folder = None if stream else options.file.absolute().parent
    row = await archive.with_reader(options, extract, folder)
    if stream:
        return OK
    result = {"volume": options.volume, "file": str(options.file), "size": row.size}
    session.answer(result)
    session.say(f"{options.volume} is in {options.file} ({format_size(row.size)}).")
    return OK


def _to_stdout(options: argparse.Namespace) -> bool:
    return str(options.file) == "-"
