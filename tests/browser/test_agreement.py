"""The page says what the notebook says: every answer of the corpus, in both.

`make test` compares one chapter's exercises, `make live` all (option `--all-exercises`).
"""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pytest

from classroom.assignment import Assignment
from classroom.corpus import read_answer
from livebook.runtime import page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted(path.stem for path in ROOT.glob("chapters/[0-9][0-9]_*.md"))
# What differs by chance: seeded values are others on every backend, and a folder has a new name
# each time. A layer that is made in `call` counts how often Keras traced the call. TensorFlow and
# NumPy have words of their own for an index that is no whole number.
CHANCE = [r"off by up to [\d.e-]+", r"/tmp/\w+", r"(?<=The layer )\w+(?= is used in)"]
CHANCE += [r"(?<=TypeError: ).*(?=: a table is looked up by whole numbers)"]

EXERCISES = """all => all.map(box => [box.dataset.exercise,
JSON.parse(box.querySelector("script[type='application/json']").textContent)])"""
START = """async () => {
  const { Engine } = await import(new URL('../_static/live-engine.js', location));
  window.engine = new Engine(JSON.parse(document.getElementById('live-runtime').textContent));
}"""


def pytest_generate_tests(metafunc):
    wanted = CHAPTERS if metafunc.config.getoption("--all-exercises") else ["05_shared_layers"]
    metafunc.parametrize("chapter", wanted)


def answers(name, task, stub):
    """Return the stub and the corpus' answers, by name."""
    folder = ROOT / "tests" / "answers" / name / task
    assignment = Assignment.read(ROOT / "solutions" / name / f"{name}.ipynb")
    given = {
        path.stem: read_answer(path, assignment.task(task)).source for path in folder.iterdir()
    }
    return {"stub": stub} | given


def without_chance(text):
    for pattern in CHANCE:
        text = re.sub(pattern, "…", text)
    return text


def said(found):
    return found["outcome"], found["passed"], without_chance(found["sentence"]), found["hints"]


def test_the_page_and_the_notebook_agree(open_window, site, chapter):
    window = open_window()
    window.goto(f"{site}chapters/{chapter}.html", wait_until="networkidle")
    exercises = window.eval_on_selector_all(".live-exercise", EXERCISES)
    assert len(exercises) >= 3
    window.evaluate(START)
    differences, compared = [], 0
    for key, exercise in exercises:
        for name, text in answers(*key.split("#"), exercise["stub"]).items():
            asked = [exercise, text]
            here = window.evaluate("([e, a]) => window.engine.ask('check', e, a)", asked)
            with warnings.catch_warnings(action="ignore"):
                native = page.check(exercise, text)
            compared += 1
            if said(here) != said(native) or bool(here["picture"]) != bool(native["picture"]):
                differences.append((key, name, said(native), said(here)))
    assert differences == []
    assert compared > 20
