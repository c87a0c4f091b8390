"""Grading on a Dask cluster: a real scheduler with two worker processes, one of which is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import pytest

from classroom import ClassroomError
from classroom.results import environment
from classroom.workers import GivenUp

pytest.importorskip("distributed")

import cloudpickle
from distributed import Client

from classroom.cluster import DaskWorkers, _do

WRONG = "import time; time.sleep(0.5)\ndef double(x):\n    return {n} + 100"

OLD = """
from classroom import cluster
here = cluster.environment()
cluster.environment = lambda: here | {"keras": "3.0"}
"""

OPEN = """
from classroom import cluster
def require_sandbox():
    raise cluster.SandboxError("no namespaces here")
cluster.require_sandbox = require_sandbox
"""


class Cluster:
    """A scheduler and its workers, each a process of its own, on the loopback interface."""

    def __init__(self, folder, workers: int):
        self.address = f"tcp://127.0.0.1:{_free_port()}"
        self._log = (folder / "cluster.log").open("wb")
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port)
        self.workers = [self.join() for _ in range(workers)]

    def join(self, *options: str) -> subprocess.Popen:
        """Start a worker."""
        usual = "--nthreads", "1", "--no-nanny", "--no-dashboard"
        return self._start("worker", self.address, *usual, *options)

    def _start(self, kind: str, *arguments: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "distributed.cli.dask_" + kind, *arguments]
        return subprocess.Popen(command, stdout=self._log, stderr=self._log)

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.terminate()
        for process in (*self.workers, self.scheduler):
            try:
                process.wait(20)
            except (
                subprocess.TimeoutExpired
            ):  # whatever it still does, it must not outlive the test
                process.kill()
                process.wait()
        self._log.close()


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]


@pytest.fixture
def cluster(tmp_path):
    cloudpickle.register_pickle_by_value(sys.modules[__name__])  # workers cannot import it
    started = Cluster(tmp_path, 2)
    yield started
    started.close()


def test_the_scores_are_those_of_this_machine_although_a_worker_is_killed(students, cluster):
    for n in range(8):
        students.hand_in(f"s{n}", students.answers(double=WRONG.format(n=n)))
    students.hand_in("right", students.answers())
    students.hand_in("deadly", students.answers(greet="import os; os._exit(1)"))

    def kill_one_in_the_middle():
        while len(list(students.place.executed.glob("*.json"))) < 2:
            time.sleep(0.05)
        cluster.workers[0].send_signal(signal.SIGKILL)

    killer = threading.Thread(target=kill_one_in_the_middle, daemon=True)
    killer.start()
    rows = students.grade(timeout=20, scheduler=cluster.address)
    killer.join()

    assert cluster.workers[0].wait() == -signal.SIGKILL
    found = {student: (row["score"], row["status"]) for student, row in rows.items()}
    assert found == {
        **{f"s{n}": ("15", "graded") for n in range(8)},
        "right": ("20", "graded"),
        "deadly": ("", "ungradable"),
    }


def end_the_worker(text: str) -> str:
    """Work that no worker survives."""
    os._exit(1)


def test_a_cluster_without_workers_is_an_error_and_not_waited_for_for_ever(cluster, monkeypatch):
    monkeypatch.setattr("classroom.cluster.PATIENCE", 5)
    with (
        DaskWorkers(cluster.address) as workers,
        pytest.raises(ClassroomError, match="has had no worker for 5 s"),
    ):
        list(workers.results(end_the_worker, [("a", "x")]))


def name_the_server(text: str) -> str:
    """Work that says which process does it, and where that one's kernels come from."""
    time.sleep(0.2)
    return f"{os.getpid()} {os.environ['CLASSROOM_FORK_SERVER']}"


def test_the_workers_of_a_machine_share_one_fork_server_while_they_are_needed(cluster):
    with DaskWorkers(cluster.address, ["json"]) as workers:
        answers = workers.results(name_the_server, [(name, "") for name in "abcd"])
        found = [text.split() for _, text in answers]
        processes, sockets = map(set, zip(*found, strict=True))
        (path,) = map(Path, sockets)
        assert len(processes) == 2
        assert path.is_socket()
    assert not path.parent.exists()


def test_a_worker_with_other_versions_is_refused(cluster, monkeypatch):
    other = environment() | {"keras": "3.0", "numpy": ""}
    monkeypatch.setattr("classroom.cluster.environment", lambda: other)
    with pytest.raises(ClassroomError, match="has another keras, numpy than the machine that"):
        DaskWorkers(cluster.address).__enter__()


def shout(text: str) -> str:
    """Work that takes a while."""
    time.sleep(0.2)
    return text.upper()


def test_a_worker_with_other_versions_that_joins_later_gets_no_work_and_gives_no_score(
    cluster, tmp_path
):
    (tmp_path / "old.py").write_text(OLD)
    fit, other = cluster.workers
    _kill(other)
    with DaskWorkers(cluster.address) as workers:
        cluster.workers.append(cluster.join("--preload", str(tmp_path / "old.py")))
        _until(lambda: len(workers._client.nthreads()) == 2)
        found = dict(workers.results(shout, [(name, name) for name in "abcdefgh"]))
        assert found == {name: name.upper() for name in "abcdefgh"}
        assert len(workers._fit) == 1
        _kill(fit)
        ((_, refused),) = workers.results(shout, [("a", "a")])
    assert isinstance(refused, GivenUp)
    assert "another keras than" in str(refused)


def test_a_worker_without_a_sandbox_is_refused(cluster, tmp_path, monkeypatch):
    monkeypatch.setenv("CLASSROOM_SANDBOX", "on")
    (tmp_path / "open.py").write_text(OPEN)
    for worker in cluster.workers:
        _kill(worker)
    cluster.workers.append(cluster.join("--preload", str(tmp_path / "open.py")))
    with Client(cluster.address) as client:
        client.wait_for_workers(1, timeout=60)
    with pytest.raises(ClassroomError, match=r"The Dask worker on \S+: no namespaces here"):
        DaskWorkers(cluster.address).__enter__()


def test_a_worker_with_several_threads_does_one_piece_at_a_time():
    terms, alone, together = (tuple(environment().items()), False), Lock(), []

    def work(text):
        together.append(not alone.acquire(blocking=False))
        time.sleep(0.1)
        alone.release()
        return text

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(lambda text: _do(work, text, terms), "abc")) == ["a", "b", "c"]
    assert together == [False, False, False]


def test_a_scheduler_that_ends_is_an_error_that_says_so(cluster):
    with DaskWorkers(cluster.address) as workers:
        answers = workers.results(shout, [(name, name) for name in "abcdefgh"])
        next(answers)
        cluster.scheduler.kill()
        with pytest.raises(ClassroomError, match="has lost its scheduler"):
            list(answers)


def _kill(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()


def _until(so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not so():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_scheduler_that_is_not_there_is_an_error_in_one_line(students):
    students.hand_in("ada", students.answers())
    with pytest.raises(ClassroomError, match="There is no Dask scheduler at tcp://127"):
        students.grade(scheduler=f"tcp://127.0.0.1:{_free_port()}")
