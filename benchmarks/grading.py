"""Measure grading: stock nbgrader and the course's grader, one class, one machine, one run.

    python benchmarks/grading.py                     60 students, all assignments (an hour)
    python benchmarks/grading.py --students 6        a look, in some minutes

It writes GRADING.md here. The class is made from the answer corpus with a fixed seed: each
student has a random answer to each task.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import nbformat
from jupyter_client.jsonutil import parse_date
from nbgrader.utils import determine_grade, is_grade

from classroom import Assignment, ClassRoot, Course
from classroom.config import SANDBOX_VARIABLE
from classroom.console import Silent
from classroom.corpus import read_corpus, with_answers
from classroom.execution import Result
from classroom.grade import How, grader
from classroom.nbgrading import Settings
from classroom.preprocessors import MoveStderr

HERE = Path(__file__).parent
COURSE = Course(HERE.parent)
STOCK = 'c = get_config()\nc.CourseDirectory.source_directory = "solutions"\n'
Scores = dict[tuple[str, str], str]


@dataclass
class Timed:
    """What one way of grading took, and the scores it gave."""

    name: str
    seconds: float = 0.0
    feedback: float = 0.0
    running: list[float] = field(default_factory=list)  # seconds of each submission
    in_cells: list[float] = field(default_factory=list)
    here: float = 0.0  # processor seconds of the process that freezes and scores
    scores: Scores = field(default_factory=dict)
    corrected: Scores = field(default_factory=dict)

    @property
    def grading(self) -> float:
        return self.seconds - self.feedback


class Stopwatch(Silent):
    """A watcher of grading that takes the time of the feedback pages."""

    def __init__(self, timed: Timed):
        self._timed = timed

    @contextmanager
    def step(self, what: str, total: int) -> Iterator[Callable[[], None]]:
        start = time.monotonic()
        yield lambda: None
        if what == "Feedback":
            self._timed.feedback += time.monotonic() - start


class Careless(How):
    """Grading that trusts every submission: nobody looks at what it changes, or decides again."""

    @property
    def settings(self) -> Settings:
        found = super().settings
        return found | {"Execute": found["Execute"] | {"watch": False}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("assignments", nargs="*", default=None)
    options = parser.parse_args()
    names = options.assignments or COURSE.assignments()[:3]
    with tempfile.TemporaryDirectory() as folder:
        handed_in = Path(folder, "class")
        make_class(handed_in, options.students, names, options.seed)
        ways = [
            stock(handed_in, Path(folder, "stock"), names),
            *(ours(handed_in, Path(folder, f"jobs{n}"), names, n) for n in (1, 2, 4)),
            ours(handed_in, Path(folder, "open"), names, 2, safe=False),
        ]
    text = report(options.students, names, ways)
    (HERE / "GRADING.md").write_text(text, encoding="utf-8")
    print(text)


def make_class(root: Path, students: int, names: list[str], seed: int) -> None:
    """Hand in a notebook for every student and assignment."""
    chance = random.Random(seed)
    for name in names:
        assignment = Assignment.read(COURSE.source(name))
        exercise = Assignment.read(COURSE.release(name)).notebook
        answers = read_corpus(COURSE.answers(name), assignment)
        for number in range(students):
            chosen = {
                task.name: chance.choice([a for a in answers if a.task == task.name]).source
                for task in assignment.tasks
            }
            folder = ClassRoot(root, name).submitted(f"student_{number:03}")
            folder.mkdir(parents=True)
            text = json.dumps(with_answers(exercise, chosen))
            (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")


def stock(handed_in: Path, root: Path, names: list[str]) -> Timed:
    """Grade with stock nbgrader, which runs its kernels one after the other."""
    shutil.copytree(handed_in, root)
    shutil.copytree(COURSE.root / "solutions", root / "solutions")
    (root / "nbgrader_config.py").write_text(STOCK)
    timed = Timed("stock nbgrader")
    for name in names:
        nbgrader(root, "generate_assignment", name)
        with taken(timed):
            nbgrader(root, "autograde", name)
            start = time.monotonic()
            nbgrader(root, "generate_feedback", name)
            timed.feedback += time.monotonic() - start
    nbgrader(root, "export")
    with (root / "grades.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["student_id"], row["assignment"]
            timed.scores[key] = f"{float(row['score']):g}"
            timed.corrected[key] = without_stderr(root / "autograded" / Path(*key))
    return timed


def without_stderr(folder: Path) -> str:
    """Return what nbgrader would have given if text on stderr took no points."""
    (path,) = folder.glob("*.ipynb")
    cells = [MoveStderr().preprocess_cell(c, {}, 0)[0] for c in nbformat.read(path, 4).cells]
    return f"{sum(determine_grade(cell)[0] for cell in cells if is_grade(cell)):g}"


def nbgrader(root: Path, *arguments: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-m", "nbgrader", *arguments]
    subprocess.run(
        command, cwd=root, env=os.environ | {"PATH": path}, check=False, capture_output=True
    )


def ours(handed_in: Path, root: Path, names: list[str], jobs: int, safe: bool = True) -> Timed:
    """Grade with the course's grader, feedback pages included."""
    shutil.copytree(handed_in, root)
    words = "sandbox and judge" if safe else "neither sandbox nor judge"
    timed = Timed(f"`classroom grade --jobs {jobs}`, {words}")
    os.environ[SANDBOX_VARIABLE] = "on" if safe else "off"
    how = How(jobs=jobs) if safe else Careless(jobs=jobs)
    before = time.process_time()
    with taken(timed), grader(COURSE, names, how) as run:
        for name in names:
            rows = run(ClassRoot(root, name, apart=True), Stopwatch(timed))
            timed.scores |= {(row["student_id"], name): row["score"] for row in rows}
    timed.here = time.process_time() - before
    for path in root.glob("executed/*/*.json"):
        result = Result(**json.loads(path.read_text(encoding="utf-8")))
        timed.running.append(result.seconds)
        timed.in_cells.append(sum(map(seconds_of, result.cells)))
    return timed


def seconds_of(cell: dict) -> float:
    """Return how long the kernel was busy with a cell."""
    times = cell.get("metadata", {}).get("execution", {})
    first, last = (times.get(f"iopub.status.{state}") for state in ("busy", "idle"))
    return (parse_date(last) - parse_date(first)).total_seconds() if first and last else 0.0


@contextmanager
def taken(timed: Timed) -> Iterator[None]:
    """Add the time of a block."""
    start = time.monotonic()
    yield
    timed.seconds += time.monotonic() - start


def report(students: int, names: list[str], ways: list[Timed]) -> str:
    """Set the numbers as Markdown."""
    count = students * len(names)
    first, *others = ways
    rows = [
        f"| {way.name} | {way.grading:.0f} s | {way.feedback:.0f} s "
        f"| {60 * count / way.seconds:.0f} | {first.grading / way.grading:.1f} "
        f"| {first.seconds / way.seconds:.1f} |"
        for way in ways
    ]
    parts = [
        f"| {way.name} | {spread(way.running)} | {spread(way.in_cells)} "
        f"| {way.here / count:.2f} s |"
        for way in others
    ]
    corrected = sum(first.scores[key] != score for key, score in first.corrected.items())
    differences = [
        f"- {student}, {name}: stock {score}, {way.name} {way.scores.get((student, name))}"
        for way in others
        for (student, name), score in sorted(first.corrected.items())
        if way.scores.get((student, name)) != score
    ]
    return (
        "\n".join(
            [
                "# Grading a class",
                "",
                f"Written by `python benchmarks/grading.py --students {students}` on "
                f"{date.today():%d %B %Y}: {students} students, {len(names)} assignments "
                f"({', '.join(names)}), Python {platform.python_version()}, {os.cpu_count()} "
                "processor cores shared with other work (trust ratios rather than seconds).",
                "",
                "| way | grading | feedback pages | submissions a minute | times stock: grading "
                "| both |",
                "| - | - | - | - | - | - |",
                *rows,
                "",
                "Where the time of the course's grader goes, for one submission (median, and the "
                "5th and 95th of 100). The cells are Keras and the checks: less is not possible "
                "without running less. The rest of a run is the start of a kernel, its messages, "
                "and its end. Freezing and scoring are nbgrader's own steps, in one process; "
                "meanwhile others run.",
                "",
                "| way | run | of it in its cells | freezing and scoring (processor time) |",
                "| - | - | - | - |",
                *parts,
                "",
                f"Stock gives {corrected} of {count} submissions too few points: TensorFlow wrote "
                "to stderr in a cell with points. The course's grader moves that text. Scores that "
                "differ from stock's, this correction made: "
                f"{len(differences)} of {count * len(others)}.",
                "",
                *differences,
            ]
        ).rstrip()
        + "\n"
    )


def spread(seconds: list[float]) -> str:
    low, middle, high = (sorted(seconds)[round(q * (len(seconds) - 1))] for q in (0.05, 0.5, 0.95))
    return f"{middle:.2f} s ({low:.2f} to {high:.2f})"


if __name__ == "__main__":
    main()
