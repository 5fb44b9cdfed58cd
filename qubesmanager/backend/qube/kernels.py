"""Kernels that the host gives to qubes: which there are, and the options they ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qubesmanager.protocol import QubesPropertyValueError

if TYPE_CHECKING:
    from qubesmanager.backend.app import App
    from qubesmanager.backend.properties import Value

    from .base import Qube

_OPTIONS = "default-kernelopts-nopci.txt"
_OPTIONS_PCI = "default-kernelopts-pci.txt"
_FALLBACK = "swiotlb=2048"


def require_kernel(app: App, name: str) -> str:
    """The name, when it is empty or an installed kernel's. QubesPropertyValueError otherwise."""
    if not name:
        return name
    if "/" in name or name in (".", ".."):
        raise QubesPropertyValueError(f"Not a name for a kernel: {name!r}")
    if not (app.kernels_dir / name / "vmlinuz").exists():
        raise QubesPropertyValueError(f"Kernel {name!r} is not installed in {app.kernels_dir}")
    return name


def check_kernel(qube: Qube, value: Value) -> Value:
    """An installed kernel, or empty for the qube's own."""
    return require_kernel(qube.app, str(value))


def check_default_kernel(app: App, value: Value) -> Value:
    return require_kernel(app, str(value))


def default_kernel_options(qube: Qube) -> Value:
    """From the template, else what the kernel's directory says. Nothing without a kernel."""
    kernel = qube.kernel
    if kernel is None:
        return ""
    directory = qube.app.kernels_dir / kernel
    if qube.devices.has("pci"):
        return _first_line(directory / _OPTIONS_PCI, "")
    template = qube.template
    if template is not None:
        return template.properties.value("kernelopts")
    return _first_line(directory / _OPTIONS, _FALLBACK)


def _first_line(path: Path, otherwise: str) -> str:
    try:
        return path.read_text("ascii", "replace").strip()
    except FileNotFoundError:
        return otherwise
