"""A gradebook in PostgreSQL: a real server, where Debian's package or another one is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

NAME = "01_toy"
PLACES = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), None]


def _program(name: str) -> str | None:
    return next(filter(None, (shutil.which(name, path=place) for place in PLACES)), None)


@pytest.fixture(scope="module")
def database():
    """Start a server that listens on a socket alone, and return its address."""
    initdb, control = _program("initdb"), _program("pg_ctl")
    if not initdb or not control:
        pytest.skip("PostgreSQL is not installed.")
    # It refuses to run as root. The path of a socket has to be short.
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        os.chmod(folder, 0o777)
        data = f"{folder}/data"
        quiet = {"check": True, "cwd": folder, "stdout": subprocess.DEVNULL}
        subprocess.run([*user, initdb, "-D", data, "-A", "trust", "-U", "grader"], **quiet)
        options = f"-k {folder} -c listen_addresses= -F"
        start = [*user, control, "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start"]
        subprocess.run(start, **quiet)
        try:
            yield f"postgresql://grader@/postgres?host={folder}"
        finally:
            subprocess.run([*user, control, "-D", data, "-m", "immediate", "stop"], **quiet)


def test_a_class_is_graded_into_postgresql(course, students, database):
    students.course = course
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + f"c.CourseDirectory.db_url = {database!r}\n")
    students.hand_in("ada", students.answers())
    students.hand_in("bob", students.answers(double="def double(x):\n    return 1"))
    students.hand_in("torn", "{")

    first = students.grade()
    with Gradebook(database) as gradebook:
        gradebook.find_grade("double_check_value", NAME, NAME, "bob").manual_score = 2
        gradebook.db.commit()
    second = students.grade()

    scores = {student: row["score"] for student, row in first.items()}
    assert scores == {"ada": "20", "bob": "15", "torn": ""}
    assert second["bob"]["score"] == "17"
    assert not students.place.gradebook.exists()
    assert (students.place.feedback("bob") / f"{NAME}.html").is_file()
