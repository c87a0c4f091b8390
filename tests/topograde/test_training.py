"""Checks of what training and saving do to a model."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers, ops

from topograde import Wrong, check, hint


def sentence(function, *args, **kwargs) -> str:
    with pytest.raises(Wrong) as caught:
        function(*args, **kwargs)
    return str(caught.value)


def siamese(merge) -> keras.Model:
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    tower = layers.Dense(2, name="tower")
    return keras.Model([a, b], merge(tower(a), tower(b)))


def transfer(frozen: bool) -> keras.Model:
    x = keras.Input((3,))
    trunk = layers.Dense(4, name="trunk", trainable=not frozen)
    model = keras.Model(x, layers.Dense(1, name="head")(trunk(x)))
    model.compile("sgd", "mse")
    return model


X, Y = np.ones((4, 3), "float32"), np.full((4, 1), 9.0, "float32")


def test_frozen_and_trainable():
    check.frozen(transfer(True), "Dense", units=4)
    check.trainable(transfer(False), "Dense")
    assert sentence(check.frozen, transfer(False), "Dense", units=4) == (
        "`trunk` should be frozen: set trainable = False, then compile the model."
    )
    assert sentence(check.trainable, transfer(True), "Dense", units=4).startswith(
        "`trunk` should be trained"
    )


def test_what_a_training_step_moves():
    check.moves(transfer(True), X, Y, ["head"])
    assert sentence(check.moves, transfer(False), X, Y, ["head"]) == (
        "In a training step `trunk` moves, but it should not move: set `trainable`, then compile "
        "the model."
    )
    assert "`trunk` does not move, but it should move" in sentence(
        check.moves, transfer(True), X, Y, ["trunk", "head"]
    )


def test_a_training_step_leaves_no_trace():
    model = transfer(False)
    before = [w.numpy().copy() for w in model.weights]
    check.moves(model, X, Y, ["trunk", "head"])
    assert all(np.array_equal(w, old) for w, old in zip(model.weights, before, strict=True))


def test_a_model_that_is_not_compiled_is_told_so():
    assert "compile" in sentence(check.moves, siamese(lambda u, v: u - v), X, Y, [])


def test_symmetry():
    check.symmetric(siamese(lambda u, v: ops.abs(u - v)))
    check.symmetric(siamese(lambda u, v: u * v))
    assert "not symmetric" in sentence(check.symmetric, siamese(lambda u, v: u - v))
    assert "Two inputs are needed" in sentence(check.symmetric, transfer(False))


def test_the_gradient_of_a_shared_weight_is_the_sum_over_its_calls():
    check.gradients_add_up(siamese(lambda u, v: ops.tanh(u) * v), "Dense")
    check.gradients_add_up(transfer(False), "Dense", units=4)


def test_a_stopped_gradient_reaches_neither_side_of_the_sum():
    check.gradients_add_up(siamese(lambda u, v: u * ops.stop_gradient(v)), "Dense")


def test_sharing_at_one_level_survives_saving():
    check.survives_saving(siamese(lambda u, v: u - v))
    x = keras.Input((3,))
    encoder = keras.Model(x, layers.Dense(2)(x))
    a, b = keras.Input((3,)), keras.Input((3,))
    check.survives_saving(keras.Model([a, b], encoder(a) - encoder(b)))


def test_sharing_at_two_levels_does_not():
    x, y = keras.Input((3,)), keras.Input((3,))
    dense = layers.Dense(3, name="dense")
    inner = keras.Model(x, dense(x))
    said = sentence(check.survives_saving, keras.Model(y, inner(y) + dense(y)))
    assert said.startswith("`dense` is called both inside and outside a nested model")


def test_a_layer_twice_in_a_sequential_does_not():
    dense = layers.Dense(3, name="again")
    stack = keras.Sequential([keras.Input((3,)), dense, layers.ReLU(), dense])
    assert sentence(check.survives_saving, stack) == (
        "`again` stands in a Sequential model more than once, and a file holds it once: "
        "write the model with the Functional API."
    )


def mixer(register=True, config=True, **changed):
    """Return a subclassed model that can be saved, or lacks something for it."""

    class Mixer(keras.Model):
        def __init__(self, units=2, **kwargs):
            super().__init__(**(kwargs if changed.get("kwargs", True) else {}))
            if not changed.get("kwargs", True) and kwargs:
                name = next(iter(kwargs))
                raise TypeError(f"Mixer.__init__() got an unexpected keyword argument '{name}'")
            self.units, self.dense = units, layers.Dense(units)

        def call(self, x):
            return self.dense(x)

        if config:

            def get_config(self):
                return super().get_config() | {"units": self.units}

    if register:
        keras.saving.register_keras_serializable(package="tests")(Mixer)
    model = Mixer(units=3)
    model(keras.Input((4,)))
    return model


def test_a_class_with_a_config_and_a_name_survives_saving():
    check.survives_saving(mixer())


@pytest.mark.parametrize(
    ("lacks", "words"),
    [
        ({"register": False}, "The class `Mixer` is not registered: write"),
        ({"config": False}, "what it leaves out becomes the default"),
        ({"kwargs": False}, "which its `__init__` does not accept: take `**kwargs`"),
    ],
)
def test_a_class_that_does_not_survive_is_told_what_it_lacks(lacks, words):
    assert words in sentence(check.survives_saving, mixer(**lacks))


def test_a_layer_that_does_not_survive_is_told_what_it_lacks():
    class Holds(keras.Layer):
        def __init__(self, inner, **kwargs):
            super().__init__(**kwargs)
            self.inner = inner

        def call(self, x):
            return self.inner(x)

    x = keras.Input((4,))
    model = keras.Model(x, Holds(keras.layers.Dense(3))(x))
    assert "`Holds` has arguments and no `get_config`" in sentence(check.survives_saving, model)


def test_a_layer_whose_config_leaves_a_size_out_is_named():
    @keras.saving.register_keras_serializable(package="tests")
    class Sized(keras.Layer):
        def __init__(self, units=3, **kwargs):
            super().__init__(**kwargs)
            self.dense = keras.layers.Dense(units)

        def call(self, x):
            return self.dense(x)

        def get_config(self):
            return {"name": self.name}

    x = keras.Input((4,))
    assert "The config of `Sized` makes layers of other sizes" in sentence(
        check.survives_saving, keras.Model(x, Sized(5)(x))
    )


def test_hints_about_classes_are_for_classes_alone(capsys):
    sentence(check.survives_saving, mixer(register=False))
    hint()
    assert "Hint 1 of 3: What does Keras have to know" in capsys.readouterr().out
    y = keras.Input((3,))
    dense, x = layers.Dense(3), keras.Input((3,))
    inner = keras.Model(x, dense(x))
    sentence(check.survives_saving, keras.Model(y, inner(y) + dense(y)))
    hint()
    assert "There is no hint for that sentence" in capsys.readouterr().out


def test_a_class_that_looks_up_words_survives_saving():
    @keras.saving.register_keras_serializable(package="tests")
    class Words(keras.Model):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.table = layers.Embedding(3, 2)

        def call(self, x):
            return self.table(keras.ops.cast(x, "int32"))

    model = Words()
    model(np.array([[0, 2]]))
    check.survives_saving(model)


def test_two_files_share_nothing(tmp_path):
    model = siamese(lambda u, v: u - v)
    model.save(tmp_path / "model.keras")
    copies = [keras.saving.load_model(tmp_path / "model.keras") for _ in range(2)]
    check.no_weights_in_common(*copies)
    same = keras.Model(model.inputs, model.outputs)
    assert sentence(check.no_weights_in_common, model, same) == (
        "The two models share the weights of `tower`, so training one changes the other: make the "
        "second one anew, from a file or as a clone with copied weights."
    )
