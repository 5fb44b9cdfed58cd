"""A machine that runs gets another template at its next start, and boots that one's system."""

from __future__ import annotations

from pathlib import Path

import pytest

from qubesmanager.protocol import QubesVMNotHaltedError
from tests.runtime import guest
from tests.runtime.conftest import Listening, MachineStore

pytestmark = pytest.mark.slow

RUNS_OF_NEW = 7  # what the disk of that template says of itself


def test_the_next_start_is_from_the_other_template(store: MachineStore) -> None:
    store.call("admin.vm.Create.TemplateVM", payload="name=new label=black")
    store.set("new", kernel=guest.NAME, memory=str(guest.MEMORY_MIB), vcpus="1")
    write_root(store, "new", b"%-512d" % RUNS_OF_NEW)
    store.make("work")
    store.call("admin.vm.Start", "", "work")
    assert store.state("work") == "Running"
    with pytest.raises(QubesVMNotHaltedError):
        store.call("admin.vm.property.Set", "template", "work", "new")
    with Listening(store.daemon) as listening:
        store.daemon.internal("internal.vm.SetNextTemplate", "", "work", "new")
        assert listening.until("domain-next-template").args["template"] == "new"
    store.call("admin.vm.Kill", "", "work")
    (store.home / "appvms" / "work" / "console.log").unlink()  # of the run before
    store.call("admin.vm.Start", "", "work")
    assert store.booted("work")["root"] == RUNS_OF_NEW
    (facts,) = store.daemon.inventory("work")["qubes"]
    assert (facts["template"], facts["next_template"]) == ("new", None)
    store.call("admin.vm.Kill", "", "work")


def write_root(store: MachineStore, qube: str, data: bytes) -> None:
    reply = store.daemon.internal("internal.vm.volume.ImportBegin", "root", qube, str(1 << 20))
    with Path(reply.split(" ", 1)[1]).open("r+b") as image:
        image.write(data)
    store.daemon.internal("internal.vm.volume.ImportEnd", "root", qube, "ok")
