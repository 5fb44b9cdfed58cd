"""The properties of the system (admin-api.md section 2.10, second table)."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qubesmanager.protocol import QubesPropertyValueError

from .properties import Property, Stage, Table, Type, Value, Write
from .qube.kernels import check_default_kernel
from .qube.network import check_default_netvm, follows_default
from .storage import Pool, thin_pool_of
from .store import same_directory

if TYPE_CHECKING:
    from .app import App
    from .qube.base import Qube

AppProperty = Property["App"]

DATA_VOLUMES = ("root", "private", "volatile")
VOLUME_KINDS = (*DATA_VOLUMES, "kernel")
_MAX_SECONDS = 86_400


def _constant(value: Value) -> Callable[[App], Value]:
    return lambda app: value


def _check_template(app: App, value: Value) -> Value:
    if value is not None and app.qubes[str(value)].klass != "TemplateVM":
        raise QubesPropertyValueError(f"{value!r} is no template")
    return value


def _check_dispvm(app: App, value: Value) -> Value:
    if value is not None and not app.qubes[str(value)].template_for_dispvms:
        raise QubesPropertyValueError(f"{value!r} is no template for disposables")
    return value


def _check_pool(app: App, value: Value) -> Value:
    if not _known_pool(app, value).keeps_data:
        raise QubesPropertyValueError(f"Pool {value!r} has kernels and keeps no data of qubes")
    return value


def _check_kernel_pool(app: App, value: Value) -> Value:
    if _known_pool(app, value).keeps_data:
        raise QubesPropertyValueError(f"Pool {value!r} is no pool of kernels")
    return value


def _known_pool(app: App, value: Value) -> Pool:
    if value not in app.pools:
        raise QubesPropertyValueError(f"Unknown storage pool {value!r}")
    return app.pools[str(value)]


def _default_pool(app: App) -> Value:
    """The pool named ``default``, else that of the root file system, else of the store's own.

    In this order (storage.md 2.3): the LVM thin pool under ``/``, the directory of the store.
    """
    if "default" in app.pools:
        return "default"
    thin_pools = sorted(name for name, pool in app.pools.items() if pool.driver == "lvm_thin")
    root = thin_pool_of("/") if thin_pools else (None, None)  # asks a program, once
    for name in thin_pools:
        config = app.pools[name].config
        if (config["volume_group"], config["thin_pool"]) == root:
            return name
    for name in sorted(app.pools):
        config = app.pools[name].config
        in_directory = config["driver"] in ("file", "file-reflink")
        if in_directory and same_directory(config["dir_path"], app.home):
            return name
    return None


def _tell_qubes(name: str, follows: Callable[[Qube], bool], *others: str) -> Callable[..., Any]:
    """Qubes that use the system's value tell of the change, and of ``others`` computed from it."""

    async def follow(app: App, old: Value, new: Value) -> None:
        for qube in list(app.qubes.values()):
            if not follows(qube):
                continue
            await qube.fire(f"property-reset:{name}", name=name)
            for other in others:
                if qube.properties.is_default(other):
                    await qube.fire(f"property-reset:{other}", name=other)

    return follow


def _uses_default(name: str) -> Callable[[Qube], bool]:
    return lambda qube: name in qube.properties and qube.properties.is_default(name)


def _follows_dispvm(qube: Qube) -> bool:
    """A disposable starts disposables of its own kind, whatever the system's default is."""
    return qube.klass != "DispVM" and _uses_default("default_dispvm")(qube)


def _follow_chosen(name: str) -> Callable[..., Any]:
    """Qubes that use the default get the tag of the new one."""
    tell = _tell_qubes(name, _uses_default(name))

    async def follow(app: App, old: Value, new: Value) -> None:
        for qube in list(app.qubes.values()):
            if _uses_default(name)(qube):
                await qube.move_tag(
                    f"{name}-{old}" if old else None, f"{name}-{new}" if new else None
                )
        await tell(app, old, new)

    return follow


async def _follow_clockvm(app: App, old: Value, new: Value) -> None:
    """The service runs in the qube that is chosen, and nowhere else."""
    if old is not None:
        await app.qubes[str(old)].features.set("service.clocksync", "")
    if new is not None:
        await app.qubes[str(new)].features.set("service.clocksync", "1")


def _vm(name: str, doc: str, **options: Any) -> AppProperty:
    options.setdefault("default", _constant(None))
    return Property(name, Type.VM, doc, stage=Stage.OTHERS, **options)


def _pool(
    name: str,
    doc: str,
    default: Callable[[App], Value],
    check: Callable[[App, Value], Value] = _check_pool,
) -> AppProperty:
    return Property(name, Type.STR, doc, default=default, check=check)


def _number(name: str, doc: str, default: int) -> AppProperty:
    """Seconds. A store with others loads; they were never any use."""
    return Property(name, Type.INT, doc, default=_constant(default), check=_check_seconds)


def _check_seconds(app: App, value: Value) -> Value:
    if not isinstance(value, int) or not 1 <= value <= _MAX_SECONDS:
        raise QubesPropertyValueError(f"Value must be from 1 to {_MAX_SECONDS} s, not {value!r}")
    return value


def _of_default_pool(app: App) -> Value:
    return app.properties.value("default_pool")


def _pool_of_kernels(app: App) -> Value:
    """The first one there is; a store without any has no better place than the default pool."""
    kernels = sorted(name for name, pool in app.pools.items() if not pool.keeps_data)
    return kernels[0] if kernels else _of_default_pool(app)


TABLE = Table(
    (
        _vm(
            "default_template",
            "Template of new qubes.",
            default=None,
            can_unset=True,
            check=_check_template,
        ),
        _vm(
            "default_netvm",
            "Netvm of the qubes that name none.",
            check=check_default_netvm,
            follow=_tell_qubes("netvm", follows_default),
        ),
        _vm(
            "default_guivm",
            "Qube that shows the windows of the qubes that name none.",
            default=_constant("dom0"),
            follow=_follow_chosen("guivm"),
        ),
        _vm(
            "default_audiovm",
            "Qube that plays the sound of the qubes that name none.",
            default=_constant("dom0"),
            follow=_follow_chosen("audiovm"),
        ),
        _vm("updatevm", "Qube that fetches updates for dom0."),
        _vm("clockvm", "Qube that the time is taken from.", follow=_follow_clockvm),
        _vm(
            "default_dispvm",
            "Template of the disposables of qubes that name none.",
            check=_check_dispvm,
            follow=_tell_qubes("default_dispvm", _follows_dispvm),
        ),
        _vm(
            "management_dispvm",
            "Template of the disposables that manage other qubes.",
            check=_check_dispvm,
            follow=_tell_qubes("management_dispvm", _uses_default("management_dispvm")),
        ),
        Property(
            "default_kernel",
            Type.STR,
            "Kernel of the qubes that name none.",
            check=check_default_kernel,
            follow=_tell_qubes("kernel", _uses_default("kernel"), "kernelopts"),
        ),
        _pool("default_pool", "Pool of the volumes of new qubes.", _default_pool),
        *(
            _pool(f"default_pool_{kind}", f"Pool of new {kind} volumes.", _of_default_pool)
            for kind in DATA_VOLUMES
        ),
        _pool(
            "default_pool_kernel",
            "Pool of the kernels of new qubes.",
            _pool_of_kernels,
            _check_kernel_pool,
        ),
        _number("default_qrexec_timeout", "Seconds to wait for a qube that starts.", 60),
        _number("default_shutdown_timeout", "Seconds to wait for a qube that shuts down.", 60),
        _number("stats_interval", "Seconds between two figures of a qube's load.", 3),
        Property(
            "check_updates_vm",
            Type.BOOL,
            "Whether qubes look for updates.",
            default=_constant(True),
        ),
        Property(
            "maxmem",
            Type.INT,
            "Memory of this machine in MiB.",
            default=lambda app: app.host_memory_mib,
            write=Write.NEVER,
        ),
        Property(
            "no_cpus",
            Type.INT,
            "Number of processors of this machine.",
            default=_constant(os.cpu_count() or 1),
            write=Write.NEVER,
        ),
    )
)
