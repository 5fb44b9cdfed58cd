"""A change of template that was put off to the qube's next start, for it runs.

It is kept in the store, in an element of our own that the stock daemon passes over::

    next-start template=

The last word counts: whoever gives the qube another template meanwhile withdraws it. A start that
cannot make the change is refused, so that nobody works on in the old system unawares.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from qubesmanager.backend.properties import Type
from qubesmanager.backend.store import Node
from qubesmanager.protocol import (
    QubesException,
    QubesPropertyValueError,
    QubesValueError,
    QubesVMError,
    is_qube_name,
)

from .changes import fitting_template

if TYPE_CHECKING:
    from .base import Qube

log = logging.getLogger(__name__)

TAG = "next-start"
EVENT = "domain-next-template"


def read_next_template(nodes: tuple[Node, ...]) -> tuple[str | None, tuple[Node, ...]]:
    """What is waiting, and the nodes that are something else."""
    found = None
    for node in nodes:
        if node.tag == TAG:
            name = dict(node.attributes).get("template", "")
            if is_qube_name(name):
                found = name
            else:
                log.warning("line %d of the store names no template: %r", node.line, name[:80])
    return found, tuple(node for node in nodes if node.tag != TAG)


def next_template_nodes(name: str | None) -> tuple[Node, ...]:
    return () if name is None else (Node(TAG, (("template", name),)),)


async def put_off(qube: Qube, untrusted_name: str) -> None:
    """From its next start on the qube has that template; saved when this returns.

    An empty name, or that of its present one, withdraws. Raises QubesNoSuchPropertyError for a qube
    without template, QubesValueError, QubesVMNotFoundError, QubesPropertyValueError.
    """
    qube.properties.declaration("template")
    if qube.klass == "DispVM":
        raise QubesPropertyValueError(f"{qube.name!r} is a disposable; its template stays")
    if untrusted_name and not is_qube_name(untrusted_name):
        raise QubesValueError(f"Not a name of a qube: {untrusted_name[:80]!r}")
    wanted: str | None = None
    if untrusted_name and untrusted_name != qube.properties.kept("template"):
        wanted = qube.check_reference(Type.VM, untrusted_name)
        fitting_template(qube, wanted)
    before = qube.next_template
    if wanted == before:
        return
    _keep(qube, wanted)
    try:
        await qube.save()
    except BaseException:
        if qube.next_template == wanted:
            _keep(qube, before)
        raise
    await qube.fire(EVENT, template=wanted or "")


async def change_now(qube: Qube) -> None:
    """Before a start, of a halted qube. QubesVMError with the reason when it cannot be."""
    wanted = qube.next_template
    if wanted is None:
        return
    try:
        await qube.properties.set("template", wanted)
    except QubesException as error:
        _keep(qube, wanted)  # what followed the attempt has dropped it
        raise QubesVMError(
            f"{qube.name!r} is not started: at this start its template was to become {wanted!r},"
            f" and that is not possible: {error}. Choose another template, or withdraw the change"
            f" with: qube prefs {qube.name} template --default --at-next-start"
        ) from error
    log.info("%r has the template %r now, as was put off to this start", qube.name, wanted)


def _keep(qube: Qube, name: str | None) -> None:
    qube.next_template = name
    qube.changed()
