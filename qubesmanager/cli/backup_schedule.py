"""`qube backup schedule PROFILE`: backups by the clock."""

from __future__ import annotations

import argparse

from qubesmanager import places
from qubesmanager.cli import keyring
from qubesmanager.cli.passphrase import read_passphrase
from qubesmanager.cli.session import OK, CliError, Session, UsageError, warn
from qubesmanager.client import profiles, schedule

_WORD = "schedule"


def add_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("qube backup schedule PROFILE")
    when = group.add_mutually_exclusive_group()
    for interval in schedule.INTERVALS:
        when.add_argument(
            f"--{interval}",
            dest="interval",
            action="store_const",
            const=interval,
            help=f"run the profile {interval} (missed runs are made up)",
        )
    when.add_argument("--off", dest="interval", action="store_const", const="off", help="no longer")
    when.add_argument(
        "--remember",
        dest="interval",
        action="store_const",
        const="remember",
        help="only put the profile's passphrase into the keyring",
    )


def is_meant(options: argparse.Namespace) -> bool:
    """Whether this is no backup but its schedule; a qube may be called "schedule" all the same."""
    if options.interval is None:
        if options.names[:1] == [_WORD] and options.to is None and options.to_command is None:
            raise UsageError("say how often: --hourly, --daily, --weekly, --monthly or --off")
        return False
    if len(options.names) != 2 or options.names[0] != _WORD:
        raise UsageError(f"--{options.interval} belongs to: qube backup schedule PROFILE")
    return True


def prepare(options: argparse.Namespace) -> None:
    """The profile must be there, and its passphrase in the keyring, its file or a qube."""
    options.run = run
    options.profile = options.names[1]
    options.doing = "schedule a backup"
    if options.interval == "off":
        return
    record = profiles.load(options.home or places.default_home(), options.profile)
    options.by_keyring = not record.get("passphrase_vm")
    if options.interval != "remember" and not options.by_keyring:
        return
    if options.interval != "remember" and keyring.lookup(options.profile) is not None:
        return
    text = record.get("passphrase_text")
    if isinstance(text, str):
        keyring.store(options.profile, text.encode())
        return
    passphrase = read_passphrase(options.passphrase_file, twice=True)
    keyring.store(options.profile, passphrase)


async def run(options: argparse.Namespace, session: Session) -> int:
    profile = options.profile
    if options.interval == "remember":
        session.answer({"profile": profile})
        session.say(f"the keyring has the passphrase of the profile {profile}")
        return OK
    if options.interval == "off":
        if not await schedule.turn_off(profile):
            raise CliError(f"the profile {profile} is not scheduled")
        session.answer({"profile": profile, "interval": None})
        session.say(f"the profile {profile} is no longer run by itself")
        return OK
    timer, problem = await schedule.turn_on(
        session.home, profile, options.interval, keyring=options.by_keyring
    )
    session.answer({"profile": profile, "interval": options.interval, "timer": str(timer)})
    session.say(f"the profile {profile} runs {options.interval}, by {timer}")
    if problem:
        warn(f"the timer is not running yet ({problem}). Start it in your session with:")
        warn(f"systemctl --user daemon-reload && systemctl --user enable --now {timer.name}")
    return OK
