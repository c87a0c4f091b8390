"""Write a plan as a Keras model, in one of the many ways in which a person might."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import layers, ops
from plan import STEPS, WORDS, Part, Plan, Step, shapes_of

Tensor = Any


class Spelling:
    """One way to write a plan: `model`, and `layers`, the live layer of every part."""

    def __init__(self, plan: Plan, seed: int, api: str = "") -> None:
        self.plan, self.seed = plan, seed
        self.rng = random.Random(seed)
        self.shapes = shapes_of(plan)
        self.layers: dict[int, layers.Layer] = {}
        for number in self.rng.sample(sorted(plan.layers), len(plan.layers)):
            self.layers[number] = self._layer(plan.layers[number])
        self._helpers: dict[tuple, Any] = {}
        self._nested = {runs: self._tower(runs) for runs in plan.towers if self._is_closed(runs)}
        self.api = api or self.rng.choice(["functional", "functional", "subclass"])
        if not api and self._is_chain() and self.rng.random() < 0.5:
            self.api = "sequential"
        self.model = getattr(self, f"_{self.api}")()

    def load(self, weights: dict[int, list[np.ndarray]]) -> None:
        """Put weights into the layers."""
        for number, layer in self.layers.items():
            layer.set_weights(weights[number])

    # Layers

    def _layer(self, part: Part) -> layers.Layer:
        settings = dict(part.settings)
        name = f"{self.rng.choice(['layer', 'my', part.kind])}_{self.rng.randrange(10**6)}"
        if part.kind in ("dense", "conv1d"):
            settings["activation"] = self.rng.choice([settings.get("activation"), None])
        if part.kind == "embedding":
            settings["input_dim"] = WORDS
        kinds = {
            "dense": layers.Dense,
            "conv1d": layers.Conv1D,
            "embedding": layers.Embedding,
            "norm": layers.LayerNormalization,
            "lstm": layers.LSTM,
            "gru": layers.GRU,
            "mha": layers.MultiHeadAttention,
        }
        return kinds[part.kind](**settings, name=name)

    def _is_closed(self, runs: tuple) -> bool:
        """Whether a tower may become a model of its own: nobody looks inside, and chance says so.

        A tower whose layers write their activations apart stays flat.
        """
        start = len(self.plan.shapes)
        inside = {start + n for a, b in runs for n in range(a, b - 1)}
        users = [(start + n, arg) for n, step in enumerate(self.plan.steps) for arg in step.args]
        used = any(arg in inside and user != arg + 1 for user, arg in users)
        shapes = {self.shapes[self.plan.steps[a].args[0]] for a, _ in runs}
        chains = {tuple(self.plan.steps[n].layer for n in range(a, b)) for a, b in runs}
        follows = all(
            self.plan.steps[n].args == (start + n - 1,) for a, b in runs for n in range(a + 1, b)
        )
        plain = not used and not inside & set(self.plan.outputs) and follows
        return plain and len(shapes) == len(chains) == 1 and self.rng.random() < 0.6

    def _tower(self, runs: tuple) -> keras.Model:
        first, last = runs[0]
        shape = self.shapes[self.plan.steps[first].args[0]]
        steps = self.plan.steps[first:last]
        if self.rng.random() < 0.5:
            stack = keras.Sequential([keras.Input(shape)])
            for step in steps:
                stack.add(self.layers[step.layer])
                if name := self._apart(step):
                    stack.add(layers.Activation(name))
            return stack
        x = y = keras.Input(shape)
        for step in steps:
            y = self._step(step, -1 - step.layer, [y])
        return keras.Model(x, y)

    def _apart(self, step: Step) -> str | None:
        """Return the activation that the layer itself was made without."""
        name = self.plan.layers[step.layer].settings.get("activation")
        layer = self.layers[step.layer]
        return name if name and layer.activation is keras.activations.linear else None

    # The three APIs

    def _is_chain(self) -> bool:
        start = len(self.plan.shapes)
        steps = enumerate(self.plan.steps)
        chain = start == 1 and all(step.args == (n,) for n, step in steps)
        stacked = {"lstm", "gru", "conv1d", "dense", "norm", "embedding", "dropout", "activation",
                   "flatten", "reshape", "mean", "max", "scale", "shift"}  # fmt: skip
        kinds = {step.kind for step in self.plan.steps}
        numbers = [s.layer for s in self.plan.steps if s.layer is not None]
        once = len(numbers) == len(set(numbers))
        return chain and kinds <= stacked and once and self.plan.outputs == (len(self.shapes) - 1,)

    def _inputs(self) -> list[Tensor]:
        types = ["int32" if shape == (STEPS,) else "float32" for shape in self.plan.shapes]
        return [keras.Input(s, dtype=t) for s, t in zip(self.plan.shapes, types, strict=True)]

    def _functional(self) -> keras.Model:
        inputs = self._inputs()
        listed = [inputs[n] for n in self.plan.order]
        outputs = self.run(inputs)
        one_in, one_out = (len(x) == 1 and self.rng.random() < 0.5 for x in (listed, outputs))
        return keras.Model(listed[0] if one_in else listed, outputs[0] if one_out else outputs)

    def _sequential(self) -> keras.Model:
        model = keras.Sequential(self._inputs())
        for number, step in enumerate(self.plan.steps):
            if step.layer is None:
                model.add(self._as_layer(step, number))
                continue
            model.add(self.layers[step.layer])
            name = self._apart(step) if step.kind in ("dense", "conv1d") else None
            if name:
                model.add(layers.Activation(name))
        return model

    def _as_layer(self, step: Step, number: int) -> layers.Layer:
        settings = step.settings
        return {
            "dropout": lambda: layers.Dropout(settings["rate"]),
            "activation": lambda: layers.Activation(settings["name"]),
            "flatten": layers.Flatten,
            "reshape": lambda: layers.Reshape(settings["shape"]),
            "mean": layers.GlobalAveragePooling1D,
            "max": layers.GlobalMaxPooling1D,
            "scale": lambda: layers.Rescaling(settings["by"]),
            "shift": lambda: layers.Rescaling(1.0, settings["by"]),
        }[step.kind]()

    def _subclass(self) -> keras.Model:
        spelling = self

        class Written(keras.Model):
            def __init__(self) -> None:
                super().__init__()
                self.parts = list(spelling.layers.values())
                self.towers = list(spelling._nested.values())

            def call(self, inputs: Tensor) -> Tensor:
                given = list(inputs) if isinstance(inputs, list | tuple) else [inputs]
                placed = dict(zip(spelling.plan.order, given, strict=True))
                outputs = spelling.run([placed[n] for n in range(len(given))])
                return outputs if len(outputs) > 1 else outputs[0]

        model = Written()
        symbols = self._inputs()
        listed = [symbols[n] for n in self.plan.order]
        model(listed if len(listed) > 1 else listed[0])
        return model

    # Steps

    def run(self, inputs: list[Tensor]) -> list[Tensor]:
        """Apply all steps to tensors, towers at once where they are nested."""
        start = len(self.plan.shapes)
        values: dict[int, Tensor] = dict(enumerate(inputs))
        skip: set[int] = set()
        whole = {a: (b, model) for runs, model in self._nested.items() for a, b in runs}
        for number, step in enumerate(self.plan.steps):
            if number in skip:
                continue
            xs = [values[a] for a in step.args]
            if number in whole:
                last, model = whole[number]
                values[start + last - 1] = model(xs[0])
                skip.update(range(number, last))
            else:
                values[start + number] = self._step(step, number, xs)
        return [values[n] for n in self.plan.outputs]

    def _step(self, step: Step, number: int, xs: list[Tensor]) -> Tensor:
        rng = random.Random(f"{self.seed} {number}")
        helper = _Helper(self._helpers, number)
        if step.layer is not None:
            return self._weighted(step, xs, rng, helper)
        spell = _SPELLINGS[step.kind](xs, step.settings, helper)
        return rng.choice(spell)()

    def _weighted(self, step: Step, xs: list, rng: random.Random, helper: _Helper) -> Tensor:
        layer = self.layers[step.layer]
        if step.kind == "mha":
            ways = [lambda: layer(xs[0], xs[0]), lambda: layer(query=xs[0], value=xs[0])]
            return rng.choice(ways)()
        result = layer(xs[0])
        if rng.random() < 0.1:
            result = layer(xs[0])  # once more, for nothing
        name = self._apart(step) if step.kind in ("dense", "conv1d") else None
        return rng.choice(_activation([result], {"name": name}, helper))() if name else result


class _Helper:
    """Makes layers without weights, the same ones each time a step is written again."""

    def __init__(self, made: dict[tuple, Any], number: int) -> None:
        self.made, self.number = made, number

    def __call__(self, kind: type, *args: Any, **kwargs: Any) -> Any:
        key = (self.number, kind.__name__, repr(args), repr(kwargs))
        if key not in self.made:
            self.made[key] = kind(*args, **kwargs)
        return self.made[key]


Ways = list[Callable[[], Tensor]]


def _activation(xs: list, settings: dict, h: _Helper) -> Ways:
    name = settings["name"]
    ways = [lambda: h(layers.Activation, name)(xs[0]), lambda: getattr(ops, name)(xs[0])]
    own = {"relu": layers.ReLU, "softmax": layers.Softmax, "elu": layers.ELU}
    if name in own:
        ways.append(lambda: h(own[name])(xs[0]))
    return [*ways, lambda: getattr(keras.activations, name)(xs[0])]


def _chain(xs: list, h: _Helper, operate: Callable) -> Tensor:
    mixed = random.Random(h.number).sample(xs, len(xs))
    while len(mixed) > 1:
        place = random.Random(len(mixed)).randrange(len(mixed) - 1)
        mixed[place : place + 2] = [operate(mixed[place], mixed[place + 1])]
    return mixed[0]


def _merge(kind: type, function: Callable, operate: Callable, ordered: bool = False) -> Callable:
    def spell(xs: list, settings: dict, h: _Helper) -> Ways:
        mixed = list(xs) if ordered else random.Random(h.number).sample(xs, len(xs))
        merge = getattr(layers, kind.__name__.lower())
        ways = [lambda: h(kind)(mixed), lambda: merge(mixed)]
        if operate:
            return [*ways, lambda: _chain(xs, h, operate), lambda: _chain(xs, h, function)]
        return [*ways, lambda: function(*mixed)]

    return spell


def _average(xs: list, settings: dict, h: _Helper) -> Ways:
    return [
        lambda: h(layers.Average)(xs),
        lambda: h(layers.Add)(xs) / len(xs),
        lambda: _chain(xs, h, lambda x, y: x + y) * (1 / len(xs)),
    ]


def _subtract(xs: list, settings: dict, h: _Helper) -> Ways:
    x, y = xs
    return [
        lambda: h(layers.Subtract)([x, y]),
        lambda: x - y,
        lambda: ops.subtract(x, y),
        lambda: x + (-y),
        lambda: h(layers.Add)([y * -1.0, x]),
    ]


def _concatenate(xs: list, settings: dict, h: _Helper) -> Ways:
    last = len(xs[0].shape) - 1
    ways = [
        lambda: h(layers.Concatenate)(xs),
        lambda: h(layers.Concatenate, axis=last)(xs),
        lambda: ops.concatenate(xs, axis=-1),
        lambda: layers.concatenate(xs),
    ]
    return [*ways, lambda: ops.hstack(xs)] if last == 1 else ways


def _flatten(xs: list, settings: dict, h: _Helper) -> Ways:
    size = int(np.prod(xs[0].shape[1:]))
    return [
        lambda: h(layers.Flatten)(xs[0]),
        lambda: h(layers.Reshape, (size,))(xs[0]),
        lambda: h(layers.Reshape, (-1,))(xs[0]),
        lambda: ops.reshape(xs[0], (-1, size)),
    ]


def _scale(xs: list, settings: dict, h: _Helper) -> Ways:
    (x,), by = xs, settings["by"]
    return [
        lambda: x * by,
        lambda: by * x,
        lambda: x / (1 / by) if by else x * 0,
        lambda: ops.multiply(by, x),
        lambda: h(layers.Rescaling, by)(x),
    ]


_SPELLINGS: dict[str, Callable[[list, dict, _Helper], Ways]] = {
    "add": _merge(layers.Add, ops.add, lambda x, y: x + y),
    "multiply": _merge(layers.Multiply, ops.multiply, lambda x, y: x * y),
    "maximum": _merge(layers.Maximum, ops.maximum, ops.maximum),
    "minimum": _merge(layers.Minimum, ops.minimum, ops.minimum),
    "average": _average,
    "subtract": _subtract,
    "concatenate": _concatenate,
    "attention": lambda xs, s, h: [lambda: h(layers.Attention)(xs)],
    "activation": _activation,
    "scale": _scale,
    "shift": lambda xs, s, h: [
        lambda: xs[0] + s["by"],
        lambda: xs[0] - (-s["by"]),
        lambda: h(layers.Rescaling, 1.0, s["by"])(xs[0]),
    ],
    "negative": lambda xs, s, h: [
        lambda: -xs[0],
        lambda: ops.negative(xs[0]),
        lambda: xs[0] * -1,
        lambda: 0.0 - xs[0],
    ],
    "square": lambda xs, s, h: [
        lambda: ops.square(xs[0]),
        lambda: xs[0] ** 2,
        lambda: xs[0] * xs[0],
        lambda: h(layers.Multiply)([xs[0], xs[0]]),
    ],
    "absolute": lambda xs, s, h: [lambda: abs(xs[0]), lambda: ops.absolute(xs[0])],
    "flatten": _flatten,
    "reshape": lambda xs, s, h: [
        lambda: h(layers.Reshape, s["shape"])(xs[0]),
        lambda: ops.reshape(xs[0], (-1, *s["shape"])),
        lambda: h(layers.Reshape, (-1, s["shape"][-1]))(xs[0]),
    ],
    "reverse": lambda xs, s, h: [lambda: ops.flip(xs[0], axis=-1), lambda: xs[0][..., ::-1]],
    "mean": lambda xs, s, h: [
        lambda: h(layers.GlobalAveragePooling1D)(xs[0]),
        lambda: ops.mean(xs[0], axis=1),
    ],
    "max": lambda xs, s, h: [
        lambda: h(layers.GlobalMaxPooling1D)(xs[0]),
        lambda: ops.max(xs[0], axis=-2),
    ],
    "last": lambda xs, s, h: [lambda: xs[0][:, -1], lambda: xs[0][:, -1, :]],
    "dropout": lambda xs, s, h: [
        lambda: h(layers.Dropout, s["rate"])(xs[0]),
        lambda: h(layers.Dropout, s["rate"], seed=3)(xs[0]),
    ],
    "stop": lambda xs, s, h: [lambda: ops.stop_gradient(xs[0])],
}
