"""The report on a class in a real browser: accessible, without requests, without programs."""

import keras
import pytest
from axe_playwright_python.sync_playwright import Axe

from classroom.assignment import Assignment, Task
from classroom.report.figures import Difficulty
from classroom.report.findings import Finding
from classroom.report.groups import ranked
from classroom.report.page import page
from topograde import read

pytestmark = pytest.mark.browser

OPEN_ALL = "document.querySelectorAll('details').forEach(fold => { fold.open = true })"
HOSTILE = "<script>document.title = 'taken'</script>"


def _graph(units):
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    one, two = keras.layers.Dense(units, name="one"), keras.layers.Dense(units, name="two")
    return read(keras.Model([a, b], keras.layers.Add(name="sum")([one(a), two(b)])))


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """A report on an assignment and one on a course, each with something of everything."""
    folder = tmp_path_factory.mktemp("reports")
    found = [
        Finding(
            f"s{n}", "build", "build_check", "wrong", "Two `layers`.", "separate", _graph(n), (2,)
        )
        for n in (1, 2, 3)
    ]
    found.append(Finding(HOSTILE, "build", "build_check", "wrong", HOSTILE))
    row = {"student_id": HOSTILE, "score": "5", "max_score": "9", "build": "5", "reason": HOSTILE}
    missing = row | {"student_id": "lee", "score": "", "build": "", "status": "not submitted"}
    rows = [row | {"status": "needs review"}, missing]
    values = {
        "assignment": Assignment("05", {}, (Task("build", {"build_check": 9.0}),)),
        "rows": rows,
        "statuses": {"needs review": 1, "not submitted": 1},
        "people": rows[:1],
        "graded": 1,
        "mean": 5.0,
        "spread": [0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
        "tasks": [Difficulty("build", 9, 0.55, 0, 0, 1, 0.4, 2.0)],
        "mistakes": ranked(found),
        "feedback": {HOSTILE: True},
    }
    (folder / "class.html").write_text(page("class.html", **values))
    values = {
        "names": ["05"],
        "students": [HOSTILE, "lee", "zoe"],
        "cells": {"05": {HOSTILE: rows[0], "lee": missing}},
        "means": {"05": 5.0},
        "most": {"05": "9"},
        "graded": {"05": 1},
        "totals": {HOSTILE: 5.0, "lee": 0, "zoe": 0},
        "reports": {"05": True},
    }
    (folder / "course.html").write_text(page("course.html", **values))
    return folder


@pytest.mark.parametrize("name", ["class.html", "course.html"])
def test_the_report_is_accessible_and_asks_for_nothing(open_window, reports, theme, size, name):
    window = open_window(theme, size)
    asked = []
    window.on("request", lambda request: asked.append(request.url))
    window.goto((reports / name).as_uri())
    window.evaluate(OPEN_ALL)
    assert window.title() != "taken"
    assert asked == [(reports / name).as_uri()]
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
    result = Axe().run(window, options={"resultTypes": ["violations"]})
    found = [(v["id"], v["nodes"][0]["html"]) for v in result.response["violations"]]
    assert found == []


def test_the_pictures_of_wrong_models_are_drawn(open_window, reports):
    window = open_window()
    window.goto((reports / "class.html").as_uri())
    window.evaluate(OPEN_ALL)
    pictures = window.locator(".picture svg")
    assert pictures.count() == 3
    assert all(pictures.nth(n).bounding_box()["width"] > 150 for n in range(3))
