"""The tables of pairs: right answers in other spellings, and look-alikes."""

from __future__ import annotations

import keras
import pytest
from pairs import DIFFERENT, EQUAL

from topograde import Outcome, compare, read
from topograde.match import differences, same


def named(pair: object) -> str:
    return getattr(pair, "__name__", "")


@pytest.mark.parametrize("pair", EQUAL, ids=named)
def test_another_spelling_of_a_right_answer_is_right(pair):
    answer, expected = pair()
    verdict = compare(answer, read(expected))
    assert verdict.outcome is Outcome.RIGHT, verdict.sentence


@pytest.mark.parametrize(("pair", "misconception"), DIFFERENT, ids=named)
def test_a_look_alike_is_wrong_and_told_why(pair, misconception):
    answer, expected = pair()
    verdict = compare(answer, read(expected))
    assert verdict.outcome is Outcome.WRONG
    assert verdict.misconception == misconception, verdict.sentence


@pytest.mark.parametrize("pair", EQUAL, ids=named)
def test_a_model_is_the_same_as_itself(pair):
    graph = read(pair()[1])
    assert same(graph, graph) and differences(graph, graph) == ()


def test_input_order_matters_unless_the_task_says_otherwise():
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    dense = keras.layers.Dense(2)
    answer = keras.Model([b, a], dense(a) - dense(b))
    expected = read(keras.Model([a, b], dense(a) - dense(b)))
    assert compare(answer, expected).outcome is Outcome.WRONG
    assert compare(answer, expected, input_order=False).outcome is Outcome.RIGHT


def test_comparing_leaves_weights_and_nodes_alone():
    answer, expected = EQUAL[-1]()
    before = [w.numpy().copy() for w in answer.weights]
    nodes = [len(layer._inbound_nodes) for layer in answer.layers]
    compare(answer, read(expected))
    assert all((w.numpy() == old).all() for w, old in zip(answer.weights, before, strict=True))
    assert nodes == [len(layer._inbound_nodes) for layer in answer.layers]


class Opaque(keras.layers.Layer):
    """A layer with a weight of its own, whose inside cannot be read."""

    def build(self, shape):
        self.scale = self.add_weight(shape=(shape[-1],), name="scale")

    def call(self, x):
        return x * self.scale


def test_what_cannot_be_looked_into_on_both_sides_is_left_to_a_person():
    x = keras.Input((3,))
    expected = read(keras.Model(x, Opaque()(x)))
    assert compare(keras.Model(x, Opaque()(x)), expected).outcome is Outcome.CANNOT_TELL


class Impostor(keras.layers.Layer):
    """Called Dense, but not Keras' Dense."""

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], 2), name="kernel")
        self.bias = self.add_weight(shape=(2,), name="bias")

    def call(self, x):
        return keras.ops.tanh(x @ self.kernel + self.bias)


def test_a_class_that_only_carries_the_name_is_found_out():
    x = keras.Input((3,))
    impostor = type("Dense", (Impostor,), {"__module__": keras.layers.Dense.__module__})
    expected = read(keras.Model(x, keras.layers.Dense(2)(x)))
    assert compare(keras.Model(x, impostor()(x)), expected).outcome is Outcome.WRONG
