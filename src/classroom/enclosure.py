"""What a sandboxed kernel is given, seen from outside: a folder, a white list, an environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from classroom import scratch
from classroom.errors import ClassroomError
from classroom.sandbox import HOME, Policy
from classroom.warmkernel import harmless

# nbgrader's usual places for an exchange: everybody's submissions pass through it.
_EXCHANGES = ("/srv/nbgrader", "/usr/local/share/nbgrader", "/usr/share/nbgrader")
# Linux counts threads, of which TensorFlow starts several for every processor.
_PROCESSES, _PER_PROCESSOR = 256, 8
_PERMISSION = (
    "Linux does not let this account make namespaces: allow it to (on Ubuntu: sysctl "
    "kernel.apparmor_restrict_unprivileged_userns=0; in a container: --privileged), or grade as "
    "root"
)


class SandboxError(ClassroomError):
    """The sandbox cannot be had, and nothing was run without it."""


class Enclosure:
    """The folder of one sandboxed kernel, with the terms that it runs on."""

    def __init__(
        self,
        readable: Iterable[str],
        modules: Iterable[str],
        memory: int,
        hidden: Iterable[str] = (),
    ):
        self._readable = white_list(readable, modules)
        self._memory = memory
        self._hidden = [*hidden, Path.home(), *_EXCHANGES]
        self._folder = Path(tempfile.mkdtemp(prefix="kernel-", dir=scratch.home()))
        os.mkdir(self._folder / "sockets")

    @property
    def address(self) -> str:
        """The beginning of the paths of the kernel's sockets."""
        return str(self._folder / "sockets" / "k")

    def terms(self, cwd: str, env: Mapping[str, str]) -> dict[str, Any]:
        """Return what a request says about the sandbox and the environment in it."""
        for left_over in (self._folder / "sockets").iterdir():
            left_over.unlink()
        hidden = {os.path.abspath(path) for path in (cwd, os.getcwd(), *self._hidden)}
        policy = Policy(
            str(self._folder),
            self._readable,
            sorted(hidden),
            self._memory,
            processes=_PROCESSES + _PER_PROCESSOR * (os.cpu_count() or 1),
        )
        learner = {"HOME": HOME, "TMPDIR": "/tmp", "USER": "learner", "LOGNAME": "learner"}
        return {"sandbox": policy.to_dict(), "env": harmless(env) | learner}

    def remove(self) -> None:
        """Remove the folder, and the sockets in it."""
        shutil.rmtree(self._folder, ignore_errors=True)


def white_list(others: Iterable[str], modules: Iterable[str]) -> list[str]:
    """List what a kernel has to read: Python, its packages, and these other files.

    Raises:
        SandboxError: if Python is installed right in a folder that is to be hidden.
    """
    paths = {sys.prefix, sys.base_prefix, sys.exec_prefix, *_loose_packages()}
    paths |= {place for name in modules for place in _places(name)}
    if too_wide := paths & {"/", str(Path.home()), os.getcwd()}:
        raise SandboxError(
            f"Python is installed in {too_wide.pop()}, which the sandbox must hide: "
            "install the course into a virtual environment in a folder of its own."
        )
    return sorted(paths | {os.path.abspath(path) for path in others})


def require_sandbox() -> None:
    """Try whether a sandbox can be entered here.

    Raises:
        SandboxError: if not, with the reason and what to do.
    """
    command = [sys.executable, "-m", "classroom.sandbox"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        words = done.stderr.strip().splitlines() or ["it ended without a word"]
        raise SandboxError(explained(words[-1]))


def explained(reason: str) -> str:
    """Say in one line why there is no sandbox, and what to do about it.

    >>> print(explained("unshare: Operation not permitted"))  # doctest: +ELLIPSIS
    The sandbox cannot be set up (unshare: Operation not permitted). Linux does not ...
    """
    advice = _PERMISSION if "not permitted" in reason or "No space left" in reason else ""
    if sys.platform != "linux":
        advice = "It needs Linux: grade in a Linux virtual machine"
    start = f"The sandbox cannot be set up ({reason}). "
    last = "with --no-sandbox or CLASSROOM_SANDBOX=off submissions run with all your rights."
    return f"{start}{advice}; {last}" if advice else f"{start}{last[0].upper()}{last[1:]}"


def _loose_packages() -> Iterator[str]:
    # Installed by a reference to a folder ("editable"): of that folder the packages alone.
    for place in map(Path, filter(None, sys.path)):
        if not any(place.is_relative_to(known) for known in (sys.prefix, sys.base_prefix)):
            yield from (str(file.parent) for file in place.glob("*/__init__.py"))
            yield from map(str, place.glob("*.py"))


def _places(name: str) -> list[str]:
    spec = find_spec(name.partition(".")[0])
    return list(spec.submodule_search_locations or []) if spec else []
