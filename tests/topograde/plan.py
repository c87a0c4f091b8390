"""Random plans of models, and what they mean in plain NumPy: an oracle that knows no Keras graph.

A plan is a list of steps on numbered values. A step either applies a layer, named by a number (two
steps with one number share its weights), or does plain arithmetic.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

Shape = tuple[int, ...]
STEPS = 5  # length of a series
WORDS = 7  # size of the vocabulary


@dataclass(frozen=True)
class Part:
    """A layer of a plan: what it is, and its settings."""

    kind: str
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One operation on earlier values; `layer` is the number of the part it applies, if any."""

    kind: str
    args: tuple[int, ...]
    layer: int | None = None
    settings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """Values 0, 1, … are the inputs, in the order of `shapes`; each step makes the next one.

    `towers` are lists of runs of steps, each run a (first, last + 1) that applies the same layers
    one after the other.
    """

    shapes: tuple[Shape, ...]
    steps: tuple[Step, ...]
    outputs: tuple[int, ...]
    layers: dict[int, Part]
    towers: tuple[tuple[tuple[int, int], ...], ...] = ()
    input_order: tuple[int, ...] = ()

    @property
    def order(self) -> tuple[int, ...]:
        """The order in which the model lists its inputs."""
        return self.input_order or tuple(range(len(self.shapes)))

    def needed(self) -> set[int]:
        """Return the values on which the outputs depend."""
        wanted, start = set(self.outputs), len(self.shapes)
        for number in reversed(range(len(self.steps))):
            if start + number in wanted:
                wanted.update(self.steps[number].args)
        return wanted


# What the steps do to shapes


def shapes_of(plan: Plan) -> list[Shape]:
    """Return the shape of every value, without the batch axis.

    Raises:
        ValueError: if a step cannot take its arguments.
    """
    shapes = list(plan.shapes)
    built: dict[int, tuple] = {}
    for step in plan.steps:
        part = plan.layers[step.layer] if step.layer is not None else Part(step.kind, step.settings)
        given = [shapes[a] for a in step.args]
        if step.layer is not None and step.kind not in ("dropout", "embedding"):
            seen = tuple(s[-1] for s in given)
            if built.setdefault(step.layer, seen) != seen:
                raise ValueError("A layer's weights fix the last axis.")
        shapes.append(_shape(part.kind, part.settings, given))
    return shapes


def _shape(kind: str, settings: dict[str, Any], given: list[Shape]) -> Shape:
    first = given[0]
    if kind in ("embedding",) and len(first) == 1:
        return (*first, settings["output_dim"])
    if kind == "dense":
        return (*first[:-1], settings["units"])
    series = kind in ("lstm", "gru", "conv1d", "mha", "attention", "mean", "max", "last", "flatten")
    if series and (any(len(s) != 2 for s in given) or len({s[-1] for s in given}) > 1):
        raise ValueError("A series is needed.")
    if kind in ("lstm", "gru"):
        units = (settings["units"],)
        return (first[0], *units) if settings.get("return_sequences") else units
    if kind == "conv1d":
        return (first[0], settings["filters"])
    if kind in ("mean", "max", "last"):
        return (first[1],)
    if kind == "flatten":
        return (first[0] * first[1],)
    if kind == "reshape":
        if np.prod(first) != np.prod(settings["shape"]):
            raise ValueError("A reshape keeps the number of values.")
        return tuple(settings["shape"])
    if kind == "concatenate":
        if len({s[:-1] for s in given}) > 1:
            raise ValueError("All axes but the last must agree.")
        return (*first[:-1], sum(s[-1] for s in given))
    if kind in ("mha", "attention"):
        return first
    if len(set(given)) > 1:
        raise ValueError("The shapes must agree.")
    return first


# What the steps do to numbers


def weights_of(plan: Plan, rng: np.random.Generator) -> dict[int, list[np.ndarray]]:
    """Draw weights for every layer that a plan applies, in Keras' order of weights."""
    shapes = shapes_of(plan)
    drawn: dict[int, list[np.ndarray]] = {}
    for step in plan.steps:
        if step.layer is not None and step.layer not in drawn:
            sizes = _weight_shapes(plan.layers[step.layer], shapes[step.args[0]][-1])
            drawn[step.layer] = [
                rng.normal(size=s) / np.sqrt(max(1, int(np.prod(s[:-1])))) for s in sizes
            ]
    return drawn


def _weight_shapes(part: Part, size: int) -> list[Shape]:
    units, bias = part.settings.get("units"), part.settings.get("use_bias", True)
    if part.kind == "dense":
        return [(size, units), (units,)][: 1 + bias]
    if part.kind == "conv1d":
        filters = part.settings["filters"]
        return [(part.settings["kernel_size"], size, filters), (filters,)][: 1 + bias]
    if part.kind == "embedding":
        return [(WORDS, part.settings["output_dim"])]
    if part.kind == "norm":
        return [(size,), (size,)]
    if part.kind == "lstm":
        return [(size, 4 * units), (units, 4 * units), (4 * units,)]
    if part.kind == "gru":
        return [(size, 3 * units), (units, 3 * units), (2, 3 * units)]
    if part.kind == "mha":
        heads, key = part.settings["num_heads"], part.settings["key_dim"]
        return [(size, heads, key), (heads, key)] * 3 + [(heads, key, size), (size,)]
    return []


def _softmax(x: np.ndarray) -> np.ndarray:
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(x, -700, 700)))


FUNCTIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "relu": lambda x: np.maximum(x, 0),
    "tanh": np.tanh,
    "sigmoid": _sigmoid,
    "softmax": _softmax,
    "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "softplus": lambda x: np.logaddexp(x, 0),
    "silu": lambda x: x * _sigmoid(x),
}


def _lstm(x: np.ndarray, weights: list, settings: dict) -> np.ndarray:
    kernel, recurrent, bias = weights
    hidden = cell = np.zeros((len(x), len(recurrent)))
    found = []
    for row in _rows(x, settings):
        i, f, c, o = np.split(row @ kernel + hidden @ recurrent + bias, 4, axis=-1)
        cell = _sigmoid(f) * cell + _sigmoid(i) * np.tanh(c)
        hidden = _sigmoid(o) * np.tanh(cell)
        found.append(hidden)
    return np.stack(found, axis=1) if settings.get("return_sequences") else hidden


def _gru(x: np.ndarray, weights: list, settings: dict) -> np.ndarray:
    kernel, recurrent, bias = weights
    hidden = np.zeros((len(x), len(recurrent)))
    found = []
    for row in _rows(x, settings):
        mine = np.split(row @ kernel + bias[0], 3, axis=-1)
        past = np.split(hidden @ recurrent + bias[1], 3, axis=-1)
        z, r = _sigmoid(mine[0] + past[0]), _sigmoid(mine[1] + past[1])
        hidden = z * hidden + (1 - z) * np.tanh(mine[2] + r * past[2])
        found.append(hidden)
    return np.stack(found, axis=1) if settings.get("return_sequences") else hidden


def _rows(x: np.ndarray, settings: dict) -> list[np.ndarray]:
    rows = [x[:, i] for i in range(x.shape[1])]
    return rows[::-1] if settings.get("go_backwards") else rows


def _conv(x: np.ndarray, weights: list, settings: dict) -> np.ndarray:
    size = len(weights[0])
    left = size - 1 if settings["padding"] == "causal" else (size - 1) // 2
    padded = np.pad(x, ((0, 0), (left, size - 1 - left), (0, 0)))
    total = sum(padded[:, i : i + x.shape[1]] @ weights[0][i] for i in range(size))
    return total + weights[1] if len(weights) > 1 else total


def _heads(q: np.ndarray, v: np.ndarray, weights: list) -> np.ndarray:
    def into(x: np.ndarray, place: int) -> np.ndarray:
        return np.einsum("btd,dhk->bhtk", x, weights[place]) + weights[place + 1][:, None]

    query, key, value = into(q, 0), into(v, 2), into(v, 4)
    scores = _softmax(query @ key.swapaxes(-1, -2) / np.sqrt(query.shape[-1]))
    return np.einsum("bhtk,hkd->btd", scores @ value, weights[6]) + weights[7]


def _norm(x: np.ndarray, weights: list, settings: dict) -> np.ndarray:
    centred = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + settings.get("epsilon", 1e-3))
    return centred / spread * weights[0] + weights[1]


def _apply(part: Part, xs: list[np.ndarray], weights: list[np.ndarray]) -> np.ndarray:
    x, settings = xs[0], part.settings
    activate = FUNCTIONS.get(settings.get("activation"), lambda t: t)
    if part.kind == "dense":
        return activate(x @ weights[0] + (weights[1] if len(weights) > 1 else 0))
    if part.kind == "conv1d":
        return activate(_conv(x, weights, settings))
    if part.kind == "embedding":
        return weights[0][x.astype(int)]
    if part.kind == "mha":
        return _heads(xs[0], xs[-1], weights)
    return {"lstm": _lstm, "gru": _gru, "norm": _norm}[part.kind](x, weights, settings)


_ARITHMETIC: dict[str, Callable[..., np.ndarray]] = {
    "add": lambda s, *xs: sum(xs),
    "average": lambda s, *xs: sum(xs) / len(xs),
    "multiply": lambda s, *xs: np.prod(xs, axis=0),
    "maximum": lambda s, *xs: np.max(xs, axis=0),
    "minimum": lambda s, *xs: np.min(xs, axis=0),
    "subtract": lambda s, x, y: x - y,
    "concatenate": lambda s, *xs: np.concatenate(xs, axis=-1),
    "activation": lambda s, x: FUNCTIONS[s["name"]](x),
    "scale": lambda s, x: x * s["by"],
    "shift": lambda s, x: x + s["by"],
    "negative": lambda s, x: -x,
    "square": lambda s, x: x * x,
    "absolute": lambda s, x: np.abs(x),
    "flatten": lambda s, x: x.reshape(len(x), -1),
    "reshape": lambda s, x: x.reshape(len(x), *s["shape"]),
    "reverse": lambda s, x: x[..., ::-1],
    "mean": lambda s, x: x.mean(axis=1),
    "max": lambda s, x: x.max(axis=1),
    "last": lambda s, x: x[:, -1],
    "attention": lambda s, q, v: _softmax(q @ v.swapaxes(-1, -2)) @ v,
}


def run(
    plan: Plan,
    inputs: Sequence[np.ndarray],
    weights: dict[int, list[np.ndarray]],
    masks: dict[int, np.ndarray] | None = None,
    frozen: list[np.ndarray] | None = None,
) -> list[np.ndarray]:
    """Return all values of a plan.

    Args:
        plan: what to compute.
        inputs: in the order of the plan's values, not of the model's list of inputs.
        weights: of every layer.
        masks: what each step of dropout multiplies by, as one row for each example: before and
            after a reshape the same numbers are drawn. Without it, dropout does nothing.
        frozen: all values of another run, from which a stopped gradient takes its own.
    """
    values = list(inputs)
    for number, step in enumerate(plan.steps):
        xs = [values[a] for a in step.args]
        if step.kind == "dropout":
            values.append(xs[0] * masks[number].reshape(xs[0].shape) if masks else xs[0])
        elif step.kind == "stop":
            values.append(frozen[len(values)] if frozen else xs[0])
        elif step.layer is not None:
            values.append(_apply(plan.layers[step.layer], xs, weights[step.layer]))
        else:
            values.append(_ARITHMETIC[step.kind](step.settings, *xs))
    return values


# Random plans


def random_plan(seed: int) -> Plan:
    """Draw a plan of 2 to 15 calls."""
    rng = random.Random(seed)
    while True:
        try:
            plan = pruned(_Drawing(rng).plan())
            shapes_of(plan)
        except ValueError:
            continue
        if 2 <= len(plan.steps) <= 15 and any(s.layer is not None for s in plan.steps):
            return plan


class _Drawing:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        kinds = [(6,), (4,), (6,), (STEPS, 4), (STEPS, 6), (STEPS,)]
        self.inputs = [rng.choice(kinds) for _ in range(rng.choice([1, 1, 2, 2, 3]))]
        self.shapes: list[Shape] = list(self.inputs)
        self.used: set[int] = set()
        self.steps: list[Step] = []
        self.layers: dict[int, Part] = {}
        self.towers: list[tuple[tuple[int, int], ...]] = []

    def plan(self) -> Plan:
        for number, shape in enumerate(self.inputs):
            if shape == (STEPS,):
                self._layer(Part("embedding", {"output_dim": self.rng.choice([4, 6])}), (number,))
        for _ in range(self.rng.randint(1, 9)):
            self._grow()
        ends = [n for n in range(len(self.inputs), len(self.shapes)) if n not in self.used]
        count = self.rng.choice([1, 1, 1, 2, 3])
        while len(ends) > count:
            ends.append(self._join(ends.pop(0), ends.pop(0)))
        outputs, towers = tuple(ends), tuple(self.towers)
        shapes = tuple(self.inputs)
        return Plan(shapes, tuple(self.steps), outputs, self.layers, towers)

    def _grow(self) -> None:
        kinds = [self._weighted] * 4 + [self._again] * 3 + [self._tower] * 2
        self.rng.choice([*kinds, *[self._merge] * 4, *[self._plain] * 2, self._dropout])()

    def _pick(self, rank: int | None = None) -> int:
        numbers = [n for n, s in enumerate(self.shapes) if s != (STEPS,) or n >= len(self.inputs)]
        numbers = [n for n in numbers if rank is None or len(self.shapes[n]) == rank]
        if not numbers:
            raise ValueError("There is no such value.")
        fresh = [n for n in numbers if n not in self.used]
        return self.rng.choice(fresh if fresh and self.rng.random() < 0.7 else numbers)

    def _add(self, step: Step) -> int:
        part = self.layers[step.layer] if step.layer is not None else Part(step.kind, step.settings)
        self.shapes.append(_shape(part.kind, part.settings, [self.shapes[a] for a in step.args]))
        self.steps.append(step)
        self.used.update(step.args)
        return len(self.shapes) - 1

    def _layer(self, part: Part, args: tuple[int, ...]) -> int:
        number = len(self.layers)
        self.layers[number] = part
        return self._add(Step(part.kind, args, number))

    def _weighted(self) -> None:
        number = self._pick()
        self._layer(self._part(len(self.shapes[number])), (number,))

    def _part(self, rank: int) -> Part:
        units = self.rng.choice([4, 4, 6])
        activation = self.rng.choice([None, None, *FUNCTIONS])
        dense = Part("dense", {"units": units, "activation": activation})
        if self.rng.random() < 0.15:
            dense.settings["use_bias"] = False
        if rank == 1:
            return self.rng.choice([dense, dense, dense, Part("norm")])
        back, more = self.rng.random() < 0.3, self.rng.random() < 0.5
        recurrent = {"units": units, "go_backwards": back, "return_sequences": more and not back}
        conv = {"filters": units, "kernel_size": 3, "padding": self.rng.choice(["same", "causal"])}
        kinds = [
            dense,
            Part("norm"),
            Part("conv1d", conv | {"activation": activation}),
            Part(self.rng.choice(["lstm", "gru"]), recurrent),
            Part("mha", {"num_heads": 2, "key_dim": 3}),
        ]
        return self.rng.choice(kinds)

    def _again(self) -> None:
        """Call a layer again, on another value if there is one that fits."""
        calls = [s for s in self.steps if s.layer is not None and s.kind != "dropout"]
        if not calls:
            return
        step = self.rng.choice(calls)
        wanted = [self.shapes[a] for a in step.args]
        args = tuple(
            self.rng.choice([n for n, s in enumerate(self.shapes) if s == shape])
            for shape in wanted
        )
        if args != step.args:
            self._add(replace(step, args=args))

    def _tower(self) -> None:
        """Apply the same chain of layers to two or three values."""
        shape = self.shapes[self._pick()]
        places = [n for n, s in enumerate(self.shapes) if s == shape and s != (STEPS,)]
        if len(places) < 2:
            return
        chain = [Part("dense", {"units": u, "activation": self.rng.choice([None, "relu", "tanh"])})
                 for u in self.rng.choices([4, 6], k=self.rng.randint(1, 3))]  # fmt: skip
        first = len(self.layers)
        self.layers.update(enumerate(chain, start=first))
        runs = []
        for value in self.rng.sample(places, min(len(places), self.rng.choice([2, 2, 3]))):
            start = len(self.steps)
            for number, part in enumerate(chain, start=first):
                value = self._add(Step(part.kind, (value,), number))
            runs.append((start, len(self.steps)))
        self.towers.append(tuple(runs))

    def _merge(self) -> None:
        first = self._pick()
        same = [n for n, s in enumerate(self.shapes) if s == self.shapes[first]]
        others = [n for n in same if n != first]
        if not others:
            return
        kinds = ["add", "add", "subtract", "multiply", "concatenate", "average", "maximum"]
        kind = self.rng.choice([*kinds, "attention"] if len(self.shapes[first]) == 2 else kinds)
        binary = kind in ("subtract", "attention")
        count = 1 if binary else min(len(others), self.rng.choice([1, 1, 2]))
        self._add(Step(kind, (first, *self.rng.sample(others, count))))

    def _plain(self) -> None:
        number = self._pick()
        kinds = ["activation", "scale", "shift", "negative", "square", "absolute"]
        if len(self.shapes[number]) == 2:
            kinds += ["mean", "max", "last", "flatten"]
        elif self.shapes[number][0] % 2 == 0:
            kinds += ["reshape"]
        kind = self.rng.choice(kinds)
        settings = {
            "activation": {"name": self.rng.choice(list(FUNCTIONS))},
            "scale": {"by": self.rng.choice([0.5, 2.0, -1.5])},
            "shift": {"by": self.rng.choice([0.5, -2.0])},
            "reshape": {"shape": (2, self.shapes[number][-1] // 2)},
        }
        self._add(Step(kind, (number,), None, settings.get(kind, {})))

    def _dropout(self) -> None:
        rate = self.rng.choice([0.2, 0.5])
        self._add(Step("dropout", (self._pick(),), None, {"rate": rate}))

    def _join(self, one: int, two: int) -> int:
        """Merge two ends into one value, whatever their shapes."""
        ends = []
        for number in (one, two):
            if len(self.shapes[number]) == 2:
                kind = self.rng.choice(["mean", "max", "last", "flatten"])
                number = self._add(Step(kind, (number,)))
            ends.append(number)
        kinds = ["concatenate"]
        if self.shapes[ends[0]] == self.shapes[ends[1]] and ends[0] != ends[1]:
            kinds += ["add", "subtract", "multiply"]
        return self._add(Step(self.rng.choice(kinds), tuple(ends)))


def pruned(plan: Plan) -> Plan:
    """Return the plan without steps that reach no output."""
    needed, start = plan.needed(), len(plan.shapes)
    kept = [n for n in range(len(plan.steps)) if start + n in needed]
    new = {n: n for n in range(start)} | {start + old: start + i for i, old in enumerate(kept)}
    steps = [replace(plan.steps[n], args=tuple(new[a] for a in plan.steps[n].args)) for n in kept]
    layers = {s.layer for s in steps if s.layer is not None}
    towers = [
        tuple((new[start + a] - start, new[start + b - 1] - start + 1) for a, b in runs)
        for runs in plan.towers
        if all(start + n in needed for a, b in runs for n in range(a, b))
    ]
    return replace(
        plan,
        steps=tuple(steps),
        outputs=tuple(new[n] for n in plan.outputs),
        layers={k: v for k, v in plan.layers.items() if k in layers},
        towers=tuple(towers),
    )
