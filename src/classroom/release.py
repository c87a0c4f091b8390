"""Make what learners get out of what the author wrote: solutions/NN → exercises/NN.

The exercise is what `nbgrader generate_assignment` makes, byte for byte. Everything is made in a
temporary folder and without a gradebook, so that an instructor's is neither needed nor changed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from classroom.assignment import Assignment
from classroom.command import last_words, nbgrader
from classroom.errors import ClassroomError
from classroom.places import Course

_CACHES = shutil.ignore_patterns(".*", "__pycache__")
Files = dict[str, bytes]


def release(course: Course, name: str) -> list[Path]:
    """Write expected.json and the exercise, and return the files whose content changed.

    What stood there before is kept under _build/replaced: somebody may have worked in it.
    """
    made = make(course, name)
    changed = [path for path, content in made.items() if _content(path) != content]
    for path in changed:
        _keep(course, path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made[path])
    stale = _stale(course, name, made)
    for path in stale:
        path.unlink()
    return sorted(changed + stale)


def _keep(course: Course, path: Path) -> None:
    if path.exists():
        folder = course.root / "_build" / "replaced" / datetime.now().strftime("%Y-%m-%d_%H%M%S")
        target = folder / path.relative_to(course.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)


def outdated(course: Course, name: str) -> list[Path]:
    """List the generated files that are not what the source makes now; nothing is written."""
    made = make(course, name)
    changed = [path for path, content in made.items() if _content(path) != content]
    return sorted(changed + _stale(course, name, made))


def make(course: Course, name: str) -> dict[Path, bytes]:
    """Generate an assignment's files from its source notebook.

    Raises:
        ClassroomError: if a reference answer fails, or nbgrader refuses the notebook.
    """
    Assignment.read(course.source(name))
    with tempfile.TemporaryDirectory() as folder:
        solutions = Path(folder) / "solutions" / name
        shutil.copytree(course.source(name).parent, solutions, ignore=_CACHES)
        expected = _derive(course.source(name), solutions / "expected.json")
        files = _generate(course, Path(folder), name)
    made = {course.release(name).parent / path: content for path, content in files.items()}
    return made | ({course.expected(name): expected} if expected else {})


def _derive(source: Path, target: Path) -> bytes | None:
    # The target must not be there while the answers run: they must not lean on an older one.
    target.unlink(missing_ok=True)
    command = [sys.executable, "-m", "classroom.reference", str(source.resolve()), str(target)]
    done = subprocess.run(
        command, cwd=target.parent, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["its answers ended the process"]
        raise ClassroomError(f"{source}: {lines[-1]}.")
    return _content(target)


def _generate(course: Course, root: Path, name: str) -> Files:
    log = root / "nbgrader.log"
    run = nbgrader(root, "generate_assignment", name, "--no-db", course=course.root, log=log)
    if not run.well:
        words = last_words(run.log)
        raise ClassroomError(f"{course.source(name)}: nbgrader generate_assignment says: {words}")
    folder = root / "exercises" / name
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def _stale(course: Course, name: str, made: dict[Path, bytes]) -> list[Path]:
    present = course.release(name).parent.rglob("*")
    hidden = (".ipynb_checkpoints", "__pycache__")
    return [
        path
        for path in present
        if path.is_file() and path not in made and not set(hidden) & set(path.parts)
    ]


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
