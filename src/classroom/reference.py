"""Derive the expected topologies from the reference answers.

    python -m classroom.reference solutions/NN/NN.ipynb expected.json

runs the source notebook's cells in this process, and writes the graph of every model that some cell
names in `expected("…")`. The checks are left out, and so are the cells that call `expected`: they
show what is made here. `classroom.release` starts it afresh each time.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from classroom.assignment import Cell, Notebook, is_check, source_of


def expected_names(notebook: Notebook) -> list[str]:
    """List the names in `expected("name")`, wherever the notebook's code calls it.

    >>> expected_names({"cells": [{"cell_type": "code", "metadata": {},
    ...     "source": "check.topology(model, expected('siamese'))"}]})
    ['siamese']
    """
    return sorted({name for cell in _code(notebook) for name in _names(_parse(cell))})


def run_answers(notebook: Notebook) -> dict[str, Any]:
    """Run the cells that make the answers, as a kernel would, and return the names they define.

    Raises:
        RuntimeError: if a cell fails, with its name.
    """
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    for cell in _code(notebook):
        if not is_check(cell) and not any(_names(_parse(cell))):
            result = shell.run_cell(source_of(cell))
            if not result.success:
                error = result.error_before_exec or result.error_in_exec
                raise RuntimeError(f"its cell {cell.get('id')} fails: {error!r}")
    return shell.user_ns


def graph_of(name: str, namespace: dict[str, Any]) -> dict[str, Any]:
    """Read the model that `name` stands for; a function is called for it."""
    import topograde

    if name not in namespace:
        raise RuntimeError(f'a cell asks for expected("{name}"), but no cell defines {name}')
    answer = namespace[name]
    model = answer() if inspect.isfunction(answer) else answer
    return json.loads(topograde.read(model, values=False).to_json())


def main(source: str, target: str) -> None:
    """Write the graphs of the notebook `source` to the file `target`, if it asks for any."""
    notebook = json.loads(Path(source).read_text(encoding="utf-8"))
    names = expected_names(notebook)
    if not names:
        return
    namespace = run_answers(notebook)
    graphs = {name: graph_of(name, namespace) for name in names}
    Path(target).write_text(to_json(graphs), encoding="utf-8")


def to_json(graphs: dict[str, Any]) -> str:
    """Write graphs as JSON, one a line, the same bytes for the same graphs.

    >>> print(to_json({"b": {}, "a": {"name": "tiny"}}), end="")
    {
    "a": {"name":"tiny"},
    "b": {}
    }
    """
    lines = [
        f"{json.dumps(name)}: {json.dumps(graph, sort_keys=True, separators=(',', ':'))}"
        for name, graph in sorted(graphs.items())
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _code(notebook: Notebook) -> Iterator[Cell]:
    return (cell for cell in notebook["cells"] if cell["cell_type"] == "code")


def _parse(cell: Cell) -> ast.Module:
    from IPython.core.inputtransformer2 import TransformerManager

    plain = TransformerManager().transform_cell  # turns %magics, which are not Python, into calls
    try:
        return ast.parse(plain(source_of(cell)))
    except SyntaxError as error:
        raise RuntimeError(f"its cell {cell.get('id')} fails: {error!r}") from error


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) == "expected":
            match node.args:
                case [ast.Constant(value=str(name))]:
                    yield name
                case _:
                    raise RuntimeError('a cell calls expected(…) without a plain "name"')


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except RuntimeError as error:
        sys.exit(str(error))
