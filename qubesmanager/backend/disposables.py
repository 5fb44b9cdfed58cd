"""Making disposables (admin-api.md 2.3, ``admin.vm.CreateDisposable``)."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from qubesmanager.protocol import QubesException

if TYPE_CHECKING:
    from .app import App
    from .qube.base import Qube

MAX_DISPID = 9999


def free_dispid(app: App) -> int:
    """A number that no disposable has, nor a qube as its name. QubesException when all are taken.

    Chance is to spread addresses, not to keep a secret.
    """
    taken = {qube.properties.kept("dispid") for qube in app.qubes_and_those_being_made()}
    free = [
        dispid
        for dispid in range(MAX_DISPID + 1)
        if dispid not in taken and not app.is_taken(disposable_name(dispid))
    ]
    if not free:
        raise QubesException(f"There are {MAX_DISPID + 1} disposables already")
    return random.choice(free)  # noqa: S311


def disposable_name(dispid: int) -> str:
    return f"disp{dispid}"


async def create_disposable(app: App, caller: Qube, template: Qube | None = None) -> Qube:
    """A disposable that goes when it has run, not started. QubesException.

    Without a template it is made of the caller's ``default_dispvm``.
    """
    if template is None:
        name = caller.properties.value("default_dispvm")
        if name is None:
            raise QubesException(f"{caller.name!r} has no default template for disposables")
        template = app.qubes[str(name)]
    if not template.template_for_dispvms:
        raise QubesException(f"{template.name!r} is no template for disposables")
    dispid = free_dispid(app)
    return await app.add_qube(
        "DispVM",
        disposable_name(dispid),
        template.label.name,
        template=template.name,
        tags=(f"disp-created-by-{caller.name}",),
        created_by=caller.name,
        settings={"dispid": str(dispid), "auto_cleanup": "True"},
    )
