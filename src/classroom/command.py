"""Run nbgrader's own commands, and read in its log why a submission failed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from classroom.config import TIMEOUT, TIMEOUT_VARIABLE

_FAILED = re.compile(r"There was an error processing assignment: (?P<folder>.*)\n")
_NEXT_STEP = re.compile(r"^\[\w+ \| (?:INFO|WARNING)\]", re.MULTILINE)
_PREFIX = re.compile(r"^\[\w+ \| \w+\] ")
_STOPPED = re.compile(r"^\[\w+ \| WARNING\] Kernel stopped: (?P<why>.*)$", re.MULTILINE)
_ERROR = re.compile(r"Error\b|No notebooks were matched|Cannot ")
_EXCEPTION = re.compile(r"^(?P<what>[\w.]+(?:Error|Exception|Exit)\b.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """How a run of nbgrader ended, and what it printed."""

    well: bool
    log: str


def nbgrader(root: Path, *arguments: str, course: Path, log: Path, timeout: int = TIMEOUT) -> Run:
    """Run `nbgrader <arguments>` for the class in `root`.

    The configuration is the course's, whichever class is graded. What nbgrader prints is added to
    the file `log` as it comes.
    """
    place = f"--CourseDirectory.root={root.resolve()}"
    command = [sys.executable, "-m", "nbgrader", *arguments, place]
    with log.open("ab+") as output:
        start = output.seek(0, os.SEEK_END)
        done = subprocess.run(
            command,
            cwd=course,
            env=_environment(timeout),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
        output.seek(start)
        return Run(done.returncode == 0, output.read().decode("utf-8", "replace"))


def failures(log: str, timeout: int = TIMEOUT) -> dict[str, str]:
    """Find the students whose notebook nbgrader gave up, each with the reason in plain English.

    >>> failures('''[AutogradeApp | ERROR] There was an error processing assignment: /c/in/ada/05
    ... [AutogradeApp | ERROR] Traceback (most recent call last):
    ...     raise DeadKernelError("Kernel died") from None
    ... nbclient.exceptions.DeadKernelError: Kernel died
    ...
    ... [AutogradeApp | WARNING] Removing failed assignment: /c/autograded/ada/05
    ... ''')
    {'ada': 'its Python process died while it ran (out of memory, or the code ended it)'}
    """
    found, start = {}, 0
    for match in _FAILED.finditer(log):
        end = _NEXT_STEP.search(log, match.end())
        section = log[match.end() : end.start() if end else len(log)]
        stopped = _STOPPED.findall(log, start, match.start())
        reason = stopped[-1] if stopped else _reason(section, timeout)
        found[Path(match["folder"]).parent.name] = reason
        start = match.end()
    return found


def last_words(log: str) -> str:
    """Return the last error in a log, for the person who has to mend it.

    >>> last_words("[A | INFO] Start\\n[A | ERROR] No notebooks were matched\\n")
    'No notebooks were matched'
    """
    lines = [_PREFIX.sub("", line).strip() for line in log.splitlines()]
    errors = [line for line in lines if _ERROR.search(line)]
    return (errors or [line for line in lines if line] or ["it printed nothing"])[-1]


def _environment(timeout: int) -> dict[str, str]:
    # A new gradebook is made by the program `alembic`, which stands beside this Python.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, TIMEOUT_VARIABLE: str(timeout)}


def _reason(section: str, timeout: int) -> str:
    if "DeadKernelError" in section:
        return "its Python process died while it ran (out of memory, or the code ended it)"
    if "CellTimeoutError" in section:
        return f"a cell ran longer than {timeout} s and could not be stopped"
    lines = _EXCEPTION.findall(section)
    return f"nbgrader could not grade it: {lines[-1] if lines else 'see the log'}"
