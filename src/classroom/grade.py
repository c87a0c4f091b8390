"""Grade one assignment of one class: intake, then nbgrader, then the table of scores.

nbgrader does the grading: its real commands run as processes of their own, so that its gradebook,
its formgrader and its feedback pages are the instructor's as ever. This module decides what
nbgrader is given, and says what became of each submission.
"""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Iterable

from nbgrader.api import Gradebook

from classroom.assignment import Assignment, Notebook, grade_id
from classroom.command import Run, failures, last_words, nbgrader
from classroom.config import TIMEOUT, sandboxed
from classroom.enclosure import require_sandbox
from classroom.errors import ClassroomError
from classroom.intake import Submission, look_at_class
from classroom.places import ClassRoot, Course
from classroom.preload import shared_server
from classroom.status import Standing, Status, save

Row = dict[str, str]


def grade(course: Course, place: ClassRoot, timeout: int = TIMEOUT) -> list[Row]:
    """Grade everything that was handed in for an assignment, again if need be.

    Returns:
        The rows of the exported table of scores, one for each student.

    Raises:
        ClassroomError: if grading itself could not run. A submission that cannot be graded is no
            error: it is a row with its status and reason, and without a score.
    """
    assignment = Assignment.read(course.source(place.assignment))
    if not any(place.root.glob("submitted/*")):
        folder = place.submitted("<student>")
        raise ClassroomError(f"Nobody handed anything in: there is no folder {folder}.")
    if sandboxed():
        require_sandbox()
    with shared_server(assignment):
        return _grade(course, place, assignment, timeout)


def _grade(course: Course, place: ClassRoot, assignment: Assignment, timeout: int) -> list[Row]:
    _clear(place)
    _register(course, place)
    submissions = look_at_class(place, assignment, _known_students(place))
    accepted = [s for s in submissions if s.notebook]
    _accept(place, accepted)
    standings = {s.student: s.standing for s in submissions}
    standings |= _autograde(course, place, accepted, timeout)
    _forget_scores(place, {s for s, found in standings.items() if not found.status.has_score})
    standings |= _feedback(course, place, standings)
    save(place.statuses, standings)
    return _export(course, place)


def _clear(place: ClassRoot) -> None:
    # Whatever happens from here on, nothing of an earlier grading is taken for a result.
    for step in ("accepted", "autograded", "feedback"):
        for folder in place.root.glob(f"{step}/*/{place.assignment}"):
            shutil.rmtree(folder)
    shutil.rmtree(place.reports, ignore_errors=True)
    place.reports.mkdir(parents=True)


def _register(course: Course, place: ClassRoot) -> None:
    # Every time, so that the gradebook has the tests that solutions/ has now.
    source = place.root / "solutions" / place.assignment
    if source.resolve() != course.source(place.assignment).parent.resolve():
        shutil.rmtree(source, ignore_errors=True)
        shutil.copytree(course.source(place.assignment).parent, source)
    with tempfile.TemporaryDirectory() as unused:
        release = f"--CourseDirectory.release_directory={unused}"
        _run(course, place, "generate_assignment", place.assignment, "--force", release)


def _known_students(place: ClassRoot) -> list[str]:
    with _gradebook(place) as gradebook:
        return [student.id for student in gradebook.students]


def _accept(place: ClassRoot, submissions: Iterable[Submission]) -> None:
    for submission in submissions:
        folder = place.accepted(submission.student)
        folder.mkdir(parents=True)
        text = json.dumps(submission.notebook, indent=1)
        (folder / f"{place.assignment}.ipynb").write_text(text, encoding="utf-8")
        if submission.timestamp:
            (folder / "timestamp.txt").write_text(submission.timestamp, encoding="utf-8")


def _autograde(
    course: Course, place: ClassRoot, accepted: list[Submission], timeout: int
) -> dict[str, Standing]:
    if not accepted:
        return {}
    arguments = ["autograde", place.assignment, "--CourseDirectory.submitted_directory=accepted"]
    run = nbgrader(place.root, *arguments, course=course.root, log=place.log, timeout=timeout)
    given_up = failures(run.log, timeout)
    if not run.well and not given_up:
        raise _failed(place, "autograde", run)
    return {s.student: _standing(place, s, given_up, timeout) for s in accepted}


def _standing(
    place: ClassRoot, submission: Submission, given_up: dict[str, str], timeout: int
) -> Standing:
    executed = executed_notebook(place, submission.student)
    if executed is None:
        unreached = f"nbgrader did not finish it (see {place.log.name})"
        return Standing(Status.UNGRADABLE, given_up.get(submission.student, unreached))
    if remarks := doubts(executed, timeout):
        known = [submission.standing.reason] if submission.standing.reason else []
        return Standing(Status.NEEDS_REVIEW, "; ".join(known + remarks))
    return submission.standing


def executed_notebook(place: ClassRoot, student: str) -> Notebook | None:
    """Return the notebook that nbgrader executed and scored, or None if it did not get so far."""
    path = place.autograded(student) / f"{place.assignment}.ipynb"
    if not path.is_file():
        return None
    notebook = json.loads(path.read_text(encoding="utf-8"))
    # Before it is executed a sanitised copy lies there, without what the kernel says of itself.
    return notebook if "language_info" in notebook["metadata"] else None


def doubts(notebook: Notebook, timeout: int) -> list[str]:
    """Say why a person should look at an executed notebook, although it has a score."""
    stopped, remarks = [], []
    for number, cell in enumerate(notebook["cells"], start=1):
        name = grade_id(cell) or f"number {number}"
        for output in cell.get("outputs", []):
            if output.get("ename") == "CellTimeoutError":
                stopped.append(name)
            elif output.get("ename") == "CannotTell":
                remarks.append(f"{name}: {output.get('evalue')}")
    if stopped:
        cells, were = ("cell", "was") if len(stopped) == 1 else ("cells", "were")
        named = f"{cells} {', '.join(stopped)}"
        remarks.insert(0, f"{named} ran longer than {timeout} s and {were} stopped")
    return remarks


def _forget_scores(place: ClassRoot, students: set[str]) -> None:
    """Take the points of an earlier grading from students who have no score now.

    Points given by hand stay in the gradebook, and nbgrader shows the submission as one that needs
    a person.
    """
    with _gradebook(place) as gradebook:
        for submission in gradebook.assignment_submissions(place.assignment):
            if submission.student.id in students:
                for found in (grade for nb in submission.notebooks for grade in nb.grades):
                    found.auto_score, found.needs_manual_grade = None, True
        gradebook.db.commit()


def _feedback(
    course: Course, place: ClassRoot, standings: dict[str, Standing]
) -> dict[str, Standing]:
    scored = {student: found for student, found in standings.items() if found.status.has_score}
    if not scored:
        return {}
    nbgrader(place.root, "generate_feedback", place.assignment, course=course.root, log=place.log)
    return {
        student: Standing(Status.NEEDS_REVIEW, f"it has no feedback page (see {place.log.name})")
        for student in scored
        if not (place.feedback(student) / f"{place.assignment}.html").is_file()
    }


def _export(course: Course, place: ClassRoot) -> list[Row]:
    exporter = "--exporter=classroom.export.ScoreTable"
    only = f"--ExportPlugin.assignment={place.assignment}"
    _run(course, place, "export", exporter, only, f"--to={place.scores.resolve()}")
    with place.scores.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _run(course: Course, place: ClassRoot, *arguments: str) -> None:
    run = nbgrader(place.root, *arguments, course=course.root, log=place.log)
    if not run.well:
        raise _failed(place, arguments[0], run)


def _failed(place: ClassRoot, command: str, run: Run) -> ClassroomError:
    words = last_words(run.log)
    return ClassroomError(f"nbgrader {command} failed: {words} (see {place.log}).")


def _gradebook(place: ClassRoot) -> Gradebook:
    return Gradebook(f"sqlite:///{place.gradebook.resolve()}")


def table(rows: list[Row]) -> str:
    """Set the rows of the table of scores for the console.

    >>> print(table([{"student_id": "ada", "score": "20", "max_score": "20",
    ...               "status": "graded", "reason": ""},
    ...              {"student_id": "lee", "score": "", "max_score": "20",
    ...               "status": "ungradable", "reason": "the file is empty"}]))
    student    score  status      reason
    ada      20 / 20  graded
    lee            -  ungradable  the file is empty
    """
    lines = [("student", "score", "status", "reason")] + [
        (
            row["student_id"],
            f"{row['score']} / {row['max_score']}" if row["score"] else "-",
            row["status"],
            row["reason"],
        )
        for row in rows
    ]
    name, score, status = (max(len(line[i]) for line in lines) for i in range(3))
    return "\n".join(
        f"{a:{name}}  {b:>{score}}  {c:{status}}  {d}".rstrip() for a, b, c, d in lines
    )
