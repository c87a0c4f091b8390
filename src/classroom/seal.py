"""Notice when a submission has changed the tools that judge it.

A learner's cell can replace a check, a builtin or a part of the interpreter, and the test after it
would pass. So the parts that decide about points are noted before the first cell runs, and again
before each cell of the learner's that follows a test. The text of `seal` below is sent to the
kernel each time and runs there: it finds tampering, and it proves nothing, for a program that knows
it can deceive it. Whoever trips it is looked at by a person. The same question fetches what the
checks saw, for the judge.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

# What decides about points: whole packages, or single modules of large ones.
WATCHED = (
    "builtins",
    "topograde",
    "keras.src.layers.layer",
    "keras.src.models",
    "keras.src.ops.function",
    "keras.src.ops.node",
    "keras.src.ops.operation",
    "keras.src.backend.common.variables",
    "numpy",
    "IPython.core.interactiveshell",
    "IPython.core.displayhook",
    "IPython.core.displaypub",
    "ipykernel",
    "jupyter_client.session",
    "zmq.sugar",
)
LONGEST = 20_000_000  # characters of an answer; honest ones have some 100,000
_WORD = re.compile(r"\w+")
_NAMES = frozenset({"attempt", "check", "expected"})


def seal(watched, names):
    import sys
    import threading
    import types

    known = (type, types.FunctionType, types.BuiltinFunctionType, types.MethodType, property)
    known += (staticmethod, classmethod, types.ModuleType)

    def add_code(add, name, function, outer=()):
        add(hash((name, id(function.__code__), id(function.__defaults__))))
        for cell in function.__closure__ or ():
            inner = cell.cell_contents  # such as what a decorator has wrapped
            add(hash((name, id(inner))))
            if type(inner) is types.FunctionType and inner not in (*outer, function):
                add_code(add, name, inner, (*outer, function))

    def add_marks(add, home, values, owner=""):
        for name, value in values.items():
            kind = type(value)
            if kind not in counts:
                counts[kind] = issubclass(kind, known)
            # ipykernel gives each cell an `input` of its own; an import adds to a package.
            if not counts[kind] or type(name) is not str or name == "input":
                continue
            if kind is types.FunctionType:
                add(hash((owner, name, id(value))))
                add_code(add, name, value)
            elif kind is not types.ModuleType or modules.get(f"{home}.{name}") is not value:
                inner = getattr(value, "__func__", None) or getattr(value, "fget", None) or value
                add(hash((owner, name, id(value), id(inner))))
                if type(inner) is types.FunctionType:
                    add_code(add, name, inner)
                elif not owner and isinstance(value, type) and value.__module__ == home:
                    add_marks(add, home, dict(vars(value)), name)

    modules, counts = dict(sys.modules), {}
    found, parts = {}, tuple(f"{each}." for each in watched if each != "numpy")
    for name, module in modules.items():
        fits = name in watched or name.startswith(parts)
        if fits and isinstance(module, types.ModuleType):
            held = []
            add_marks(held.append, name, dict(vars(module)))
            found[name] = (sum(held) + id(type(module))) % (1 << 48)
    shell = sys.modules["IPython"].get_ipython()
    kernel = getattr(shell, "kernel", None)
    space = shell.user_ns
    found["the interpreter"] = [
        len(shell.ast_transformers),
        len(shell.input_transformers_post),
        len(shell.input_transformer_manager.line_transforms),
        len(shell.input_transformer_manager.token_transformers),
        len(shell.input_transformer_manager.cleanup_transforms),
        repr(shell.custom_exceptions),
        sorted((event, len(hooks)) for event, hooks in shell.events.callbacks.items()),
        sorted(name for name, value in vars(shell).items() if callable(value)),
        sorted(name for name, value in vars(kernel).items() if callable(value)),
        [sys.gettrace() is None, sys.getprofile() is None, sys.excepthook.__module__],
        [type(sys.stdout).__module__, type(sys.stderr).__module__],
    ]
    found["a thread of its own"] = sorted(
        thread.name
        for thread in threading.enumerate()
        if getattr(getattr(thread, "_target", None), "__module__", "") == "__main__"
    )
    found["names that the tests use"] = sorted(
        name
        for name in names
        if name in space and space[name] is not getattr(sys.modules["topograde"], name, None)
    )
    return found


def names_of(tests: Iterable[str]) -> tuple[str, ...]:
    """Return the names in the tests of a notebook that have to be topograde's.

    >>> names_of(["check.number(attempt(f), 7)"]), names_of(["assert attempt(f) == 7"])
    (('attempt', 'check'), ())
    """
    found = {word for text in tests for word in _WORD.findall(text)} & _NAMES
    return tuple(sorted(found)) if "check" in found else ()


@lru_cache(maxsize=64)
def question(names: tuple[str, ...] = ()) -> str:
    """Return the expression whose value, in a kernel, is JSON: its seal, and what checks saw.

    The first time it asks, it also asks topograde to keep records of what checks see from now on.
    """
    space = "{'__builtins__': __builtins__, 'get': __import__('sys').modules.get}"
    asked = f"seal({WATCHED!r}, {names!r}), records(get('topograde.evidence'))"
    text = f"{inspect.getsource(seal)}\n{inspect.getsource(records)}"
    return (
        f"(lambda space: exec({text!r}, space) or __import__('json').dumps("
        f"eval({asked!r}, space)))({space})"
    )


def records(evidence):
    found = evidence.taken() if evidence else []
    if evidence:
        evidence.begin()
    return found


def answer(reply: Mapping[str, Any]) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """Read the seal and the records in a kernel's reply to the question; None if there are none.

    >>> value = {"status": "ok", "data": {"text/plain": repr('[{"a": [1]}, []]')}}
    >>> answer({"user_expressions": {"asked": value}})
    ({'a': [1]}, [])
    >>> answer({"user_expressions": {"asked": {"status": "error", "ename": "NameError"}}})
    (None, [])
    """
    try:
        text = reply["user_expressions"]["asked"]["data"]["text/plain"]
        seal, found = json.loads(ast.literal_eval(text if len(text) < LONGEST else ""))
        fits = isinstance(seal, dict) and all(isinstance(each["check"], str) for each in found)
    except (KeyError, TypeError, ValueError, SyntaxError, RecursionError, MemoryError):
        return None, []
    return (seal, found) if fits else (None, [])


def broken(before: Mapping[str, Any], after: Mapping[str, Any] | None) -> list[str]:
    """Return what has changed, in words; modules that were imported since are no change.

    >>> broken({"topograde": [3, 9], "numpy": [5, 5]}, {"topograde": [3, 8], "numpy": [5, 5]})
    ['topograde']
    >>> broken({"topograde": [3, 9]}, None)
    ['the interpreter']
    """
    if after is None:
        return ["the interpreter"]
    return sorted(name for name, mark in before.items() if after.get(name) != mark)
