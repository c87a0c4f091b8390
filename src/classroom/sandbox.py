"""The sandbox of one kernel: what it sees, what it may use, and how it gets in.

The way in is taken after a fork, in three steps. The keeper calls `separate`: its children are in
new namespaces, with no network, no process but their own, and a table of mounts of their own. The
kernel calls `furnish`: it builds its file system from a white list and leaves the old one for good.
Then `confine` takes its rights away. When it listens, the keeper calls `seal`.

Every step fails with an `OSError`, and then there is no kernel: nothing runs half enclosed.

    python -m classroom.sandbox

takes the same way and says on standard error what stands in it, if anything does.
"""

from __future__ import annotations

import fcntl
import json
import os
import resource
import shutil
import signal
import socket
import struct
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from classroom import linux, seccomp

HOME, CONNECTION, SOCKETS = "/home/learner", "/run/kernel.json", "/run/sockets"
WORK = f"{HOME}/work"
# User ids nobody has: one for every kernel, so that kernels do not share a count of processes.
_FIRST_UID = 0x70000000
_SYSTEM = ("/bin", "/lib", "/lib32", "/lib64", "/sbin", "/usr", "/sys/devices/system")
_SYSTEM += ("/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_LINKS = {"fd": "/proc/self/fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2"}
_NAMESPACES = linux.CLONE_NEWNS | linux.CLONE_NEWCGROUP | linux.CLONE_NEWUTS
_NAMESPACES |= linux.CLONE_NEWIPC | linux.CLONE_NEWPID | linux.CLONE_NEWNET
_SAFE = linux.MS_NOSUID | linux.MS_NODEV
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1


@dataclass(frozen=True)
class Policy:
    """What a kernel may see and use; sizes in bytes, times in seconds.

    `folder` is the kernel's own folder outside: it holds the sockets that it listens on.
    `readable` is the white list beside the system's programs, and nothing under a `hidden` path is
    seen, unless it is on the white list itself.
    """

    folder: str
    readable: list[str]
    hidden: list[str] = field(default_factory=list)
    memory: int = 4 << 30
    disk: int = 256 << 20
    cpu_seconds: int = 1800
    processes: int = 512

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def separate() -> None:
    """Put the children of this process, which must have one thread, into new namespaces."""
    uid, gid = os.geteuid(), os.getegid()
    if uid == 0:
        linux.unshare(_NAMESPACES)
    else:
        # A user namespace lets anybody make the other ones.
        linux.unshare(linux.CLONE_NEWUSER | _NAMESPACES)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    linux.mount("none", "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    socket.sethostname("sandbox")
    _raise_loopback()


def uid_inside(keeper: int) -> int:
    """Return the user id of a kernel: root's kernels get one of their own, others keep theirs."""
    return _FIRST_UID + keeper if os.geteuid() == 0 else os.geteuid()


def furnish(policy: Policy, connection_file: str, cwd: str, uid: int) -> None:
    """Build the file system of the kernel, and make it the only one that this process sees."""
    root = f"{policy.folder}/root"
    os.makedirs(root, exist_ok=True)
    linux.mount("tmpfs", root, "tmpfs", _SAFE, "size=4m,mode=755")
    # First what is private: the course may have been installed in a folder of /tmp.
    _make_private(root, policy.disk, uid)
    _show(root, {*_SYSTEM, *policy.readable}, policy.hidden)
    _make_devices(root)
    _share_sockets(root, policy, connection_file, uid)
    _copy_files(cwd, f"{root}{WORK}", uid)
    os.mkdir(f"{root}/proc")
    # Of the new process ids, for the caller is the first process that has one.
    linux.mount("proc", f"{root}/proc", "proc", _SAFE | linux.MS_NOEXEC)
    linux.change_root(root)
    linux.mount("none", "/", flags=linux.MS_REMOUNT | linux.MS_BIND | linux.MS_RDONLY | _SAFE)


def confine(policy: Policy, uid: int) -> None:
    """Limit what this process may use, and give up every right it does not need."""
    limits = {
        resource.RLIMIT_NPROC: policy.processes,
        resource.RLIMIT_FSIZE: policy.disk,
        resource.RLIMIT_CPU: policy.cpu_seconds,
        resource.RLIMIT_NOFILE: 1024,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for kind, most in limits.items():
        ceiling = resource.getrlimit(kind)[1]
        value = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(kind, (value, value))
    Path("/proc/self/oom_score_adj").write_text("1000")
    linux.limit_capabilities()
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    linux.give_up_capabilities()
    # A change of user ids took both away.
    linux.prctl(linux.PR_SET_DUMPABLE, 1)
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    seccomp.install()


def seal() -> None:
    """Forbid writing where the kernel's sockets are, now that they are there."""
    linux.make_read_only(SOCKETS)


def _raise_loopback() -> None:
    # A network of its own with nobody in it: programs that talk to themselves go on working.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))


def _show(root: str, readable: Iterable[str], hidden: Iterable[str]) -> None:
    paths = [(path, True) for path in readable] + [(path, False) for path in hidden]
    for path, is_readable in sorted(paths):  # a path comes before what is inside it
        target = f"{root}{path}"
        if not is_readable:
            if os.path.isdir(target):
                linux.mount("tmpfs", target, "tmpfs", _SAFE, "size=1m,mode=755")
        elif os.path.islink(path):
            if not os.path.lexists(target):
                os.makedirs(os.path.dirname(target), exist_ok=True)
                os.symlink(os.readlink(path), target)
        elif os.path.exists(path) and not os.path.exists(target):
            _bind(path, target)
            linux.make_read_only(target)


def _bind(source: str, target: str) -> None:
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        Path(target).touch()
    linux.mount(source, target, flags=linux.MS_BIND | linux.MS_REC)


def _make_private(root: str, size: int, uid: int) -> None:
    private = f"{root}/run/private"  # one file system, so that one cap holds for all of it
    os.makedirs(private)
    linux.mount("tmpfs", private, "tmpfs", _SAFE, f"size={size},nr_inodes=100k,mode=755")
    for number, path in enumerate(("/tmp", HOME, "/dev/shm")):
        os.mkdir(f"{private}/{number}")
        os.chown(f"{private}/{number}", uid, -1)
        _bind(f"{private}/{number}", f"{root}{path}")
    os.makedirs(f"{root}/etc", exist_ok=True)
    user = f"learner:x:{uid}:{uid}:learner:{HOME}:/bin/sh\n"
    Path(f"{root}/etc/passwd").write_text(f"root:x:0:0:root:/:/bin/sh\n{user}")
    Path(f"{root}/etc/hosts").write_text("127.0.0.1 localhost sandbox\n")


def _make_devices(root: str) -> None:
    for name in _DEVICES:
        _bind(f"/dev/{name}", f"{root}/dev/{name}")
    for name, target in _LINKS.items():
        os.symlink(target, f"{root}/dev/{name}")


def _share_sockets(root: str, policy: Policy, connection_file: str, uid: int) -> None:
    sockets = f"{policy.folder}/sockets"
    os.chown(sockets, uid, -1)
    _bind(sockets, f"{root}{SOCKETS}")
    connection = json.loads(Path(connection_file).read_text("utf-8"))
    connection["ip"] = f"{SOCKETS}/{os.path.basename(connection['ip'])}"
    Path(f"{root}{CONNECTION}").write_text(json.dumps(connection), "utf-8")
    os.chown(f"{root}{CONNECTION}", uid, -1)


def _copy_files(source: str, target: str, uid: int) -> None:
    """Copy a notebook's support files, but no notebook: it holds the hidden tests."""
    os.mkdir(target)
    os.chown(target, uid, -1)
    for entry in os.scandir(source):
        if entry.name.startswith(".") or entry.name.endswith(".ipynb"):
            continue
        if entry.is_dir(follow_symlinks=False):
            _copy_files(entry.path, f"{target}/{entry.name}", uid)
        elif entry.is_file(follow_symlinks=False):
            shutil.copyfile(entry.path, f"{target}/{entry.name}", follow_symlinks=False)
            os.chown(f"{target}/{entry.name}", uid, -1)


def main() -> None:
    """Enter a sandbox, and leave with status 0, or with the reason why that cannot be."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(f"{folder}/sockets")
        connection = Path(folder, "connection.json")
        connection.write_text(json.dumps({"ip": "kernel"}))
        policy = Policy(folder, [sys.prefix, sys.base_prefix])
        sys.exit(_try(policy, str(connection)))


def _try(policy: Policy, connection: str) -> str | None:
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            separate()
            if os.fork() == 0:
                uid = uid_inside(os.getppid() or 1)
                furnish(policy, connection, f"{policy.folder}/sockets", uid)
                confine(policy, uid)
            else:
                os.wait()
                seal()
        except Exception as error:
            os.write(writing, str(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as words:
        return words.read() or None


if __name__ == "__main__":
    main()
