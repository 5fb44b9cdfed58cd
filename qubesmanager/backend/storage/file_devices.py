"""Device-mapper devices of the ``file`` driver (spec section 3.1; kernel: dm-snapshot).

An image is ``ID``, the hexadecimal device number and the decimal inode of its file::

    /dev/mapper/origin-IMAGE               what a running origin writes to
    /dev/mapper/snapshot-IMAGE-COW         the image as it was when COW was empty
    /dev/mapper/snapshot-IMAGE-COW-OWN     a running snapshot of that, with its changes in OWN

All of one image work on one loop device: that is how the kernel knows that they belong together.
Loop devices are told to go once nothing uses them. Functions block, one at a time (:data:`LOCK`).
"""

from __future__ import annotations

import errno
import logging
import os
import threading
from pathlib import Path

from . import durable
from .loops import loop_devices, update_loop_sizes
from .programs import as_root, make_accessible, run, run_well

log = logging.getLogger(__name__)

#: Held over everything that sets devices up or takes them down, with the files they stand on.
LOCK = threading.RLock()

CHUNK_SECTORS = 256
_SECTOR_BYTES = 512
_CHUNK_BYTES = CHUNK_SECTORS * _SECTOR_BYTES
_MAPPER = Path("/dev/mapper")
_UDEV = Path("/run/udev/control")


def is_available() -> bool:
    """Whether the kernel has device-mapper; a node for it alone means nothing."""
    try:
        os.close(os.open(_MAPPER / "control", os.O_RDWR | os.O_CLOEXEC))
    except OSError as error:
        return error.errno in (errno.EACCES, errno.EPERM)  # sudo may
    return True


def store_bytes(image_bytes: int) -> int:
    """Length of a snapshot store that holds every block of an image, with its tables.

    A table takes a chunk for as many chunks as it has entries of 16 bytes; a store that runs
    full is lost.
    """
    chunks = -(-image_bytes // _CHUNK_BYTES)
    tables = chunks // (_CHUNK_BYTES // 16) + 2
    return (1 + tables + chunks) * _CHUNK_BYTES


def origin_device(image: Path) -> Path:
    """FileNotFoundError without the image."""
    return _MAPPER / f"origin-{_identify(image)}"


def snapshot_device(own: Path) -> Path | None:
    """The running snapshot with its changes in ``own``, None if there is none."""
    try:
        found = list(_MAPPER.glob(f"snapshot-*-*-{_identify(own)}"))
    except FileNotFoundError:
        return None
    return found[0] if found else None


def runs_on(device: Path, image: Path, store: Path) -> bool:
    """Whether a running snapshot stands on this image with this store."""
    return device.name.startswith(f"{_base_name(image, store)}-")


def start_origin(image: Path, store: Path) -> Path:
    """``store`` gets what is overwritten from now on, unless it already holds more."""
    with LOCK:
        device = origin_device(image)
        if not device.exists():
            _make_base(image, store)  # first: no write may come before it
            _make(device.name, image, f"snapshot-origin {_loop(image)}", (image,))
        make_accessible(str(device))
        return device


def start_snapshot(image: Path, store: Path, own: Path) -> Path:
    """A snapshot of the image as it was before what ``store`` has kept."""
    with LOCK:
        base = _make_base(image, store)
        name = f"{base.name}-{_identify(own)}"
        # Of the committed state: the image may have been resized by a run that goes on.
        sectors = _device_sectors(base)
        _make(name, own, f"snapshot {base} {_loop(own)} P {CHUNK_SECTORS}", (own,), sectors)
        make_accessible(str(_MAPPER / name))
        return _MAPPER / name


def stop_origin(image: Path, store: Path) -> None:
    """Take down the origin, and of what stands on the image all that is not used by others.

    Also what a start that was cut off has made.
    """
    with LOCK:
        device = origin_device(image)
        if device.exists():
            _remove(device)
        _remove_unused_bases(_identify(image))
        _release(image, store)


def stop_snapshot(image: Path, store: Path, own: Path) -> None:
    """Take down the snapshot and, unless that runs or others use it, what it stands on.

    Also what a start that was cut off has made. Image and store may be others by now, or gone.
    """
    with LOCK:
        bases = set()
        if device := snapshot_device(own):
            _remove(device)
            bases.add(device.name.split("-")[1])
        if image.exists():
            bases.add(_identify(image))
        for base in bases:
            if not (_MAPPER / f"origin-{base}").exists():
                _remove_unused_bases(base)
        _release(image, store, own)


def resize_origin(image: Path) -> None:
    """Let a running origin follow the length of its image."""
    with LOCK:
        update_loop_sizes(image)
        device = origin_device(image)
        if device.exists():
            table = f"0 {_sectors(image)} snapshot-origin {_loop(image)}"
            log.info("reloading %s", device)
            run_well("dmsetup", "reload", device.name, "--table", table)
            run_well(*_dmsetup("resume", device.name))


def _identify(path: Path) -> str:
    found = path.stat()
    return f"{found.st_dev:x}:{found.st_ino}"


def _base_name(image: Path, store: Path) -> str:
    return f"snapshot-{_identify(image)}-{_identify(store)}"


def _sectors(path: Path) -> int:
    return path.stat().st_size // _SECTOR_BYTES


def _device_sectors(device: Path) -> int:
    number = os.stat(device).st_rdev
    name = f"{os.major(number)}:{os.minor(number)}"
    return int(Path("/sys/dev/block", name, "size").read_text())


def _dmsetup(*arguments: str) -> list[str]:
    """It makes device nodes itself only when it is told that nobody else does."""
    alone = [] if _UDEV.exists() else ["env", "DM_DISABLE_UDEV=1"]
    return [*alone, "dmsetup", *arguments]


def _make_base(image: Path, store: Path) -> Path:
    name = _base_name(image, store)
    if not (_MAPPER / name).exists():
        target = f"snapshot {_loop(image)} {_loop(store)} P {CHUNK_SECTORS}"
        _make(name, image, target, (image, store))
    return _MAPPER / name


def _make(
    name: str, image: Path, target: str, files: tuple[Path, ...], sectors: int | None = None
) -> None:
    log.info("making device %s for %r", name, str(image))
    try:
        with durable.step("dmsetup create", _MAPPER / name):
            table = f"0 {_sectors(image) if sectors is None else sectors} {target}"
            run_well(*_dmsetup("create", name, "--table", table))
    finally:
        _release(*files)


def _release(*files: Path) -> None:
    """Let the loop devices of these files go with their last user."""
    for file in files:
        for loop in loop_devices(file):
            run(as_root("losetup", "--detach", str(loop)))


def _loop(file: Path) -> str:
    """The loop device of the file; a new one if it has none."""
    if found := loop_devices(file):
        return str(found[0])
    return run_well("losetup", "--find", "--show", str(file)).strip()


def _remove(device: Path) -> bool:
    """False, with a line in the log, when something still uses it."""
    with durable.step("dmsetup remove", device):
        ended = run(as_root(*_dmsetup("remove", device.name)))
    if ended.status:
        log.warning("device %s stays: %s", device, ended.errors.strip())
        return False
    log.info("removed device %s", device)
    return True


def _remove_unused_bases(image: str) -> None:
    for device in sorted(_MAPPER.glob(f"snapshot-{image}-*")):
        if device.name.count("-") == 2 and not _is_used(device):
            _remove(device)


def _is_used(device: Path) -> bool:
    """Whether it is open: mounted, attached, or below another device."""
    number = os.stat(device).st_rdev
    name = f"{os.major(number)}:{os.minor(number)}"
    info = run_well("dmsetup", "info", "-c", "--noheadings", "-o", "open", device.name)
    return int(info) > 0 or any(Path("/sys/dev/block", name, "holders").iterdir())
