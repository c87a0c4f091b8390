"""What a task may ask for beside the right function."""

from __future__ import annotations

import keras
from keras import layers

from topograde import Outcome, compare, read
from topograde.normal import Options


def dense(**settings: object) -> keras.Model:
    x = keras.Input((4,), name=settings.pop("input", None))
    return keras.Model(x, layers.Dense(3, **settings)(x))


def outcome(answer: keras.Model, expected: keras.Model, **options: bool) -> Outcome:
    return compare(answer, read(expected), options=Options(**options)).outcome


def differs_only_with(answer: keras.Model, expected: keras.Model, option: str) -> bool:
    with_it, without = outcome(answer, expected, **{option: True}), outcome(answer, expected)
    return (with_it, without) == (Outcome.WRONG, Outcome.RIGHT)


def test_initialisers():
    ones = dense(kernel_initializer="ones")
    assert differs_only_with(dense(), ones, "initializers")
    assert outcome(dense(kernel_initializer="ones"), ones, initializers=True) is Outcome.RIGHT


def test_names_that_the_expected_model_gives():
    named = dense(name="classes", input="picture")
    assert differs_only_with(dense(name="dense_7", input="picture"), named, "names")
    assert differs_only_with(dense(name="classes"), named, "names")
    assert outcome(dense(name="classes", input="picture"), named, names=True) is Outcome.RIGHT
    assert outcome(dense(name="mine"), dense(), names=True) is Outcome.RIGHT  # none was given


def test_dtypes():
    assert differs_only_with(dense(dtype="float16"), dense(), "dtypes")


def test_nesting():
    x = keras.Input((4,))
    nested = keras.Model(x, dense()(x))
    assert differs_only_with(nested, dense(), "nesting")
    assert outcome(nested, keras.Model(x, dense()(x)), nesting=True) is Outcome.RIGHT


def test_activations_may_be_free():
    wanted = dense(activation="relu")
    assert outcome(dense(activation="tanh"), wanted) is Outcome.WRONG
    assert outcome(dense(activation="tanh"), wanted, activations=False) is Outcome.RIGHT
    x = keras.Input((4,))
    apart = keras.Model(x, keras.ops.sigmoid(layers.Dense(3)(x)))
    assert outcome(apart, wanted, activations=False) is Outcome.RIGHT
    two = keras.Model(x, layers.Dense(3)(layers.Dense(4)(x)))
    assert outcome(two, wanted, activations=False) is Outcome.WRONG


def test_regularisers_and_constraints_change_what_is_learned():
    assert outcome(dense(kernel_regularizer="l2"), dense()) is Outcome.WRONG
    assert outcome(dense(kernel_constraint="non_neg"), dense()) is Outcome.WRONG
    assert outcome(dense(kernel_regularizer="l2"), dense(kernel_regularizer="l2")) is Outcome.RIGHT
