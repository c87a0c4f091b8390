"""Change the meaning of a plan in one place, and ask numbers whether it did change."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice, permutations, product

import numpy as np
from plan import FUNCTIONS, STEPS, Part, Plan, Step, pruned, run, shapes_of, weights_of

MUTATIONS: dict[str, Callable[[Plan, random.Random], Plan | None]] = {}


def mutation(function: Callable) -> Callable:
    """Add a change to the table."""
    MUTATIONS[function.__name__] = function
    return function


def mutate(plan: Plan, seed: int) -> tuple[str, Plan]:
    """Return the name of a random change and the changed plan."""
    rng = random.Random(seed)
    while True:
        name = rng.choice(sorted(MUTATIONS))
        try:
            changed = MUTATIONS[name](plan, rng)
            if changed is None:
                continue
            changed = pruned(changed)
            shapes_of(changed)
        except ValueError:
            continue
        if changed.steps:
            return name, changed


def _with(plan: Plan, number: int, step: Step) -> Plan:
    steps = [*plan.steps]
    steps[number] = step
    return replace(plan, steps=tuple(steps), towers=())


def _pick(plan: Plan, rng: random.Random, *kinds: str) -> int | None:
    numbers = [n for n, s in enumerate(plan.steps) if not kinds or s.kind in kinds]
    return rng.choice(numbers) if numbers else None


def _without(plan: Plan, number: int, by: int) -> Plan:
    """Let everyone who used a step use another value."""
    gone = len(plan.shapes) + number
    steps = tuple(
        replace(s, args=tuple(by if a == gone else a for a in s.args)) for s in plan.steps
    )
    outputs = tuple(by if n == gone else n for n in plan.outputs)
    return replace(plan, steps=steps, outputs=outputs, towers=())


def _inserted(plan: Plan, rng: random.Random, kind: str, **settings: object) -> Plan:
    """Put a step on one argument of one step."""
    start = len(plan.shapes)
    number = rng.randrange(len(plan.steps))
    step = plan.steps[number]
    place = rng.randrange(len(step.args))
    if step.kind == "embedding":
        raise ValueError("Tokens are not numbers.")

    def later(value: int) -> int:
        return value + (value >= start + number)

    args = [later(a) for a in step.args]
    new = Step(kind, (args[place],), None, settings)
    args[place] = start + number
    rest = [replace(s, args=tuple(map(later, s.args))) for s in plan.steps[number + 1 :]]
    steps = (*plan.steps[:number], new, replace(step, args=tuple(args)), *rest)
    return replace(plan, steps=steps, outputs=tuple(map(later, plan.outputs)), towers=())


def _calls(plan: Plan) -> dict[int, list[int]]:
    calls: dict[int, list[int]] = defaultdict(list)
    for number, step in enumerate(plan.steps):
        if step.layer is not None:
            calls[step.layer].append(number)
    return calls


@mutation
def unshare(plan: Plan, rng: random.Random) -> Plan | None:
    """Give one call of a shared layer a layer of its own."""
    shared = [(k, n) for k, n in _calls(plan).items() if len(n) > 1]
    if not shared:
        return None
    layer, numbers = rng.choice(shared)
    new = max(plan.layers) + 1
    number = rng.choice(numbers)
    changed = _with(plan, number, replace(plan.steps[number], layer=new))
    return replace(changed, layers={**plan.layers, new: plan.layers[layer]})


MUTATIONS["unshare_once_more"] = unshare


@mutation
def share(plan: Plan, rng: random.Random) -> Plan | None:
    """Let two layers be one."""
    pairs = [
        (a, b)
        for a in plan.layers
        for b in plan.layers
        if a < b and plan.layers[a] == plan.layers[b]
    ]
    if not pairs:
        return None
    keep, lose = rng.choice(pairs)
    steps = tuple(replace(s, layer=keep) if s.layer == lose else s for s in plan.steps)
    return replace(plan, steps=steps, towers=())


@mutation
def swap_arguments(plan: Plan, rng: random.Random) -> Plan | None:
    number = _pick(plan, rng, "subtract", "concatenate", "attention")
    if number is None:
        return None
    step = plan.steps[number]
    return _with(plan, number, replace(step, args=step.args[::-1]))


@mutation
def rewire(plan: Plan, rng: random.Random) -> Plan | None:
    """Feed one argument from another value of the same shape."""
    shapes, start = shapes_of(plan), len(plan.shapes)
    number = _pick(plan, rng)
    step = plan.steps[number]
    place = rng.randrange(len(step.args))
    old = step.args[place]
    others = [
        n
        for n in range(start + number)
        if shapes[n] == shapes[old] and n != old and (n < start) == (old < start)
    ]
    if not others:
        return None
    args = [*step.args]
    args[place] = rng.choice(others)
    return _with(plan, number, replace(step, args=tuple(args)))


@mutation
def other_activation(plan: Plan, rng: random.Random) -> Plan | None:
    """Add, drop or change an activation."""
    layers = [k for k, part in plan.layers.items() if part.kind in ("dense", "conv1d")]
    if not layers:
        return None
    layer = rng.choice(layers)
    old = plan.layers[layer]
    names = [n for n in (None, *FUNCTIONS) if n != old.settings.get("activation")]
    part = Part(old.kind, old.settings | {"activation": rng.choice(names)})
    return replace(plan, layers={**plan.layers, layer: part}, towers=())


_OTHER: dict[str, list[tuple[str, list]]] = {
    "dense": [("units", [4, 6, 5]), ("use_bias", [True, False])],
    "conv1d": [("padding", ["same", "causal"]), ("kernel_size", [2, 3])],
    "lstm": [("go_backwards", [True, False])],
    "gru": [("go_backwards", [True, False])],
    "mha": [("num_heads", [2, 3]), ("key_dim", [2, 3])],
    "norm": [("epsilon", [1e-3, 0.1])],
    "embedding": [("output_dim", [4, 6])],
}


@mutation
def other_setting(plan: Plan, rng: random.Random) -> Plan | None:
    if not plan.layers:
        return None
    layer = rng.choice(sorted(plan.layers))
    old = plan.layers[layer]
    name, choices = rng.choice(_OTHER[old.kind])
    usual = {"use_bias": True, "epsilon": 1e-3, "go_backwards": False}
    value = rng.choice(choices)
    if value == old.settings.get(name, usual.get(name)):
        return None
    part = Part(old.kind, old.settings | {name: value})
    return replace(plan, layers={**plan.layers, layer: part}, towers=())


@mutation
def other_number(plan: Plan, rng: random.Random) -> Plan | None:
    number = _pick(plan, rng, "scale", "shift")
    if number is None:
        return None
    step = plan.steps[number]
    return _with(plan, number, replace(step, settings={"by": step.settings["by"] + 0.25}))


@mutation
def bypass(plan: Plan, rng: random.Random) -> Plan | None:
    """Take out a step that keeps the shape."""
    shapes, start = shapes_of(plan), len(plan.shapes)
    number = _pick(plan, rng)
    step = plan.steps[number]
    same = [a for a in step.args if shapes[a] == shapes[start + number]]
    return _without(plan, number, rng.choice(same)) if same else None


@mutation
def drop_argument(plan: Plan, rng: random.Random) -> Plan | None:
    """Leave out one argument of a merge, such as a skip connection."""
    number = _pick(plan, rng, "add", "multiply", "maximum", "average")
    if number is None:
        return None
    step = plan.steps[number]
    if len(step.args) == 2:
        return _without(plan, number, rng.choice(step.args))
    return _with(plan, number, replace(step, args=step.args[:-1]))


@mutation
def other_merge(plan: Plan, rng: random.Random) -> Plan | None:
    kinds = ["add", "multiply", "maximum", "average", "minimum"]
    number = _pick(plan, rng, *kinds, "subtract")
    if number is None:
        return None
    step = plan.steps[number]
    kind = rng.choice([k for k in kinds if k != step.kind])
    return _with(plan, number, replace(step, kind=kind))


@mutation
def swap_outputs(plan: Plan, rng: random.Random) -> Plan | None:
    if len(plan.outputs) < 2:
        return None
    return replace(plan, outputs=plan.outputs[::-1])


@mutation
def swap_inputs(plan: Plan, rng: random.Random) -> Plan | None:
    if len(plan.shapes) < 2 or plan.shapes[0] != plan.shapes[1]:
        return None
    return replace(plan, input_order=(1, 0, *range(2, len(plan.shapes))))


@mutation
def stop_gradient(plan: Plan, rng: random.Random) -> Plan | None:
    return _inserted(plan, rng, "stop")


@mutation
def reverse(plan: Plan, rng: random.Random) -> Plan | None:
    return _inserted(plan, rng, "reverse")


@mutation
def times_zero(plan: Plan, rng: random.Random) -> Plan | None:
    return _inserted(plan, rng, "scale", by=0.0)


@mutation
def add_dropout(plan: Plan, rng: random.Random) -> Plan | None:
    return _inserted(plan, rng, "dropout", rate=0.2)


@mutation
def move_dropout(plan: Plan, rng: random.Random) -> Plan | None:
    number = _pick(plan, rng, "dropout")
    if number is None:
        return None
    step = plan.steps[number]
    gone = _without(plan, number, step.args[0])
    return _inserted(gone, rng, "dropout", rate=step.settings["rate"])


@mutation
def dropout_rate(plan: Plan, rng: random.Random) -> Plan | None:
    number = _pick(plan, rng, "dropout")
    if number is None:
        return None
    return _with(plan, number, replace(plan.steps[number], settings={"rate": 0.3}))


@mutation
def two_masks_for_one(plan: Plan, rng: random.Random) -> Plan | None:
    """Let one user of a dropped value draw a mask of its own."""
    number = _pick(plan, rng, "dropout")
    if number is None:
        return None
    value, start = len(plan.shapes) + number, len(plan.shapes)
    users = [n for n, s in enumerate(plan.steps) if value in s.args]
    if len(users) + plan.outputs.count(value) < 2 or not users:
        return None

    def later(x: int) -> int:
        return x + (x > value)

    user = rng.choice(users)
    steps = [replace(s, args=tuple(map(later, s.args))) for s in plan.steps]
    args = tuple(value + 1 if a == value else a for a in steps[user].args)
    steps[user] = replace(steps[user], args=args)
    steps.insert(number + 1, plan.steps[number])
    assert start <= value
    return replace(plan, steps=tuple(steps), outputs=tuple(map(later, plan.outputs)), towers=())


# The oracle

TRIES = 3000


def same_meaning(one: Plan, two: Plan) -> bool | None:
    """Whether two plans are one function of inputs, weights and dropout masks, up to their names.

    Weights are drawn for the second plan and handed to the first in every possible way; values,
    values with masks, and directional derivatives have to agree. None if there are too many ways.
    """
    if [one.shapes[n] for n in one.order] != [two.shapes[n] for n in two.order]:
        return False
    rng = np.random.default_rng(5)
    given = [_numbers(two.shapes[n], rng) for n in two.order]
    weights, drift = weights_of(two, rng), weights_of(two, rng)
    masks = _masks(two, rng)
    wanted = _facts(two, given, weights, drift, masks)
    for count, (layers, places) in enumerate(_renamings(one, two, weights)):
        if count == TRIES:
            return None
        mine = [{k: w[layers[k]] for k in one.layers} for w in (weights, drift)]
        renamed = {k: masks[places[k]] for k in places}
        if _agree(_facts(one, given, *mine, renamed), wanted):
            return True
    return False


def _numbers(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    if shape == (STEPS,):
        return rng.integers(0, 7, (4, *shape))
    scale = np.array([0.3, 1.0, 1.0, 6.0]).reshape(-1, *[1] * len(shape))
    return rng.normal(size=(4, *shape)) * scale


def _masks(plan: Plan, rng: np.random.Generator) -> dict[int, np.ndarray]:
    shapes = shapes_of(plan)
    places = [n for n, s in enumerate(plan.steps) if s.kind == "dropout"]
    sizes = {n: int(np.prod(shapes[len(plan.shapes) + n])) for n in places}
    return {n: rng.uniform(0.5, 2, (4, size)) for n, size in sizes.items()}


def _facts(plan: Plan, given: list, weights: dict, drift: dict, masks: dict) -> list[np.ndarray]:
    inputs = [given[plan.order.index(n)] for n in range(len(given))]
    step = 1e-6
    moved = {k: [w + step * d for w, d in zip(weights[k], drift[k], strict=True)] for k in weights}
    plain = run(plan, inputs, weights)
    after = run(plan, inputs, moved, frozen=plain)
    noisy = run(plan, inputs, weights, masks)
    ends = plan.outputs
    slopes = [(after[n] - plain[n]) / step for n in ends]
    return [*(plain[n] for n in ends), *(noisy[n] for n in ends), *slopes]


def _agree(mine: list[np.ndarray], theirs: list[np.ndarray]) -> bool:
    return len(mine) == len(theirs) and all(
        a.shape == b.shape and np.allclose(a, b, rtol=1e-4, atol=1e-5)
        for a, b in zip(mine, theirs, strict=True)
    )


def _renamings(one: Plan, two: Plan, weights: dict) -> Iterator[tuple[dict, dict]]:
    """Yield one-to-one maps of layers and of dropout steps of equal kind, the identity first."""
    mine = weights_of(one, np.random.default_rng(0))

    def kind(plan: Plan, layer: int, drawn: dict) -> tuple:
        return (plan.layers[layer].kind, tuple(w.shape for w in drawn[layer]))

    def rates(plan: Plan) -> dict[int, tuple]:
        shapes = shapes_of(plan)
        return {
            n: (s.settings["rate"], int(np.prod(shapes[len(plan.shapes) + n])))
            for n, s in enumerate(plan.steps)
            if s.kind == "dropout"
        }

    layers = _maps(
        {k: kind(one, k, mine) for k in one.layers}, {k: kind(two, k, weights) for k in two.layers}
    )
    yield from product(islice(layers, TRIES), list(_maps(rates(one), rates(two))))


def _maps(mine: dict[int, tuple], theirs: dict[int, tuple]) -> Iterator[dict[int, int]]:
    kinds = sorted(set(mine.values()) | set(theirs.values()), key=repr)
    left = [[k for k in mine if mine[k] == kind] for kind in kinds]
    right = [[k for k in theirs if theirs[k] == kind] for kind in kinds]
    if [len(x) for x in left] != [len(x) for x in right]:
        return
    for choice in product(*map(permutations, right)):
        pairs = zip(left, choice, strict=True)
        yield {a: b for mine, theirs in pairs for a, b in zip(mine, theirs, strict=True)}
