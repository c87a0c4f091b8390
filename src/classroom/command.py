"""Run nbgrader's own commands, and read in its log what went wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_PREFIX = re.compile(r"^\[\w+ \| \w+\] ")
_ERROR = re.compile(r"Error\b|No notebooks were matched|Cannot ")


@dataclass(frozen=True)
class Run:
    """How a run of nbgrader ended, and what it printed."""

    well: bool
    log: str


def nbgrader(root: Path, *arguments: str, course: Path, log: Path) -> Run:
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
            env=os.environ | {"PATH": _path()},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
        output.seek(start)
        return Run(done.returncode == 0, output.read().decode("utf-8", "replace"))


def last_words(log: str) -> str:
    """Return the last error in a log, for the person who has to mend it.

    >>> last_words("[A | INFO] Start\\n[A | ERROR] No notebooks were matched\\n")
    'No notebooks were matched'
    """
    lines = [_PREFIX.sub("", line).strip() for line in log.splitlines()]
    errors = [line for line in lines if _ERROR.search(line)]
    return (errors or [line for line in lines if line] or ["it printed nothing"])[-1]


def _path() -> str:
    # nbgrader makes a new gradebook with the program `alembic`, which stands beside Python.
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
