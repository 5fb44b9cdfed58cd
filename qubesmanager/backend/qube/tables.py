"""Which properties each class of qubes has (admin-api.md section 2.10)."""

from __future__ import annotations

from typing import Any

from qubesmanager.backend.properties import Property, Stage, Table, Type, Write

from . import changes, network
from . import declarations as rules
from .declarations import VMProperty, at_least, constant, of_app, of_template
from .kernels import check_kernel, default_kernel_options


def _text(name: str, doc: str, **options: Any) -> VMProperty:
    return Property(name, Type.STR, doc, **options)


def _number(name: str, doc: str, **options: Any) -> VMProperty:
    return Property(name, Type.INT, doc, **options)


def _switch(name: str, doc: str, **options: Any) -> VMProperty:
    return Property(name, Type.BOOL, doc, **{"default": constant(False), **options})


def _other(name: str, doc: str, **options: Any) -> VMProperty:
    return Property(name, Type.VM, doc, stage=Stage.OTHERS, **options)


def _inherited(name: str, otherwise: rules.Rule) -> dict[str, Any]:
    """The template's value by default; qubes that use it hear when it changes."""
    return {
        "default": of_template(name, otherwise),
        "follow": changes.follow_dependents(name),
    }


def _computed(name: str, kind: Type, rule: rules.Rule, doc: str) -> VMProperty:
    return Property(name, kind, doc, default=rule, write=Write.NEVER)


_ONCE = {"write": Write.ONCE, "while_running": False}

_IDENTITY: tuple[VMProperty, ...] = (
    _text("name", "Name of the qube, for people and programs.", **_ONCE),
    _text("uuid", "Number of the qube that is unique in the world.", **_ONCE),
    _number("qid", "Number of the qube in this system; its address comes from it.", **_ONCE),
)
_ADMIN_IDENTITY: tuple[VMProperty, ...] = (
    _computed("name", Type.STR, lambda qube: qube.name, "Name of the administrative qube."),
    _computed("uuid", Type.STR, lambda qube: str(qube.uuid), "All zero for this qube."),
    _computed("qid", Type.INT, lambda qube: qube.qid, "Always 0."),
)
_EVERY: tuple[VMProperty, ...] = (
    _computed("klass", Type.STR, lambda qube: qube.klass, "Class of the qube."),
    _computed("icon", Type.STR, rules.icon, "Name of the icon, from class and label."),
    Property(
        "label",
        Type.LABEL,
        "Colour that tells how far the qube is trusted.",
        check=changes.check_label,
        follow=changes.follow_icon,
    ),
    _switch(
        "include_in_backups",
        "Whether the qube is in a backup that names no qubes.",
        default=rules.default_in_backups,
    ),
)
# dom0 and local qubes.
_HOST: tuple[VMProperty, ...] = (
    _other(
        "default_dispvm",
        "Template of the disposables that this qube starts.",
        default=rules.default_dispvm,
        check=changes.check_dispvm,
    ),
    _text(
        "keyboard_layout",
        "Keyboard layout of the qube: ``layout+variant+options``.",
        default=rules.default_keyboard,
        form=rules.matches(rules.KEYBOARD, "a keyboard layout"),
    ),
    _text(
        "devices_denied",
        "Device interfaces that may not be attached, 7 characters each.",
        default=constant(""),
        form=rules.device_interfaces,
    ),
    _computed(
        "updateable",
        Type.BOOL,
        lambda qube: qube.template is None,
        "Whether the qube keeps changes to its system, so that updates make sense.",
    ),
)
_ADDRESSES = (
    ("ip", "ip6", "visible_ip", "visible_ip6", "visible_netmask", "dns")
    + ("visible_gateway", "visible_gateway6", "gateway", "gateway6")
)  # fmt: skip
_OF_TEMPLATE = (
    ("memory", "vcpus", "virt_mode", "maxmem", "kernel", "kernelopts", "bootmode", "default_user")
    + ("qrexec_timeout", "shutdown_timeout", "management_dispvm", "default_dispvm")
    + ("visible_ip", "visible_gateway", "visible_netmask")
)  # fmt: skip
_NETWORK: tuple[VMProperty, ...] = (
    _other(
        "netvm",
        "Qube that gives this one its network; none means no network.",
        default=rules.default_netvm,
        check=network.check_netvm,
        check_reset=network.check_netvm_reset,
        affects=_ADDRESSES,
    ),
    _switch(
        "provides_network",
        "Whether other qubes may use this one as their netvm.",
        check=network.check_provides_network,
        check_reset=network.check_provides_network_reset,
        follow=changes.follow_provides_network,
        affects=_ADDRESSES,
    ),
    _text(
        "ip",
        "IPv4 address.",
        default=network.default_ip,
        form=network.ip_form,
        affects=("visible_ip", "gateway"),
    ),
    _text(
        "ip6",
        "IPv6 address.",
        default=network.default_ip6,
        form=network.ip6_form,
        affects=("visible_ip6", "gateway6"),
    ),
    _text(
        "mac",
        "Hardware address of the network interface.",
        default=constant(network.DEFAULT_MAC),
        form=network.mac_form,
    ),
    _computed("visible_ip", Type.STR, network.visible_ip, "IPv4 address as the qube sees it."),
    _computed("visible_ip6", Type.STR, network.visible_ip6, "IPv6 address as the qube sees it."),
    _computed("visible_gateway", Type.STR, network.visible_gateway, "Gateway the qube sees."),
    _computed(
        "visible_gateway6", Type.STR, network.visible_gateway6, "IPv6 gateway the qube sees."
    ),
    _computed("visible_netmask", Type.STR, network.visible_netmask, "Netmask the qube sees."),
    _computed("gateway", Type.STR, network.gateway, "Gateway of the qubes behind this one."),
    _computed("gateway6", Type.STR, network.gateway6, "The same for IPv6."),
    _computed("dns", Type.STR, network.dns, "Addresses of the name servers."),
)
_MACHINE: tuple[VMProperty, ...] = (
    _number(
        "memory",
        "Memory at start, in MiB.",
        form=at_least(1),
        check=changes.check_memory,
        affects=("maxmem",),
        **_inherited("memory", constant(400)),
    ),
    _number(
        "maxmem",
        "Memory that the qube may grow to, in MiB; 0 keeps it fixed.",
        default=rules.default_maxmem,
        form=at_least(0),
        check=changes.check_memory,
        follow=changes.follow_dependents("maxmem"),
        while_running=False,
    ),
    _number(
        "stubdom_mem",
        "Memory of the device model's qube, in MiB.",
        default=constant(None),
        form=at_least(1),
    ),
    _number(
        "vcpus",
        "Number of virtual processors.",
        form=at_least(1),
        **_inherited("vcpus", constant(2)),
    ),
    _text(
        "virt_mode",
        "Kind of virtualisation: ``pvh``, ``hvm`` or ``pv``.",
        default=rules.default_virt_mode,
        form=rules.virt_mode,
        check=changes.check_virt_mode,
        check_reset=changes.check_virt_mode_reset,
        follow=changes.follow_dependents("virt_mode"),
        affects=("maxmem",),
    ),
    _text(
        "kernel",
        "Kernel from the host; empty means the qube's own.",
        check=check_kernel,
        affects=("kernelopts",),
        **_inherited("kernel", of_app("default_kernel")),
    ),
    _text(
        "kernelopts",
        "Command line of the kernel.",
        default=default_kernel_options,
        form=rules.kernel_options,
        follow=changes.follow_dependents("kernelopts"),
        stage=Stage.OTHERS,
    ),
    _text(
        "bootmode",
        "Name of the way in which the qube boots.",
        default=rules.default_bootmode,
        stage=Stage.OTHERS,
    ),
    _switch("debug", "Whether the qube starts with its console and logs shown."),
    _text(
        "default_user",
        "User who runs programs in the qube.",
        form=rules.matches(rules.USER, "a user name"),
        **_inherited("default_user", constant("user")),
    ),
    _number(
        "qrexec_timeout",
        "Seconds to wait at start until the qube answers.",
        form=at_least(1),
        **_inherited("qrexec_timeout", of_app("default_qrexec_timeout")),
    ),
    _number(
        "shutdown_timeout",
        "Seconds to wait for a shutdown before it has failed.",
        form=at_least(1),
        **_inherited("shutdown_timeout", of_app("default_shutdown_timeout")),
    ),
    _switch("autostart", "Whether the qube starts together with the system."),
    _number(
        "backup_timestamp",
        "Time of the last backup, in seconds since 1970.",
        default=constant(None),
        clean=rules.whole_seconds,
        form=at_least(0),
    ),
    _other(
        "management_dispvm",
        "Template of the disposables that manage this qube.",
        check=changes.check_dispvm,
        **_inherited("management_dispvm", of_app("management_dispvm")),
    ),
    _other(
        "guivm",
        "Qube that shows the windows of this one.",
        default=of_app("default_guivm"),
        follow=changes.follow_tag("guivm"),
        affects=("keyboard_layout",),
    ),
    _other(
        "audiovm",
        "Qube that plays the sound of this one.",
        default=of_app("default_audiovm"),
        follow=changes.follow_tag("audiovm"),
    ),
    _switch("installed_by_rpm", "Whether a package of the system owns the qube."),
)
_RUNNING: tuple[VMProperty, ...] = (
    _computed("start_time", Type.STR, rules.start_time, "Second since 1970 of the qube's start."),
    _computed(
        "xid",
        Type.INT,
        lambda qube: qube.life.number,
        "Number of the running domain, -1 when halted.",
    ),
    _computed("stubdom_xid", Type.INT, constant(-1), "Number of the device model's domain."),
    _computed("stubdom_uuid", Type.STR, constant(""), "UUID of the device model's domain."),
)
_LOCAL = _IDENTITY + _EVERY + _HOST + _NETWORK + _MACHINE + _RUNNING

_TEMPLATE = _other(
    "template",
    "Qube whose system this one runs.",
    check=changes.check_template,
    follow=changes.follow_template,
    affects=_OF_TEMPLATE,
)
_FOR_DISPVMS = _switch(
    "template_for_dispvms",
    "Whether disposables may be made of this qube.",
    check=changes.check_template_for_dispvms,
    check_reset=changes.refuse_used_for_dispvms,
    follow=changes.follow_icon,
)

ADMIN = Table(
    (
        *_ADMIN_IDENTITY,
        *_EVERY,
        *_HOST,
        _computed("maxmem", Type.INT, lambda qube: qube.app.host_memory_mib, "Memory in MiB."),
    )
)
TEMPLATE = Table(
    (
        *_LOCAL,
        _text(
            "appvm_default_bootmode",
            "Boot mode of the qubes that use this template.",
            default=lambda qube: qube.features.get("boot-mode.appvm-default") or "default",
            follow=changes.follow_appvm_bootmode,
            stage=Stage.OTHERS,
        ),
    )
)
STANDALONE = Table((*_LOCAL, _FOR_DISPVMS))
APP = Table((*_LOCAL, _TEMPLATE, _FOR_DISPVMS))
DISPOSABLE = Table(
    (
        *_LOCAL,
        _TEMPLATE,
        _number(
            "dispid",
            "Number of the disposable, from 0 to 9999.",
            form=rules.at_least(0, 9999),
            **_ONCE,
        ),
        _switch(
            "auto_cleanup",
            "Whether the qube is removed when it shuts down.",
            affects=("include_in_backups",),
        ),
        _computed(
            "is_preload", Type.BOOL, rules.is_preload, "Whether it waits for somebody to use it."
        ),
    )
)
REMOTE = Table(
    (
        *_IDENTITY,
        *_EVERY,
        _other("relayvm", "Qube that calls to this one go through.", default=constant(None)),
        _text("transport_rpc", "Service of the relay that carries calls.", default=constant(None)),
        _text("remote_name", "Name of the qube where it is.", default=constant(None)),
    )
)
