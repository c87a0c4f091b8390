"""What test cells call: each check passes in silence, or shows what is wrong and raises.

A check that fails displays the picture of the learner's model, with the wrong place marked, and
raises `NotAttempted`, `Wrong` or `CannotTell`, whose message is one sentence. Checks return None
and print nothing, so that they never change nbgrader's score by themselves.
"""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np

from topograde.compare import compare, read_or_explain
from topograde.draw import draw
from topograde.explain import explain, listed, name_call, times
from topograde.graph import Layer, ModelGraph, describe, shape_text
from topograde.match import Difference
from topograde.verdict import FAILURES, Outcome, Verdict

Shape = Sequence[int | None]


def attempt(function: Callable[..., Any], *args: Any, inputs: Sequence[Shape] | None = None) -> Any:
    """Call a learner's function and return its result.

    >>> attempt(lambda x: 2 * x, 21)
    42

    Args:
        function: what the learner wrote.
        *args: its arguments.
        inputs: if the result is a model, the shapes (without the batch axis) of the inputs it is
            to be called on, so that a subclassed model gets its weights.

    Raises:
        NotAttempted: if the function still raises `NotImplementedError`, or returns nothing.
        Wrong: if it raises something else; the sentence quotes the learner's own line.
    """
    name = getattr(function, "__name__", "the function")
    try:
        result = function(*args)
        if inputs is not None and isinstance(result, keras.Model) and not result.built:
            tensors = [keras.KerasTensor((None, *shape)) for shape in inputs]
            result(tensors if len(tensors) > 1 else tensors[0])
    except NotImplementedError:
        sentence = f"`{name}` has not been attempted: write it, then run this cell again."
        _fail(Outcome.NOT_ATTEMPTED, sentence)
    except Exception as error:  # whatever a learner's function raises is the learner's to read
        _fail(Outcome.WRONG, _stopped(name, error))
    if result is None or result is Ellipsis:
        sentence = f"`{name}` returns nothing, so it counts as not attempted: end it with `return`."
        _fail(Outcome.NOT_ATTEMPTED, sentence)
    return result


def _stopped(name: str, error: Exception) -> str:
    here = inspect.getfile(attempt)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename != here]
    own = [f for f in frames if "site-packages" not in f.filename]
    line = f" at `{own[-1].line}`" if own and own[-1].line else ""
    message = str(error).strip().split("\n")[0].rstrip(".")
    return f"`{name}` stops{line} with {type(error).__name__}: {message}."


def input_shapes(model: Any, shapes: Sequence[Shape]) -> None:
    """Check that a model takes inputs of these shapes (without the batch axis), in this order.

    >>> x = keras.Input((3,))
    >>> input_shapes(keras.Model(x, keras.layers.Dense(2)(x)), [(3,)])
    """
    graph = _graph(model, shapes)
    _same_shapes(
        "input",
        [graph.calls[n].outputs[0].shape for n in graph.inputs],
        shapes,
        graph,
        graph.inputs,
    )


def output_shapes(model: Any, shapes: Sequence[Shape]) -> None:
    """Check that a model makes outputs of these shapes (without the batch axis), in this order.

    >>> x = keras.Input((3,))
    >>> output_shapes(keras.Model(x, keras.layers.Dense(2)(x)), [(2,)])
    """
    graph = _graph(model)
    calls = tuple(tensor.call for tensor in graph.outputs)
    _same_shapes("output", [graph.spec(t).shape for t in graph.outputs], shapes, graph, calls)


def length(values: Any, count: int, what: str) -> None:
    """Check how many values a learner's function returned.

    >>> length((281, 721, 4), 3, "numbers")
    """
    try:
        found = f"{len(values)} {what}"
    except TypeError:
        found = f"one {type(values).__name__}"
    if found != f"{count} {what}":
        _fail(Outcome.WRONG, f"The function should return {count} {what}, but it returns {found}.")


def _same_shapes(
    what: str,
    found: list[Shape],
    wanted: Sequence[Shape],
    graph: ModelGraph,
    calls: tuple[int, ...],
) -> None:
    found, wanted = [tuple(s[1:]) for s in found], [tuple(s) for s in wanted]
    if found != wanted:
        plural = "s" if len(wanted) > 1 else ""
        _fail(
            Outcome.WRONG,
            f"The model should have {len(wanted)} {what}{plural} of shape "
            f"{listed([shape_text(s) for s in wanted])}, but it has {len(found)}, of shape "
            f"{listed([shape_text(s) for s in found])}.",
            graph,
            calls,
        )


def call_count(model: Any, kind: str, count: int, **settings: Any) -> None:
    """Check how many calls of layers of this kind, with these settings, lead to the outputs.

    >>> a, b = keras.Input((3,)), keras.Input((3,))
    >>> dense = keras.layers.Dense(2)
    >>> call_count(keras.Model([a, b], dense(a) - dense(b)), "Dense", 2, units=2)
    """
    graph = _graph(model)
    calls = _calls_of(graph, kind, settings)
    if len(calls) != count:
        what = describe(Layer(kind, "", settings))
        where = f": {listed([name_call(graph, n) for n in calls])}" if calls else ""
        _fail(
            Outcome.WRONG,
            f"On the way to the outputs {what} should be called {times(count)}, "
            f"but it is called {times(len(calls))}{where}.",
            graph,
            calls,
        )


def shares_weights(model: Any, kind: str, **settings: Any) -> None:
    """Check that all calls of layers of this kind, with these settings, use the same variables.

    >>> a, b = keras.Input((3,)), keras.Input((3,))
    >>> one, two = keras.layers.Dense(2, name="one"), keras.layers.Dense(2, name="two")
    >>> shares_weights(keras.Model([a, b], one(a) - one(b)), "Dense")
    >>> shares_weights(keras.Model([a, b], one(a) - two(b)), "Dense")
    Traceback (most recent call last):
    topograde.verdict.Wrong: These 2 calls should use one Dense(2), but they use 2 layers, \
`one` and `two`, each with its own weights: create the layer once, before the calls, and call that \
one object each time.
    """
    graph = _graph(model)
    calls = _calls_of(graph, kind, settings)
    sets = {graph.layer_of(n).variables for n in calls}
    if not calls:
        what = describe(Layer(kind, "", settings))
        _fail(Outcome.WRONG, f"No call of {what} leads to the outputs.", graph)
    if len(sets) > 1:
        common = sorted(set.intersection(*map(set, sets)))
        difference = Difference(
            "partly_shared" if common else "separate", calls, calls, {"common": common}
        )
        _explain(difference, graph)


def separate_weights(model: Any, kind: str, **settings: Any) -> None:
    """Check that no two calls of layers of this kind, with these settings, use the same variables.

    >>> a, b = keras.Input((3,)), keras.Input((3,))
    >>> one, two = keras.layers.Dense(2), keras.layers.Dense(2)
    >>> separate_weights(keras.Model([a, b], one(a) - two(b)), "Dense", units=2)
    """
    graph = _graph(model)
    calls = _calls_of(graph, kind, settings)
    for numbers in graph.weight_groups().values():
        together = tuple(n for n in numbers if n in calls)
        if len(together) > 1:
            _explain(Difference("shared", together, together), graph)


def topology(model: Any, expected: ModelGraph, input_order: bool = True) -> None:
    """Check that a model is the expected one: operations, wiring, settings and shared weights.

    >>> from topograde.read import read
    >>> x = keras.Input((3,))
    >>> wanted = read(keras.Model(x, keras.layers.Dense(2, activation="relu")(x)))
    >>> topology(keras.Model(x, keras.ops.relu(keras.layers.Dense(2)(x))), wanted)
    """
    _settle(compare(model, expected, input_order))


def number(answer: Any, wanted: float, what: str, tolerance: float = 0.0) -> None:
    """Check a number that the learner worked out.

    >>> number(2241, 2241, "the number of parameters")

    Args:
        answer: the learner's number; `None` or `...` is not attempted.
        wanted: the right one.
        what: words for the message, which does not give the right number away.
        tolerance: the largest difference that is still right.
    """
    if answer is None or answer is Ellipsis:
        _fail(
            Outcome.NOT_ATTEMPTED,
            f"{_upper(what)} has not been attempted: replace `...` by your number.",
        )
    if isinstance(answer, bool) or not isinstance(answer, int | float | np.integer | np.floating):
        _fail(Outcome.WRONG, f"{_upper(what)} should be a number, but it is {answer!r}.")
    if not abs(answer - wanted) <= tolerance:
        direction = "smaller" if answer < wanted else "larger"
        _fail(
            Outcome.WRONG,
            f"{_upper(what)} is not {answer:,}: your number is {direction} than the right one.",
        )


def close(found: Any, wanted: Any, what: str, tolerance: float = 1e-4) -> None:
    """Check an array that the learner computed, number by number.

    >>> close([1.0, 2.0], np.array([1.0, 2.0]), "the gradient")
    """
    wanted = np.asarray(wanted)
    shape(found, wanted.shape, what)
    found = _array(found, what)
    if not np.allclose(found, wanted, rtol=tolerance, atol=tolerance):
        worst = float(np.max(np.abs(found - wanted)))
        _fail(Outcome.WRONG, f"{_upper(what)} is off by up to {worst:.3g}.")


def shape(found: Any, wanted: Sequence[int], what: str) -> None:
    """Check the shape of an array that the learner computed.

    >>> shape([[1.0, 2.0]], (1, 2), "the gradient")
    """
    array = _array(found, what)
    if array.shape != tuple(wanted):
        _fail(
            Outcome.WRONG,
            f"{_upper(what)} should have shape {tuple(wanted)}, but it has shape {array.shape}.",
        )


def _array(value: Any, what: str) -> np.ndarray:
    try:
        if value is not None:
            return np.asarray(keras.ops.convert_to_numpy(value), dtype=float)
        found = "None"
    except Exception:  # what cannot become an array of numbers is described instead
        found = f"a {type(value).__name__}"
    _fail(Outcome.WRONG, f"{_upper(what)} should be an array of numbers, but it is {found}.")


def _graph(model: Any, shapes: Sequence[Shape] | None = None) -> ModelGraph:
    found = read_or_explain(model, shapes)
    if isinstance(found, Verdict):
        _settle(found)
    return found.graph


def _calls_of(graph: ModelGraph, kind: str, settings: dict[str, Any]) -> tuple[int, ...]:
    return tuple(
        n
        for n in range(len(graph.calls))
        if graph.layer_of(n).kind == kind
        and all(graph.layer_of(n).settings.get(key) == value for key, value in settings.items())
    )


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def _explain(difference: Difference, graph: ModelGraph) -> None:
    found = explain(difference, graph, graph)
    _settle(Verdict(Outcome.WRONG, found.sentence, graph, found.calls, found.misconception))


def _fail(
    outcome: Outcome, sentence: str, graph: ModelGraph | None = None, calls: tuple[int, ...] = ()
) -> None:
    _settle(Verdict(outcome, sentence, graph, calls))


def _settle(verdict: Verdict) -> None:
    """Return if the verdict is right; else show the picture and raise the sentence."""
    if verdict.outcome is Outcome.RIGHT:
        return
    if verdict.graph and verdict.graph.calls:
        _show(verdict)
    raise FAILURES[verdict.outcome](verdict)


def _show(verdict: Verdict) -> None:
    """Display the picture where there is a notebook to display it in."""
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        return
    if get_ipython() is not None:
        display(draw(verdict.graph, verdict.calls))
