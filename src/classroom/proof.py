"""Prove that the grading is right: every answer of the corpus, through the real notebook.

The answers are packed into as few submissions as possible: the k-th student gives the k-th answer
to every task, one more hands in the untouched exercise. They are graded the way a class is graded,
and every task of every student is compared with what the corpus says.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from classroom.assignment import Assignment, Notebook, Task, grade_id, source_of, task_of
from classroom.corpus import Answer, read_corpus, with_answers
from classroom.grade import executed_notebook, grade
from classroom.mutants import mutants
from classroom.places import ClassRoot, Course
from classroom.rules import Work, broken_rules
from classroom.runner import OBJECTED, TAMPERED

STUB = "untouched"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Graded:
    """What one student's answer to one task got: points and messages."""

    points: str
    messages: str


@dataclass
class Proof:
    """What was found: a line for each task, and everything that is not as it should be."""

    lines: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    killed: int = 0  # mutants that did not get full points
    made: int = 0


def prove(course: Course, name: str, workplace: Path) -> Proof:
    """Check an assignment's rules, and grade its whole corpus in the folder `workplace`.

    Raises:
        ClassroomError: if the notebook or the corpus cannot be read, or grading cannot run.
    """
    assignment = Assignment.read(course.source(name))
    exercise = Assignment.read(course.release(name)).notebook
    answers = read_corpus(course.answers(name), assignment)
    proof = Proof(differences=broken_rules(Work(course, assignment, exercise, answers)))
    classes = pack(assignment, answers)
    graded = _grade(course, assignment, exercise, classes, workplace)
    proof.differences += _suspected(ClassRoot(workplace, name), classes)
    for task in assignment.tasks:
        results = {
            answer: graded[student][task.name]
            for student, choice in classes.items()
            for answer in [choice.get(task.name)]
            if answer
        }
        proof.lines.append(f"{name}  {_line(task, results)}")
        problems = [*_problems(results), *_stub_problems(task, graded[STUB][task.name])]
        proof.differences += [f"{name}: {problem}" for problem in problems]
    return proof


def prove_mutants(course: Course, name: str, workplace: Path, limit: int) -> Proof:
    """Grade up to `limit` mutants of each reference answer: none may get full points.

    Raises:
        ClassroomError: if the notebook cannot be read, or grading cannot run.
    """
    assignment = Assignment.read(course.source(name))
    exercise = Assignment.read(course.release(name)).notebook
    cells = {grade_id(cell): source_of(cell) for cell in assignment.notebook["cells"]}
    answers = [
        Answer(task.name, f"mutant ({what})", False, text, 0)
        for task in assignment.tasks
        for what, text in mutants(cells[task.name], limit)
    ]
    classes = pack(assignment, answers)
    graded = _grade(course, assignment, exercise, classes, workplace)
    proof = Proof()
    for task in assignment.tasks:
        made = {c[task.name]: graded[s][task.name] for s, c in classes.items() if task.name in c}
        alive = [answer for answer, found in made.items() if found.points == f"{task.points:g}"]
        proof.lines.append(f"{name}  {task.name}: {len(made) - len(alive)}/{len(made)} killed")
        proof.differences += [f"{name}: {answer.task}, {answer.name}, lives" for answer in alive]
        proof.killed += len(made) - len(alive)
        proof.made += len(made)
    return proof


def pack(assignment: Assignment, answers: list[Answer]) -> dict[str, dict[str, Answer]]:
    """Give the k-th student the k-th answer to every task; the last one leaves all stubs alone."""
    by_task = {t.name: [a for a in answers if a.task == t.name] for t in assignment.tasks}
    students: dict[str, dict[str, Answer]] = {}
    for task, given in by_task.items():
        for number, answer in enumerate(given, start=1):
            students.setdefault(f"answers_{number:02}", {})[task] = answer
    return students | {STUB: {}}


def _grade(
    course: Course,
    assignment: Assignment,
    exercise: Notebook,
    classes: dict[str, dict[str, Answer]],
    workplace: Path,
) -> dict[str, dict[str, Graded]]:
    place = ClassRoot(workplace, assignment.name, apart=True)
    shutil.rmtree(place.root / "submitted", ignore_errors=True)
    for student, choice in classes.items():
        folder = place.submitted(student)
        folder.mkdir(parents=True)
        sources = {task: answer.source for task, answer in choice.items()}
        text = json.dumps(with_answers(exercise, sources))
        (folder / f"{assignment.name}.ipynb").write_text(text, encoding="utf-8")
    rows = {row["student_id"]: row for row in grade(course, place)}
    return {student: _graded(place, rows[student], assignment) for student in classes}


def _graded(place: ClassRoot, row: dict[str, str], assignment: Assignment) -> dict[str, Graded]:
    executed = executed_notebook(place, row["student_id"])
    if executed is None:
        failed = f"The submission is {row['status']}: {row['reason']}"
        return {task.name: Graded("", failed) for task in assignment.tasks}
    texts = messages(executed, assignment)
    return {t.name: Graded(row[t.name], texts[t.name]) for t in assignment.tasks}


def messages(notebook: Notebook, assignment: Assignment) -> dict[str, str]:
    """Collect what the failing checks of each task say, as one line of text."""
    texts = {task.name: "" for task in assignment.tasks}
    for cell in notebook["cells"]:
        task = task_of(grade_id(cell) or "", texts)
        for output in cell.get("outputs", []):
            if task and output["output_type"] == "error":
                text = _COLOUR.sub("", "\n".join(output["traceback"]))
                texts[task] += " ".join(text.split()) + " "
    return texts


def _problems(results: dict[Answer, Graded]) -> Iterator[str]:
    for answer, found in results.items():
        if found.points != f"{answer.points:g}":
            kind = "is right and must get" if answer.right else "must get"
            got = f"got {found.points}" if found.points else "has no score"
            yield f"{answer} {kind} {answer.points:g} points, but {got}. {_brief(found)}"
        if answer.says not in found.messages:
            yield f"{answer} must say '{answer.says}'. {_brief(found)}"


def _suspected(place: ClassRoot, classes: dict[str, dict[str, Answer]]) -> Iterator[str]:
    for student, choice in classes.items():
        executed = executed_notebook(place, student)
        found = executed["metadata"] if executed else {}
        given = ", ".join(map(str, choice.values())) or "the untouched exercise"
        if changed := found.get(TAMPERED):
            yield f"{place.assignment}: honest work seems to change {', '.join(changed)}: {given}"
        for sentence in found.get(OBJECTED, []):
            yield f"{place.assignment}: {sentence} It was honest work: {given}"


def _stub_problems(task: Task, found: Graded) -> Iterator[str]:
    if found.points != "0":
        yield f"the untouched {task.name} must get 0 points, but got {found.points or 'no score'}."
    if "not attempted" not in found.messages.lower():
        yield f"the untouched {task.name} must say 'not attempted'. {_brief(found)}"


def _brief(found: Graded) -> str:
    # A traceback ends with the error itself.
    text = found.messages.strip()
    return f"It says: …{text[-300:]}" if len(text) > 300 else f"It says: {text or 'nothing.'}"


def _line(task: Task, results: dict[Answer, Graded]) -> str:
    right = [found.points == f"{a.points:g}" for a, found in results.items() if a.right]
    wrong = [(a, found) for a, found in results.items() if not a.right]
    refused = sum(found.points == f"{a.points:g}" for a, found in wrong)
    said = sum(a.says in found.messages for a, found in wrong)
    return (
        f"{task.name}: right accepted {sum(right)}/{len(right)}, "
        f"wrong refused {refused}/{len(wrong)}, messages matched {said}/{len(wrong)}"
    )
