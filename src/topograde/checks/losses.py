"""Checks of a compiled model: which output has which loss, and how much it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, permutations, product
from typing import Any

import keras
import numpy as np

from topograde.checks.failing import check, fail
from topograde.checks.structure import live_of
from topograde.explain import listed
from topograde.misconceptions import MISCONCEPTIONS
from topograde.verdict import Outcome

Losses = Mapping[str, tuple[str, float]]
_REGRESSION = ("mse", "mae")
_BY_NAME = "compare each loss and each weight with the task, by the name of its output"


@check
def output_names(model: Any, names: Sequence[str]) -> None:
    """Check the names by which losses are given to outputs, in this order where they are a list.

    >>> x = keras.Input((3,))
    >>> output_names(keras.Model(x, keras.layers.Dense(2, name="score")(x)), ["score"])
    """
    live = live_of(model)
    found = _names(model)
    by_key = isinstance(getattr(model, "_outputs_struct", None), dict)
    if found != (sorted(names) if by_key else list(names)):
        quoted = [listed([f"`{name}`" for name in some]) for some in (names, found)]
        mistake = _naming_mistake(found, names, by_key)
        advice = MISCONCEPTIONS[mistake].advice if mistake else "the keys of a dictionary are names"
        sentence = f"The outputs should be named {quoted[0]}, not {quoted[1]}: {advice}."
        calls = tuple(tensor.call for tensor in live.graph.outputs)
        fail(Outcome.WRONG, sentence, live.graph, calls, mistake)


@check
def losses(model: Any, x: Any, y: Mapping[str, Any], wanted: Losses) -> None:
    """Check that a compiled model minimises this sum: a loss and a weight for each output's name.

    Args:
        x: inputs of the model, a few examples.
        y: targets for each output, by its name.
        wanted: Keras' name of the loss, and its weight, for each output.

    >>> x = keras.Input((3,))
    >>> heads = [keras.layers.Dense(1, name="rent")(x), keras.layers.Dense(1, name="size")(x)]
    >>> model = keras.Model(x, heads)
    >>> model.compile(loss={"rent": "mse", "size": "mae"}, loss_weights={"rent": 1, "size": 5})
    >>> data = np.ones((4, 3)), {"rent": np.ones((4, 1)), "size": np.ones((4, 1))}
    >>> losses(model, *data, {"rent": ("mse", 1), "size": ("mae", 5)})
    """
    output_names(model, list(wanted))
    if not getattr(model, "compiled", False):
        fail(Outcome.WRONG, "The model is not compiled: it needs an optimizer and its losses.")
    predicted = model(x)
    by_name = dict(zip(_names(model), keras.tree.flatten(predicted), strict=True))
    try:
        found = float(model.compute_loss(x=x, y=y, y_pred=predicted))
    except Exception as error:  # losses that do not fit the outputs: Keras says why
        first = str(error).strip().split("\n")[0]
        fail(Outcome.WRONG, f"The losses do not fit the outputs: {first}")

    def value(sum_: Losses) -> float:
        return sum(
            weight * float(np.mean(keras.losses.get(loss)(y[name], by_name[name])))
            for name, (loss, weight) in sum_.items()
        )

    def is_it(sum_: Losses) -> bool:
        return bool(np.isclose(value(sum_), found, rtol=1e-4, atol=1e-6))

    if not is_it(wanted):
        guess = next(filter(is_it, _mistaken(wanted)), None)
        is_ = f"it minimises {_text(guess)}" if guess else "its loss is another number"
        mistake = _mistake(wanted, guess)
        advice = MISCONCEPTIONS[mistake].advice if mistake else "" if guess else _BY_NAME
        advice = f": {advice}" if advice else ""
        sentence = f"The model should minimise {_text(wanted)}, but {is_}{advice}."
        fail(Outcome.WRONG, sentence, misconception=mistake)


def _naming_mistake(found: Sequence[str], names: Sequence[str], by_key: bool) -> str:
    if len(set(found)) < len(found):
        return "outputs_of_one_name"
    if by_key:
        return ""
    return "output_order" if sorted(found) == sorted(names) else "output_name"


def _names(model: Any) -> list[str]:
    # Keras goes by the keys of a dictionary, else by the names of the layers that made the outputs.
    outputs = getattr(model, "_outputs_struct", None)
    return sorted(outputs) if isinstance(outputs, dict) else list(model.output_names)


def _mistaken(wanted: Losses) -> Iterator[Losses]:
    """Yield the sums that learners get for this one, the likely ones first."""
    names, weights = list(wanted), [weight for _, weight in wanted.values()]
    kinds = [
        sorted(_REGRESSION, key=loss.__ne__) if loss in _REGRESSION else [loss]
        for loss, _ in wanted.values()
    ]
    for losses_ in product(*kinds):
        others = product({0, 1, *weights}, repeat=len(names))
        for some in chain(permutations(weights), [[1] * len(names)], others):
            yield dict(zip(names, zip(losses_, some, strict=True), strict=True))


def _mistake(wanted: Losses, found: Losses | None) -> str:
    if found is None:
        return ""
    mine, theirs = ([weight for _, weight in sum_.values()] for sum_ in (wanted, found))
    if 0 in theirs:
        return "loss_missing"
    if mine != theirs and sorted(mine) == sorted(theirs):
        return "loss_weight_moved"
    return ""


def _text(sum_: Losses) -> str:
    """Write a weighted sum.

    >>> print(_text({"rent": ("mse", 1), "size": ("mae", 0.5), "kind": ("mse", 0)}))
    the mse of `rent` + 0.5 times the mae of `size`
    """
    parts = [
        f"{'' if weight == 1 else f'{weight:g} times '}the {loss} of `{name}`"
        for name, (loss, weight) in sum_.items()
        if weight
    ]
    return " + ".join(parts) or "nothing"
