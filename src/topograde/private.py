"""Every place where Keras' private attributes are touched, one function each.

Verified on Keras 3.15. `tests/topograde/test_private.py` has one test per function, so that a new
Keras that changes one of them says which.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import keras


def node_of(tensor: keras.KerasTensor) -> Any | None:
    """Return the node (the call) that made a symbolic tensor, `None` for a tensor from outside."""
    history = getattr(tensor, "_keras_history", None)
    if history is None or history.operation is None:
        return None
    return history.operation._inbound_nodes[history.node_index]


def operation_of(node: Any) -> keras.Operation:
    """Return the layer or operation that a node calls."""
    return node.operation


def arguments_of(node: Any) -> tuple[tuple, dict]:
    """Return the positional and keyword arguments of a call."""
    return node.arguments.args, node.arguments.kwargs


def tensor_arguments_of(node: Any) -> list[keras.KerasTensor]:
    """Return the symbolic tensors among the arguments of a call, in order."""
    return list(node.arguments.keras_tensors)


def outputs_of(node: Any) -> list[keras.KerasTensor]:
    """Return the tensors that a call made, flat."""
    return list(node.outputs)


def function_of(model: keras.Model) -> keras.Function | None:
    """Return the graph that a model was made from, `None` if it has none (yet).

    A Functional model is its own graph, a built `Sequential` holds one. A subclassed model that
    overrides `call` has none, whatever it was derived from: its program decides.
    """
    kind = type(model)
    if isinstance(model, keras.Sequential):
        own_call = kind.call is not keras.Sequential.call
        return None if own_call else model._functional
    if isinstance(model, keras.Function):
        return model if kind.call is _functional_class(model).call else None
    return None


def _functional_class(model: keras.Model) -> type:
    """Return Keras' own class for Functional models, found among the bases of this one."""
    return next(
        base
        for base in inspect.getmro(type(model))
        if base.__name__ == "Functional" and base.__module__.startswith("keras.")
    )


def input_structure_of(function: keras.Function) -> Any:
    """Return the inputs of a graph the way they were listed: one, a list, a dictionary."""
    return function._inputs_struct


def sublayers_of(model: keras.layers.Layer) -> list[keras.layers.Layer]:
    """Return all layers inside a layer, at every depth."""
    return list(model._flatten_layers(include_self=False))


def variables_owned_by(model: keras.layers.Layer) -> list[Any]:
    """Return the weights that a layer and the layers inside it track, whatever they say of it."""
    function = function_of(model) if isinstance(model, keras.Model) else None
    roots = [x for x in function._operations if isinstance(x, keras.Layer)] if function else [model]
    layers = [layer for root in roots for layer in root._flatten_layers(include_self=True)]
    return [v for x in layers for v in (*x._trainable_variables, *x._non_trainable_variables)]


def build_shapes_of(model: keras.layers.Layer) -> dict[str, Any]:
    """Return the input shapes that a layer was built with, by argument name."""
    return dict(model._build_shapes_dict or {}) if model.built else {}


@contextmanager
def nodes_kept(layers: list[keras.layers.Layer]) -> Iterator[None]:
    """Forget, at the end, every node that these layers got meanwhile."""
    lists = [nodes for x in layers for nodes in (x._inbound_nodes, x._outbound_nodes)]
    lengths = [len(nodes) for nodes in lists]
    try:
        yield
    finally:
        for nodes, length in zip(lists, lengths, strict=True):
            del nodes[length:]


@contextmanager
def calls_replaced(calls: dict[type, Callable]) -> Iterator[None]:
    """Let all layers of some of Keras' classes do something else meanwhile."""
    before = {kind: vars(kind).get("call") for kind in calls}
    for kind, call in calls.items():
        kind.call = call
    try:
        yield
    finally:
        for kind, call in before.items():
            if call:
                kind.call = call
            else:
                del kind.call
