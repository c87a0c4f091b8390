"""A graph's text can be read back, and says what a person would say."""

from __future__ import annotations

import json
import random

import keras
import pytest
from keras import layers
from pairs import DIFFERENT, EQUAL
from pictures import MODELS, golden, random_graph

from topograde import CannotRead, ModelGraph, read
from topograde.match import same


def plain(graph: ModelGraph) -> dict:
    """Return all of a graph but its values, with variables numbered by first use."""
    data = graph.without_values().to_dict()
    text = json.dumps([[graph.layers[c.layer].variables, c.options] for c in graph.calls])
    order = sorted(graph.variables, key=lambda key: text.find(f'"{key}"'))
    number = {key: f"v{i}" for i, key in enumerate(order)}
    words = json.dumps(data)
    for key, new in number.items():
        words = words.replace(f'"{key}"', f'"<{new}>"')
    return json.loads(words)


def assert_read_back(graph: ModelGraph) -> None:
    text = str(graph)
    again = ModelGraph.from_text(text)
    assert plain(again) == plain(graph), text
    assert str(again) == text


def table() -> list[keras.Model]:
    functions = [*EQUAL, *(function for function, _ in DIFFERENT)]
    return [model for function in functions for model in function()]


def test_models_of_all_kinds_are_read_back():
    count = 0
    for model in table():
        try:
            graph = read(model)
        except CannotRead:  # a subclassed model that does not know its inputs yet
            continue
        assert_read_back(graph)
        assert same(ModelGraph.from_text(str(graph)), graph)
        count += 1
    assert count > 80


UNUSUAL = {
    "bidirectional": lambda: layers.Bidirectional(layers.LSTM(4)),
    "time distributed": lambda: layers.TimeDistributed(layers.Dense(2, use_bias=False)),
    "cells": lambda: layers.RNN([layers.LSTMCell(4), layers.GRUCell(2)]),
    "seed": lambda: layers.Dropout(0.2, seed=3),
    "initialiser": lambda: layers.Dense(4, kernel_initializer=keras.initializers.HeNormal(seed=1)),
    "regulariser": lambda: layers.Dense(4, kernel_regularizer="l2", bias_constraint="max_norm"),
    "square": lambda: layers.Reshape((5, 3, 1)),
    "equation": lambda: layers.EinsumDense("abc,cd->abd", output_shape=(None, 7), bias_axes="d"),
    "dtype": lambda: layers.GRU(4, return_sequences=True, dtype="float64"),
    "frozen": lambda: layers.BatchNormalization(trainable=False),
    "lambda": lambda: layers.Lambda(lambda x: x),
    "name with a number": lambda: layers.Dense(2, name="dense (2)"),
    "name with signs": lambda: layers.Dense(2, name='"a"  b → [3], W1: in c\\'),
    "name in another script": lambda: layers.Dense(2, name="共享层"),
}


@pytest.mark.parametrize("layer", UNUSUAL.values(), ids=UNUSUAL)
def test_settings_that_are_not_defaults_are_read_back(layer):
    x = keras.Input((5, 3), name="x")
    assert_read_back(read(keras.Model(x, layer()(x))))


@pytest.mark.parametrize("name", [*MODELS])
def test_golden_texts_are_what_print_shows(name):
    graph = read(MODELS[name]())
    assert plain(golden(name)) == plain(graph)
    assert str(golden(name)) == str(graph)


def test_random_graphs_are_read_back():
    for seed in range(30):
        assert_read_back(random_graph(seed))


def test_a_variable_given_as_an_argument_is_read_back():
    x = keras.Input((3,), name="x")
    dense = layers.Dense(3, name="dense")
    alone = keras.Variable([1.0, 2.0, 3.0], name="alone")
    graph = read(keras.Model(x, (dense(x) @ dense.kernel) * alone))
    assert_read_back(graph)
    assert "W1[0]" in str(graph) and "V1[0]" in str(graph)


def test_two_layers_of_one_name_are_told_apart():
    text = """m
 0  x         Input                              → (None, 3)
 1  same      Dense(3)  W1 (12 parameters)  ← 0  → (None, 3)
 2  same (2)  Dense(3)  W2 (12 parameters)  ← 1  → (None, 3)
outputs: 2
W1: kernel (3, 3), bias (3,)
W2: kernel (3, 3), bias (3,)"""
    graph = ModelGraph.from_text(text)
    assert [layer.name for layer in graph.layers.values()] == ["x", "same", "same"]
    assert str(graph) == text


def test_writing_changes_neither_names_nor_random_numbers():
    x = keras.Input((3,))
    graph = read(keras.Model(x, layers.Dropout(0.25)(layers.Dense(7)(x))))
    random.seed(1)
    wanted = random.random(), layers.Dense(1).name
    keras.utils.clear_session()
    random.seed(1)
    str(graph)
    found = random.random(), layers.Dense(1).name
    assert found[0] == wanted[0] and found[1] == "dense"


@pytest.mark.parametrize(
    "line",
    [
        " 2  d  Dense(2)  ← 0  → (None, 2)",
        " 1  d  Dense(2)  ← zero  → (None, 2)",
        " 1  d  Dense(2)  ← 0  → (None, 2)  units=__import__('os')",
        "W1: kernel",
        "something else",
    ],
)
def test_a_line_that_is_not_understood_is_named(line):
    text = f"m\n 0  x  Input  → (None, 3)\n{line}\noutputs: 1"
    with pytest.raises(ValueError, match="Line 3 is not understood"):
        ModelGraph.from_text(text)
