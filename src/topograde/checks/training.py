"""Checks of what training does to a model: frozen, moving and shared weights, symmetry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from topograde.build import CannotBuild, build
from topograde.checks.failing import check, fail
from topograde.checks.structure import calls_of, graph_of, live_of
from topograde.explain import listed
from topograde.graph import Layer, ModelGraph, describe
from topograde.misconceptions import MISCONCEPTIONS
from topograde.probe import arrays, gradients, outputs, random_inputs, randomise, weights_kept
from topograde.read import Live, read_live
from topograde.verdict import Outcome


@check
def frozen(model: Any, kind: str, **settings: Any) -> None:
    """Check that no variable of the layers of this kind, with these settings, will be trained.

    >>> import keras
    >>> x = keras.Input((3,))
    >>> dense = keras.layers.Dense(2, trainable=False)
    >>> frozen(keras.Model(x, dense(x)), "Dense", units=2)
    """
    _trainable(model, kind, settings, False)


@check
def trainable(model: Any, kind: str, **settings: Any) -> None:
    """Check that the layers of this kind, with these settings, have variables to be trained.

    >>> import keras
    >>> x = keras.Input((3,))
    >>> trainable(keras.Model(x, keras.layers.Dense(2)(x)), "Dense")
    """
    _trainable(model, kind, settings, True)


def _trainable(model: Any, kind: str, settings: dict[str, Any], wanted: bool) -> None:
    graph = graph_of(model)
    calls = calls_of(graph, kind, settings)
    if not calls:
        what = describe(Layer(kind, "", settings))
        fail(Outcome.WRONG, f"No call of {what} leads to the outputs.", graph)
    wrong = tuple(n for n in calls if _trains(graph, n) is not wanted)
    if wrong:
        names = listed(list(dict.fromkeys(f"`{graph.layer_of(n).name}`" for n in wrong)))
        state, advice = ("trained", "True") if wanted else ("frozen", "False")
        sentence = f"{names} should be {state}: set trainable = {advice}, then compile the model."
        fail(Outcome.WRONG, sentence, graph, wrong, "frozen_state")


def _trains(graph: ModelGraph, call: int) -> bool:
    return any(graph.variables[key].trainable for key in graph.layer_of(call).variables)


@check
def moves(model: Any, x: Any, y: Any, layers: Sequence[str]) -> None:
    """Check that one training step moves the weights of exactly these layers.

    The model must be compiled; its weights are as before afterwards.

    >>> import keras
    >>> x = keras.Input((3,))
    >>> base = keras.layers.Dense(2, name="base", trainable=False)
    >>> model = keras.Model(x, keras.layers.Dense(1, name="head")(base(x)))
    >>> model.compile("sgd", "mse")
    >>> moves(model, np.ones((4, 3)), np.ones((4, 1)), ["head"])
    """
    live = live_of(model)
    with weights_kept(live):
        before = arrays(live.variables)
        try:
            model.train_on_batch(x, y)
        except Exception as error:  # an uncompiled model, a loss that does not fit: Keras says why
            first = str(error).strip().split("\n")[0]
            fail(Outcome.WRONG, f"The model cannot take a training step: {first}", live.graph)
        moved = [bool(np.any(a != b)) for a, b in zip(before, arrays(live.variables), strict=True)]
    keys = dict(zip(live.graph.variables, moved, strict=True))
    found = {
        layer.name: any(keys[v] for v in layer.variables)
        for layer in live.graph.layers.values()
        if layer.variables
    }
    for name, moved_ in found.items():
        if moved_ is not (name in layers):
            advice = MISCONCEPTIONS["frozen_state"].advice
            found_, wanted = (
                ("moves", "should not move") if moved_ else ("does not move", "should move")
            )
            sentence = f"In a training step `{name}` {found_}, but it {wanted}: {advice}."
            calls = tuple(
                n for n in range(len(live.graph.calls)) if live.graph.layer_of(n).name == name
            )
            fail(Outcome.WRONG, sentence, live.graph, calls, "frozen_state")


@check
def symmetric(model: Any) -> None:
    """Check that a model of two inputs gives the same when they are swapped, for any weights.

    >>> import keras
    >>> a, b = keras.Input((3,)), keras.Input((3,))
    >>> dense = keras.layers.Dense(2)
    >>> symmetric(keras.Model([a, b], keras.ops.abs(dense(a) - dense(b))))
    """
    live = live_of(model)
    if len(live.graph.inputs) != 2:
        sentence = f"Two inputs are needed to swap them, but it has {len(live.graph.inputs)}."
        fail(Outcome.WRONG, sentence, live.graph)
    with weights_kept(live):
        randomise(live)
        pair = random_inputs(live.graph)
        straight, swapped = (arrays(outputs(live, x)) for x in (pair, pair[::-1]))
    if not all(np.allclose(a, b, atol=1e-5) for a, b in zip(straight, swapped, strict=True)):
        sentence = (
            "The model is not symmetric, because it gives another output when its two inputs are "
            f"swapped: {MISCONCEPTIONS['not_symmetric'].advice}."
        )
        fail(Outcome.WRONG, sentence, live.graph, misconception="not_symmetric")


@check
def gradients_add_up(model: Any, kind: str, **settings: Any) -> None:
    """Check that the gradient of each shared weight is the sum over the calls of its layer.

    The sum is taken over a twin of the model in which every call has a layer of its own.

    >>> import keras
    >>> a, b = keras.Input((3,)), keras.Input((3,))
    >>> dense = keras.layers.Dense(2)
    >>> gradients_add_up(keras.Model([a, b], dense(a) * dense(b)), "Dense")
    """
    live = live_of(model)
    calls = calls_of(live.graph, kind, settings)
    try:
        twin = build(_unshared(live.graph))
    except CannotBuild as error:
        fail(Outcome.CANNOT_TELL, f"No twin of the model can be built: {error}", live.graph)
    found, sums = _gradients_of_both(live, read_live(twin))
    for number in calls:
        for key in live.graph.layer_of(number).variables:
            if not np.allclose(found[key], sums[key], rtol=1e-3, atol=1e-4):
                name = live.graph.variables[key].name
                sentence = f"The gradient of `{name}` is not the sum over the calls of its layer."
                fail(Outcome.WRONG, sentence, live.graph, (number,))


def _unshared(graph: ModelGraph) -> ModelGraph:
    """Return the graph in which every call has a layer, and variables, of its own."""
    layers, variables, calls = {}, {}, []
    for number, call in enumerate(graph.calls):
        layer, key = graph.layer_of(number), f"call {number}"
        own = tuple(f"{variable} of {key}" for variable in layer.variables)
        variables |= {k: graph.variables[v] for k, v in zip(own, layer.variables, strict=True)}
        layers[key] = replace(layer, variables=own)
        calls.append(replace(call, layer=key))
    return replace(graph, calls=tuple(calls), layers=layers, variables=variables)


Arrays = dict[str, np.ndarray]


def _gradients_of_both(live: Live, twin: Live) -> tuple[Arrays, Arrays]:
    """Return the gradient of each variable, and its sum over the twin's calls."""
    keys = list(live.graph.variables)
    owners = [key for n in range(len(live.graph.calls)) for key in live.graph.layer_of(n).variables]
    with weights_kept(live):
        randomise(live)
        values = dict(zip(keys, arrays(live.variables), strict=True))
        for variable, key in zip(twin.variables, owners, strict=True):
            variable.assign(values[key])
        inputs = random_inputs(live.graph)
        found = dict(zip(keys, _slopes(live, inputs), strict=True))
        sums = {key: np.zeros(value.shape) for key, value in values.items()}
        for gradient, key in zip(_slopes(twin, inputs), owners, strict=True):
            sums[key] = sums[key] + gradient
    return found, sums


def _slopes(live: Live, inputs: list[np.ndarray]) -> list[np.ndarray]:
    found = gradients(live.variables, lambda: outputs(live, inputs))
    return [
        np.zeros(tuple(variable.shape)) if slope is None else np.array(slope)
        for variable, slope in zip(live.variables, found, strict=True)
    ]
