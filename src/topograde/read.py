"""Read a live Keras model into a `ModelGraph`.

Functional and Sequential models are read from the calls that Keras recorded. A subclassed model is
traced: its `call` runs once on symbolic inputs, and the calls it makes are read. Nested models are
opened, so the graph holds the calls inside them, each with its frame.
"""

from __future__ import annotations

import dis
import hashlib
import inspect
import re
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

import keras
import numpy as np

from topograde import evidence, private
from topograde.graph import Call, Layer, ModelGraph, Spec, Tensor, Variable
from topograde.match import same

Shapes = Sequence[Sequence[int | None] | Spec]
Arrange = Callable[[list[Any]], tuple]


class CannotRead(ValueError):
    """The object is not a model that can be read; the message says why and what to change."""

    def __init__(self, message: str, misconception: str = "") -> None:
        super().__init__(message)
        self.misconception = misconception


class CannotTrace(CannotRead):
    """A learner's `call` does something that can be run, perhaps, but not be read."""


def read(model: Any, shapes: Shapes | None = None, values: bool = True) -> ModelGraph:
    """Read a Keras model into a plain graph of calls.

    >>> a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    >>> dense = keras.layers.Dense(2, name="dense")
    >>> both = keras.layers.Add(name="both")([dense(a), dense(b)])
    >>> print(read(keras.Model([a, b], both, name="siamese")))
    siamese
     0  a      Input                                  → (None, 3)
     1  b      Input                                  → (None, 3)
     2  dense  Dense(2)  W1 (8 parameters)  ← 0       → (None, 2)
     3  dense  Dense(2)  W1 (8 parameters)  ← 1       → (None, 2)
     4  both   Add                          ← [2, 3]  → (None, 2)
    outputs: 4
    W1: kernel (3, 2), bias (2,)

    Args:
        model: a Functional, Sequential or subclassed Keras model.
        shapes: input shapes without the batch axis, for models that do not know them yet.
        values: whether variables carry a digest of their values.

    Raises:
        CannotRead: if it is not a model, or its graph cannot be had.
    """
    return read_live(model, shapes, values).graph


@dataclass(frozen=True)
class Live:
    """A model that can run, its graph, and what the graph's numbers stand for.

    `variables` are in the graph's order; `arrange` puts tensors, in the order of the graph's
    inputs, into the arguments that the model wants.
    """

    model: Any
    graph: ModelGraph
    variables: list[Any]
    arrange: Arrange


def read_live(model: Any, shapes: Shapes | None = None, values: bool = True) -> Live:
    """Read a model, and keep what is needed to run it.

    Raises:
        CannotRead: if it is not a model, or its graph cannot be had.
    """
    _refuse_what_is_no_model(model)
    try:
        reader = _Reader(values)
        graph, arrange = reader.read(model, shapes)
        if reader.saw_training:
            graph = _same_in_training(graph, _Reader(False, training=True).read(model, shapes)[0])
    except RecursionError as error:
        raise CannotRead(
            f"The model {model.name} is nested so deeply that Python gives up: flatten it."
        ) from error
    evidence.saw(model, graph)
    return Live(model, graph, reader.live, arrange)


def live_without_graph(model: Any, expected: ModelGraph, why: CannotTrace) -> Live:
    """Return what is needed to run a model whose inside cannot be read.

    What goes in and out is taken to be what the task expects.
    """
    specs = [expected.calls[n].outputs[0] for n in expected.inputs]
    arrange = _arrangements(model, len(specs))[0]
    zeros = (np.zeros([2 if x is None else x for x in spec.shape], spec.dtype) for spec in specs)
    model(*arrange([keras.ops.convert_to_tensor(x) for x in zeros]))  # makes its weights
    return Live(model, replace(expected, notes=(str(why),)), list(model.weights), arrange)


def _same_in_training(graph: ModelGraph, training: ModelGraph) -> ModelGraph:
    """Add a note if a learner's `call` does something else in training."""
    if same(_without_mode(graph), _without_mode(training)):
        return graph
    note = f"{graph.name} does something else in training than in prediction."
    return replace(graph, notes=(*graph.notes, note))


def _without_mode(graph: ModelGraph) -> ModelGraph:
    calls = (
        replace(call, options={k: v for k, v in call.options.items() if k != "training"})
        for call in graph.calls
    )
    return replace(graph, calls=tuple(calls))


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

    def __init__(self, values: bool, training: bool = False) -> None:
        self.values = values
        self.training = training
        self.saw_training = False  # whether a learner's `call` asks for the mode
        self.calls: list[Call] = []
        self.layers: dict[str, Layer] = {}
        self.variables: dict[str, Variable] = {}
        self.notes: list[str] = []
        self.live: list[Any] = []
        self.captured: list[tuple[str, Any]] = []  # variables that functions refer to
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

    def read(self, model: keras.Model, shapes: Shapes | None) -> tuple[ModelGraph, Arrange]:
        """Read a whole model; return its graph, and how it wants its inputs."""
        if function := private.function_of(model):
            known = {id(x): self.place_input(node_name(x), x) for x in function.inputs}
            ends = self.place_all(function.outputs, known, ())
            arrange = _as_listed(private.input_structure_of(function))
        else:
            known, ends, arrange = self.trace_model(model, shapes)
            if shapes is None:
                self._take_words_for_integers()
        self._refuse_hidden_weights({id(v) for v in model.variables})
        return self.graph(model.name, [x.call for x in known.values()], ends), arrange

    def _take_words_for_integers(self) -> None:
        """Call an input integers if embeddings alone use it: a traced model does not say."""
        users: dict[int, set[str]] = {}
        for call in self.calls:
            for _, tensor in call.arguments:
                users.setdefault(tensor.call, set()).add(self.layers[call.layer].kind)
        for number, kinds in users.items():
            call = self.calls[number]
            if self.layers[call.layer].is_input and kinds == {"Embedding"}:
                spec = replace(call.outputs[0], dtype="int32")
                self.calls[number] = replace(call, outputs=(spec,))

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
        if ends is None or len(ends) != len(private.outputs_of(node)):
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
                outputs = self._trace(operation, args, kwargs)
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
    ) -> tuple[dict[int, Tensor], list[Tensor], Arrange]:
        """Run `call` on symbolic inputs and place the calls that it makes."""
        error: CannotRead | None = None
        for dtype in ("float32", "int32"):  # a subclassed model does not remember which
            specs = _input_specs(model, shapes, dtype)
            for arrange in _arrangements(model, len(specs)):
                symbols = [_symbol(spec.shape, spec.dtype) for spec in specs]
                try:
                    return *self._trace_with(model, symbols, arrange(symbols)), arrange
                except CannotRead as again:
                    error = error or again
        raise error or CannotRead(f"The model {model.name} takes no inputs.")

    def _trace_with(
        self, model: keras.Model, symbols: list[keras.KerasTensor], args: tuple
    ) -> tuple[dict[int, Tensor], list[Tensor]]:
        owned = private.sublayers_of(model)
        with private.nodes_kept(owned):
            outputs = self._trace(model, args, {})
            known = {
                id(symbol): self.place_input(f"input_{i}", symbol)
                for i, symbol in enumerate(symbols, start=1)
            }
            ends = self.place_all(outputs, known, ())
        self._refuse_strangers(model, {id(layer) for layer in owned})
        return known, ends

    def _trace(self, layer: Any, args: tuple, kwargs: dict) -> list[keras.KerasTensor]:
        """Run a layer's own `call` on symbolic tensors, in the mode that is being read."""
        if "training" in _parameters(layer.call) and kwargs.get("training") is None:
            self.saw_training = True
            kwargs = {**kwargs, "training": self.training}
        outputs = _outputs_of_call(layer, args, kwargs)
        self._alive.append(outputs)
        return outputs

    def _refuse_hidden_weights(self, owned: set[int]) -> None:
        """Refuse variables that a function uses behind the model's back."""
        for name, variable in self.captured:
            if id(variable) not in owned:
                raise CannotRead(
                    f"The function in `{name}` uses weights that do not belong to the model, which "
                    "would not save them: call the layer that owns them directly instead.",
                    "untracked",
                )

    def _refuse_strangers(self, model: keras.Model, owned: set[int]) -> None:
        """Refuse layers with weights that the traced model does not keep, and would not train."""
        for layer in self._alive:
            if isinstance(layer, keras.layers.Layer) and layer.weights and id(layer) not in owned:
                raise CannotRead(
                    f"The layer {layer.name} is used in {type(model).__name__}.call but does not "
                    "belong to the model, which would not train it: create it once, in __init__, "
                    "as an attribute of self.",
                    "untracked",
                )

    # Layers and variables

    def _layer_key(self, operation: Any) -> str:
        if id(operation) not in self._keys:
            key = _unused(operation.name, self.layers)
            self._keys[id(operation)] = key
            self._alive.append(operation)
            weights = getattr(operation, "weights", ())
            names = tuple(self._variable_key(w, f"{operation.name}/{w.name}") for w in weights)
            settings = settings_of(operation) | self._foreign(operation)
            self.captured += [(operation.name, v) for v in _captured_variables(operation)]
            self.layers[key] = Layer(kind_of(operation), operation.name, settings, names)
        return self._keys[id(operation)]

    def _foreign(self, operation: Any) -> dict[str, Any]:
        """Return the settings that are functions of the learner's own, and note what they hide."""
        if kind_of(operation).startswith("custom.") or kind_of(operation) == "Lambda":
            return {}  # opaque as a whole
        own = dict(_own_functions(operation))
        for name, function in own.items():
            called = getattr(function, "__name__", type(function).__name__)
            self.notes.append(f"`{operation.name}` uses a function of your own, `{called}`.")
            own[name] = {"function": called}
        for layer in private.sublayers_of(operation) if hasattr(operation, "weights") else ():
            if kind_of(layer).startswith("custom.") or any(_own_functions(layer)):
                self.notes.append(f"`{operation.name}` wraps `{layer.name}`, a class of your own.")
        return own

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
        raise CannotTrace(_why_not_traced(layer, error)) from error
    for output in outputs:
        if not isinstance(output, keras.KerasTensor):
            reason = ": does it end with `return`?" if output is None else "."
            raise CannotTrace(
                f"{type(layer).__name__}.call returned {_article(output)} where a tensor that "
                f"depends on the inputs was expected{reason}"
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
    message = first_line(error)
    line = _line_of_learner(error)
    said = str(error).partition("Arguments received by")[0]
    reason = next((text for pattern, text in _REASONS if re.search(pattern, said)), message)
    where = f" at `{line}`" if line else ""
    return f"{type(layer).__name__}.call cannot be followed{where}: {reason}."


def first_line(error: Exception) -> str:
    """Return the line of an error's message that says what happened.

    >>> first_line(ValueError("Exception encountered when calling Dense.call().\\n\\nNo."))
    'No.'
    """
    lines = [x.strip() for x in re.sub(r"\x1b\[\d*m", "", str(error)).splitlines()]
    told = [x for x in lines if x and not x.startswith("Exception encountered when calling")]
    if len(told) > 1 and told[0].endswith("Error encountered:"):  # Keras guesses first
        return told[1]
    return told[0] if told else type(error).__name__


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


def _input_specs(model: keras.Model, shapes: Shapes | None, dtype: str) -> list[Spec]:
    if shapes is not None:
        return [s if isinstance(s, Spec) else Spec((None, *s), dtype) for s in shapes]
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
    return [Spec((None, *shape[1:]), dtype) for shape in built]


def _built_shapes(value: Any) -> Iterator[tuple]:
    if _is_shape(value):
        yield tuple(value)
    else:
        for item in _children(value):
            yield from _built_shapes(item)


def _is_shape(value: Any) -> bool:
    listed = isinstance(value, list | tuple)
    return listed and bool(value) and all(x is None or isinstance(x, int) for x in value)


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [value[key] for key in sorted(value)]
    return list(value) if isinstance(value, list | tuple) else []


def _arrangements(model: keras.Model, count: int) -> list[Arrange]:
    """Return the ways in which `call` may want `count` tensors, the likeliest first."""
    built = private.build_shapes_of(model)
    if built and len(list(_built_shapes(list(built.values())))) == count:
        return [lambda tensors: tuple(_filled(x, iter(tensors)) for x in built.values())]
    if count == 1:
        return [lambda tensors: (tensors[0],), lambda tensors: (list(tensors),)]
    wanted = [
        p
        for p in _parameters(model.call).values()
        if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) and p.default is p.empty
    ]
    return [tuple] if len(wanted) == count else [lambda tensors: (list(tensors),)]


def _parameters(function: Callable) -> dict[str, inspect.Parameter]:
    try:
        return dict(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return {}


def _filled(shapes: Any, tensors: Iterator[Any]) -> Any:
    """Put tensors in the places of shapes."""
    if _is_shape(shapes):
        return next(tensors)
    children = [_filled(child, tensors) for child in _children(shapes)]
    if isinstance(shapes, dict):
        return dict(zip(sorted(shapes), children, strict=True))
    return children


def _as_listed(structure: Any) -> Arrange:
    """Return how a model made from a graph wants its inputs: as they were listed."""
    return lambda tensors: (keras.tree.pack_sequence_as(structure, list(tensors)),)


# Describing layers and variables


def kind_of(operation: Any) -> str:
    """Name the class of a layer or operation: `Dense`, `ops.subtract`, or `custom.MyLayer`."""
    kind = type(operation)
    if not _belongs_to_keras(kind) or "call" in vars(operation):
        return f"custom.{kind.__name__}"
    if isinstance(operation, keras.layers.Layer):
        return kind.__name__
    name = _OPERATIONS.get(kind.__name__, kind.__name__)
    return "ops." + re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


_OPERATIONS = {"ReLU": "Relu"}  # what `keras.activations.relu` makes of a symbolic tensor


def _belongs_to_keras(kind: type) -> bool:
    """Whether a class really stands in Keras, not merely says so in `__module__`."""
    module = sys.modules.get(kind.__module__)
    return kind.__module__.startswith("keras.") and getattr(module, kind.__name__, None) is kind


def _own_functions(operation: Any) -> Iterator[tuple[str, Any]]:
    """Yield the attributes of Keras' own layer that are functions from somewhere else."""
    for name, value in vars(operation).items():
        if name in _WRAPPED or not isinstance(value, _FUNCTIONS):
            continue
        if not _is_keras_function(value):
            yield name, value


_FUNCTIONS = (FunctionType, BuiltinFunctionType, MethodType, partial)


def _captured_variables(operation: Any) -> Iterator[Any]:
    """Yield the variables that a learner's functions take from around them."""
    functions = [function for _, function in _own_functions(operation)]
    if kind_of(operation).startswith("custom."):
        functions.append(type(operation).call)
    for function in functions:
        with suppress(TypeError, ValueError):
            around = inspect.getclosurevars(function)
            # `getclosurevars` takes the names of attributes for names of globals, too.
            read = {
                step.argval for step in dis.get_instructions(function) if "GLOBAL" in step.opname
            }
            used = [value for name, value in around.globals.items() if name in read]
            for value in keras.tree.flatten([around.nonlocals, used]):
                if isinstance(value, keras.layers.Layer):
                    yield from value.weights
                elif hasattr(value, "assign") and hasattr(value, "shape"):
                    yield value


_WRAPPED = ("build", "quantize")  # methods that Keras itself replaces on each object


def _is_keras_function(function: Any) -> bool:
    module = str(getattr(function, "__module__", None))
    name = getattr(function, "__name__", "")
    return module.startswith("keras.") and getattr(sys.modules.get(module), name, None) is function


def settings_of(operation: Any) -> dict[str, Any]:
    """Return the settings of a layer or operation as JSON values; none if it does not tell."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a lambda among the settings, which is looked at
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
        return _constant(np.asarray(keras.ops.convert_to_numpy(value)))
    return {"ellipsis": True} if value is Ellipsis else type(value).__name__


_SMALL = 256  # constants up to this size are kept, so that the graph can be built again


def _constant(array: np.ndarray) -> dict[str, Any]:
    facts = {"constant": _hash(array), "shape": list(array.shape), "dtype": str(array.dtype)}
    return facts | ({"values": array.ravel().tolist()} if array.size <= _SMALL else {})


def _hash(array: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()[:12]


_SAMPLE = 4096  # values looked at per variable: enough to tell them apart, cheap for large models


def _digest(variable: Any) -> str | None:
    """Return a short hash of a variable's values, `None` if they are all one value."""
    values = np.asarray(keras.ops.convert_to_numpy(variable))
    flat = values.reshape(-1)[:: max(1, values.size // _SAMPLE)]
    return None if flat.size == 0 or (flat == flat[0]).all() else _hash(flat)


def _spec(tensor: keras.KerasTensor) -> Spec:
    return Spec(tuple(tensor.shape), str(tensor.dtype))


def _unused(name: str, taken: dict[str, Any]) -> str:
    """Return a key that is not taken: two different layers may carry one name."""
    key, count = name, 1
    while key in taken:
        count += 1
        key = f"{name} ({count})"
    return key
