"""Read a live Keras model into a `ModelGraph`.

Functional and Sequential models are read from the calls that Keras recorded. A subclassed model is
traced: its `call` runs once on symbolic inputs, and the calls it makes are read. Nested models are
opened, so the graph holds the calls inside them, each with its frame.
"""

from __future__ import annotations

import hashlib
import inspect
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np

from topograde import private
from topograde.graph import Call, Layer, ModelGraph, Spec, Tensor, Variable

Shapes = Sequence[Sequence[int | None]]


class CannotRead(ValueError):
    """The object is not a model that can be read; the message says why and what to change."""


def read(model: Any, shapes: Shapes | None = None, values: bool = True) -> ModelGraph:
    """Read a Keras model into a plain graph of calls.

    >>> a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    >>> dense = keras.layers.Dense(2, name="dense")
    >>> both = keras.layers.Add(name="both")([dense(a), dense(b)])
    >>> print(read(keras.Model([a, b], both, name="siamese")))
    siamese
     0  a      Input                                → (None, 3)
     1  b      Input                                → (None, 3)
     2  dense  Dense(2)  W1 (8 parameters)  ← 0     → (None, 2)
     3  dense  Dense(2)  W1 (8 parameters)  ← 1     → (None, 2)
     4  both   Add                          ← 2, 3  → (None, 2)
    outputs: 4

    Args:
        model: a Functional, Sequential or subclassed Keras model.
        shapes: input shapes without the batch axis, for models that do not know them yet.
        values: whether variables carry a digest of their values.

    Raises:
        CannotRead: if it is not a model, or its graph cannot be had.
    """
    return read_live(model, shapes, values)[0]


def read_live(
    model: Any, shapes: Shapes | None = None, values: bool = True
) -> tuple[ModelGraph, list[Any]]:
    """Read a model, and return with its graph the live variables, in the graph's order."""
    _refuse_what_is_no_model(model)
    reader = _Reader(values)
    if function := private.function_of(model):
        inputs, outputs = function.inputs, function.outputs
        known = {id(x): reader.place_input(node_name(x), x) for x in inputs}
        ends = reader.place_all(outputs, known, ())
    else:
        known, ends = reader.trace_model(model, shapes)
    graph = reader.graph(model.name, [tensor.call for tensor in known.values()], ends)
    return graph, reader.live


def node_name(tensor: keras.KerasTensor) -> str:
    """Return the name of the layer that made a tensor, or the tensor's own."""
    node = private.node_of(tensor)
    return private.operation_of(node).name if node else tensor.name


def _refuse_what_is_no_model(model: Any) -> None:
    if isinstance(model, type) and issubclass(model, keras.Model):
        raise CannotRead(
            f"This is the class {model.__name__}, not a model: call it, {model.__name__}(…)."
        )
    if isinstance(model, keras.KerasTensor):
        raise CannotRead(
            "This is a tensor, not a model: wrap it, keras.Model(inputs=…, outputs=…)."
        )
    if not isinstance(model, keras.Model) or not issubclass(type(model), keras.Model):
        raise CannotRead(f"A Keras model was expected, but this is {_article(model)}.")


def _article(value: Any) -> str:
    if value is None:
        return "None (does the function return its model?)"
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


class _Reader:
    """Collects calls, layers and variables while it walks from the outputs to the inputs."""

    def __init__(self, values: bool) -> None:
        self.values = values
        self.calls: list[Call] = []
        self.layers: dict[str, Layer] = {}
        self.variables: dict[str, Variable] = {}
        self.notes: list[str] = []
        self.live: list[Any] = []
        self._keys: dict[int, str] = {}
        self._opened: dict[str, int] = {}
        self._alive: list[Any] = []  # an id names an object only while the object lives

    def graph(self, name: str, inputs: Iterable[int], outputs: Iterable[Tensor]) -> ModelGraph:
        return ModelGraph(
            name,
            tuple(self.calls),
            tuple(inputs),
            tuple(outputs),
            self.layers,
            self.variables,
            tuple(dict.fromkeys(self.notes)),
        )

    # Placing calls

    def place_input(self, name: str, tensor: keras.KerasTensor) -> Tensor:
        self._alive.append(tensor)
        key = _unused(name, self.layers)
        self.layers[key] = Layer("InputLayer", name)
        self.calls.append(Call(key, outputs=(_spec(tensor),)))
        return Tensor(len(self.calls) - 1)

    def place_all(
        self,
        outputs: Sequence[keras.KerasTensor],
        known: dict[int, Tensor],
        frame: tuple[str, ...],
    ) -> list[Tensor]:
        """Place the calls that lead to `outputs`; `known` are the tensors that stand already."""
        known = dict(known)
        for node in _in_order(outputs, known):
            self._place(node, known, frame)
        return [known[id(tensor)] for tensor in outputs]

    def _place(self, node: Any, known: dict[int, Tensor], frame: tuple[str, ...]) -> None:
        operation = private.operation_of(node)
        ends = self._open(operation, node, known, frame)
        if ends is None:
            ends = self._close(operation, node, known, frame)
        known.update(zip(map(id, private.outputs_of(node)), ends, strict=True))

    def _close(
        self, operation: Any, node: Any, known: dict[int, Tensor], frame: tuple[str, ...]
    ) -> list[Tensor]:
        """Place one call of an operation whose inside is not looked into."""
        arguments, options = [], {}
        for slot, value in _slots(operation, *private.arguments_of(node)):
            if isinstance(value, keras.KerasTensor):
                arguments.append((slot, known[id(value)]))
            elif not _is_default(slot, value):
                options[slot] = self._option(value)
        outputs = tuple(_spec(tensor) for tensor in private.outputs_of(node))
        self.calls.append(
            Call(self._layer_key(operation), tuple(arguments), options, outputs, frame)
        )
        number = len(self.calls) - 1
        return [Tensor(number, index) for index in range(len(outputs))]

    def _option(self, value: Any) -> Any:
        if isinstance(value, keras.Variable):
            return {"variable": self._variable_key(value, value.path)}
        return _plain(value)

    # Looking into nested models

    def _open(
        self, operation: Any, node: Any, known: dict[int, Tensor], frame: tuple[str, ...]
    ) -> list[Tensor] | None:
        """Place the calls inside a nested model; `None` if there is nothing to look into."""
        if not isinstance(operation, keras.layers.Layer):
            return None
        if isinstance(operation, keras.Model) and (function := private.function_of(operation)):
            given = keras.tree.flatten(private.arguments_of(node))
            given = [known[id(x)] for x in given if isinstance(x, keras.KerasTensor)]
            inner = dict(zip(map(id, function.inputs), given, strict=False))
            return self.place_all(function.outputs, inner, (*frame, self._frame(operation)))
        return self._trace_inside(operation, node, known, frame) if _has_inside(operation) else None

    def _trace_inside(
        self, operation: Any, node: Any, known: dict[int, Tensor], frame: tuple[str, ...]
    ) -> list[Tensor] | None:
        args, kwargs = private.arguments_of(node)
        inner: dict[int, Tensor] = {}

        def stand_in(value: Any) -> Any:
            if not isinstance(value, keras.KerasTensor):
                return value
            symbol = _symbol(value.shape, value.dtype)
            inner[id(symbol)] = known[id(value)]
            self._alive.append(symbol)
            return symbol

        args, kwargs = keras.tree.map_structure(stand_in, (args, kwargs))
        try:
            with private.nodes_kept(private.sublayers_of(operation)):
                outputs = _outputs_of_call(operation, args, kwargs)
                self._alive.append(outputs)
                return self.place_all(outputs, inner, (*frame, self._frame(operation)))
        except CannotRead as error:
            self.notes.append(str(error))
            return None

    def _frame(self, operation: Any) -> str:
        name = operation.name
        self._opened[name] = self._opened.get(name, 0) + 1
        return f"{name}#{self._opened[name]}"

    # Subclassed models

    def trace_model(
        self, model: keras.Model, shapes: Shapes | None
    ) -> tuple[dict[int, Tensor], list[Tensor]]:
        """Run `call` on symbolic inputs and place the calls that it makes."""
        specs = _input_specs(model, shapes)
        error: CannotRead | None = None
        for arrange in _arrangements(model, len(specs)):
            symbols = [_symbol(spec.shape, spec.dtype) for spec in specs]
            try:
                return self._trace_with(model, symbols, arrange(symbols))
            except CannotRead as again:
                error = error or again
        raise error or CannotRead(f"The model {model.name} takes no inputs.")

    def _trace_with(
        self, model: keras.Model, symbols: list[keras.KerasTensor], args: tuple
    ) -> tuple[dict[int, Tensor], list[Tensor]]:
        with private.nodes_kept(private.sublayers_of(model)):
            outputs = _outputs_of_call(model, args, {})
            self._alive.append(outputs)
            known = {
                id(symbol): self.place_input(f"input_{i}", symbol)
                for i, symbol in enumerate(symbols, start=1)
            }
            return known, self.place_all(outputs, known, ())

    # Layers and variables

    def _layer_key(self, operation: Any) -> str:
        if id(operation) not in self._keys:
            key = _unused(operation.name, self.layers)
            self._keys[id(operation)] = key
            self._alive.append(operation)
            weights = getattr(operation, "weights", ())
            names = tuple(self._variable_key(w, f"{operation.name}/{w.name}") for w in weights)
            self.layers[key] = Layer(
                kind_of(operation), operation.name, _settings(operation), names
            )
        return self._keys[id(operation)]

    def _variable_key(self, variable: Any, name: str) -> str:
        if id(variable) not in self._keys:
            key = f"v{len(self.variables)}"
            self._keys[id(variable)] = key
            self.live.append(variable)
            digest = _digest(variable) if self.values else None
            shape, dtype = tuple(variable.shape), str(variable.dtype)
            self.variables[key] = Variable(name, shape, dtype, bool(variable.trainable), digest)
        return self._keys[id(variable)]


# Walking


def _in_order(outputs: Sequence[keras.KerasTensor], known: dict[int, Tensor]) -> Iterator[Any]:
    """Yield the nodes behind `outputs`, each after those it needs, without recursion."""
    seen: set[int] = set()
    stack = [(tensor, False) for tensor in reversed(outputs)]
    while stack:
        tensor, ready = stack.pop()
        if id(tensor) in known:
            continue
        node = private.node_of(tensor)
        if ready:
            yield node
        elif node is None:
            raise CannotRead(f"The tensor {tensor.name} does not depend on the model's inputs.")
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((tensor, True))
            stack.extend((x, False) for x in reversed(private.tensor_arguments_of(node)))


def _slots(operation: Any, args: tuple, kwargs: dict) -> Iterator[tuple[str, Any]]:
    """Yield the arguments of a call with the names of their slots, lists and dictionaries opened.

    A required parameter is named by its position, an optional one by its name, however the caller
    passed it.
    """
    try:
        signature = inspect.signature(operation.call)
        bound = signature.bind(*args, **kwargs).arguments
    except (TypeError, ValueError):
        bound = {**{str(i): value for i, value in enumerate(args)}, **kwargs}
        yield from (
            (slot, leaf) for key, value in bound.items() for slot, leaf in _leaves(key, value)
        )
        return
    for position, (name, value) in enumerate(bound.items()):
        parameter = signature.parameters[name]
        if parameter.kind is parameter.VAR_KEYWORD:
            for key, item in value.items():
                yield from _leaves(key, item)
        elif parameter.kind is parameter.VAR_POSITIONAL:
            for index, item in enumerate(value, start=position):
                yield from _leaves(str(index), item)
        else:
            required = parameter.default is parameter.empty
            yield from _leaves(str(position) if required else name, value)


def _leaves(slot: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        children = ((str(key), value[key]) for key in sorted(value, key=str))
    elif isinstance(value, list | tuple) and _holds_tensor(value):
        children = ((str(index), item) for index, item in enumerate(value))
    else:
        yield slot, value
        return
    for key, item in children:
        yield from _leaves(f"{slot}.{key}", item)


def _holds_tensor(value: Any) -> bool:
    return any(isinstance(x, keras.KerasTensor) for x in keras.tree.flatten(value))


def _is_default(slot: str, value: Any) -> bool:
    """Tell arguments that Keras fills in by itself from those that a person wrote."""
    return value is None or (slot == "training" and not value)


# Tracing


def _has_inside(operation: Any) -> bool:
    """Whether a learner's layer is made of other layers alone, so that its inside says it all."""
    if not isinstance(operation, keras.layers.Layer) or not kind_of(operation).startswith(
        "custom."
    ):
        return False
    inside = {id(w) for layer in private.sublayers_of(operation) for w in layer.weights}
    return bool(inside) and all(id(w) in inside for w in operation.weights)


def _symbol(shape: Sequence[int | None], dtype: str) -> keras.KerasTensor:
    return keras.KerasTensor(tuple(shape), dtype=dtype)


def _outputs_of_call(layer: Any, args: tuple, kwargs: dict) -> list[keras.KerasTensor]:
    """Run a layer's own `call` on symbolic tensors."""
    try:
        outputs = keras.tree.flatten(layer.call(*args, **kwargs))
    except RecursionError as error:
        raise CannotRead(f"{type(layer).__name__}.call calls itself without end.") from error
    except Exception as error:  # whatever the learner's code raises is the learner's to read
        raise CannotRead(_why_not_traced(layer, error)) from error
    for output in outputs:
        if not isinstance(output, keras.KerasTensor):
            raise CannotRead(
                f"{type(layer).__name__}.call returned {_article(output)} where a tensor that "
                "depends on the inputs was expected."
            )
    return outputs


_REASONS = (
    (
        r"boolean|`if`|truth value",
        "Python cannot branch on the value of a tensor while the model is read: "
        "use keras.ops.where or keras.ops.cond",
    ),
    (r"iterat", "Python cannot loop over a tensor of unknown length: use keras.ops"),
    (
        r"KerasTensor|symbolic",
        "a function outside Keras was given a symbolic tensor: use the one in keras.ops",
    ),
)


def _why_not_traced(layer: Any, error: Exception) -> str:
    message = str(error).strip().split("\n\n")[0].split("\n")[0]
    line = _line_of_learner(error)
    reason = next((text for pattern, text in _REASONS if re.search(pattern, str(error))), message)
    where = f" at `{line}`" if line else ""
    return f"{type(layer).__name__}.call cannot be followed{where}: {reason}."


def _line_of_learner(error: Exception) -> str:
    """Return the innermost source line outside the installed packages."""
    installed = str(Path(keras.__file__).parent.parent)
    here = str(Path(__file__).parent)
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith((installed, here))
    ]
    return (frames[-1].line or "") if frames else ""


def _input_specs(model: keras.Model, shapes: Shapes | None) -> list[Spec]:
    if shapes is not None:
        return [Spec((None, *shape), "float32") for shape in shapes]
    built = list(_built_shapes(private.build_shapes_of(model)))
    if not built:
        raise CannotRead(
            f"The model {model.name} does not know its input shapes yet: "
            + (
                "put keras.Input(shape=…) first."
                if isinstance(model, keras.Sequential)
                else "call it once on data."
            )
        )
    return [Spec((None, *shape[1:]), "float32") for shape in built]


def _built_shapes(value: Any) -> Iterator[tuple]:
    if isinstance(value, dict):
        value = list(value.values())
    if (
        isinstance(value, list | tuple)
        and value
        and all(x is None or isinstance(x, int) for x in value)
    ):
        yield tuple(value)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _built_shapes(item)


def _arrangements(model: keras.Model, count: int) -> list[Callable[[list], tuple]]:
    """Return the ways in which `call` may want `count` tensors: one each, or all in one list."""
    parameters = inspect.signature(model.call).parameters.values()
    wanted = [
        p
        for p in parameters
        if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) and p.default is p.empty
    ]
    if count == 1:
        return [lambda symbols: (symbols[0],), lambda symbols: (symbols,)]
    if len(wanted) == count:
        return [lambda symbols: tuple(symbols)]
    return [lambda symbols: (symbols,)]


# Describing layers and variables


def kind_of(operation: Any) -> str:
    """Name the class of a layer or operation: `Dense`, `ops.subtract`, or `custom.MyLayer`."""
    kind = type(operation)
    if not _belongs_to_keras(kind):
        return f"custom.{kind.__name__}"
    if isinstance(operation, keras.layers.Layer):
        return kind.__name__
    return (
        "ops."
        + re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", kind.__name__).lower()
    )


def _belongs_to_keras(kind: type) -> bool:
    """Whether a class really stands in Keras, not merely says so in `__module__`."""
    module = sys.modules.get(kind.__module__)
    return kind.__module__.startswith("keras.") and getattr(module, kind.__name__, None) is kind


def _settings(operation: Any) -> dict[str, Any]:
    try:
        config = operation.get_config()
    except Exception:  # a learner's layer may have no config, or one that raises
        return {}
    return {key: _plain(value) for key, value in sorted(config.items()) if key != "name"}


def _plain(value: Any) -> Any:
    """Turn a setting into JSON values; what has no such form becomes its `repr`."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dict):
        if value.get("class_name") == "DTypePolicy":
            return value["config"]["name"]
        kept = {k: v for k, v in value.items() if k not in ("module", "registered_name")}
        return {str(key): _plain(item) for key, item in kept.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, slice):
        return {"slice": [_plain(x) for x in (value.start, value.stop, value.step)]}
    if isinstance(value, np.generic):
        return value.item()
    if hasattr(value, "shape"):
        return {"constant": _digest(value) or repr(np.ravel(value)[:1]), "shape": list(value.shape)}
    return repr(value) if value is Ellipsis else type(value).__name__


_SAMPLE = 4096  # values looked at per array: enough to tell arrays apart, cheap for large models


def _digest(array: Any) -> str | None:
    """Return a short hash of an array's values, `None` if they are all one value."""
    values = np.asarray(keras.ops.convert_to_numpy(array))
    flat = values.reshape(-1)[:: max(1, values.size // _SAMPLE)]
    if flat.size == 0 or (flat == flat[0]).all():
        return None
    return hashlib.sha256(flat.tobytes()).hexdigest()[:12]


def _spec(tensor: keras.KerasTensor) -> Spec:
    return Spec(tuple(tensor.shape), str(tensor.dtype))


def _unused(name: str, taken: dict[str, Any]) -> str:
    """Return a key that is not taken: two different layers may carry one name."""
    key, count = name, 1
    while key in taken:
        count += 1
        key = f"{name} ({count})"
    return key
