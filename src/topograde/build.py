"""Build a live model from a graph: the way back from `read`."""

from __future__ import annotations

import inspect
from typing import Any

import keras
import numpy as np

from topograde.graph import Call, Layer, ModelGraph


class CannotBuild(ValueError):
    """The graph holds something that only its author's program can make."""


def build(graph: ModelGraph) -> keras.Model:
    """Build a Functional model with the calls of a graph, one live layer per layer.

    Weights start afresh; layers that share variables in the graph share them in the model only if
    they are one layer.

    >>> from topograde.match import same
    >>> from topograde.read import read
    >>> a, b = keras.Input((3,)), keras.Input((3,))
    >>> dense = keras.layers.Dense(2)
    >>> graph = read(keras.Model([a, b], dense(a) - dense(b)))
    >>> same(read(build(graph)), graph)
    True

    Raises:
        CannotBuild: for a class that is not Keras' own, or variables used outside a layer.
    """
    layers: dict[str, Any] = {}
    made: list[list[keras.KerasTensor]] = []
    for number, call in enumerate(graph.calls):
        layer = graph.layer_of(number)
        if layer.is_input:
            spec = call.outputs[0]
            made.append([keras.Input(batch_shape=spec.shape, dtype=spec.dtype)])
            continue
        if call.layer not in layers:
            layers[call.layer] = _revive(layer)
        args, kwargs = _arguments(call, made)
        try:
            made.append(keras.tree.flatten(layers[call.layer](*args, **kwargs)))
        except Exception as error:  # a setting that is only a word for something of the author's
            raise CannotBuild(f"`{layer.name}` cannot be called again: {error}") from error
    inputs = [made[number][0] for number in graph.inputs]
    try:
        return keras.Model(inputs, [made[t.call][t.index] for t in graph.outputs])
    except RecursionError as error:  # Keras follows a graph by recursion
        raise CannotBuild("The expected model has more calls in a row than Keras takes.") from error


def _revive(layer: Layer) -> Any:
    """Return the layer, or the function of `keras.ops`, that does what this one does."""
    if layer.kind.startswith("ops."):
        return _operation(layer)
    kind = getattr(keras.layers, layer.kind, None)
    if kind is None or layer.kind == "Lambda":
        raise CannotBuild(f"`{layer.name}` is a {layer.kind}, whose inside is not in the graph.")
    try:
        return kind.from_config(_with_modules(dict(layer.settings)))
    except Exception as error:  # a config that Keras itself cannot read back
        raise CannotBuild(f"`{layer.name}` cannot be made again from its settings.") from error


def _with_modules(value: Any) -> Any:
    """Say where the classes of wrapped layers stand, which a graph leaves out."""
    if isinstance(value, list):
        return [_with_modules(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _with_modules(item) for key, item in value.items()}
    if hasattr(keras.layers, str(value.get("class_name"))):
        found |= {"module": "keras.layers", "registered_name": None}
    return found


def _operation(layer: Layer) -> Any:
    name = layer.kind.removeprefix("ops.")
    if name == "get_item":
        return lambda tensor, key: tensor[key]
    places = (keras.ops, keras.activations)
    functions = [getattr(place, name) for place in places if hasattr(place, name)]
    known = (
        f for f in functions if layer.settings.keys() <= inspect.signature(f).parameters.keys()
    )
    if not (function := next(known, None)):
        raise CannotBuild(f"keras.ops has no function {name} with these settings.")
    return lambda *args, **kwargs: function(*args, **layer.settings, **kwargs)


def _arguments(call: Call, made: list[list[keras.KerasTensor]]) -> tuple[list, dict]:
    """Put the arguments of a call back into their slots: positions, keywords, lists."""
    tree: dict[str, Any] = {}
    leaves = [(slot, made[t.call][t.index]) for slot, t in call.arguments]
    for slot, value in [*leaves, *((s, _constant(v)) for s, v in call.options.items())]:
        *path, last = slot.split(".")
        branch = tree
        for key in path:
            branch = branch.setdefault(key, {})
        branch[last] = value
    tree = {key: _listed(value) for key, value in tree.items()}
    positions = sorted((key for key in tree if key.isdigit()), key=int)
    return [tree[key] for key in positions], {k: v for k, v in tree.items() if not k.isdigit()}


def _listed(value: Any) -> Any:
    """Turn `{"0": a, "1": b}` back into `[a, b]`."""
    if not isinstance(value, dict):
        return value
    children = {key: _listed(child) for key, child in value.items()}
    if all(key.isdigit() for key in children):
        return [children[key] for key in sorted(children, key=int)]
    return children


def _constant(value: Any) -> Any:
    if isinstance(value, dict) and "slice" in value:
        return slice(*value["slice"])
    if isinstance(value, dict) and "ellipsis" in value:
        return ...
    if isinstance(value, dict) and "values" in value:
        return np.array(value["values"], value["dtype"]).reshape(value["shape"])
    if isinstance(value, dict):
        raise CannotBuild("A call has an argument whose value is not in the graph.")
    if isinstance(value, list):
        return tuple(_constant(item) for item in value)
    return value
