"""Grade a large class in many ways, and compare every score; kill what grades it; count memory.

    python benchmarks/scale.py                    1,000 submissions (an hour)
    python benchmarks/scale.py --students 60      a look, in some minutes

The class is that of the tests: real notebooks and real nbgrader, an assignment without Keras, so
that stock nbgrader can grade a thousand submissions. Each student has answers of their own, chosen
with a fixed seed. It writes SCALE.md here, and ends with status 1 if a score differs that should
not.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import psutil
from jupyter_client import AsyncKernelManager

from classroom import ClassRoot, Course
from classroom.corpus import with_answers
from classroom.grade import How, grade
from classroom.provisioner import PROVISIONER

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tests" / "classroom"))
from conftest import NAME, TASKS, make_course  # noqa: E402
from grading import STOCK, nbgrader, without_stderr  # noqa: E402

KINDS = ("right", "wrong", "raises", "warns", "untouched")
Scores = dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        course = make_course(Path(folder, "course"))
        handed_in = Path(folder, "class")
        make_class(course, handed_in, options.students, options.seed)
        wanted, corrected, alone = stock(course, handed_in, Path(folder, "stock"))
        ways = {
            "1 job": lambda root: ours(course, root, How(jobs=1)),
            "2 jobs": lambda root: ours(course, root, How(jobs=2)),
            "4 jobs": lambda root: ours(course, root, How(jobs=4)),
            "2 jobs, workers killed at random": lambda root: killed(course, root, options.seed),
            f"2 jobs, kill -9 {options.kills} times": lambda root: interrupted(
                course, root, options.kills, options.seed
            ),
            "Dask, 2 workers": lambda root: on_dask(course, root, 2),
            "Dask, 4 workers": lambda root: on_dask(course, root, 4),
        }
        lines.append(f"| stock nbgrader | {alone:.0f} | {options.students} | - | - |")
        took: dict[str, float] = {}
        wrong = 0
        for name, way in ways.items():
            root = Path(folder, name.replace(" ", "_").replace(",", ""))
            shutil.copytree(handed_in, root)
            start = time.monotonic()
            scores = way(root)
            took[name] = seconds = time.monotonic() - start
            other = sum(scores[s] != corrected[s] for s in wanted)
            mended = sum(scores[s] != wanted[s] for s in wanted) - other
            wrong += other
            lines.append(f"| {name} | {seconds:.0f} | {len(scores)} | {mended} | {other} |")
            print(lines[-1], flush=True)
            shutil.rmtree(root)
    text = report(options.students, lines, took, kernel_times(), kernel_memory())
    (HERE / "SCALE.md").write_text(text, encoding="utf-8")
    print(text)
    sys.exit(1 if wrong else 0)


def make_class(course: Course, root: Path, students: int, seed: int) -> None:
    """Hand in a notebook for every student, no two alike."""
    chance = random.Random(seed)
    exercise = json.loads(course.release(NAME).read_text())
    for number in range(students):
        answers = {}
        for task, (body, _, _) in TASKS.items():
            kind = chance.choice(KINDS)
            if kind != "untouched":
                line = {
                    "right": body,
                    "wrong": f"return {number} + 1000",
                    "raises": "raise ValueError(x)",
                    "warns": f"import sys; print('careful', file=sys.stderr); {body}",
                }[kind]
                answers[task] = f"def {task}(x):  # student {number}\n    {line}\n"
        folder = ClassRoot(root, NAME).submitted(f"student_{number:04}")
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_text(json.dumps(with_answers(exercise, answers)))


def stock(course: Course, handed_in: Path, root: Path) -> tuple[Scores, Scores, float]:
    """Return stock nbgrader's scores, those without its rule about stderr, and its seconds."""
    shutil.copytree(handed_in, root)
    shutil.copytree(course.root / "solutions", root / "solutions")
    (root / "nbgrader_config.py").write_text(STOCK)
    nbgrader(root, "generate_assignment", NAME)
    start = time.monotonic()
    nbgrader(root, "autograde", NAME)
    seconds = time.monotonic() - start
    nbgrader(root, "export")
    with (root / "grades.csv").open(encoding="utf-8", newline="") as file:
        scores = {row["student_id"]: f"{float(row['score']):g}" for row in csv.DictReader(file)}
    return scores, {s: without_stderr(root / "autograded" / s / NAME) for s in scores}, seconds


def ours(course: Course, root: Path, how: How) -> Scores:
    return {row["student_id"]: row["score"] for row in grade(course, ClassRoot(root, NAME), how)}


def killed(course: Course, root: Path, seed: int) -> Scores:
    """Grade while a worker process is killed every few seconds."""
    chance = random.Random(seed)
    with every(3.0, lambda: _kill_a_worker(chance)):
        return ours(course, root, How(jobs=2))


def _kill_a_worker(chance: random.Random) -> None:
    children = psutil.Process().children()
    with suppress(psutil.NoSuchProcess):  # it has ended meanwhile
        workers = [p for p in children if "spawn_main" in " ".join(p.cmdline())]
        if workers:
            chance.choice(workers).kill()


def interrupted(course: Course, root: Path, times: int, seed: int) -> Scores:
    """Start grading, kill it without warning after a while, and so on; then let it finish."""
    chance = random.Random(seed)
    command = [sys.executable, "-m", "classroom", "grade", NAME, "--class-root", str(root)]
    for _ in range(times):
        process = subprocess.Popen(
            [*command, "--jobs", "2"],
            cwd=course.root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(1.0, 12.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
    return ours(course, root, How(jobs=2))


def on_dask(course: Course, root: Path, workers: int) -> Scores:
    """Grade on a cluster of this machine: a scheduler and so many worker processes."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        return ours(course, root, How(jobs=workers, scheduler=cluster.scheduler_address))


@contextmanager
def every(seconds: float, do: Callable[[], None]) -> Iterator[None]:
    """Do something again and again, in a thread, while the block runs."""
    end = threading.Event()

    def work() -> None:
        while not end.wait(seconds):
            do()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


def kernel_times(count: int = 20) -> list[float]:
    """Seconds from the wish for a kernel to the answer of one that has imported Keras, as graded.

    Anybody else's client waits 0.2 s longer, in case the kernel publishes something by itself.
    """
    found = [asyncio.run(_answered("import keras"))[0] for _ in range(count + 1)]
    return found[1:]  # the first one starts the fork server


async def _answered(code: str) -> tuple[float, str]:
    """Run code in a new kernel; return the seconds that took, and what it printed."""
    os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = PROVISIONER
    lines: list[str] = []
    start = time.monotonic()
    manager = AsyncKernelManager()
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=180)
        await client.execute_interactive(
            code, timeout=120, output_hook=lambda m: lines.append(m["content"].get("text", ""))
        )
        return time.monotonic() - start, "".join(lines)
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


def kernel_memory() -> float:
    """Megabytes that a kernel adds to its fork server, after a model was built and trained."""
    code = (
        "import keras, numpy as np, os, psutil\n"
        "m = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4)])\n"
        "m.compile('sgd', 'mse'); m.fit(np.ones((32, 8)), np.ones((32, 4)), verbose=0)\n"
        "info = psutil.Process().memory_full_info()\n"
        "print(info.uss)"
    )
    return int(asyncio.run(_answered(code))[1].split()[-1]) / 1e6


def report(
    students: int, lines: list[str], took: dict[str, float], ready: list[float], memory: float
) -> str:
    cpus = len(os.sched_getaffinity(0))
    rate = students / took["2 jobs"]
    hours = 100_000 / rate / 3600
    two, four = (took[f"{n} jobs"] / took[f"Dask, {n} workers"] for n in (2, 4))
    return "\n".join(
        [
            "# Grading a large class",
            "",
            f"Measured on {date.today():%Y-%m-%d}, {cpus} processors, in one run of",
            f"`python benchmarks/scale.py --students {students}`. Stock nbgrader takes points for",
            "text on stderr; those scores are mended on purpose.",
            "",
            "| how | seconds | scores | mended | other differences |",
            "|---|---|---|---|---|",
            *lines,
            "",
            f"Two Dask workers do {two:.0%} of the work of two local jobs in the same time, four",
            f"{four:.0%} of that of four, their start included.",
            "",
            f"A kernel with Keras imported is ready in {statistics.median(ready):.2f} s (median of",
            f"{len(ready)}; {min(ready):.2f} to {max(ready):.2f} s). One that has built and",
            f"trained a model has {memory:.0f} MB of its own.",
            "",
            f"At the rate of 2 jobs, {rate:.2f} submissions a second, 100,000 submissions take",
            f"{hours:.0f} hours on one such machine, and {hours / 16:.1f} hours on 16 of them: the",
            "runs need nothing from each other. One process writes the gradebook.",
            "",
        ]
    )


if __name__ == "__main__":
    main()
