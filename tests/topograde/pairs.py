"""Models in pairs: what is the same, and what only looks the same.

Every function returns a pair of models. `EQUAL` pairs compute the same with the same sharing, in
another spelling; `DIFFERENT` pairs do not, and the second model is what a task expects.
"""

from __future__ import annotations

from collections.abc import Callable

import keras
from keras import layers, ops

Pair = tuple[keras.Model, keras.Model]
EQUAL: list[Callable[[], Pair]] = []
DIFFERENT: list[tuple[Callable[[], Pair], str]] = []


def equal(function: Callable[[], Pair]) -> Callable[[], Pair]:
    """Add a pair to the table of equal ones."""
    EQUAL.append(function)
    return function


def different(misconception: str) -> Callable:
    """Add a pair to the table of different ones, with the misconception it should be told."""

    def add(function: Callable[[], Pair]) -> Callable[[], Pair]:
        DIFFERENT.append((function, misconception))
        return function

    return add


def vector(*names: str, size: int = 6) -> list[keras.KerasTensor]:
    """Return inputs that are vectors, by name."""
    return [keras.Input((size,), name=name) for name in names]


def model(*ends: list[keras.KerasTensor] | keras.KerasTensor) -> keras.Model:
    """Return the model from the first argument to the others."""
    inputs, *outputs = ends
    return keras.Model(inputs, outputs[0] if len(outputs) == 1 else outputs)


def siamese(merge: Callable, tower: Callable | None = None) -> keras.Model:
    """Return a model that merges what one tower says about two inputs."""
    a, b = vector("a", "b")
    tower = tower or layers.Dense(4)
    return model([a, b], merge(tower(a), tower(b)))


class Tower(keras.Model):
    """A subclassed tower of two layers."""

    def __init__(self) -> None:
        super().__init__()
        self.wide = layers.Dense(8, activation="relu")
        self.code = layers.Dense(4)

    def call(self, x: keras.KerasTensor) -> keras.KerasTensor:
        return self.code(self.wide(x))


class Siamese(keras.Model):
    """A subclassed model that loops over its inputs."""

    def __init__(self) -> None:
        super().__init__()
        self.tower = Tower()

    def call(self, inputs: list[keras.KerasTensor]) -> keras.KerasTensor:
        first, second = (self.tower(x) for x in inputs)
        return first - second


def tower_model() -> keras.Model:
    (x,) = vector("x")
    return model(x, layers.Dense(4)(layers.Dense(8, activation="relu")(x)))


# Equal


@equal
def merge_layer_and_operator() -> Pair:
    return siamese(lambda x, y: layers.Add()([x, y])), siamese(lambda x, y: x + y)


@equal
def sum_in_any_order_and_with_any_brackets() -> Pair:
    def one(order: str) -> keras.Model:
        a, b, c = vector("a", "b", "c")
        dense = [layers.Dense(4) for _ in range(3)]
        x, y, z = (layer(t) for layer, t in zip(dense, (a, b, c), strict=True))
        return model([a, b, c], {"left": (x + y) + z, "flat": layers.Add()([z, x, y])}[order])

    return one("left"), one("flat")


@equal
def activation_inside_and_after() -> Pair:
    (x,) = vector("x")
    return (
        model(x, layers.Dense(4, activation="relu")(x)),
        model(x, layers.ReLU()(layers.Dense(4)(x))),
    )


@equal
def activation_as_operation() -> Pair:
    (x,) = vector("x")
    return (
        model(x, layers.Dense(4, activation="softmax")(x)),
        model(x, ops.softmax(layers.Dense(4)(x), axis=1)),
    )


@equal
def nested_and_flat() -> Pair:
    a, b = vector("a", "b")
    tower = tower_model()
    wide, code = layers.Dense(8), layers.Dense(4)
    flat = [code(layers.Activation("relu")(wide(x))) for x in (a, b)]
    return model([a, b], tower(a) - tower(b)), model([a, b], layers.Subtract()(flat))


@equal
def sequential_and_functional() -> Pair:
    stack = keras.Sequential([keras.Input((6,)), layers.Dense(8, "relu"), layers.Dense(4)])
    return stack, tower_model()


@equal
def subclassed_and_functional() -> Pair:
    a, b = vector("a", "b")
    tower = tower_model()
    return Siamese(), model([a, b], tower(a) - tower(b))


@equal
def one_list_element_less() -> Pair:
    (x,) = vector("x")
    return keras.Model([x], [layers.Dense(4)(x)]), keras.Model(x, layers.Dense(4)(x))


@equal
def flatten_and_reshape() -> Pair:
    x = keras.Input((3, 4))
    return model(x, layers.Flatten()(x)), model(x, ops.reshape(x, (-1, 12)))


@equal
def identity_and_nothing() -> Pair:
    (x,) = vector("x")
    return model(x, layers.Identity()(layers.Dense(4)(x))), model(x, layers.Dense(4)(x))


@equal
def permute_and_transpose() -> Pair:
    x = keras.Input((3, 4))
    return model(x, layers.Permute((2, 1))(x)), model(x, ops.swapaxes(x, 1, 2))


@equal
def mean_in_three_ways() -> Pair:
    x = keras.Input((3, 4))
    return model(x, layers.GlobalAveragePooling1D()(x)), model(x, ops.mean(x, axis=-2))


@equal
def rescaling_and_product() -> Pair:
    (x,) = vector("x")
    return model(x, layers.Rescaling(0.5)(x)), model(x, x / 2)


@equal
def concatenation_by_another_name() -> Pair:
    return (
        siamese(lambda x, y: layers.Concatenate()([x, y])),
        siamese(lambda x, y: ops.hstack([x, y])),
    )


@equal
def second_call_on_the_same_tensor() -> Pair:
    """A redundant call computes nothing new."""

    def twice(again: bool) -> keras.Model:
        (x,) = vector("x")
        dense = layers.Dense(6)
        y = dense(x)
        return model(x, layers.Multiply()([x + y, dense(x) if again else y]))

    return twice(True), twice(False)


@equal
def other_names_seeds_and_initialisers() -> Pair:
    (x,) = vector("x")
    start = keras.initializers.HeNormal(seed=1)
    return (
        model(x, layers.Dense(4, name="mine", kernel_initializer=start)(x)),
        model(x, layers.Dense(4, name="yours")(x)),
    )


@equal
def attention_by_position_and_by_name() -> Pair:
    def one(by_name: bool) -> keras.Model:
        x, y = keras.Input((5, 4)), keras.Input((7, 4))
        attend = layers.MultiHeadAttention(2, 3)
        return model([x, y], attend(query=x, value=y) if by_name else attend(x, y))

    return one(True), one(False)


@equal
def both_inputs_stacked_into_one_batch() -> Pair:
    """Behaviour decides: the structure is another, the function of inputs and weights is not."""

    def stacked() -> keras.Model:
        a, b = vector("a", "b")
        first, second = ops.split(layers.Dense(4)(ops.concatenate([a, b], axis=0)), 2, axis=0)
        return model([a, b], first - second)

    return stacked(), siamese(lambda x, y: x - y)


@equal
def both_inputs_stacked_along_time() -> Pair:
    def stacked() -> keras.Model:
        a, b = vector("a", "b")
        codes = layers.TimeDistributed(layers.Dense(4))(ops.stack([a, b], axis=1))
        return model([a, b], codes[:, 0] - codes[:, 1])

    return stacked(), siamese(lambda x, y: x - y)


@equal
def lambda_and_operation() -> Pair:
    return (
        siamese(lambda x, y: layers.Lambda(lambda pair: abs(pair[0] - pair[1]))([x, y])),
        siamese(lambda x, y: ops.abs(x - y)),
    )


@equal
def absolute_difference_the_other_way() -> Pair:
    return siamese(lambda x, y: abs(x - y)), siamese(lambda x, y: abs(y - x))


@equal
def distance_as_norm() -> Pair:
    return (
        siamese(lambda x, y: ops.norm(x - y, axis=-1)),
        siamese(lambda x, y: ops.sqrt(ops.sum(ops.square(x - y), axis=-1))),
    )


@equal
def cell_and_layer() -> Pair:
    x = keras.Input((5, 3))
    return model(x, layers.RNN(layers.LSTMCell(4))(x)), model(x, layers.LSTM(4)(x))


# Different: the second model is the expected one


@different("separate")
def two_layers_instead_of_one() -> Pair:
    a, b = vector("a", "b")
    return (
        model([a, b], layers.Dense(4)(a) - layers.Dense(4)(b)),
        siamese(lambda x, y: x - y),
    )


@different("equal_copies")
def equal_seeds() -> Pair:
    a, b = vector("a", "b")

    def dense() -> layers.Dense:
        return layers.Dense(4, kernel_initializer=keras.initializers.GlorotUniform(seed=3))

    return model([a, b], dense()(a) - dense()(b)), siamese(lambda x, y: x - y)


@different("equal_copies")
def weights_copied_once() -> Pair:
    a, b = vector("a", "b")
    first, second = layers.Dense(4), layers.Dense(4)
    built = model([a, b], first(a) - second(b))
    second.set_weights(first.get_weights())
    return built, siamese(lambda x, y: x - y)


@different("shared")
def one_layer_instead_of_two() -> Pair:
    a, b = vector("a", "b")
    expected = model([a, b], layers.Dense(4)(a) - layers.Dense(4)(b))
    return siamese(lambda x, y: x - y), expected


@different("unused_input")
def one_branch_bypassed() -> Pair:
    a, b = vector("a", "b")
    dense = layers.Dense(4)
    return model([a, b], dense(a) - dense(a) * 2.0), siamese(lambda x, y: x - y * 2.0)


@different("unused_input")
def same_branch_twice() -> Pair:
    return siamese(lambda x, y: layers.Concatenate()([x, x])), siamese(
        lambda x, y: layers.Concatenate()([x, y])
    )


@different("extra_call")
def gradient_stopped_in_one_branch() -> Pair:
    return (
        siamese(lambda x, y: x - ops.stop_gradient(y)),
        siamese(lambda x, y: x - y),
    )


@different("extra_call")
def gradient_stopped_inside_a_lambda() -> Pair:
    return (
        siamese(lambda x, y: x - layers.Lambda(lambda t: ops.stop_gradient(t))(y)),
        siamese(lambda x, y: x - y),
    )


@different("argument_order")
def subtracted_the_other_way() -> Pair:
    a, b = vector("a", "b")
    one, two = layers.Dense(4), layers.Dense(4, activation="tanh")
    wanted = model([a, b], one(a) - two(b))
    other, another = layers.Dense(4), layers.Dense(4, activation="tanh")
    return model([a, b], another(b) - other(a)), wanted


@different("argument_order")
def concatenated_the_other_way() -> Pair:
    return (
        siamese(lambda x, y: layers.Concatenate()([y, x])),
        siamese(lambda x, y: layers.Concatenate()([x, y])),
    )


@different("input_order")
def inputs_listed_the_other_way() -> Pair:
    a, b = vector("a", "b")
    dense = layers.Dense(4)
    return model([b, a], dense(a) - dense(b)), siamese(lambda x, y: x - y)


@different("activation_missing")
def activation_forgotten() -> Pair:
    (x,) = vector("x")
    return model(x, layers.Dense(4)(x)), model(x, layers.Dense(4, activation="relu")(x))


@different("activation_extra")
def activation_too_many() -> Pair:
    (x,) = vector("x")
    return model(x, layers.Dense(4, activation="relu")(x)), model(x, layers.Dense(4)(x))


@different("activation_wrong")
def another_activation() -> Pair:
    (x,) = vector("x")
    wanted = model(x, layers.Dense(4, activation="tanh")(x))
    return model(x, layers.Dense(4, activation="relu")(x)), wanted


@different("activation_elsewhere")
def activations_exchanged() -> Pair:
    def build(one: str, two: str) -> keras.Model:
        x, y = vector("x", "y")
        u, v = layers.Dense(4, activation=one)(x), layers.Dense(4, activation=two)(y)
        return model([x, y], u - v)

    return build("relu", "tanh"), build("tanh", "relu")


@different("missing_call")
def dropout_forgotten() -> Pair:
    """Inference does not show it; training would."""
    (x,) = vector("x")
    return model(x, layers.Dense(4)(x)), model(x, layers.Dropout(0.5)(layers.Dense(4)(x)))


@different("setting")
def wrong_number_of_units() -> Pair:
    (x,) = vector("x")
    return model(x, layers.Dense(5)(x)), model(x, layers.Dense(4)(x))


@different("setting")
def wrong_dropout_rate() -> Pair:
    (x,) = vector("x")
    return (
        model(x, layers.Dropout(0.2)(layers.Dense(4)(x))),
        model(x, layers.Dropout(0.5)(layers.Dense(4)(x))),
    )


@different("setting")
def no_bias() -> Pair:
    (x,) = vector("x")
    return model(x, layers.Dense(4, use_bias=False)(x)), model(x, layers.Dense(4)(x))


@different("source")
def skip_from_the_wrong_place() -> Pair:
    def one(wrong: bool) -> keras.Model:
        (x,) = vector("x")
        first = layers.Dense(6, activation="relu")(x)
        second = layers.Dense(6, activation="tanh")(first)
        return model(x, layers.Dense(6)(second) + (first if wrong else x))

    return one(True), one(False)


@different("input_count")
def one_input_for_two() -> Pair:
    (x,) = vector("x")
    dense = layers.Dense(4)
    return model(x, dense(x) - dense(x) * 3.0), siamese(lambda x, y: x - y * 3.0)


@different("input_shape")
def batch_axis_in_the_shape() -> Pair:
    x, y = keras.Input((1, 6)), keras.Input((6,))
    return model(x, layers.Dense(4)(x)), model(y, layers.Dense(4)(y))


@different("output_order")
def outputs_swapped() -> Pair:
    def one(swap: bool) -> keras.Model:
        (x,) = vector("x")
        ends = [layers.Dense(2)(x), layers.Dense(3)(x)]
        return keras.Model(x, ends[::-1] if swap else ends)

    return one(True), one(False)


@different("output_count")
def one_output_too_many() -> Pair:
    (x,) = vector("x")
    hidden = layers.Dense(3)(x)
    end = layers.Dense(2)(hidden)
    return keras.Model(x, [end, hidden]), keras.Model(x, layers.Dense(2)(layers.Dense(3)(x)))


@different("partly_shared")
def kernel_shared_bias_not() -> Pair:
    a, b = vector("a", "b")
    first, second = layers.Dense(4), layers.Dense(4)
    first.build((None, 6))
    second.build((None, 6))
    object.__setattr__(second, "_kernel", first._kernel)
    object.__setattr__(second, "_trainable_variables", [first._kernel, second.bias])
    return model([a, b], first(a) - second(b)), siamese(lambda x, y: x - y)
