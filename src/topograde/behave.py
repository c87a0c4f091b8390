"""Compare what two models compute, whatever they look like inside.

Two models are the same function of inputs *and of weights* if, for independently randomised
variables, there is a one-to-one assignment of variables under which they agree: in prediction, in
training, and in their gradients where those could differ. Because the assignment is one to one,
sharing counts: a model with two kernels where the other has one has no partner for the second.

What dropout does is random, so it is made visible: while a model is observed, every call of a
dropout layer multiplies by a mask of its own, which is one more thing to assign.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice, permutations
from typing import Any

import keras
import numpy as np

from topograde import private
from topograde.graph import Spec
from topograde.normal import (
    changes_in_training,
    kind_of_numbers,
    may_stop_gradients,
    stopped_gradients,
)
from topograde.probe import GRADIENTS, gradients, outputs, random_input, random_weight, weights_kept
from topograde.read import Live, first_line

PATIENCE = 10.0  # seconds after which nothing is decided
ORDERS = 24  # orders of the inputs tried at most
Hint = Callable[[Live, Live], dict[int, int]]


class Stops(ValueError):
    """A model raises an error on the inputs that it is made for; the message quotes it."""


def same_function(
    one: Live,
    two: Live,
    input_order: bool = True,
    hint: Hint = lambda one, two: {},
) -> bool | None:
    """Whether two models agree for random inputs and independently random weights.

    >>> from topograde.read import read_live
    >>> x = keras.Input((4,))
    >>> plain = read_live(keras.Model(x, keras.layers.Dense(2)(x)))
    >>> doubled = read_live(keras.Model(x, keras.layers.Dense(2)(x + x)))
    >>> same_function(plain, plain), same_function(plain, doubled)
    (True, False)

    Weights are restored afterwards.

    Args:
        one: a model.
        two: another.
        input_order: whether the order of the inputs matters.
        hint: guesses which variable of the second model each of the first one's stands for, by
            their numbers.

    Returns:
        True or False, or None if `two` does not run, or it takes too long, so that nothing is
        decided.

    Raises:
        Stops: if `one` does not run on inputs on which `two` does.
    """
    if not _same_outside(one, two, input_order):
        return False
    with weights_kept(one), weights_kept(two):
        try:
            return _Search(one, two, input_order, hint).run()
        except Stops:
            raise
        except Exception:  # a model that cannot run on these numbers decides nothing
            return None


def _same_outside(one: Live, two: Live, input_order: bool) -> bool:
    kinds = [Counter(_kind(v) for v in live.variables) for live in (one, two)]
    specs = [_specs(live) for live in (one, two)]
    if not input_order:
        specs = [sorted(map(str, x)) for x in specs]
    ends = [len(live.graph.outputs) for live in (one, two)]
    return kinds[0] == kinds[1] and specs[0] == specs[1] and ends[0] == ends[1]


def _specs(live: Live) -> list[Spec]:
    specs = (live.graph.calls[n].outputs[0] for n in live.graph.inputs)
    return [Spec(spec.shape, kind_of_numbers(spec.dtype)) for spec in specs]


def _kind(variable: Any) -> tuple:
    limit = variable.constraint
    limits = (type(limit).__name__, str(limit.get_config())) if limit else ()
    return ("variable", tuple(variable.shape), _is_weight(variable), *limits)


def _is_weight(variable: Any) -> bool:
    """Tell weights, frozen ones too, from statistics."""
    return not variable.name.startswith("moving_")


# Observing


@dataclass
class _Model:
    """A model with knobs to turn: its variables, then the masks of its noise layers' calls.

    `kinds` are the kinds of the knobs; only knobs of one kind can stand for each other.
    """

    live: Live
    kinds: list[tuple] = field(default_factory=list)

    def learn(self, inputs: list[np.ndarray], modes: Sequence[bool]) -> None:
        """Find out which knobs there are, in one run for each mode."""
        self.kinds = [_kind(v) for v in self.live.variables]
        for training in modes:
            with _noise_shown(partial(self._record, training)):
                self._outputs(inputs, training)

    def _record(
        self, training: bool, name: str, strength: float, shape: tuple[int, ...]
    ) -> np.ndarray:
        self.kinds.append(("mask", training, name, strength, math.prod(shape)))
        return np.ones(shape, "float32")

    def observe(
        self, values: Sequence[np.ndarray], inputs: list[np.ndarray], training: bool
    ) -> list[np.ndarray]:
        """Return the outputs, and the losses that layers add, for these values of the knobs."""
        self._turn(values)
        pairs = zip(self.kinds, values, strict=True)
        masks = (value for kind, value in pairs if kind[:2] == ("mask", training))
        with _noise_shown(lambda name, strength, shape: next(masks).reshape(shape)):
            found = self._outputs(inputs, training)
        losses = self.live.model.losses
        total = sum(float(keras.ops.convert_to_numpy(x)) for x in losses)
        return [*(keras.ops.convert_to_numpy(x) for x in found), np.array(total)]

    def slopes(self, values: Sequence[np.ndarray], inputs: list[np.ndarray]) -> list[np.ndarray]:
        """Return the gradient of every variable, in prediction."""
        self._turn(values)
        found = gradients(self.live.variables, lambda: self._outputs(inputs, False))
        shapes = [tuple(v.shape) for v in self.live.variables]
        return [
            np.zeros(shape) if g is None else keras.ops.convert_to_numpy(g)
            for g, shape in zip(found, shapes, strict=True)
        ]

    def _outputs(self, inputs: list[np.ndarray], training: bool) -> list[Any]:
        return outputs(self.live, inputs, training)

    def _turn(self, values: Sequence[np.ndarray]) -> None:
        for variable, value in zip(self.live.variables, values, strict=False):
            variable.assign(value)


# Layers that change nothing in prediction and draw random numbers in training. The `Spatial`
# layers are dropout with a mask of another shape.
_NOISE = {
    keras.layers.Dropout: "Dropout",
    keras.layers.SpatialDropout1D: "Dropout",
    keras.layers.SpatialDropout2D: "Dropout",
    keras.layers.SpatialDropout3D: "Dropout",
    keras.layers.GaussianDropout: "GaussianDropout",
    keras.layers.GaussianNoise: "GaussianNoise",
    keras.layers.AlphaDropout: "AlphaDropout",
}
Mask = Callable[[str, float, tuple[int, ...]], np.ndarray]


@contextmanager
def _noise_shown(mask: Mask) -> Iterator[None]:
    """Let every call of a noise layer, in training, multiply by the mask that is handed in."""

    def shown(name: str) -> Callable:
        def call(self: Any, inputs: Any, training: bool = False) -> Any:
            strength = self.rate if hasattr(self, "rate") else self.stddev
            if not training or not strength:
                return inputs
            drawn = mask(name, strength, _mask_shape(self, tuple(inputs.shape)))
            return inputs * keras.ops.cast(keras.ops.convert_to_tensor(drawn), inputs.dtype)

        return call

    with private.calls_replaced({kind: shown(name) for kind, name in _NOISE.items()}):
        yield


def _mask_shape(layer: Any, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape of one example's mask."""
    drawn = getattr(layer, "noise_shape", None) or (None,) * len(shape)
    if type(layer).__name__.startswith("Spatial"):
        drawn = (None, *[1] * (len(shape) - 2), None)
    return tuple(s if d is None else d for s, d in zip(shape, drawn, strict=True))[1:]


# Searching


class _Search:
    """Looks for the assignment of one model's knobs to another's under which they agree."""

    def __init__(self, one: Live, two: Live, input_order: bool, hint: Hint) -> None:
        self.hint = hint
        self.rng = np.random.default_rng(20261123)
        self.inputs = [random_input(spec, self.rng) for spec in _specs(two)]
        self.given = self.inputs
        self.orders = list(_input_orders(_specs(one), _specs(two), input_order))
        self.one, self.two = _Model(one), _Model(two)
        graphs = (one.graph, two.graph)
        self.gradients = any(may_stop_gradients(graph) for graph in graphs)
        self.trains = any(changes_in_training(graph) for graph in graphs)
        self.deadline = time.monotonic() + PATIENCE

    def run(self) -> bool | None:
        answers = [self._run_in_order(order) for order in self.orders]
        return True if True in answers else None if None in answers else False

    def _run_in_order(self, order: tuple[int, ...]) -> bool | None:
        """Decide for one order of the inputs.

        With equal values under equal kinds names play no part: this settles most cases.
        """
        self.given = [self.inputs[i] for i in order]
        if not self._may_agree((False,)):
            return False
        if self.trains and not self._may_agree((False, True)):
            return self._masks_differ()
        if self.trains and not self._is_steady():
            return None
        return self._agree(self._guess()) or self._assign()

    def _may_agree(self, modes: tuple[bool, ...]) -> bool:
        """Whether the models agree in these modes while knobs of one kind have one value."""
        self.modes = modes
        self.two.learn(self.inputs, modes)
        try:
            self.one.learn(self.given, modes)
        except Exception as error:
            raise Stops(f"The model stops when it is run: {first_line(error)}") from error
        kinds = sorted({*self.two.kinds, *self.one.kinds}, key=str)
        self.common = {kind: self._draw(kind) for kind in kinds}
        self.fresh = [self._draw(kind) for kind in self.two.kinds]
        return Counter(self.one.kinds) == Counter(self.two.kinds) and self._agree([])

    def _masks_differ(self) -> bool | None:
        """Judge a difference in training: a mask for a stack may be as good as one for each part.

        Nor is anything decided by numbers that are drawn where nobody can see it.
        """
        drawn = [Counter[tuple](), Counter[tuple]()]
        for count, model in zip(drawn, (self.one, self.two), strict=True):
            for kind in model.kinds:
                if kind[0] == "mask":
                    count[kind[:-1]] += kind[-1]
        other_masks = Counter(self.one.kinds) != Counter(self.two.kinds)
        open_question = drawn[0] == drawn[1] if other_masks else not self._is_steady()
        return None if open_question else False

    def _is_steady(self) -> bool:
        """Whether the wanted model answers the same twice: some randomness cannot be shown."""
        values = [self.common[kind] for kind in self.two.kinds]
        return _close(*(self.two.observe(values, self.inputs, True) for _ in range(2)))

    def _guess(self) -> list[int]:
        """Complete the hint: knobs of one kind in the order in which they are used."""
        hint = {theirs: mine for mine, theirs in self.hint(self.one.live, self.two.live).items()}
        guess: list[int] = []
        for theirs, kind in enumerate(self.two.kinds):
            free = [n for n in self._of_kind(kind) if n not in guess and n not in hint.values()]
            mine = hint.get(theirs)
            fits = mine in self._of_kind(kind) and mine not in guess
            guess.append(mine if fits else next(iter(free), -1))
        left = [n for n in range(len(self.one.kinds)) if n not in guess]
        return [left.pop() if n < 0 else n for n in guess]

    def _of_kind(self, kind: tuple) -> list[int]:
        return [n for n, other in enumerate(self.one.kinds) if other == kind]

    def _assign(self) -> bool | None:
        """Give one knob after the other a value of its own, and look which one answers to it.

        `chosen` are the knobs of the first model that stand for knob 0, 1, … of the second.
        """
        chosen: list[int] = []
        open_choices = [iter(self._candidates(chosen))]
        while open_choices:
            if time.monotonic() > self.deadline:
                return None
            mine = next(open_choices[-1], None)
            if mine is None:
                open_choices.pop()
                continue
            chosen[len(open_choices) - 1 :] = [mine]
            if not self._agree(chosen):
                continue
            if len(chosen) == len(self.two.kinds):
                return True
            open_choices.append(iter(self._candidates(chosen)))
        return False

    def _candidates(self, chosen: list[int]) -> list[int]:
        return [n for n in self._of_kind(self.two.kinds[len(chosen)]) if n not in chosen]

    def _agree(self, chosen: list[int]) -> bool:
        """Whether the models agree, the chosen knobs at values of their own, the others not."""
        mine = [self.common[kind] for kind in self.one.kinds]
        theirs = [self.common[kind] for kind in self.two.kinds]
        for wanted, ours in enumerate(chosen):
            mine[ours] = theirs[wanted] = self.fresh[wanted]
        for training in self.modes:
            found = self.one.observe(mine, self.given, training)
            if not _close(found, self.two.observe(theirs, self.inputs, training)):
                return False
        return not (self.gradients and chosen) or self._slopes_agree(mine, theirs, chosen)

    def _slopes_agree(self, mine: list, theirs: list, chosen: list[int]) -> bool:
        """Equal outputs hide a gradient that was stopped on the way.

        Without gradients, a different number of stops that can be seen has to do.
        """
        if keras.backend.backend() not in GRADIENTS:
            stops = [stopped_gradients(model.live.graph) for model in (self.one, self.two)]
            if stops[0] != stops[1]:
                return False
        ours, wanted = self.one.slopes(mine, self.given), self.two.slopes(theirs, self.inputs)
        pairs = [(n, w) for w, n in enumerate(chosen) if w < len(wanted)]
        return _close([ours[n] for n, _ in pairs], [wanted[w] for _, w in pairs])

    def _draw(self, kind: tuple) -> np.ndarray:
        """Draw values for a knob."""
        if kind[0] == "mask":
            return self.rng.uniform(0.5, 2.0, kind[-1]).astype("float32")  # kind[-1] numbers
        _, shape, trainable, *_ = kind
        return random_weight(shape, trainable, self.rng)


def _input_orders(mine: list[Spec], theirs: list[Spec], fixed: bool) -> Iterator[tuple[int, ...]]:
    """Yield the ways to hand the second model's inputs to the first."""
    straight = tuple(range(len(theirs)))
    for order in [straight] if fixed else islice(permutations(straight), ORDERS):
        if [theirs[i] for i in order] == mine:
            yield order


def _close(mine: list[np.ndarray], theirs: list[np.ndarray]) -> bool:
    return len(mine) == len(theirs) and all(
        a.shape == b.shape and bool((np.abs(a - b) <= _tolerance(b)).all() or _same_nans(a, b))
        for a, b in zip(mine, theirs, strict=True)
    )


def _tolerance(wanted: np.ndarray) -> np.ndarray:
    """Allow for the rounding of 32-bit numbers, relative to the largest of an example's."""
    axes = tuple(range(1, wanted.ndim))
    size = np.abs(wanted)
    return 1e-4 * size + 2e-5 * size.max(axis=axes, keepdims=True, initial=0) + 1e-6


def _same_nans(mine: np.ndarray, theirs: np.ndarray) -> bool:
    """Whether two arrays overflow in the same places and agree elsewhere."""
    return np.allclose(mine, theirs, rtol=1e-4, atol=1e-5, equal_nan=True)
