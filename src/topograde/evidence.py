"""What passed checks looked at, as plain values, so that another process can decide again.

Nothing is kept until `begin` asks for it, as a grader does. A record holds the name of a check and
what it was called with; in the place of a model stands the graph that the check read.

>>> record = {"check": "number", "arguments": [264, 264, "the sum"], "options": {}}
>>> again(record)
>>> again(record, {1: 320})
Traceback (most recent call last):
topograde.verdict.Wrong: The sum is not 264: your number is smaller than the right one.
"""

from __future__ import annotations

import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from types import FrameType
from typing import Any

import numpy as np

from topograde.graph import ModelGraph

MOST_NUMBERS = 100_000  # of one array
Record = dict[str, Any]
_records: list[Record] | None = None
_graphs: dict[int, tuple[Any, ModelGraph]] = {}  # by the ids of their models, which stay alive


@dataclass(frozen=True)
class Seen:
    """Stands for a model that lives in another process, where a check has read its graph."""

    graph: ModelGraph


class Unknown:
    """Something that no plain value stands for."""


class Undecided(Exception):
    """Plain values do not suffice to decide again."""


def begin() -> None:
    """Keep a record of every check that passes from now on."""
    global _records
    _records = []


def taken() -> list[Record]:
    """Return the records since the last time, and forget them."""
    global _records
    found, _records = _records or [], None if _records is None else []
    return found


def saw(model: Any, graph: ModelGraph) -> None:
    """Remember the graph that a check has read."""
    if _records is not None:
        _graphs[id(model)] = model, graph


def note(check: str, arguments: tuple[Any, ...], options: Mapping[str, Any]) -> None:
    """Keep the record of a check that has passed; the check itself calls this."""
    if _records is None:
        return
    if check not in DECIDED:
        arguments, options = (), {}
    _records.append(
        {
            "check": check,
            "cell": _cell(),
            "line": _line(sys._getframe(2)),
            "arguments": [_pack(each) for each in arguments],
            "options": {name: _pack(value) for name, value in options.items()},
        }
    )
    _graphs.clear()


def again(record: Record, arguments: Mapping[int | str, Any] | None = None) -> None:
    """Decide again what a record says was decided; raise what the check raises.

    Args:
        record: what `taken` returned.
        arguments: what is known better than the record says, by position or name.

    Raises:
        CheckFailed: if the check does not pass on these values.
        Undecided: if they do not suffice to decide.
        Exception: of any kind, if the record was not made by `note`.
    """
    from topograde import checks  # which needs this module

    known = arguments or {}
    values = [known.get(n, _unpack(each)) for n, each in enumerate(record["arguments"])]
    options = {n: known.get(n, _unpack(each)) for n, each in record["options"].items()}
    if record["check"] in _OF_GRAPHS and not isinstance(values[0], Seen):
        raise ValueError("it holds no graph")
    if record["check"] not in DECIDED or any(x is Unknown for x in (*values, *options.values())):
        raise Undecided(f"check.{record['check']} was decided where it ran")
    getattr(checks, record["check"])(*values, **options)


# The checks that plain values suffice for. The others train, save or compare models that live.
_OF_GRAPHS = frozenset((
    "call_count", "frozen", "input_dtypes", "input_names", "input_shapes", "output_shapes",
    "parameter_count", "separate_weights", "shares_weights", "symmetric", "topology", "trainable",
))  # fmt: skip
DECIDED = _OF_GRAPHS | {"close", "holds", "length", "number", "numbers", "shape"}


def _cell() -> int | None:
    """Return the number that a notebook shows beside the cell which runs now."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    running = shell and shell.displayhook.exec_result
    return running.execution_count if running else None


def _line(frame: FrameType) -> int | None:
    """Return the line that runs in a cell; None inside a function, which is no statement of it."""
    return frame.f_lineno if frame.f_locals is frame.f_globals else None


def _pack(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, ModelGraph):
        return {"graph": value.to_dict()}
    if id(value) in _graphs:
        return {"seen": _graphs[id(value)][1].to_dict()}
    if isinstance(value, list | tuple):
        return {type(value).__name__: [_pack(each) for each in value]}
    if isinstance(value, dict):
        return {"dict": [[_pack(key), _pack(each)] for key, each in value.items()]}
    return _pack_array(value)


def _pack_array(value: Any) -> Any:
    try:
        array = np.asarray(value)
    except Exception:  # whatever a stranger's `__array__` raises
        return {"unknown": ""}
    if array.dtype.kind not in "biuf" or array.size > MOST_NUMBERS:
        return {"unknown": ""}
    data = b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return {"array": [array.dtype.str, list(array.shape), data]}


def _unpack(packed: Any) -> Any:
    if not isinstance(packed, dict):
        return packed
    ((kind, value),) = packed.items()
    match kind:
        case "graph":
            return ModelGraph.from_dict(value)
        case "seen":
            # A graph leaves out where classes stand: one that says it was not read from a model.
            if any(f'"{word}":' in json.dumps(value) for word in ("module", "registered_name")):
                raise ValueError("it names modules")
            return Seen(ModelGraph.from_dict(value))
        case "list" | "tuple":
            values = [_unpack(each) for each in value]
            if any(each is Unknown for each in values):
                return Unknown
            return values if kind == "list" else tuple(values)
        case "dict":
            return {_unpack(key): _unpack(each) for key, each in value}
        case "array":
            dtype, shape, data = value
            array = np.frombuffer(b64decode(data), dtype).reshape(shape)
            return array if shape else array[()]
    return Unknown
