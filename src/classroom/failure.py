"""Say in plain English why a notebook could not be run to its end."""

from __future__ import annotations

import re

_STOPPED = re.compile(r"Kernel stopped: (.*)")


def reason(error: BaseException, log: str = "") -> str:
    """Explain the exception that ended a run; what its kernel's log says comes first.

    >>> reason(RuntimeError("no kernel"), "[WARNING] Kernel stopped: it printed more than 50 MB")
    'it printed more than 50 MB'
    >>> reason(TimeoutError("its cells ran longer than 600 s together"))
    'its cells ran longer than 600 s together'
    >>> reason(ValueError("7"))
    'nbgrader could not grade it: ValueError: 7'
    """
    if stopped := _STOPPED.findall(log):
        return stopped[-1]
    kind = type(error).__name__
    if kind == "DeadKernelError":
        return "its Python process died while it ran (out of memory, or the code ended it)"
    if kind == "CellTimeoutError":
        return "a cell ran for too long and could not be stopped"
    if isinstance(error, TimeoutError):
        return str(error)
    return f"nbgrader could not grade it: {kind}: {error}"
