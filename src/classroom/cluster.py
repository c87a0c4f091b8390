"""Do one piece of work many times at once, on an existing Dask cluster."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack
from functools import lru_cache
from itertools import islice
from threading import Lock
from uuid import uuid4

import distributed

from classroom.config import sandboxed
from classroom.enclosure import SandboxError, require_sandbox
from classroom.errors import ClassroomError
from classroom.preload import shared_server
from classroom.results import environment
from classroom.workers import GivenUp, Pieces, Work

PATIENCE = 60  # seconds that a cluster may be without a worker
_NAME = "classroom"
_one_at_a_time = Lock()  # a worker may have several threads; nbgrader's steps are for one


class Unfit(ClassroomError):
    """This worker would give other scores, or run submissions with all its rights."""


class DaskWorkers:
    """The workers of an existing Dask cluster, whose processes have this course installed.

    Args:
        address: where the scheduler listens, such as `tcp://first:8786`.
        modules: what the workers' kernels import before they start.

    Raises:
        ClassroomError: if there is no scheduler at this address, or one of its workers is unfit.
    """

    def __init__(self, address: str, modules: Iterable[str] = ()):
        self._terms = tuple(sorted(environment().items())), sandboxed()
        self._prepared = _Prepared(tuple(modules), self._terms)
        self._fit: list[str] | None = None  # the workers that may be asked, if not all
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
        coming, running = iter(pieces), {}
        try:
            while True:
                # Enough that no worker waits for us, and not a whole class in their memory.
                for piece in islice(coming, max(0, self._room(len(running)))):
                    running[self._submit(work, *piece)] = piece
                if not running:
                    return
                for future in self._wait(list(running)):
                    name, text = running.pop(future)
                    with _scheduler():
                        error = future.exception()
                        found = None if error else future.result()
                    if isinstance(error, Unfit) and self._has_fit_workers():
                        running[self._submit(work, name, text)] = name, text
                    else:
                        yield name, GivenUp(_in_a_line(error)) if error else found
        finally:
            with contextlib.suppress(OSError, ValueError):
                self._client.cancel(list(running))

    def _submit(self, work: Work, name: str, text: str) -> distributed.Future:
        # The cluster must not answer with what it computed before.
        key = f"classroom-{name}-{uuid4().hex}"
        where = {"workers": self._fit, "allow_other_workers": True} if self._fit else {}
        return self._client.submit(_do, work, text, self._terms, key=key, pure=False, **where)

    def _has_fit_workers(self) -> bool:
        """Ask all workers: an unfit one has joined, and fails so fast that it is always idle."""
        answers = self._client.run(_objection, *self._terms, on_error="return")
        self._fit = [address for address, words in answers.items() if words == ""]
        return bool(self._fit)

    def _room(self, running: int) -> int:
        with _scheduler():
            return max(1, 4 * sum(self._client.nthreads().values())) - running

    def _wait(self, futures: list) -> Collection:
        """Return the futures that are done, as soon as there is one.

        Raises:
            ClassroomError: if the cluster has lost all its workers, or its scheduler.
        """
        silence = 0
        while True:
            try:
                with _scheduler(), self._client.as_current():
                    return distributed.wait(futures, 5, "FIRST_COMPLETED").done
            except TimeoutError:
                with _scheduler():
                    silence = 0 if self._client.nthreads() else silence + 5
            if silence >= PATIENCE:
                raise ClassroomError(f"The Dask cluster has had no worker for {silence} s.")


@contextlib.contextmanager
def _scheduler() -> Iterator[None]:
    """Raise a ClassroomError where the connection to the scheduler is lost."""
    try:
        yield
    except TimeoutError:
        raise
    except (OSError, CancelledError) as error:
        raise ClassroomError(
            "The Dask cluster has lost its scheduler. What was run is kept: start the scheduler, "
            "and run the same command again."
        ) from error


class _Prepared(distributed.WorkerPlugin):
    """What a worker has while it works for us, also one that joins the cluster meanwhile."""

    def __init__(self, modules: tuple[str, ...], terms: tuple):
        self._modules, self._terms = modules, terms
        self._server = uuid4().hex  # one for all the workers of a machine
        self._held = ExitStack()

    def setup(self, worker: distributed.Worker) -> None:
        _require(*self._terms)
        self._held.enter_context(shared_server(self._modules, self._server))

    def teardown(self, worker: distributed.Worker) -> None:
        self._held.close()


def _do(work: Work, text: str, terms: tuple) -> str:
    _require(*terms)  # a worker joins the cluster whether it could be prepared or not
    with _one_at_a_time:
        return work(text)


def _require(versions: tuple[tuple[str, str], ...], sandbox: bool) -> None:
    if words := _objection(versions, sandbox):
        raise Unfit(words)


@lru_cache
def _objection(versions: tuple[tuple[str, str], ...], sandbox: bool) -> str:
    """Say why this process must not work for us, or nothing."""
    here = environment()
    if other := [name for name, wanted in versions if here.get(name) != wanted]:
        return (
            f"The Dask worker on {socket.gethostname()} has another {', '.join(other)} than the "
            "machine that asks it: install the same versions on both."
        )
    try:
        if sandbox:
            require_sandbox()
    except SandboxError as error:
        return f"The Dask worker on {socket.gethostname()}: {error}"
    return ""


def _in_a_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
