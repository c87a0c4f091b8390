"""Models in pairs that were written without looking at how topograde decides.

`EXOTIC` pairs compute the same with the same weights, in a spelling few people would choose.
`ADVERSARIAL` first models are made to look like the second, which is what a task expects.
"""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np
from keras import layers, ops
from pairs import Pair, model, siamese, vector

EXOTIC: list[Callable[[], Pair]] = []
ADVERSARIAL: list[Callable[[], Pair]] = []


def exotic(function: Callable[[], Pair]) -> Callable[[], Pair]:
    """Add a pair of equal models to the table."""
    EXOTIC.append(function)
    return function


def adversarial(function: Callable[[], Pair]) -> Callable[[], Pair]:
    """Add a look-alike and what it looks like to the table."""
    ADVERSARIAL.append(function)
    return function


def series(steps: int = 5, size: int = 6) -> keras.KerasTensor:
    return keras.Input((steps, size), name="series")


def one(function: Callable, x: keras.KerasTensor) -> keras.Model:
    """Return the model that applies a function to one input."""
    return keras.Model(x, function(x))


# Merges


@exotic
def sum_of_products_by_einsum() -> Pair:
    return (
        siamese(lambda x, y: ops.einsum("bi,bi->b", x, y)),
        siamese(lambda x, y: ops.sum(x * y, axis=-1)),
    )


@exotic
def sum_of_products_by_dot_layer() -> Pair:
    return (
        siamese(lambda x, y: ops.sum(x * y, axis=-1, keepdims=True)),
        siamese(lambda x, y: layers.Dot(axes=1)([x, y])),
    )


@exotic
def cosine_by_unit_vectors() -> Pair:
    def by_hand(x: keras.KerasTensor, y: keras.KerasTensor) -> keras.KerasTensor:
        x, y = (layers.UnitNormalization()(t) for t in (x, y))
        return layers.Dot(axes=1)([x, y])

    return siamese(by_hand), siamese(lambda x, y: layers.Dot(axes=1, normalize=True)([x, y]))


@exotic
def cosine_by_loss_function() -> Pair:
    return (
        siamese(lambda x, y: -keras.losses.cosine_similarity(x, y)),
        siamese(lambda x, y: ops.squeeze(layers.Dot(axes=1, normalize=True)([x, y]), -1)),
    )


@exotic
def unit_normalisation_by_hand() -> Pair:
    def by_hand(x: keras.KerasTensor) -> keras.KerasTensor:
        return x / ops.sqrt(ops.sum(x * x, axis=-1, keepdims=True))

    return one(by_hand, vector("x")[0]), one(layers.UnitNormalization(), vector("x")[0])


@exotic
def average_by_half_the_sum() -> Pair:
    return (
        siamese(lambda x, y: 0.5 * x + 0.5 * y),
        siamese(lambda x, y: layers.Average()([x, y])),
    )


@exotic
def average_by_mean_of_a_stack() -> Pair:
    return (
        siamese(lambda x, y: ops.mean(ops.stack([x, y]), axis=0)),
        siamese(lambda x, y: layers.Average()([x, y])),
    )


@exotic
def sum_by_stack() -> Pair:
    return (
        siamese(lambda x, y: ops.sum(ops.stack([x, y], axis=1), axis=1)),
        siamese(lambda x, y: layers.Add()([x, y])),
    )


@exotic
def difference_by_sum() -> Pair:
    return siamese(lambda x, y: x + (-1.0) * y), siamese(lambda x, y: layers.Subtract()([x, y]))


@exotic
def distance_by_extremes() -> Pair:
    return (
        siamese(lambda x, y: ops.maximum(x, y) - layers.Minimum()([x, y])),
        siamese(lambda x, y: ops.abs(x - y)),
    )


@exotic
def distance_by_two_rectifiers() -> Pair:
    return (
        siamese(lambda x, y: ops.relu(x - y) + ops.relu(y - x)),
        siamese(lambda x, y: ops.abs(x - y)),
    )


@exotic
def square_written_out() -> Pair:
    return (
        siamese(lambda x, y: x * x - 2.0 * x * y + y * y),
        siamese(lambda x, y: ops.square(x - y)),
    )


@exotic
def products_by_exponents() -> Pair:
    return (
        siamese(lambda x, y: ops.exp(x) * ops.exp(y)),
        siamese(lambda x, y: ops.exp(x + y)),
    )


@exotic
def split_and_slices() -> Pair:
    def halves(x: keras.KerasTensor) -> keras.KerasTensor:
        first, second = ops.split(x, 2, axis=-1)
        return first * second

    return one(halves, vector("x")[0]), one(lambda x: x[:, :3] * x[:, 3:], vector("x")[0])


# Layers spelled otherwise


def with_kernel(multiply: Callable) -> keras.Model:
    """Call a Dense layer once, and do with its weights what a second call would do."""
    a, b = vector("a", "b")
    dense = layers.Dense(4)
    u = dense(a)
    return model([a, b], u - (multiply(b, dense.kernel) + dense.bias))


@exotic
def second_call_by_matmul() -> Pair:
    return with_kernel(ops.matmul), siamese(lambda x, y: x - y)


@exotic
def second_call_by_dot() -> Pair:
    return with_kernel(ops.dot), siamese(lambda x, y: x - y)


@exotic
def second_call_by_einsum() -> Pair:
    return (
        with_kernel(lambda x, kernel: ops.einsum("bi,ij->bj", x, kernel)),
        siamese(lambda x, y: x - y),
    )


@exotic
def dense_by_einsum_dense() -> Pair:
    return (
        one(layers.EinsumDense("ab,bc->ac", 4, bias_axes="c"), vector("x")[0]),
        one(layers.Dense(4), vector("x")[0]),
    )


@exotic
def dense_by_time_distributed() -> Pair:
    return one(layers.TimeDistributed(layers.Dense(4)), series()), one(layers.Dense(4), series())


@exotic
def time_axis_mixed_by_einsum() -> Pair:
    def turned(x: keras.KerasTensor) -> keras.KerasTensor:
        x = layers.Permute((2, 1))(x)
        return layers.Permute((2, 1))(layers.Dense(3, use_bias=False)(x))

    return one(turned, series()), one(layers.EinsumDense("abc,bd->adc", (3, 6)), series())


@exotic
def embedding_by_one_hot() -> Pair:
    tokens = keras.Input((5,), dtype="int32")
    other = keras.Input((5,), dtype="int32")
    return (
        one(lambda t: layers.Dense(4, use_bias=False)(ops.one_hot(t, 9)), tokens),
        one(layers.Embedding(9, 4), other),
    )


@exotic
def stacked_cells_and_stacked_layers() -> Pair:
    cells = [layers.GRUCell(4), layers.GRUCell(3)]
    return (
        one(layers.RNN(cells), series()),
        one(lambda x: layers.GRU(3)(layers.GRU(4, return_sequences=True)(x)), series()),
    )


@exotic
def recurrent_cell_and_layer() -> Pair:
    return (
        one(layers.RNN(layers.SimpleRNNCell(4), return_sequences=True), series()),
        one(layers.SimpleRNN(4, return_sequences=True), series()),
    )


@exotic
def both_directions_by_hand() -> Pair:
    def by_hand(x: keras.KerasTensor) -> keras.KerasTensor:
        there, back = layers.LSTM(4)(x), layers.LSTM(4, go_backwards=True)(x)
        return layers.Concatenate()([there, back])

    return one(by_hand, series()), one(layers.Bidirectional(layers.LSTM(4)), series())


@exotic
def both_directions_summed_by_flip() -> Pair:
    def by_hand(x: keras.KerasTensor) -> keras.KerasTensor:
        return layers.GRU(4)(x) + layers.GRU(4)(ops.flip(x, axis=1))

    return (
        one(by_hand, series()),
        one(layers.Bidirectional(layers.GRU(4), merge_mode="sum"), series()),
    )


@exotic
def masking_by_hand() -> Pair:
    def by_hand(x: keras.KerasTensor) -> keras.KerasTensor:
        return layers.LSTM(4)(x, mask=ops.any(ops.not_equal(x, 0.0), axis=-1))

    return one(by_hand, series()), one(lambda x: layers.LSTM(4)(layers.Masking()(x)), series())


@exotic
def layer_normalisation_by_hand() -> Pair:
    def by_hand(x: keras.KerasTensor) -> keras.KerasTensor:
        x = x - ops.mean(x, axis=-1, keepdims=True)
        return x / ops.sqrt(ops.mean(x * x, axis=-1, keepdims=True) + 1e-3)

    plain = layers.LayerNormalization(center=False, scale=False)
    return one(by_hand, vector("x")[0]), one(plain, vector("x")[0])


@exotic
def attention_by_hand() -> Pair:
    def pair(attend: Callable) -> keras.Model:
        x, y = series(), keras.Input((7, 6))
        q, v = layers.Dense(4)(x), layers.Dense(4, "tanh")(y)
        return model([x, y], attend(q, v))

    def by_hand(q: keras.KerasTensor, v: keras.KerasTensor) -> keras.KerasTensor:
        scores = ops.softmax(ops.matmul(q, ops.transpose(v, (0, 2, 1))))
        return ops.matmul(scores, v)

    return pair(by_hand), pair(lambda q, v: layers.Attention()([q, v]))


# Shapes


@exotic
def cropping_and_slicing() -> Pair:
    return one(lambda x: x[:, 1:-2], series()), one(layers.Cropping1D((1, 2)), series())


@exotic
def upsampling_and_repeat() -> Pair:
    return one(lambda x: ops.repeat(x, 3, axis=1), series()), one(layers.UpSampling1D(3), series())


@exotic
def repeat_vector_by_stack() -> Pair:
    return (
        one(lambda x: ops.stack([x, x, x], axis=1), vector("x")[0]),
        one(layers.RepeatVector(3), vector("x")[0]),
    )


@exotic
def padding_by_pad() -> Pair:
    return (
        one(lambda x: ops.pad(x, ((0, 0), (1, 2), (0, 0))), series()),
        one(layers.ZeroPadding1D((1, 2)), series()),
    )


@exotic
def last_step_by_recurrence() -> Pair:
    return (
        one(lambda x: layers.GRU(4, return_sequences=True)(x)[:, -1], series()),
        one(layers.GRU(4), series()),
    )


@exotic
def global_pooling_by_one_window() -> Pair:
    return (
        one(lambda x: layers.Flatten()(layers.MaxPooling1D(5)(x)), series()),
        one(layers.GlobalMaxPooling1D(), series()),
    )


@exotic
def pooling_by_reshape() -> Pair:
    return (
        one(lambda x: ops.mean(ops.reshape(x, (-1, 2, 2, 6)), axis=2), series(4)),
        one(layers.AveragePooling1D(2), series(4)),
    )


@exotic
def transpose_twice() -> Pair:
    turned = layers.Permute((2, 1))
    return (
        one(lambda x: layers.Dense(4)(ops.transpose(turned(x), (0, 2, 1))), series()),
        one(layers.Dense(4), series()),
    )


# Functions


@exotic
def sigmoid_by_hand() -> Pair:
    return (
        one(lambda x: 1.0 / (1.0 + ops.exp(-layers.Dense(4)(x))), vector("x")[0]),
        one(layers.Dense(4, activation="sigmoid"), vector("x")[0]),
    )


@exotic
def softmax_by_hand() -> Pair:
    def by_hand(x: keras.KerasTensor) -> keras.KerasTensor:
        powers = ops.exp(layers.Dense(4)(x))
        return powers / ops.sum(powers, axis=-1, keepdims=True)

    return one(by_hand, vector("x")[0]), one(layers.Dense(4, "softmax"), vector("x")[0])


@exotic
def tanh_by_sigmoid() -> Pair:
    return (
        one(lambda x: 2.0 * ops.sigmoid(2.0 * layers.Dense(4)(x)) - 1.0, vector("x")[0]),
        one(layers.Dense(4, "tanh"), vector("x")[0]),
    )


@exotic
def rectifier_by_where() -> Pair:
    def by_hand(x: keras.KerasTensor) -> keras.KerasTensor:
        x = layers.Dense(4)(x)
        return ops.where(x > 0, x, 0.0)

    return one(by_hand, vector("x")[0]), one(layers.Dense(4, "relu"), vector("x")[0])


# Dropout and order


@exotic
def spatial_dropout_by_noise_shape() -> Pair:
    return (
        one(layers.Dropout(0.5, noise_shape=(None, 1, None)), series()),
        one(layers.SpatialDropout1D(0.5), series()),
    )


@exotic
def dropout_before_and_after_the_rectifier() -> Pair:
    return (
        one(lambda x: ops.relu(layers.Dropout(0.5)(layers.Dense(4)(x))), vector("x")[0]),
        one(lambda x: layers.Dropout(0.5)(layers.Dense(4, "relu")(x)), vector("x")[0]),
    )


@exotic
def dropout_before_and_after_flatten() -> Pair:
    return (
        one(lambda x: layers.Flatten()(layers.Dropout(0.5)(x)), series()),
        one(lambda x: layers.Dropout(0.5)(layers.Flatten()(x)), series()),
    )


@exotic
def separate_dropout_around_a_shared_core() -> Pair:
    def pair(dropouts: list[layers.Layer]) -> keras.Model:
        a, b = vector("a", "b")
        dense = layers.Dense(4)
        u, v = (dropout(dense(x)) for dropout, x in zip(dropouts, (a, b), strict=True))
        return model([a, b], u - v)

    return pair([layers.Dropout(0.5), layers.Dropout(0.5)]), pair([layers.Dropout(0.5)] * 2)


@exotic
def two_sequentials_over_the_same_layers() -> Pair:
    a, b = vector("a", "b")
    same = [layers.Dense(8, "relu"), layers.Dense(4)]
    first = keras.Sequential([keras.Input((6,)), *same])
    second = keras.Sequential([keras.Input((6,)), *same])
    return model([a, b], first(a) - second(b)), tower_pair()


@exotic
def tower_over_a_stack() -> Pair:
    a, b = vector("a", "b")
    tower = keras.Sequential([keras.Input((2, 6)), layers.Dense(8, "relu"), layers.Dense(4)])
    codes = tower(ops.stack([a, b], axis=1))
    return model([a, b], codes[:, 0] - codes[:, 1]), tower_pair()


class BothAtOnce(keras.Model):
    """Encodes both inputs as one batch."""

    def __init__(self) -> None:
        super().__init__()
        self.wide = layers.Dense(8, activation="relu")
        self.code = layers.Dense(4)

    def call(self, inputs: list) -> keras.KerasTensor:
        first, second = inputs
        codes = self.code(self.wide(ops.concatenate([first, second], axis=0)))
        return codes[: ops.shape(first)[0]] - codes[ops.shape(first)[0] :]


@exotic
def subclass_that_encodes_one_batch() -> Pair:
    return BothAtOnce(), tower_pair()


class TwoArguments(keras.Model):
    """Takes its inputs as two arguments."""

    def __init__(self) -> None:
        super().__init__()
        self.tower = keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(4)])

    def call(self, left: keras.KerasTensor, right: keras.KerasTensor) -> keras.KerasTensor:
        return ops.negative(ops.negative(self.tower(left)) + self.tower(right))


@exotic
def subclass_with_two_arguments() -> Pair:
    return TwoArguments(), tower_pair()


# Look-alikes


def tower(seed: int | None = None, prefix: str | None = None) -> keras.Sequential:
    """Return the tower that all look-alikes are about."""

    def dense(units: int, activation: str | None, place: str) -> layers.Dense:
        start = keras.initializers.GlorotUniform(seed) if seed else "glorot_uniform"
        name = f"{prefix}_{place}" if prefix else None
        return layers.Dense(units, activation, kernel_initializer=start, name=name)

    return keras.Sequential([keras.Input((6,)), dense(8, "relu", "wide"), dense(4, None, "code")])


def two(first: Callable, second: Callable) -> keras.Model:
    """Return the difference of what two branches say about two inputs."""
    a, b = vector("a", "b")
    return model([a, b], first(a) - second(b))


def tower_pair() -> keras.Model:
    shared = tower()
    return two(shared, shared)


class Scale(layers.Layer):
    """Multiplies by a weight that starts at one."""

    def build(self, shape: tuple) -> None:
        self.scale = self.add_weight(shape=(shape[-1],), initializer="ones")

    def call(self, x: keras.KerasTensor) -> keras.KerasTensor:
        return x * self.scale


@adversarial
def clone_of_the_tower() -> Pair:
    first = tower()
    second = keras.models.clone_model(first)
    second.name = "clone"
    second.set_weights(first.get_weights())
    return two(first, second), tower_pair()


@adversarial
def same_names() -> Pair:
    return two(tower(prefix="dense"), tower(prefix="dense")), tower_pair()


@adversarial
def same_seed() -> Pair:
    return two(tower(seed=4), tower(seed=4)), tower_pair()


@adversarial
def copied_once() -> Pair:
    first, second = tower(), tower()
    second.set_weights(first.get_weights())
    return two(first, second), tower_pair()


@adversarial
def made_from_config() -> Pair:
    first = tower()
    second = keras.Sequential.from_config(first.get_config() | {"name": "second"})
    second.set_weights(first.get_weights())
    return two(first, second), tower_pair()


@adversarial
def tied_by_a_callback() -> Pair:
    """In training a callback copies the weights: a tie that the model does not have."""
    first, second = tower(), tower()
    built = two(first, second)
    tie = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: second.set_weights(first.get_weights())
    )
    built.compile("sgd", "mse")
    rows = np.zeros((2, 6), "float32")
    built.fit([rows, rows], np.zeros((2, 4)), verbose=0, callbacks=[tie])
    return built, tower_pair()


@adversarial
def last_layer_not_shared() -> Pair:
    wide = layers.Dense(8, "relu")
    one_code, other_code = layers.Dense(4), layers.Dense(4)
    return two(lambda x: one_code(wide(x)), lambda x: other_code(wide(x))), tower_pair()


@adversarial
def first_layer_not_shared() -> Pair:
    code = layers.Dense(4)
    return (
        two(
            lambda x: code(layers.Dense(8, "relu")(x)),
            lambda x: code(layers.Dense(8, "relu")(x)),
        ),
        tower_pair(),
    )


@adversarial
def own_bias_in_the_second_call() -> Pair:
    wide, code = layers.Dense(8, "relu"), layers.Dense(4)
    bias = layers.Dense(4)
    a, b = vector("a", "b")
    first = code(wide(a))
    bias.build((None, 8))
    second = ops.matmul(wide(b), code.kernel) + bias.bias
    return model([a, b], first - second), tower_pair()


@adversarial
def identity_scale_in_one_branch() -> Pair:
    shared = tower()
    return two(shared, lambda x: Scale()(shared(x))), tower_pair()


@adversarial
def one_branch_bypassed() -> Pair:
    shared = tower()
    a, b = vector("a", "b")
    return model([a, b], shared(a) - shared(a) * 2.0 + 0.0 * shared(b)), tower_pair()


@adversarial
def one_branch_times_zero() -> Pair:
    shared = tower()
    return two(shared, lambda x: shared(x) * 0.0), tower_pair()


@adversarial
def one_branch_sees_nothing_of_its_input() -> Pair:
    shared = tower()
    return two(shared, lambda x: shared(x * 0.0)), tower_pair()


@adversarial
def gradient_stopped() -> Pair:
    shared = tower()
    return two(shared, lambda x: ops.stop_gradient(shared(x))), tower_pair()


class Frozen(layers.Layer):
    """Hides a stopped gradient behind a class of its own."""

    def call(self, x: keras.KerasTensor) -> keras.KerasTensor:
        return ops.stop_gradient(x)


@adversarial
def gradient_stopped_in_a_layer() -> Pair:
    shared = tower()
    return two(shared, lambda x: Frozen()(shared(x))), tower_pair()


@adversarial
def other_activation_in_one_branch() -> Pair:
    wide, code = layers.Dense(8), layers.Dense(4)
    return (
        two(lambda x: code(ops.relu(wide(x))), lambda x: code(ops.tanh(wide(x)))),
        tower_pair(),
    )


@adversarial
def activation_that_saturates_late() -> Pair:
    wide, code = layers.Dense(8), layers.Dense(4)
    return (
        two(lambda x: code(ops.relu(wide(x))), lambda x: code(ops.relu6(wide(x)))),
        tower_pair(),
    )


@adversarial
def reversed_input_in_one_branch() -> Pair:
    shared = tower()
    return two(shared, lambda x: shared(x[:, ::-1])), tower_pair()


@adversarial
def kernel_baked_in() -> Pair:
    wide, code = layers.Dense(8, "relu"), layers.Dense(4)
    a, b = vector("a", "b")
    first = code(wide(a))
    kernel = ops.convert_to_numpy(code.kernel)
    return model([a, b], first - ops.matmul(wide(b), kernel)), tower_pair()


@adversarial
def layer_captured_by_a_lambda() -> Pair:
    """The second tower's weights belong to nobody."""
    shared, hidden = tower(), tower()
    return two(shared, layers.Lambda(lambda x: hidden(x), output_shape=(4,))), tower_pair()


@adversarial
def live_variable_captured_by_a_lambda() -> Pair:
    shared = tower()
    kernel = keras.Variable(np.eye(4, dtype="float32"))
    return two(shared, lambda x: layers.Lambda(lambda t: t @ kernel)(shared(x))), tower_pair()


@adversarial
def decoy() -> Pair:
    """The shared layers are called, and do not count."""
    shared, first, second = tower(), tower(), tower()
    return (
        two(lambda x: first(x) + 0.0 * shared(x), lambda x: second(x) + 0.0 * shared(x)),
        tower_pair(),
    )


@adversarial
def transposed_kernel_in_one_branch() -> Pair:
    a, b = vector("a", "b")
    dense = layers.Dense(6, use_bias=False)
    first = dense(a)
    second = ops.einsum("bi,ji->bj", b, dense.kernel)
    dense = layers.Dense(6, use_bias=False)
    c, d = vector("c", "d")
    return model([a, b], first - second), model([c, d], dense(c) - dense(d))


class Fickle(layers.Layer):
    """One object with two sets of weights, which it uses in turn."""

    def build(self, shape: tuple) -> None:
        self.sets = [layers.Dense(4), layers.Dense(4)]
        self.turn = 0

    def call(self, x: keras.KerasTensor) -> keras.KerasTensor:
        self.turn += 1
        return self.sets[self.turn % 2](x)


@adversarial
def one_object_with_two_sets_of_weights() -> Pair:
    return siamese(lambda x, y: x - y, Fickle()), siamese(lambda x, y: x - y)


class Dense(keras.layers.Dense):
    """Says it is Dense, and is not quite."""

    def call(self, inputs: keras.KerasTensor) -> keras.KerasTensor:
        return ops.abs(super().call(inputs))


@adversarial
def class_named_dense() -> Pair:
    return siamese(lambda x, y: x - y, Dense(4)), siamese(lambda x, y: x - y)


@adversarial
def call_patched_on_the_object() -> Pair:
    dense = layers.Dense(4)
    keep = dense.call
    object.__setattr__(dense, "call", lambda x: ops.abs(keep(x)))
    return siamese(lambda x, y: x - y, dense), siamese(lambda x, y: x - y)


def relu(x: keras.KerasTensor) -> keras.KerasTensor:
    """Return something else than the name says."""
    return ops.abs(x)


@adversarial
def function_named_relu() -> Pair:
    return (
        siamese(lambda x, y: x - y, layers.Dense(4, activation=relu)),
        siamese(lambda x, y: x - y, layers.Dense(4, activation="relu")),
    )


@adversarial
def dropout_in_the_other_branch() -> Pair:
    def dropped(first: bool) -> keras.Model:
        dense = layers.Dense(4)
        noisy = keras.Sequential([dense, layers.Dropout(0.5)])
        return two(noisy, dense) if first else two(dense, noisy)

    return dropped(True), dropped(False)


@adversarial
def one_dropout_mask_for_two() -> Pair:
    def dropped(once: bool) -> keras.Model:
        (x,) = vector("x")
        dropout = layers.Dropout(0.5)
        first = dropout(x)
        return model(x, layers.Concatenate()([first, first if once else dropout(x)]))

    return dropped(True), dropped(False)


@adversarial
def noise_in_one_branch() -> Pair:
    shared = tower()
    return two(shared, lambda x: layers.GaussianNoise(0.1)(shared(x))), tower_pair()


@adversarial
def always_in_training() -> Pair:
    def dropped(training: bool | None) -> keras.Model:
        (x,) = vector("x")
        return model(x, layers.Dropout(0.5)(layers.Dense(4)(x), training=training))

    return dropped(True), dropped(None)


@adversarial
def nearly_the_same_scale() -> Pair:
    shared = tower()
    return two(shared, lambda x: shared(x) * 1.0008), tower_pair()


@adversarial
def only_large_numbers_tell() -> Pair:
    shared = tower()
    return two(shared, lambda x: shared(x + ops.relu(x - 9.0))), tower_pair()


@adversarial
def cast_on_the_way() -> Pair:
    def cast(dtype: str) -> keras.Model:
        (x,) = vector("x")
        return model(x, layers.Dense(4)(ops.cast(ops.cast(x, dtype), "float32")))

    return cast("int32"), cast("float64")


@adversarial
def mask_forgotten() -> Pair:
    def masked(mask: bool) -> keras.Model:
        tokens = keras.Input((5,), dtype="int32")
        words = layers.Embedding(9, 4, mask_zero=True)(tokens)
        scaled = layers.Add()([words, words]) if mask else words + words
        return model(tokens, layers.GRU(3)(scaled))

    return masked(False), masked(True)


@adversarial
def input_of_another_type() -> Pair:
    def typed(dtype: str) -> keras.Model:
        x = keras.Input((6,), dtype=dtype)
        return model(x, layers.Dense(4)(ops.cast(x, "float32")))

    return typed("int32"), typed("float32")


@adversarial
def gelu_of_another_kind() -> Pair:
    def gelu(approximate: bool) -> keras.Model:
        (x,) = vector("x")
        return model(x, ops.gelu(layers.Dense(4)(x), approximate=approximate))

    return gelu(True), gelu(False)


@adversarial
def softmax_without_its_mask() -> Pair:
    def masked(mask: bool) -> keras.Model:
        (x,) = vector("x")
        return model(x, layers.Softmax()(x, mask=(x > 0) if mask else None))

    return masked(False), masked(True)


@adversarial
def another_function_mapped() -> Pair:
    def mapped(function: Callable) -> keras.Model:
        (x,) = vector("x")
        return model(x, ops.vectorized_map(function, x))

    return mapped(lambda row: row * 2.0), mapped(lambda row: row * 3.0)
