"""How much memory the processes of a sandbox use together.

It is read from `/proc`, which inside a sandbox shows its own processes and no others.
"""

from __future__ import annotations

import os
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")


def memory_in_use(limit: int, proc: str = "/proc") -> int:
    """Return the resident memory in bytes: at most this much, and exactly if it is over `limit`.

    The sum of what the processes call their own counts shared pages again and again. It is quick
    to read, and as long as it is small enough, so is the truth. Otherwise every shared page is
    divided among its users ("proportional set size").
    """
    processes = [Path(proc, name) for name in os.listdir(proc) if name.isdigit()]
    most = sum(_read(process / "statm", _resident) for process in processes)
    if most <= limit:
        return most
    return sum(_read(process / "smaps_rollup", _proportional) for process in processes)


def _read(path: Path, value) -> int:
    try:
        return value(path.read_text(encoding="ascii"))
    except OSError:  # it has ended meanwhile
        return 0


def _resident(text: str) -> int:
    """Read the second number of `statm`.

    >>> _resident("300 20 10 1 0 9 0") == 20 * _PAGE
    True
    """
    return int(text.split()[1]) * _PAGE


def _proportional(text: str) -> int:
    """Read the sum in `smaps_rollup`.

    >>> _proportional("Rss: 8 kB\\nPss:      4 kB\\nPss_Dirty: 1 kB\\n")
    4096
    """
    lines = (line.split() for line in text.splitlines())
    return sum(int(line[1]) * 1024 for line in lines if line[0] == "Pss:")
