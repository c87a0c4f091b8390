"""The proof: a corpus that tells the truth passes, and every lie in it is listed."""

import pytest

from classroom import ClassRoot, Course
from classroom.__main__ import main
from classroom.sample import ROSTER, make_sample, surprises

NAME = "01_toy"


def write(course: Course, answer: str, text: str) -> None:
    (course.answers(NAME) / answer).write_text(text)


def test_check_counts_what_is_true_and_lists_what_is_not(course, monkeypatch, capsys):
    write(course, "double/right_0.py", "def double(x):\n    return 7")
    write(
        course, "greet/wrong_0.py", "# says: greet gave\n# points: 2\ndef greet(x):\n    return 1"
    )
    write(course, "greet/wrong_1.py", "# says: your name\n# points: 0\ndef greet(x):\n    return 1")
    source = course.source(NAME)
    source.write_text(source.read_text().replace("# Toy", "# Joy"))
    config = course.root / "nbgrader_config.py"
    real = course.root / "scores_of_a_class.db"
    config.write_text(config.read_text() + f"c.CourseDirectory.db_url = 'sqlite:///{real}'\n")
    monkeypatch.chdir(course.root)

    assert main(["check"]) == 1
    assert not real.exists()

    printed = capsys.readouterr().out
    assert f"{NAME}  double: right accepted 2/3, wrong refused 5/5, messages matched 5/5" in printed
    assert f"{NAME}  greet: right accepted 3/3, wrong refused 4/5, messages matched 4/5" in printed
    assert f"{NAME}  total: right accepted 3/3, wrong refused 5/5, messages matched 5/5" in printed
    assert [line.split(". ")[0] for line in printed.splitlines() if line.startswith("✗")] == [
        f"✗ {NAME}: exercises/{NAME}/{NAME}.ipynb is not what its source makes; "
        f"run: python -m classroom release {NAME}",
        f"✗ {NAME}: double/right_0.py is right and must get 5 points, but got 0",
        f"✗ {NAME}: greet/wrong_0.py must get 2 points, but got 0",
        f"✗ {NAME}: greet/wrong_1.py must say 'your name'",
    ]
    assert printed.endswith("4 differences.\n")


@pytest.mark.parametrize(
    ("score", "status", "words"),
    [
        ("20", 0, "The scores are the ones the answer corpus says."),
        ("19", 1, "ada: the corpus says 20 points, graded, grading says 19 points, graded"),
    ],
)
def test_a_score_that_the_corpus_does_not_say_is_an_error(
    tmp_path, graded_by, capsys, score, status, words
):
    row = {"student_id": "ada", "score": score, "max_score": "20", "status": "graded", "reason": ""}
    graded_by(lambda place, watcher: [row])
    (tmp_path / "expected_scores.json").write_text('{"ada": {"score": "20", "status": "graded"}}')
    assert main(["grade", NAME, "--class-root", str(tmp_path)]) == status
    printed = capsys.readouterr().out
    assert printed.endswith(f"{words}\n") and f"ada      {score} / 20  graded" in printed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["grade", "02_none"], "There is no notebook"),
        (["release", "02_none"], "There is no notebook"),
        (["sample", "02_none"], "There is no notebook"),
        (["check"], "There is no assignment in solutions/ to check."),
    ],
)
def test_a_command_that_cannot_run_says_why_in_one_line(
    tmp_path, monkeypatch, capsys, arguments, message
):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1


def test_the_sample_class_knows_its_scores(finished_course, tmp_path):
    place = ClassRoot(tmp_path / "sample", NAME)
    make_sample(finished_course, place)
    assert {path.name for path in place.root.glob("submitted/*")} == set(ROSTER)
    rows = [
        {"student_id": student, "score": score, "status": status}
        for student, score, status in [
            ("ada", "20", "graded"),
            ("alan", "15", "graded"),
            ("barbara", "10", "graded"),
            ("broken_file", "", "ungradable"),
            ("endless_loop", "15", "needs review"),
            ("grace", "20", "graded"),
            ("linus", "0", "graded"),
            ("untouched", "0", "graded"),
        ]
    ]
    assert surprises(place, rows) == []
    assert surprises(place, rows[1:]) == [
        "ada: the corpus says 20 points, graded, grading says nothing"
    ]
