"""The best-known way to check a Keras model so far, for comparison: a flat list of its layers.

Each layer becomes its class, its output shape, its number of parameters and the settings that a
course usually names; two models are taken to be the same if their lists are. The idea is common to
several courses' autograders; this is our own writing of it.
"""

from __future__ import annotations

from typing import Any

import keras

SETTINGS = ("units", "activation", "rate", "filters", "kernel_size", "padding")


def flat_list(model: keras.Model) -> list[tuple]:
    """Describe a model's layers, in the order of `model.layers`."""
    return [_row(layer) for layer in model.layers]


def _row(layer: keras.layers.Layer) -> tuple:
    settings = tuple(_plain(getattr(layer, name, None)) for name in SETTINGS)
    return type(layer).__name__, _shape(layer), layer.count_params(), *settings


def _shape(layer: keras.layers.Layer) -> str:
    try:
        return str(keras.tree.map_structure(lambda x: tuple(x.shape), layer.output))
    except Exception:  # a layer of a subclassed model has no output
        return "?"


def _plain(value: Any) -> Any:
    return getattr(value, "__name__", value)


def looks_same(answer: keras.Model, expected: keras.Model) -> bool:
    """Whether two models have the same list; a model that has none is not the same."""
    try:
        return flat_list(answer) == flat_list(expected)
    except Exception:  # such as an unbuilt layer
        return False
