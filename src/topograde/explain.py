"""From a difference to the sentence that a teacher would say.

Every kind of difference belongs to a misconception: what the learner probably believes, what to do,
and where the course explains it. The sentence names the learner's own layers and calls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from topograde.graph import Layer, ModelGraph, describe, shape_text
from topograde.match import Difference
from topograde.misconceptions import MISCONCEPTIONS


@dataclass(frozen=True)
class Explanation:
    """One sentence, the name of the misconception, and the calls to mark in the picture."""

    sentence: str
    misconception: str
    calls: tuple[int, ...]


def explain(difference: Difference, found: ModelGraph, expected: ModelGraph) -> Explanation:
    """Say what is wrong, where, and what to do about it, in one sentence.

    >>> import keras
    >>> from topograde.match import differences
    >>> from topograde.read import read
    >>> a, b = keras.Input((3,)), keras.Input((3,))
    >>> one = keras.layers.Dense(2, name="one")
    >>> two = keras.layers.Dense(2, name="two")
    >>> wanted = read(keras.Model([a, b], one(a) - one(b)))
    >>> mine = read(keras.Model([a, b], one(a) - two(b)))
    >>> print(explain(differences(mine, wanted)[0], mine, wanted).sentence)
    These 2 calls should use one Dense(2), but they use 2 layers, `one` and `two`, each with its \
own weights: create the layer once, before the calls, and call that one object each time.
    """
    kind = difference.kind
    if kind == "separate" and _equal_copies(found, difference.found):
        kind = "equal_copies"
    if kind == "setting" and _is_misplaced(difference, found, expected):
        kind = "misplaced"
    what = _SENTENCES[kind](difference, found, expected)
    kind = _of_activation(difference, found, expected) or kind
    advice = MISCONCEPTIONS[kind].advice
    return Explanation(f"{what}: {advice}.", kind, difference.found)


def _of_activation(difference: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    """Name the misconception where an activation is what differs, and not a layer."""
    operation = difference.detail.get("operation")
    if operation not in ACTIVATIONS:
        return ""
    if difference.kind == "wrong_operation":
        return "activation_wrong" if difference.detail["found"] in ACTIVATIONS else ""
    if difference.kind == "missing_call":
        return (
            "activation_missing" if _is_inside(expected, difference.expected[0], operation) else ""
        )
    return {"extra_call": "activation_extra", "source": "activation_elsewhere"}.get(
        difference.kind, ""
    )


def _is_inside(graph: ModelGraph, call: int, operation: str) -> bool:
    """Whether an operation is the activation of a layer, and not a call of its own."""
    return graph.layer_of(call).kind != operation


def _is_misplaced(difference: Difference, found: ModelGraph, expected: ModelGraph) -> bool:
    """Whether a layer has the settings it should have, and only stands in another place."""
    mine, theirs = found.layer_of(difference.found[0]), expected.layer_of(difference.expected[0])
    return mine.kind == theirs.kind and not _differing(mine, theirs)


def _equal_copies(graph: ModelGraph, calls: tuple[int, ...]) -> bool:
    """Whether these calls use different variables that hold the same values."""
    digests = {
        tuple(graph.variables[v].digest for v in graph.layer_of(call).variables) for call in calls
    }
    return len(digests) == 1 and any(next(iter(digests)))


# Words


def name_call(graph: ModelGraph, number: int) -> str:
    """Name a call: its layer, and which of the layer's calls it is where there are several."""
    call, layer = graph.calls[number], graph.layer_of(number)
    calls = graph.calls_of(call.layer)
    if layer.is_input:
        return f"input `{layer.name}`"
    if len(calls) == 1:
        return f"`{layer.name}`"
    if call.frame:
        return f"`{layer.name}` in {_name_frame(call.frame[-1])}"
    sources = [graph.layer_of(tensor.call) for _, tensor in call.arguments]
    if all(source.is_input for source in sources):
        return f"`{layer.name}({', '.join(source.name for source in sources)})`"
    return f"the {ordinal(calls.index(number) + 1)} call of `{layer.name}`"


def _name_frame(frame: str) -> str:
    name, _, number = frame.rpartition("#")
    return f"the {ordinal(int(number))} call of `{name}`"


def ordinal(number: int) -> str:
    """Write a number as an ordinal.

    >>> [ordinal(n) for n in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def listed(words: list[str]) -> str:
    """Join words as a person would: `a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else "nothing"


def times(number: int) -> str:
    """Say how often: never, once, 2 times."""
    return {0: "never", 1: "once"}.get(number, f"{number} times")


def _layer_names(graph: ModelGraph, calls: tuple[int, ...]) -> list[str]:
    return list(dict.fromkeys(f"`{graph.layer_of(call).name}`" for call in calls))


def _keys(graph: ModelGraph, calls: tuple[int, ...]) -> list[str]:
    return list(dict.fromkeys(graph.calls[call].layer for call in calls))


def _what(graph: ModelGraph, call: int) -> str:
    return describe(graph.layer_of(call))


# Sentences, without their advice

Sentence = Callable[[Difference, ModelGraph, ModelGraph], str]


def _use(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    keys, names = _keys(found, d.found), _layer_names(found, d.found)
    same_name = " that have the same name" if len(names) < len(keys) else ""
    what = _what(expected, d.expected[0])
    return (
        f"These {len(d.found)} calls should use one {what}, but they use {len(keys)} layers"
        f"{same_name}, {listed(names)}"
    )


def _separate(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    return f"{_use(d, found, expected)}, each with its own weights"


def _equal(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    return f"{_use(d, found, expected)}, whose weights have equal values but are not shared"


def _partly(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    shared = [found.variables[key].name.split("/")[-1] for key in d.detail["common"]]
    return f"{_use(d, found, expected)}, which share only their {listed(shared)}"


def _shared(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    names = listed(_layer_names(found, d.found))
    return (
        f"These {len(d.found)} calls should use separate layers, "
        f"but all of them use the weights of {names}"
    )


def _wrong_operation(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    wanted, got = d.detail["operation"], d.detail["found"]
    where = name_call(found, d.found[0])
    if wanted in ACTIVATIONS and got in ACTIVATIONS:
        return f"The activation at {where} should be {wanted}, but it is {got}"
    kind = wanted if wanted in ACTIVATIONS else _what(expected, d.expected[0])
    return (
        f"{_upper(where)} should be a call of {kind}, but it is one of {_what(found, d.found[0])}"
    )


def _missing(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    operation = d.detail["operation"]
    what = _what(expected, d.expected[0])
    if d.found and operation in ACTIVATIONS and _is_inside(expected, d.expected[0], operation):
        return f"The activation {operation} is missing after {name_call(found, d.found[0])}"
    after = f" after {listed([name_call(found, n) for n in d.found])}" if d.found else ""
    return f"A call of {what} is missing{after}"


ACTIVATIONS = {
    "relu", "sigmoid", "tanh", "softmax", "elu", "gelu", "selu", "silu", "softplus", "softsign",
}  # fmt: skip


def _extra(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    operation = d.detail["operation"]
    if operation in ACTIVATIONS:
        return f"There is an activation {operation} too many at {name_call(found, d.found[0])}"
    name, what = name_call(found, d.found[0]), _what(found, d.found[0])
    kind = "" if name.startswith(f"`{what}") else f" (a {what})"
    return f"There is a call too many, {name}{kind}"


def _differing(mine: Layer, theirs: Layer) -> list[str]:
    """Return the settings that differ, those without a say in the function apart."""
    return [
        key
        for key in sorted(mine.settings | theirs.settings)
        if mine.settings.get(key) != theirs.settings.get(key)
        and not key.endswith(("_initializer", "dtype", "trainable"))
    ]


def _misplaced(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    return (
        f"{_upper(name_call(found, d.found[0]))} is given a tensor of another shape than it should"
    )


def _setting(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    mine, theirs = found.layer_of(d.found[0]), expected.layer_of(d.expected[0])
    if mine.kind != theirs.kind:
        return f"`{mine.name}`, a {describe(mine)}, has settings that change what it computes"
    if describe(mine) != describe(theirs):
        return f"`{mine.name}` should be a {describe(theirs)}, but it is a {describe(mine)}"
    pairs = [
        f"{key}={theirs.settings.get(key)!r}, not {key}={mine.settings.get(key)!r}"
        for key in _differing(mine, theirs)
    ]
    return f"`{mine.name}` should have {listed(pairs)}"


def _order(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    call = found.calls[d.found[0]]
    names = [name_call(found, tensor.call) for _, tensor in call.arguments]
    return f"{_upper(name_call(found, d.found[0]))} gets {listed(names)} in the wrong order"


def _source(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    got, want = (
        listed([name_call(found, n) for n in d.detail[key]]) if d.detail[key] else ""
        for key in ("got", "want")
    )
    if d.detail["operation"] in ACTIVATIONS:
        activation = f"The activation {d.detail['operation']}"
        return f"{activation} should come after {want}, but it comes after {got}"
    name = _upper(name_call(found, d.found[0]))
    if not got:
        return f"{name} should get {want} as well"
    return (
        f"{name} should get {want}, but it gets {got}" if want else f"{name} should not get {got}"
    )


def _input_count(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    plural = "s" if len(d.expected) != 1 else ""
    return f"The model should have {len(d.expected)} input{plural}, but it has {len(d.found)}"


def _input_shape(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    mine, theirs = (shape_text(shape[1:]) for shape in d.detail["shapes"])
    name = found.layer_of(d.found[0]).name
    return f"Input `{name}` should take examples of shape {theirs}, but it takes {mine}"


def _input_order(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    names = listed([f"`{found.layer_of(n).name}`" for n in d.found])
    return f"The inputs {names} are in the wrong order"


def _unused_input(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    return f"{_upper(name_call(found, d.found[0]))} reaches no output"


def _output_count(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    plural = "s" if len(d.expected) != 1 else ""
    return f"The model should have {len(d.expected)} output{plural}, but it has {len(d.found)}"


def _outputs(d: Difference, found: ModelGraph, expected: ModelGraph) -> str:
    want = listed([name_call(found, n) for n in d.detail["want"]])
    got = listed([name_call(found, n) for n in d.found])
    return f"The outputs should be {want}, in this order, but they are {got}"


def _upper(text: str) -> str:
    """Begin a sentence, unless with a name, which stays as it is."""
    return text[0].upper() + text[1:]


_SENTENCES: dict[str, Sentence] = {
    "separate": _separate,
    "equal_copies": _equal,
    "partly_shared": _partly,
    "shared": _shared,
    "wrong_operation": _wrong_operation,
    "missing_call": _missing,
    "extra_call": _extra,
    "setting": _setting,
    "misplaced": _misplaced,
    "argument_order": _order,
    "source": _source,
    "input_count": _input_count,
    "input_shape": _input_shape,
    "input_order": _input_order,
    "unused_input": _unused_input,
    "output_count": _output_count,
    "output_order": _outputs,
    "output_source": _outputs,
}
