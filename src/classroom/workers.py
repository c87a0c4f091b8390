"""Do one piece of work many times at once: in processes of this machine, or on a Dask cluster.

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
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from itertools import islice
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Protocol
from uuid import uuid4

import psutil

from classroom import linux, scratch
from classroom.errors import ClassroomError

Work = Callable[[str], str]
Pieces = Iterable[tuple[str, str]]
ATTEMPTS = 3
PATIENCE = 60  # seconds that a cluster may be without a worker
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

    def __enter__(self) -> LocalWorkers:
        for _ in range(self._count):
            self._idle.put(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        for process in set(self._processes):
            process.kill()
        scratch.sweep()

    def results(self, work: Work, pieces: Pieces) -> Iterator[tuple[str, str | GivenUp]]:
        coming, running = iter(pieces), {}
        with ThreadPoolExecutor(self._count) as threads:
            try:
                while True:
                    # Enough that no process waits for us.
                    for name, text in islice(coming, 2 * self._count - len(running)):
                        running[threads.submit(self._do, work, text)] = name
                    if not running:
                        return
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        yield running.pop(future), future.result()
            except BaseException:
                # Interrupted: what runs now must not be waited for.
                threads.shutdown(wait=False, cancel_futures=True)
                self.__exit__()
                raise

    def _start(self) -> _Process:
        process = _Process()
        self._processes.add(process)
        return process

    def _do(self, work: Work, text: str) -> str | GivenUp:
        process = self._idle.get()
        try:
            for _ in range(ATTEMPTS):
                try:
                    return process.do(work, text)
                except (EOFError, OSError):
                    self._processes.discard(process)
                    process.kill()
                    if self._closed:
                        break
                    process = self._start()
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
        self._pipe.send((work, text))
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
            pipe.send(work(text))


class DaskWorkers:
    """The workers of an existing Dask cluster, whose processes have this course installed.

    Raises:
        ClassroomError: if Dask is not installed, or there is no scheduler at this address.
    """

    def __init__(self, address: str):
        try:
            import distributed
        except ImportError as error:
            raise ClassroomError("--scheduler needs Dask: pip install distributed") from error
        self._dask = distributed
        try:
            self._client = distributed.Client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClassroomError(f"There is no Dask scheduler at {address}: {error}") from error

    def __enter__(self) -> DaskWorkers:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def results(self, work: Work, pieces: Pieces) -> Iterator[tuple[str, str | GivenUp]]:
        run = uuid4().hex  # the cluster must not answer with what it computed for somebody before
        coming, running = iter(pieces), {}
        try:
            while True:
                # Enough that no worker waits for us, and not a whole class in their memory.
                for name, text in islice(coming, max(0, self._room(len(running)))):
                    key = f"classroom-{name}-{run}"
                    running[self._client.submit(work, text, key=key, pure=False)] = name
                if not running:
                    return
                for future in self._wait(list(running)):
                    error = future.exception()
                    found = GivenUp(_in_a_line(error)) if error else future.result()
                    yield running.pop(future), found
        finally:
            self._client.cancel(list(running))

    def _room(self, running: int) -> int:
        return max(1, 4 * sum(self._client.nthreads().values())) - running

    def _wait(self, futures: list) -> Collection:
        """Return the futures that are done, as soon as there is one.

        Raises:
            ClassroomError: if the cluster has lost all its workers.
        """
        silence = 0
        while True:
            try:
                with self._client.as_current():
                    return self._dask.wait(futures, 5, "FIRST_COMPLETED").done
            except TimeoutError:
                silence = 0 if self._client.nthreads() else silence + 5
            if silence >= PATIENCE:
                raise ClassroomError(f"The Dask cluster has had no worker for {silence} s.")


def _in_a_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
