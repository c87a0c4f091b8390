"""Count the points that submissions get by tricks: the course's grader beside stock nbgrader.

    python benchmarks/security.py               the course's grader alone (two minutes)
    python benchmarks/security.py --stock       stock nbgrader as well (half an hour)

The second one writes SECURITY.md here.

It ends with status 1 if the course's grader gives a point that was not earned without telling a
person. Stock nbgrader does not get the attacks on files: without a sandbox they change the machine.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
import tempfile
import textwrap
from datetime import date
from pathlib import Path

from classroom import Assignment, ClassRoot, Course
from classroom.grade import How, grade

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tests" / "classroom"))
from attacks import ASSIGNMENT, CATEGORIES, EARNED, handed_in  # noqa: E402
from grading import COURSE, STOCK, nbgrader  # noqa: E402

UNSAFE = {"files"}
Found = dict[str, tuple[str, str, str]]  # score, status, reason


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stock", action="store_true", help="grade with stock nbgrader, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = ours(COURSE, Path(folder, "ours"))
        theirs = stock(Path(folder, "stock")) if options.stock else {}
    if options.stock:
        text = report(found, theirs)
        (HERE / "SECURITY.md").write_text(text, encoding="utf-8")
    silent = [name for name, row in found.items() if is_silent(row)]
    print(f"{len(found)} attacks, {len(silent)} got points silently{': ' if silent else '.'}")
    print("\n".join(silent))
    sys.exit(1 if silent else 0)


def hand_in(place: ClassRoot, categories: set[str]) -> None:
    exercise = Assignment.read(COURSE.release(ASSIGNMENT)).notebook
    for category in categories:
        for name, attack in CATEGORIES[category].items():
            folder = place.submitted(f"{category}.{name}")
            folder.mkdir(parents=True)
            text = json.dumps(handed_in(exercise, attack))
            (folder / f"{ASSIGNMENT}.ipynb").write_text(text, encoding="utf-8")


def ours(course: Course, root: Path) -> Found:
    """Grade the attacks as a class is graded."""
    place = ClassRoot(root, ASSIGNMENT, apart=True)
    hand_in(place, set(CATEGORIES))
    rows = grade(course, place, How(timeout=20))
    return {row["student_id"]: (row["score"], row["status"], row["reason"]) for row in rows}


def stock(root: Path) -> Found:
    """Grade those that do no harm with stock nbgrader, which has no statuses."""
    hand_in(ClassRoot(root, ASSIGNMENT), set(CATEGORIES) - UNSAFE)
    shutil.copytree(COURSE.root / "solutions", root / "solutions")
    (root / "nbgrader_config.py").write_text(STOCK + "c.ExecutePreprocessor.timeout = 20\n")
    nbgrader(root, "generate_assignment", ASSIGNMENT)
    for folder in sorted(root.glob("submitted/*")):
        # One by one: a notebook with a cell that is there twice would stop the others, too.
        nbgrader(root, "autograde", ASSIGNMENT, "--student", folder.name)
    nbgrader(root, "export")
    with (root / "grades.csv").open(encoding="utf-8", newline="") as file:
        scores = {row["student_id"]: row["raw_score"] for row in csv.DictReader(file)}
    graded = {path.name for path in root.glob("autograded/*")}
    return {
        name: (f"{float(score):g}", "graded", "") if name in graded else ("", "not graded", "")
        for name, score in scores.items()
    }


def is_paid(row: tuple[str, str, str]) -> bool:
    return float(row[0] or 0) > EARNED


def is_silent(row: tuple[str, str, str]) -> bool:
    return is_paid(row) and row[1] == "graded"


def report(found: Found, theirs: Found) -> str:
    """Write the table: a line for each attack, and what either grader made of it."""
    lines = [
        "# Attacks on the grader",
        "",
        f"Measured on {date.today():%Y-%m-%d} with `python benchmarks/security.py --stock`. Each",
        f"attack is the only work in a submission of assignment 05; {EARNED} of 20 points is",
        "earned. What a submission does to the machine, to feedback pages and to a class is tried",
        "in tests/classroom: test_sandbox.py, test_grade.py, test_intake.py, test_resume.py.",
        "",
        "| category | attacks | get points: stock nbgrader | here | here, and nobody is told |",
        "|---|---|---|---|---|",
    ]
    for category, attacks in CATEGORIES.items():
        names = [f"{category}.{name}" for name in attacks]
        here = [sum(map(kind, map(found.get, names))) for kind in (is_paid, is_silent)]
        there = sum(is_paid(theirs[name]) for name in names if name in theirs)
        known = there if category not in UNSAFE else "not run"
        lines.append(f"| {category} | {len(names)} | {known} | {here[0]} | {here[1]} |")
    lines += ["", "| attack | stock | here | why a person looks |", "|---|---|---|---|"]
    for name in sorted(found):
        score, status, reason = found[name]
        other = theirs.get(name, ("not run", "", ""))[0] or "not graded"
        shown = textwrap.shorten(reason.replace("|", "/"), 120, placeholder=" …")
        lines.append(f"| {name} | {other} | {score or '-'}, {status} | {shown} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
