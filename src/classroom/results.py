"""The results of a class, one file for each different notebook: what makes grading resumable.

A file is named after everything that the run depended on. A notebook that nobody changed since is
therefore found again, and two students who hand in the same are run once.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from classroom.execution import Job, Result

_LIBRARIES = ("keras", "tensorflow", "numpy", "nbgrader", "ipykernel")


class Results:
    """The results in a folder, by their jobs."""

    def __init__(self, folder: Path):
        self.folder = folder.resolve()  # nbgrader works in folders of its own

    def find(self, key: str) -> Result | None:
        """Return the result with this key, or None if it has to be computed."""
        try:
            return Result(**json.loads(self._path(key).read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def save(self, key: str, result: Result) -> None:
        """Write a result, whole or not at all, however this process ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(key)
        unfinished = path.with_suffix(".part")
        unfinished.write_text(json.dumps(asdict(result)), encoding="utf-8")
        os.replace(unfinished, path)

    def keep(self, keys: Iterable[str]) -> None:
        """Remove the results that no submission has any more."""
        kept = {self._path(key) for key in keys}
        for path in self.folder.glob("*"):
            if path not in kept:
                path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"


def key_of(job: Job, environment: Mapping[str, str]) -> str:
    """Return the name of a job's result.

    >>> code = {"cell_type": "code", "source": "1 + 1", "metadata": {}, "id": "a"}
    >>> one = key_of(Job({"cells": [code]}), {"keras": "3.15"})
    >>> one == key_of(Job({"cells": [code | {"id": "b", "outputs": []}]}), {"keras": "3.15"})
    True
    >>> one == key_of(Job({"cells": [code]}), {"keras": "3.16"})
    False
    """
    facts = [text_of(job.notebook), job.files, job.settings, dict(environment)]
    return _digest(json.dumps(facts, sort_keys=True))[:40]


def text_of(notebook: Mapping[str, Any]) -> str:
    """Return what is run and graded of a notebook: not its outputs, and not the ids of its cells.

    >>> text_of({"cells": [{"cell_type": "code", "source": "1", "metadata": {}, "outputs": []}]})
    '[["code", "1", {}]]'
    """
    cells = notebook["cells"]
    graded = [[c["cell_type"], c["source"], c["metadata"].get("nbgrader", {})] for c in cells]
    return json.dumps(graded, sort_keys=True)


def environment() -> dict[str, str]:
    """Return the versions of what a result depends on; of topograde the very text."""
    found = {"topograde": _source("topograde"), "classroom": _source("classroom")}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def _source(package: str) -> str:
    places = find_spec(package).submodule_search_locations
    files = sorted(path for place in places for path in Path(place).rglob("*.py"))
    return _digest("\n".join(_digest(path.read_text(encoding="utf-8")) for path in files))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
