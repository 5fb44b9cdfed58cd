"""The property tables of every class, held against the specification's."""

from __future__ import annotations

import pytest

from qubesmanager.backend.global_properties import TABLE as GLOBAL
from qubesmanager.backend.properties import Table, Write
from qubesmanager.backend.qube import tables
from qubesmanager.backend.qube.kinds import CLASSES

LOCAL = """
    audiovm:vm autostart:bool backup_timestamp:int bootmode:str debug:bool default_dispvm:vm
    default_user:str devices_denied:str dns:str gateway:str gateway6:str guivm:vm icon:str
    include_in_backups:bool installed_by_rpm:bool ip:str ip6:str kernel:str kernelopts:str
    keyboard_layout:str klass:str label:label mac:str management_dispvm:vm maxmem:int memory:int
    name:str netvm:vm provides_network:bool qid:int qrexec_timeout:int shutdown_timeout:int
    start_time:str stubdom_mem:int stubdom_uuid:str stubdom_xid:int updateable:bool uuid:str
    vcpus:int virt_mode:str visible_gateway:str visible_gateway6:str visible_ip:str
    visible_ip6:str visible_netmask:str xid:int
"""
EXPECTED = {
    "AppVM": (48, LOCAL + "template:vm template_for_dispvms:bool"),
    "TemplateVM": (47, LOCAL + "appvm_default_bootmode:str"),
    "StandaloneVM": (47, LOCAL + "template_for_dispvms:bool"),
    "DispVM": (50, LOCAL + "template:vm dispid:int auto_cleanup:bool is_preload:bool"),
    "AdminVM": (
        12,
        "name:str uuid:str qid:int klass:str label:label icon:str default_dispvm:vm "
        "include_in_backups:bool updateable:bool devices_denied:str keyboard_layout:str "
        "maxmem:int",
    ),
    "RemoteVM": (
        10,
        "name:str uuid:str qid:int klass:str label:label icon:str include_in_backups:bool "
        "relayvm:vm transport_rpc:str remote_name:str",
    ),
}
GLOBAL_EXPECTED = """
    default_template:vm default_netvm:vm default_guivm:vm default_audiovm:vm updatevm:vm
    clockvm:vm default_dispvm:vm management_dispvm:vm default_kernel:str default_pool:str
    default_pool_private:str default_pool_root:str default_pool_volatile:str
    default_pool_kernel:str default_qrexec_timeout:int default_shutdown_timeout:int
    stats_interval:int check_updates_vm:bool maxmem:int no_cpus:int
"""
READ_ONLY_NAMES = """
    klass icon visible_ip visible_gateway visible_netmask visible_ip6 visible_gateway6 gateway
    gateway6 dns updateable start_time xid stubdom_xid stubdom_uuid is_preload
"""
READ_ONLY = set(READ_ONLY_NAMES.split())
ONCE = {"name", "uuid", "qid", "dispid"}


def types(table: Table) -> set[str]:
    return {f"{prop.name}:{prop.type.value}" for prop in table.by_name.values()}


@pytest.mark.parametrize("klass", EXPECTED)
def test_names_and_types(klass: str) -> None:
    count, names = EXPECTED[klass]
    table = CLASSES[klass].table
    assert types(table) == set(names.split())
    assert len(table.names) == count


def test_global_names_and_types() -> None:
    assert types(GLOBAL) == set(GLOBAL_EXPECTED.split())
    assert len(GLOBAL.names) == 20


@pytest.mark.parametrize("klass", EXPECTED)
def test_who_may_write(klass: str) -> None:
    for prop in CLASSES[klass].table.by_name.values():
        if klass == "AdminVM" and prop.name in {"name", "uuid", "qid", "maxmem"}:
            expected = Write.NEVER
        elif prop.name in ONCE:
            expected = Write.ONCE
        else:
            expected = Write.NEVER if prop.name in READ_ONLY else Write.FREE
        assert prop.write is expected, prop.name


def test_global_read_only() -> None:
    read_only = {p.name for p in GLOBAL.by_name.values() if p.write is not Write.FREE}
    assert read_only == {"maxmem", "no_cpus"}


def test_classes() -> None:
    assert set(CLASSES) == set(EXPECTED)
    assert all(CLASSES[klass].klass == klass for klass in CLASSES)


def test_a_name_is_declared_once() -> None:
    first = tables.APP.by_name["name"]
    with pytest.raises(AssertionError):
        Table([first, first])
