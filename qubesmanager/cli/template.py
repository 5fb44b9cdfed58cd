"""`qube template import`: a template made of a disk image."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from qubesmanager import agent
from qubesmanager.cli import streams
from qubesmanager.cli.info import details
from qubesmanager.cli.output import ProgressLine
from qubesmanager.cli.session import OK, Session
from qubesmanager.client.template_import import DEFAULT_MEMORY_MIB, import_template, look_at


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "template",
        help="make a template of a disk image",
        description="Templates from outside.",
        epilog="examples:\n  qube template import debian-12 debian-12-genericcloud-amd64.qcow2",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    importing: argparse.ArgumentParser = actions.add_parser(
        "import",
        help="make a template of a disk image",
        description="Make a TemplateVM whose root volume is the disk in an image (raw, qcow2, "
        "vdi, vhdx, vhd or vmdk, whole in one file). It boots by itself: the qube gets no kernel "
        "from the host. The image is read as data that nobody trusts, and not changed.",
        epilog="examples:\n"
        "  qube template import debian-12 debian-12-genericcloud-amd64.qcow2\n"
        "  qube template import fedora fedora-cloud.raw --memory 2048 --pool fast",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    importing.add_argument("name", metavar="NAME")
    importing.add_argument("image", metavar="IMAGE", type=Path)
    importing.add_argument("--label", metavar="L", default="black", help="default: black")
    importing.add_argument("--pool", metavar="P", help="keep its volumes in this pool")
    importing.add_argument(
        "--memory",
        metavar="MIB",
        type=int,
        default=DEFAULT_MEMORY_MIB,
        help=f"for it and the qubes made of it (default: {DEFAULT_MEMORY_MIB})",
    )
    importing.set_defaults(run=run, doing="import {image} as {name}")
    writing: argparse.ArgumentParser = actions.add_parser(
        "agent",
        help="write out the agent that templates need",
        description="Write the agent, one file of Python, to standard output. In a template it "
        "runs commands, takes backups and grows disks for the host; docs/agent-protocol.md says "
        "how it gets in. With --json only the place of the file is told.",
        epilog="examples:\n"
        "  qube template agent > qube-agent\n"
        "  qube template agent | ssh debian-12 'sudo tee /usr/local/sbin/qube-agent >/dev/null'",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    writing.set_defaults(run=run_agent, doing="write out the agent")


async def run_agent(_options: argparse.Namespace, session: Session) -> int:
    path = Path(agent.__file__).with_name("qube_agent.py")
    session.answer({"path": str(path)})
    if not session.json:
        streams.write_line(path.read_text(encoding="utf-8").rstrip("\n"))
    return OK


async def run(options: argparse.Namespace, session: Session) -> int:
    image = await look_at(options.image)
    with ProgressLine() as line:

        def show(percent: float) -> None:
            line.update(round(image.size_bytes * percent / 100), image.size_bytes, options.name)

        async with session.connection() as connection:
            made = await import_template(
                connection,
                options.name,
                image,
                label=options.label,
                pool=options.pool,
                memory_mib=options.memory,
                on_progress=show,
            )
    session.answer(details(made))
    return OK
