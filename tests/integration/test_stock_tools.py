"""The calls of the stock tools in their order (admin-api.md 2.9), read by the client's rules.

Each test is one tool as a person types it; the calls are the exact bytes that the stock library
sends, and the replies go through its strictness (`tests.integration.stock_client`).
"""

from __future__ import annotations

import asyncio
import select
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.new_store import create_store
from tests.integration.daemon import Daemon
from tests.integration.stock_client import Client, Refused, events

GIB = 1 << 30
# What qvm-remove reads to explain why a qube is in use.
GLOBAL_USERS = (
    *("default_template", "default_netvm", "default_guivm", "default_audiovm"),
    *("updatevm", "clockvm", "default_dispvm", "management_dispvm"),
)
QUBE_USERS = (
    *("is_preload", "template", "netvm", "guivm", "audiovm", "default_dispvm"),
    "management_dispvm",
)


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    asyncio.run(create_store(tmp_path / "home", "file-reflink"))
    daemon = Daemon(tmp_path / "home")
    yield daemon
    assert daemon.stop() == 0
    assert "Traceback" not in daemon.log, daemon.log[-5000:]


@pytest.fixture
def client(daemon: Daemon) -> Client:
    """``tpl`` and the AppVM ``work``."""
    client = Client(daemon)
    create(client, "TemplateVM", "tpl", "black")
    create(client, "AppVM", "work", "red", template="tpl")
    return client


def create(client: Client, klass: str, name: str, label: str, template: str = "") -> None:
    """qvm-create."""
    assert label in client.labels()
    payload = f"name={name} label={label}".encode()
    assert client.call("dom0", f"admin.vm.Create.{klass}", template, payload) == b""
    assert client.vm_list()[name]["class"] == klass


def test_qvm_create(client: Client) -> None:
    client.calls.clear()
    create(client, "AppVM", "mine", "blue", template="tpl")
    client.set_property("mine", "memory", 500)
    client.set_property("mine", "netvm", None)
    client.set_property("mine", "autostart", False)
    assert client.calls == [
        "admin.label.List+ dom0 name dom0",
        "admin.vm.Create.AppVM+tpl dom0 name dom0",
        "admin.vm.List+ dom0 name dom0",
        "admin.vm.property.Set+memory dom0 name mine",
        "admin.vm.property.Set+netvm dom0 name mine",
        "admin.vm.property.Set+autostart dom0 name mine",
    ]
    assert client.property("mine", "memory") == 500
    assert client.property("mine", "netvm") is None


def test_qvm_create_in_a_pool(client: Client) -> None:
    payload = b"name=other label=red pool=varlibqubes"
    client.call("dom0", "admin.vm.CreateInPool.AppVM", "tpl", payload)
    assert client.vm_list()["other"]["state"] == "Halted"
    with pytest.raises(Refused) as refused:
        client.call("dom0", "admin.vm.CreateInPool.AppVM", "tpl", payload)
    assert refused.value.name == "QubesException"
    assert refused.value.sent_name == "QubesVMAlreadyExistsError"


@pytest.mark.parametrize("table", ["default", "network", "disk"])
def test_qvm_ls(client: Client, table: str) -> None:
    """The three formats: every cell of every qube can be drawn, dom0's too."""
    qubes = client.vm_list()
    assert list(qubes) == ["dom0", "tpl", "work"]
    assert [facts["state"] for facts in qubes.values()] == ["Running", "Halted", "Halted"]
    for name, facts in qubes.items():
        properties = client.properties(name)
        assert properties["klass"] == facts["class"]
        assert properties["label"] in client.labels()
        if table == "network" and name != "dom0":
            assert {"netvm", "ip", "ip6", "gateway", "provides_network"} <= set(properties)
        if table == "disk":
            sizes = {
                volume: int(client.volume_info(name, volume)["size"])
                for volume in client.lines(name, "admin.vm.volume.List")
            }
            assert (sizes == {}) == (name == "dom0")
    # dom0 has no netvm: the library takes the AttributeError of exactly this class.
    with pytest.raises(Refused, match="^QubesNoSuchPropertyError: "):
        client.property("dom0", "netvm")


def test_qvm_ls_filters(client: Client) -> None:
    assert client.has_tag("work", "created-by-dom0")
    assert not client.has_tag("work", "other")
    with pytest.raises(Refused, match="^QubesFeatureNotFoundError: "):
        client.call("work", "admin.vm.feature.Get", "nosuch")


def test_qvm_prefs(client: Client) -> None:
    client.vm_list()
    names = client.lines("work", "admin.vm.property.List")
    values = client.properties("work")
    assert list(values) == names
    assert values["template"] == "tpl" and values["netvm"] is None
    assert values["backup_timestamp"] is None
    assert values["include_in_backups"] is True
    client.set_property("work", "debug", True)
    assert client.property("work", "debug") is True
    client.call("work", "admin.vm.property.Reset", "debug")
    assert client.property("work", "debug") is False
    assert client.property_default("work", "memory") == 400
    assert client.property_default("work", "label") is None
    assert client.call("work", "admin.vm.property.Help", "debug")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("memory", "many"), ("memory", "-1"), ("memory", "100%"), ("netvm", "nosuch")),
        *(("netvm", "tpl"), ("label", "mauve"), ("mac", "zz"), ("virt_mode", "xen"), ("ip", "1")),
        *(("template", ""), ("template", "work"), ("name", "new"), ("klass", "x"), ("qid", "7")),
        *(("kernel", "../.."), ("nosuch", "1"), ("default_user", "a b"), ("vcpus", "0")),
    ],
)
def test_qvm_prefs_with_a_bad_value_says_why(client: Client, name: str, value: str) -> None:
    before = client.properties("work")
    with pytest.raises(Refused) as refused:
        client.set_property("work", name, value)
    assert refused.value.text
    assert client.properties("work") == before


def test_qubes_prefs(client: Client) -> None:
    values = client.properties(None)
    assert sorted(values) == sorted(client.lines("dom0", "admin.property.List"))
    client.set_property(None, "default_template", "tpl")
    assert client.property(None, "default_template") == "tpl"
    client.call("dom0", "admin.property.Reset", "default_template")
    assert client.property(None, "default_template") is None
    assert client.property_default(None, "default_guivm") == "dom0"


def test_qvm_features_and_service(client: Client) -> None:
    client.vm_list()
    assert client.features("work") == {}
    client.call("work", "admin.vm.feature.Set", "gui", b"1")
    client.call("work", "admin.vm.feature.Set", "service.cups", b"")
    assert client.features("work") == {"gui": "1", "service.cups": ""}
    client.call("work", "admin.vm.feature.Remove", "gui")
    assert client.features("work") == {"service.cups": ""}
    with pytest.raises(Refused, match="^QubesFeatureNotFoundError: "):
        client.call("work", "admin.vm.feature.Remove", "gui")


def test_qvm_tags(client: Client) -> None:
    client.vm_list()
    client.call("work", "admin.vm.tag.Set", "mine")
    assert client.lines("work", "admin.vm.tag.List") == [
        *("audiovm-dom0", "created-by-dom0", "guivm-dom0", "mine")
    ]
    client.call("work", "admin.vm.tag.Remove", "mine")
    assert not client.has_tag("work", "mine")
    with pytest.raises(Refused, match="^QubesTagNotFoundError: "):
        client.call("work", "admin.vm.tag.Remove", "mine")


def test_qvm_start_shutdown_kill_pause(client: Client) -> None:
    """Nothing can run; what the tools make of the refusals is what they make of a halted qube."""
    state = client.current_state("work")
    assert (state["power_state"], state["mem"]) == ("Halted", "0")
    with pytest.raises(Refused, match="^QubesException: Qubes cannot start: .* no hypervisor"):
        client.call("work", "admin.vm.Start")
    for method, arg in (("Shutdown", ""), ("Shutdown", "wait"), ("Shutdown", "force+wait")):
        with pytest.raises(Refused, match="^QubesVMNotStartedError: "):
            client.call("work", f"admin.vm.{method}", arg)
    with pytest.raises(Refused, match="^QubesVMNotStartedError: "):
        client.call("work", "admin.vm.Kill")
    with pytest.raises(Refused, match="^QubesVMNotRunningError: "):
        client.call("work", "admin.vm.Pause")
    with pytest.raises(Refused, match="^QubesVMNotPausedError: "):
        client.call("work", "admin.vm.Unpause")


def test_qvm_remove(client: Client) -> None:
    client.vm_list()
    client.call("work", "admin.vm.Remove")
    assert "work" not in client.vm_list()
    with pytest.raises(Refused, match="^QubesVMNotFoundError: No such domain: 'work'"):
        client.call("work", "admin.vm.Remove")


def test_qvm_remove_explains_a_refusal(client: Client) -> None:
    client.set_property(None, "default_template", "tpl")
    with pytest.raises(Refused, match="^QubesVMInUseError: "):
        client.call("tpl", "admin.vm.Remove")
    assert [name for name in GLOBAL_USERS if client.property(None, name) == "tpl"] == [
        "default_template"
    ]
    found = []
    for qube in client.vm_list():
        for name in QUBE_USERS:
            try:
                value = client.property(qube, name)
            except Refused as refused:
                assert refused.name == "QubesNoSuchPropertyError"
                continue
            if value == "tpl":
                found.append((qube, name))
    assert found == [("work", "template")]


def test_qvm_clone(client: Client) -> None:
    source = "work"
    client.set_property(source, "memory", 555)
    client.call(source, "admin.vm.tag.Set", "mine")
    client.call(source, "admin.vm.feature.Set", "f", b"50 %")
    client.call(source, "admin.vm.notes.Set", None, "Größe".encode())
    client.call(source, "admin.vm.firewall.Set", None, b"action=drop comment=no way\n")
    client.call(
        source,
        "admin.vm.device.pci.Assign",
        "dom0+00_1f.3",
        b"device_id='*' port_id='00_1f.3' devclass='pci' backend_domain='dom0' mode='required' "
        b"_no-strict-reset='True'",
    )
    template, label = client.property(source, "template"), client.property(source, "label")
    create(client, "AppVM", "copy", str(label), template=str(template))
    for name in client.lines(source, "admin.vm.property.List"):
        text = client.call(source, "admin.vm.property.Get", name).decode()
        if text.startswith("default=False") and name not in ("name", "uuid", "qid", "template"):
            client.set_property("copy", name, client.property(source, name))
    for tag in client.lines(source, "admin.vm.tag.List"):
        if not tag.startswith("created-by-"):
            client.call("copy", "admin.vm.tag.Set", tag)
    for name, value in client.features(source).items():
        client.call("copy", "admin.vm.feature.Set", name, value.encode())
    notes = client.call(source, "admin.vm.notes.Get")
    client.call("copy", "admin.vm.notes.Set", None, notes)
    rules = client.call(source, "admin.vm.firewall.Get")
    client.call("copy", "admin.vm.firewall.Set", None, rules)
    for volume in client.lines(source, "admin.vm.volume.List"):
        if client.volume_info(source, volume)["save_on_stop"] == "True":
            token = client.call(source, "admin.vm.volume.CloneFrom", volume)
            client.call("copy", "admin.vm.volume.CloneTo", volume, token)
    assert client.lines("dom0", "admin.deviceclass.List") == ["block", "mic", "pci", "usb"]
    for devclass in client.lines("dom0", "admin.deviceclass.List"):
        for ident, fields in client.assigned(source, devclass):
            place = ident.partition(":")[0]
            fields["frontend_domain"] = "copy"
            payload = " ".join(f"{key}='{value}'" for key, value in fields.items())
            client.call("copy", f"admin.vm.device.{devclass}.Assign", place, payload.encode())
    assert client.property("copy", "memory") == 555
    assert client.has_tag("copy", "mine")
    assert client.features("copy") == {"f": "50 %"}
    assert client.call("copy", "admin.vm.notes.Get") == "Größe".encode()
    assert client.call("copy", "admin.vm.firewall.Get") == rules
    ((ident, fields),) = client.assigned("copy", "pci")
    assert ident == "dom0+00_1f.3:*"
    assert (fields["mode"], fields["_no-strict-reset"]) == ("required", "True")


def test_qvm_pool(client: Client, tmp_path: Path) -> None:
    assert client.pools() == ["varlibqubes", "linux-kernel"]
    for pool in client.pools():
        assert client.pool_info(pool)["name"] == pool
    assert {"dir_path", "revisions_to_keep"} <= set(client.drivers()["file-reflink"])
    payload = f"name=extra\ndir_path={tmp_path}/extra\nsetup_check=no\n"
    client.call("dom0", "admin.pool.Add", "file-reflink", payload.encode())
    client.call("dom0", "admin.pool.Set.revisions_to_keep", "extra", b"3")
    client.call("dom0", "admin.pool.Set.ephemeral_volatile", "extra", b"True")
    facts = client.pool_info("extra")
    assert (facts["driver"], facts["revisions_to_keep"]) == ("file-reflink", "3")
    assert set(client.usage_details("extra")) == {"data_size", "data_usage"}
    client.call("dom0", "admin.pool.Remove", "extra")
    assert "extra" not in client.pools()
    with pytest.raises(Refused, match="^QubesPoolInUseError: "):
        client.call("dom0", "admin.pool.Remove", "varlibqubes")


def test_qvm_volume(client: Client) -> None:
    assert client.lines("work", "admin.vm.volume.List") == ["root", "private", "volatile", "kernel"]
    kinds = {
        volume: tuple(
            client.volume_info("work", volume)[key]
            for key in ("snap_on_start", "save_on_stop", "rw")
        )
        for volume in ("root", "private", "volatile", "kernel")
    }
    assert kinds == {
        "root": ("True", "False", "True"),
        "private": ("False", "True", "True"),
        "volatile": ("False", "False", "True"),
        "kernel": ("False", "False", "False"),
    }
    client.call("work", "admin.vm.volume.Resize", "private", str(3 * GIB).encode())
    assert client.volume_info("work", "private")["size"] == str(3 * GIB)
    client.call("work", "admin.vm.volume.Set.revisions_to_keep", "private", b"2")
    for _ in range(3):
        client.call("work", "admin.vm.volume.Clear", "private")
    revisions = client.lines("work", "admin.vm.volume.ListSnapshots", "private")
    assert len(revisions) == 2
    client.call("work", "admin.vm.volume.Revert", "private", revisions[-1].encode())
    with pytest.raises(Refused, match="^StoragePoolException: "):
        client.call("work", "admin.vm.volume.Revert", "private", b"nosuch")
    with pytest.raises(Refused, match="^StoragePoolException: "):
        client.call("work", "admin.vm.volume.Resize", "kernel", b"1048576")


def test_qvm_firewall(client: Client) -> None:
    assert client.lines("work", "admin.vm.firewall.Get") == ["action=accept"]
    rules = [
        "action=accept proto=tcp dsthost=example.com dstports=443-443 comment=the web: a/b [c]",
        "action=accept specialtarget=dns",
        "action=drop proto=icmp icmptype=8 expire=4102444800",
    ]
    client.call("work", "admin.vm.firewall.Set", None, "".join(f"{r}\n" for r in rules).encode())
    assert client.lines("work", "admin.vm.firewall.Get") == [
        "action=accept dsthost=example.com proto=tcp dstports=443-443 comment=the web: a/b [c]",
        "action=accept specialtarget=dns",
        "action=drop expire=4102444800 proto=icmp icmptype=8",
    ]
    client.call("work", "admin.vm.firewall.Reload")
    client.call("work", "admin.vm.firewall.Set", None, b"action=accept\n")
    assert client.lines("work", "admin.vm.firewall.Get") == ["action=accept"]


def test_qvm_backup(client: Client, tmp_path: Path) -> None:
    """The tool writes the profile itself, first without a passphrase, to show what would go in."""
    profiles, target = tmp_path / "home" / "backup", tmp_path / "target"
    profiles.mkdir()
    target.mkdir()
    profile = profiles / "backup-run-7.conf"
    text = (
        f"include:\n- work\nexclude: []\ndestination_vm: dom0\ndestination_path: {target}\n"
        "compression: true\n"
    )
    profile.write_text(text)
    summary = client.call("dom0", "admin.backup.Info", "backup-run-7").decode()
    assert "work" in summary and "VMs not selected for backup:\n" in summary
    profile.write_text(text + "passphrase_text: secret\n")
    place = client.daemon.internal("internal.vm.volume.ImportBegin", "private", "work", "65536")
    Path(place.partition(" ")[2]).write_bytes(b"data" * 16384)
    client.daemon.internal("internal.vm.volume.ImportEnd", "private", "work", "ok")
    heard: list[tuple[str, str, dict[str, str]]] = []

    def listen(ready: threading.Event) -> None:
        last = "property-set:backup_timestamp"
        heard.extend(events(client.daemon, "dom0", last, on_open=ready.set))

    ready = threading.Event()
    listener = threading.Thread(target=listen, args=(ready,))
    listener.start()
    assert ready.wait(60)
    assert client.call("dom0", "admin.backup.Execute", "backup-run-7") == b""
    listener.join(60)
    assert not listener.is_alive()
    progress = [args for _, name, args in heard if name == "backup-progress"]
    assert {args["backup_profile"] for args in progress} == {"backup-run-7"}
    assert all(0 <= float(args["progress"]) <= 100 for args in progress)
    assert len(list(target.iterdir())) == 1
    assert client.property("work", "backup_timestamp") is not None
    with pytest.raises(Refused, match="^QubesException: "):
        client.call("dom0", "admin.backup.Cancel", "backup-run-7")


def test_qvm_backup_interrupted(client: Client, tmp_path: Path) -> None:
    """SIGINT sends Cancel on another connection; Execute then answers with the class for it."""
    profiles = tmp_path / "home" / "backup"
    profiles.mkdir()
    (profiles / "p.conf").write_text(
        f"include: [work]\ndestination_vm: dom0\ndestination_path: {tmp_path}\n"
        "passphrase_text: secret\n"
    )
    with client.daemon.open() as execute:
        execute.sendall(b"admin.backup.Execute+p dom0 name dom0\0")
        execute.shutdown(socket.SHUT_WR)
        while True:  # the job begins after its profile has been read
            assert not select.select([execute], [], [], 0)[0], "it ended before it was cancelled"
            try:
                client.call("dom0", "admin.backup.Cancel", "p")
                break
            except Refused as refused:
                assert refused.name == "QubesException"
        reply = execute.makefile("rb").read()
    assert reply.startswith(b"2\0BackupCancelledError\0\0")
    assert not list(tmp_path.glob("qubes-backup-*"))


def test_a_restore_as_the_stock_tool_does_it(client: Client) -> None:
    """qvm-backup-restore up to the data: fallbacks hang on the classes of the refusals."""
    with pytest.raises(Refused, match="^QubesLabelNotFoundError: "):
        client.call("dom0", "admin.vm.Create.AppVM", "tpl", b"name=r label=mauve")
    assert "r" not in client.vm_list()
    client.call("dom0", "admin.vm.Create.AppVM", "tpl", b"name=r label=red")
    client.call("r", "admin.vm.tag.Set", "backup-restore-in-progress")
    with pytest.raises(Refused, match="^QubesVMError: "):
        client.call("r", "admin.vm.Start")
    assert client.property("tpl", "provides_network") is False
    assert client.property("work", "template_for_dispvms") is False
    client.call("r", "admin.vm.tag.Remove", "backup-restore-in-progress")
    client.call("r", "admin.vm.Remove")
