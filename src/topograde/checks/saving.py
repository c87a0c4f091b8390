"""Checks of what a file keeps of a model: topology, sharing and numbers."""

from __future__ import annotations

import re
import tempfile
import warnings
from pathlib import Path
from typing import Any

import keras
import numpy as np

from topograde.checks.failing import check, fail
from topograde.checks.structure import live_of
from topograde.explain import explain, listed
from topograde.graph import ModelGraph
from topograde.match import differences
from topograde.misconceptions import MISCONCEPTIONS
from topograde.probe import arrays, outputs, random_inputs
from topograde.read import CannotRead, Live, first_line, kind_of, read_live
from topograde.verdict import Outcome


@check
def survives_saving(model: Any) -> None:
    """Check that a model saved to a `.keras` file and loaded again is the same model.

    The same means: topology, which calls share weights, and the numbers it computes. The file is
    loaded in Keras' safe mode.

    >>> x = keras.Input((3,))
    >>> dense = keras.layers.Dense(3)
    >>> survives_saving(keras.Model(x, dense(dense(x))))
    """
    live = live_of(model)
    if repeated := _repeated(live.model):
        sentence = (
            f"`{repeated}` stands in a Sequential model more than once, and a file holds it once: "
            "write the model with the Functional API."
        )
        fail(Outcome.WRONG, sentence, live.graph)
    again = _loaded(live)
    if different := differences(again.graph, live.graph):
        first = explain(different[0], again.graph, live.graph).sentence
        sentence = f"After saving and loading it is another model. {first}"
        fail(Outcome.WRONG, sentence, again.graph, different[0].found)
    if not _same_numbers(live, again):
        fail(Outcome.WRONG, "After saving and loading it computes other numbers.", live.graph)


def _same_numbers(live: Live, again: Live) -> bool:
    inputs = random_inputs(live.graph)
    try:
        outputs(live, inputs)
    except Exception:  # a subclassed model does not say that its inputs are indices
        inputs = [np.abs(np.sign(np.rint(x))) for x in inputs]
    try:
        pairs = zip(*(arrays(outputs(x, inputs)) for x in (live, again)), strict=True)
        return all(np.allclose(a, b, atol=1e-5) for a, b in pairs)
    except Exception as error:  # whatever the learner's code raises is the learner's to read
        sentence = f"The model stops with {type(error).__name__}: {first_line(error)}"
        fail(Outcome.WRONG, sentence, live.graph)


def _repeated(model: keras.Model) -> str:
    """Name the layer that stands in a Sequential model twice, if there is one."""
    if isinstance(model, keras.Sequential):
        for number, layer in enumerate(model.layers):
            if any(layer is other for other in model.layers[:number]):
                return layer.name
    return ""


def _loaded(live: Live) -> Live:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "model.keras"
        try:
            live.model.save(path)
            model = keras.saving.load_model(path, safe_mode=True)
            return read_live(model)
        except CannotRead as error:
            fail(Outcome.WRONG, f"The loaded model cannot be read: {error}", live.graph)
        except Exception as error:  # Keras raises many kinds, and names the cause at the end
            sentence, mistake = _cause(live, str(error).strip())
            fail(Outcome.WRONG, sentence, live.graph, misconception=mistake)


# What Keras says at the end of a long message, and what a learner can do about it.
_LAMBDA = r"is a Python lambda"
_CAUSES = {
    r"Object (\w+) was created by(?s:.+?)override `get_config\(\)`": (
        "`{0}` has arguments and no `get_config`: return them from it."
    ),
    r"Could not locate class '(?:\w+>)?(\w+)'": (
        "The class `{0}` is not registered: write "
        "`@keras.saving.register_keras_serializable()` above it."
    ),
    r"(\w+)\.__init__\(\) got an unexpected keyword argument '(\w+)'": (
        "The config of `{0}` holds {1!r}, which its `__init__` does not accept: take `**kwargs` "
        "and pass them to `super().__init__`."
    ),
    r"(\w+)\.__init__\(\) missing \d+ required positional arguments?: (.+)": (
        "`get_config` of `{0}` does not return {1}: add what `__init__` needs."
    ),
    _LAMBDA: (
        "A Lambda layer holds a program, which Keras does not run out of a file: use a layer or a "
        "function of keras.ops in its place."
    ),
}
_OTHER_SIZES = (
    "The config of `{name}` makes layers of other sizes: let `get_config` return the values that "
    "were passed to `__init__`; what it leaves out becomes the default."
)


def _cause(live: Live, message: str) -> tuple[str, str]:
    """Say why a model cannot be saved or loaded, and what to do; name the misconception, if any."""
    for pattern, words in _CAUSES.items():
        if found := re.search(pattern, message):
            mistake = "" if pattern == _LAMBDA else "not_saved"
            return f"The model cannot be loaded again. {words.format(*found.groups())}", mistake
    if owner := _of_other_sizes(live.model, message):
        sentence = f"The model cannot be loaded again. {_OTHER_SIZES.format(name=owner)}"
        return sentence, "not_saved"
    return f"{_why(live.graph)}Keras says: {message.splitlines()[0]}", ""


def _of_other_sizes(model: keras.Model, message: str) -> str | None:
    """Name the class whose config made layers of other sizes than the file holds."""
    if path := re.search(r"Target variable: <Variable path=(\w+)/\w+/", message):
        owners = (layer for layer in model.layers if layer.name == path[1])
        return next((type(layer).__name__ for layer in owners), None)
    if "is incompatible with the layer" in message:
        own = {
            type(layer).__name__ for layer in model.layers if kind_of(layer).startswith("custom.")
        }
        return own.pop() if len(own) == 1 else None
    if re.search(r"expected \d+ variables", message) and not hasattr(model, "operations"):
        return type(model).__name__
    return None


def _why(graph: ModelGraph) -> str:
    """Name the cause that Keras' own message does not: one layer at two levels of nesting."""
    for key, layer in graph.layers.items():
        depths = {len(graph.calls[n].frame) for n in graph.calls_of(key)}
        if layer.variables and len(depths) > 1:
            return (
                f"`{layer.name}` is called both inside and outside a nested model, and a model "
                "saved like that does not load again: share a layer at one level. "
            )
    return "The model cannot be loaded again from its file. "


@check
def no_weights_in_common(one: Any, other: Any) -> None:
    """Check that two models have no variable in common, such as copies from two files.

    >>> x = keras.Input((3,))
    >>> first = keras.Model(x, keras.layers.Dense(2)(x))
    >>> no_weights_in_common(first, keras.models.clone_model(first))
    """
    mine, theirs = live_of(one), live_of(other)
    ids = {id(variable) for variable in theirs.variables}
    keys = [
        key
        for key, variable in zip(mine.graph.variables, mine.variables, strict=True)
        if id(variable) in ids
    ]
    if keys:
        calls = tuple(
            n
            for n in range(len(mine.graph.calls))
            if set(mine.graph.layer_of(n).variables) & set(keys)
        )
        names = listed([f"`{mine.graph.layers[k].name}`" for k in _layers(mine.graph, calls)])
        sentence = (
            f"The two models share the weights of {names}, so training one changes the other: "
            f"{MISCONCEPTIONS['common_weights'].advice}."
        )
        fail(Outcome.WRONG, sentence, mine.graph, calls, "common_weights")


def _layers(graph: ModelGraph, calls: tuple[int, ...]) -> list[str]:
    return list(dict.fromkeys(graph.calls[n].layer for n in calls))
