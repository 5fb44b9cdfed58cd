"""Questions of the policy: a qube wants a service in another one, and a person decides."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from qubesmanager.client.connection import Connection
from qubesmanager.protocol import DaemonCommunicationError

ASK, ANSWERED = "policy-ask", "policy-answered"


@dataclass(frozen=True)
class Question:
    """``targets`` may be chosen from; no answer in ``timeout_s`` means no."""

    id: str
    source: str
    service: str
    argument: str
    asked_for: str
    targets: tuple[str, ...]
    default_target: str
    timeout_s: float

    @classmethod
    def from_event(cls, args: Mapping[str, str]) -> Question:
        """DaemonCommunicationError for what is no question."""
        try:
            targets = args["targets"]
            return cls(
                id=str(args["id"]),
                source=str(args["source"]),
                service=str(args["service"]),
                argument=str(args["argument"]),
                asked_for=str(args["asked_for"]),
                targets=tuple(targets.split() if isinstance(targets, str) else targets),
                default_target=str(args["default_target"]),
                timeout_s=float(args["timeout_s"]),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise DaemonCommunicationError(f"not a question of the policy: {error!r}") from error


async def pending(connection: Connection) -> list[Question]:
    """Those that were asked before somebody looked."""
    reply = await connection.internal("internal.policy.Pending")
    try:
        return [Question.from_event(row) for row in json.loads(reply)]
    except (ValueError, TypeError) as error:
        raise DaemonCommunicationError(f"not a list of questions: {error!r}") from error


async def answer(connection: Connection, question: str, target: str | None) -> None:
    """Allow it in ``target``, or deny it with None. QubesException when it is too late."""
    payload = b"deny" if target is None else f"allow {target}".encode()
    await connection.internal("internal.policy.Answer", question, payload=payload)
