"""The graphs that the tasks of a notebook expect, derived from its reference answers."""

from __future__ import annotations

import json
from pathlib import Path

from topograde.graph import ModelGraph

FILE = "expected.json"


def expected(name: str, folder: str | Path = ".") -> ModelGraph:
    """Return the expected graph of a task, from `expected.json` in the notebook's folder.

    Raises:
        FileNotFoundError: if the notebook stands without its `expected.json`.
        KeyError: if no task of that name has an expected graph.
    """
    path = Path(folder) / FILE
    if not path.exists():
        raise FileNotFoundError(
            f"{FILE} is missing: it belongs beside this notebook. Copy it there and run this again."
        )
    graphs = json.loads(path.read_text(encoding="utf-8"))
    if name not in graphs:
        raise KeyError(f"{FILE} has no graph named {name!r}; it has {sorted(graphs)}.")
    return ModelGraph.from_dict(graphs[name])


def write_expected(graphs: dict[str, ModelGraph], folder: str | Path) -> Path:
    """Write the expected graphs of an assignment, the same bytes for the same graphs.

    >>> from tempfile import mkdtemp
    >>> graph = ModelGraph("tiny", (), (), (), {}, {})
    >>> expected("tiny", write_expected({"tiny": graph}, mkdtemp()).parent) == graph
    True
    """
    path = Path(folder) / FILE
    text = json.dumps(
        {name: graph.without_values().to_dict() for name, graph in graphs.items()},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    path.write_text(text + "\n", encoding="utf-8")
    return path
