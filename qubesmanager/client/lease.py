"""An open connection that keeps a daemon from ending while a client needs it.

The calls of a client are connections of their own, with nothing between them; a daemon that
another client started, and that ends with its clients, would go in such a gap.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import weakref

from qubesmanager.client.connection import Endpoint
from qubesmanager.protocol import AdminError, DaemonAccessError, Request, decode_reply

_log = logging.getLogger(__name__)
_LEAVE_TIMEOUT_S = 10.0


class Lease:
    """One idle connection to the daemon's internal socket.

    It ends by `leave` or `drop`, or at the latest with this object.
    """

    def __init__(self, sock: socket.socket) -> None:
        # The bare descriptor: a socket that nobody closed would be complained about.
        self._fd = sock.detach()
        self._close = weakref.finalize(self, os.close, self._fd)

    @classmethod
    def take(cls, endpoint: Endpoint) -> Lease:
        """Raises DaemonAccessError when the daemon is gone."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock:
            sock.setblocking(False)
            try:
                sock.connect(str(endpoint.internal_socket))
            except OSError as error:
                raise DaemonAccessError(f"no qubesd answers: {error.strerror}") from error
            return cls(sock)

    async def leave(self, *, starter: bool) -> bool:
        """Tell the daemon that this client goes. Whether the daemon ends now.

        ``starter``: it was started for this client, and ends with the last that is connected.
        Raises DaemonAccessError when it is gone or does not answer.
        """
        if self._close.detach() is None:
            return False
        request = Request("internal.Leave", "starter" if starter else "", "dom0", "dom0")
        try:
            reply = await _ask(socket.socket(fileno=self._fd), request.encode())
            return decode_reply(reply) == b"ends"
        except (OSError, TimeoutError) as error:
            raise DaemonAccessError("qubesd broke off the call") from error
        except DaemonAccessError:
            raise
        except AdminError as error:
            _log.info("qubesd does not know about leaving: %r", str(error))
            return False

    def drop(self) -> None:
        """End it without a word; the daemon then ends when it was told to or is idle."""
        self._close()


async def _ask(sock: socket.socket, request: bytes) -> bytes:
    """One call on a socket that is connected already, and is closed afterwards."""
    reader, writer = await asyncio.open_unix_connection(sock=sock)
    try:
        async with asyncio.timeout(_LEAVE_TIMEOUT_S):
            writer.write(request)
            writer.write_eof()
            return await reader.read()
    finally:
        writer.close()
        await writer.wait_closed()
