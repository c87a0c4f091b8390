"""Which loss each output of a compiled model has, and how wrong wirings are named."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from topograde import Wrong, check

KIND = "sparse_categorical_crossentropy"
WANTED = {"kind": (KIND, 1), "width": ("mse", 9)}
X = np.random.default_rng(1).normal(size=(8, 5)).astype("float32")
Y = {"kind": np.arange(8) % 3, "width": np.ones((8, 1))}


def model(as_dict=False, **arguments):
    x = keras.Input((5,))
    hidden = keras.layers.Dense(4, activation="relu")(x)
    kind = keras.layers.Dense(3, activation="softmax", name="kind")(hidden)
    width = keras.layers.Dense(1, name="width")(hidden)
    made = keras.Model(x, {"kind": kind, "width": width} if as_dict else [kind, width])
    if arguments:
        made.compile(optimizer="sgd", **arguments)
    return made


def refusal(made, wanted=WANTED):
    with pytest.raises(Wrong) as caught:
        check.losses(made, X, Y, wanted)
    return str(caught.value)


@pytest.mark.parametrize("as_dict", [False, True])
def test_the_wanted_sum_passes_however_it_is_written(as_dict):
    losses = {"kind": KIND, "width": "mse"}
    check.losses(model(as_dict, loss=losses, loss_weights={"kind": 1, "width": 9}), X, Y, WANTED)
    objects = {
        "kind": keras.losses.SparseCategoricalCrossentropy(),
        "width": keras.losses.MeanSquaredError(),
    }
    weights = {"width": 9.0, "kind": 1.0}
    check.losses(model(as_dict, loss=objects, loss_weights=weights), X, Y, WANTED)


def test_lists_in_the_order_of_the_outputs_pass():
    check.losses(model(loss=[KIND, "mse"], loss_weights=[1, 9]), X, Y, WANTED)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            {"loss_weights": {"breadth": 9, "kind": 1}},
            f"it minimises 9 times the {KIND} of `kind` + the mse of `width`: in loss_weights, "
            "give each weight the name",
        ),
        ({}, f"it minimises the {KIND} of `kind` + the mse of `width`."),
        (
            {"loss": {"kind": KIND}, "loss_weights": {"kind": 1}},
            f"it minimises the {KIND} of `kind`: give each output its loss",
        ),
        (
            {"loss": {"kind": KIND, "width": "mae"}, "loss_weights": {"kind": 1, "width": 9}},
            "+ 9 times the mae of `width`.",
        ),
        (
            {"loss_weights": {"kind": 2.5, "width": 9}},
            "its loss is another number: compare each loss and each weight with the task",
        ),
    ],
)
def test_a_wrong_sum_is_written_out(arguments, words):
    losses = {"loss": {"kind": KIND, "width": "mse"}}
    sentence = refusal(model(True, **(losses | arguments)))
    assert sentence.startswith(
        f"The model should minimise the {KIND} of `kind` + 9 times the mse of"
    )
    assert words in sentence


def test_a_model_that_is_not_compiled_or_does_not_fit_is_told():
    assert "not compiled" in refusal(model())
    assert "do not fit the outputs" in refusal(model(loss={"kinds": KIND}))


def test_names_of_outputs():
    check.output_names(model(), ["kind", "width"])
    check.output_names(model(as_dict=True), ["width", "kind"])
    a, b = keras.Input((2,)), keras.Input((2,))
    score = keras.layers.Dense(1, name="score")
    with pytest.raises(Wrong, match="named `left` and `right`, not `score` and `score`: pass each"):
        check.output_names(keras.Model([a, b], [score(a), score(b)]), ["left", "right"])


@pytest.mark.parametrize(
    ("as_dict", "names", "words"),
    [
        (False, ["width", "kind"], "list the outputs in the order the task names"),
        (False, ["sort", "width"], "give that layer `name=`"),
        (True, ["sort", "width"], "the keys of a dictionary are names"),
    ],
)
def test_a_wrong_name_is_told_where_it_comes_from(as_dict, names, words):
    with pytest.raises(Wrong) as caught:
        check.output_names(model(as_dict), names)
    assert str(caught.value).endswith(f": {words}.")
