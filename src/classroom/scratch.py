"""A folder for the time that a process lives; whoever comes next removes those of the killed.

The process locks its folder. The lock ends with the process, however that ends, so a folder that
can be locked belongs to nobody any more.

>>> home().is_dir(), home() == home()
(True, True)
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

_PREFIX = "classroom-"
# Sockets are made in it, and Linux allows 107 bytes for the path of one.
_LONGEST = 50
_homes: dict[int, Path] = {}


def home() -> Path:
    """Return the folder of this process, which is removed when the process ends."""
    if os.getpid() not in _homes:
        sweep()
        _homes[os.getpid()] = made = _locked()
        atexit.register(shutil.rmtree, made, ignore_errors=True)
    return _homes[os.getpid()]


@contextlib.contextmanager
def shared(name: str) -> Iterator[tuple[Path, bool]]:
    """Give the folder that processes of this machine know by its name; say whether it is ours.

    It belongs to whoever comes first, and is gone when that process has left its block.
    """
    path = _place() / f"{_PREFIX}{name}"
    path.mkdir(mode=0o700, exist_ok=True)
    lock = _lock(path)
    try:
        yield path, lock is not None
    finally:
        if lock is not None:
            shutil.rmtree(path, ignore_errors=True)
            os.close(lock)


def sweep() -> None:
    """Remove what processes left that were killed."""
    for path in _place().glob(f"{_PREFIX}*"):
        if (lock := _lock(path)) is not None:
            shutil.rmtree(path, ignore_errors=True)
            os.close(lock)


def _place() -> Path:
    usual = tempfile.gettempdir()
    return Path(usual if len(usual) < _LONGEST else "/tmp")


def _locked() -> Path:
    while True:
        path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_place()))
        lock = _lock(path)
        # Another process may have swept it away in between.
        if lock is not None and path.exists():
            return path


def _lock(path: Path) -> int | None:
    """Lock a folder of this account; return None if it is another's, in use, or gone."""
    with contextlib.suppress(OSError):
        opened = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(opened)
        else:
            return opened
    return None
