"""What the failed checks of a class say, read from its executed notebooks.

Learners' programs wrote these notebooks: everything in them is looked at before it is used, and
what is not as it should be is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from classroom.assignment import Assignment, Cell, Notebook, grade_id, is_check, task_of
from topograde.graph import ModelGraph
from topograde.misconceptions import MISCONCEPTIONS

MOST_CALLS = 150
_LONGEST = 600
_LONGEST_NAME = 80
_OUTCOMES = {"Wrong": "wrong", "NotAttempted": "not attempted", "CannotTell": "cannot tell"}
_MOST_SECONDS = 24 * 3600.0


@dataclass(frozen=True)
class Finding:
    """A check that did not pass: whose, which, and what it said.

    `misconception` is a key of topograde's catalogue or empty; `graph` is the learner's model if
    the check showed it, and `calls` are the calls of it that it marked.
    """

    student: str
    task: str
    check: str
    outcome: str
    sentence: str
    misconception: str = ""
    graph: ModelGraph | None = None
    calls: tuple[int, ...] = ()


def findings(notebook: Notebook, assignment: Assignment, student: str) -> list[Finding]:
    """Return the first thing that each failed check of a student says."""
    tasks = [task.name for task in assignment.tasks]
    return [
        finding
        for cell in notebook["cells"]
        if is_check(cell) and (task := task_of(grade_id(cell) or "", tasks))
        for finding in [_finding(cell, student, task)]
        if finding
    ]


def seconds(notebook: Notebook, assignment: Assignment) -> dict[str, float]:
    """Return how long the cells of each task ran."""
    tasks = [task.name for task in assignment.tasks]
    found = dict.fromkeys(tasks, 0.0)
    for cell in notebook["cells"]:
        name = grade_id(cell) or ""
        if task := name if name in found else task_of(name, tasks):
            found[task] += _duration(cell)
    return found


def _finding(cell: Cell, student: str, task: str) -> Finding | None:
    outputs = [output for output in cell.get("outputs", []) if isinstance(output, dict)]
    errors = [output for output in outputs if output.get("output_type") == "error"]
    if not errors:
        return None
    kind, sentence = (str(errors[-1].get(key, "")) for key in ("ename", "evalue"))
    sentence = " ".join(sentence.split())[:_LONGEST] or kind[:_LONGEST_NAME]
    record = next(_records(outputs), {})
    graph = graph_of(record.get("graph"))
    return Finding(
        student,
        task,
        grade_id(cell) or "",
        _OUTCOMES.get(kind, "wrong"),
        sentence,
        _misconception(record.get("misconception"), sentence),
        graph,
        _calls(record.get("calls"), graph),
    )


def _records(outputs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for output in reversed(outputs):
        metadata = output.get("metadata")
        record = metadata.get("topograde") if isinstance(metadata, dict) else None
        if isinstance(record, dict):
            yield record


def _misconception(named: Any, sentence: str) -> str:
    if isinstance(named, str) and named in MISCONCEPTIONS:
        return named
    for name, misconception in MISCONCEPTIONS.items():
        if misconception.advice and misconception.advice in sentence:
            return name
    return ""


def graph_of(data: Any) -> ModelGraph | None:
    """Read a graph that a stranger may have written, or return None.

    >>> graph_of({"calls": "many"}) is None
    True
    """
    try:
        graph = ModelGraph.from_dict(data)
        sound = _is_sound(graph)
    except (TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError):
        return None
    return graph if sound else None


def _is_sound(graph: ModelGraph) -> bool:
    count = len(graph.calls)
    if not 0 < count <= MOST_CALLS or len(json.dumps(graph.to_dict())) > 500_000:
        return False
    earlier = all(
        0 <= tensor.call < number and 0 <= tensor.index < len(graph.calls[tensor.call].outputs)
        for number, call in enumerate(graph.calls)
        for _, tensor in call.arguments
    )
    ends = all(0 <= number < count for number in [*graph.inputs, *(t.call for t in graph.outputs)])
    known = all(call.layer in graph.layers for call in graph.calls) and all(
        name in graph.variables for layer in graph.layers.values() for name in layer.variables
    )
    words = [graph.name, *(w for layer in graph.layers.values() for w in (layer.name, layer.kind))]
    words += [part for call in graph.calls for part in call.frame]
    named = all(isinstance(word, str) and len(word) <= _LONGEST_NAME for word in words)
    sizes = all(
        size is None or isinstance(size, int)
        for call in graph.calls
        for spec in call.outputs
        for size in spec.shape
    )
    return earlier and ends and known and named and sizes


def _calls(data: Any, graph: ModelGraph | None) -> tuple[int, ...]:
    if graph is None or not isinstance(data, list):
        return ()
    return tuple(n for n in data if isinstance(n, int) and 0 <= n < len(graph.calls))


def _duration(cell: Cell) -> float:
    times = cell.get("metadata", {}).get("execution")
    try:
        start, end = (
            datetime.fromisoformat(times[key].replace("Z", "+00:00"))
            for key in ("iopub.status.busy", "shell.execute_reply")
        )
        return min(max(0.0, (end - start).total_seconds()), _MOST_SECONDS)
    except (TypeError, KeyError, AttributeError, ValueError):
        return 0.0
