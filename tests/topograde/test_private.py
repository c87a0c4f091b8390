"""One test per private access: a Keras that changes one of them fails here, by name."""

from __future__ import annotations

import keras
import pytest

from topograde import private


@pytest.fixture
def called():
    """A layer, its input, and the tensor it made."""
    x = keras.Input((3,))
    layer = keras.layers.Dense(2)
    return layer, x, layer(x)


def test_node_of(called):
    layer, _, y = called
    assert private.operation_of(private.node_of(y)) is layer
    assert private.node_of(keras.KerasTensor((None, 3))) is None


def test_node_of_tells_calls_apart(called):
    layer, x, first = called
    second = layer(x)
    assert private.node_of(first) is not private.node_of(second)


def test_arguments_of(called):
    _, x, y = called
    args, kwargs = private.arguments_of(private.node_of(y))
    assert args[0] is x and not kwargs


def test_tensor_arguments_of():
    x, y = keras.Input((3,)), keras.Input((3,))
    found = private.tensor_arguments_of(private.node_of(keras.layers.Add()([x, y])))
    assert found[0] is x and found[1] is y


def test_outputs_of(called):
    _, _, y = called
    assert private.outputs_of(private.node_of(y))[0] is y


def test_function_of(called):
    _, x, y = called
    functional = keras.Model(x, y)
    assert private.function_of(functional) is functional
    stack = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    assert len(private.function_of(stack).outputs) == 1
    assert private.function_of(keras.Sequential([keras.layers.Dense(2)])) is None


def test_function_of_does_not_believe_a_model_that_overrides_call(called):
    _, x, y = called

    class Liar(keras.Model):
        def call(self, inputs):
            return inputs

    assert private.function_of(Liar(x, y)) is None


def test_input_structure_of():
    a, b = keras.Input((3,), name="left"), keras.Input((3,), name="right")
    model = keras.Model({"left": a, "right": b}, a + b)
    assert set(private.input_structure_of(model)) == {"left", "right"}


def test_sublayers_of():
    inner = keras.layers.Dense(2)
    outer = keras.Sequential([keras.Input((3,)), keras.Sequential([keras.Input((3,)), inner])])
    assert any(layer is inner for layer in private.sublayers_of(outer))


def test_variables_owned_by():
    inner = keras.layers.Dense(2)
    outer = keras.Sequential([keras.Input((3,)), keras.Sequential([keras.Input((3,)), inner])])
    owned = {id(variable) for variable in private.variables_owned_by(outer)}
    assert owned == {id(inner.kernel), id(inner.bias)}


def test_build_shapes_of():
    class Plain(keras.Model):
        def call(self, x):
            return x

    plain = Plain()
    assert private.build_shapes_of(plain) == {}
    plain(keras.KerasTensor((None, 3)))
    assert list(private.build_shapes_of(plain).values()) == [(None, 3)]


def test_nodes_kept(called):
    layer, x, _ = called
    with private.nodes_kept([layer]):
        layer(x)
        assert len(layer._inbound_nodes) == 2
    assert len(layer._inbound_nodes) == 1


def test_calls_replaced():
    layers = keras.layers.Identity(), keras.layers.SpatialDropout1D(0.5)
    with private.calls_replaced({type(x): lambda self, inputs, **mode: inputs * 5 for x in layers}):
        assert [float(x(keras.ops.ones((1, 1, 1)))[0, 0, 0]) for x in layers] == [5, 5]
    assert [float(x(keras.ops.ones((1, 1, 1)))[0, 0, 0]) for x in layers] == [1, 1]
