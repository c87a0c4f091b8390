"""Whatever a learner hands in: a clear outcome, no error from inside topograde, never a pass."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers, ops

from topograde import CannotRead, ModelGraph, Outcome, compare, read


def small(kind: type = layers.Dense) -> keras.Model:
    x = keras.Input((4,))
    return keras.Model(x, kind(3)(x))


@pytest.fixture
def expected() -> ModelGraph:
    return read(small())


NO_MODELS = [
    (None, "does the function return its model?"),
    (3, "but this is an int"),
    ("model", "but this is a str"),
    ([small, small], "but this is a list"),
    (small, "but this is a function"),
    (keras.Model, "This is the class Model, not a model"),
    (layers.Dense(3), "but this is a Dense"),
    (keras.KerasTensor((None, 3)), "This is a tensor, not a model"),
    (np.zeros(3), "but this is a ndarray"),
]


@pytest.mark.parametrize(("answer", "reason"), NO_MODELS)
def test_what_is_no_model_is_wrong(answer, reason, expected):
    verdict = compare(answer, expected)
    assert verdict.outcome is Outcome.WRONG and reason in verdict.sentence


def test_a_list_of_models_is_wrong(expected):
    assert compare([small(), small()], expected).outcome is Outcome.WRONG


def test_an_unbuilt_sequential_is_read_with_the_shapes_of_the_task(expected):
    assert compare(keras.Sequential([layers.Dense(3)]), expected).outcome is Outcome.RIGHT
    with pytest.raises(CannotRead, match=r"put keras\.Input"):
        read(keras.Sequential([layers.Dense(3)]))


class Written(keras.Model):
    """The frame of all models below: one Dense, and a `call` of its own."""

    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(3)


class Raises(Written):
    def call(self, x):
        raise KeyError("kernel")


class Returns(Written):
    def call(self, x):
        self.dense(x)


class Branches(Written):
    def call(self, x):
        y = self.dense(x)
        if ops.sum(y) > 0:
            return y
        return -y


class Loops(Written):
    def call(self, x):
        return sum(self.dense(ops.expand_dims(row, 0)) for row in x)


class UsesNumpy(Written):
    def call(self, x):
        return np.tanh(self.dense(x))


class MakesLayers(Written):
    def call(self, x):
        return layers.Dense(3)(x)


class CallsItself(Written):
    def call(self, x):
        return self.call(x)


class Trains(Written):
    """Is right in prediction and something else in training."""

    def call(self, x, training=None):
        return self.dense(x) * 2 if training else self.dense(x)


class Draws(Written):
    def call(self, x):
        return self.dense(x) * np.random.rand()


TRACED = [
    (Raises, Outcome.WRONG, "kernel"),
    (Returns, Outcome.WRONG, "returned None"),
    (Branches, Outcome.WRONG, "cannot branch on the value of a tensor"),
    (Loops, Outcome.WRONG, ""),
    (UsesNumpy, Outcome.WRONG, "use the one in keras.ops"),
    (MakesLayers, Outcome.WRONG, "create it once, in __init__"),
    (CallsItself, Outcome.WRONG, "calls itself without end"),
    (Trains, Outcome.WRONG, "does something else in training"),
    (Draws, Outcome.WRONG, ""),
]


@pytest.mark.parametrize(("kind", "outcome", "reason"), TRACED)
def test_a_call_that_cannot_be_followed_says_why(kind, outcome, reason, expected):
    verdict = compare(kind(), expected)
    assert (verdict.outcome, reason in verdict.sentence) == (outcome, True), verdict.sentence


class ReadsTensorFlow(Written):
    def call(self, x):
        import tensorflow as tf

        return tf.identity(self.dense(x))


def test_what_runs_right_but_cannot_be_read_is_left_to_a_person(expected):
    verdict = compare(ReadsTensorFlow(), expected)
    assert verdict.outcome is Outcome.CANNOT_TELL
    assert "use the one in keras.ops" in verdict.sentence


def test_a_model_with_several_inputs_and_outputs_by_name():
    def named(order):
        inputs = {name: keras.Input((4,), name=name) for name in order}
        left, right = layers.Dense(3), layers.Dense(2)
        outputs = {"one": left(inputs["a"]), "two": right(inputs["b"]) + 0 * right(inputs["a"])}
        return keras.Model(inputs, outputs)

    assert compare(named("ab"), read(named("ba"))).outcome is Outcome.RIGHT


class Liar(keras.Model):
    """Claims to be whatever is wanted."""

    def __init__(self, inputs, outputs):
        super().__init__(inputs, outputs)

    layers = property(lambda self: [])
    count_params = lambda self: 15  # noqa: E731
    __eq__ = lambda self, other: True  # noqa: E731
    __hash__ = keras.Model.__hash__


def test_a_model_that_lies_about_itself_is_judged_by_its_graph(expected):
    x = keras.Input((4,))
    two = layers.Dense(3)(layers.Dense(4)(x))
    assert compare(Liar(x, two), expected).outcome is Outcome.WRONG
    assert compare(Liar(x, layers.Dense(3)(x)), expected).outcome is Outcome.RIGHT


class Disguised:
    """Says that it is a model."""

    __class__ = keras.Model


def test_an_object_that_only_says_it_is_a_model_is_wrong(expected):
    assert compare(Disguised(), expected).outcome is Outcome.WRONG


class Named(layers.Dense):
    """Keras' Dense in all but what it computes."""

    __module__ = layers.Dense.__module__
    __qualname__ = __name__ = "Dense"

    def call(self, inputs):
        return ops.sin(super().call(inputs))

    def get_config(self):
        return layers.Dense.get_config(self)


def test_a_class_that_borrows_a_name_is_found_out(expected):
    assert compare(small(Named), expected).outcome is Outcome.WRONG


class RunsOnlyForOne(layers.Layer):
    """Raises for a real batch."""

    def call(self, x):
        if x.shape[0] not in (None, 1):
            raise ValueError("one example at a time, please")
        return x


def test_a_model_that_stops_on_real_numbers_is_wrong_and_quoted(expected):
    x = keras.Input((4,))
    verdict = compare(keras.Model(x, RunsOnlyForOne()(layers.Dense(3)(x))), expected)
    assert verdict.outcome is Outcome.WRONG and "one example at a time" in verdict.sentence


def test_masks_states_and_wrappers_are_read():
    tokens = keras.Input((5,), dtype="int32")
    words = layers.Embedding(9, 4, mask_zero=True)(tokens)
    both = layers.Bidirectional(layers.GRU(3, return_sequences=True))(words)
    _, state = layers.GRU(6, return_state=True)(both)
    last = layers.GRU(6)(both, initial_state=state)
    model = keras.Model(tokens, layers.TimeDistributed(layers.Dense(2))(both) + last[:, None, :2])
    assert compare(model, read(model)).outcome is Outcome.RIGHT


def test_a_model_nested_in_itself_too_deeply_is_refused_in_words(monkeypatch, expected):
    def too_deep(model):
        raise RecursionError

    monkeypatch.setattr("topograde.private.function_of", too_deep)
    verdict = compare(small(), expected)
    assert verdict.outcome is Outcome.WRONG and "nested so deeply" in verdict.sentence


def test_a_hundred_nested_models_and_a_thousand_calls_are_read():
    x = y = keras.Input((4,))
    dense = layers.Dense(4)
    model = keras.Model(x, dense(x))
    for _ in range(20):
        model = keras.Model(x, model(x))
    assert compare(model, read(keras.Model(x, dense(x)))).outcome is Outcome.RIGHT

    class Often(Written):
        def call(self, x):
            y = x
            for _ in range(1500):
                y = self.dense(y)
            return y

    often = Often()
    often.dense = layers.Dense(4)
    graph = read(often, [(4,)])
    assert len(graph.calls) == 1501 and y is x
    assert compare(often, graph).outcome is Outcome.RIGHT

    class OnceMore(Often):
        def call(self, x):
            return keras.ops.tanh(super().call(x))

    other = OnceMore()
    other.dense = layers.Dense(4)
    verdict = compare(other, graph)
    assert verdict.outcome is Outcome.CANNOT_TELL and "more calls in a row" in verdict.sentence


table = layers.Embedding(5, 3)


class Reads(keras.Layer):
    """A layer with an attribute whose name is that of a layer beside it."""

    def build(self, shape):
        self.table = self.add_weight(shape=(shape[-1],))

    def call(self, x):
        return x * self.table


class Borrows(keras.Layer):
    """A layer that uses the weights of a layer beside it."""

    def call(self, x):
        return x * table.embeddings[0]


def test_an_attribute_is_not_taken_for_a_layer_of_the_same_name():
    table(np.zeros((1, 2)))
    x = keras.Input((3,))
    assert len(read(keras.Model(x, Reads()(x))).variables) == 1
    with pytest.raises(CannotRead, match="weights that do not belong to the model"):
        read(keras.Model(x, Borrows()(x)))
