"""Grading a class: what each submission gets, what is said of it, and what stock nbgrader gives."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbclient.exceptions import CellTimeoutError
from nbgrader.api import Gradebook

from classroom import ClassroomError, ClassRoot, Course
from classroom.doubts import doubts
from classroom.failure import reason
from classroom.grade import executed_notebook, grade

NAME = "01_toy"
BOB = "o'neil, bob (2)"
STOCK = """\
c = get_config()
c.CourseDirectory.source_directory = "solutions"
"""


def stock_scores(root: Path) -> dict[str, str]:
    """Grade with stock nbgrader, and return its own exporter's scores."""
    (root / "nbgrader_config.py").write_text(STOCK)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for command in (["generate_assignment", NAME], ["autograde", NAME], ["export"]):
        subprocess.run(
            [sys.executable, "-m", "nbgrader", *command],
            cwd=root,
            env=os.environ | {"PATH": path},
            check=True,
            capture_output=True,
        )
    rows = csv.DictReader((root / "grades.csv").read_text(encoding="utf-8").splitlines())
    return {row["student_id"]: row["score"] for row in rows}


def test_every_kind_of_submission_has_its_row(graded_class):
    _, rows = graded_class
    outcomes = {student: (row["score"], row["status"]) for student, row in rows.items()}
    assert outcomes == {
        "ada": ("20", "graded"),
        BOB: ("15", "graded"),
        "cut_off": ("", "ungradable"),
        "deadly": ("", "ungradable"),
        "endless": ("15", "needs review"),
        "showy": ("20", "graded"),
        "skipper": ("15", "graded"),
        "torn": ("20", "needs review"),
        "untouched": ("0", "graded"),
        "zoe": ("", "not submitted"),
    }


@pytest.mark.parametrize(
    ("student", "reason"),
    [
        ("ada", ""),
        ("cut_off", "the file is damaged: its JSON breaks off"),
        (
            "deadly",
            "its Python process died while it ran (out of memory, or the code ended it)",
        ),
        ("endless", "cell greet ran longer than 4 s and was stopped"),
        (
            "torn",
            "the test cell greet_check_again was missing and was put back; "
            "the test cell last_check_again was missing and was put back",
        ),
        ("zoe", "nothing was handed in"),
    ],
)
def test_the_reason_stands_beside_the_status(graded_class, student, reason):
    # On a busy machine cells may run longer.
    found = re.sub(r"longer than \d+ s", "longer than 4 s", graded_class[1][student]["reason"])
    assert found == reason


def test_the_points_of_each_task_are_in_the_table(graded_class):
    row = graded_class[1][BOB]
    assert [row[task] for task in ("double", "greet", "total", "last")] == ["0", "5", "5", "5"]


def test_stock_nbgrader_fails_a_right_answer_for_a_warning_and_passes_a_cell_that_did_not_run(
    graded_class, finished_course, tmp_path
):
    students, rows = graded_class
    shutil.copytree(finished_course.root / "solutions", tmp_path / "solutions")
    for student in ("showy", "skipper"):
        folder = tmp_path / "submitted" / student / NAME
        shutil.copytree(students.place.submitted(student), folder)
    assert stock_scores(tmp_path) == {"showy": "15.0", "skipper": "20.0"}
    assert (rows["showy"]["score"], rows["skipper"]["score"]) == ("20", "15")


def feedback(graded_class, student: str) -> str:
    return (graded_class[0].place.feedback(student) / f"{NAME}.html").read_text()


def test_feedback_shows_the_picture_and_what_went_to_stderr(graded_class):
    page = feedback(graded_class, "showy")
    picture = BeautifulSoup(page, "html.parser").find("img", alt="my model")
    assert picture["src"].startswith("data:image/svg+xml;base64,")
    assert "a warning of a library" in page


def test_feedback_runs_and_fetches_nothing_that_a_submission_displays(graded_class):
    page = BeautifulSoup(feedback(graded_class, "showy"), "html.parser")
    assert not [tag for tag in page.find_all(["script", "iframe"]) if "stolen" in tag.text]
    assert not [tag for tag in page.find_all(True) if any(name[:2] == "on" for name in tag.attrs)]
    assert not [tag for tag in page.find_all("a") if "javascript" in tag.get("href", "")]
    assert all(tag.get("src", "data:").startswith("data:") for tag in page.find_all("img"))
    hints = [tag.text for tag in page.find_all("summary")]
    assert hints.count("Hint 1") == 4


def test_feedback_wraps_the_long_lines_of_messages(graded_class):
    rule = "div.output_area pre { white-space: pre-wrap; }"
    assert rule in feedback(graded_class, "ada")


def test_feedback_shows_the_error_and_hides_the_hidden_test(graded_class):
    page = feedback(graded_class, BOB)
    assert "double gave 1" in page and "hidden: double" in page
    assert "HIDDEN TESTS" not in page and "callable" not in page


def test_students_without_a_score_have_no_feedback(graded_class):
    place = graded_class[0].place
    assert not place.feedback("deadly").exists() and not place.autograded("cut_off").exists()


def test_a_broken_resubmission_takes_the_old_score_away_and_keeps_points_given_by_hand(
    graded_class, tmp_path
):
    students, _ = graded_class
    shutil.copytree(students.place.root, tmp_path / "class")
    place = ClassRoot(tmp_path / "class", NAME)
    shutil.rmtree(place.root / "submitted")
    place.submitted("ada").mkdir(parents=True)
    (place.submitted("ada") / f"{NAME}.ipynb").write_text("{")
    with Gradebook(f"sqlite:///{place.gradebook}") as gradebook:
        gradebook.find_grade("greet_check_value", NAME, NAME, "ada").manual_score = 1
        gradebook.db.commit()

    rows = {row["student_id"]: row for row in grade(students.course, place)}

    assert (rows["ada"]["score"], rows["ada"]["status"]) == ("", "ungradable")
    assert (rows[BOB]["score"], rows[BOB]["status"]) == ("", "not submitted")
    assert not place.autograded("ada").exists() and not place.feedback(BOB).exists()
    with Gradebook(f"sqlite:///{place.gradebook}") as gradebook:
        submission = gradebook.find_submission(NAME, "ada")
        assert submission.score == 1 and submission.needs_manual_grade


def test_a_submission_that_was_not_executed_to_its_end_is_not_taken_for_a_graded_one(tmp_path):
    place = ClassRoot(tmp_path, NAME)
    place.autograded("ada").mkdir(parents=True)
    sanitised = json.dumps({"cells": [], "metadata": {"kernelspec": {}}})
    (place.autograded("ada") / f"{NAME}.ipynb").write_text(sanitised)
    assert executed_notebook(place, "ada") is None


def test_a_loop_that_cannot_be_stopped_is_told_from_other_failures():
    assert reason(CellTimeoutError("10 seconds")) == (
        "a cell ran for too long and could not be stopped"
    )
    assert reason(ValueError("partial credit cannot be greater")) == (
        "nbgrader could not grade it: ValueError: partial credit cannot be greater"
    )


def test_an_answer_that_cannot_be_judged_needs_review():
    output = {"output_type": "error", "ename": "CannotTell", "evalue": "It calls raw NumPy."}
    cell = {"metadata": {"nbgrader": {"grade_id": "greet_check_value"}}, "outputs": [output]}
    assert doubts({"cells": [cell], "metadata": {}}) == ["greet_check_value: It calls raw NumPy."]


def test_an_empty_class_is_an_error_that_says_where_to_put_submissions(finished_course, tmp_path):
    with pytest.raises(ClassroomError, match=r"there is no folder .*submitted/<student>/01_toy"):
        grade(finished_course, ClassRoot(tmp_path, NAME))


def test_a_course_without_the_assignment_is_an_error(tmp_path):
    with pytest.raises(ClassroomError, match=r"no notebook .*solutions/01_toy/01_toy\.ipynb"):
        grade(Course(tmp_path), ClassRoot(tmp_path, NAME))
