"""The statuses that `nbgrader autograde` writes when it runs without `classroom grade`.

Each submission counts as ungradable from the moment that nbgrader begins with it until it is done.
nbgrader works in the folder of the class, and tells its hooks the notebooks that it converts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from classroom.assignment import Assignment
from classroom.doubts import doubts
from classroom.intake import look_at
from classroom.places import ClassRoot, Course
from classroom.status import Standing, Status, load, save

_UNFINISHED = "nbgrader did not finish it: its log says why"


def begin(notebooks: Iterable[str]) -> None:
    """Write that these submissions have no score yet."""
    for place, student in _submissions(notebooks):
        assignment = source_in(place)
        found = look_at(place, assignment, student).standing if assignment else None
        damaged = found and found.status is Status.UNGRADABLE
        _note(place, student, found if damaged else Standing(Status.UNGRADABLE, _UNFINISHED))


def end(notebooks: Iterable[str], **_: object) -> None:
    """Write that these submissions have a score, and why a person should look at it."""
    for place, student in _submissions(notebooks):
        path = place.autograded(student) / f"{place.assignment}.ipynb"
        remarks = doubts(json.loads(path.read_text(encoding="utf-8")))
        status = Status.NEEDS_REVIEW if remarks else Status.GRADED
        _note(place, student, Standing(status, "; ".join(remarks)))


def source_in(place: ClassRoot) -> Assignment | None:
    """Read the assignment in the folder of the class; nbgrader's gradebook may be all there is."""
    source = Course(place.root).source(place.assignment)
    return Assignment.read(source) if source.is_file() else None


def _submissions(notebooks: Iterable[str]) -> Iterator[tuple[ClassRoot, str]]:
    for path in map(Path, notebooks):
        yield ClassRoot(Path(), path.parent.name), path.parent.parent.name


def _note(place: ClassRoot, student: str, standing: Standing) -> None:
    known = load(place.statuses) if place.statuses.is_file() else {}
    place.reports.mkdir(parents=True, exist_ok=True)
    save(place.statuses, known | {student: standing})
