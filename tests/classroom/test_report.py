"""The report on a class: figures, mistakes and pictures; nothing in it is the learners' program."""

from __future__ import annotations

import csv
import json
import time

import keras
import pytest

from classroom import Assignment, ClassroomError, ClassRoot
from classroom.__main__ import main
from classroom.report import class_report, course_report
from classroom.report.findings import MOST_CALLS, Finding, findings, graph_of, seconds
from classroom.report.groups import ranked, signature
from classroom.report.page import page, picture
from topograde import read

NAME = "01_toy"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def model(units: int = 2, shared: bool = True, name: str = "m") -> keras.Model:
    a, b = keras.Input((3,)), keras.Input((3,))
    one = keras.layers.Dense(units)
    two = one if shared else keras.layers.Dense(units)
    return keras.Model([a, b], keras.layers.Add()([one(a), two(b)]), name=name)


def failed(task: str, sentence: str, record: dict | None = None, kind: str = "Wrong") -> dict:
    """A check cell as an executed notebook has it."""
    outputs = [{"output_type": "error", "ename": kind, "evalue": sentence, "traceback": []}]
    if record is not None:
        shown = {"output_type": "display_data", "data": {}, "metadata": {"topograde": record}}
        outputs.insert(0, shown)
    times = {
        "iopub.status.busy": "2026-01-02T10:00:00.000000Z",
        "shell.execute_reply": "2026-01-02T10:00:01.500000Z",
    }
    settings = {"grade": True, "solution": False, "grade_id": f"{task}_check_value"}
    return {
        "cell_type": "code",
        "metadata": {"nbgrader": settings, "execution": times},
        "outputs": outputs,
        "source": "",
    }


@pytest.fixture(scope="module")
def assignment(finished_course) -> Assignment:
    return Assignment.read(finished_course.source(NAME))


@pytest.fixture(scope="module")
def reported(graded_class, finished_course):
    """The class of the tests of grading, with its report."""
    students, _ = graded_class
    return students.place, class_report(finished_course, students.place)


def test_the_page_has_everybody_and_says_who_needs_a_person_and_why(reported):
    text = reported[1].read_text()
    for student in ("ada", "o&#39;neil, bob (2)", "cut_off", "zoe", "not submitted"):
        assert student in text
    people = text[text.index("Who needs a person") :]
    assert "the file is damaged: its JSON breaks off" in people
    assert "was missing and was put back" in people


def test_links_lead_to_the_feedback_pages_that_are_there(reported):
    _, path = reported
    text = path.read_text()
    href = "../../feedback/o%27neil%2C%20bob%20%282%29/01_toy/01_toy.html"
    assert f'href="{href}"' in text and "feedback/cut_off" not in text
    assert (path.parent / "../../feedback/o'neil, bob (2)/01_toy/01_toy.html").is_file()


def test_csv_and_json_say_the_same_as_the_page(reported):
    _, path = reported
    with path.with_suffix(".csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {r["student"] for r in rows if r["sentence"] == "double gave 1"} == {
        "o'neil, bob (2)",
        "skipper",
    }
    data = json.loads(path.with_suffix(".json").read_text())
    assert data["statuses"]["ungradable"] == 2 and sum(data["spread"]) == 7
    (mistake,) = (m for m in data["mistakes"] if m["sentence"] == "double gave 1")
    assert mistake["students"] == ["o'neil, bob (2)", "skipper"]
    double = next(task for task in data["tasks"] if task["task"] == "double")
    assert (double["full"], double["count"]) == (4, 7)


def test_a_failed_check_leaves_its_record_for_the_report(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.get_ipython", lambda: object())
    monkeypatch.setattr("IPython.display.display", lambda *_, metadata: shown.append(metadata))
    import topograde

    with pytest.raises(topograde.Wrong):
        topograde.check.shares_weights(model(shared=False), "Dense")
    record = json.loads(json.dumps(shown[0]["topograde"]))
    assert record["outcome"] == "wrong" and record["misconception"] == "separate"
    assert len(graph_of(record["graph"]).calls) == 5


def test_a_finding_has_the_graph_and_what_was_marked(assignment):
    graph = read(model()).to_dict()
    record = {"misconception": "separate", "graph": graph, "calls": [1, 99, "x"]}
    cell = failed("double", "They differ.", record)
    (found,) = findings({"cells": [cell]}, assignment, "ada")
    assert (found.task, found.misconception, found.calls) == ("double", "separate", (1,))
    assert found.graph == graph_of(graph) and "<svg" in picture(found)
    assert seconds({"cells": [cell]}, assignment)["double"] == 1.5


@pytest.mark.parametrize(
    "forged",
    [
        None,
        7,
        {},
        {"calls": "x"},
        {"name": "m", "calls": [], "inputs": [], "outputs": [], "layers": {}, "variables": {}},
    ],
)
def test_a_forged_graph_is_left_out_and_the_rest_stays(assignment, forged):
    cell = failed("double", "They differ.", {"graph": forged, "calls": {}, "misconception": ["x"]})
    (found,) = findings({"cells": [cell]}, assignment, "ada")
    assert (found.graph, found.misconception, found.sentence) == (None, "", "They differ.")
    assert picture(found) == ""


@pytest.mark.parametrize("place", ["inputs", "outputs"])
def test_a_graph_that_points_outside_itself_is_left_out(place):
    data = read(model()).to_dict()
    data[place] = [99] if place == "inputs" else [[99, 0]]
    assert graph_of(data) is None


def test_a_graph_with_a_circle_is_left_out():
    data = json.loads(json.dumps(read(model()).to_dict()))
    text = json.dumps(data)
    last = len(data["calls"]) - 1
    circular = json.loads(
        text.replace('"0.0", 2', f'"0.0", {last}').replace("[2, 0]", f"[{last}, 0]")
    )
    assert circular != data and graph_of(circular) is None


def test_a_graph_of_any_size_cannot_stop_the_report():
    x = y = keras.Input((3,))
    for _ in range(MOST_CALLS):
        y = keras.layers.ReLU()(y)
    assert graph_of(read(keras.Model(x, y)).to_dict()) is None


@pytest.mark.parametrize("metadata", [None, [], {"topograde": "x"}, {"topograde": {}}])
def test_metadata_of_any_kind_do_no_harm(assignment, metadata):
    cell = failed("double", "It differs.")
    cell["outputs"].insert(0, {"output_type": "display_data", "data": {}, "metadata": metadata})
    cell["metadata"]["execution"] = {"iopub.status.busy": "soon", "shell.execute_reply": 3}
    (found,) = findings({"cells": [cell]}, assignment, "ada")
    assert found.sentence == "It differs."
    assert seconds({"cells": [cell]}, assignment)["double"] == 0


def test_mistakes_are_ranked_by_learners_and_not_attempted_is_none():
    def finding(student, task, sentence, misconception="", outcome="wrong"):
        return Finding(student, task, f"{task}_check", outcome, sentence, misconception)

    found = [
        finding("ada", "one", "It is `7`.", "separate"),
        finding("ada", "one", "It is 8."),
        finding("lee", "one", "It is 9."),
        finding("zoe", "one", "It is 10."),
        finding("zoe", "one", "It is 11."),
        finding("lee", "two", "They are 2.", "separate"),
        finding("kim", "two", "Not yet.", outcome="not attempted"),
    ]
    first, second = ranked(found)
    assert (first.tasks, first.students) == (("one",), ("ada", "lee", "zoe"))
    assert (second.tasks, second.students) == (("one", "two"), ("ada", "lee"))
    assert second.title == "“Two layers with equal settings are one layer.”"


def test_models_of_one_structure_are_one_group_whatever_they_are_called():
    def finding(student, graph):
        return Finding(student, "one", "one_check", "wrong", "No.", "separate", read(graph))

    found = [
        finding("ada", model(3)),
        finding("lee", model(2, name="x")),
        finding("zoe", model(2, name="y")),
        finding("kim", model(2, shared=False)),
    ]
    (mistake,) = ranked(found)
    assert [alike.students for alike in mistake.models] == [("lee", "zoe"), ("ada",), ("kim",)]
    assert signature(read(model(2))) != signature(read(model(2, shared=False)))


def hostile_values(assignment: Assignment) -> dict:
    finding = Finding(HOSTILE, "double", "c", "wrong", HOSTILE)
    row = {"student_id": HOSTILE, "score": "1", "max_score": "20", "reason": HOSTILE}
    row |= {"status": "needs review", **{task.name: "1" for task in assignment.tasks}}
    return {
        "assignment": assignment,
        "rows": [row],
        "statuses": {"needs review": 1},
        "people": [row],
        "graded": 1,
        "mean": 1.0,
        "spread": [1] + [0] * 9,
        "tasks": [],
        "mistakes": ranked([finding]),
        "feedback": {HOSTILE: True},
    }


def test_nothing_that_a_learner_wrote_becomes_markup(assignment):
    text = page("class.html", **hostile_values(assignment))
    assert "<script" not in text and "<img" not in text and "onerror=alert(1)>" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "default-src 'none'" in text


def test_a_class_of_500_is_reported_in_seconds(finished_course, assignment, tmp_path):
    place = ClassRoot(tmp_path, NAME)
    place.reports.mkdir(parents=True)
    tasks = [task.name for task in assignment.tasks]
    graph = read(model()).to_dict()
    with place.scores.open("w", newline="") as file:
        columns = ["student_id", "score", "max_score", "status", "reason", *tasks]
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        for n in range(500):
            student = f"student {n}"
            points = dict.fromkeys(tasks, "2")
            writer.writerow(
                {"student_id": student, "score": "8", "max_score": "20", "status": "graded"}
                | points
            )
            record = {"misconception": "separate", "graph": graph, "calls": [2]}
            cells = [failed(task, f"{task} gave {n}", record) for task in tasks]
            path = place.autograded(student) / f"{NAME}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_text(json.dumps({"cells": cells, "metadata": {"language_info": {}}}))
    start = time.monotonic()
    path = class_report(finished_course, place)
    assert time.monotonic() - start < 10
    assert path.stat().st_size < 2_000_000


def test_a_class_in_which_nobody_has_a_score_has_a_report(students, finished_course):
    students.hand_in("ada", "{")
    students.grade()
    text = class_report(finished_course, students.place).read_text()
    assert "Nobody has a score yet." in text and "the file is damaged" in text


def test_the_course_report_has_every_graded_assignment(graded_class, finished_course, reported):
    place, _ = reported
    text = course_report(finished_course, place.root).read_text()
    assert f'href="{NAME}/report.html"' in text and "ungradable" in text
    data = json.loads((place.root / "reports" / "course.json").read_text())
    assert data["totals"]["ada"] == 20 and data["cells"][NAME]["zoe"]["score"] == ""


def test_a_report_before_grading_says_what_to_do_first(
    finished_course, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(finished_course.root)
    assert main(["report", NAME, "--class-root", str(tmp_path)]) == 2
    assert f"Run python -m classroom grade {NAME}" in capsys.readouterr().err
    assert main(["report", "--class-root", str(tmp_path)]) == 2
    with pytest.raises(ClassroomError, match="No assignment"):
        course_report(finished_course, tmp_path)
