"""The report on all assignments of a class."""

from __future__ import annotations

import json
from pathlib import Path

from classroom.errors import ClassroomError
from classroom.places import ClassRoot, Course
from classroom.report.classreport import read_scores
from classroom.report.figures import mean, scored
from classroom.report.page import page


def course_report(course: Course, root: Path) -> Path:
    """Write reports/course.html and course.json: students by assignments, and the means.

    Returns:
        The path of the page.

    Raises:
        ClassroomError: if no assignment of the class was graded yet.
    """
    places = [ClassRoot(root, name) for name in course.assignments()]
    tables = {place.assignment: read_scores(place) for place in places if place.scores.is_file()}
    if not tables:
        raise ClassroomError(f"No assignment of the class in {root} was graded yet.")
    cells = {
        name: {row["student_id"]: row for row in rows if row["student_id"]}
        for name, rows in tables.items()
    }
    students = sorted({student for rows in cells.values() for student in rows})
    values = {
        "names": list(tables),
        "students": students,
        "cells": cells,
        "means": {name: mean(rows) for name, rows in tables.items()},
        "most": {name: rows[0]["max_score"] if rows else "" for name, rows in tables.items()},
        "graded": {name: len(scored(rows)) for name, rows in tables.items()},
        "totals": {student: _total(cells, student) for student in students},
        "reports": {
            name: (ClassRoot(root, name).reports / "report.html").is_file() for name in tables
        },
    }
    path = root / "reports" / "course.html"
    path.write_text(page("course.html", **values), encoding="utf-8")
    data = {key: values[key] for key in ("names", "students", "means", "totals", "cells")}
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    path.with_suffix(".json").write_text(text, encoding="utf-8")
    return path


def _total(cells: dict[str, dict[str, dict[str, str]]], student: str) -> float:
    rows = [rows[student] for rows in cells.values() if student in rows]
    return sum(float(row["score"]) for row in scored(rows))
