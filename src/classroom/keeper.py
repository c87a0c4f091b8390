"""The process between the fork server and one kernel: it starts, signals and ends the kernel.

It reads one request from its connection, forks the kernel, and then waits for whichever comes
first: a signal to pass on, the end of the kernel, or the end of the connection, which means that
the kernel's owner is gone; then the kernel goes too.

A request is one line of JSON, sent with three file descriptors for the kernel's standard streams.
Two lines go back, `{"pid": 7}` when the kernel is ready and `{"status": 0, "reason": ""}` at its
end, or a single one, `{"failed": "why"}`. Whatever the owner sends in between are the numbers of
signals, one byte each.
"""

from __future__ import annotations

import array
import contextlib
import json
import os
import select
import signal
import socket
from typing import Any

from classroom import linux, sandbox
from classroom.memory import memory_in_use
from classroom.sandbox import Policy
from classroom.warmkernel import become_kernel, differences

LONGEST_REQUEST = 1_000_000
STREAMS = 3
_PAUSE = 100  # milliseconds between two looks at the memory of a sandbox

Request = dict[str, Any]


def keep(connection: socket.socket, environment: dict[str, str]) -> None:
    """Serve the one request of a connection, from the fork of the kernel to its end.

    Args:
        connection: the owner's end is the kernel's lifeline.
        environment: what the server's modules found when they were imported.
    """
    request, streams = receive(connection)
    if unfit := differences(request["env"], environment):
        tell(connection, refused=f"The fork server was started with another {', '.join(unfit)}.")
        return
    request["env"] = _set_at_import(environment) | request["env"]
    try:
        policy = _separate(request)
        pid, failure = _fork(request, policy, streams)
    except OSError as error:
        tell(connection, failed=str(error))
        return
    if failure:
        tell(connection, failed=failure)
        return
    tell(connection, pid=pid)
    status, reason = _watch(pid, connection, policy)
    tell(connection, status=status, reason=reason)


def _separate(request: Request) -> Policy | None:
    if request.get("sandbox") is None:
        return None
    sandbox.separate()
    return Policy(**request["sandbox"])


def _fork(request: Request, policy: Policy | None, streams: list[int]) -> tuple[int, str]:
    """Fork the kernel, and return its process id, or in words why it did not come up."""
    started, starting = os.pipe()
    uid = sandbox.uid_inside(os.getpid())
    pid = os.fork()
    if pid == 0:
        _start(request, policy, uid, streams, starting)
    for descriptor in (*streams, starting):
        os.close(descriptor)
    with open(started, "rb") as words:  # closed when the kernel listens, or at its end
        failure = words.read(1000).decode("utf-8", "replace")
    if policy and not failure:
        sandbox.seal()
    return pid, failure


def receive(connection: socket.socket) -> tuple[Request, list[int]]:
    """Read a request and the three descriptors that come with it."""
    size = array.array("i", [0] * STREAMS)
    text, control, _, _ = connection.recvmsg(65_536, socket.CMSG_SPACE(len(size) * size.itemsize))
    for _, _, data in control:
        size = array.array("i", data)
    while not text.endswith(b"\n") and len(text) < LONGEST_REQUEST:
        text += connection.recv(65_536) or b"\n"
    return json.loads(text), list(size)


def _set_at_import(environment: dict[str, str]) -> dict[str, str]:
    # Such as PYDEVD_USE_FRAME_EVAL, which debugpy sets for itself.
    return {name: value for name, value in os.environ.items() if name not in environment}


def tell(connection: socket.socket, **facts: Any) -> None:
    """Send the owner one line of JSON, if the owner is still there."""
    with contextlib.suppress(OSError):
        connection.sendall(json.dumps(facts).encode() + b"\n")


def _start(
    request: Request, policy: Policy | None, uid: int, streams: list[int], starting: int
) -> None:
    status = 1
    try:
        os.setsid()  # a signal for the kernel is for what it started, too, as with any kernel
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
        for number, descriptor in enumerate(streams):
            os.dup2(descriptor, number)
        starting = os.dup2(starting, STREAMS, inheritable=False)
        os.closerange(STREAMS + 1, os.sysconf("SC_OPEN_MAX"))
        if policy:
            _enter(request, policy, uid)
        status = become_kernel(request, ready=lambda: os.close(starting))
    except Exception as error:
        os.write(starting, str(error).encode() or b"the kernel did not start")
    finally:
        os._exit(status)


def _enter(request: Request, policy: Policy, uid: int) -> None:
    arguments = request["argv"]
    place = arguments.index("-f") + 1
    sandbox.furnish(policy, arguments[place], request["cwd"], uid)
    sandbox.confine(policy, uid)
    arguments[place] = sandbox.CONNECTION
    request["cwd"] = sandbox.WORK
    arguments.append("--HistoryManager.enabled=False")  # nobody will look for it


def _watch(pid: int, connection: socket.socket, policy: Policy | None) -> tuple[int, str]:
    ended = os.pidfd_open(pid)
    watched = select.poll()
    for descriptor in (ended, connection.fileno()):
        watched.register(descriptor, select.POLLIN)
    reason = ""
    while True:
        ready = [descriptor for descriptor, _ in watched.poll(_PAUSE if policy else None)]
        if ended in ready:
            return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), reason
        if connection.fileno() in ready:
            for number in connection.recv(64) or [signal.SIGKILL]:
                _signal(pid, number)
        elif policy and not reason and memory_in_use(policy.memory) > policy.memory:
            reason = f"it used more than {policy.memory / 2**30:g} GB of memory"
            _signal(pid, signal.SIGKILL)


def _signal(pid: int, number: int) -> None:
    # Until the kernel has called setsid it has no group of its own.
    with contextlib.suppress(ProcessLookupError):
        if os.getpgid(pid) == pid:
            os.killpg(pid, number)
        else:
            os.kill(pid, number)
