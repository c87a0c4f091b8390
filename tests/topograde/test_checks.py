"""What a learner meets: each check passes in silence, or says one sentence."""

from __future__ import annotations

import linecache

import keras
import nbformat
import numpy as np
import pytest
from keras import layers
from nbclient import NotebookClient

from topograde import (
    CannotRead,
    CheckFailed,
    NotAttempted,
    Wrong,
    attempt,
    check,
    expected,
    hint,
    read,
)
from topograde.expected import write_expected
from topograde.hints import forget
from topograde.misconceptions import MISCONCEPTIONS


def siamese(shared: bool = True) -> keras.Model:
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    one, two = layers.Dense(2, name="one"), layers.Dense(2, name="two")
    return keras.Model([a, b], one(a) - (one if shared else two)(b))


def sentence(function, *args, kind=Wrong, **kwargs) -> str:
    with pytest.raises(kind) as caught:
        function(*args, **kwargs)
    return str(caught.value)


def test_what_a_library_cannot_do_is_an_error_of_the_answer():
    def refused():
        raise NotImplementedError("Cannot convert a symbolic tensor to a NumPy array.")

    with pytest.raises(Wrong, match="with NotImplementedError: Cannot convert"):
        attempt(refused)


def test_a_property_that_does_not_hold_is_named():
    with pytest.raises(Wrong, match="The distance should become smaller"):
        check.holds(np.bool_(False), "The distance should become smaller.")


def test_the_untouched_stub_is_not_attempted():
    def build_siamese():
        raise NotImplementedError()

    assert "`build_siamese` has not been attempted" in sentence(
        attempt, build_siamese, kind=NotAttempted
    )


def test_a_forgotten_return_is_said():
    assert "returns nothing" in sentence(attempt, lambda: None, kind=NotAttempted)


def test_an_error_in_the_learners_function_is_quoted_with_its_line():
    def build_siamese():
        shared = layers.Dense(2)(keras.Input((3,)))
        return shared(keras.Input((3,)))

    said = sentence(attempt, build_siamese)
    assert said == (
        "`build_siamese` stops at `return shared(keras.Input((3,)))` with TypeError: "
        "'KerasTensor' object is not callable: what you call here is the result of a call, a "
        "tensor: keep the layer itself in a variable, and call that."
    )


def test_a_subclassed_model_gets_its_weights_from_the_inputs_of_the_task():
    class Twice(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = layers.Dense(2)

        def call(self, pair):
            return self.dense(pair[0]) - self.dense(pair[1])

    model = attempt(Twice, inputs=[(3,), (3,)])
    check.call_count(model, "Dense", 2)
    assert len(model.weights) == 2


def test_shapes():
    model = siamese()
    check.input_shapes(model, [(3,), (3,)])
    check.output_shapes(model, [(2,)])
    assert sentence(check.input_shapes, model, [(4,), (3,)]) == (
        "The model should have 2 inputs of shape (4,) and (3,), "
        "but it has 2, of shape (3,) and (3,): write the shape of one example in "
        "keras.Input(shape=…)."
    )
    assert "1 output of shape (1,), but it has 1, of shape (2,)" in sentence(
        check.output_shapes, model, [(1,)]
    )


def test_call_count_counts_calls_not_layers():
    check.call_count(siamese(), "Dense", 2, units=2)
    said = sentence(check.call_count, siamese(), "Dense", 3, units=2)
    assert said.endswith(
        "Dense(2) should be called 3 times, but it is called 2 times: `one(a)` and `one(b)`: make "
        "the missing call, and pass what it returns on towards an output."
    )


def test_weights_shared_and_separate():
    check.shares_weights(siamese(), "Dense")
    check.separate_weights(siamese(shared=False), "Dense")
    assert "use 2 layers, `one` and `two`" in sentence(
        check.shares_weights, siamese(shared=False), "Dense"
    )
    assert "should use separate layers" in sentence(check.separate_weights, siamese(), "Dense")


def test_nothing_to_share_is_not_shared():
    assert sentence(check.shares_weights, siamese(), "LSTM") == (
        "No call of LSTM leads to the outputs."
    )


def test_numbers():
    check.number(np.int64(8), 8, "the count")
    check.number(8.4, 8, "the count", tolerance=0.5)
    assert "larger than the right one" in sentence(check.number, 9, 8, "the count")
    assert "should be a number" in sentence(check.number, True, 1, "the count")
    assert "not been attempted" in sentence(check.number, ..., 8, "the count", kind=NotAttempted)
    assert "is not nan" in sentence(check.number, float("nan"), 8, "the count")


def test_arrays():
    check.close(keras.ops.ones(2), [1, 1], "the gradient")
    assert sentence(check.close, [1.0, 2.0], [1, 1], "the gradient") == (
        "The gradient is off by up to 1."
    )
    assert "should have shape (2,), but it has shape (3,)" in sentence(
        check.close, [1, 1, 1], [1, 1], "the gradient"
    )
    assert "but it is None" in sentence(check.shape, None, (2,), "the gradient")
    assert "is off by up to nan" in sentence(check.close, [np.nan], [1.0], "the gradient")


def test_length():
    check.length([1, 2], 2, "numbers")
    assert sentence(check.length, 7, 2, "numbers") == (
        "The function should return 2 numbers, but it returns one int."
    )


@pytest.mark.parametrize("thing", [None, 3, "model", [siamese], keras.Model, layers.Dense(2)])
def test_what_is_no_model_gets_a_sentence(thing):
    with pytest.raises(CannotRead):
        read(thing)
    assert sentence(check.call_count, thing, "Dense", 1)


def test_expected_graphs_live_beside_the_notebook(tmp_path):
    graph = read(siamese()).without_values()
    write_expected({"build_siamese": graph}, tmp_path)
    assert expected("build_siamese", tmp_path) == graph
    with pytest.raises(KeyError, match="has no graph named 'other'"):
        expected("other", tmp_path)
    with pytest.raises(FileNotFoundError, match="belongs beside this notebook"):
        expected("build_siamese", tmp_path / "elsewhere")


NOTEBOOK = """
import keras
from topograde import check
a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
one, two = keras.layers.Dense(2, name="one"), keras.layers.Dense(2, name="two")
model = keras.Model([a, b], one(a) - two(b))
check.shares_weights(model, "Dense")
"""


def test_a_notebook_shows_one_sentence_and_the_picture_and_no_traceback():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(NOTEBOOK)])
    NotebookClient(notebook, allow_errors=True, timeout=120).execute()
    outputs = [x for x in notebook.cells[0].outputs if x.get("name") != "stderr"]
    picture, error = outputs
    assert "<svg" in picture.data["text/html"] and ">!</text>" in picture.data["text/html"]
    assert error.ename == "Wrong" and len(error.traceback) == 1
    assert error.traceback[0].startswith("Not yet: These 2 calls should use one Dense(2)")
    assert "File" not in error.traceback[0]


def test_a_failed_check_is_an_assertion_error():
    assert issubclass(CheckFailed, AssertionError)


def test_a_second_call_on_the_same_tensor_is_named():
    x = keras.Input((3,), name="x")
    trunk = layers.Dense(2, name="trunk")
    twice = keras.Model(x, trunk(x) + trunk(x))
    said = sentence(check.call_count, twice, "Dense", 1)
    assert said.startswith("`trunk` is called 2 times on input `x`, which gives the same each time")


def test_hints_climb_a_ladder_for_the_check_that_failed_last(capsys):
    sentence(check.shares_weights, siamese(shared=False), "Dense")
    for _ in range(3):
        hint()
    shown = capsys.readouterr().out
    assert [f"Hint {n} of 3" in shown for n in (1, 2, 3)] == [True] * 3
    assert "Read on: chapter 05_shared_layers" in shown


def test_another_failure_begins_its_own_ladder_and_a_pass_ends_it(capsys):
    forget()
    two, one = siamese(shared=False), siamese(shared=True)
    sentence(check.shares_weights, two, "Dense")
    hint()
    sentence(check.call_count, one, "Dense", 3)
    hint()
    sentence(check.shares_weights, siamese(shared=False), "Dense")
    hint()
    check.shares_weights(one, "Dense")
    hint()
    shown = capsys.readouterr().out
    assert [line[:9] for line in shown.splitlines() if line.startswith("Hint ")] == [
        "Hint 1 of", "Hint 1 of", "Hint 2 of",
    ]  # fmt: skip
    assert shown.endswith("The last check passed: there is nothing to hint at.\n")


def provoke(program: str) -> str:
    """Run a learner's program that Keras refuses, and return what the learner is told."""
    source = "def build():\n" + "\n".join("    " + line for line in program.split("\n"))
    namespace = {"keras": keras, "layers": layers, "ops": keras.ops, "np": np}
    linecache.cache["<learner>"] = (len(source), None, source.splitlines(True), "<learner>")
    exec(compile(source, "<learner>", "exec"), namespace)
    return sentence(attempt, namespace["build"])


MISTAKES = {
    "tensor_called": "dense = layers.Dense(2)(keras.Input((3,)))\nreturn dense(keras.Input((3,)))",
    "shape_is_a_number": "return keras.Input(32)",
    "name_used_twice": (
        "x = keras.Input((3,))\none = layers.Dense(3, name='d')\n"
        "return keras.Model(x, layers.Dense(3, name='d')(one(x)))"
    ),
    "outside_function": "return np.abs(keras.Input((3,)))",
    "truth_of_a_tensor": "x = keras.Input((3,))\nreturn x if x > 0 else -x",
    "merge_without_a_list": "x = keras.Input((3,))\nreturn layers.Concatenate()(x)",
    "width_fixed": (
        "dense = layers.Dense(2)\ndense(keras.Input((3,)))\nreturn dense(keras.Input((4,)))"
    ),
    "tape_used_up": (
        "import tensorflow as tf\nx = tf.Variable(2.0)\nwith tf.GradientTape() as tape:\n"
        "    y = x * x\nreturn tape.gradient(y, x), tape.gradient(y, x)"
    ),
    "shapes_do_not_merge": ("return layers.Add()([keras.Input((3,)), keras.Input((4,))])"),
    "layer_for_a_tensor": "return keras.Model(keras.Input((3,)), layers.Dense(2))",
    "merge_not_called": "return layers.Add([keras.Input((3,)), keras.Input((3,))])",
    "model_without_lists": (
        "a, b, c = [keras.Input((3,)) for _ in range(3)]\n"
        "class M(keras.Model):\n    pass\n"
        "return keras.Model(a, b, layers.Add()([a, b]), c)"
    ),
    "call_with_two_arguments": (
        "class M(keras.Model):\n    def call(self, a, b):\n        return a - b\n"
        "return M()([keras.Input((3,)), keras.Input((3,))])"
    ),
    "look_up_without_numbers": ("return ops.take(ops.ones((4, 3)), ops.ones((2,)), axis=0)"),
    "truth_of_an_array": "weights = [np.ones(2), np.ones(2)]\nreturn np.zeros(2) in weights",
    "batch_size_unknown": (
        "class Flat(layers.Layer):\n    def call(self, x):\n"
        "        return ops.reshape(x, (x.shape[0], -1))\nreturn Flat()(keras.Input((3, 4)))"
    ),
    "disconnected": (
        "dense = layers.Dense(2)\nreturn keras.Model(keras.Input((3,)), dense(keras.Input((3,))))"
    ),
    "no_super_init": (
        "class M(keras.Model):\n    def __init__(self):\n        self.d = layers.Dense(2)\n"
        "return M()(keras.Input((3,)))"
    ),
    "state_after_build": (
        "dense = layers.Dense(2)\ndense(keras.Input((3,)))\ndense.other = layers.Dense(2)"
    ),
}


@pytest.mark.parametrize("call", ["Add()(x, x)", "Subtract()([x])", "Concatenate()(x)"])
def test_merge_layers_want_one_list(call):
    said = provoke(f"x = keras.Input((3,))\nreturn layers.{call}")
    assert f"at `return layers.{call}`" in said and "pass one list" in said


@pytest.mark.parametrize("name", MISTAKES)
def test_an_error_that_keras_raises_comes_with_advice(name):
    assert MISCONCEPTIONS[name].advice in provoke(MISTAKES[name])


def test_every_misconception_of_an_error_is_provoked_by_a_real_error():
    assert set(MISTAKES) == {n for n, m in MISCONCEPTIONS.items() if m.raises}
