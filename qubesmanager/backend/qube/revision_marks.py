"""Marks of revisions in the store: an element of our own beside a qube's volumes.

::

    revisions
      revision volume= id= time= cause= pinned="True" note= kept=

The stock daemon looks for the elements that it knows by their names and passes over this one; an
attribute of a volume it would take for an option of the driver.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from qubesmanager.backend.storage.marks import Cause, Mark, Marks
from qubesmanager.backend.store import Node

log = logging.getLogger(__name__)

TAG = "revisions"


def read_marks(nodes: tuple[Node, ...]) -> tuple[dict[str, Marks], tuple[Node, ...]]:
    """Marks by the volume's name, and the nodes that are something else.

    What cannot be understood is logged and left out: the revisions themselves are on the disk.
    """
    marks: dict[str, Marks] = {}
    for node in nodes:
        for child in node.children if node.tag == TAG else ():
            attributes = dict(child.attributes)
            try:
                volume, revision = attributes["volume"], attributes["id"]
                marks.setdefault(volume, {})[revision] = _parse(attributes)
            except (KeyError, ValueError) as error:
                log.warning("line %d of the store marks no revision: %r", child.line, error)
    return marks, tuple(node for node in nodes if node.tag != TAG)


def _parse(attributes: Mapping[str, str]) -> Mark:
    cause = attributes.get("cause")
    return Mark(
        time=attributes["time"],
        cause=Cause(cause) if cause else None,
        pinned=attributes.get("pinned") == "True",
        note=attributes.get("note", ""),
        kept=attributes.get("kept", ""),
    )


def marks_nodes(marks: Mapping[str, Marks]) -> tuple[Node, ...]:
    """The element for the store, none without marks."""
    children = tuple(
        Node("revision", tuple(_attributes(volume, revision, mark).items()))
        for volume, known in marks.items()
        for revision, mark in list(known.items())
    )
    return (Node(TAG, children=children),) if children else ()


def _attributes(volume: str, revision: str, mark: Mark) -> dict[str, str]:
    attributes = {"volume": volume, "id": revision, "time": mark.time}
    if mark.cause is not None:
        attributes["cause"] = mark.cause.value
    if mark.pinned:
        attributes["pinned"] = "True"
    if mark.note:
        attributes["note"] = mark.note
    if mark.kept:
        attributes["kept"] = mark.kept
    return attributes
