"""Write feedback pages in a process of their own: they take longer than everything but running.

nbgrader's converter works for one student at a time, from the gradebook and the executed notebook.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from classroom.nbgrading import Nbgrader, NotGraded
from classroom.places import ClassRoot, Course


def feedback_piece(course: Course, place: ClassRoot, students: Iterable[str]) -> str:
    """Return a piece of work: the pages of these students."""
    folders = [str(course.root.resolve()), str(place.root.resolve())]
    return json.dumps([*folders, place.assignment, place.apart, list(students)])


def write_feedback(text: str) -> str:
    """Write the pages of a piece of work. A page that cannot be written is missing afterwards."""
    course, root, assignment, apart, students = json.loads(text)
    nbgrader = Nbgrader(Course(Path(course)), ClassRoot(Path(root), assignment, apart))
    for student in students:
        try:
            nbgrader.feedback(student)
        except NotGraded:
            continue
    return ""
