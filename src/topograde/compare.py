"""The verdict on a model: is it the expected one, and if not, why.

Two legs carry it. Structure is compared first. Where it differs, or holds something that cannot be
looked into, behaviour decides: the same outputs and gradients for random inputs and weights. What
neither settles is left open.
"""

from __future__ import annotations

from typing import Any

from topograde import private
from topograde.behave import Stops, same_function
from topograde.build import CannotBuild, build
from topograde.evidence import Seen
from topograde.explain import explain, listed
from topograde.graph import ModelGraph, Spec
from topograde.match import differences, likely_partners, same
from topograde.misconceptions import MISCONCEPTIONS
from topograde.normal import PLAIN, Options
from topograde.read import (
    CannotRead,
    CannotTrace,
    Live,
    Shapes,
    live_without_graph,
    read_live,
)
from topograde.verdict import RIGHT, Outcome, Verdict


def compare(
    model: Any, expected: ModelGraph, input_order: bool = True, options: Options = PLAIN
) -> Verdict:
    """Compare a model with the graph it should have.

    Names, spelling and the API used do not matter; operations, wiring, settings that change the
    function or its training, and which calls share weights do.

    >>> import keras
    >>> from topograde.read import read
    >>> x = keras.Input((3,))
    >>> wanted = read(keras.Model(x, keras.layers.Dense(2)(x)))
    >>> compare(keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]), wanted).outcome
    <Outcome.RIGHT: 'right'>

    Args:
        model: a Keras model, or what was `Seen` of one elsewhere.
        expected: the graph of a right answer.
        input_order: whether the order of the inputs matters.
        options: what else matters, such as names.
    """
    if isinstance(model, Seen) and same(model.graph, expected, input_order, options):
        return RIGHT
    try:
        live = read_live(twin(model), _specs(expected))
    except CannotBuild as error:
        return Verdict(Outcome.CANNOT_TELL, f"{_UNDECIDED}: {error}", model.graph)
    except CannotTrace as error:
        return _untraced(model, expected, input_order, error)
    except CannotRead as error:
        return Verdict(Outcome.WRONG, str(error), misconception=error.misconception)
    if found := trouble(live):
        return found
    free = not options.activations and same(live.graph, expected, input_order, options)
    verdict = RIGHT if free else _judge(live, expected, input_order)
    if verdict is RIGHT:
        return _as_asked(live.graph, expected, input_order, options)
    return verdict


def twin(model: Any) -> Any:
    """Return a model that computes what was seen of one; any other stands for itself.

    Raises:
        CannotBuild: if the graph holds what only its author's program can make.
    """
    return build(model.graph) if isinstance(model, Seen) else model


def trouble(live: Live) -> Verdict | None:
    """Return the verdict on a model that is wrong whatever the task, if it is."""
    return _cut(live) or _untracked(live)


def _cut(live: Live) -> Verdict | None:
    """Find a model that begins after a layer; Keras makes its inputs from the tensors there."""
    for number in live.graph.inputs:
        if live.graph.layer_of(number).name.endswith("CLONE"):
            sentence = (
                "The model begins in the middle: one of its inputs is the result of a call: "
                f"{MISCONCEPTIONS['cut'].advice}."
            )
            return Verdict(Outcome.WRONG, sentence, live.graph, (number,), "cut")
    return None


def _untracked(live: Live) -> Verdict | None:
    """Return the verdict on a model that computes with weights which it does not own."""
    owned = {id(variable) for variable in private.variables_owned_by(live.model)}
    strays = [
        key
        for key, variable in zip(live.graph.variables, live.variables, strict=True)
        if id(variable) not in owned
    ]
    if not strays:
        return None
    names = listed([f"`{live.graph.variables[key].name}`" for key in strays])
    calls = tuple(
        n for n in range(len(live.graph.calls)) if set(live.graph.variables_of(n)) & set(strays)
    )
    sentence = (
        f"The model computes with {names}, which it will neither train nor save: "
        f"{MISCONCEPTIONS['untracked'].advice}."
    )
    return Verdict(Outcome.WRONG, sentence, live.graph, calls, "untracked")


def _judge(live: Live, expected: ModelGraph, input_order: bool) -> Verdict:
    found = live.graph
    try:
        agree = _agree(live, expected, input_order)
    except Stops as error:
        return Verdict(Outcome.WRONG, str(error), found)
    except CannotBuild as error:
        return Verdict(Outcome.CANNOT_TELL, f"{_UNDECIDED}: {error}", found)
    if agree is None:
        why = found.notes[0] if found.notes else "it could not be run on random numbers."
        return Verdict(Outcome.CANNOT_TELL, f"{_UNDECIDED}: {why}", found)
    return RIGHT if agree else _wrong(found, expected, input_order)


_UNDECIDED = "The model could not be compared, so a person has to look at it"


def _untraced(model: Any, expected: ModelGraph, input_order: bool, error: CannotTrace) -> Verdict:
    """Judge a model by what it computes alone, which can refuse it, but not accept it."""
    try:
        live = live_without_graph(model, expected, error)
        agree = _agree(live, expected, input_order)
    except Exception:  # it can be neither read nor run: the reason has been found already
        agree = False
    return Verdict(Outcome.WRONG if agree is False else Outcome.CANNOT_TELL, str(error))


def _specs(graph: ModelGraph) -> list[Spec]:
    return [graph.calls[number].outputs[0] for number in graph.inputs]


def _agree(live: Live, expected: ModelGraph, input_order: bool) -> bool | None:
    """Let structure decide; where it says different, or cannot see everything, behaviour.

    Raises:
        CannotBuild: if behaviour would have to decide, and the expected model cannot be run.
    """
    hidden = live.graph.has_secrets or expected.has_secrets
    if not hidden and same(live.graph, expected, input_order):
        return True
    if not _may_be(live.graph, expected):
        return False
    reference = read_live(build(expected))
    return same_function(live, reference, input_order, _partners)


def _may_be(found: ModelGraph, expected: ModelGraph) -> bool:
    """Whether two graphs could be one function, going by their inputs, outputs and weights."""
    graphs = (found, expected)
    shapes = [sorted(str(spec.shape) for spec in _specs(graph)) for graph in graphs]
    weights = [sorted(v.shape for v in graph.variables.values()) for graph in graphs]
    ends = [len(graph.outputs) for graph in graphs]
    return shapes[0] == shapes[1] and weights[0] == weights[1] and ends[0] == ends[1]


def _partners(one: Live, two: Live) -> dict[int, int]:
    numbers = [{key: n for n, key in enumerate(live.graph.variables)} for live in (one, two)]
    partners = likely_partners(one.graph, two.graph)
    return {numbers[0][mine]: numbers[1][theirs] for mine, theirs in partners.items()}


def _wrong(found: ModelGraph, expected: ModelGraph, input_order: bool) -> Verdict:
    different = differences(found, expected, input_order)
    if not different:
        return Verdict(Outcome.WRONG, _without_a_name(found, expected), found)
    first = explain(different[0], found, expected)
    return Verdict(Outcome.WRONG, first.sentence, found, first.calls, first.misconception)


def _without_a_name(found: ModelGraph, expected: ModelGraph) -> str:
    """Say what is wrong where no difference has a name."""
    types = [[spec.dtype for spec in _specs(graph)] for graph in (found, expected)]
    if types[0] != types[1]:
        given, wanted = (", ".join(x) for x in types)
        return f"The inputs should have the dtype {wanted}, but they have {given}."
    if found.notes:
        return f"The model computes something else than it should: {found.notes[0]}"
    return "The layers are the expected ones, but the model computes something else."


_ASKED = {
    "names": "the names of its layers or inputs are not the ones asked for",
    "initializers": "its weights do not start as asked for",
    "dtypes": "it does not compute with the dtypes asked for",
    "nesting": "its layers are not nested in models as asked for",
}


def _as_asked(
    found: ModelGraph, expected: ModelGraph, input_order: bool, options: Options
) -> Verdict:
    """Check, in a model that computes the right thing, what the task asks for beside that."""
    for option, words in _ASKED.items():
        one = Options(activations=options.activations, **{option: True})
        if getattr(options, option) and not same(found, expected, input_order, one):
            sentence = f"The model computes the right thing, but {words}."
            return Verdict(Outcome.WRONG, sentence, found)
    return RIGHT


def read_or_explain(model: Any, shapes: Shapes | None = None) -> Live | Verdict:
    """Read a model, or return the verdict that says why it cannot be read."""
    try:
        live = read_live(model, shapes)
        return trouble(live) or live
    except CannotTrace as error:
        return Verdict(Outcome.CANNOT_TELL, str(error))
    except CannotRead as error:
        return Verdict(Outcome.WRONG, str(error), misconception=error.misconception)
