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
from nbgrader.utils import determine_grade, is_grade

from classroom import Assignment, ClassRoot, Course
from classroom.config import SANDBOX_VARIABLE
from classroom.console import Silent
from classroom.corpus import read_corpus, with_answers
from classroom.grade import How, grader
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
    steps: dict[str, float] = field(default_factory=dict)
    scores: Scores = field(default_factory=dict)
    corrected: Scores = field(default_factory=dict)

    @property
    def grading(self) -> float:
        return self.seconds - self.feedback


class Stopwatch(Silent):
    """A watcher of grading that takes the time of its steps."""

    def __init__(self, timed: Timed):
        self._timed = timed

    @contextmanager
    def step(self, what: str, total: int) -> Iterator[Callable[[], None]]:
        start = time.monotonic()
        yield lambda: None
        before = self._timed.steps.get(what, 0.0)
        self._timed.steps[what] = before + time.monotonic() - start


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
            ours(handed_in, Path(folder, "open"), names, 2, sandbox=False),
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


def ours(handed_in: Path, root: Path, names: list[str], jobs: int, sandbox: bool = True) -> Timed:
    """Grade with the course's grader, feedback pages included."""
    shutil.copytree(handed_in, root)
    safe = "sandbox" if sandbox else "no sandbox"
    timed = Timed(f"`classroom grade --jobs {jobs}`, {safe}")
    os.environ[SANDBOX_VARIABLE] = "on" if sandbox else "off"
    with taken(timed), grader(COURSE, names, How(jobs=jobs)) as run:
        for name in names:
            rows = run(ClassRoot(root, name), Stopwatch(timed))
            timed.scores |= {(row["student_id"], name): row["score"] for row in rows}
    timed.feedback = timed.steps["Feedback"]
    return timed


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
    steps = [
        f"| {way.name} | " + " | ".join(f"{way.steps[s]:.0f} s" for s in others[0].steps) + " |"
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
                "The steps of the course's grader, in seconds for the whole class; starting the "
                "processes and importing Keras once is the rest:",
                "",
                "| way | " + " | ".join(others[0].steps) + " |",
                "| - |" + " - |" * len(others[0].steps),
                *steps,
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


if __name__ == "__main__":
    main()
