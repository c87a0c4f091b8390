"""What a person has settled in formgrader, and need not look at again.

nbgrader asks about points given by hand after every grading, and we about all that needs review.
Once somebody has answered in formgrader, with points or with *Resolve*, the submission is settled
as long as it is the same, with the same tests, the same scores and the same reason to look.
"""

from __future__ import annotations

from collections.abc import Mapping

import nbformat
from nbgrader.api import Grade, Gradebook, SubmittedAssignment

from classroom.places import ClassRoot
from classroom.results import text_of
from classroom.status import Standing, Status

BY_HAND = "it has points given by hand: look whether they still fit"
_SEEN = "a person has looked: "
Facts = tuple


def settled(
    gradebook: Gradebook, place: ClassRoot, standings: Mapping[str, Standing]
) -> dict[str, Facts]:
    """Return what was settled, by student, before the class is graded again."""
    found = {}
    for submission in gradebook.assignment_submissions(place.assignment):
        student = submission.student.id
        path = place.autograded(student) / f"{place.assignment}.ipynb"
        known = standings.get(student)
        if known and path.is_file() and _is_answered(grades_of(submission), known):
            found[student] = facts(submission, text_of(nbformat.read(path, 4)), known.reason)
    return found


def facts(submission: SubmittedAssignment, text: str, reason: str) -> Facts:
    """Return what must stay as it is for a submission to stay settled."""
    scores = sorted((grade.name, grade.auto_score) for grade in grades_of(submission))
    return text, scores, reason.removeprefix(_SEEN).removesuffix(BY_HAND).removesuffix("; ")


def looked_at(standing: Standing) -> Standing:
    """Return the standing of a submission that is settled."""
    return Standing(Status.GRADED, standing.reason and _SEEN + standing.reason)


def grades_of(submission: SubmittedAssignment) -> list[Grade]:
    return [grade for notebook in submission.notebooks for grade in notebook.grades]


def _is_answered(grades: list[Grade], known: Standing) -> bool:
    if any(grade.needs_manual_grade for grade in grades):
        return False
    by_hand = any(grade.manual_score is not None or grade.extra_credit for grade in grades)
    return by_hand or known.status is Status.NEEDS_REVIEW or known.reason.startswith(_SEEN)
