"""Small changes of a reference answer, each of which makes it wrong.

A task whose checks let such a mutant pass with full points has a hole. The changes are those that
`Change` lists; a change that leaves the answer right, such as another name for a layer or the
arguments of `Add` in another order, is not made.
"""

from __future__ import annotations

import ast
import copy
import random
from collections import Counter
from collections.abc import Callable

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
# Keywords whose value does not decide whether an answer is right.
FREE = {"name", "seed", "verbose", "epochs", "batch_size", "package", "dtype", "initializer"}
# Calls whose arguments may come in any order, or that have no weights to share.
COMMUTATIVE = {"Add", "add", "Multiply", "multiply", "Average", "Maximum", "maximum", "zip", "set"}
WITHOUT_WEIGHTS = {
    *(
        "Add",
        "Attention",
        "Concatenate",
        "Dropout",
        "Flatten",
        "GlobalAveragePooling1D",
        "Identity",
    ),
    *("GlobalAveragePooling2D", "GlobalMaxPooling1D", "GradientTape", "Input", "MaxPooling2D"),
    *("Multiply", "ReLU", "Rescaling", "Reshape", "Subtract", "TemporaryDirectory"),
}
TUNING = {"Adam", "SGD", "RMSprop", "round", "range", "arange", "default_rng", "where"}
Change = Callable[[ast.AST, dict[str, ast.Call]], str | None]


def mutants(source: str, limit: int) -> list[tuple[str, str]]:
    """Return up to `limit` mutants of a solution cell, each with what was changed.

    >>> cell = '''def task():
    ...     ### BEGIN SOLUTION
    ...     return Dense(3, activation="relu")
    ...     ### END SOLUTION'''
    >>> [what for what, text in mutants(cell, 9)]
    ['line 2: 3 becomes 4', 'line 2: relu becomes tanh']
    """
    lines, inside = _without_markers(source)
    tree = ast.parse("\n".join(lines))
    _note_context(tree)
    found: dict[str, str] = {}
    for number, node in enumerate(ast.walk(tree)):
        if getattr(node, "lineno", 0) not in inside:
            continue
        for change in CHANGES:
            mutant = copy.deepcopy(tree)
            target = next(n for k, n in enumerate(ast.walk(mutant)) if k == number)
            if what := change(target, _shared_layers(mutant)):
                text = ast.unparse(ast.fix_missing_locations(mutant))
                found.setdefault(text, f"line {node.lineno}: {what}")
    chosen = sorted(random.Random(0).sample(sorted(found), min(limit, len(found))), key=found.get)
    return [(found[text], text) for text in chosen]


def _without_markers(source: str) -> tuple[list[str], set[int]]:
    lines, inside, within = [], set(), False
    for line in source.splitlines():
        if line.strip() in (BEGIN, END):
            within = line.strip() == BEGIN
            continue
        lines.append(line)
        if within:
            inside.add(len(lines))
    return lines, inside


def _note_context(tree: ast.AST) -> None:
    """Note at each node the keyword and the called name that it is an argument of."""
    for node in ast.walk(tree):
        node.called = getattr(node, "called", "")
        node.keyword = getattr(node, "keyword", "")
        for child in ast.iter_child_nodes(node):
            child.called = _called(node) if isinstance(node, ast.Call) else node.called
            child.keyword = node.arg or "" if isinstance(node, ast.keyword) else node.keyword
            if isinstance(node, ast.comprehension) and child is node.iter:
                child.called = "range"  # how often is what counts


def _called(call: ast.Call) -> str:
    """Return the last part of the name that is called; that of `Add()` in `Add()([a, b])`."""
    function = call.func
    if isinstance(function, ast.Call):
        return _called(function)
    return getattr(function, "attr", getattr(function, "id", ""))


def _shared_layers(tree: ast.AST) -> dict[str, ast.Call]:
    """Return what makes each name that is called more than once, where it has weights."""
    calls = Counter(n.func.id for n in ast.walk(tree) if _calls_a_name(n))
    made = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name, value = node.targets[0].id, node.value
            if calls[name] > 1 and isinstance(value, ast.Call):
                made[name] = value
    return {
        n: v
        for n, v in made.items()
        if _called(v)[:1].isupper() and _called(v) not in WITHOUT_WEIGHTS
    }


def _calls_a_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def _is_free(node: ast.AST) -> bool:
    return node.keyword in FREE or node.called in TUNING


def another_number(node: ast.AST, shared: dict[str, ast.Call]) -> str | None:
    """3 becomes 4."""
    if isinstance(node, ast.Constant) and type(node.value) is int and not _is_free(node):
        node.value += 1
        return f"{node.value - 1} becomes {node.value}"
    return None


def another_factor(node: ast.AST, shared: dict[str, ast.Call]) -> str | None:
    """0.5 becomes 1.0."""
    if isinstance(node, ast.Constant) and type(node.value) is float and not _is_free(node):
        node.value = 2 * node.value or 1.0
        return f"{node.value / 2:g} becomes {node.value:g}"
    return None


def another_activation(node: ast.AST, shared: dict[str, ast.Call]) -> str | None:
    """relu becomes tanh, everything else relu."""
    if isinstance(node, ast.Constant) and node.keyword == "activation":
        old, node.value = node.value, "tanh" if node.value == "relu" else "relu"
        return f"{old} becomes {node.value}"
    return None


def the_contrary(node: ast.AST, shared: dict[str, ast.Call]) -> str | None:
    """False becomes True."""
    if isinstance(node, ast.Constant) and type(node.value) is bool and not _is_free(node):
        node.value = not node.value
        return f"{not node.value} becomes {node.value}"
    return None


def another_operator(node: ast.AST, shared: dict[str, ast.Call]) -> str | None:
    """+ becomes -, * and / become +."""
    others = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult}
    if isinstance(node, ast.BinOp) and type(node.op) in others and not _is_free(node):
        old, node.op = type(node.op), others[type(node.op)]()
        return f"{old.__name__} becomes {type(node.op).__name__}"
    return None


def swapped_arguments(node: ast.AST, shared: dict[str, ast.Call]) -> str | None:
    """[a, b] becomes [b, a], where the order counts."""
    if not isinstance(node, ast.List | ast.Tuple) or not isinstance(node.ctx, ast.Load):
        return None
    items = node.elts
    if len(items) < 2 or node.called in COMMUTATIVE or ast.dump(items[0]) == ast.dump(items[1]):
        return None
    items[0], items[1] = items[1], items[0]
    return f"{ast.unparse(items[1])} and {ast.unparse(items[0])} swapped"


def a_layer_of_its_own(node: ast.AST, shared: dict[str, ast.Call]) -> str | None:
    """One call of a shared layer becomes a call of a new layer."""
    if _calls_a_name(node) and node.func.id in shared:
        name = node.func.id
        node.func = copy.deepcopy(shared[name])
        return f"a new layer in place of {name}"
    return None


def a_line_left_out(node: ast.AST, shared: dict[str, ast.Call]) -> str | None:
    """A statement that is there for what it does is left out, such as `model.compile(…)`."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and not _builds(node.value):
        what = ast.unparse(node)
        node.value = ast.Constant(None)
        return f"without {what}"
    return None


def _builds(call: ast.Call) -> bool:
    """Whether this is `model(keras.Input(…))`, which checks do for a learner as well."""
    return _calls_a_name(call) and "Input(" in ast.unparse(call)


CHANGES: list[Change] = [
    another_number,
    another_factor,
    another_activation,
    the_contrary,
    another_operator,
    swapped_arguments,
    a_layer_of_its_own,
    a_line_left_out,
]
