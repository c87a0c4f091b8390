"""The directive shows a task of an exercise notebook, with what scripts need to check it."""

import json
import re
from pathlib import Path

import pytest

from livebook.task import Task

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "exercises" / "05_shared_layers"
PAGE = "# T\n\n```{live-exercise} 05_shared_layers#puzzle_network\n```\n"


@pytest.fixture
def pages():
    """A page with an exercise, and the exercise."""
    names = ("05_shared_layers.ipynb", "expected.json")
    texts = {f"exercises/05_shared_layers/{n}": (FOLDER / n).read_text("utf-8") for n in names}
    return texts | {"index.md": "# Book\n\n```{toctree}\nchapters/x\n```\n", "chapters/x.md": PAGE}


def test_a_task_is_read_from_its_notebook():
    task = Task(FOLDER, "compare_pair")
    assert task.title == "debug this"
    assert (
        task.stub.startswith("def make_encoder():") and "raise NotImplementedError()" in task.stub
    )
    assert [check.count("attempt(compare_pair") for check in task.checks] == [1, 1]
    assert [name for name, _ in task.hints] == [
        "Hint 1: a nudge",
        "Hint 2: the idea",
        "Hint 3: a skeleton",
    ]
    assert "<details>" not in task.statement and task.statement.startswith("A colleague wrote")
    assert "tensorflow" not in task.setup and "import keras" in task.setup
    assert list(json.loads(task.expected)) == ["compare_pair"]
    assert task.picture is None
    assert Task(FOLDER, "puzzle_network").picture == "puzzle_network"


def test_every_task_of_the_course_can_be_shown():
    for notebook in sorted(ROOT.glob("exercises/*/*.ipynb")):
        for name in re.findall(r'"grade_id": "(\w+)"', notebook.read_text("utf-8")):
            if "_check_" not in name:
                exercise = Task(notebook.parent, name).exercise()
                assert (
                    exercise["stub"]
                    and exercise["checks"]
                    and len(Task(notebook.parent, name).hints) == 3
                )


def test_a_page_shows_the_task_and_its_picture(build, pages):
    out, warnings = build(pages)
    html = (out / "chapters/x.html").read_text("utf-8")
    assert 'data-exercise="05_shared_layers#puzzle_network"' in html
    assert "raise</span>" in html and html.count("<svg") >= 1
    found = re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)[1]
    assert json.loads(found) == Task(FOLDER, "puzzle_network").exercise()
    assert "live-runtime" not in html  # this book was built without one
    assert "live.js" in html
    assert "live" not in warnings


def test_the_runtime_is_published_where_there_is_one(build, pages):
    about = '{"folder": "abc", "files": {}, "download": 1}'
    out, _ = build(pages | {"_build/runtime/runtime.json": about, "_build/runtime/abc/x": "x"})
    html = (out / "chapters/x.html").read_text("utf-8")
    assert re.search(r'id="live-runtime">\{"folder": "abc"', html)
    assert (out / "_static/runtime/abc/x").read_text() == "x"
    assert "live.js" not in (out / "index.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["05_shared_layers#nothing", "99_missing#x", "05_shared_layers"])
def test_an_exercise_that_is_not_there_is_named(build, pages, name):
    _, warnings = build(
        pages | {"chapters/x.md": PAGE.replace("05_shared_layers#puzzle_network", name)}
    )
    assert f"live-exercise {name}" in warnings
