"""Export the gradebook as a table in which a missing score is empty, never 0.

nbgrader export --exporter=classroom.export.ScoreTable --to=scores.csv
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Set
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, SubmittedAssignment
from nbgrader.plugins import ExportPlugin

from classroom.assignment import task_of
from classroom.places import ClassRoot
from classroom.status import Standing, Status, load

_FIRST = ("assignment", "student_id", "score", "max_score")
_LAST = ("status", "reason", "timestamp")

_UNITS = ((86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))

Row = dict[str, str]
ALL: Set[str] = frozenset()  # no choice made


class ScoreTable(ExportPlugin):
    """Write one row for each student and assignment, with a column for each task."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the table to `--to`, or to scores.csv."""
        root = Path(self.parent.coursedir.root)
        names = (set(map(str, self.assignment)), set(map(str, self.student)))
        write_table(Path(self.to or "scores.csv"), *score_table(gradebook, root, *names))


def score_table(
    gradebook: Gradebook, root: Path, assignments: Set[str] = ALL, students: Set[str] = ALL
) -> tuple[list[str], list[Row]]:
    """Return the columns and the rows of the table: of these assignments and students, or of all.

    `root` is the folder of the class, whose statuses stand in the table.
    """
    chosen = [a for a in gradebook.assignments if not assignments or a.name in assignments]
    rows = [row for assignment in chosen for row in _rows(gradebook, root, assignment)]
    tasks = [task for assignment in chosen for task in _tasks(assignment)]
    columns = [*_FIRST, *dict.fromkeys(tasks), *_LAST]
    chosen_rows = [row for row in rows if not students or row["student_id"] in students]
    return columns, [dict.fromkeys(columns, "") | row for row in chosen_rows]


def write_table(path: Path, columns: list[str], rows: list[Row]) -> None:
    """Write a table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _rows(gradebook: Gradebook, root: Path, assignment: Assignment) -> Iterator[Row]:
    path = ClassRoot(root, assignment.name).statuses
    standings = load(path) if path.is_file() else {}
    submissions = {s.student.id: s for s in gradebook.assignment_submissions(assignment.name)}
    for student in sorted({s.id for s in gradebook.students}.union(standings)):
        submission = submissions.get(student)
        yield _row(assignment, student, submission, standings.get(student) or _standing(submission))


def _row(
    assignment: Assignment, student: str, submission: SubmittedAssignment | None, standing: Standing
) -> Row:
    row = {
        "assignment": assignment.name,
        "student_id": student,
        "max_score": f"{assignment.max_score:g}",
        "status": standing.status.value,
        "reason": standing.reason,
    }
    if submission and submission.timestamp:
        row["timestamp"] = submission.timestamp.isoformat()
    if submission and standing.status.has_score:
        penalty = submission.late_submission_penalty or 0
        row["score"] = f"{max(0, submission.score - penalty):g}"
        row["reason"] = "; ".join(filter(None, [standing.reason, _late(submission, penalty)]))
        row |= _task_scores(assignment, submission)
    return row


def _late(submission: SubmittedAssignment, penalty: float) -> str:
    """Say how late a submission is, and what that costs: nothing, where it is not."""
    seconds = submission.total_seconds_late
    if not seconds:
        return ""
    size, unit = next((n, u) for n, u in _UNITS if seconds >= n or n == 1)
    number = f"{seconds / size:.1f}".removesuffix(".0")
    late = f"handed in {number} {unit}{'s' * (number != '1')} late"
    return f"{late}, {penalty:g} points less" if penalty else late


def _task_scores(assignment: Assignment, submission: SubmittedAssignment) -> Row:
    scores = dict.fromkeys(_tasks(assignment), 0.0)
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            if task := task_of(grade.name, scores):
                scores[task] += grade.score
    return {task: f"{score:g}" for task, score in scores.items()}


def _tasks(assignment: Assignment) -> list[str]:
    # By name: the gradebook does not keep the order of the cells.
    return sorted(cell.name for nb in assignment.notebooks for cell in nb.solution_cells)


def _standing(submission: SubmittedAssignment | None) -> Standing:
    # For a student whom nbgrader graded without `classroom grade`: what the gradebook knows.
    if submission is None:
        return Standing(Status.NOT_SUBMITTED, "nothing was handed in")
    if submission.needs_manual_grade:
        return Standing(Status.NEEDS_REVIEW, "nbgrader asks for points by hand")
    return Standing(Status.GRADED)
