"""Notice when the code of a submission reaches for more than an answer needs.

To change what judges it, a program has to get hold of it: through the interpreter, another module,
a name with two underscores, an attribute that it sets on something that is not its own. Answers do
none of this, so the text alone shows whom a person should look at, before anything runs. It proves
nothing by itself: it stands beside `seal`, which looks at what really changed.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from IPython.core.inputtransformer2 import TransformerManager

# What answers about models are written with; of topograde, what the exercises import.
_MODULES = frozenset((
    "__future__", "abc", "bisect", "collections", "contextlib", "copy", "dataclasses",
    "datetime", "decimal", "enum", "fractions", "functools", "heapq", "io", "itertools",
    "json", "keras", "logging", "math", "matplotlib", "numbers", "numpy", "operator",
    "pathlib", "pprint", "random", "re", "statistics", "string", "tempfile", "tensorflow",
    "textwrap", "time", "typing", "warnings", "zipfile",
))  # fmt: skip
_INSIDE = frozenset({"attempt", "failing", "losses", "saving", "structure", "training", "values"})
_JUDGES = frozenset({"attempt", "check", "expected", "tg", "topograde"})
_WHOLE = _JUDGES | {"os", "sys"}
_LIBRARIES = _WHOLE | {"keras", "np", "numpy", "tf", "tensorflow"}
_NAMES = frozenset((
    "BaseException", "GeneratorExit", "KeyboardInterrupt", "SystemExit", "breakpoint",
    "compile", "delattr", "eval", "exec", "exit", "get_ipython", "globals", "locals",
    "quit", "setattr", "vars",
))  # fmt: skip
# Attributes that lead from a library to the interpreter, or tell a model who calls it.
_ATTRIBUTES = frozenset((
    "KerasTensor", "SymbolicTensor", "builtins", "gc", "get_ipython", "importlib",
    "inspect", "is_keras_tensor", "modules", "os", "setattr", "subprocess", "sys",
    "threading",
))  # fmt: skip
# Modules of which answers use a harmless part.
_PARTS = {
    "IPython": {"display"},
    "os": {"environ", "getcwd", "listdir", "makedirs", "path", "remove", "sep"},
    "sys": {"float_info", "getsizeof", "maxsize", "platform", "stderr", "stdout", "version"},
    "topograde": {"Outcome", "attempt", "check", "compare", "data", "draw", "hint", "read"},
}
# Names with two underscores that answers do use.
_ORDINARY = frozenset((
    "__call__", "__doc__", "__enter__", "__exit__", "__getitem__", "__init__", "__iter__",
    "__len__", "__main__", "__name__", "__next__", "__post_init__", "__repr__", "__setitem__",
    "__str__",
))  # fmt: skip


def reaches_for(source: str) -> list[str]:
    """Name what a cell uses that no answer needs, in the order of the text.

    >>> reaches_for("import gc\\ncheck.topology = print")
    ['gc', 'check.topology']
    >>> reaches_for("%matplotlib inline\\nshared = keras.layers.Dense(3)")
    []
    """
    lines = [line for line in source.splitlines() if not line.startswith(("%matplotlib", "%time"))]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the learner sees them when the cell runs
            tree = ast.parse(TransformerManager().transform_cell("\n".join(lines)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []  # it cannot run either
    used = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    used |= {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = [name for node in ast.walk(tree) for name in _found(node, id(node) in used)]
    return list(dict.fromkeys(found))


def _found(node: ast.AST, used: bool) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (each.name for each in names if not _may_import(each.name, each.asname))
        case ast.ImportFrom(module=module, names=names):
            for each in names:
                if not _may_take(module or "", each.name):
                    yield f"{module}.{each.name}"
        case ast.Name(id=name, ctx=ast.Load()) if (
            name in _NAMES or _is_hook(name) or (name in _WHOLE and not used)
        ):
            yield name
        case ast.Global(names=names):
            yield from (name for name in names if name in _JUDGES)
        case ast.FunctionDef(name=name) if _is_hook(name):
            yield name
        case ast.Attribute(value=ast.Name(id="check"), attr=name) if name in _INSIDE:
            yield f"check.{name}"
        case ast.Attribute(value=ast.Name(id=name), attr=part) if not _is_part(name, part):
            yield f"{name}.{part}"
        case ast.Attribute(attr="__class__", ctx=ast.Load()):
            pass
        case ast.Attribute(attr=name) if name in _ATTRIBUTES or _is_hook(name):
            yield name
        case ast.Attribute(ctx=ast.Store() | ast.Del()) if _root(node) in _LIBRARIES:
            yield ast.unparse(node)
        case ast.Constant(value=str(text)) if _is_hook(text):
            yield text


def _may_import(module: str, name: str | None) -> bool:
    first, *inner = module.split(".")
    if first in _PARTS:
        return name in ((None, "tg") if first == "topograde" else (None,)) and (
            not inner or inner[0] in _PARTS[first] - {"check"}
        )
    return first in _MODULES and "src" not in inner and _ATTRIBUTES.isdisjoint(inner)


def _may_take(module: str, name: str) -> bool:
    first, *inner = module.split(".")
    if first in _PARTS and not inner:
        return name in _PARTS[first] | {"expected"}
    return _may_import(module, None) and name not in {"src", "*", *_ATTRIBUTES}


def _is_part(name: str, attribute: str) -> bool:
    module = "topograde" if name == "tg" else name
    return module not in _PARTS or attribute in _PARTS[module]


def _is_hook(name: str) -> bool:
    dunder = len(name) > 4 and name.startswith("__") and name.endswith("__")
    return dunder and name.isidentifier() and name not in _ORDINARY


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
