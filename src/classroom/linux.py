"""The calls to the Linux kernel that Python has no name for, and what they are called there."""

from __future__ import annotations

import ctypes
import os
import platform
import struct

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS = 0x00020000, 0x02000000, 0x04000000
CLONE_NEWIPC, CLONE_NEWUSER = 0x08000000, 0x10000000
CLONE_NEWPID, CLONE_NEWNET = 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP = 1, 4, 22
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 24, 38, 47
_MNT_DETACH = 2
_CLEAR_ALL = 4
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_CAPABILITY_VERSION = 0x20080522
_LAST_CAPABILITY = "/proc/sys/kernel/cap_last_cap"
_NUMBERS = {
    "x86_64": {"pivot_root": 155, "capset": 126, "mount_setattr": 442},
    "aarch64": {"pivot_root": 41, "capset": 91, "mount_setattr": 442},
}
_libc = ctypes.CDLL(None, use_errno=True)


def unshare(flags: int) -> None:
    """Leave namespaces for new ones; a new one of process ids is for children alone."""
    _checked("unshare", _libc.unshare(flags))


def prctl(option: int, *arguments: int) -> None:
    """Change an attribute of this process."""
    numbers = [ctypes.c_ulong(each) for each in (*arguments, 0, 0, 0, 0)[:4]]
    _checked("prctl", _libc.prctl(option, *numbers))


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """Mount a file system, bind a path, or change a mount."""
    texts = [text.encode() or None for text in (source, target, kind)]
    result = _libc.mount(*texts, ctypes.c_ulong(flags), options.encode() or None)
    _checked(f"mount {target}", result)


def make_read_only(path: str) -> None:
    """Forbid writing, devices and set-uid programs in a mount and in all mounts below it."""
    attributes = struct.pack("=QQQQ", MS_RDONLY | MS_NOSUID | MS_NODEV, 0, 0, 0)
    _call("mount_setattr", _AT_FDCWD, path.encode(), _AT_RECURSIVE, attributes, len(attributes))


def change_root(path: str) -> None:
    """Make a mount the root of this mount namespace, and let go of the old root."""
    os.chdir(path)
    _call("pivot_root", b".", b".")
    _checked("umount", _libc.umount2(b".", _MNT_DETACH))
    os.chdir("/")


def limit_capabilities() -> None:
    """Make sure that nothing this process executes later gains a capability."""
    with open(_LAST_CAPABILITY, encoding="ascii") as file:
        last = int(file.read())
    prctl(PR_CAP_AMBIENT, _CLEAR_ALL)
    for capability in range(last + 1):
        prctl(PR_CAPBSET_DROP, capability)
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def give_up_capabilities() -> None:
    """Give up the capabilities that this process has."""
    _call("capset", struct.pack("=Ii", _CAPABILITY_VERSION, 0), bytes(24))


def _call(name: str, *arguments: int | bytes) -> None:
    known = _NUMBERS.get(platform.machine(), {})
    if name not in known:
        raise OSError(f"{name} on {platform.machine()} is not known here")
    values = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    _checked(name, _libc.syscall(ctypes.c_long(known[name]), *values))


def _checked(name: str, result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
