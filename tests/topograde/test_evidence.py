"""What passed checks leave behind, and what is decided again from it."""

import json

import keras
import numpy as np
import pytest

from topograde import CannotTell, Wrong, check, evidence, read, ruling

A, B = keras.Input((4,), name="a"), keras.Input((4,), name="b")


def siamese(shared=True):
    one = keras.layers.Dense(3, name="one")
    other = one if shared else keras.layers.Dense(3, name="other")
    return keras.Model([A, B], one(A) - other(B))


@pytest.fixture
def passed(monkeypatch):
    """Run checks, and return the records they left, as another process gets them."""
    monkeypatch.setattr(evidence, "_records", None)

    def run(*checks):
        evidence.begin()
        for each in checks:
            each()
        return json.loads(json.dumps(evidence.taken()))

    return run


CHECKS = {
    "input_shapes": lambda: check.input_shapes(siamese(), [(4,), (4,)]),
    "output_shapes": lambda: check.output_shapes(siamese(), [(3,)]),
    "input_names": lambda: check.input_names(siamese(), ["a", "b"]),
    "input_dtypes": lambda: check.input_dtypes(siamese(), ["float32", "float32"]),
    "parameter_count": lambda: check.parameter_count(siamese(), 15),
    "call_count": lambda: check.call_count(siamese(), "Dense", 2, units=3),
    "shares_weights": lambda: check.shares_weights(siamese(), "Dense"),
    "separate_weights": lambda: check.separate_weights(siamese(shared=False), "Dense"),
    "topology": lambda: check.topology(siamese(), read(siamese())),
    "trainable": lambda: check.trainable(siamese(), "Dense"),
    "symmetric": lambda: check.symmetric(keras.Model([A, B], keras.ops.abs(A - B))),
    "number": lambda: check.number(np.float32(7), 7, "the number"),
    "numbers": lambda: check.numbers((1, 2.5), 2),
    "holds": lambda: check.holds(np.bool_(True), "It should."),
    "length": lambda: check.length(np.ones(3), 3, "numbers"),
    "shape": lambda: check.shape(keras.ops.ones((2, 3)), (2, 3), "the array"),
    "close": lambda: check.close(keras.ops.ones(3), np.ones(3), "the array"),
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_that_passed_passes_again_from_its_record(passed, name):
    record = passed(CHECKS[name])[-1]
    assert record["check"] == name
    evidence.again(record)


def test_nothing_is_kept_unless_somebody_asked():
    CHECKS["number"]()
    assert evidence.taken() == []


def test_a_check_that_failed_leaves_no_record(passed):
    def fails():
        with pytest.raises(Wrong):
            check.shares_weights(siamese(shared=False), "Dense")

    assert passed(fails) == []


def test_a_check_of_a_live_model_says_that_it_ran(passed):
    model = siamese()
    model.compile("sgd", "mse")
    ones = np.random.default_rng(1).normal(size=(2, 2, 4)).astype("float32")
    (record,) = passed(lambda: check.moves(model, list(ones), np.ones((2, 3)), ["one"]))
    assert (record["check"], record["arguments"]) == ("moves", [])
    with pytest.raises(evidence.Undecided, match="was decided where it ran"):
        evidence.again(record)


@pytest.mark.parametrize(
    "value", [object(), np.array(["text"]), keras.Input((2,)), np.ones(200_000)]
)
def test_what_is_no_plain_value_is_not_decided_again(passed, value):
    (record,) = passed(lambda: check.holds(value is not None, "It should."))
    record["arguments"][0] = evidence._pack([value])
    with pytest.raises(evidence.Undecided):
        evidence.again(record)


def test_the_graph_of_another_model_is_refused(passed):
    (record,) = passed(CHECKS["topology"])
    record["arguments"][0] = {"seen": read(siamese(shared=False)).to_dict()}
    with pytest.raises(Wrong, match="should use one Dense"):
        evidence.again(record)


def test_an_equal_function_in_other_words_is_built_and_compared(passed):
    x = keras.Input((4,))
    doubled = keras.Model(x, keras.layers.Dense(3)(x + x))
    same = keras.Model(x, keras.layers.Dense(3)(2 * x))
    evidence.again(passed(lambda: check.topology(same, read(doubled)))[0])


def test_a_graph_with_a_class_of_the_learners_rests_on_what_their_program_computes():
    class Twice(keras.layers.Layer):
        def call(self, x):
            return 2 * x

    x = keras.Input((4,))
    with pytest.raises(CannotTell):
        check.topology(evidence.Seen(read(keras.Model(x, Twice()(x)))), read(keras.Model(x, x + x)))


def test_a_graph_is_no_model_where_the_model_should_live(passed):
    graph = read(siamese())
    for check_ in (check.topology, lambda model, _: check.input_shapes(model, [(4,), (4,)])):
        with pytest.raises(Wrong, match="A Keras model was expected, but this is a ModelGraph"):
            check_(graph, graph)
    (record,) = passed(lambda: check.holds(graph, "It should."))
    forged = record | {"check": "topology", "arguments": record["arguments"][:1] * 2}
    with pytest.raises(ValueError, match="no graph"):
        evidence.again(forged)


SOURCE = """
check.input_shapes(model, [(4,), (4,)])
for units in (3,):
    check.call_count(model, "Dense", 2, units=units)
check.topology(model, expected("pair"))
check.parameter_count(model, 4 * 3 + 3)
"""


@pytest.fixture
def graphs():
    return json.dumps({"pair": read(siamese()).to_dict()})


def run_source(model, wanted, source=SOURCE):
    exec(source.lstrip("\n"), {"check": check, "model": model, "expected": lambda name: wanted})


def test_an_honest_test_is_confirmed(passed, graphs):
    records = passed(lambda: run_source(siamese(), read(siamese())))
    assert ruling.objection(SOURCE, records, graphs) == ""
    assert ruling.objections({"7": (SOURCE, records)}, graphs) == "{}"


@pytest.mark.parametrize("left_out", [0, 2, 3])
def test_a_check_without_a_record_is_missed(passed, graphs, left_out):
    records = passed(lambda: run_source(siamese(), read(siamese())))
    del records[left_out]
    assert "did not run to its end" in ruling.objection(SOURCE, records, graphs)


def test_a_check_in_a_loop_does_not_stand_for_one_after_it(passed):
    source = """
for number in (1, 2):
    check.number(number, number, "it", advice="count")
check.number(
    model, 3, "the other"
)
"""
    records = passed(lambda: run_source(3, None, source))
    assert ruling.objection(source, records) == ""
    assert "did not run to its end" in ruling.objection(source, records[:2])


def test_a_check_inside_a_function_does_not_stand_for_one_of_the_cell(passed):
    source = "def inner():\n    check.number(1, 1, 'it')\n\ninner()\ncheck.number(model, 3, 'it')"
    records = passed(lambda: run_source(3, None, source))
    assert [record["line"] for record in records] == [None, 5]
    assert ruling.objection(source, records) == ""


def test_what_the_test_writes_out_counts_and_not_what_a_record_says(passed, graphs):
    # The expected graph, the shapes and the counts were exchanged in the learner's process.
    wrong = keras.Model([A, B], keras.layers.Dense(3)(keras.layers.Concatenate()([A, B])))
    theirs = SOURCE.replace("for units in (3,):", "for units in ():")
    theirs = theirs.replace("4 * 3 + 3", "27")
    records = passed(lambda: run_source(wrong, read(wrong), theirs))
    assert ruling.objection(SOURCE, records, graphs).startswith("A call of Dense(3) is missing")
    counts = [record | {"line": 1} for record in records]
    count = ruling.objection("check.parameter_count(model, 4 * 3 + 3)", counts)
    assert count.startswith("The model should have 15 parameters, but it has 27: ")


def test_a_record_with_arguments_that_the_test_does_not_write_is_refused():
    record = {"check": "number", "line": 1, "arguments": [4, 7, "it"]}
    record["options"] = {"tolerance": 1e9}
    said = ruling.objection('check.number(x, 7, "it")', [record])
    assert said == "check.number(x, 7, 'it') was called with other arguments."


def test_a_graph_that_names_modules_was_not_read_from_a_model(passed, graphs):
    records = passed(lambda: run_source(siamese(), read(siamese())))
    for record in records:
        if record["check"] == "topology":
            for _, _, settings, _ in record["arguments"][0]["seen"]["layers"].values():
                settings["kernel_initializer"] = {"class_name": "f", "module": "os", "config": {}}
    assert ruling.objection(SOURCE, records, graphs).endswith("it names modules.")


@pytest.mark.parametrize(
    "arguments", [[], [{"graph": {}}], [{"array": ["<f4", [9], ""]}, 1], [{"list": 7}, 1], 7]
)
def test_a_forged_record_is_an_objection_and_no_crash(arguments):
    record = {"check": "number", "line": 1, "arguments": arguments, "options": {}}
    assert ruling.objection("check.number(x, y, 'it')", [record])
