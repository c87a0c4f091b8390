"""Measure each assignment from stub to full marks: `python benchmarks/assignments.py`.

The notebook with the reference answers is run from top to bottom in a fresh kernel, as a learner's
last *Restart and run all*: visible and hidden checks, pictures included.
"""

from __future__ import annotations

import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]


def seconds(notebook: Path) -> float:
    """Return how long a notebook runs, its kernel's start included.

    Raises:
        nbclient.exceptions.CellExecutionError: if a check does not pass.
    """
    start = time.perf_counter()
    cells = nbformat.read(notebook, as_version=4)
    NotebookClient(cells, resources={"metadata": {"path": str(notebook.parent)}}).execute()
    return time.perf_counter() - start


def main() -> None:
    """Print a line for each assignment."""
    for notebook in sorted(ROOT.glob("solutions/*/*.ipynb")):
        print(f"{notebook.stem:<22} {seconds(notebook):5.1f} s", flush=True)


if __name__ == "__main__":
    main()
