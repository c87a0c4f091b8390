"""Run the cells of one submission: a function from text to text, wherever there is a processor.

A `Job` holds all that the run needs and a `Result` all that came of it, so that either can go to
another process or another machine as JSON. The gradebook is not needed, and never seen.
"""

from __future__ import annotations

import json
import tempfile
import time
import traceback
from base64 import b64decode
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import setenv
from traitlets.config import Config

from classroom import scratch
from classroom.assignment import Notebook
from classroom.config import set_kernels
from classroom.failure import reason
from classroom.logs import caught
from classroom.runner import Execute


@dataclass(frozen=True)
class Job:
    """A notebook to run, the files beside it (base64), and nbgrader's settings for the run."""

    notebook: Notebook
    files: dict[str, str] = field(default_factory=dict)
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """What running a notebook gave: a record for each cell, or the reason why there is none."""

    cells: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    failure: str = ""
    log: str = ""
    seconds: float = 0.0

    def fill_in(self, notebook: NotebookNode) -> None:
        """Put the outputs and the times into the notebook that was run."""
        notebook.metadata.update(nbformat.from_dict(self.metadata))
        for cell, record in zip(notebook.cells, self.cells, strict=True):
            cell.update(nbformat.from_dict(record.get("ran", {})))
            cell.metadata.update(nbformat.from_dict(record.get("metadata", {})))


def execute(text: str) -> str:
    """Run the job in `text`, and return its result, both as JSON. No submission makes it raise."""
    job = Job(**json.loads(text))
    start = time.monotonic()
    with caught() as log:
        try:
            ran = _run(job)
        except Exception as error:
            words = traceback.format_exc()
            found = Result(failure=reason(error, log.getvalue()), log=log.getvalue() + words)
        else:
            cells = [_record(cell) for cell in ran.cells]
            found = Result(cells, dict(ran.metadata), log=log.getvalue())
    return json.dumps(asdict(found) | {"seconds": round(time.monotonic() - start, 3)})


def _run(job: Job) -> NotebookNode:
    config = Config(job.settings)
    set_kernels(config, config.ClassroomProvisioner.warm, config.ClassroomProvisioner.sandbox)
    notebook = nbformat.from_dict(job.notebook)
    with tempfile.TemporaryDirectory(prefix="job-", dir=scratch.home()) as folder:
        for name, content in job.files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b64decode(content))
        with setenv(NBGRADER_EXECUTION="autograde"):
            Execute(config=config).preprocess(notebook, {"metadata": {"path": folder}})
    return notebook


def _record(cell: NotebookNode) -> dict[str, Any]:
    if cell.cell_type != "code":
        return {}
    ran = {name: cell.get(name) for name in ("outputs", "execution_count")}
    return {"ran": ran, "metadata": {"execution": cell.metadata.get("execution", {})}}
