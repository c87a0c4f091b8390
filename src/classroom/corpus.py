"""The answer corpus: right and wrong answers of every task, in tests/answers/<assignment>/<task>/.

A file `right_*.py` or `wrong_*.py` is the text that a learner would put into the task's cell. A
wrong answer starts with what it must get:

    # says: called twice, but with two different kernels
    # points: 2
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from classroom.assignment import Assignment, Notebook, Task, grade_id, is_solution
from classroom.errors import ClassroomError

_HEADER = re.compile(r"# *(says|points) *: *(.*?) *\n")


@dataclass(frozen=True)
class Answer:
    """One answer to one task, and what it must get."""

    task: str
    name: str
    right: bool
    source: str
    points: float
    says: str = ""

    def __str__(self) -> str:
        return f"{self.task}/{self.name}.py"


def read_corpus(folder: Path, assignment: Assignment) -> list[Answer]:
    """Read all answers for an assignment, in the order of its tasks.

    Raises:
        ClassroomError: if a file or folder is not what it should be, naming it.
    """
    if not folder.is_dir():
        raise ClassroomError(f"There is no folder {folder}: every task needs its answers there.")
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not entry.name.startswith(("__", ".")):
            assignment.task(entry.name)
    return [
        read_answer(path, task)
        for task in assignment.tasks
        for path in sorted((folder / task.name).glob("*.py"))
    ]


def read_answer(path: Path, task: Task) -> Answer:
    """Read one answer with its header.

    Raises:
        ClassroomError: if the name or the header is wrong, with what to write.
    """
    kind = path.stem.partition("_")[0]
    if kind not in ("right", "wrong"):
        raise ClassroomError(f"{path}: name it right_<what>.py or wrong_<what>.py.")
    header, source = _split(path.read_text(encoding="utf-8"))
    if not source.strip():
        raise ClassroomError(f"{path}: it has no answer below its header.")
    if kind == "right":
        if header:
            raise ClassroomError(f"{path}: a right answer has no '# {next(iter(header))}:' line.")
        return Answer(task.name, path.stem, True, source, task.points)
    for key in ("says", "points"):
        if not header.get(key):
            raise ClassroomError(f"{path}: a wrong answer starts with a line '# {key}: …'.")
    points = _points(path, header["points"])
    return Answer(task.name, path.stem, False, source, points, header["says"])


def with_answers(exercise: Notebook, answers: Mapping[str, str]) -> Notebook:
    """Return the exercise notebook with answers in place of the stubs of their tasks."""
    notebook = copy.deepcopy(exercise)
    for cell in notebook["cells"]:
        if is_solution(cell) and grade_id(cell) in answers:
            cell["source"] = answers[grade_id(cell)]
    return notebook


def _split(text: str) -> tuple[dict[str, str], str]:
    header = {}
    text += "" if text.endswith("\n") else "\n"
    while match := _HEADER.match(text):
        header[match[1]] = match[2]
        text = text[match.end() :]
    return header, text.strip("\n")


def _points(path: Path, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ClassroomError(f"{path}: '# points: {text}' is not a number.") from None
