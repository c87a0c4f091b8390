"""nbgrader's exchange: from the release of an assignment to the feedback in a learner's folder."""

import getpass
import json
import os
import subprocess
import sys
from pathlib import Path

from classroom.corpus import with_answers
from classroom.grade import grade
from classroom.places import ClassRoot

NAME = "01_toy"


def test_an_assignment_goes_out_and_its_feedback_comes_back(course, tmp_path):
    learner = tmp_path / "learner"
    learner.mkdir()
    nbgrader(course.root, tmp_path, "generate_assignment", "--force")
    nbgrader(course.root, tmp_path, "release_assignment")
    nbgrader(learner, tmp_path, "fetch_assignment")
    path = learner / NAME / f"{NAME}.ipynb"
    answers = {"double": "def double(x):\n    return 2 * x"}
    path.write_text(json.dumps(with_answers(json.loads(path.read_text()), answers)))
    nbgrader(learner, tmp_path, "submit")
    nbgrader(course.root, tmp_path, "collect")

    (row,) = grade(course, ClassRoot(course.root, NAME))

    assert (row["student_id"], row["score"], row["status"]) == (getpass.getuser(), "5", "graded")
    nbgrader(course.root, tmp_path, "release_feedback")
    nbgrader(learner, tmp_path, "fetch_feedback")
    (page,) = learner.glob(f"{NAME}/feedback/*/{NAME}.html")
    assert "Score: 5.0 / 20.0" in page.read_text()


def nbgrader(folder: Path, exchange: Path, command: str, *options: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    where = [f"--Exchange.root={exchange / 'exchange'}", "--course=one_layer_many_calls"]
    (exchange / "exchange").mkdir(mode=0o777, exist_ok=True)
    (exchange / "exchange").chmod(0o777)
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", command, NAME, *where, *options],
        cwd=folder,
        env=os.environ | {"PATH": path, "HOME": str(exchange)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
