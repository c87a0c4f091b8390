"""Do one piece of work many times at once, in processes of this machine.

Work is a function from text to text that any process can import. It may kill its process: another
one takes over, and only the piece that does so again and again is given up.

>>> with LocalWorkers(2) as workers:
...     sorted(workers.results(str.upper, [("a", "one"), ("b", "two")]))
[('a', 'ONE'), ('b', 'TWO')]
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from itertools import islice
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Protocol

import psutil

from classroom import linux, scratch

Work = Callable[[str], str]
Pieces = Iterable[tuple[str, str]]
ATTEMPTS = 10  # deaths in the middle of one piece; more than kills at random reach
_STARTS = 40  # processes for one piece: many may be killed before they have begun with it
# What a kernel with TensorFlow and an exercise in it takes, seldom more; measured.
_MEMORY_EACH = 1 << 30


class GivenUp(Exception):
    """A piece of work has no result; the text says why."""


class Workers(Protocol):
    """Something that does work."""

    def results(self, work: Work, pieces: Pieces) -> Iterator[tuple[str, str | GivenUp]]:
        """Do the work on each piece, a name and a text, and yield (name, result) as they come.

        Pieces are asked for when there is room for them. One that was given up has a `GivenUp` in
        place of its result.
        """


def as_many_as_fit() -> int:
    """Return how many notebooks this machine runs at once: by its processors and free memory."""
    allowed = getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))(0)
    return max(1, min(len(allowed), psutil.virtual_memory().available // _MEMORY_EACH))


class LocalWorkers:
    """Processes of this machine, `count` of them, that live as long as the block they are for."""

    def __init__(self, count: int):
        self._count = count
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        self._processes: set[_Process] = set()
        self._closed = False
        # Processes end with the thread that starts them, and these outlive a call of `results`.
        self._threads = ThreadPoolExecutor(count)

    def __enter__(self) -> LocalWorkers:
        for _ in range(self._count):
            self._idle.put(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        for process in set(self._processes):
            process.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)
        scratch.sweep()

    def results(self, work: Work, pieces: Pieces) -> Iterator[tuple[str, str | GivenUp]]:
        coming, running = iter(pieces), {}
        try:
            while True:
                # Enough that no process waits for us.
                for name, text in islice(coming, 2 * self._count - len(running)):
                    running[self._threads.submit(self._do, work, text)] = name
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(future), future.result()
        except BaseException:
            # Interrupted: what runs now must not be waited for.
            self.__exit__()
            raise

    def _start(self) -> _Process:
        process = _Process()
        self._processes.add(process)
        return process

    def _do(self, work: Work, text: str) -> str | GivenUp:
        process, deaths = self._idle.get(), 0
        try:
            for _ in range(_STARTS):
                try:
                    return process.do(work, text)
                except (EOFError, OSError):
                    deaths += process.has_begun
                    self._processes.discard(process)
                    process.kill()
                    if self._closed:
                        break
                    process = self._start()
                    if deaths == ATTEMPTS:
                        break
            return GivenUp(f"the process that graded it died {ATTEMPTS} times")
        finally:
            self._idle.put(process)


class _Process:
    """A process that does one piece of work after the other."""

    def __init__(self):
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, os.getpid()), daemon=True)
        self._process.start()
        theirs.close()

    def do(self, work: Work, text: str) -> str:
        self.has_begun = False
        self._pipe.send((work, text))
        self.has_begun = self._pipe.recv()
        return self._pipe.recv()

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _serve(pipe: Connection, parent: int) -> None:
    # Ctrl-C is for the parent to handle. Should the parent be killed, so are we.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    # jsonschema would make a parser of internationalised addresses, for 0.7 s: notebooks have none.
    sys.modules["rfc3987_syntax"] = None
    with contextlib.suppress(EOFError, OSError):
        while os.getppid() == parent:
            work, text = pipe.recv()
            pipe.send(True)
            pipe.send(work(text))
