"""The authoring rules: each is broken once, and its message says what to do."""

import json
from pathlib import Path

import pytest

from classroom import Assignment, rules
from classroom.corpus import read_corpus
from classroom.rules import Work

NAME = "01_toy"


@pytest.fixture
def work(finished_course) -> Work:
    """The toy assignment, as values that a test may change."""
    assignment = Assignment.read(finished_course.source(NAME))
    exercise = Assignment.read(finished_course.release(NAME)).notebook
    answers = read_corpus(finished_course.answers(NAME), assignment)
    return Work(finished_course, assignment, exercise, answers)


def cell(work: Work, name: str) -> dict:
    return next(cell for cell in work.cells if cell["id"] == name)


def settings(work: Work, name: str) -> dict:
    return cell(work, name)["metadata"]["nbgrader"]


def reread(work: Work, folder: Path) -> Work:
    """Derive the tasks again from the changed notebook."""
    path = folder / NAME / f"{NAME}.ipynb"
    path.parent.mkdir()
    path.write_text(json.dumps(work.assignment.notebook))
    return Work(work.course, Assignment.read(path), work.exercise, work.answers)


def test_the_toy_assignment_keeps_all_rules_that_need_no_nbgrader(work):
    quick = [rule for rule in rules.RULES if rule is not rules.files_are_current]
    assert [message for rule in quick for message in rule(work)] == []


def rename(work):
    settings(work, "greet_check_again")["grade_id"] = "greet_check_value"


def change_id(work):
    cell(work, "greet")["id"] = "cell-7"


def unlock(work):
    settings(work, "greet_check_value")["locked"] = False


def drop_task(work):
    work.cells.remove(cell(work, "last"))


def drop_checks(work):
    work.cells.remove(cell(work, "last_check_value"))
    work.cells.remove(cell(work, "last_check_again"))


def orphan(work):
    settings(work, "last_check_again")["grade_id"] = "lost_check"


def double_points(work):
    settings(work, "last_check_again")["points"] = 6


def drop_hint(work):
    text = cell(work, "last_text")
    text["source"] = text["source"].replace("Hint 2", "Idea 2")


def empty_hint(work):
    text = cell(work, "last_text")
    text["source"] = text["source"].replace("Think of last.", "")


def other_kernel(work):
    work.assignment.notebook["metadata"] = {}


def keep_output(work):
    work.exercise["cells"][1]["execution_count"] = 3


def leak_solution(work):
    work.exercise["cells"][1]["source"] += "\n    return 2 * x"


def leak_marker(work):
    work.exercise["cells"][1]["source"] += "\n### BEGIN HIDDEN TESTS"


def drop_answer(work):
    work.answers.remove(next(a for a in work.answers if str(a) == "greet/right_0.py"))


def full_marks(work):
    wrong = next(a for a in work.answers if str(a) == "greet/wrong_0.py")
    object.__setattr__(wrong, "points", 5.0)


@pytest.mark.parametrize(
    ("damage", "rule", "message"),
    [
        (rename, "names_are_unique", "the grade_id greet_check_value is used 2 times"),
        (change_id, "cell_ids_are_names", "the cell greet has the id cell-7"),
        (unlock, "cells_are_what_nbgrader_can_grade", "greet_check_value must be a locked code"),
        (drop_task, "tasks_have_checks", "it has 3 tasks; an assignment has 4 to 6"),
        (drop_checks, "tasks_have_checks", "the task last has no grade cell last_check"),
        (orphan, "checks_have_tasks", "the check lost_check belongs to no task"),
        (double_points, "points_sum", "its checks are worth 23 points; an assignment has 20"),
        (drop_hint, "hints_are_ladders", "the task last has no hint 2"),
        (empty_hint, "hints_are_ladders", "the task last has no hint 1"),
        (other_kernel, "kernel_is_python", "its kernelspec is None; set it to python3"),
        (keep_output, "nothing_was_run", "the cell number 2 in exercises/ has outputs"),
        (leak_solution, "exercise_keeps_secrets", "exercises/ shows the line 'return 2 * x'"),
        (leak_marker, "exercise_keeps_secrets", "a solution or hidden-test marker left"),
        (drop_answer, "corpus_is_large_enough", "the task greet has 2 right answers; it needs 3"),
        (full_marks, "wrong_answers_lose_points", "greet/wrong_0.py is wrong and gets 5 of 5"),
    ],
)
def test_a_broken_rule_is_refused_with_its_message(work, tmp_path, damage, rule, message):
    damage(work)
    found = list(getattr(rules, rule)(reread(work, tmp_path)))
    assert any(message in line for line in found), found
