"""Where things are: the course's own files, and the folder of a class."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Course:
    """The folder with nbgrader_config.py, solutions/, exercises/ and tests/answers/."""

    root: Path

    def assignments(self) -> list[str]:
        """List the names of the assignments, in order."""
        return sorted(path.stem for path in self.root.glob("solutions/*/*.ipynb"))

    def source(self, name: str) -> Path:
        return self.root / "solutions" / name / f"{name}.ipynb"

    def release(self, name: str) -> Path:
        return self.root / "exercises" / name / f"{name}.ipynb"

    def expected(self, name: str) -> Path:
        return self.source(name).with_name("expected.json")

    def answers(self, name: str) -> Path:
        return self.root / "tests" / "answers" / name


@dataclass(frozen=True)
class ClassRoot:
    """One class's folder in nbgrader's layout, seen for one assignment.

    `accepted/` holds the submissions as they are run: in order, with the tests. `executed/`
    holds what running them gave. `reports/` holds the statuses, the table of scores and nbgrader's
    log. A class that is graded `apart`, to try something out, has its scores in a file of its own,
    whatever gradebook nbgrader_config.py names.
    """

    root: Path
    assignment: str
    apart: bool = False

    @property
    def gradebook(self) -> Path:
        return self.root / "gradebook.db"

    @property
    def reports(self) -> Path:
        return self.root / "reports" / self.assignment

    @property
    def statuses(self) -> Path:
        return self.reports / "statuses.json"

    @property
    def scores(self) -> Path:
        return self.reports / "scores.csv"

    @property
    def log(self) -> Path:
        return self.reports / "nbgrader.log"

    @property
    def expected_scores(self) -> Path:
        return self.root / "expected_scores.json"

    @property
    def executed(self) -> Path:
        return self.root / "executed" / self.assignment

    def submitted(self, student: str) -> Path:
        return self.root / "submitted" / student / self.assignment

    def accepted(self, student: str) -> Path:
        return self.root / "accepted" / student / self.assignment

    def autograded(self, student: str) -> Path:
        return self.root / "autograded" / student / self.assignment

    def feedback(self, student: str) -> Path:
        return self.root / "feedback" / student / self.assignment
