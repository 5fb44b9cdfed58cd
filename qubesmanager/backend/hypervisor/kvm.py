"""Whether KVM can be used: not whether its device is there, but whether a kernel boots with it.

Nested virtualisation has been seen to run firmware and a boot sector under KVM, and to hang every
stock Linux kernel. So a kernel is booted, with no disk: one that gets far enough to panic for
want of a root file system is one that works, and with ``panic=-1`` that ends QEMU.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import time
from collections.abc import Iterable
from pathlib import Path

log = logging.getLogger(__name__)

_DEVICE = Path("/dev/kvm")
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
# Where KVM works it takes a second; without it QEMU needs two or three.
_TIMEOUT_S = 8.0
_PROVEN = b"Kernel panic"


async def works(emulator: Path, kernels: Iterable[Path], remembered: Path) -> bool:
    """Whether a machine may use KVM, found out once for each start of the host.

    Without a readable kernel there is no proof, so the answer is no, and is not remembered.
    """
    if not os.access(_DEVICE, os.R_OK | os.W_OK):
        return False
    key = await asyncio.to_thread(_key, emulator)
    known = await asyncio.to_thread(_read, remembered)
    if known.get("key") == key:
        return bool(known.get("works"))
    kernel = next((path for path in kernels if os.access(path, os.R_OK)), None)
    if kernel is None:
        log.info("no kernel to try KVM with, so machines are emulated")
        return False
    since = time.monotonic()
    verdict = await boots(emulator, kernel, "kvm", _TIMEOUT_S)
    log.info("KVM %s (%.1f s)", "works" if verdict else "does not work", time.monotonic() - since)
    await asyncio.to_thread(_write, remembered, {"key": key, "works": verdict})
    return verdict


def host_kernels() -> list[Path]:
    """The newest first."""
    return sorted(Path("/boot").glob("vmlinuz-*"), reverse=True)


async def boots(emulator: Path, kernel: Path, accelerator: str, timeout_s: float) -> bool:
    """Whether a kernel gets as far as looking for its root file system."""
    command = [str(emulator), "-accel", accelerator, "-cpu", "max", "-m", "256", "-nodefaults"]
    command += ["-display", "none", "-serial", "stdio", "-no-reboot", "-kernel", str(kernel)]
    command += ["-append", "console=ttyS0 panic=-1"]
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(timeout_s):
            output, _ = await process.communicate()
        return _PROVEN in output
    except TimeoutError:
        return False
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()  # its end is told only when its pipe is empty


def _key(emulator: Path) -> list[str]:
    """Another host kernel or another QEMU has to be tried anew."""
    return [_BOOT_ID.read_text().strip(), str(emulator), str(emulator.stat().st_mtime_ns)]


def _read(path: Path) -> dict[str, object]:
    try:
        known = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(path: Path, known: dict[str, object]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}~{os.getpid()}")
    fresh.write_text(json.dumps(known))
    fresh.replace(path)
