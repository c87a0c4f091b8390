"""Look at what a class handed in, as data: nothing of it runs here.

Every student gets a standing, never an exception that stops the class. What intake accepts it also
puts in order, so that a deleted or altered test cell costs no points by accident.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nbgrader.utils import parse_utc

from classroom.assignment import (
    Assignment,
    Cell,
    Notebook,
    grade_id,
    is_check,
    is_solution,
    settings_of,
    source_of,
)
from classroom.places import ClassRoot
from classroom.reach import reaches_for
from classroom.status import Standing, Status

MOST_BYTES = 20_000_000
MOST_CELLS = 2_000
_STUDENT = re.compile(r"\w[\w .,@'()+-]{0,99}")


class _Refused(Exception):
    """This submission cannot be graded, and the text says why."""


@dataclass(frozen=True)
class Submission:
    """One student's submission: its standing, and the notebook to grade if there is one."""

    student: str
    standing: Standing
    notebook: Notebook | None = None
    timestamp: str = ""


def everybody(place: ClassRoot, known: Iterable[str] = ()) -> set[str]:
    """Return every student who has a folder, or is `known` to the gradebook."""
    folders = place.root.glob("submitted/*")
    return {f.name for f in folders if f.is_dir() and not f.name.startswith(".")}.union(known)


def look_at(place: ClassRoot, assignment: Assignment, student: str) -> Submission:
    """Decide whether a submission can be graded, without running any of it."""
    folder = place.submitted(student)
    try:
        if not _STUDENT.fullmatch(student):
            raise _Refused(f"the folder name {student!r} cannot be a student id")
        if not folder.is_dir() or not any(folder.iterdir()):
            return Submission(student, Standing(Status.NOT_SUBMITTED, "nothing was handed in"))
        notebook = _load(_find(folder, assignment.name))
        _check_shape(notebook)
        remarks = put_in_order(notebook, assignment) + _beside(folder)
        remarks += _reaching(notebook, assignment)
        timestamp = _timestamp(folder / "timestamp.txt", remarks)
    except (_Refused, OSError) as reason:
        return Submission(student, Standing(Status.UNGRADABLE, str(reason)))
    status = Status.NEEDS_REVIEW if remarks else Status.GRADED
    return Submission(student, Standing(status, "; ".join(remarks)), notebook, timestamp)


def put_in_order(notebook: Notebook, assignment: Assignment) -> list[str]:
    """Give the assignment's cells their settings back and add test cells that are missing.

    nbgrader then restores the text of the test cells from its gradebook.

    Returns:
        What a person should know about it, in plain English.
    """
    ours = {grade_id(cell): cell for cell in assignment.notebook["cells"] if grade_id(cell)}
    present = {grade_id(cell) for cell in notebook["cells"]} & set(ours)
    if not any(is_check(ours[name]) or is_solution(ours[name]) for name in present):
        raise _Refused("no cell of this assignment is in it: is it another assignment's notebook?")
    last = {grade_id(cell): number for number, cell in enumerate(notebook["cells"])}
    twice = {}
    for number, cell in enumerate(notebook["cells"]):
        name = grade_id(cell)
        if name in ours and last[name] != number:
            twice[name] = f"the cell {name} is there more than once: the last one counts"
            cell["metadata"].pop("nbgrader")
        _reset(cell, ours)
    missing = [name for name in ours if name not in present]
    for name in missing:
        if is_check(ours[name]):
            _put_back(notebook, list(ours), ours[name])
    return [*_remarks([ours[name] for name in missing]), *twice.values()]


def _remarks(missing: list[Cell]) -> list[str]:
    checks = [grade_id(cell) for cell in missing if is_check(cell)]
    answers = [grade_id(cell) for cell in missing if is_solution(cell)]
    return [f"the answer cell {name} is missing" for name in answers] + [
        f"the test cell {name} was missing and was put back" for name in checks
    ]


def _reset(cell: Cell, ours: dict[str, Cell]) -> None:
    name = grade_id(cell)
    cell["metadata"].pop("nbgrader", None)
    if name in ours:
        cell["metadata"]["nbgrader"] = dict(settings_of(ours[name]))
    if cell["cell_type"] == "code":
        cell.update(outputs=[], execution_count=None)


def _put_back(notebook: Notebook, order: list[str], missing: Cell) -> None:
    # After the last cell that stands before it in the assignment, or at the end: a check must not
    # run before the answer.
    before = order[: order.index(grade_id(missing))]
    places = [i for i, cell in enumerate(notebook["cells"]) if grade_id(cell) in before]
    cell = {
        "cell_type": "code",
        "metadata": {"nbgrader": dict(settings_of(missing))},
        "source": "",  # nbgrader fills it in from its gradebook, with the hidden tests
        "outputs": [],
        "execution_count": None,
    }
    if notebook["nbformat_minor"] >= 5:
        taken = {each.get("id") for each in notebook["cells"]}
        name = str(grade_id(missing))
        cell["id"] = name if name not in taken else f"{name}-put-back"
    notebook["cells"].insert(max(places, default=len(notebook["cells"]) - 1) + 1, cell)


def _find(folder: Path, name: str) -> Path:
    path = folder / f"{name}.ipynb"
    if path.is_symlink():
        raise _Refused(f"{path.name} is a link, not a file")
    if path.is_file():
        return path
    if path.exists():
        raise _Refused(f"{path.name} is not an ordinary file")
    others = sorted(p.name for p in folder.glob("*.ipynb"))
    found = f"found {', '.join(others)}: rename it" if others else "there is no notebook"
    raise _Refused(f"{path.name} is missing; {found}")


def _load(path: Path) -> Notebook:
    size = path.stat().st_size
    if size > MOST_BYTES:
        most = f"{MOST_BYTES / 1e6:.0f} MB"
        raise _Refused(f"the file has {size / 1e6:.0f} MB, more than {most}: clear its outputs")
    if size == 0:
        raise _Refused("the file is empty")
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise _Refused(_damage(error)) from error
    except UnicodeDecodeError as error:
        raise _Refused("the file is damaged: it is not UTF-8 text") from error
    except RecursionError as error:
        raise _Refused("the file is nested too deeply to be a notebook") from error


def _damage(error: json.JSONDecodeError) -> str:
    if error.msg.startswith("Unterminated") or not error.doc[error.pos :].strip():
        return "the file is damaged: its JSON breaks off"
    return f"the file is damaged: its JSON is wrong at line {error.lineno}, column {error.colno}"


def _check_shape(notebook: Notebook) -> None:
    if not isinstance(notebook, dict) or not isinstance(notebook.get("nbformat"), int):
        raise _Refused("the file is JSON, but not a notebook")
    if notebook["nbformat"] != 4:
        raise _Refused(
            f"it is in notebook format {notebook['nbformat']}, not 4: "
            "open it in a current JupyterLab and save it again"
        )
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not isinstance(notebook.get("nbformat_minor"), int):
        raise _Refused("the file is JSON, but not a notebook")
    if len(cells) > MOST_CELLS:
        raise _Refused(f"it has {len(cells)} cells, more than {MOST_CELLS}")
    for number, cell in enumerate(cells, start=1):
        if not _is_cell(cell):
            raise _Refused(f"its cell number {number} is damaged")
    if not isinstance(notebook.setdefault("metadata", {}), dict):
        raise _Refused("its metadata are damaged")


def _is_cell(cell: object) -> bool:
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        return False
    source = cell.get("source")
    lines = source if isinstance(source, list) else [source]
    return isinstance(cell.get("metadata"), dict) and all(isinstance(line, str) for line in lines)


def _reaching(notebook: Notebook, assignment: Assignment) -> list[str]:
    """Name what the learner's own code reaches for; the assignment's cells are ours."""
    known = {source_of(cell) for cell in assignment.notebook["cells"]}
    remarks = []
    for number, cell in enumerate(notebook["cells"], start=1):
        name = grade_id(cell)
        ours = source_of(cell) in known or (name and is_check(cell))
        if cell["cell_type"] == "code" and not ours and (found := reaches_for(source_of(cell))):
            remarks.append(f"cell {name or f'number {number}'} uses {', '.join(found[:5])}")
    return remarks


def _beside(folder: Path) -> list[str]:
    # Only the notebook is graded, so an answer that imports a module of its own fails.
    modules = sorted(path.name for path in folder.glob("*.py"))
    return [f"files beside the notebook were not used: {', '.join(modules)}"] if modules else []


def _timestamp(path: Path, remarks: list[str]) -> str:
    if not path.is_file():
        return ""
    text = path.read_bytes()[:100].decode("utf-8", "replace").strip()
    try:
        parse_utc(text)
    except (ValueError, OverflowError):
        remarks.append("timestamp.txt is not a date, so the time of submission is not known")
        return ""
    return text
