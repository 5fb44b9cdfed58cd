"""What this process gives up before it reads what nobody has vouched for.

* **Landlock** (landlock(7)): files and folders outside of the ``Bounds`` cannot be opened, made or
  removed; no TCP (kernel 6.7); no abstract sockets and no signals to others (6.12).
* **seccomp** (seccomp(2)): no socket is made and none is connected, no program is started, nothing
  of other processes or of the kernel is looked at or changed.
* **rlimits**: no core file, a bound on address space and open files.

All of it holds for the rest of the process's life. Landlock binds the calling thread and those
that it starts later, so ``confine`` comes before there are others. Where the kernel lacks one of
them the rest is still in force; the caller is told, in words for its log. Descriptors that are open
stay usable.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import stat
import struct
import sys
import sysconfig
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# -- Landlock: linux/landlock.h; the numbers of its calls are the same on all machines

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _MAKE_DIR, _REFER, _TRUNCATE = 1 << 4, 1 << 7, 1 << 13, 1 << 14
# What a rule about something that is no folder may speak of.
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
_MIN_ABI = 2  # below, nothing can be renamed from one folder to another
_FS_RIGHTS = {2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}  # by the ABI they came with
_NET_ABI, _NET_RIGHTS = 4, 3
_SCOPE_ABI, _SCOPES = 6, 3

# -- seccomp: linux/seccomp.h, linux/filter.h

_SET_MODE_FILTER, _ALL_THREADS = 1, 1
_PR_SET_NO_NEW_PRIVS = 38
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_NUMBER_AT, _MACHINE_AT = 0, 4
_X32 = 0x40000000


@dataclass(frozen=True)
class _Machine:
    """Numbers of system calls (asm/unistd.h); ``audit`` is its name for the kernel."""

    audit: int
    seccomp: int
    refused: tuple[int, ...]


_MACHINES = {
    "x86_64": _Machine(
        0xC000003E,
        317,
        (
            *(41, 42),  # socket, connect
            *(59, 322),  # execve, execveat
            *(101, 310, 311, 438),  # ptrace, process_vm_readv, process_vm_writev, pidfd_getfd
            *(425, 426, 427),  # io_uring_setup, _enter, _register: they pass by this filter
            *(165, 166, 155, 161, 428, 429, 430, 432, 442),  # mount, chroot and what they became
            *(272, 308),  # unshare, setns
            *(248, 249, 250),  # add_key, request_key, keyctl
            *(321, 298, 323, 304),  # bpf, perf_event_open, userfaultfd, open_by_handle_at
            *(175, 313, 176, 246, 320, 169, 172, 173),  # modules, kexec, reboot, ports
        ),
    )
}

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Bounds:
    """All that may be reached: files, or folders with everything below them."""

    read: tuple[Path, ...] = ()
    write: tuple[Path, ...] = ()  # existing files only
    make: tuple[Path, ...] = ()  # everything below may be read, made, changed and removed
    receive: tuple[Path, ...] = ()  # folders can be moved to here
    memory_bytes: int = 0  # of address space, more than there is now; 0 is no bound
    open_files: int = 256


class ConfinementError(Exception):
    """The kernel offers a protection and refuses to put it in force."""


def confine(bounds: Bounds) -> list[str]:
    """Give up everything else, for good. Returns what is in force and what is not, a line each.

    Raises ConfinementError when what this kernel offers does not work, and RuntimeError when there
    are other threads, which would stay free.
    """
    if threading.active_count() > 1:
        raise RuntimeError("only a process of one thread can be confined")
    lines = [_limit(bounds)]
    _no_new_privileges()
    lines.append(_restrict_files(bounds))
    lines.append(_restrict_calls())
    return lines


def landlock_abi() -> int:
    """The version that this kernel offers; 0 is none."""
    version = _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_FLAG)
    return max(0, int(version))


def installation() -> tuple[Path, ...]:
    """What a Python program reads of its own and of the system while it runs."""
    paths = {*map(Path, sys.path), Path(sys.prefix), Path(sys.base_prefix)}
    paths |= {Path(sysconfig.get_path("stdlib")), Path(__file__).parent}
    paths |= {Path("/usr"), Path("/lib"), Path("/lib64"), Path("/proc/meminfo")}
    paths |= {Path("/etc") / name for name in ("ld.so.cache", "localtime", "nsswitch.conf")}
    paths |= {Path("/etc/passwd"), Path("/etc/group"), Path("/dev/null"), Path("/dev/urandom")}
    return tuple(sorted(path for path in paths if str(path) != "." and path.exists()))


def _limit(bounds: Bounds) -> str:
    # A core file would hold secrets.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limits = {resource.RLIMIT_NOFILE: bounds.open_files}
    words = f"{bounds.open_files} open files, no core file"
    if bounds.memory_bytes:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limits[resource.RLIMIT_AS] = pages * os.sysconf("SC_PAGE_SIZE") + bounds.memory_bytes
        words = f"{bounds.memory_bytes >> 20} MiB more memory, {words}"
    for what, most in limits.items():
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
    return f"limits: {words}"


def _no_new_privileges() -> None:
    if _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise _failed("no_new_privs")


def _restrict_files(bounds: Bounds) -> str:
    abi = landlock_abi()
    if abi < _MIN_ABI:
        return "files: not restricted, this kernel's Landlock is off or too old"
    rights = max(bits for since, bits in _FS_RIGHTS.items() if since <= abi)
    nets = _NET_RIGHTS if abi >= _NET_ABI else 0
    scopes = _SCOPES if abi >= _SCOPE_ABI else 0
    words = (rights, nets, scopes)[: 3 if scopes else 2 if nets else 1]
    packed = struct.pack(f"={len(words)}Q", *words)
    ruleset = _libc.syscall(_CREATE_RULESET, packed, ctypes.c_size_t(len(packed)), 0)
    if ruleset < 0:
        raise _failed("a Landlock ruleset")
    try:
        _allow(ruleset, (*installation(), *bounds.read), _READ_FILE | _READ_DIR)
        _allow(ruleset, bounds.write, (_WRITE_FILE | _TRUNCATE) & rights)
        _allow(ruleset, bounds.make, rights & ~_EXECUTE)
        _allow(ruleset, bounds.receive, (_MAKE_DIR | _REMOVE_DIR | _REFER) & rights)
        if _libc.syscall(_RESTRICT_SELF, ruleset, 0):
            raise _failed("a Landlock ruleset in force")
    finally:
        os.close(ruleset)
    more = " and TCP" * bool(nets) + ", abstract sockets and signals" * bool(scopes)
    return f"files{more}: restricted by Landlock (version {abi})"


def _allow(ruleset: int, paths: Iterable[Path], rights: int) -> None:
    for path in paths:
        try:
            fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            continue  # so nothing of it can be used either
        try:
            folder = stat.S_ISDIR(os.fstat(fd).st_mode)
            mine = rights if folder else rights & _OF_FILES
            rule = struct.pack("=Qi", mine, fd)
            done = mine == 0 or not _libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
            # A pipe that has a path in /proc is no file for Landlock, and not restricted by it.
            if not done and ctypes.get_errno() != errno.EBADFD:
                raise _failed(f"a Landlock rule for {path}")
        finally:
            os.close(fd)


def _restrict_calls() -> str:
    machine = _MACHINES.get(platform.machine())
    if machine is None or sys.maxsize < 1 << 32:
        return f"system calls: not restricted on {platform.machine()}"
    program = _program(machine)
    buffer = ctypes.create_string_buffer(program)
    head = struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer))
    if _libc.syscall(machine.seccomp, _SET_MODE_FILTER, _ALL_THREADS, head):
        if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL):
            return "system calls: not restricted, this kernel has no seccomp filters"
        raise _failed("a seccomp filter")
    return "new connections, other programs, other processes: refused by seccomp"


def _program(machine: _Machine) -> bytes:
    """Instructions of the filter; each test that fails is followed by its refusal."""
    steps = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_JUMP_EQUAL, 1, 0, machine.audit),
        (_RETURN, 0, 0, _REFUSE),
    ]
    steps += [(_LOAD, 0, 0, _NUMBER_AT), (_JUMP_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _REFUSE)]
    for number in machine.refused:
        steps += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    steps.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _failed(what: str) -> ConfinementError:
    return ConfinementError(f"the kernel refuses {what}: {os.strerror(ctypes.get_errno())}")
