"""Qubes that run: started, paused, shut down, killed, crashed. One store; the order matters."""

from __future__ import annotations

import hashlib
import json
import os
import time
from pathlib import Path

import pytest

from qubesmanager.protocol import (
    QubesException,
    QubesVMError,
    QubesVMNotHaltedError,
    QubesVMNotPausedError,
    QubesVMNotRunningError,
    QubesVMNotStartedError,
    StoragePoolException,
)
from tests.commands import Qube
from tests.runtime.conftest import Listening, MachineStore, end_process

pytestmark = pytest.mark.slow

STARTED = [
    "domain-pre-start",
    "domain-verify-files",
    "domain-pre-spawn",
    "domain-spawn",
    "domain-pre-unpaused",
    "domain-unpaused",
    "domain-start",
]
ENDED = ["domain-stopped", "domain-shutdown"]
RESET = ["property-reset:xid", "property-reset:stubdom_xid", "property-reset:start_time"]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def leftovers(store: MachineStore, qube: str) -> list[str]:
    return sorted(path.name for path in (store.home / "appvms" / qube).glob("*-dirty*"))


def test_a_start_is_told_and_seen(store: MachineStore) -> None:
    store.make("work")
    before = int(time.time())
    with Listening(store.daemon) as listening:
        store.call("admin.vm.Start", "", "work")
        listening.until("domain-start")
        assert listening.names("domain-") == STARTED
        assert listening.names("property-reset:") == RESET
        assert listening.until("domain-pre-start").args["start_guid"] == "True"
    facts = store.daemon.inventory("work")["qubes"][0]
    assert facts["state"] == "Running"
    assert before <= facts["start_time"] <= time.time()
    assert int(facts["properties"]["xid"]["value"]) > 0
    assert store.booted("work") == {"root": 0, "private": 0, "volatile": 0}
    store.call("admin.vm.Start", "", "work")  # it runs already: nothing to do, no error


def test_figures_of_a_running_qube(store: MachineStore) -> None:
    state = store.call("admin.vm.CurrentState", "", "work")
    assert state.startswith("mem=131072 ") and " cputime=0 " not in state
    store.call("admin.property.Set", "stats_interval", payload="1")
    with Listening(store.daemon, "admin.vm.Stats") as listening:
        figures = listening.until("vm-stats")
    assert figures.subject == "work"
    assert int(figures.args["memory_kb"]) == 131072
    assert int(figures.args["cpu_time"]) > 0
    assert 0 <= int(figures.args["cpu_usage"]) <= 100


def test_two_at_once_each_with_its_own_disks(store: MachineStore) -> None:
    root = store.image("vm-templates/tpl/root")
    before = digest_of_start(root)
    store.make("play")
    store.call("admin.vm.Start", "", "play")
    assert store.booted("play") == {"root": 0, "private": 0, "volatile": 0}
    assert store.state("work") == store.state("play") == "Running"
    paths = {
        os.path.realpath(volume["path"])
        for name in ("work", "play")
        for volume in store.daemon.inventory(name)["qubes"][0]["volumes"]
        if volume["rw"]
    }
    assert len(paths) == 6
    xml = (store.home / "hypervisor" / "run" / "qemu" / "play.xml").read_text()
    assert "<interface" not in xml and "dgram" not in xml, "a card without a netvm"
    assert digest_of_start(root) == before
    assert store.runs_on("vm-templates/tpl/root") == 0


def digest_of_start(path: Path) -> str:
    """Of as much as a guest of ours may have written; the rest of the image is a hole."""
    assert path.stat().st_blocks == 0 or path.stat().st_size < 1 << 30
    with path.open("rb") as image:
        return hashlib.sha256(image.read(1 << 20)).hexdigest()


def test_what_a_running_qube_refuses(store: MachineStore) -> None:
    for method, arg in (("admin.vm.Remove", ""), ("admin.vm.volume.Clear", "private")):
        with pytest.raises(QubesVMNotHaltedError):
            store.call(method, arg, "work")
    with pytest.raises(QubesVMNotHaltedError):
        store.call("admin.vm.property.Set", "template", "work", "tpl")
    with pytest.raises(QubesVMNotPausedError):
        store.call("admin.vm.Unpause", "", "work")
    with pytest.raises(QubesVMNotStartedError):
        store.call("admin.vm.Kill", "", "tpl")
    with pytest.raises(StoragePoolException):
        store.call("admin.vm.volume.Revert", "private", "work", "1")


def test_pause(store: MachineStore) -> None:
    with Listening(store.daemon) as listening:
        store.call("admin.vm.Pause", "", "play")
        assert store.state("play") == "Paused"
        with pytest.raises(QubesVMNotRunningError, match="is paused already"):
            store.call("admin.vm.Pause", "", "play")
        store.call("admin.vm.Start", "", "play")  # as stock: only a halted one is started
        for words, said in (
            (("start", "play"), "is paused; let it go on with: qube unpause play"),
            (("pause", "play"), "is paused already"),
            (("run", "play", "--", "true"), "is paused"),
        ):
            refused = Qube(store.home).run(*words, ok=False)
            assert refused.returncode == (125 if words[0] == "run" else 1), refused
            assert said in refused.stderr
        with pytest.raises(QubesVMNotRunningError):
            store.call("admin.vm.Shutdown", "", "play")
        store.call("admin.vm.Unpause", "", "play")
        listening.until("domain-unpaused")
        names = ["domain-pre-paused", "domain-paused", "domain-pre-unpaused", "domain-unpaused"]
        assert listening.names("domain-") == names
    assert store.state("play") == "Running"


def test_a_shutdown_keeps_private_and_nothing_else(store: MachineStore) -> None:
    with Listening(store.daemon, dest="work") as listening:
        store.call("admin.vm.Shutdown", "wait", "work")
        listening.until("domain-shutdown")
        assert listening.names("domain-") == ["domain-pre-shutdown", *ENDED]
        assert listening.until("domain-pre-shutdown").args == {"force": "False"}
    facts = store.daemon.inventory("work")["qubes"][0]
    assert (facts["state"], facts["start_time"], facts["last_end"]) == ("Halted", None, "shut down")
    assert leftovers(store, "work") == []
    assert store.runs_on("appvms/work/private") == 1
    assert store.runs_on("vm-templates/tpl/root") == 0


def test_the_next_run_sees_private_and_a_fresh_root(store: MachineStore) -> None:
    store.call("admin.vm.Start", "", "work")
    assert store.booted("work") == {"root": 0, "private": 1, "volatile": 0}


def test_the_console_talks_with_the_system_inside(store: MachineStore) -> None:
    path = store.call("admin.vm.Console", "", "work")
    with open(path, "wb", buffering=0) as console:
        console.write(b"echo sum=$((40 + 2))\n")
        store.console_says("work", "sum=42")


def test_a_panic_inside_is_a_crash(store: MachineStore) -> None:
    path = store.call("admin.vm.Console", "", "work")
    with Listening(store.daemon, dest="work") as listening:
        with open(path, "wb", buffering=0) as console:
            console.write(b"echo c >/proc/sysrq-trigger\n")
            listening.until("domain-shutdown")  # who closes it at once is not heard
        assert listening.names("domain-") == ENDED
    facts = store.daemon.inventory("work")["qubes"][0]
    assert (facts["state"], facts["last_end"]) == ("Halted", "crashed")
    assert leftovers(store, "work") == []
    assert store.runs_on("appvms/work/private") == 2


def test_a_killed_emulator_is_a_crash(store: MachineStore) -> None:
    with Listening(store.daemon, dest="play") as listening:
        end_process(store.qemu_pid("play"))
        listening.until("domain-shutdown")
    assert store.daemon.inventory("play")["qubes"][0]["last_end"] == "crashed"
    assert store.runs_on("appvms/play/private") == 1


def test_kill(store: MachineStore) -> None:
    store.call("admin.vm.Start", "", "play")
    with Listening(store.daemon, dest="play") as listening:
        store.call("admin.vm.Kill", "", "play")
        assert store.state("play") == "Halted"
        listening.until("domain-shutdown")
        assert listening.names("domain-") == ENDED
    assert store.daemon.inventory("play")["qubes"][0]["last_end"] == "killed"
    assert leftovers(store, "play") == []


@pytest.mark.row("S2.23")
def test_a_start_that_fails_leaves_nothing(store: MachineStore) -> None:
    """At verifying, at starting volumes, at making the XML, at creating the machine."""
    root = store.image("vm-templates/tpl/root")
    templates = store.home / "hypervisor" / "templates"
    templates.mkdir()
    broken = templates / "play.xsl"
    blocking = store.home / "appvms" / "play" / "private-dirty.img"

    def refused(error: type[Exception], text: str) -> None:
        with Listening(store.daemon, dest="play") as listening:
            with pytest.raises(error, match=text):
                store.call("admin.vm.Start", "", "play")
            failed = listening.until("domain-start-failed")
            assert listening.names("domain-")[-1] == failed.name
            assert failed.args["reason"]
        assert store.state("play") == "Halted"
        assert "was not started" in store.daemon.log

    root.rename(root.with_suffix(".away"))
    refused(QubesException, "root")
    root.with_suffix(".away").rename(root)
    assert leftovers(store, "play") == []

    blocking.mkdir()
    refused(QubesException, "private-dirty")
    blocking.rmdir()
    assert leftovers(store, "play") == []

    broken.write_text("<xsl:stylesheet")
    refused(QubesException, "play.xsl")
    assert leftovers(store, "play") == []

    broken.write_text(WITHOUT_IDENTITY)
    refused(QubesException, "<name> must be 'play'")
    broken.write_text(WITH_NETWORK)
    refused(QubesException, "has no netvm")
    broken.unlink()

    store.set("play", memory="999999999")
    refused(QubesException, "could not be started: ")
    store.call("admin.vm.property.Reset", "memory", "play")
    assert leftovers(store, "play") == []
    assert store.runs_on("appvms/play/private") >= 1
    store.call("admin.vm.Start", "", "play")
    store.call("admin.vm.Kill", "", "play")


WITHOUT_IDENTITY = """\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="/"><domain type="qemu"/></xsl:template>
</xsl:stylesheet>
"""
WITH_NETWORK = """\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:import href="stock:qemu.xsl"/>
  <xsl:template name="more-devices"><interface type="user"/></xsl:template>
</xsl:stylesheet>
"""


def test_images_in_use_elsewhere_are_left_alone(store: MachineStore) -> None:
    image = store.home / "appvms" / "play" / "private-dirty.img"
    image.write_bytes(b"left by a machine that nobody knows of any more")
    with image.open("rb"):
        with pytest.raises(QubesVMError, match="another process has .*private-dirty.img"):
            store.call("admin.vm.Start", "", "play")
        assert image.exists()
    image.unlink()


def test_the_log_knows_no_bug(store: MachineStore) -> None:
    assert "bug in" not in store.daemon.log
    assert "following a qube's run failed" not in store.daemon.log
    assert json.loads(store.daemon.internal("internal.Ping"))["pid"] == store.daemon.process.pid
