"""A real qubesd in a process of its own, and the raw bytes of its sockets."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from qubesmanager.protocol import DaemonAccessError, Request, decode_reply

START_TIMEOUT_S = 90.0
REPLY_TIMEOUT_S = 90.0
QUBESD = (sys.executable, "-P", "-m", "qubesmanager.backend.qubesd")


def run_qubesd(*arguments: str | Path, timeout_s: float = 120) -> subprocess.CompletedProcess[str]:
    """qubesd to its end, for what does not serve."""
    command = [*QUBESD, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)


class Daemon:
    """qubesd serving ``home`` on ``home.parent/q.sock``; its stderr goes to ``log``.

    Unless ``machines``, no qube of it can start, whatever is asked of it.
    """

    def __init__(self, home: Path, *options: str, machines: bool = False) -> None:
        if home.is_dir() and not machines:
            (home / "hypervisor.conf").write_text("[hypervisor]\nuri = none\n")
        self.home = home
        self.socket = home.parent / "q.sock"
        self.internal_socket = home.parent / "q.internal.sock"
        self.log_path = home.parent / "qubesd.log"
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [*QUBESD, "--home", str(home), "--socket", str(self.socket), *options],
                stderr=log,
            )
        self._wait_ready()

    def _wait_ready(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"qubesd ended: {self.log}")
            try:
                # The one before may still answer on its way out.
                if json.loads(self.internal("internal.Ping"))["pid"] == self.process.pid:
                    return
            except (FileNotFoundError, ConnectionRefusedError, DaemonAccessError):
                pass
            time.sleep(0.02)
        raise AssertionError(f"qubesd is not ready: {self.log}")

    @property
    def log(self) -> str:
        return self.log_path.read_text()

    def raw(self, data: bytes, *, internal: bool = False) -> bytes:
        """Everything that comes back for these bytes and a half-close."""
        with self.open(internal=internal) as client:
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)
            return read_all(client)

    def open(self, *, internal: bool = False) -> socket.socket:
        client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        client.settimeout(REPLY_TIMEOUT_S)
        try:
            client.connect(str(self.internal_socket if internal else self.socket))
        except BaseException:
            client.close()
            raise
        return client

    def call(
        self, method: str, arg: str = "", dest: str = "dom0", payload: bytes | str = b""
    ) -> str:
        """The text of a success reply; raises what an exception reply carries."""
        data = payload.encode() if isinstance(payload, str) else payload
        return decode_reply(self.raw(Request(method, arg, "dom0", dest, data).encode())).decode()

    def internal(
        self, method: str, arg: str = "", dest: str = "dom0", payload: bytes | str = b""
    ) -> str:
        data = payload.encode() if isinstance(payload, str) else payload
        request = Request(method, arg, "dom0", dest, data).encode()
        return decode_reply(self.raw(request, internal=True)).decode()

    def inventory(self, dest: str = "dom0") -> dict[str, Any]:
        facts: dict[str, Any] = json.loads(self.internal("internal.GetInventory", dest=dest))
        return facts

    def state(self) -> dict[str, Any]:
        """Everything that a call could have changed; not what the file system alone decides."""
        state = self.inventory()
        for pool in state["pools"]:
            del pool["usage"], pool["size"], pool["free"]
        for qube in state["qubes"]:
            name = qube["name"]
            qube["devices"] = [
                self.call(f"admin.vm.device.{devclass}.Assigned", dest=name)
                for devclass in ("usb", "pci", "block", "mic")
            ]
            if name != "dom0":
                qube["firewall"] = self.call("admin.vm.firewall.Get", dest=name)
                qube["notes"] = self.call("admin.vm.notes.Get", dest=name)
            for volume in qube["volumes"]:
                del volume["usage"]
                volume["revisions"] = self.call(
                    "admin.vm.volume.ListSnapshots", volume["name"], name
                )
        return state

    def open_files(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def memory_kib(self) -> int:
        """Resident memory of the daemon."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """End by SIGTERM; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=START_TIMEOUT_S)


def read_all(client: socket.socket) -> bytes:
    """Up to the end of the stream; a reset counts as the end, as the stock daemon aborts too."""
    data = b""
    try:
        while chunk := client.recv(1 << 16):
            data += chunk
    except ConnectionResetError:
        pass
    return data
