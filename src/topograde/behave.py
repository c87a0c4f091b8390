"""Compare what two models compute, whatever they look like inside.

Two models are the same function of inputs *and of weights* if, for independently randomised
variables, there is a one-to-one assignment of variables under which outputs and gradients agree.
Because the assignment is one to one, sharing counts: a model with two kernels where the other has
one has no partner for the second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, permutations, product
from typing import Any

import keras
import numpy as np

from topograde.graph import ModelGraph, Spec

ASSIGNMENTS = 48  # tried at most, the variables in order of first use first
EXAMPLES = 3


@dataclass(frozen=True)
class Live:
    """A model that can run, its graph, and its variables in the graph's order."""

    model: Any
    graph: ModelGraph
    variables: list[Any]


def same_function(one: Live, two: Live, input_order: bool = True) -> bool | None:
    """Whether two models agree for random inputs and independently random weights.

    >>> from topograde.read import read_live
    >>> x = keras.Input((4,))
    >>> plain = keras.Model(x, keras.layers.Dense(2)(x))
    >>> doubled = keras.Model(x, keras.layers.Dense(2)(x + x))
    >>> plain, doubled = (Live(m, *read_live(m)) for m in (plain, doubled))
    >>> same_function(plain, plain), same_function(plain, doubled)
    (True, False)

    Weights are restored afterwards.

    Returns:
        True or False, or None if one of them does not run, so that nothing is decided.
    """
    shapes = [sorted(tuple(v.shape) for v in live.variables) for live in (one, two)]
    specs = [[live.graph.calls[n].outputs[0] for n in live.graph.inputs] for live in (one, two)]
    if shapes[0] != shapes[1] or len(one.graph.outputs) != len(two.graph.outputs):
        return False
    if sorted(map(str, specs[0])) != sorted(map(str, specs[1])):
        return False
    with _weights_kept(one), _weights_kept(two):
        try:
            return _agree(one, two, specs, input_order)
        except Exception:  # a model that cannot run on these numbers decides nothing
            return None


def _agree(one: Live, two: Live, specs: list[list[Spec]], input_order: bool) -> bool:
    rng = np.random.default_rng(20261123)
    inputs = [_random_input(spec, rng) for spec in specs[1]]
    values = [_random_weight(v, rng) for v in two.variables]
    _assign(two.variables, values)
    wanted = _run(two, inputs)
    for order in _input_orders(*specs, input_order):
        for partners in islice(_assignments(one.variables, two.variables), ASSIGNMENTS):
            _assign(one.variables, [values[i] for i in partners])
            got = _run(one, [inputs[i] for i in order])
            if _close(got, wanted):
                return _gradients_agree(one, two, partners, [inputs[i] for i in order], inputs)
    return False


def _random_input(spec: Spec, rng: np.random.Generator) -> np.ndarray:
    size = (EXAMPLES, *(5 if axis is None else axis for axis in spec.shape[1:]))
    whole = rng.integers(0, 3, size) if "int" in spec.dtype else rng.normal(size=size)
    return whole.astype(spec.dtype)


def _random_weight(variable: Any, rng: np.random.Generator) -> np.ndarray:
    """Draw values of a size that neither dies out nor explodes over many layers."""
    shape = tuple(variable.shape)
    values = rng.normal(size=shape) / np.sqrt(max(1, np.prod(shape[:-1], dtype=int)))
    # A statistic such as a moving variance must not be negative.
    return (values if variable.trainable else np.abs(values) + 0.1).astype(str(variable.dtype))


def _input_orders(mine: list[Spec], theirs: list[Spec], fixed: bool) -> Iterator[tuple[int, ...]]:
    """Yield the ways to hand the second model's inputs to the first."""
    straight = tuple(range(len(theirs)))
    for order in [straight] if fixed else islice(permutations(straight), ASSIGNMENTS):
        if [theirs[i] for i in order] == mine:
            yield order


def _assignments(mine: list[Any], theirs: list[Any]) -> Iterator[tuple[int, ...]]:
    """Yield the one-to-one assignments of variables to variables of the same shape."""
    places: dict[tuple, list[int]] = defaultdict(list)
    partners: dict[tuple, list[int]] = defaultdict(list)
    for i, variable in enumerate(mine):
        places[tuple(variable.shape)].append(i)
    for i, variable in enumerate(theirs):
        partners[tuple(variable.shape)].append(i)
    choices = [islice(permutations(partners[shape]), ASSIGNMENTS) for shape in places]
    for choice in product(*choices):
        chosen = [0] * len(mine)
        for shape, numbers in zip(places, choice, strict=True):
            for place, number in zip(places[shape], numbers, strict=True):
                chosen[place] = number
        yield tuple(chosen)


def _run(live: Live, inputs: Sequence[Any]) -> list[np.ndarray]:
    return [np.asarray(keras.ops.convert_to_numpy(x)) for x in _outputs(live, inputs)]


def _outputs(live: Live, inputs: Sequence[Any]) -> list[Any]:
    given = [keras.ops.convert_to_tensor(x) for x in inputs]
    outputs = live.model(given if len(given) > 1 else given[0], training=False)
    return keras.tree.flatten(outputs)


def _close(mine: list[np.ndarray], theirs: list[np.ndarray]) -> bool:
    return len(mine) == len(theirs) and all(
        a.shape == b.shape and np.allclose(a, b, rtol=1e-3, atol=1e-5)
        for a, b in zip(mine, theirs, strict=True)
    )


def _gradients_agree(
    one: Live, two: Live, partners: Sequence[int], inputs: list, other_inputs: list
) -> bool | None:
    """Whether every variable gets the same gradient in both; `None` where none can be taken.

    Equal outputs hide a gradient that was stopped on the way.
    """
    if keras.backend.backend() != "tensorflow":
        return None if one.graph.has_secrets or two.graph.has_secrets else True
    mine, theirs = _gradients(one, inputs), _gradients(two, other_inputs)
    return _close(mine, [theirs[i] for i in partners])


def _gradients(live: Live, inputs: list) -> list[np.ndarray]:
    import tensorflow as tf

    with tf.GradientTape() as tape:
        tape.watch([v.value for v in live.variables])
        loss = sum(tf.reduce_sum(tf.cast(x, "float32") ** 2) for x in _outputs(live, inputs))
    found = tape.gradient(loss, [v.value for v in live.variables])
    shapes = [tuple(v.shape) for v in live.variables]
    return [
        np.zeros(shape) if g is None else np.asarray(tf.convert_to_tensor(g))
        for g, shape in zip(found, shapes, strict=True)
    ]


def _assign(variables: list[Any], values: list[np.ndarray]) -> None:
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)


@contextmanager
def _weights_kept(live: Live) -> Iterator[None]:
    before = [np.array(keras.ops.convert_to_numpy(v)) for v in live.variables]
    try:
        yield
    finally:
        _assign(live.variables, before)
