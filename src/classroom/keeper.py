"""The process between the fork server and one kernel: it starts, signals and ends the kernel.

It reads one request from its connection, forks the kernel, and then waits for whichever comes
first: a signal to pass on, the end of the kernel, or the end of the connection, which means that
the kernel's owner is gone; then the kernel goes too.

A request is one line of JSON, sent with three file descriptors for the kernel's standard streams.
Two lines go back, `{"pid": 7}` when the kernel is ready and `{"status": 0}` at its end. Whatever the owner sends in between are the numbers of signals, one byte each.
"""

from __future__ import annotations

import array
import contextlib
import ctypes
import json
import os
import select
import signal
import socket
from typing import Any

from classroom.warmkernel import become_kernel, differences

LONGEST_REQUEST = 1_000_000
STREAMS = 3
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)

Request = dict[str, Any]


def keep(connection: socket.socket) -> None:
    """Serve the one request of a connection, from the fork of the kernel to its end."""
    request, streams = receive(connection)
    if unfit := differences(request["env"], os.environ):
        tell(connection, refused=f"The fork server was started with another {', '.join(unfit)}.")
        return
    started, starting = os.pipe()
    pid = os.fork()
    if pid == 0:
        _start(request, streams, starting)
    for descriptor in (*streams, starting):
        os.close(descriptor)
    select.select([started, connection], [], [])  # the kernel listens, or somebody has ended
    os.close(started)
    tell(connection, pid=pid)
    tell(connection, status=_watch(pid, connection))


def receive(connection: socket.socket) -> tuple[Request, list[int]]:
    """Read a request and the three descriptors that come with it."""
    size = array.array("i", [0] * STREAMS)
    text, control, _, _ = connection.recvmsg(65_536, socket.CMSG_SPACE(len(size) * size.itemsize))
    for _, _, data in control:
        size = array.array("i", data)
    while not text.endswith(b"\n") and len(text) < LONGEST_REQUEST:
        text += connection.recv(65_536) or b"\n"
    return json.loads(text), list(size)


def tell(connection: socket.socket, **facts: Any) -> None:
    """Send the owner one line of JSON, if the owner is still there."""
    with contextlib.suppress(OSError):
        connection.sendall(json.dumps(facts).encode() + b"\n")


def _start(request: Request, streams: list[int], starting: int) -> None:
    status = 1
    try:
        os.setsid()  # a signal for the kernel is for what it started, too, as with any kernel
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        for number, descriptor in enumerate(streams):
            os.dup2(descriptor, number)
        starting = os.dup2(starting, STREAMS, inheritable=False)
        os.closerange(STREAMS + 1, os.sysconf("SC_OPEN_MAX"))
        status = become_kernel(request, ready=lambda: os.close(starting))
    finally:
        os._exit(status)


def _watch(pid: int, connection: socket.socket) -> int:
    ended = os.pidfd_open(pid)
    watched = select.poll()
    for descriptor in (ended, connection.fileno()):
        watched.register(descriptor, select.POLLIN)
    while True:
        ready = [descriptor for descriptor, _ in watched.poll()]
        if ended in ready:
            return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        for number in connection.recv(64) or [signal.SIGKILL]:
            _signal(pid, number)


def _signal(pid: int, number: int) -> None:
    # Until the kernel has called setsid it has no group of its own.
    with contextlib.suppress(ProcessLookupError):
        if os.getpgid(pid) == pid:
            os.killpg(pid, number)
        else:
            os.kill(pid, number)
