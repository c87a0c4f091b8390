"""The graph of a Keras model as a plain value: calls, layers, variables, tensors.

A node of the graph is a *call*, not a layer: a layer that is called twice gives two calls that
point to one layer. Weights are named by variable, so two calls share weights exactly when their
layers point to the same variables.

>>> graph = ModelGraph.from_text('''
... siamese
...  0  a       Input                      → (None, 3)
...  1  b       Input                      → (None, 3)
...  2  shared  Dense(2, relu)  W1  ← 0       → (None, 2)
...  3  shared  Dense(2, relu)  W1  ← 1       → (None, 2)
...  4  both    Add                 ← [2, 3]  → (None, 2)
... outputs: 4
... W1: kernel (3, 2), bias (2,)''')
>>> graph.calls_of("shared"), graph.count_params()
((2, 3), 8)
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import Any

Settings = dict[str, Any]


@dataclass(frozen=True)
class Tensor:
    """Where a value comes from: output number `index` of call number `call`."""

    call: int
    index: int = 0


@dataclass(frozen=True)
class Spec:
    """Shape (batch axis first, `None` where it is open) and dtype of a tensor."""

    shape: tuple[int | None, ...]
    dtype: str


@dataclass(frozen=True)
class Variable:
    """One array of weights. Equal values have an equal `digest`; constant arrays have none."""

    name: str
    shape: tuple[int, ...]
    dtype: str
    trainable: bool
    digest: str | None = None

    @property
    def size(self) -> int:
        """The number of scalars in it."""
        return math.prod(self.shape)


@dataclass(frozen=True)
class Layer:
    """A layer or operation object.

    `kind` is the class for Keras' own layers (`Dense`), `ops.subtract` for operations, and
    `custom.Name` for a class of the learner's, whose inside is not known.
    """

    kind: str
    name: str
    settings: Settings = field(default_factory=dict)
    variables: tuple[str, ...] = ()

    @property
    def is_input(self) -> bool:
        return self.kind == "InputLayer"

    @property
    def is_opaque(self) -> bool:
        """Whether only its author's program knows what it does."""
        return self.kind.startswith("custom.") or self.kind == "Lambda"


@dataclass(frozen=True)
class Call:
    """One call of one layer.

    `arguments` are pairs of slot (`"0"`, `"0.1"` for item 1 of a list, `"mask"` for a keyword) and
    tensor; `options` are the arguments that are not tensors; `frame` names the nested models that
    the call stands in, outermost first, each with the number of that model's own call
    (`"encoder#2"`).
    """

    layer: str
    arguments: tuple[tuple[str, Tensor], ...] = ()
    options: Settings = field(default_factory=dict)
    outputs: tuple[Spec, ...] = ()
    frame: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModelGraph:
    """Calls in an order in which they can be computed, and what they point to.

    `notes` says what could not be looked into, in words; a graph with notes is not the whole truth
    about its model.
    """

    name: str
    calls: tuple[Call, ...]
    inputs: tuple[int, ...]
    outputs: tuple[Tensor, ...]
    layers: dict[str, Layer]
    variables: dict[str, Variable]
    notes: tuple[str, ...] = ()

    def layer_of(self, call: int) -> Layer:
        """Return the layer that call number `call` calls."""
        return self.layers[self.calls[call].layer]

    def spec(self, tensor: Tensor) -> Spec:
        """Return shape and dtype of a tensor."""
        return self.calls[tensor.call].outputs[tensor.index]

    @property
    def has_secrets(self) -> bool:
        """Whether something in it could not be looked into."""
        return bool(self.notes) or any(layer.is_opaque for layer in self.layers.values())

    def variables_of(self, call: int) -> tuple[str, ...]:
        """Return the variables that a call uses: its layer's, then those given as arguments."""
        options = self.calls[call].options.values()
        given = (x["variable"] for x in options if isinstance(x, dict) and "variable" in x)
        return (*self.layer_of(call).variables, *given)

    def calls_of(self, layer: str) -> tuple[int, ...]:
        """Return the numbers of the calls of the layer with this key."""
        return tuple(i for i, call in enumerate(self.calls) if call.layer == layer)

    def count_params(self, layer: str | None = None) -> int:
        """Count the scalars in all variables (or one layer's), shared ones once."""
        keys = self.variables if layer is None else set(self.layers[layer].variables)
        return sum(self.variables[key].size for key in keys)

    def weight_groups(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        """Group the calls that have weights by the variables they use, in order of first use."""
        groups: dict[tuple[str, ...], list[int]] = {}
        for number, call in enumerate(self.calls):
            if variables := self.layers[call.layer].variables:
                groups.setdefault(variables, []).append(number)
        return {variables: tuple(numbers) for variables, numbers in groups.items()}

    def without_values(self) -> ModelGraph:
        """Return the same graph without anything that depends on the weights' values."""
        variables = {
            key: Variable(v.name, v.shape, v.dtype, v.trainable)
            for key, v in self.variables.items()
        }
        return ModelGraph(
            self.name, self.calls, self.inputs, self.outputs, self.layers, variables, self.notes
        )

    def to_json(self, indent: int | None = None) -> str:
        """Write the graph as JSON text, the same bytes for the same graph."""
        return json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False, indent=indent)

    def to_dict(self) -> dict[str, Any]:
        """Return the graph as lists, dictionaries, strings and numbers."""
        return {
            "name": self.name,
            "calls": [_pack_call(call) for call in self.calls],
            "inputs": list(self.inputs),
            "outputs": [[t.call, t.index] for t in self.outputs],
            "layers": {
                key: [layer.kind, layer.name, layer.settings, list(layer.variables)]
                for key, layer in self.layers.items()
            },
            "variables": {
                key: [v.name, list(v.shape), v.dtype, v.trainable, v.digest]
                for key, v in self.variables.items()
            },
            "notes": list(self.notes),
        }

    @classmethod
    def from_json(cls, text: str) -> ModelGraph:
        """Read what `to_json` wrote.

        Raises:
            ValueError: if the text is not a graph, with the reason.
        """
        try:
            return cls.from_dict(json.loads(text))
        except (TypeError, KeyError, IndexError, AttributeError) as error:
            raise ValueError(f"This is not a model graph: {error!r}.") from error

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ModelGraph:
        """Read what `to_dict` returned."""
        return cls(
            name=data["name"],
            calls=tuple(_unpack_call(item) for item in data["calls"]),
            inputs=tuple(data["inputs"]),
            outputs=tuple(Tensor(*pair) for pair in data["outputs"]),
            layers={
                key: Layer(kind, name, settings, tuple(variables))
                for key, (kind, name, settings, variables) in data["layers"].items()
            },
            variables={
                key: Variable(name, tuple(shape), dtype, trainable, digest)
                for key, (name, shape, dtype, trainable, digest) in data["variables"].items()
            },
            notes=tuple(data["notes"]),
        )

    def __str__(self) -> str:
        from topograde.text import to_text  # which needs this module

        return to_text(self)

    @classmethod
    def from_text(cls, text: str) -> ModelGraph:
        """Read what `str` wrote: all of a graph but the digests of its values.

        Raises:
            ValueError: if a line is not understood, with the line.
        """
        from topograde.text import from_text  # which needs this module

        return from_text(text)


def _pack_call(call: Call) -> list[Any]:
    arguments = [[slot, tensor.call, tensor.index] for slot, tensor in call.arguments]
    outputs = [[list(spec.shape), spec.dtype] for spec in call.outputs]
    return [call.layer, arguments, call.options, outputs, list(call.frame)]


def _unpack_call(item: list[Any]) -> Call:
    layer, arguments, options, outputs, frame = item
    return Call(
        layer,
        tuple((slot, Tensor(call, index)) for slot, call, index in arguments),
        options,
        tuple(Spec(tuple(shape), dtype) for shape, dtype in outputs),
        tuple(frame),
    )


def shape_text(shape: tuple[int | None, ...]) -> str:
    """Write a shape the way Keras prints it.

    >>> shape_text((None, 4))
    '(None, 4)'
    """
    return str(tuple(shape))


def badge_names(graph: ModelGraph) -> dict[str, str]:
    """Name the weights of each layer `W1`, `W2`, …: one name for layers with the same variables."""
    names = {group: f"W{i}" for i, group in enumerate(graph.weight_groups(), start=1)}
    return {
        key: names[layer.variables]
        for key, layer in graph.layers.items()
        if layer.variables in names
    }


# The settings by which a person recognises a layer; the others stay at their defaults in most code.
TELLING = {
    "Dense": ("units",),
    "EinsumDense": ("equation",),
    "Embedding": ("input_dim", "output_dim"),
    "LSTM": ("units",),
    "GRU": ("units",),
    "SimpleRNN": ("units",),
    "Dropout": ("rate",),
    "Conv1D": ("filters", "kernel_size"),
    "Conv2D": ("filters", "kernel_size"),
    "Conv3D": ("filters", "kernel_size"),
    "Reshape": ("target_shape",),
    "MultiHeadAttention": ("num_heads", "key_dim"),
    "Activation": (),
    "Rescaling": ("scale",),
}


def describe(layer: Layer) -> str:
    """Write a layer the way a learner would type it.

    >>> describe(Layer("Dense", "dense_3", {"units": 64, "activation": "relu"}))
    'Dense(64, relu)'
    >>> describe(Layer("ops.subtract", "subtract"))
    'subtract'
    """
    if layer.is_input:
        return "Input"
    kind = layer.kind.removeprefix("ops.").removeprefix("custom.")
    words = [_value(layer.settings[key]) for key in TELLING.get(kind, ()) if key in layer.settings]
    activation = layer.settings.get("activation")
    if isinstance(activation, str) and activation != "linear":
        words.append(activation)
    return f"{kind}({', '.join(words)})" if words else kind


def _value(value: Any) -> str:
    if isinstance(value, list) and len(set(map(str, value))) == 1 and len(value) > 1:
        return "\N{MULTIPLICATION SIGN}".join(map(str, value))
    return str(tuple(value)) if isinstance(value, list) else str(value)
