"""A small course without Keras, made anew for the tests, so that grading it takes seconds."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from classroom import ClassRoot, Course
from classroom.corpus import with_answers
from classroom.enclosure import SandboxError, require_sandbox
from classroom.grade import How, grade

HERE = Path(__file__).parent


@pytest.fixture(scope="session", autouse=True)
def sandbox_where_there_is_one():
    """Grade without a sandbox on a machine that has none, such as macOS; CI must have one."""
    if os.environ.get("CI") != "true":
        try:
            require_sandbox()
        except SandboxError:
            os.environ["CLASSROOM_SANDBOX"] = "off"


CONFIG = HERE.parent.parent / "nbgrader_config.py"
NAME = "01_toy"

SETUP = """\
class NotAttempted(AssertionError):
    pass

def attempt(function, *arguments):
    try:
        return function(*arguments)
    except NotImplementedError:
        raise NotAttempted("This task is not attempted yet.") from None
"""

TASKS = {
    "double": ("return 2 * x", "3", "6"),
    "greet": ("return f'Hello {x}'", "'Ada'", "'Hello Ada'"),
    "total": ("return sum(x)", "[1, 2]", "3"),
    "last": ("return x[-1]", "[1, 2]", "2"),
}


def _cell(kind, name, source, **settings):
    cell = {"cell_type": kind, "id": name, "metadata": {}, "source": source}
    if settings:
        known = {"grade_id": name, "schema_version": 3, "task": False}
        cell["metadata"]["nbgrader"] = known | settings
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell


def _task(name, body, argument, wanted):
    hints = "".join(
        f"\n<details><summary>Hint {n}</summary>\n\nThink of {name}.\n\n</details>\n" for n in "123"
    )
    answer = f"def {name}(x):\n    ### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION"
    shown = (
        f"found = attempt({name}, {argument})\nassert found == {wanted}, f'{name} gave {{found}}'"
    )
    hidden = (
        "### BEGIN HIDDEN TESTS\n"
        f"assert callable({name}) and attempt({name}, {argument}) == {wanted}, 'hidden: {name}'\n"
        "### END HIDDEN TESTS"
    )
    check = {"grade": True, "solution": False, "locked": True}
    return [
        _cell("markdown", f"{name}_text", f"## {name}\n{hints}"),
        _cell("code", name, answer, grade=False, solution=True, locked=False),
        _cell("code", f"{name}_check_value", shown, points=2, **check),
        _cell("code", f"{name}_check_again", hidden, points=3, **check),
    ]


def _notebook():
    cells = [_cell("markdown", "title", "# Toy"), _cell("code", "setup", SETUP)]
    for name, parts in TASKS.items():
        cells += _task(name, *parts)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _answers(folder):
    for task, (body, _, _) in TASKS.items():
        (folder / task).mkdir(parents=True)
        for n in range(3):
            text = f"def {task}(x):\n    spare = {n}\n    {body}\n"
            (folder / task / f"right_{n}.py").write_text(text)
        for n in range(5):
            header = f"# says: {task} gave {n + 100}\n# points: 0\n"
            text = f"{header}def {task}(x):\n    return {n + 100}\n"
            (folder / task / f"wrong_{n}.py").write_text(text)


def make_course(root: Path) -> Course:
    """Write the toy course, with its exercise and its corpus."""
    from classroom.release import release

    course = Course(root)
    root.mkdir(exist_ok=True)
    shutil.copy(CONFIG, course.root)
    course.source(NAME).parent.mkdir(parents=True)
    course.source(NAME).write_text(json.dumps(_notebook(), indent=1) + "\n")
    _answers(course.answers(NAME))
    release(course, NAME)
    return course


@pytest.fixture(scope="session")
def finished_course(tmp_path_factory) -> Course:
    """The toy course; tests must not change it."""
    return make_course(tmp_path_factory.mktemp("course"))


@pytest.fixture
def course(finished_course, tmp_path) -> Course:
    """A copy of the toy course, to be changed."""
    shutil.copytree(finished_course.root, tmp_path / "course")
    return Course(tmp_path / "course")


@pytest.fixture
def graded_by(monkeypatch):
    """Let the command grade with a function of the test's."""

    def replace(function):
        @contextmanager
        def grader(course, names, how):
            yield function

        monkeypatch.setattr("classroom.__main__.grader", grader)

    return replace


class Students:
    """Hands in notebooks made from the exercise, and grades them."""

    def __init__(self, course: Course, root: Path):
        self.course = course
        self.place = ClassRoot(root, NAME)
        self.exercise = json.loads(course.release(NAME).read_text())

    def answers(self, **changed: str) -> dict:
        """Return the exercise with right answers, except for those given as source text."""
        right = {task: f"def {task}(x):\n    {body}" for task, (body, _, _) in TASKS.items()}
        return with_answers(self.exercise, right | changed)

    def hand_in(self, student: str, notebook: dict | str) -> Path:
        """Write a notebook, or any text in its place, into the student's folder."""
        path = self.place.submitted(student) / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notebook if isinstance(notebook, str) else json.dumps(notebook))
        return path

    def grade(self, timeout: int = 5, **how) -> dict[str, dict[str, str]]:
        rows = grade(self.course, self.place, How(timeout=timeout, **how))
        return {row["student_id"]: row for row in rows}


@pytest.fixture
def students(finished_course, tmp_path) -> Students:
    """A class of the toy course in which nobody has handed anything in."""
    return Students(finished_course, tmp_path / "class")


@pytest.fixture(scope="session")
def graded_class(finished_course, tmp_path_factory) -> tuple[Students, dict[str, dict[str, str]]]:
    """A class with every kind of submission, graded once, and the rows of its table."""
    students = Students(finished_course, tmp_path_factory.mktemp("graded"))
    students.hand_in("ada", students.answers())
    students.hand_in("o'neil, bob (2)", students.answers(double="def double(x):\n    return 1"))
    students.hand_in("cut_off", json.dumps(students.exercise)[:-9])
    students.hand_in("deadly", students.answers(greet="import os; os._exit(1)"))
    students.hand_in("endless", students.answers(greet="while True: pass"))
    students.hand_in("showy", with_markdown(students.answers(double=SHOWY), HOSTILE))
    students.hand_in("skipper", skipping(students.answers(double="def double(x):\n    return 1")))
    students.hand_in("torn", without(students.answers(), "greet_check_again", "last_check_again"))
    students.hand_in("untouched", students.exercise)
    students.place.submitted("zoe").mkdir(parents=True)
    return students, students.grade(timeout=4)


HOSTILE = """\
<script>document.title = 'stolen'</script>
<img src="x" onerror="document.title = 'stolen'"><a href="javascript:alert(1)">click</a>
"""
SHOWY = f"""\
import sys
from IPython.display import HTML, SVG, Javascript, Markdown, display
def double(x):
    print("a warning of a library", file=sys.stderr)
    drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30' aria-label='my model'"
    display(HTML(drawing + " onload='top.document.title = 1'><circle r='30'/></svg>"))
    for show in (HTML, Markdown, Javascript):
        display(show({HOSTILE!r}))
    display(Javascript("document.title = 'stolen'"), SVG(drawing + " onload='stolen()'></svg>"))
    return 2 * x
"""


def with_markdown(notebook: dict, text: str) -> dict:
    """Add a cell of text at the end of a notebook."""
    notebook["cells"].append({"cell_type": "markdown", "id": "z", "metadata": {}, "source": text})
    return notebook


def skipping(notebook: dict) -> dict:
    """Tag every cell of a notebook so that it is not executed."""
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution"]
    return notebook


def without(notebook: dict, *names: str) -> dict:
    """Delete the cells with these names from a notebook."""
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in names]
    return notebook
