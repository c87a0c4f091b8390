"""Turn a fresh copy of the fork server into a kernel like any other.

What a process takes from its environment while it imports has been taken already, in the fork
server; what ipykernel and NumPy keep for later is set anew here.
"""

from __future__ import annotations

import atexit
import logging
import os
import random
import sys
import time
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

# What ipykernel sets for kernels that import matplotlib themselves.
INLINE = "module://matplotlib_inline.backend_inline"
# Variables that are read while a module is imported, by the beginnings of their names.
_READ_AT_IMPORT = ("CUDA_", "JAX_", "KERAS_", "LANG", "LC_", "LD_", "MKL_", "MPL", "OMP_")
_READ_AT_IMPORT += ("OPENBLAS_", "PYTHON", "TF_", "XLA_")
_HARMLESS = (*_READ_AT_IMPORT, "HOME", "PATH", "TERM", "TZ")
# With 1, ipykernel neither watches its parent, which the keeper does, nor prints advice.
_WATCHED_BY_OTHERS = 1


def become_kernel(request: Mapping[str, Any], ready: Callable[[], None]) -> int:
    """Run ipykernel until it is shut down, and return the status to leave with.

    Args:
        request: `argv` for ipykernel, such as `["-f", "kernel.json"]`, `cwd`, and `env`.
        ready: called when the kernel listens, before it runs any code.
    """
    from ipykernel.kernelapp import IPKernelApp

    settle(request)
    try:
        # Its one warning is that connections are not encrypted: this machine talks to itself.
        app = IPKernelApp.instance(parent_handle=_WATCHED_BY_OTHERS, log_level=logging.ERROR)
        app.initialize(request["argv"])
        redirect_logs()
        ready()
        app.start()
        status = 0
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else 1
    atexit._run_exitfuncs()
    return status


def settle(request: Mapping[str, Any]) -> None:
    """Take the kernel's own folder, environment, arguments and random numbers."""
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    launcher = find_spec("ipykernel_launcher")
    sys.argv = [launcher.origin if launcher else "ipykernel_launcher", *request["argv"]]
    draw_seeds()


def draw_seeds() -> None:
    """Seed the random numbers that this process shares with every other copy of the server."""
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def redirect_logs() -> None:
    """Let log handlers made before the fork write to the notebook, as those made after it do."""
    streams = {sys.__stdout__: sys.stdout, sys.__stderr__: sys.stderr}
    # The one list of all handlers: absl's is no handler of any logger.
    for reference in logging._handlerList:
        handler = reference()
        if isinstance(handler, logging.StreamHandler) and handler.stream in streams:
            handler.setStream(streams[handler.stream])


def differences(env: Mapping[str, str], server: Mapping[str, str]) -> list[str]:
    """List the variables for which modules imported in the server's environment are not right.

    >>> differences({"KERAS_BACKEND": "jax", "HOME": "/home/ada"}, {"MPLBACKEND": INLINE})
    ['KERAS_BACKEND']
    """
    ours, theirs = ({"MPLBACKEND": INLINE} | dict(each) for each in (env, server))
    names = {name for name in {*ours, *theirs} if name.startswith(_READ_AT_IMPORT)}
    return sorted(name for name in names if ours.get(name) != theirs.get(name))


def harmless(env: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that Python and its libraries need, and none that may hold a secret.

    >>> harmless({"PATH": "/bin", "TF_CPP_MIN_LOG_LEVEL": "3", "GITHUB_TOKEN": "ghp_7"})
    {'PATH': '/bin', 'TF_CPP_MIN_LOG_LEVEL': '3'}
    """
    return {name: value for name, value in env.items() if name.startswith(_HARMLESS)}
