"""Equivalent spellings of a model, brought to one normal form.

`a + b`, `Add()([a, b])` and `ops.add(b, a)` are one sum; `Dense(8, activation="relu")` is a
`Dense(8)` followed by `relu`; what is computed twice from the same values with the same weights is
one value. Each rule is a function from one call to the values it stands for; a call without a rule
stays as it is. Names, initialisers, and whatever else changes neither the function nor its
training, are left out, unless a task asks for them.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from topograde.graph import ModelGraph, Tensor


@dataclass(frozen=True)
class Options:
    """What counts in a comparison, beside operations, wiring and shared weights.

    With `names`, the names that the expected model gives to its layers and inputs count, not those
    that Keras made up; with `nesting`, how deep in nested models a call stands.
    """

    activations: bool = True
    initializers: bool = False
    names: bool = False
    dtypes: bool = False
    nesting: bool = False


PLAIN = Options()


@dataclass(frozen=True)
class Value:
    """One value of the normal form: an operation on other values and variables.

    `operands` are pairs of slot and value number. In a commutative operation all slots are equal.
    `call` is the call of the original graph that it came from.
    """

    operation: str
    settings: str
    operands: tuple[tuple[str, int], ...]
    variables: tuple[str, ...]
    call: int
    output: int = 0


@dataclass(frozen=True)
class NormalForm:
    """The values of a model, each after its operands, and which of them go in and out."""

    values: list[Value]
    inputs: list[int]
    outputs: list[int]


def given_names(graph: ModelGraph) -> frozenset[str]:
    """Return the names in a graph that a person chose.

    >>> from topograde.graph import Layer
    >>> layers = {"a": Layer("Dense", "encoder"), "b": Layer("Dense", "dense_3")}
    >>> sorted(given_names(ModelGraph("m", (), (), (), layers, {})))
    ['encoder']
    """
    return frozenset(x.name for x in graph.layers.values() if not _is_made_up(x.name, x.kind))


def _is_made_up(name: str, kind: str) -> bool:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", kind.split(".")[-1])
    plain = re.sub(r"_\d+$", "", name).replace("_", "")
    return plain in (snake.lower().replace("_", ""), "kerastensor", "input")


def normalise(
    graph: ModelGraph, options: Options = PLAIN, names: frozenset[str] = frozenset()
) -> NormalForm:
    """Bring a graph to its normal form; `names` are the names that count.

    >>> import keras
    >>> from topograde.read import read
    >>> x = keras.Input((3,))
    >>> dense = keras.layers.Dense(3)
    >>> one = normalise(read(keras.Model(x, keras.layers.Add()([x, dense(x)]))))
    >>> two = normalise(read(keras.Model(x, dense(x) + x)))
    >>> [v.operation for v in one.values], [v.operation for v in two.values]
    (['Input', 'Dense', 'add'], ['Input', 'Dense', 'add'])
    """
    builder = _Builder(graph, options, names)
    for number in range(len(graph.calls)):
        builder.place(number)
    inputs = [builder.found[Tensor(number)] for number in graph.inputs]
    outputs = [builder.found[tensor] for tensor in graph.outputs]
    return _without_leftovers(builder.values, inputs, outputs)


def _without_leftovers(values: list[Value], inputs: list[int], outputs: list[int]) -> NormalForm:
    """Drop what a rule has absorbed, such as the inner sum of a sum of sums."""
    used = {*inputs, *outputs}
    for number in reversed(range(len(values))):
        if number in used:
            used.update(operand for _, operand in values[number].operands)
    new = {old: number for number, old in enumerate(sorted(used))}
    kept = [
        replace(values[old], operands=tuple((slot, new[x]) for slot, x in values[old].operands))
        for old in new
    ]
    return NormalForm(kept, [new[x] for x in inputs], [new[x] for x in outputs])


class _Builder:
    def __init__(self, graph: ModelGraph, options: Options, names: frozenset[str]) -> None:
        self.graph = graph
        self.options = options
        self.names = names
        self.shapes: dict[int, tuple[int | None, ...]] = {}
        self.values: list[Value] = []
        self.found: dict[Tensor, int] = {}
        self._numbers: dict[tuple, int] = {}

    def place(self, number: int) -> None:
        self.number = number
        self.call = self.graph.calls[number]
        self.layer = self.graph.layer_of(number)
        self.operands = [(slot, self.found[tensor]) for slot, tensor in self.call.arguments]
        for index, value in enumerate(self._rule()(self)):
            self.found[Tensor(number, index)] = value
            self.shapes.setdefault(value, self.call.outputs[index].shape)

    def _rule(self) -> Rule:
        """Return the rule for a call; one with arguments that its rule does not know stays."""
        kind = self.layer.kind
        many = len(self.operands) > 1 and kind not in _TAKES_MANY
        if many or (self.call.options and kind not in _TAKES_NUMBERS):
            return _keep
        return _RULES.get(kind, _keep)

    def add(
        self,
        operation: str,
        operands: list[tuple[str, int]] | list[int],
        settings: dict[str, Any] | None = None,
        variables: tuple[str, ...] = (),
        output: int = 0,
    ) -> int:
        """Add a value, or return the number of the equal one that stands already."""
        slots = tuple(x if isinstance(x, tuple) else ("", x) for x in operands)
        settings = (settings or {}) | self._asked_for()
        text = json.dumps(settings, sort_keys=True)
        key = (operation, text, tuple(sorted(slots, key=lambda x: x[1])), variables, output)
        if not _all_equal(slots):
            key = (operation, text, slots, variables, output)
        if operation == "Input" or _is_random(operation, settings):
            key = (*key, self.number)
        if key not in self._numbers:
            self._numbers[key] = len(self.values)
            self.values.append(Value(operation, text, slots, variables, self.number, output))
        return self._numbers[key]

    def _asked_for(self) -> dict[str, Any]:
        """Return what the task wants to be compared as well."""
        asked: dict[str, Any] = {}
        if self.layer.name in self.names:
            asked["name"] = self.layer.name
        if self.options.dtypes:
            asked["dtypes"] = [spec.dtype for spec in self.call.outputs]
        if self.options.nesting:
            asked["depth"] = len(self.call.frame)
        return asked

    def constant(self, value: Any) -> int:
        """Return a value that depends on nothing: a number, or the description of an array."""
        plain = isinstance(value, int | float)
        return self.add("constant", [], {"value": float(value) if plain else value})

    @property
    def shape(self) -> tuple[int | None, ...]:
        """The shape of the call's first result."""
        return self.call.outputs[0].shape

    @property
    def settings(self) -> dict[str, Any]:
        own = self._without_cosmetics(self.layer.settings)
        if self.layer.kind.startswith("ops.") and "dtype" in self.layer.settings:
            own["dtype"] = self.layer.settings["dtype"]  # what the operation makes
        return own | {k: v for k, v in self.call.options.items() if not _is_variable(v)}

    def _without_cosmetics(self, value: Any) -> Any:
        """Leave out, at every depth, the settings that do not count."""
        if isinstance(value, dict):
            kept = ((k, v) for k, v in value.items() if not self._is_cosmetic(k))
            return {key: self._without_cosmetics(item) for key, item in kept}
        return [self._without_cosmetics(x) for x in value] if isinstance(value, list) else value

    def _is_cosmetic(self, setting: str) -> bool:
        if setting.endswith("_initializer"):
            return not self.options.initializers
        if setting.endswith("activation"):
            return not self.options.activations
        return setting in _COSMETIC

    @property
    def variables(self) -> tuple[str, ...]:
        """The layer's variables, then those given to the call as arguments."""
        given = (v["variable"] for v in self.call.options.values() if _is_variable(v))
        return (*self.layer.variables, *given)

    def source_shape(self, position: int = 0) -> tuple[int | None, ...]:
        return self.graph.spec(self.call.arguments[position][1]).shape


def _is_variable(option: Any) -> bool:
    return isinstance(option, dict) and "variable" in option


def _all_equal(slots: tuple[tuple[str, int], ...]) -> bool:
    return len(slots) > 1 and len({slot for slot, _ in slots}) == 1


_COSMETIC = {"name", "trainable", "dtype", "seed", "lora_rank", "lora_alpha", "quantization_config"}

# Two calls of these give different values even for the same input.
_RANDOM = {
    "Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "GaussianNoise",
    "GaussianDropout", "AlphaDropout",
}  # fmt: skip


def changes_in_training(graph: ModelGraph) -> bool:
    """Whether a model may do something in training that it does not do in prediction."""
    return graph.has_secrets or any(
        layer.kind == "BatchNormalization" or _is_random(layer.kind, layer.settings)
        for layer in graph.layers.values()
    )


def may_stop_gradients(graph: ModelGraph) -> bool:
    """Whether equal outputs leave it open whether a model learns the same."""
    return graph.has_secrets or bool(stopped_gradients(graph))


def stopped_gradients(graph: ModelGraph) -> int:
    """Count the calls that stop a gradient for all to see."""
    return sum(graph.layers[call.layer].kind == "ops.stop_gradient" for call in graph.calls)


def _is_random(operation: str, settings: Any) -> bool:
    if operation in _RANDOM or operation == "Lambda" or operation.startswith(("custom.", "Random")):
        return True
    return isinstance(settings, dict) and any(
        bool(value) if key.endswith("dropout") else _is_random("", value)
        for key, value in settings.items()
    )


Rule = Callable[[_Builder], list[int]]


def _keep(b: _Builder) -> list[int]:
    """The rule for what has no rule of its own: the call as it stands, activation apart."""
    settings = b.settings
    activation = settings.pop("activation", None) if b.layer.kind in _FUSED else None
    many = len(b.call.outputs) > 1
    results = [
        b.add(b.layer.kind, b.operands, settings, b.variables, index if many else 0)
        for index in range(len(b.call.outputs))
    ]
    return [_activate(b, activation, value) for value in results]


# Layers whose `activation` is applied last, to the result, as one more step.
_FUSED = {
    "Dense", "EinsumDense", "Conv1D", "Conv2D", "Conv3D", "DepthwiseConv1D", "DepthwiseConv2D",
    "SeparableConv1D", "SeparableConv2D", "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose",
}  # fmt: skip


def _activate(b: _Builder, activation: Any, value: int) -> int:
    if activation in (None, "linear"):
        return value
    name = activation if isinstance(activation, str) else json.dumps(activation, sort_keys=True)
    return b.add(name, [value], _ACTIVATION_DEFAULTS.get(name))


_ACTIVATION_DEFAULTS: dict[str, dict[str, Any]] = {
    "softmax": {"axis": -1},
    "log_softmax": {"axis": -1},
    "leaky_relu": {"negative_slope": 0.2},
    "gelu": {"approximate": False},
}


def _input(b: _Builder) -> list[int]:
    spec = b.call.outputs[0]
    kind = kind_of_numbers(spec.dtype)
    return [b.add("Input", [], {"shape": list(spec.shape[1:]), "numbers": kind})]


def kind_of_numbers(dtype: str) -> str:
    """Return what a dtype holds, whatever its size.

    >>> kind_of_numbers("uint8"), kind_of_numbers("bfloat16")
    ('int', 'float')
    """
    return re.sub(r"^(u|b(?!ool))|\d+$", "", dtype)


def _same(b: _Builder) -> list[int]:
    return [b.operands[0][1]]


def _activation_layer(b: _Builder) -> list[int]:
    return [_activate(b, b.settings.get("activation"), b.operands[0][1])]


def _function(name: str, **defaults: Any) -> Rule:
    """Make the rule of an operation on one tensor; settings at their default are left out."""

    def rule(b: _Builder) -> list[int]:
        if not b.options.activations:
            return _same(b)
        other = {k: v for k, v in b.settings.items() if k not in defaults or v != defaults[k]}
        base = (
            {"axis": _axis(other.pop("axis", -1), b)} if name in ("softmax", "log_softmax") else {}
        )
        return [b.add(name, [b.operands[0][1]], base | other)]

    return rule


def _axis(axis: Any, b: _Builder) -> Any:
    """Count an axis from the end, so that 1 and -1 of a matrix are one axis."""
    rank = len(b.shape)
    if isinstance(axis, list) and len(axis) == 1:
        axis = axis[0]
    return axis - rank if isinstance(axis, int) and axis >= 0 else axis


def _commutative(name: str) -> Rule:
    """Make the rule of a merge whose operands may come in any order."""

    def rule(b: _Builder) -> list[int]:
        if any(_is_variable(x) for x in b.call.options.values()):
            return _keep(b)
        values = [value for _, value in b.operands]
        values += [b.constant(x) for x in b.call.options.values()]
        if len(values) == 1:
            return values
        flat = [x for value in values for x in _terms(b, name, value)]
        return [b.add(name, flat)]

    return rule


_LONGEST = 32  # a longer sum keeps its brackets, so that a chain of sums costs linear time


def _terms(b: _Builder, name: str, value: int) -> list[int]:
    """Open a sum of sums (a product of products): the brackets do not matter."""
    inner = b.values[value]
    opens = inner.operation == name and len(inner.operands) <= _LONGEST
    return [x for _, x in inner.operands] if opens else [value]


def _scaled(b: _Builder, value: int, factor: float) -> int:
    if factor == 1:
        return value
    return b.add("multiply", [*_terms(b, "multiply", value), b.constant(factor)])


def _average(b: _Builder) -> list[int]:
    total = _commutative("add")(b)[0]
    return [_scaled(b, total, 1 / len(b.operands))]


def _subtract(b: _Builder) -> list[int]:
    sides = _two_sides(b)
    if len(sides) != 2:
        return _keep(b)
    return [b.add("subtract", [("0", sides[0]), ("1", sides[1])])]


def _divide(b: _Builder) -> list[int]:
    divisor = b.call.options.get("1")
    if isinstance(divisor, int | float) and divisor:
        return [_scaled(b, b.operands[0][1], 1 / divisor)]
    sides = _two_sides(b)
    if len(sides) != 2:
        return _keep(b)
    return [b.add("divide", [("0", sides[0]), ("1", sides[1])])]


def _two_sides(b: _Builder) -> list[int]:
    """Return the operands of a binary operation, one of which may be a plain number."""
    values = [value for _, value in b.operands]
    for slot, option in sorted(b.call.options.items()):
        if slot in ("0", "1") and not _is_variable(option):
            values.insert(int(slot), b.constant(option))
    return values


def _negative(b: _Builder) -> list[int]:
    return [_scaled(b, b.operands[0][1], -1)]


def _square(b: _Builder) -> list[int]:
    value = b.operands[0][1]
    return [b.add("multiply", [value, value])]


def _power(b: _Builder) -> list[int]:
    return _square(b) if b.call.options.get("1") == 2 else _keep(b)


def _rescaling(b: _Builder) -> list[int]:
    scale, offset = b.settings.get("scale", 1), b.settings.get("offset", 0)
    if not all(isinstance(x, int | float) for x in (scale, offset)):
        return _keep(b)
    value = _scaled(b, b.operands[0][1], scale)
    return [value if offset == 0 else b.add("add", [value, b.constant(offset)])]


def _concatenate(b: _Builder) -> list[int]:
    if len(b.operands) == 1:
        return _same(b)
    slots = [(str(i), value) for i, (_, value) in enumerate(b.operands)]
    return [b.add("concatenate", slots, {"axis": _axis(b.settings.get("axis", -1), b)})]


def _hstack(b: _Builder) -> list[int]:
    slots = [(str(i), value) for i, (_, value) in enumerate(b.operands)]
    return [b.add("concatenate", slots, {"axis": 1 - len(b.shape)})]


def _reshape(b: _Builder) -> list[int]:
    """The rule of all that moves no number: only the resulting shape matters."""
    value, shape = b.operands[0][1], b.shape
    if not _moves_nothing(b):
        return _keep(b)
    if b.values[value].operation == "reshape":
        value = b.values[value].operands[0][1]
    if shape == b.shapes[value]:
        return [value]
    return [b.add("reshape", [value], {"shape": list(shape[1:])})]


def _moves_nothing(b: _Builder) -> bool:
    """Whether a reshape leaves every number in its example, and in its order there."""
    shapes = b.shape, b.source_shape()
    if any(shape[:1] != (None,) or None in shape[1:] for shape in shapes):
        return shapes[0] == shapes[1] and b.layer.kind == "Flatten"
    turned = b.settings.get("data_format") == "channels_first" and len(shapes[1]) > 2
    return not turned and math.prod(shapes[0][1:]) == math.prod(shapes[1][1:])


def _permute(axes: Callable[[_Builder], list[int] | None]) -> Rule:
    """Make the rule of an operation that reorders axes."""

    def rule(b: _Builder) -> list[int]:
        order = axes(b)
        if order is None:
            return _keep(b)
        if order == sorted(order):
            return _same(b)
        return [b.add("transpose", [b.operands[0][1]], {"axes": order})]

    return rule


def _transpose_axes(b: _Builder) -> list[int]:
    rank = len(b.source_shape())
    axes = b.settings.get("axes") or list(reversed(range(rank)))
    return [axis % rank for axis in axes]


def _swap_axes(b: _Builder) -> list[int]:
    rank = len(b.source_shape())
    order = list(range(rank))
    i, j = (b.settings[key] % rank for key in ("axis1", "axis2"))
    order[i], order[j] = order[j], order[i]
    return order


def _get_item(b: _Builder) -> list[int]:
    """Leave out the `:` at the end of an index."""
    index = b.settings.get("1")
    index = list(index) if isinstance(index, list) else [index]
    while index and index[-1] == _WHOLE:
        index.pop()
    if len(b.operands) > 1 or not index:
        return _keep(b)
    return [b.add("get_item", [b.operands[0][1]], {"index": index})]


_WHOLE = {"slice": [None, None, None]}


def _pool(name: str, axes: list[int]) -> Rule:
    """Make the rule of a global pooling layer: a mean (or maximum) over the middle axes."""

    def rule(b: _Builder) -> list[int]:
        if b.settings.get("data_format", "channels_last") != "channels_last" or len(b.operands) > 1:
            return _keep(b)
        keep = bool(b.settings.get("keepdims"))
        return [b.add(name, [b.operands[0][1]], {"axes": axes, "keepdims": keep})]

    return rule


def _reduce(name: str) -> Rule:
    """Make the rule of `ops.mean`, `ops.sum` and the like."""

    def rule(b: _Builder) -> list[int]:
        rank, axis = len(b.source_shape()), b.settings.get("axis")
        listed = [axis] if isinstance(axis, int) else axis
        axes = sorted(x % rank for x in (range(rank) if listed is None else listed))
        keep = bool(b.settings.get("keepdims"))
        return [b.add(name, [b.operands[0][1]], {"axes": axes, "keepdims": keep})]

    return rule


def _norm(b: _Builder) -> list[int]:
    """Write the length of vectors out: the root of the sum of squares."""
    axis = b.settings.get("axis")
    axis = axis[0] if isinstance(axis, list) and len(axis) == 1 else axis
    if b.settings.get("ord") not in (None, 2) or not isinstance(axis, int):
        return _keep(b)
    value, keep = b.operands[0][1], bool(b.settings.get("keepdims"))
    axes = [axis % len(b.source_shape())]
    total = b.add("sum", [b.add("multiply", [value, value])], {"axes": axes, "keepdims": keep})
    return [b.add("ops.sqrt", [("0", total)])]


def _dropout(b: _Builder) -> list[int]:
    return _same(b) if b.settings.get("rate") == 0 else _keep(b)


_RULES: dict[str, Rule] = {
    "InputLayer": _input,
    "Identity": _same,
    "ops.identity": _same,
    "Activation": _activation_layer,
    "Softmax": _function("softmax"),
    "ops.log_softmax": _function("log_softmax"),
    "ops.softmax": _function("softmax"),
    "Add": _commutative("add"),
    "ops.add": _commutative("add"),
    "Multiply": _commutative("multiply"),
    "ops.multiply": _commutative("multiply"),
    "Maximum": _commutative("maximum"),
    "ops.maximum": _commutative("maximum"),
    "Minimum": _commutative("minimum"),
    "ops.minimum": _commutative("minimum"),
    "Average": _average,
    "Subtract": _subtract,
    "ops.subtract": _subtract,
    "ops.divide": _divide,
    "ops.true_divide": _divide,
    "ops.negative": _negative,
    "ops.square": _square,
    "ops.power": _power,
    "Rescaling": _rescaling,
    "Concatenate": _concatenate,
    "ops.concatenate": _concatenate,
    "ops.hstack": _hstack,
    "Flatten": _reshape,
    "Reshape": _reshape,
    "ops.reshape": _reshape,
    "ops.squeeze": _reshape,
    "ops.expand_dims": _reshape,
    "ops.ravel": _reshape,
    "Permute": _permute(lambda b: [0, *b.settings["dims"]]),
    "ops.transpose": _permute(_transpose_axes),
    "ops.swapaxes": _permute(_swap_axes),
    "GlobalAveragePooling1D": _pool("mean", [1]),
    "GlobalAveragePooling2D": _pool("mean", [1, 2]),
    "GlobalAveragePooling3D": _pool("mean", [1, 2, 3]),
    "GlobalMaxPooling1D": _pool("max", [1]),
    "GlobalMaxPooling2D": _pool("max", [1, 2]),
    "GlobalMaxPooling3D": _pool("max", [1, 2, 3]),
    "ops.mean": _reduce("mean"),
    "ops.sum": _reduce("sum"),
    "ops.max": _reduce("max"),
    "ops.min": _reduce("min"),
    "ops.norm": _norm,
    "ops.get_item": _get_item,
    "Dropout": _dropout,
    "ReLU": _function("relu", max_value=None, negative_slope=0.0, threshold=0.0),
    "ELU": _function("elu", alpha=1.0),
    "LeakyReLU": _function("leaky_relu"),
    "ops.leaky_relu": _function("leaky_relu"),
    "ops.elu": _function("elu", alpha=1.0),
    "ops.gelu": _function("gelu"),
}
for _name in (
    "relu", "relu6", "sigmoid", "tanh", "softplus", "softsign", "selu", "silu", "hard_sigmoid",
    "hard_silu", "mish", "exp", "exponential", "celu",
):  # fmt: skip
    _RULES[f"ops.{_name}"] = _function("exponential" if _name == "exp" else _name)

# The rules that know what to do with several tensors, and with numbers among the arguments.
_TAKES_MANY = {
    "Add", "ops.add", "Multiply", "ops.multiply", "Maximum", "ops.maximum", "Minimum",
    "ops.minimum", "Average", "Subtract", "ops.subtract", "ops.divide", "ops.true_divide",
    "Concatenate", "ops.concatenate", "ops.hstack",
}  # fmt: skip
_TAKES_NUMBERS = {
    "ops.add", "ops.multiply", "ops.maximum", "ops.minimum", "ops.subtract", "ops.divide",
    "ops.true_divide", "ops.power", "ops.get_item", "Dropout",
}  # fmt: skip
