"""An exercise in the page, done in Firefox: node steers it, because Debian's cannot be patched."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parent / "firefox"
CHAPTER = "chapters/05_shared_layers.html"
ANSWERS = Path(__file__).parents[1] / "answers" / "05_shared_layers" / "build_siamese"


@pytest.fixture
def firefox():
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    if found is None or shutil.which("npm") is None:
        pytest.skip("no Firefox, or no npm, on PATH")
    return found


@pytest.fixture
def steer(firefox, tmp_path):
    """Return a function that gives answers to the first exercise of a page, and what it is told."""
    place = shutil.copytree(SCRIPT, tmp_path / "steer")
    npm = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(npm, cwd=place, timeout=300).returncode:
        pytest.skip("npm cannot get what steers Firefox")

    def steered(address, answers):
        done = subprocess.run(
            ["node", place / "check.mjs", firefox, address],
            input=json.dumps(answers),
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr[:2000]
        return json.loads(done.stdout)

    return steered


def test_firefox_gives_the_same_verdicts_and_stops(steer, site):
    names = ("right_nested_encoder", "wrong_two_layers")
    answers = {name: (ANSWERS / f"{name}.py").read_text("utf-8") for name in names}
    answers["endless"] = "while True:\n    pass\n"
    told = steer(site + CHAPTER, answers)
    said = told["verdicts"]
    assert "All 3 visible checks passed" in said["right_nested_encoder"]
    assert "each with its own weights: create the layer once" in said["wrong_two_layers"]
    assert "Stopped. Your code is kept." in said["endless"]
    assert "build_siamese has not been attempted" in said["afterwards"]
    assert told["errors"] == []
    assert set(told["hosts"]) - {""} == {site.split("/")[2]}  # data: has none
