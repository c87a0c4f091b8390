"""Make a sample class out of the answer corpus, so that grading can be seen at once.

>>> sorted(ROSTER)  # doctest: +NORMALIZE_WHITESPACE
['ada', 'alan', 'barbara', 'broken_file', 'endless_loop', 'grace', 'linus', 'untouched']
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

from classroom.assignment import Assignment, Notebook
from classroom.corpus import Answer, read_corpus, with_answers
from classroom.errors import ClassroomError
from classroom.places import ClassRoot, Course
from classroom.status import Status

Choice = dict[str, Answer]


class _Pool:
    """The answers of an assignment, to choose from."""

    def __init__(self, assignment: Assignment, answers: list[Answer]):
        self.tasks = [task.name for task in assignment.tasks]
        self.answers = answers

    def pick(self, task: str, right: bool, number: int) -> Answer:
        """Return a task's right or wrong answer, counting round."""
        fitting = [a for a in self.answers if a.task == task and a.right == right]
        if not fitting:
            kind = "right" if right else "wrong"
            raise ClassroomError(f"The task {task} has no {kind} answer to make a sample class of.")
        return fitting[number % len(fitting)]

    def right(self, number: int = 0) -> Choice:
        return {task: self.pick(task, True, number) for task in self.tasks}

    def wrong(self, number: int, *places: int) -> Choice:
        """Answer rightly but for the tasks at these places, counted round."""
        misled = {self.tasks[place % len(self.tasks)] for place in places}
        return self.right() | {task: self.pick(task, False, number) for task in misled}


ROSTER: dict[str, Callable[[_Pool], Choice]] = {
    "ada": lambda pool: pool.right(),
    "alan": lambda pool: pool.wrong(0, 0),
    "barbara": lambda pool: pool.wrong(1, 1, 2),
    "broken_file": lambda pool: {},
    "endless_loop": lambda pool: pool.right(),
    "grace": lambda pool: pool.right(1),
    "linus": lambda pool: pool.wrong(2, *range(len(pool.tasks))),
    "untouched": lambda pool: {},
}
_LOOP = "while True:\n    pass\n\n"


def make_sample(course: Course, place: ClassRoot) -> None:
    """Write the submissions of the sample class, and the scores that the corpus says they get."""
    assignment = Assignment.read(course.source(place.assignment))
    exercise = Assignment.read(course.release(place.assignment)).notebook
    pool = _Pool(assignment, read_corpus(course.answers(place.assignment), assignment))
    shutil.rmtree(place.root, ignore_errors=True)
    expected = {}
    for student, choose in ROSTER.items():
        choice = choose(pool)
        _write(place, student, _text(student, exercise, choice))
        expected[student] = _outcome(student, choice)
    text = json.dumps(expected, indent=1, sort_keys=True) + "\n"
    place.expected_scores.write_text(text, encoding="utf-8")


def surprises(place: ClassRoot, rows: list[dict[str, str]]) -> list[str]:
    """Compare the table of scores with what the corpus says, one line for each difference."""
    expected = json.loads(place.expected_scores.read_text(encoding="utf-8"))
    found = {row["student_id"]: {"score": row["score"], "status": row["status"]} for row in rows}
    return [
        f"{student}: the corpus says {_words(expected.get(student))}, "
        f"grading says {_words(found.get(student))}"
        for student in sorted({*expected, *found})
        if expected.get(student) != found.get(student)
    ]


def _text(student: str, exercise: Notebook, choice: Choice) -> str:
    sources = {task: answer.source for task, answer in choice.items()}
    if student == "endless_loop":
        first = next(iter(sources))
        sources[first] = _LOOP + sources[first]
    text = json.dumps(with_answers(exercise, sources), indent=1) + "\n"
    return text[: len(text) // 2] if student == "broken_file" else text


def _outcome(student: str, choice: Choice) -> dict[str, str]:
    if student == "broken_file":
        return {"score": "", "status": Status.UNGRADABLE.value}
    if student == "endless_loop":
        # The loop stands before the first answer, which is therefore never made.
        points = sum(answer.points for answer in list(choice.values())[1:])
        return {"score": f"{points:g}", "status": Status.NEEDS_REVIEW.value}
    points = sum(answer.points for answer in choice.values())
    return {"score": f"{points:g}", "status": Status.GRADED.value}


def _write(place: ClassRoot, student: str, text: str) -> None:
    folder = place.submitted(student)
    folder.mkdir(parents=True)
    (folder / f"{place.assignment}.ipynb").write_text(text, encoding="utf-8")


def _words(outcome: dict[str, str] | None) -> str:
    if outcome is None:
        return "nothing"
    return f"{outcome['score'] or 'no'} points, {outcome['status']}"
