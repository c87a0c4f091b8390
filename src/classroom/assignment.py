"""What an assignment consists of, derived from nbgrader's metadata in its notebook.

A task is a solution cell, and its `grade_id` is the task's name. The task's checks are the grade
cells whose `grade_id` starts with `<task>_check`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.errors import ClassroomError

Cell = dict[str, Any]
Notebook = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """A solution cell, and the points of each of its checks."""

    name: str
    checks: dict[str, float]

    @property
    def points(self) -> float:
        return sum(self.checks.values())


@dataclass(frozen=True)
class Assignment:
    """A notebook with solution and grade cells, in the order of the notebook."""

    name: str
    notebook: Notebook
    tasks: tuple[Task, ...]

    @property
    def points(self) -> float:
        return sum(task.points for task in self.tasks)

    def task(self, name: str) -> Task:
        """Return the task called `name`.

        Raises:
            ClassroomError: if there is none, with the names there are.
        """
        for task in self.tasks:
            if task.name == name:
                return task
        names = ", ".join(task.name for task in self.tasks)
        raise ClassroomError(f"{self.name} has no task '{name}'; its tasks are {names}.")

    @classmethod
    def read(cls, path: Path) -> Assignment:
        """Read the assignment in a source or release notebook.

        Raises:
            ClassroomError: if there is no such notebook, or it is not JSON.
        """
        try:
            notebook = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise ClassroomError(f"There is no notebook {path}.") from None
        except ValueError as error:
            raise ClassroomError(f"{path} is not a notebook: {error}.") from error
        return cls(path.parent.name, notebook, _tasks(notebook))


def settings_of(cell: Cell) -> dict[str, Any]:
    """Return nbgrader's metadata of a cell, empty for an ordinary cell.

    >>> settings_of({"metadata": {"nbgrader": {"grade_id": "build", "solution": True}}})
    {'grade_id': 'build', 'solution': True}
    """
    settings = cell.get("metadata", {}).get("nbgrader")
    return settings if isinstance(settings, dict) else {}


def grade_id(cell: Cell) -> str | None:
    """Return the name that nbgrader knows a cell by."""
    name = settings_of(cell).get("grade_id")
    return name if isinstance(name, str) else None


def is_check(cell: Cell) -> bool:
    """Say whether points hang on this cell."""
    return bool(settings_of(cell).get("grade"))


def is_solution(cell: Cell) -> bool:
    """Say whether this is the cell that the learner fills in."""
    return bool(settings_of(cell).get("solution"))


def source_of(cell: Cell) -> str:
    """Return a cell's text, which notebooks store as one string or as lines.

    >>> source_of({"source": ["a = 1\\n", "b = 2"]})
    'a = 1\\nb = 2'
    """
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def task_of(check: str, tasks: Iterable[str]) -> str | None:
    """Return the task that a check belongs to, the longest name that fits.

    >>> task_of("build_siamese_check_sharing", ["build", "build_siamese"])
    'build_siamese'
    """
    owners = [task for task in tasks if check.startswith(f"{task}_check")]
    return max(owners, key=len, default=None)


def _tasks(notebook: Notebook) -> tuple[Task, ...]:
    cells = [cell for cell in notebook["cells"] if grade_id(cell)]
    checks: dict[str, dict[str, float]] = {
        grade_id(cell): {} for cell in cells if is_solution(cell)
    }
    for cell in filter(is_check, cells):
        if task := task_of(grade_id(cell), checks):
            checks[task][grade_id(cell)] = float(settings_of(cell).get("points", 0))
    return tuple(Task(name, points) for name, points in checks.items())
