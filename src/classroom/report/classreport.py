"""The report on one assignment of a class."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from classroom.assignment import Assignment
from classroom.errors import ClassroomError
from classroom.export import Row
from classroom.grade import executed_notebook
from classroom.places import ClassRoot, Course
from classroom.report.figures import difficulties, mean, scored, spread
from classroom.report.findings import Finding, findings, seconds
from classroom.report.groups import Mistake, ranked
from classroom.report.page import page
from classroom.status import NEED_A_PERSON, Status

_COLUMNS = ("student", "task", "check", "outcome", "misconception", "sentence")


def class_report(course: Course, place: ClassRoot) -> Path:
    """Write report.html beside the table of scores, report.csv and report.json with it.

    Returns:
        The path of the page.

    Raises:
        ClassroomError: if the assignment was not graded yet.
    """
    assignment = Assignment.read(course.source(place.assignment))
    rows = read_scores(place)
    found: list[Finding] = []
    times: dict[str, dict[str, float]] = {}
    for row in scored(rows):
        student = row["student_id"]
        if notebook := _notebook(place, student):
            found += findings(notebook, assignment, student)
            times[student] = seconds(notebook, assignment)
    mistakes = ranked(found)
    values = {
        "assignment": assignment,
        "rows": rows,
        "statuses": Counter(Status(row["status"]) for row in rows),
        "people": [row for row in rows if row["status"] in NEED_A_PERSON],
        "graded": len(scored(rows)),
        "mean": mean(rows),
        "spread": spread(rows),
        "tasks": difficulties(assignment, rows, times),
        "mistakes": mistakes,
        "feedback": {row["student_id"]: _has_feedback(place, row["student_id"]) for row in rows},
    }
    path = place.reports / "report.html"
    path.write_text(page("class.html", **values), encoding="utf-8")
    _write_csv(path.with_suffix(".csv"), found)
    _write_json(path.with_suffix(".json"), values, mistakes)
    return path


def read_scores(place: ClassRoot) -> list[Row]:
    """Return the table of scores of an assignment.

    Raises:
        ClassroomError: if there is none.
    """
    try:
        with place.scores.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except FileNotFoundError:
        command = f"python -m classroom grade {place.assignment}"
        raise ClassroomError(
            f"{place.assignment} was not graded yet: there is no {place.scores}. Run {command}."
        ) from None


def _notebook(place: ClassRoot, student: str) -> dict | None:
    try:
        return executed_notebook(place, student)
    except (OSError, ValueError, KeyError):
        return None


def _has_feedback(place: ClassRoot, student: str) -> bool:
    return (place.feedback(student) / f"{place.assignment}.html").is_file()


def _write_csv(path: Path, found: list[Finding]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(vars(finding) for finding in found)


def _write_json(path: Path, values: dict, mistakes: list[Mistake]) -> None:
    data = {
        "assignment": values["assignment"].name,
        "points": values["assignment"].points,
        "mean": values["mean"],
        "statuses": {str(status): count for status, count in values["statuses"].items()},
        "spread": values["spread"],
        "tasks": [asdict(task) for task in values["tasks"]],
        "mistakes": [
            {
                "tasks": mistake.tasks,
                "misconception": mistake.example.misconception,
                "title": mistake.title,
                "sentence": mistake.example.sentence,
                "students": mistake.students,
                "alike": [alike.students for alike in mistake.models],
            }
            for mistake in mistakes
        ],
        "students": values["rows"],
    }
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
