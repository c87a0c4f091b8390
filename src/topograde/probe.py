"""Run a live model on random numbers: inputs, weights, outputs, gradients."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np

from topograde.graph import ModelGraph, Spec
from topograde.normal import kind_of_numbers
from topograde.read import Live

# Examples of several sizes: what saturates, or wakes up late, shows only for large numbers.
SCALES = (0.3, 1.0, 1.0, 4.0, 16.0)


def random_inputs(graph: ModelGraph, seed: int = 0) -> list[np.ndarray]:
    """Draw one batch for each input of a model.

    >>> from topograde.read import read
    >>> x = keras.Input((4,))
    >>> [x.shape for x in random_inputs(read(keras.Model(x, keras.layers.Dense(2)(x))))]
    [(5, 4)]
    """
    rng = np.random.default_rng(seed)
    specs = (graph.calls[number].outputs[0] for number in graph.inputs)
    return [random_input(Spec(s.shape, kind_of_numbers(s.dtype)), rng) for s in specs]


def random_input(spec: Spec, rng: np.random.Generator) -> np.ndarray:
    """Draw a batch for an input of this shape and dtype, open axes given a length."""
    open_axis = 32 if len(spec.shape) > 3 else 5
    size = (len(SCALES), *(open_axis if axis is None else axis for axis in spec.shape[1:]))
    if spec.dtype != "float":
        return rng.integers(0, 2, size).astype("bool" if spec.dtype == "bool" else "int32")
    scales = np.reshape(SCALES, (-1, *[1] * (len(size) - 1)))
    return (rng.normal(size=size) * scales).astype("float32")


def random_weight(shape: tuple[int, ...], is_weight: bool, rng: np.random.Generator) -> np.ndarray:
    """Draw values of a size that neither dies out nor explodes over many layers."""
    values = rng.normal(size=shape) / np.sqrt(max(1, math.prod(shape[:-1])))
    # A statistic such as a moving variance must not be negative.
    return (values if is_weight else np.abs(values) + 0.1).astype("float32")


def randomise(live: Live, seed: int = 0) -> None:
    """Give every variable random values of its own."""
    rng = np.random.default_rng(seed)
    for variable in live.variables:
        is_weight = not variable.name.startswith("moving_")
        variable.assign(random_weight(tuple(variable.shape), is_weight, rng))


@contextmanager
def weights_kept(live: Live) -> Iterator[None]:
    """Put every variable back, at the end, to the value it has now."""
    before = [np.array(keras.ops.convert_to_numpy(v)) for v in live.variables]
    try:
        yield
    finally:
        for variable, value in zip(live.variables, before, strict=True):
            variable.assign(value)


def outputs(live: Live, inputs: Sequence[Any], training: bool = False) -> list[Any]:
    """Return what a model computes, flat."""
    tensors = [keras.ops.convert_to_tensor(x) for x in inputs]
    # Without a mode for prediction, as a person calls a model: with `training=False` Keras
    # overrides a layer that was told to train always.
    mode = {"training": True} if training else {}
    return keras.tree.flatten(live.model(*live.arrange(tensors), **mode))


def arrays(values: Sequence[Any]) -> list[np.ndarray]:
    """Copy tensors or variables into NumPy arrays."""
    return [np.array(keras.ops.convert_to_numpy(value)) for value in values]


def gradients(variables: list[Any], results: Callable[[], list[Any]]) -> list[Any]:
    """Return the gradient, for every variable, of a sum of the results in which each counts.

    Raises:
        NotImplementedError: on a backend that has no gradients.
    """

    def loss() -> Any:
        return sum(keras.ops.sum(x * _uneven(tuple(x.shape))) for x in results())

    backend = keras.backend.backend()
    if backend not in GRADIENTS:
        raise NotImplementedError(f"The backend {backend} has no gradients.")
    return GRADIENTS[backend](variables, loss)


def _uneven(shape: tuple[int, ...]) -> Any:
    """Return coefficients no two of which are equal."""
    numbers = np.cos(np.arange(1, math.prod(shape) + 1)).reshape(shape)
    return keras.ops.convert_to_tensor(numbers.astype("float32"))


def _tensorflow_gradients(variables: list[Any], loss: Callable[[], Any]) -> list[Any]:
    import tensorflow as tf

    with tf.GradientTape() as tape:
        tape.watch([v.value for v in variables])
        total = loss()
    found = tape.gradient(total, [v.value for v in variables])
    return [None if g is None else tf.convert_to_tensor(g) for g in found]


def _jax_gradients(variables: list[Any], loss: Callable[[], Any]) -> list[Any]:
    import jax

    def of_values(values: list[Any]) -> Any:
        with keras.StatelessScope(state_mapping=list(zip(variables, values, strict=True))):
            return loss()

    return jax.grad(of_values)([v.value for v in variables])


def _torch_gradients(variables: list[Any], loss: Callable[[], Any]) -> list[Any]:
    import torch

    values = [v.value for v in variables]
    asked = [value.requires_grad for value in values]
    for value in values:
        value.requires_grad_(True)
    try:
        return list(torch.autograd.grad(loss(), values, allow_unused=True))
    finally:
        for value, before in zip(values, asked, strict=True):
            value.requires_grad_(before)


GRADIENTS = {
    "tensorflow": _tensorflow_gradients,
    "jax": _jax_gradients,
    "torch": _torch_gradients,
}
