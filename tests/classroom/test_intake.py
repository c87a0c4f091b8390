"""Intake: a submission is data, and whatever it is, it gets a status and a reason."""

import json
import os

import pytest

from classroom import Assignment, Status
from classroom.assignment import grade_id
from classroom.intake import everybody, look_at

NAME = "01_toy"


@pytest.fixture
def look(students):
    """Hand in a notebook or any text as `ada`, and look at it."""
    assignment = Assignment.read(students.course.source(NAME))

    def look_at_it(content):
        students.hand_in("ada", content)
        return look_at(students.place, assignment, "ada")

    return look_at_it


def test_a_complete_notebook_is_accepted(look, students):
    found = look(students.answers())
    assert found.standing.status is Status.GRADED and found.standing.reason == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the file is empty"),
        ("print(1)", "the file is damaged: its JSON is wrong at line 1, column 1"),
        ("[" * 200_000, "the file is nested too deeply to be a notebook"),
        ("[]", "the file is JSON, but not a notebook"),
        ('{"nbformat": "4"}', "the file is JSON, but not a notebook"),
        ('{"nbformat": 4, "nbformat_minor": 5}', "the file is JSON, but not a notebook"),
        ('{"nbformat": 3, "worksheets": []}', "it is in notebook format 3, not 4"),
        ('{"nbformat": 4, "nbformat_minor": 5, "cells": [1]}', "its cell number 1 is damaged"),
        (
            '{"nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": 1}',
            "its metadata are damaged",
        ),
        ('{"nbformat": 4, "nbformat_minor": 5, "cells": []}', "no cell of this assignment"),
    ],
)
def test_what_is_no_notebook_is_ungradable(look, text, reason):
    found = look(text)
    assert found.standing.status is Status.UNGRADABLE and found.notebook is None
    assert found.standing.reason.startswith(reason)


def test_a_huge_file_is_ungradable(look, monkeypatch):
    monkeypatch.setattr("classroom.intake.MOST_BYTES", 10)
    assert "clear its outputs" in look("x" * 11).standing.reason


def test_a_notebook_with_another_name_is_ungradable_and_named(look, students):
    path = students.hand_in("ada", "{}")
    path.rename(path.with_name("01_toy (1).ipynb"))
    found = look_at(students.place, Assignment.read(students.course.source(NAME)), "ada")
    assert found.standing.reason == "01_toy.ipynb is missing; found 01_toy (1).ipynb: rename it"


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/etc/hostname")])
def test_what_is_no_ordinary_file_is_not_opened(students, make):
    path = students.hand_in("ada", "{}")
    path.unlink()
    make(path)
    found = look_at(students.place, Assignment.read(students.course.source(NAME)), "ada")
    assert found.standing.status is Status.UNGRADABLE and "file" in found.standing.reason


def test_altered_settings_of_a_test_cell_are_put_right(look, students):
    notebook = students.answers()
    for cell in notebook["cells"]:
        if "grade_id" in cell["metadata"].get("nbgrader", {}):
            cell["metadata"]["nbgrader"] |= {"grade": False, "points": 100}
    found = look(notebook)
    settings = [cell["metadata"].get("nbgrader", {}) for cell in found.notebook["cells"]]
    assert sum(s["points"] for s in settings if s.get("grade")) == 20


def test_a_cell_that_claims_to_be_a_test_is_an_ordinary_one(look, students):
    notebook = students.answers()
    notebook["cells"][1]["metadata"]["nbgrader"] = {"grade_id": "mine", "grade": True, "points": 9}
    assert "nbgrader" not in look(notebook).notebook["cells"][1]["metadata"]


def test_a_missing_answer_cell_needs_review(look, students):
    notebook = students.answers()
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "greet"]
    found = look(notebook)
    assert found.standing.status is Status.NEEDS_REVIEW
    assert found.standing.reason == "the answer cell greet is missing"


def test_a_missing_test_cell_comes_back_behind_its_answer(look, students):
    notebook = students.answers()
    notebook["cells"] = [cell for cell in notebook["cells"] if "greet_check" not in cell["id"]]
    names = [cell["id"] for cell in look(notebook).notebook["cells"]]
    place = names.index("greet")
    assert names[place + 1 : place + 3] == ["greet_check_value", "greet_check_again"]


def test_of_a_cell_that_is_there_twice_the_last_one_counts(look, students):
    notebook = students.answers()
    copy = next(cell for cell in notebook["cells"] if cell["id"] == "greet_check_value")
    notebook["cells"].insert(0, json.loads(json.dumps(copy)))
    found = look(notebook)
    names = [grade_id(cell) for cell in found.notebook["cells"]]
    assert names[0] is None and names.count("greet_check_value") == 1
    assert found.standing.reason == (
        "the cell greet_check_value is there more than once: the last one counts"
    )


def test_what_an_answer_should_not_need_is_named(look, students):
    found = look(students.answers(greet="import gc\ndef greet(x):\n    return f'Hello {x}'"))
    assert found.standing.status is Status.NEEDS_REVIEW
    assert found.standing.reason == "cell greet uses gc"


def test_a_module_beside_the_notebook_and_a_strange_timestamp_need_review(look, students):
    path = students.hand_in("ada", students.answers())
    (path.parent / "helper.py").write_text("")
    (path.parent / "timestamp.txt").write_text("yesterday-ish")
    found = look(students.answers())
    assert found.standing.reason == (
        "files beside the notebook were not used: helper.py; "
        "timestamp.txt is not a date, so the time of submission is not known"
    )


def test_the_class_is_every_folder_and_every_student_in_the_gradebook(students):
    students.hand_in("ada", students.answers())
    students.hand_in("*", students.answers())
    students.hand_in(".ipynb_checkpoints", students.answers())
    assert everybody(students.place, known=["zoe"]) == {"*", "ada", "zoe"}
    assignment = Assignment.read(students.course.source(NAME))
    found = [look_at(students.place, assignment, each) for each in ("*", "zoe")]
    assert [s.standing.status.value for s in found] == ["ungradable", "not submitted"]


def test_no_damage_to_a_notebook_makes_intake_fail(look, students):
    text = json.dumps(students.answers())
    for step in range(1, len(text), len(text) // 60):
        damaged = text[:step] + "null" + text[step + 7 :]
        assert isinstance(look(damaged).standing.status, Status)
