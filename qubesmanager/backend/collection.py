"""The qubes of a store: by name, by number, by uuid, in the order of lists."""

from __future__ import annotations

import bisect
import uuid
from collections.abc import Iterator, Mapping

from qubesmanager.protocol import QubesException

from .qube.base import Qube
from .qube.network import ip_of_qid

MAX_QID = 9999


class Qubes(Mapping[str, Qube]):
    """dom0 first, then by name."""

    def __init__(self) -> None:
        self._qubes: dict[str, Qube] = {}
        self._order: list[tuple[bool, str]] = []
        self.by_uuid: dict[uuid.UUID, Qube] = {}
        self._qids: set[int] = set()

    def __getitem__(self, name: str) -> Qube:
        return self._qubes[name]

    def __contains__(self, name: object) -> bool:
        return name in self._qubes

    def __iter__(self) -> Iterator[str]:
        return iter([name for _, name in self._order])

    def __len__(self) -> int:
        return len(self._qubes)

    def add(self, qube: Qube) -> None:
        """Take a qube in whose name, qid and uuid nobody has."""
        assert qube.name not in self._qubes
        self._qubes[qube.name] = qube
        bisect.insort(self._order, (qube.name != "dom0", qube.name))
        self.by_uuid[qube.uuid] = qube
        self._qids.add(qube.qid)

    def discard(self, qube: Qube) -> None:
        """Forget a qube."""
        del self._qubes[qube.name]
        self._order.remove((qube.name != "dom0", qube.name))
        del self.by_uuid[qube.uuid]
        self._qids.discard(qube.qid)

    def take_qid(self) -> int:
        """The lowest free number, reserved from now on.

        Not one that stands for an address which was given to another qube.
        """
        given = {qube.properties.kept("ip") for qube in self._qubes.values()} - {None}
        for qid in range(1, MAX_QID + 1):
            if qid not in self._qids and ip_of_qid(qid) not in given:
                self._qids.add(qid)
                return qid
        raise QubesException(f"There are {MAX_QID} qubes already")

    def free_qid(self, qid: int) -> None:
        """The number was reserved and is not used."""
        self._qids.discard(qid)
