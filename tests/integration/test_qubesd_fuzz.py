"""Any bytes at a real qubesd: an answer or a dropped connection; never a bug or a half change."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qubesmanager.backend.api.methods import Method
from qubesmanager.backend.api.tables import ADMIN, INTERNAL
from qubesmanager.backend.new_store import create_store
from tests.integration.daemon import Daemon, run_qubesd

# A stream's bytes are no reply (those of services are fuzzed as frames); and these make or change
# something outside of the store by what they are told.
ELSEWHERE = {"admin.pool.Add"}
METHODS = [
    (method, internal)
    for internal, table in ((False, ADMIN), (True, INTERNAL))
    for method in table
    if method.stream is None and method.duplex is None and method.name not in ELSEWHERE
]
WORDS = [
    *("private", "root", "volatile", "varlibqubes", "memory", "netvm", "label", "template", "mac"),
    *("work", "tpl", "dom0", "none", "red", "f", "zz", "x", "", "-1", "0", "007", "9" * 20),
    *("default_netvm", "default_template", "provides_network", "ip", "kernel", "start_time"),
    *("True", "False", "ok", "fail\nwhy", "name=n label=red", "name=n label=red pool=varlibqubes"),
    *("action=accept", "action=drop dst4=1.2.3.4", "dsthost=", "include: null", "%s %d %", "a\0b"),
    *("dom0+1-1", "work+_+_", "u03****", "all", "uuid", "preload", "force+wait", "required"),
    *("device_id='0:*' mode='required'", "_a='b\\'c'", "port_id='2'"),
    *("service.", "1048576", "1_000", "\u0661", "../..", "/", "+", "@tag:x", "uuid:", "\n", " "),
]


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    folder: Path = tmp_path_factory.mktemp("fuzz")
    asyncio.run(create_store(folder / "home", "file-reflink"))
    daemon = Daemon(folder / "home")
    daemon.call("admin.vm.Create.TemplateVM", payload="name=tpl label=black")
    daemon.call("admin.vm.Create.AppVM", "tpl", payload="name=work label=red")
    yield daemon
    assert daemon.stop() == 0
    assert "Traceback" not in daemon.log, daemon.log[-5000:]


word = st.one_of(st.sampled_from(WORDS), st.text(max_size=20))
payload = st.one_of(word.map(lambda text: text.encode("utf-8", "replace")), st.binary(max_size=60))


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    chosen=st.sampled_from(METHODS),
    arg=word,
    dest=st.sampled_from(["dom0", "work", "tpl", "n", "nosuch", "bad!"]),
    payload=payload,
)
def test_every_method(
    daemon: Daemon, chosen: tuple[Method, bool], arg: str, dest: str, payload: bytes
) -> None:
    method, internal = chosen
    header = f"{method.name}+{arg} dom0 name {dest}".encode("utf-8", "replace")
    before = daemon.state()
    reply = daemon.raw(header + b"\0" + payload, internal=internal)
    malformed = not header.isascii() or b"\0" in header or header.count(b" ") != 3
    if not reply.startswith(b"0\0"):
        assert daemon.state() == before
    if reply == b"":
        assert malformed
        return
    assert reply[:2] in (b"0\0", b"2\0")
    if reply.startswith(b"2\0"):
        assert reply.count(b"\0") == 4 and reply.endswith(b"\0")
        assert b"internal error" not in reply, (header, payload, daemon.log[-3000:])


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=60).map(str.encode)))
def test_any_bytes(daemon: Daemon, data: bytes) -> None:
    for internal in (False, True):
        assert daemon.raw(data, internal=internal)[:2] in (b"", b"0\0", b"2\0")


def test_the_store_still_loads(daemon: Daemon) -> None:
    """Runs last: after all that, another daemon reads what this one wrote."""
    before = daemon.inventory()
    daemon.kill()
    again = Daemon(daemon.home)
    after = again.inventory()
    daemon.process = again.process
    assert after["qubes"] == before["qubes"]
    refused = run_qubesd("--home", daemon.home, "--socket", daemon.home.parent / "z.sock")
    assert refused.returncode == 1
