"""The answer corpus: its files become values, and its authors' slips become messages."""

import pytest

from classroom import Assignment, ClassroomError
from classroom.corpus import read_answer, read_corpus, with_answers

NAME = "01_toy"


@pytest.fixture
def assignment(course):
    return Assignment.read(course.source(NAME))


def test_tasks_and_points_come_from_the_notebook(assignment):
    assert {task.name: task.points for task in assignment.tasks} == {
        "double": 5,
        "greet": 5,
        "total": 5,
        "last": 5,
    }


def test_an_answer_is_the_text_below_its_header(course, assignment):
    answers = {str(a): a for a in read_corpus(course.answers(NAME), assignment)}
    right, wrong = answers["double/right_0.py"], answers["double/wrong_0.py"]
    assert (right.right, right.points, right.says) == (True, 5, "")
    assert (wrong.right, wrong.points, wrong.says) == (False, 0, "double gave 100")
    assert wrong.source == "def double(x):\n    return 100"


def test_an_answer_goes_into_the_cell_of_its_task(students):
    notebook = with_answers(students.exercise, {"greet": "def greet(x): ..."})
    changed = [
        cell["id"]
        for cell, before in zip(notebook["cells"], students.exercise["cells"], strict=True)
        if cell != before
    ]
    assert changed == ["greet"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("good_one.py", "x = 1", r"name it right_<what>\.py or wrong_<what>\.py"),
        ("right_one.py", "# points: 5\nx = 1", "a right answer has no '# points:' line"),
        ("right_one.py", "\n\n", "it has no answer below its header"),
        ("wrong_one.py", "# points: 1\nx = 1", "starts with a line '# says: …'"),
        ("wrong_one.py", "# says: no\nx = 1", "starts with a line '# points: …'"),
        ("wrong_one.py", "# says: no\n# points: few\nx = 1", "'# points: few' is not a number"),
    ],
)
def test_slips_are_named(tmp_path, assignment, name, text, message):
    (tmp_path / name).write_text(text)
    with pytest.raises(ClassroomError, match=message):
        read_answer(tmp_path / name, assignment.task("double"))


def test_answers_to_an_unknown_task_are_refused(course, assignment):
    (course.answers(NAME) / "duoble").mkdir()
    with pytest.raises(ClassroomError, match="no task 'duoble'; its tasks are double, greet"):
        read_corpus(course.answers(NAME), assignment)


def test_a_missing_corpus_is_named(tmp_path, assignment):
    with pytest.raises(ClassroomError, match="every task needs its answers there"):
        read_corpus(tmp_path / "nowhere", assignment)
