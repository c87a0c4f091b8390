"""What answers reach for: nothing that the text of an honest one would name."""

from __future__ import annotations

from pathlib import Path

import attacks
import pytest

from classroom.reach import reaches_for

ROOT = Path(__file__).parents[2]
TEXTS = {
    f"{category}.{name}": attack
    for category, some in attacks.CATEGORIES.items()
    for name, attack in some.items()
    if isinstance(attack, str)
}
# These hold nothing but what an answer may hold: running them shows that they get no points.
PLAIN = {
    "files.expected_file_rewritten",
    "files.startup_file",
    "objects.expected_is_mine",
    "objects.graph_returned",
    "objects.variables_lie",
}


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "answers").rglob("*.py")), ids=str)
def test_no_answer_of_the_corpus_is_suspected(path):
    assert reaches_for(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_trick_can_be_seen_in_its_text(name):
    assert bool(reaches_for(TEXTS[name])) is (name not in PLAIN)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import topograde as tg\nfrom topograde.data import fashion_mnist\ntg.draw(model)", []),
        ("import os\nimport sys\nos.environ['A'] = '1'\nprint(os.path.sep, file=sys.stderr)", []),
        ("from __future__ import annotations\nif __name__ == '__main__':\n    print(1)", []),
        ("import os as o", ["os"]),
        ("import sys\ns = sys", ["sys"]),
        ("import os\nos.kill(1, 9)", ["os.kill"]),
        ("from os import kill, path", ["os.kill"]),
        ("from IPython.display import HTML, display\ndisplay(HTML(''))", []),
        ("from IPython import get_ipython", ["IPython.get_ipython"]),
        ("import sys\nsys.stdout = None", ["sys.stdout"]),
        ("import topograde.checks", ["topograde.checks"]),
        ("tg.verdict.FAILURES.clear()", ["tg.verdict"]),
        ("c = check", ["check"]),
        ("check.failing.FAILURES.clear()", ["check.failing"]),
        ("def build():\n    global attempt", ["attempt"]),
        ("from keras.src.models import model", ["keras.src.models.model"]),
        ("keras.layers.Dense.call = None", ["keras.layers.Dense.call"]),
        ("self.units = 3\nmodel.trainable = False\nmodel.compile('sgd')", []),
        ("np.sys.modules", ["modules", "sys"]),
        ("class A:\n    def __eq__(self, other): return True", ["__eq__"]),
        ("%%script true\nx", ["get_ipython"]),
        ("!pip list", ["get_ipython"]),
        ("%matplotlib inline\n%time x = 1", []),
        ("this is no Python", []),
        ("x = " + "(" * 500 + ")" * 500, []),
    ],
)
def test_words(source, found):
    assert reaches_for(source) == found
