"""Say why a person should look at an executed notebook, although it has a score."""

from __future__ import annotations

from classroom.assignment import Notebook, grade_id
from classroom.runner import OBJECTED, TAMPERED, TIMED_OUT

REMARKED = "classroom_remarked"  # what was odd about the file, before anything of it ran


def doubts(notebook: Notebook) -> list[str]:
    """List what happened in a notebook that its score does not tell.

    >>> late = {"ename": TIMED_OUT, "evalue": "This cell ran longer than 60 s and was stopped."}
    >>> doubts({"metadata": {}, "cells": [{"metadata": {}, "outputs": [late]}]})
    ['cell number 1 ran longer than 60 s and was stopped']
    """
    known = notebook["metadata"]
    remarks = [*known.get(REMARKED, [])]
    if tampered := known.get(TAMPERED):
        remarks.append(f"while it ran, it changed {', '.join(tampered)}")
    remarks += known.get(OBJECTED, [])
    for number, cell in enumerate(notebook["cells"], start=1):
        name = grade_id(cell) or f"number {number}"
        for output in cell.get("outputs", []):
            if output.get("ename") == TIMED_OUT:
                remarks.append(str(output.get("evalue")).replace("This cell", f"cell {name}", 1))
            elif output.get("ename") == "CannotTell":
                remarks.append(f"{name}: {output.get('evalue')}")
    return [remark.rstrip(".") if remark.startswith("cell ") else remark for remark in remarks]
