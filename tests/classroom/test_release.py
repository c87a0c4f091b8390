"""Releasing: the exercise is nbgrader's own, and the same bytes every time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from classroom import ClassroomError
from classroom.reference import expected_names
from classroom.release import outdated, release

NAME = "01_toy"
READER = """\
class Graph:
    def __init__(self, model):
        self.model = model
    def to_json(self):
        return '{"model": "%s"}' % self.model

def read(model, values):
    return Graph(model)
"""


def notebook(*sources: str) -> dict:
    return {"cells": [{"cell_type": "code", "metadata": {}, "source": text} for text in sources]}


def derive(folder: Path, *sources: str, seed: str = "0") -> subprocess.CompletedProcess:
    """Run the derivation of expected.json with a reader of models that needs no Keras."""
    (folder / "topograde.py").write_text(READER)
    (folder / "source.ipynb").write_text(json.dumps(notebook(*sources)))
    return subprocess.run(
        [sys.executable, "-m", "classroom.reference", "source.ipynb", "expected.json"],
        cwd=folder,
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
    )


def test_releasing_again_changes_nothing_and_a_changed_file_is_found(course):
    assert outdated(course, NAME) == []
    exercise = course.release(NAME)
    before = exercise.read_bytes()
    exercise.write_bytes(before.replace(b"# Toy", b"# Joy"))
    (exercise.parent / "stray.txt").write_text("")
    assert release(course, NAME) == [exercise, exercise.parent / "stray.txt"]
    assert exercise.read_bytes() == before


def test_the_exercise_has_stubs_and_no_secrets(finished_course):
    text = finished_course.release(NAME).read_text()
    assert text.count("raise NotImplementedError()") == 4
    assert "return 2 * x" not in text and "callable" not in text


def test_a_source_that_nbgrader_refuses_is_named_with_the_reason(course):
    source = course.source(NAME)
    source.write_text(source.read_text().replace("### END SOLUTION", "###"))
    with pytest.raises(ClassroomError, match=r"01_toy\.ipynb: .*no end solution statement found"):
        release(course, NAME)


def test_expected_names_are_the_ones_that_checks_ask_for():
    found = notebook("check.topology(m, expected('b'))", "%pylab\ntopograde.expected('a')")
    assert expected_names(found) == ["a", "b"]


def test_expected_topologies_come_from_the_reference_answers(tmp_path):
    sources = ["def build():\n    return 'built'", "model = 'made'", "expected('build')"]
    sources.append("expected('model')")
    written = set()
    for seed in ("1", "2"):
        assert derive(tmp_path, *sources, seed=seed).returncode == 0
        written.add((tmp_path / "expected.json").read_text())
    assert [json.loads(text) for text in written] == [
        {"build": {"model": "built"}, "model": {"model": "made"}}
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("1 / 0", "fails: ZeroDivisionError"),
        ("def built(): ...", "no cell defines build"),
        ("expected(name)", 'without a plain "name"'),
        ("def build(:", "fails: SyntaxError"),
    ],
)
def test_a_reference_answer_that_fails_is_named(tmp_path, source, message):
    done = derive(tmp_path, source, "expected('build')")
    assert done.returncode == 1 and message in done.stderr.splitlines()[-1]
