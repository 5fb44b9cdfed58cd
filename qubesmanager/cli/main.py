"""The `qube` command: options, then a verb, then what the verb needs.

Status 0 only when everything asked for was done; 1 a failure, said on stderr; 2 usage.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from qubesmanager import __version__
from qubesmanager.backend.backup.memory_lack import is_memory_lack, memory_lack
from qubesmanager.cli import (
    backup,
    backup_extract,
    backups,
    clone,
    console,
    create,
    device,
    features,
    firewall,
    global_properties,
    info,
    init,
    label,
    ls,
    menu,
    move,
    notes,
    pool,
    power,
    prefs,
    remove,
    rename,
    restore,
    run,
    service,
    streams,
    tags,
    template,
    verify,
    volume,
)
from qubesmanager.cli.session import FAILED, USAGE, CliError, Session
from qubesmanager.client.locate import LocateError, StoreMissing
from qubesmanager.client.restore_job import RestoreError
from qubesmanager.protocol import AdminError

_VERBS = (
    init,
    ls,
    info,
    create,
    template,
    clone,
    rename,
    move,
    remove,
    power,
    console,
    run,
    prefs,
    features,
    tags,
    service,
    firewall,
    device,
    notes,
    volume,
    pool,
    label,
    global_properties,
    backup,
    backups,
    restore,
    verify,
    backup_extract,
    menu,
)
_EXAMPLES = """\
examples:
  qube ls
  qube create work --class AppVM --template debian-12 --label blue
  qube prefs work netvm sys-firewall
  qube backup --to /media/disk/backups
  qube restore /media/disk/backups/qubes-backup-2026-11-21T101500 --list
  qube --home /srv/qubes --json ls

exit status: 0 everything asked for was done, 1 something failed, 2 not understood.
"""


# A daemon's words, which are the same everywhere (admin-api.md 1.7).
_NOT_DOM0 = "expected destination to not be AdminVM"


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point. Returns the exit status."""
    streams.prepare()
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.run is None:
        parser.print_help(sys.stderr)
        return USAGE
    session = Session(options.home, options.json)
    try:
        # What waits for a person is done here: in the loop, Ctrl-C could not end it.
        options.prepare(options)
        status = asyncio.run(_run(options, session))
        streams.finish()
    except CliError as error:
        return _fail(session, str(error), error.kind, USAGE if error.kind == "usage" else FAILED)
    except StoreMissing as error:
        where = "" if options.home is None else f"--home {options.home} "
        cure = f"{error}. Make one with: qube {where}init"
        return _fail(session, cure, "no-store", FAILED)
    except RestoreError as error:
        return _fail(session, str(error), error.kind, FAILED, {"qubes": []})
    except AdminError as error:
        what = "" if isinstance(error, LocateError) else f"cannot {_doing(options)}: "
        said = str(error)
        said = "dom0 is the system itself and no qube" if said == _NOT_DOM0 else said
        return _fail(session, f"{what}{said}", type(error).__name__, FAILED)
    except BrokenPipeError:
        streams.give_up_stdout()  # whoever read the output has seen enough
        return FAILED
    except (MemoryError, OSError, RuntimeError) as error:
        if not is_memory_lack(error):
            raise
        return _fail(session, memory_lack(_doing(options)), "memory", FAILED)
    except (KeyboardInterrupt, asyncio.CancelledError):
        return _fail(session, "interrupted", "cancelled", FAILED)
    return status


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="qube",
        description="Keep, back up and restore qubes.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--home",
        type=Path,
        metavar="DIR",
        help="work on the store in DIR instead of the default one",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    parser.add_argument("--version", action="version", version=f"qube {__version__}")
    parser.set_defaults(run=None, prepare=lambda _: None)
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    for verb in _VERBS:
        verb.add_parser(verbs)
    return parser


async def _run(options: argparse.Namespace, session: Session) -> int:
    task = asyncio.current_task()
    assert task is not None
    # SIGTERM unwinds like Ctrl-C does, so that a private qubesd is not left behind.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    status: int = await options.run(options, session)
    return status


def _doing(options: argparse.Namespace) -> str:
    """What was asked for, in words: "create work"."""
    text: str = options.doing
    return text.format_map(vars(options))


def _fail(
    session: Session,
    message: str,
    kind: str,
    status: int,
    result: Mapping[str, object] = MappingProxyType({}),
) -> int:
    print(f"qube: {message}", file=sys.stderr)
    with suppress(CliError, BrokenPipeError):  # the message is on stderr already
        session.answer({**result, "error": {"kind": kind, "message": message}})
    return status


if __name__ == "__main__":
    sys.exit(main())
