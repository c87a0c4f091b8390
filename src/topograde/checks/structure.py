"""Checks of a model's structure: shapes, calls, shared weights, topology."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from topograde.behave import Live
from topograde.checks.failing import check, fail, settle
from topograde.compare import compare, read_or_explain, twin
from topograde.evidence import Seen
from topograde.explain import explain, listed, name_call, times
from topograde.graph import Layer, ModelGraph, describe, shape_text
from topograde.match import Difference
from topograde.misconceptions import MISCONCEPTIONS
from topograde.normal import PLAIN, Options
from topograde.verdict import Outcome, Verdict

Shape = Sequence[int | None]


@check
def input_shapes(model: Any, shapes: Sequence[Shape]) -> None:
    """Check that a model takes inputs of these shapes (without the batch axis), in this order.

    >>> import keras
    >>> x = keras.Input((3,))
    >>> input_shapes(keras.Model(x, keras.layers.Dense(2)(x)), [(3,)])
    """
    graph = graph_of(model, shapes)
    _same_shapes(
        "input",
        [graph.calls[n].outputs[0].shape for n in graph.inputs],
        shapes,
        graph,
        graph.inputs,
    )


@check
def output_shapes(model: Any, shapes: Sequence[Shape]) -> None:
    """Check that a model makes outputs of these shapes (without the batch axis), in this order.

    >>> import keras
    >>> x = keras.Input((3,))
    >>> output_shapes(keras.Model(x, keras.layers.Dense(2)(x)), [(2,)])
    """
    graph = graph_of(model)
    calls = tuple(tensor.call for tensor in graph.outputs)
    _same_shapes("output", [graph.spec(t).shape for t in graph.outputs], shapes, graph, calls)


def _same_shapes(
    what: str,
    found: list[Shape],
    wanted: Sequence[Shape],
    graph: ModelGraph,
    calls: tuple[int, ...],
) -> None:
    found, wanted = [tuple(s[1:]) for s in found], [tuple(s) for s in wanted]
    if found == wanted:
        return
    plural = "s" if len(wanted) > 1 else ""
    sentence = (
        f"The model should have {len(wanted)} {what}{plural} of shape "
        f"{listed([shape_text(s) for s in wanted])}, but it has {len(found)}, of shape "
        f"{listed([shape_text(s) for s in found])}"
    )
    mistake = _shape_mistake(what, found, wanted)
    advice = f": {MISCONCEPTIONS[mistake].advice}" if mistake else ""
    fail(Outcome.WRONG, f"{sentence}{advice}.", graph, calls, mistake)


def _shape_mistake(what: str, found: list[Shape], wanted: list[Shape]) -> str:
    """Name the misconception behind wrong shapes, where there is one."""
    if len(found) != len(wanted):
        return f"{what}_count"
    if sorted(found, key=str) == sorted(wanted, key=str):
        return f"{what}_order"
    return f"{what}_shape"


@check
def input_names(model: Any, names: Sequence[str]) -> None:
    """Check the names of a model's inputs, in this order.

    >>> import keras
    >>> x = keras.Input((3,), name="left")
    >>> input_names(keras.Model(x, keras.layers.Dense(2)(x)), ["left"])
    """
    graph = graph_of(model)
    found = [graph.layer_of(n).name for n in graph.inputs]
    if found != list(names):
        quoted = [listed([f"`{name}`" for name in some]) for some in (names, found)]
        sentence = f"The inputs should be named {quoted[0]}, but they are named {quoted[1]}."
        fail(Outcome.WRONG, sentence, graph, graph.inputs)


@check
def input_dtypes(model: Any, dtypes: Sequence[str]) -> None:
    """Check the dtypes of a model's inputs, in this order.

    >>> import keras
    >>> x = keras.Input((3,), dtype="int32")
    >>> input_dtypes(keras.Model(x, keras.layers.Embedding(5, 2)(x)), ["int32"])
    """
    graph = graph_of(model)
    found = [graph.calls[n].outputs[0].dtype for n in graph.inputs]
    if found != list(dtypes):
        sentence = f"The inputs should have dtype {listed(list(dtypes))}, not {listed(found)}."
        fail(Outcome.WRONG, sentence, graph, graph.inputs)


@check
def parameter_count(model: Any, count: int) -> None:
    """Check the number of parameters on the way to the outputs, shared ones counted once.

    >>> import keras
    >>> x = keras.Input((3,))
    >>> dense = keras.layers.Dense(3)
    >>> parameter_count(keras.Model(x, dense(dense(x))), 12)
    """
    graph = graph_of(model)
    if (found := graph.count_params()) != count:
        advice = MISCONCEPTIONS["parameter_count"].advice
        sentence = f"The model should have {count:,} parameters, but it has {found:,}: {advice}."
        fail(Outcome.WRONG, sentence, graph, misconception="parameter_count")


@check
def call_count(model: Any, kind: str, count: int, **settings: Any) -> None:
    """Check how many calls of layers of this kind, with these settings, lead to the outputs.

    >>> import keras
    >>> a, b = keras.Input((3,)), keras.Input((3,))
    >>> dense = keras.layers.Dense(2)
    >>> call_count(keras.Model([a, b], dense(a) - dense(b)), "Dense", 2, units=2)
    """
    graph = graph_of(model)
    calls = calls_of(graph, kind, settings)
    if len(calls) != count:
        _refuse_redundant(graph, calls, count)
        what = describe(Layer(kind, "", settings))
        where = f": {listed([name_call(graph, n) for n in calls])}" if calls else ""
        mistake = "call_count" if len(calls) < count else "calls_too_many"
        fail(
            Outcome.WRONG,
            f"On the way to the outputs {what} should be called {times(count)}, "
            f"but it is {_so_often(len(calls))}{where}: {MISCONCEPTIONS[mistake].advice}.",
            graph,
            calls,
            mistake,
        )


def _so_often(count: int) -> str:
    return f"called {times(count)}" if count else "never called"


def _refuse_redundant(graph: ModelGraph, calls: tuple[int, ...], count: int) -> None:
    """Name the calls of one layer on the same tensor, where there are too many calls."""
    groups: dict[tuple, list[int]] = {}
    for number in calls:
        call = graph.calls[number]
        groups.setdefault((call.layer, call.arguments), []).append(number)
    twice = next((numbers for numbers in groups.values() if len(numbers) > 1), None)
    if len(calls) > count and twice:
        name = graph.layer_of(twice[0]).name
        sources = [name_call(graph, t.call) for _, t in graph.calls[twice[0]].arguments]
        sentence = (
            f"`{name}` is called {times(len(twice))} on {listed(sources)}, which gives the same "
            f"each time: {MISCONCEPTIONS['redundant_call'].advice}."
        )
        fail(Outcome.WRONG, sentence, graph, tuple(twice), "redundant_call")


@check
def shares_weights(model: Any, kind: str, **settings: Any) -> None:
    """Check that all calls of layers of this kind, with these settings, use the same variables.

    >>> import keras
    >>> a, b = keras.Input((3,)), keras.Input((3,))
    >>> one, two = keras.layers.Dense(2, name="one"), keras.layers.Dense(2, name="two")
    >>> shares_weights(keras.Model([a, b], one(a) - one(b)), "Dense")
    >>> shares_weights(keras.Model([a, b], one(a) - two(b)), "Dense")
    Traceback (most recent call last):
    topograde.verdict.Wrong: These 2 calls should use one Dense(2), but they use 2 layers, \
`one` and `two`, each with its own weights: create the layer once, before the calls, and call that \
one object each time.
    """
    graph = graph_of(model)
    calls = calls_of(graph, kind, settings)
    sets = {graph.layer_of(n).variables for n in calls}
    if not calls:
        what = describe(Layer(kind, "", settings))
        fail(Outcome.WRONG, f"No call of {what} leads to the outputs.", graph)
    if len(sets) > 1:
        common = sorted(set.intersection(*map(set, sets)))
        difference = Difference(
            "partly_shared" if common else "separate", calls, calls, {"common": common}
        )
        _explain(difference, graph)


@check
def separate_weights(model: Any, kind: str, **settings: Any) -> None:
    """Check that no two calls of layers of this kind, with these settings, use the same variables.

    >>> import keras
    >>> a, b = keras.Input((3,)), keras.Input((3,))
    >>> one, two = keras.layers.Dense(2), keras.layers.Dense(2)
    >>> separate_weights(keras.Model([a, b], one(a) - two(b)), "Dense", units=2)
    """
    graph = graph_of(model)
    calls = calls_of(graph, kind, settings)
    for numbers in graph.weight_groups().values():
        together = tuple(n for n in numbers if n in calls)
        if len(together) > 1:
            _explain(Difference("shared", together, together), graph)


@check
def topology(
    model: Any,
    expected: ModelGraph,
    input_order: bool = True,
    options: Options = PLAIN,
    reveal: bool = False,
) -> None:
    """Check that a model is the expected one: operations, wiring, settings and shared weights.

    >>> import keras
    >>> from topograde.read import read
    >>> x = keras.Input((3,))
    >>> wanted = read(keras.Model(x, keras.layers.Dense(2, activation="relu")(x)))
    >>> topology(keras.Model(x, keras.ops.relu(keras.layers.Dense(2)(x))), wanted)

    Args:
        model: the learner's model.
        expected: the graph of a right answer.
        input_order: whether the order of the inputs matters.
        options: what else matters, such as names or initialisers.
        reveal: whether the expected model may be drawn beside the learner's.
    """
    verdict = compare(model, expected, input_order, options)
    settle(replace(verdict, expected=expected if reveal else None))


def _explain(difference: Difference, graph: ModelGraph) -> None:
    found = explain(difference, graph, graph)
    settle(Verdict(Outcome.WRONG, found.sentence, graph, found.calls, found.misconception))


def graph_of(model: Any, shapes: Sequence[Shape] | None = None) -> ModelGraph:
    """Return a model's graph, or end the check with the reason why it has none."""
    return model.graph if isinstance(model, Seen) else live_of(model, shapes).graph


def live_of(model: Any, shapes: Sequence[Shape] | None = None) -> Live:
    """Return a model with its graph and variables, or end the check with the reason.

    For a model that was seen elsewhere, one is built from its graph.
    """
    found = read_or_explain(twin(model), shapes)
    if isinstance(found, Verdict):
        settle(found)
    return found


def calls_of(graph: ModelGraph, kind: str, settings: dict[str, Any]) -> tuple[int, ...]:
    """Return the calls of layers of this kind with these settings."""
    return tuple(
        n
        for n in range(len(graph.calls))
        if graph.layer_of(n).kind == kind
        and all(graph.layer_of(n).settings.get(key) == value for key, value in settings.items())
    )
