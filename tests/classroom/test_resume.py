"""Grading many at once: what is kept, what is run again, and what an end at any moment leaves."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from classroom import ClassroomError, ClassRoot
from classroom.__main__ import main
from classroom.console import Silent
from classroom.execution import Job, Result
from classroom.grade import How, grade, grader
from classroom.results import Results, key_of
from classroom.status import load
from classroom.workers import ATTEMPTS, GivenUp, LocalWorkers

NAME = "01_toy"
WRONG = "def double(x):\n    return {n} + 100"


def runs(students) -> set[str]:
    return {path.name for path in students.place.executed.glob("*.json")}


def written(students) -> dict[str, float]:
    return {path.name: path.stat().st_mtime_ns for path in students.place.executed.iterdir()}


def hand_in_several(students, count: int = 4) -> None:
    for n in range(count):
        students.hand_in(f"s{n}", students.answers(double=WRONG.format(n=n)))


def grades(place: ClassRoot) -> list[tuple]:
    """Everything that nbgrader knows about the scores of a class."""
    with Gradebook(f"sqlite:///{place.gradebook}") as gradebook:
        return sorted(
            (s.student.id, g.name, g.auto_score, g.manual_score, g.needs_manual_grade)
            for s in gradebook.assignment_submissions(NAME)
            for nb in s.notebooks
            for g in nb.grades
        )


def test_a_class_may_be_named_by_a_relative_path(students, monkeypatch):
    hand_in_several(students, 1)
    monkeypatch.chdir(students.place.root.parent)
    place = ClassRoot(Path(students.place.root.name), NAME)
    (row,) = grade(students.course, place)
    assert row["status"] == "graded"


def test_only_what_changed_is_run_again(students):
    hand_in_several(students)
    first = students.grade()
    before = written(students)
    assert len(before) == 4
    students.hand_in("s1", students.answers())

    second = students.grade()

    after = written(students)
    assert len(set(after) - set(before)) == 1 and len(set(before) - set(after)) == 1
    assert all(after[name] == before[name] for name in set(after) & set(before))
    assert (first["s1"]["score"], second["s1"]["score"]) == ("15", "20")
    assert [second[s]["score"] for s in ("s0", "s2", "s3")] == ["15", "15", "15"]


def test_force_runs_everything_again(students):
    hand_in_several(students, 2)
    students.grade()
    before = written(students)
    students.grade(force=True)
    after = written(students)
    assert set(after) == set(before) and all(after[name] > before[name] for name in after)


def test_the_same_notebook_is_run_once_for_all_who_handed_it_in(students):
    for student in ("ada", "lee", "zoe"):
        students.hand_in(student, students.answers())
    rows = students.grade()
    assert len(runs(students)) == 1
    assert {row["score"] for row in rows.values()} == {"20"}


def test_a_changed_test_regrades_everybody_and_keeps_points_given_by_hand(course, students):
    students.course = course
    hand_in_several(students, 2)
    assert students.grade()["s0"]["score"] == "15"
    with Gradebook(f"sqlite:///{students.place.gradebook}") as gradebook:
        gradebook.find_grade("double_check_value", NAME, NAME, "s0").manual_score = 1
        gradebook.db.commit()
    source = course.source(NAME)
    source.write_text(source.read_text().replace("attempt(double, 3) == 6", "True"))

    rows = students.grade()

    assert [(rows[s]["score"], rows[s]["double"]) for s in ("s0", "s1")] == [
        ("19", "4"),
        ("18", "3"),
    ]


def test_one_student_alone_can_be_graded_and_the_others_stay_as_they_were(students):
    hand_in_several(students, 3)
    students.hand_in("torn", "{")
    first = students.grade()
    page = students.place.feedback("s0") / f"{NAME}.html"
    before = page.stat().st_mtime_ns
    for n in range(3):
        students.hand_in(f"s{n}", students.answers())

    with Gradebook(f"sqlite:///{students.place.gradebook}") as gradebook:
        gradebook.update_or_create_student("nobody")
    rows = students.grade(students=frozenset(["s1", "nobody"]))

    assert {s: row["score"] for s, row in rows.items()} == {
        "nobody": "",
        "s0": "15",
        "s1": "20",
        "s2": "15",
        "torn": "",
    }
    assert rows["nobody"]["status"] == "not submitted"
    assert rows["torn"] == first["torn"]
    assert page.stat().st_mtime_ns == before
    assert len(runs(students)) == 4


def test_a_damaged_result_is_run_again(students):
    students.hand_in("ada", students.answers())
    students.grade()
    (path,) = students.place.executed.iterdir()
    path.write_text(path.read_text()[:-7])
    assert students.grade()["ada"]["score"] == "20"
    assert json.loads(path.read_text())["failure"] == ""


def test_what_could_not_be_run_is_tried_again_the_next_time(students):
    students.hand_in("ada", students.answers(double="import os; os._exit(1)"))
    assert students.grade()["ada"]["status"] == "ungradable"
    assert not runs(students)


def test_a_result_belongs_to_its_limits_and_its_versions():
    job = Job({"cells": []}, {}, {"Execute": {"timeout": 5}})
    keys = {
        key_of(job, {"keras": "3"}),
        key_of(job, {"keras": "4"}),
        key_of(Job({"cells": []}, {}, {"Execute": {"timeout": 6}}), {"keras": "3"}),
        key_of(Job({"cells": []}, {"data.npz": "AA=="}, job.settings), {"keras": "3"}),
    }
    assert len(keys) == 4


def test_a_result_that_was_not_finished_is_none(tmp_path):
    results = Results(tmp_path)
    results.save("a", Result(seconds=1.5))
    (tmp_path / "b.part").write_text("{")
    assert results.find("a").seconds == 1.5 and results.find("b") is None
    results.keep(["a"])
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def die_or_shout(text: str) -> str:
    """Work that kills its process: always, or until it has done so once."""
    path = Path(text)
    if text.endswith("deadly") or (path.name == "once" and not path.exists()):
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return text.upper()


def test_work_that_kills_its_process_stops_nobody_else(tmp_path):
    pieces = {"a": "fine", "b": f"{tmp_path}/deadly", "c": f"{tmp_path}/once", "d": "good"}
    with LocalWorkers(2) as workers:
        found = dict(workers.results(die_or_shout, pieces.items()))
        assert str(found.pop("b")) == f"the process that graded it died {ATTEMPTS} times"
        assert found == {"a": "FINE", "c": f"{tmp_path}/once".upper(), "d": "GOOD"}
        assert dict(workers.results(die_or_shout, [("e", "again")])) == {"e": "AGAIN"}


def name_the_process(text: str) -> str:
    """Work that says which process does it."""
    return str(os.getpid())


def test_a_process_that_replaces_a_dead_one_stays(tmp_path):
    with LocalWorkers(1) as workers:
        list(workers.results(die_or_shout, [("a", f"{tmp_path}/once")]))
        first, second = (list(workers.results(name_the_process, [("b", "")])) for _ in range(2))
    assert first == second


def test_a_student_whose_grading_was_interrupted_keeps_no_old_status(students, monkeypatch):
    hand_in_several(students, 2)
    students.grade()

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("classroom.grade._Grading._grade", interrupted)
    first, second = load(students.place.statuses)
    with pytest.raises(KeyboardInterrupt):
        students.grade(students=frozenset({first}))
    assert list(load(students.place.statuses)) == [second]


def test_a_piece_that_is_given_up_makes_one_submission_ungradable(students, monkeypatch):
    class Unlucky(LocalWorkers):
        def results(self, work, pieces):
            for number, (name, found) in enumerate(super().results(work, pieces)):
                bad = work.__name__ == "execute" and number == 0
                yield name, GivenUp("its machine burnt down") if bad else found

    monkeypatch.setattr("classroom.grade.LocalWorkers", Unlucky)
    hand_in_several(students, 3)
    rows = students.grade()
    reasons = sorted(row["reason"] for row in rows.values())
    assert reasons == ["", "", "its machine burnt down"]


def test_two_gradings_of_one_class_do_not_mix(students):
    students.hand_in("ada", students.answers(double="import time; time.sleep(3)"))
    command = grading(students)
    other = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        _wait_for(students.place.root / "executed" / NAME, students.place.log)
        with pytest.raises(ClassroomError, match="Somebody else is grading"):
            students.grade()
    finally:
        other.communicate(timeout=60)


def grading(students) -> list[str]:
    code = (
        "import sys\nfrom pathlib import Path\nfrom classroom import ClassRoot, Course\n"
        "from classroom.grade import How, grade\n"
        "if __name__ == '__main__':\n"
        f"    place = ClassRoot(Path({str(students.place.root)!r}), {NAME!r})\n"
        f"    grade(Course(Path({str(students.course.root)!r})), place, How(timeout=20, jobs=2))\n"
    )
    script = students.place.root / "grading.py"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(code)
    return [sys.executable, str(script)]


def _wait_for(*paths: Path, timeout: float = 60) -> None:
    end = time.monotonic() + timeout
    while not any(path.exists() for path in paths):
        assert time.monotonic() < end, f"none of {paths} came"
        time.sleep(0.01)


def survivors(root: Path) -> list[str]:
    """Return the command lines of the processes that still work for a class."""
    found = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True).stdout
    return [line for line in found.splitlines() if str(root) in line and "ps -eo" not in line]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_after_an_end_at_any_moment_the_gradebook_is_that_of_an_undisturbed_run(
    students, finished_course, tmp_path, how
):
    hand_in_several(students, 6)
    students.grade()
    wanted = grades(students.place)
    disturbed = type(students)(finished_course, tmp_path / "disturbed")
    hand_in_several(disturbed, 6)
    moments = random.Random(7)
    for _ in range(4):
        process = subprocess.Popen(
            grading(disturbed), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _wait_for(disturbed.place.log)
        time.sleep(moments.uniform(0, 2.5))
        process.send_signal(how)
        process.wait(30)
        assert not survivors(disturbed.place.root)

    rows = disturbed.grade()

    assert grades(disturbed.place) == wanted
    assert {row["status"] for row in rows.values()} == {"graded"}


def test_ctrl_c_ends_the_command_at_once_with_its_own_status(tmp_path, graded_by, capsys):
    def interrupted(*_):
        raise KeyboardInterrupt

    graded_by(interrupted)
    assert main(["grade", NAME, "--class-root", str(tmp_path)]) == 130
    assert "the same command goes on" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("status", "code"),
    [("graded", 0), ("not submitted", 0), ("needs review", 3), ("ungradable", 3)],
)
def test_the_exit_status_says_whether_a_person_is_needed(tmp_path, graded_by, status, code):
    row = {"student_id": "a", "score": "", "max_score": "20", "status": status, "reason": ""}
    graded_by(lambda place, watcher: [row])
    assert main(["grade", NAME, "--class-root", str(tmp_path)]) == code


def test_without_a_name_all_that_was_handed_in_is_graded(
    course, tmp_path, graded_by, monkeypatch, capsys
):
    for name in ("02_toy", "03_toy"):
        shutil.copytree(course.source(NAME).parent, course.root / "solutions" / name)
        (course.root / "solutions" / name / f"{NAME}.ipynb").rename(course.source(name))
    for name in (NAME, "03_toy"):
        ClassRoot(tmp_path, name).submitted("ada").mkdir(parents=True)
    row = {"student_id": "a", "score": "", "max_score": "20", "reason": ""}
    rows = {NAME: [row | {"status": "needs review"}], "03_toy": [row | {"status": "graded"}]}
    seen = []
    graded_by(lambda place, watcher: seen.append(place.assignment) or rows[place.assignment])
    monkeypatch.chdir(course.root)
    assert main(["grade", "--class-root", str(tmp_path)]) == 3  # the worst of all
    assert seen == [NAME, "03_toy"]
    assert main(["grade", "--class-root", str(tmp_path / "nobody")]) == 2
    assert "There is no assignment of this course in" in capsys.readouterr().err


def test_two_assignments_in_one_run_get_what_each_gets_alone(course, tmp_path, capsys):
    other = "02_toy"
    shutil.copytree(course.source(NAME).parent, course.root / "solutions" / other)
    (course.root / "solutions" / other / f"{NAME}.ipynb").rename(course.source(other))
    places = [ClassRoot(tmp_path, name) for name in (NAME, other)]
    exercise = course.release(NAME).read_text()
    for place in places:
        place.submitted("ada").mkdir(parents=True)
        (place.submitted("ada") / f"{place.assignment}.ipynb").write_text(exercise)
    with grader(course, [NAME, other], How(jobs=1)) as run:
        found = [run(place, Silent()) for place in places]
    assert [[(row["score"], row["status"]) for row in rows] for rows in found] == [
        [("0", "graded")],
        [("0", "graded")],
    ]


@pytest.mark.parametrize("arguments", [["--jobs", "0"], ["--memory", "much"], ["--timeout", "1.5"]])
def test_a_limit_that_makes_no_sense_is_refused(arguments, capsys):
    with pytest.raises(SystemExit):
        main(["grade", NAME, *arguments])
    assert "is not a" in capsys.readouterr().err


def test_the_limits_reach_the_notebooks(students):
    students.hand_in("slow", students.answers(double="import time; time.sleep(60)"))
    students.hand_in("big", students.answers(double="x = b'1' * (700 << 20)"))
    rows = grade(students.course, students.place, How(timeout=2, memory=512 << 20, jobs=1))
    reasons = {row["student_id"]: row["reason"] for row in rows}
    assert "cell double ran longer than" in reasons["slow"]
    if os.environ.get("CLASSROOM_SANDBOX") != "off":
        assert reasons["big"] == "it used more than 0.5 GB of memory"


@pytest.mark.parametrize(("handed_in", "score"), [("2026-03-01", "20"), ("2026-03-03", "0")])
def test_late_work_is_what_nbgrader_makes_of_it(course, students, handed_in, score):
    students.course = course
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + 'c.LateSubmissionPlugin.penalty_method = "zero"\n')
    path = students.hand_in("ada", students.answers())
    students.grade()
    (path.parent / "timestamp.txt").write_text(f"{handed_in} 12:00:00 UTC")
    with Gradebook(f"sqlite:///{students.place.gradebook}") as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-03-02 00:00:00 UTC")

    row = students.grade()["ada"]

    assert (row["score"], row["status"]) == (score, "graded")
    late = "handed in 1.5 days late, 20 points less" if score == "0" else ""
    assert row["reason"] == late
    assert row["timestamp"] == f"{handed_in}T12:00:00"


def test_extra_credit_and_points_by_hand_count_and_stay(students):
    students.hand_in("ada", students.answers())
    students.grade()
    with Gradebook(f"sqlite:///{students.place.gradebook}") as gradebook:
        gradebook.find_grade("greet_check_value", NAME, NAME, "ada").extra_credit = 1.5
        gradebook.find_grade("last_check_value", NAME, NAME, "ada").manual_score = 1
        gradebook.db.commit()
    row = students.grade(force=True)["ada"]
    assert (row["score"], row["greet"], row["last"]) == ("20.5", "6.5", "4")
    assert (row["status"], row["reason"]) == ("graded", "")


@pytest.mark.parametrize("points", [{"extra_credit": 1.5}, {"manual_score": 1}])
def test_points_by_hand_ask_for_a_look_at_a_new_file_until_somebody_has_looked(students, points):
    students.hand_in("ada", students.answers())
    students.grade()
    _in_formgrader(students, "ada", "greet_check_value", **points)
    assert students.grade()["ada"]["status"] == "graded"
    students.hand_in("ada", students.answers(double=WRONG.format(n=1)))
    for _ in range(2):
        row = students.grade()["ada"]
        assert row["status"] == "needs review"
        assert row["reason"] == "it has points given by hand: look whether they still fit"
    _in_formgrader(students, "ada", "greet_check_value", **points)
    for _ in range(2):
        row = students.grade()["ada"]
        assert (row["status"], row["reason"]) == ("graded", "")


def test_what_a_person_has_resolved_is_not_asked_again_until_it_changes(students):
    curious = "import gc\ndef double(x):\n    return {n}"
    students.hand_in("ada", students.answers(double=curious.format(n=1)))
    for _ in range(2):
        row = students.grade()["ada"]
        assert (row["status"], row["reason"]) == ("needs review", "cell double uses gc")
    with Gradebook(f"sqlite:///{students.place.gradebook}") as gradebook:
        (submission,) = gradebook.assignment_submissions(NAME)
        (asked,) = [g for nb in submission.notebooks for g in nb.grades if g.needs_manual_grade]
        name = asked.name
    _in_formgrader(students, "ada", name)
    for again in ({}, {}, {"force": True}):
        row = students.grade(**again)["ada"]
        assert row["status"] == "graded"
        assert row["reason"] == "a person has looked: cell double uses gc"
    students.hand_in("ada", students.answers(double=curious.format(n=2)))
    assert students.grade()["ada"]["status"] == "needs review"


def _in_formgrader(students, student, name, **points):
    """Save the points of a test by hand, as formgrader does; without any, *Resolve*."""
    with Gradebook(f"sqlite:///{students.place.gradebook}") as gradebook:
        grade = gradebook.find_grade(name, NAME, NAME, student)
        for key, value in points.items():
            setattr(grade, key, value)
        grade.needs_manual_grade = False
        gradebook.db.commit()


def test_a_student_whom_nobody_knows_is_an_error(students):
    students.hand_in("ada", students.answers())
    students.grade()
    with pytest.raises(ClassroomError, match="There is no student nobody: "):
        students.grade(students=frozenset({"ada", "nobody"}))
    assert students.place.scores.is_file()


def test_a_student_who_left_stays_in_the_table_without_a_score(students):
    path = students.hand_in("ada", students.answers())
    students.hand_in("lee", students.answers())
    students.grade()
    path.unlink()
    row = students.grade()["ada"]
    assert (row["score"], row["status"]) == ("", "not submitted")
