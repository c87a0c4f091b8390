"""A filter of system calls: what a sandboxed process may not even ask the Linux kernel for.

The namespaces and the missing capabilities already make most of these calls fail. The filter is a
second wall: it keeps submissions away from parts of the Linux kernel with a history of holes, and
from memory and sockets that the other limits do not see.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

from classroom.linux import PR_SET_SECCOMP, prctl

# Names and numbers: asm/unistd.h of x86-64, then the generic table that aarch64 uses.
REFUSED = {
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "unshare": (272, 97), "setns": (308, 268), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "swapon": (167, 224), "reboot": (169, 142),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "personality": (135, 92),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
}  # fmt: skip
# Memory that belongs to no process and to no file system with a cap; programs do without it.
ABSENT = {"memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194)}
ABSENT |= {"msgget": (68, 186), "clone3": (435, 435)}  # clone3's flags cannot be looked at
CLONE, SOCKET = (56, 220), (41, 198)
NEW_NAMESPACES = 0x7E020000
# AF_UNIX, AF_INET, AF_INET6, AF_NETLINK. A virtual machine's AF_VSOCK knows no namespaces.
FAMILIES = (1, 2, 10, 16)

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_X32 = 0x40000000  # x86-64's second set of numbers for the same calls
_LOAD, _EQUAL, _ANY_BIT, _AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_FILTER = 2

Step = tuple[int, int, int, int]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]


def install() -> None:
    """Filter the system calls of this process, of its later threads and of its children.

    Raises:
        OSError: if the machine is of another kind, or its Linux has no filters.
    """
    if platform.machine() not in _MACHINES:
        raise OSError(f"there is no list of system calls for {platform.machine()}")
    steps = b"".join(struct.pack("=HBBI", *step) for step in program(platform.machine()))
    filtered = _Program(len(steps) // 8, steps)
    prctl(PR_SET_SECCOMP, _FILTER, ctypes.addressof(filtered))


def program(machine: str) -> list[Step]:
    """Write the filter for a kind of machine, one step after the other."""
    column, architecture = _MACHINES[machine]
    steps = [(_LOAD, 0, 0, _MACHINE_AT), (_EQUAL, 1, 0, architecture), _refuse(errno.EPERM)]
    steps += [(_LOAD, 0, 0, _NUMBER_AT), (_AT_LEAST, 0, 1, _X32), _refuse(errno.EPERM)]
    for numbers in REFUSED.values():
        steps += _if_equal(numbers[column], [_refuse(errno.EPERM)])
    for numbers in ABSENT.values():
        steps += _if_equal(numbers[column], [_refuse(errno.ENOSYS)])
    first = (_LOAD, 0, 0, _FIRST_ARGUMENT_AT)
    allow = (_RETURN, 0, 0, _ALLOW)
    flags = [first, (_ANY_BIT, 0, 1, NEW_NAMESPACES), _refuse(errno.EPERM), allow]
    steps += _if_equal(CLONE[column], flags)
    known = [step for family in FAMILIES for step in _if_equal(family, [allow])]
    steps += _if_equal(SOCKET[column], [first, *known, _refuse(errno.EAFNOSUPPORT)])
    return [*steps, allow]


def _if_equal(value: int, steps: list[Step]) -> list[Step]:
    return [(_EQUAL, 0, len(steps), value), *steps]


def _refuse(number: int) -> Step:
    return (_RETURN, 0, 0, _ERROR | number)
