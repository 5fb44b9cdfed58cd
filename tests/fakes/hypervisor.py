"""A hypervisor whose machines are entries in a dictionary, and that fails when it is told to."""

from __future__ import annotations

import asyncio
from uuid import UUID

from lxml import etree

from qubesmanager.backend.app import App
from qubesmanager.backend.hypervisor.choice import Choice
from qubesmanager.backend.hypervisor.domain_xml import Link
from qubesmanager.backend.hypervisor.machine import (
    Ending,
    Figures,
    Hypervisor,
    HypervisorError,
    Machine,
    MachineGone,
    MachineState,
    OnEvent,
)
from qubesmanager.backend.runs import Runs


class FakeHypervisor:
    """``fail`` names the calls that fail, ``heeds`` says whether systems inside shut down.

    Events come before a call's own result, as libvirt's do.
    """

    uri = "fake:///"
    lost: str | None = None

    def __init__(self, on_event: OnEvent) -> None:
        self.states: dict[UUID, MachineState] = {}
        self.calls: list[str] = []
        self.fail: set[str] = set()
        self.heeds = True
        self.found: list[Machine] = []
        self.xml = ""
        self._comes_back = False
        self.before_create = asyncio.Event()
        self.before_create.set()
        # Cleared, the machines answer nothing any more until they are destroyed.
        self.answers = asyncio.Event()
        self.answers.set()
        self.on_event = on_event

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if name in self.fail:
            raise HypervisorError(f"no {name} today")

    def end(self, uuid: UUID, ending: Ending) -> None:
        self.states.pop(uuid, None)
        self.on_event(uuid, ending)

    async def machines(self) -> list[Machine]:
        return self.found

    async def state(self, uuid: UUID) -> MachineState:
        return self.states.get(uuid, MachineState.GONE)

    async def create(self, xml: str) -> int:
        self._called("create")
        self.xml = xml
        await self.before_create.wait()
        uuid = UUID(str(etree.fromstring(xml.encode()).findtext("uuid")))
        self.states[uuid] = MachineState.PAUSED
        self.on_event(uuid, None)
        return 7

    async def resume(self, uuid: UUID) -> None:
        self._called("resume")
        self._set(uuid, MachineState.RUNNING)

    async def pause(self, uuid: UUID) -> None:
        self._called("pause")
        await self.answers.wait()
        self._set(uuid, MachineState.PAUSED)

    def _set(self, uuid: UUID, state: MachineState) -> None:
        if uuid not in self.states:
            raise MachineGone("it does not run")
        self.states[uuid] = state
        self.on_event(uuid, None)

    async def ask_to_shut_down(self, uuid: UUID) -> None:
        self._called("shutdown")
        if self.heeds:
            self.end(uuid, Ending.SHUT_DOWN)

    async def destroy(self, uuid: UUID) -> None:
        self._called("destroy")
        self.answers.set()
        if uuid in self.states:
            self.end(uuid, Ending.KILLED)

    async def console(self, uuid: UUID) -> str:
        return "/dev/pts/none"

    async def plug_in(self, uuid: UUID, link: Link) -> None:
        self._called("plug")

    async def pull_out(self, uuid: UUID, link: Link) -> None:
        self._called("pull")

    async def figures(self) -> dict[UUID, Figures]:
        return {}

    async def close(self) -> None:
        self.calls.append("close")
        if self._comes_back:
            self.lost = None

    def come_back(self) -> None:
        """The next connection is a good one."""
        self._comes_back = True


class FakeRuns(Runs):
    """Of an app whose hypervisor is a fake one: ``fake``."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.fake = FakeHypervisor(self._on_event)
        self._choice = Choice(self.fake.uri, "tcg")
        self._hindrance = None

    async def _connect(self, chosen: Choice) -> Hypervisor:
        await self._take_over(self.fake)
        return self.fake
