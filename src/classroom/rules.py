"""The rules that an assignment's author keeps, each with a message that says what to do."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from classroom.assignment import (
    Assignment,
    Cell,
    Notebook,
    grade_id,
    is_check,
    is_solution,
    settings_of,
    source_of,
)
from classroom.corpus import Answer
from classroom.places import Course
from classroom.release import outdated

POINTS = 20
TASKS = range(4, 7)
RIGHT_ANSWERS = 3
WRONG_ANSWERS = 5
_HINT = re.compile(
    r"<details>\s*<summary>\s*(?:<b>)?Hint (\d)\b.*?</summary>(.*?)</details>", re.DOTALL
)
_BEGIN = re.compile(r"BEGIN (SOLUTION|HIDDEN TESTS)")
_END = re.compile(r"END (SOLUTION|HIDDEN TESTS)")


@dataclass(frozen=True)
class Work:
    """Everything that the rules look at."""

    course: Course
    assignment: Assignment
    exercise: Notebook
    answers: list[Answer]

    @property
    def cells(self) -> list[Cell]:
        return self.assignment.notebook["cells"]


Rule = Callable[[Work], Iterator[str]]


def broken_rules(work: Work) -> list[str]:
    """Return one message for each rule that is broken, in the order of the rules."""
    return [f"{work.assignment.name}: {message}" for rule in RULES for message in rule(work)]


def names_are_unique(work: Work) -> Iterator[str]:
    names = [grade_id(cell) for cell in work.cells if grade_id(cell)]
    for name, count in Counter(names).items():
        if count > 1:
            yield f"the grade_id {name} is used {count} times; give each cell its own."


def cell_ids_are_names(work: Work) -> Iterator[str]:
    for cell in work.cells:
        if grade_id(cell) and cell.get("id") != grade_id(cell):
            yield f"the cell {grade_id(cell)} has the id {cell.get('id')}; make the two equal."


def cells_are_what_nbgrader_can_grade(work: Work) -> Iterator[str]:
    for cell in filter(is_check, work.cells):
        settings = settings_of(cell)
        if is_solution(cell) or not settings.get("locked") or cell["cell_type"] != "code":
            yield f"the check {grade_id(cell)} must be a locked code cell, and no solution."


def tasks_have_checks(work: Work) -> Iterator[str]:
    tasks = work.assignment.tasks
    if len(tasks) not in TASKS:
        yield f"it has {len(tasks)} tasks; an assignment has {TASKS[0]} to {TASKS[-1]}."
    for task in tasks:
        if not task.checks:
            yield f"the task {task.name} has no grade cell {task.name}_check…; add one."


def checks_have_tasks(work: Work) -> Iterator[str]:
    owned = {check for task in work.assignment.tasks for check in task.checks}
    for cell in filter(is_check, work.cells):
        if grade_id(cell) not in owned:
            yield f"the check {grade_id(cell)} belongs to no task; name it <task>_check_<what>."


def points_sum(work: Work) -> Iterator[str]:
    points = sum(float(settings_of(cell).get("points", 0)) for cell in filter(is_check, work.cells))
    if points != POINTS:
        yield f"its checks are worth {points:g} points; an assignment has {POINTS}."


def hints_are_ladders(work: Work) -> Iterator[str]:
    for task, text in _statements(work.cells).items():
        hints = {number: body.strip() for number, body in _HINT.findall(text)}
        for number in "123":
            if not hints.get(number):
                yield (
                    f"the task {task} has no hint {number}; write "
                    f"<details><summary>Hint {number}: …</summary> … </details> in its text."
                )


def kernel_is_python(work: Work) -> Iterator[str]:
    kernel = work.assignment.notebook["metadata"].get("kernelspec", {}).get("name")
    if kernel != "python3":
        yield f"its kernelspec is {kernel}; set it to python3, or the learner's own decides."


def nothing_was_run(work: Work) -> Iterator[str]:
    for place, cells in (("solutions", work.cells), ("exercises", work.exercise["cells"])):
        for number, cell in enumerate(cells, start=1):
            if cell.get("outputs") or cell.get("execution_count"):
                name = grade_id(cell) or f"number {number}"
                yield f"the cell {name} in {place}/ has outputs; clear all outputs and save."


def exercise_keeps_secrets(work: Work) -> Iterator[str]:
    secret, shown = _secrets(work.cells)
    text = json.dumps([source_of(cell) for cell in work.exercise["cells"]], ensure_ascii=False)
    lines = {line.strip() for cell in work.exercise["cells"] for line in _lines(cell)}
    for line in sorted((secret - shown) & lines):
        yield f"exercises/ shows the line '{line}' of a solution or hidden test; release it again."
    if _BEGIN.search(text) or _END.search(text):
        yield "exercises/ has a solution or hidden-test marker left; release it again."


def files_are_current(work: Work) -> Iterator[str]:
    name = work.assignment.name
    for path in outdated(work.course, name):
        file = path.relative_to(work.course.root)
        yield f"{file} is not what its source makes; run: python -m classroom release {name}"


def corpus_is_large_enough(work: Work) -> Iterator[str]:
    for task in work.assignment.tasks:
        for right, kind, least in ((True, "right", RIGHT_ANSWERS), (False, "wrong", WRONG_ANSWERS)):
            count = sum(a.task == task.name and a.right == right for a in work.answers)
            if count < least:
                yield f"the task {task.name} has {count} {kind} answers; it needs {least}."


def wrong_answers_lose_points(work: Work) -> Iterator[str]:
    for answer in work.answers:
        full = work.assignment.task(answer.task).points
        if not answer.right and not 0 <= answer.points < full:
            yield f"{answer} is wrong and gets {answer.points:g} of {full:g} points; say fewer."


RULES: tuple[Rule, ...] = (
    names_are_unique,
    cell_ids_are_names,
    cells_are_what_nbgrader_can_grade,
    tasks_have_checks,
    checks_have_tasks,
    points_sum,
    hints_are_ladders,
    kernel_is_python,
    nothing_was_run,
    exercise_keeps_secrets,
    files_are_current,
    corpus_is_large_enough,
    wrong_answers_lose_points,
)


def _statements(cells: Iterable[Cell]) -> dict[str, str]:
    """Return the text of each task: the Markdown since the last check of the one before."""
    texts, pending, task = {}, "", None
    for cell in cells:
        if is_solution(cell):
            task = grade_id(cell)
            texts[task], pending = pending, ""
        elif is_check(cell):
            texts[task] = texts.get(task, "") + pending
            pending = ""
        elif cell["cell_type"] == "markdown":
            pending += source_of(cell) + "\n"
    return texts


def _secrets(cells: Iterable[Cell]) -> tuple[set[str], set[str]]:
    """Split the source's lines into those a learner must not see, and those they see anyway."""
    secret, shown = set(), set()
    for cell in cells:
        hidden = is_solution(cell) and not _BEGIN.search(source_of(cell))
        for line in _lines(cell):
            if _END.search(line):
                hidden = False
            elif _BEGIN.search(line):
                hidden = True
            else:
                (secret if hidden else shown).add(line.strip())
    return secret - {""}, shown


def _lines(cell: Cell) -> list[str]:
    return source_of(cell).split("\n")
