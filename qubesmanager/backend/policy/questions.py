"""Questions to the person: may this qube make this call? Silence means no."""

from __future__ import annotations

import asyncio
import logging
import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from qubesmanager.protocol import QubesException

if TYPE_CHECKING:
    from qubesmanager.backend.app import App

log = logging.getLogger(__name__)

TIMEOUT_S = 30.0
# Of one qube; more of them are no question but a way to make a person give in.
MAX_OPEN = 3


@dataclass(frozen=True)
class Question:
    """``asked_for`` is what the caller named; ``default_target`` is one of ``targets`` or empty."""

    id: str
    source: str
    service: str
    argument: str
    asked_for: str
    targets: tuple[str, ...]
    default_target: str
    timeout_s: float

    def record(self) -> dict[str, object]:
        return {**asdict(self), "targets": list(self.targets)}


class Questions:
    """All that wait for an answer. Clients hear of them by the events of dom0."""

    def __init__(self, app: App, timeout_s: float = TIMEOUT_S) -> None:
        self._app = app
        self._timeout_s = timeout_s
        self._open: dict[str, tuple[Question, asyncio.Future[str | None]]] = {}

    @property
    def pending(self) -> list[Question]:
        return [question for question, _answer in self._open.values()]

    async def ask(
        self,
        source: str,
        service: str,
        argument: str,
        asked_for: str,
        targets: tuple[str, ...],
        default_target: str,
    ) -> str | None:
        """The target that the person has chosen, None for no."""
        if sum(question.source == source for question in self.pending) >= MAX_OPEN:
            log.warning("%r asks too much; denied", source)
            return None
        question = Question(
            secrets.token_hex(8),
            source,
            service,
            argument,
            asked_for,
            targets,
            default_target,
            self._timeout_s,
        )
        answer: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        self._open[question.id] = (question, answer)
        outcome = "no answer"
        try:
            told = {**question.record(), "targets": " ".join(targets)}
            await self._app.events.fire(self._app, "policy-ask", **told)
            async with asyncio.timeout(self._timeout_s):
                target = await answer
            outcome = "deny" if target is None else f"allow {target}"
        except TimeoutError:
            target = None
        finally:
            del self._open[question.id]
            await self._app.events.fire(
                self._app, "policy-answered", id=question.id, outcome=outcome
            )
        return target

    def answer(self, untrusted_id: str, target: str | None) -> None:
        """QubesException when nobody waits for it, or the target was not to be chosen."""
        question, answer = self._open.get(untrusted_id, (None, None))
        if question is None or answer is None or answer.done():
            raise QubesException("this question has been answered, or its time is over")
        if target is not None and target not in question.targets:
            raise QubesException(f"{target[:80]!r} is none of the qubes to choose from")
        answer.set_result(target)
