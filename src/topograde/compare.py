"""The verdict on a model: is it the expected one, and if not, why.

Two legs carry it. Structure is compared first. Where it differs, or holds something that cannot be
looked into, behaviour decides: the same outputs and gradients for random inputs and weights. What
neither settles is left open.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from topograde.behave import Live, same_function
from topograde.build import CannotBuild, build
from topograde.explain import explain
from topograde.graph import ModelGraph
from topograde.match import differences
from topograde.normal import normalise
from topograde.read import CannotRead, Shapes, read_live
from topograde.verdict import RIGHT, Outcome, Verdict


def compare(model: Any, expected: ModelGraph, input_order: bool = True) -> Verdict:
    """Compare a model with the graph it should have.

    Names, spelling and the API used do not matter; operations, wiring, settings that change the
    function, and which calls share weights do.

    >>> import keras
    >>> from topograde.read import read
    >>> x = keras.Input((3,))
    >>> wanted = read(keras.Model(x, keras.layers.Dense(2)(x)))
    >>> compare(keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]), wanted).outcome
    <Outcome.RIGHT: 'right'>

    Args:
        model: a Keras model.
        expected: the graph of a right answer.
        input_order: whether the order of the inputs matters.
    """
    live = read_or_explain(model, [expected.calls[n].outputs[0].shape[1:] for n in expected.inputs])
    if isinstance(live, Verdict):
        return live
    found = live.graph
    different = differences(found, expected, input_order)
    if not different and not found.has_secrets:
        return RIGHT
    agree = _behave_alike(live, expected, input_order)
    if agree:
        return RIGHT
    if agree is None:
        return Verdict(Outcome.CANNOT_TELL, _undecided(found), found)
    if not different:
        sentence = "The layers are the expected ones, but the model computes something else."
        return Verdict(Outcome.WRONG, sentence, found)
    first = explain(different[0], found, expected)
    return Verdict(Outcome.WRONG, first.sentence, found, first.calls, first.misconception)


# What inference on random numbers does not show: training-time behaviour and gradients.
_INVISIBLE = {
    "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "GaussianNoise",
    "GaussianDropout", "AlphaDropout", "ActivityRegularization", "BatchNormalization",
    "ops.stop_gradient",
}  # fmt: skip


def _behave_alike(live: Live, expected: ModelGraph, input_order: bool) -> bool | None:
    if _invisible(live.graph) != _invisible(expected):
        return False
    try:
        reference = build(expected)
    except CannotBuild:
        return None
    return same_function(live, Live(reference, *read_live(reference)), input_order)


def _invisible(graph: ModelGraph) -> Counter[tuple[str, str]]:
    values = normalise(graph).values
    return Counter((v.operation, v.settings) for v in values if v.operation in _INVISIBLE)


def _undecided(graph: ModelGraph) -> str:
    why = graph.notes[0] if graph.notes else "it could not be run on random numbers."
    return f"The model could not be compared, so a person has to look at it: {why}"


def read_or_explain(model: Any, shapes: Shapes | None = None) -> Live | Verdict:
    """Read a model, or return the verdict that says why it cannot be read."""
    try:
        return Live(model, *read_live(model, shapes))
    except CannotRead as error:
        return Verdict(Outcome.WRONG, str(error))
