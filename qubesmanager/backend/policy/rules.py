"""One rule of a policy, and what it says of one call (admin-api.md section 6).

Tokens for qubes, and where they may stand::

    token               source  target  target= (also default_target=)
    NAME                yes     yes     yes
    @adminvm            yes     yes     yes         dom0, which nothing else but its name means
    @anyvm, *           yes     yes     -           any qube but dom0; as target also the next two
    @default            -       yes     -           the caller named none
    @dispvm             -       yes     yes         a new disposable of the caller's template
    @dispvm:NAME        yes     yes     yes         a (new) disposable of that template
    @dispvm:@tag:TAG    yes     yes     -
    @tag:TAG, @type:T   yes     yes     -
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from qubesmanager.protocol import is_qube_name

ADMIN = "dom0"
ADMIN_TOKEN = "@adminvm"  # noqa: S105
DEFAULT = "@default"
DISPVM = "@dispvm"


class Action(enum.Enum):
    ALLOW = "allow"
    DENY = "deny"
    ASK = "ask"


@dataclass(frozen=True)
class QubeFacts:
    """What rules look at. ``template`` is that of a disposable, None for any other qube."""

    klass: str
    tags: frozenset[str] = frozenset()
    template: str | None = None
    default_dispvm: str | None = None
    makes_disposables: bool = False


System = Mapping[str, QubeFacts]


@dataclass(frozen=True)
class Rule:
    """A line of a policy. None for a service or an argument means any."""

    service: str | None
    argument: str | None
    source: str
    target: str
    action: Action
    forced_target: str | None = None
    default_target: str | None = None
    user: str = ""
    notify: bool = True
    autostart: bool = True
    place: str = ""

    def fits(self, service: str, argument: str, source: str, target: str, system: System) -> bool:
        """``target`` is normalised, see ``normal_target``."""
        return (
            self.service in (None, service)
            and self.argument in (None, argument)
            and _source_fits(self.source, source, system)
            and _target_fits(self.target, target, source, system)
        )


def normal_target(untrusted_target: str, source: str, system: System) -> str:
    """The one that is asked for, as rules see it. What does not exist is as if none was named."""
    target = untrusted_target.replace("$", "@", 1)
    if target in (ADMIN, ADMIN_TOKEN):
        return ADMIN_TOKEN
    if target == DISPVM:
        default = system[source].default_dispvm
        return f"{DISPVM}:{default}" if default is not None else DEFAULT
    if target.startswith(f"{DISPVM}:"):
        template = system.get(target.removeprefix(f"{DISPVM}:"))
        return target if template is not None and template.makes_disposables else DEFAULT
    return target if target in system else DEFAULT


def _source_fits(token: str, source: str, system: System) -> bool:
    if source == ADMIN:
        return token in (ADMIN, ADMIN_TOKEN)
    if token.startswith(f"{DISPVM}:"):
        template = system[source].template
        return template is not None and _is(token.removeprefix(f"{DISPVM}:"), template, system)
    return token in ("@anyvm", "*") or _is(token, source, system)


def _target_fits(token: str, target: str, source: str, system: System) -> bool:
    if target == ADMIN_TOKEN:
        return token in (ADMIN, ADMIN_TOKEN)
    if token in ("@anyvm", "*"):
        return True
    if token == DISPVM:
        return target == f"{DISPVM}:{system[source].default_dispvm}"
    if token.startswith(f"{DISPVM}:"):
        template = target.removeprefix(f"{DISPVM}:")
        return template != target and _is(token.removeprefix(f"{DISPVM}:"), template, system)
    if target == DEFAULT or target.startswith(DISPVM):
        return token == target
    return _is(token, target, system)


def _is(token: str, name: str, system: System) -> bool:
    """Whether a name, tag or type means this qube, which is not dom0."""
    facts = system.get(name)
    if facts is None or name == ADMIN:
        return False
    if token.startswith("@tag:"):
        return token.removeprefix("@tag:") in facts.tags
    if token.startswith("@type:"):
        return token.removeprefix("@type:") == facts.klass
    return token == name


# -- what may stand where


def is_source(token: str) -> bool:
    return token in ("@anyvm", "*", ADMIN_TOKEN) or _is_plain(token) or _is_of_template(token)


def is_target(token: str) -> bool:
    return is_source(token) or token in (DEFAULT, DISPVM)


def is_redirection(token: str) -> bool:
    """Behind ``target=``: one qube, or one new disposable."""
    return (
        is_qube_name(token)
        or token in (ADMIN_TOKEN, DISPVM)
        or (token.startswith(f"{DISPVM}:") and is_qube_name(token.removeprefix(f"{DISPVM}:")))
    )


def _is_plain(token: str) -> bool:
    for kind in ("@tag:", "@type:"):
        if token.startswith(kind):
            word = token.removeprefix(kind)
            return word.isascii() and word.replace("_", "a").replace("-", "a").isalnum()
    return is_qube_name(token)


def _is_of_template(token: str) -> bool:
    template = token.removeprefix(f"{DISPVM}:")
    return template != token and not template.startswith("@type:") and _is_plain(template)
