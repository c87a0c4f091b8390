"""Decide again, in a process that has run nothing of a learner's, what a test has decided.

What a test writes out is taken from the test: which checks it calls, with which numbers, shapes and
expected graphs. What only the learner's process can know is taken from the records of `evidence`.

>>> record = {"check": "number", "line": 1, "arguments": [264, 264, "the sum"], "options": {}}
>>> objection('check.number(total, 264, "the sum")', [record])
''
>>> objection('check.number(total, 320, "the sum")', [record])
'The sum is not 264: your number is smaller than the right one.'
>>> objection('check.number(total, 264, "the sum")', [])
'check.number did not run to its end.'
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from topograde import evidence
from topograde.build import CannotBuild
from topograde.graph import ModelGraph
from topograde.verdict import CannotTell, CheckFailed

_EMPTY_LINES = re.compile(r"\A(?:[ \t]*\n)+")
_WRITTEN_OUT = (
    ast.Expression, ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.BinOp, ast.UnaryOp,
    ast.operator, ast.unaryop, ast.expr_context,
)  # fmt: skip


def objections(cases: dict[str, tuple[str, list[evidence.Record]]], expected: str) -> str:
    """Return, as JSON, what speaks against the tests that passed, by the names of their cells.

    Args:
        cases: the text of each test, and the records of its checks.
        expected: the text of the assignment's `expected.json`.
    """
    found = {name: objection(*case, expected) for name, case in cases.items()}
    return json.dumps({name: sentence for name, sentence in found.items() if sentence})


def objection(source: str, records: Sequence[evidence.Record], expected: str = "{}") -> str:
    """Return what speaks against a test that passed, or nothing.

    Checks that stand in a loop, a condition or a function may have run any number of times: their
    records are not asked for.
    """
    for name, statement in _checks(source):
        lines = range(statement.lineno, statement.end_lineno + 1)
        fit = (each for each in records if each["check"] == name and each.get("line") in lines)
        if (record := next(fit, None)) is None:
            return f"check.{name} did not run to its end."
        if sentence := _decide(json.dumps(record), ast.unparse(statement), expected):
            return sentence
    return ""


def _checks(source: str) -> Iterator[tuple[str, ast.Expr]]:
    """Yield the checks that are statements of a cell.

    IPython does not count the empty lines before the first one.
    """
    for statement in ast.parse(_EMPTY_LINES.sub("", source)).body:
        match statement:
            case ast.Expr(
                value=ast.Call(func=ast.Attribute(value=ast.Name(id="check"), attr=name))
            ):
                yield name, statement


@lru_cache(maxsize=4096)
def _decide(record: str, call: str, expected: str) -> str:
    written = ast.parse(call, mode="eval").body
    given = [*enumerate(written.args), *((each.arg, each.value) for each in written.keywords)]
    if any(isinstance(node, ast.Starred) or name is None for name, node in given):
        given = []
    values = {name: _value(node, expected) for name, node in given}
    known = {name: value for name, value in values.items() if value is not evidence.Unknown}
    try:
        saw = json.loads(record)
        if given and saw["check"] in evidence.DECIDED:
            names = [*range(len(saw["arguments"])), *saw["options"]]
            if names != [name for name, _ in given]:
                return f"{call} was called with other arguments."
        evidence.again(saw, known)
    except (evidence.Undecided, CannotBuild, CannotTell):
        return ""  # it rests on what the learner's own program computes
    except CheckFailed as failure:
        return str(failure)
    except Exception as error:
        return f"what {call} saw cannot be read: {error}."
    return ""


def _value(node: ast.expr, expected: str) -> Any:
    """Return the value of an expression that names nothing, or of `expected("…")`."""
    match node:
        case ast.Call(func=ast.Name(id="expected"), args=[ast.Constant(value=str(name))]):
            return _graphs(expected)[name]
    if all(isinstance(part, _WRITTEN_OUT) for part in ast.walk(node)):
        return eval(compile(ast.Expression(node), "<test>", "eval"), {"__builtins__": {}})
    return evidence.Unknown


@lru_cache(maxsize=64)
def _graphs(expected: str) -> dict[str, ModelGraph]:
    return {name: ModelGraph.from_dict(each) for name, each in json.loads(expected).items()}
