"""The Admin API of a real qubesd with a store of 1,000 qubes, over its sockets.

The images of all volumes are there, as sizes and usage are read from them.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qubesmanager.backend.store import read_store
from qubesmanager.protocol import Event, EventDecoder, Request, decode_reply

from .bench_store import make_store
from .report import Row

READS = 10_000
LISTENERS = 50
CHANGES = 100
_TIMES = 7
_START_S = 30.0
_STOCK_READ_MS = 3.2


class _Daemon:
    """qubesd on a store of its own; ``start_s`` is how long it took to answer."""

    def __init__(self, home: Path) -> None:
        self._socket = home.parent / "q.sock"
        since = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "qubesmanager.backend.qubesd"]
            + ["--home", str(home), "--socket", str(self._socket)],
            stderr=(home.parent / "qubesd.log").open("wb"),
        )
        while True:
            try:
                self.call("admin.vm.List")
                break
            except (FileNotFoundError, ConnectionRefusedError):
                if time.perf_counter() - since > _START_S:
                    self.stop()
                    raise
                time.sleep(0.005)
        self.start_s = time.perf_counter() - since

    def open(self, request: Request) -> socket.socket:
        path = self._socket
        if request.method.startswith("internal."):
            path = path.with_suffix(".internal.sock")
        client = socket.socket(socket.AF_UNIX)
        client.connect(str(path))
        client.sendall(request.encode())
        client.shutdown(socket.SHUT_WR)
        return client

    def call(self, method: str, arg: str = "", dest: str = "dom0", payload: str = "") -> bytes:
        with self.open(Request(method, arg, "dom0", dest, payload.encode())) as client:
            data = bytearray()
            while chunk := client.recv(1 << 20):
                data += chunk
        return decode_reply(bytes(data))

    def memory_mib(self) -> float:
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise ValueError("no VmRSS")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


@contextmanager
def _serving(count: int) -> Iterator[_Daemon]:
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        home = Path(folder) / "home"
        make_store(home, count)
        _make_images(home)
        daemon = _Daemon(home)
        try:
            yield daemon
        finally:
            daemon.stop()


def _make_images(home: Path) -> None:
    for domain in read_store(home / "qubes.xml").domains:
        for volume in domain.volumes:
            if volume["save_on_stop"] == "True":
                path = home / f"{volume['vid']}.img"
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("wb") as image:
                    image.write(b"x" * 4096)
                    image.truncate(int(volume["size"]))


def _median_s(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_TIMES):
        since = time.perf_counter()
        work()
        times.append(time.perf_counter() - since)
    return statistics.median(times)


def _stock_table(daemon: _Daemon) -> None:
    """As qvm-ls draws its table: the list, then all properties of each qube."""
    for line in daemon.call("admin.vm.List").splitlines():
        daemon.call("admin.vm.property.GetAll", dest=line.split()[0].decode())


def _reads(daemon: _Daemon) -> None:
    for _ in range(READS):
        daemon.call("admin.vm.property.Get", "netvm", "q-500")


def _listener(daemon: _Daemon, ready: threading.Barrier, last: str, times: list[float]) -> None:
    decoder = EventDecoder()
    with daemon.open(Request("admin.Events", "", "dom0", "dom0")) as client:
        events: list[Event] = decoder.feed(client.recv(1 << 16))
        ready.wait()
        while not any(event.args.get("value") == last for event in events):
            events = decoder.feed(client.recv(1 << 16))
        times.append(time.perf_counter())


def _events(daemon: _Daemon) -> float:
    """Seconds from the first of CHANGES changes until every listener has the last."""
    last = str(CHANGES - 1)
    ready = threading.Barrier(LISTENERS + 1)
    times: list[float] = []
    threads = [
        threading.Thread(target=_listener, args=(daemon, ready, last, times))
        for _ in range(LISTENERS)
    ]
    for thread in threads:
        thread.start()
    ready.wait()
    since = time.perf_counter()
    for number in range(CHANGES):
        daemon.call("admin.vm.feature.Set", "counter", "q-500", str(number))
    for thread in threads:
        thread.join()
    return max(times) - since


def _alternating(daemon: _Daemon) -> Callable[[], object]:
    """Sets another value each time, as setting the same one need not write."""
    values = iter(range(400, 500))
    return lambda: daemon.call("admin.vm.property.Set", "memory", "q-500", str(next(values)))


def rows(count: int = 1000) -> list[Row]:
    with _serving(count) as daemon:
        inventory = daemon.call("internal.GetInventory")
        assert len(json.loads(inventory)["qubes"]) == count
        table_s = _median_s(lambda: daemon.call("internal.GetInventory"))
        stock_s = _median_s(lambda: _stock_table(daemon))
        since = time.perf_counter()
        _reads(daemon)
        read_ms = (time.perf_counter() - since) / READS * 1000
        set_s = _median_s(_alternating(daemon))
        events_s = _events(daemon)
        memory_mib = daemon.memory_mib()
    note = f"{count} qubes; median of {_TIMES}"
    size = f"{len(inventory) / 2**20:.1f} MiB"
    aim = (300.0, 0.3 / table_s)
    return [
        Row("api: qubesd starts and answers", daemon.start_s * 1000, "ms", note=f"{count} qubes"),
        Row("api: whole table, one call", table_s * 1000, "ms", "aim", *aim, f"{note}; {size}"),
        Row("api: vm.List and GetAll of each", stock_s * 1000, "ms", note=note),
        Row(
            "api: one property read",
            *(read_ms, "ms", "stock daemon", _STOCK_READ_MS, _STOCK_READ_MS / read_ms),
            f"mean of {READS}, one after the other",
        ),
        Row("api: one property set", set_s * 1000, "ms", note=note),
        Row(
            f"api: {CHANGES} feature changes told to {LISTENERS} listeners",
            *(events_s * 1000, "ms"),
            note=f"{count} qubes; the saves included",
        ),
        Row("api: memory of qubesd after all that", memory_mib, "MiB", note=f"{count} qubes"),
    ]
