"""Do one piece of work many times at once, on an existing Dask cluster."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import lru_cache
from itertools import islice
from uuid import uuid4

import distributed

from classroom.errors import ClassroomError
from classroom.preload import shared_server
from classroom.results import environment
from classroom.workers import GivenUp, Pieces, Work

PATIENCE = 60  # seconds that a cluster may be without a worker
_NAME = "classroom"
_installed = lru_cache(environment)


class DaskWorkers:
    """The workers of an existing Dask cluster, whose processes have this course installed.

    Args:
        address: where the scheduler listens, such as `tcp://first:8786`.
        modules: what the workers' kernels import before they start.

    Raises:
        ClassroomError: if there is no scheduler at this address, or a worker has other versions
            of what grades than this machine.
    """

    def __init__(self, address: str, modules: Iterable[str] = ()):
        self._address, self._prepared = address, _Prepared(tuple(modules), _installed())
        try:
            self._client = distributed.Client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClassroomError(f"There is no Dask scheduler at {address}: {error}") from error

    def __enter__(self) -> DaskWorkers:
        try:
            self._client.register_plugin(self._prepared, name=_NAME)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._client.unregister_worker_plugin(_NAME)
        self._client.close()

    def results(self, work: Work, pieces: Pieces) -> Iterator[tuple[str, str | GivenUp]]:
        run = uuid4().hex  # the cluster must not answer with what it computed for somebody before
        coming, running = iter(pieces), {}
        try:
            while True:
                # Enough that no worker waits for us, and not a whole class in their memory.
                for name, text in islice(coming, max(0, self._room(len(running)))):
                    key = f"classroom-{name}-{run}"
                    future = self._client.submit(
                        _do, work, text, self._prepared.versions, key=key, pure=False
                    )
                    running[future] = name
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
                    return distributed.wait(futures, 5, "FIRST_COMPLETED").done
            except TimeoutError:
                silence = 0 if self._client.nthreads() else silence + 5
            if silence >= PATIENCE:
                raise ClassroomError(f"The Dask cluster has had no worker for {silence} s.")


class _Prepared(distributed.WorkerPlugin):
    """What a worker has while it works for us, also one that joins the cluster meanwhile."""

    def __init__(self, modules: tuple[str, ...], versions: Mapping[str, str]):
        self.modules, self.versions = modules, versions
        self._server = uuid4().hex  # one for all the workers of a machine
        self._held = ExitStack()

    def setup(self, worker: distributed.Worker) -> None:
        _require(self.versions)
        self._held.enter_context(shared_server(self.modules, self._server))

    def teardown(self, worker: distributed.Worker) -> None:
        self._held.close()


def _do(work: Work, text: str, versions: Mapping[str, str]) -> str:
    _require(versions)  # a worker that joins later works whether it could be prepared or not
    return work(text)


def _require(versions: Mapping[str, str]) -> None:
    """Raise a ClassroomError where other versions are installed: they may give other scores."""
    here = _installed()
    if other := [name for name, wanted in versions.items() if here.get(name) != wanted]:
        raise ClassroomError(
            f"The Dask worker on {socket.gethostname()} has another {', '.join(other)} than the "
            "machine that asks it: install the same versions on both."
        )


def _in_a_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
