"""Random models in random spellings, with numbers as the judge.

`plan` draws a model and computes it in NumPy, `spell` writes it in Keras in many ways, `mutate`
changes its meaning. Fixed seeds keep failures that can be looked at; fresh ones look for new ones.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace

import keras
import numpy as np
import pytest
from mutate import MUTATIONS, mutate, same_meaning
from plan import STEPS, Plan, pruned, random_plan, run, weights_of
from spell import Spelling

from topograde import Outcome, compare, read

FIXED = range(24)
# Not in CI, whose answer must be the same for the same code.
FRESH_COUNT = 0 if os.environ.get("CI") else 4
FRESH = [random.SystemRandom().randrange(10**6, 10**9) for _ in range(FRESH_COUNT)]
# Where a first version went wrong: dropout moved, masks, tokens, indices, stopped gradients.
ONCE_WRONG = [5054, 5120, 5172, 5192, 5204, 5265, 5394, 5061, 5092, 5128, 5145, 5168, 5181]


@pytest.mark.parametrize("seed", [*FIXED, *ONCE_WRONG, *FRESH])
def test_verdicts_agree_with_numbers(seed):
    plan = random_plan(seed)
    one, two = Spelling(plan, 10 * seed + 1), Spelling(plan, 10 * seed + 2)
    expected = read(two.model)
    verdict = compare(one.model, expected)
    assert verdict.outcome is Outcome.RIGHT, f"{verdict.sentence}\n{read(one.model)}\n{expected}"

    name, changed = mutate(plan, seed)
    same = same_meaning(changed, plan)
    answer = Spelling(changed, 10 * seed + 3).model
    verdict = compare(answer, expected)
    wanted = {True: Outcome.RIGHT, False: Outcome.WRONG}.get(same, verdict.outcome)
    assert verdict.outcome is wanted, f"{name}: {verdict.sentence}\n{read(answer)}\n{expected}"


@pytest.mark.parametrize("seed", range(0, 40, 4))
@pytest.mark.parametrize("api", ["functional", "subclass"])
def test_a_spelling_computes_what_its_plan_says(seed, api):
    plan = random_plan(seed)
    spelling = Spelling(plan, seed, api)
    rng = np.random.default_rng(seed)
    weights, inputs = weights_of(plan, rng), numbers(plan, rng)
    spelling.load(weights)
    found = keras.tree.flatten(spelling.model(inputs if len(inputs) > 1 else inputs[0]))
    values = run(plan, [np.asarray(x, float) for x in inputs], weights)
    for mine, place in zip(found, plan.outputs, strict=True):
        np.testing.assert_allclose(mine, values[place], rtol=1e-3, atol=1e-3)


def numbers(plan: Plan, rng: np.random.Generator) -> list[np.ndarray]:
    """Draw inputs for a plan."""
    return [
        rng.integers(0, 7, (3, *shape)).astype("int32")
        if shape == (STEPS,)
        else rng.normal(size=(3, *shape)).astype("float32")
        for shape in plan.shapes
    ]


def test_the_judge_knows_that_names_of_weights_do_not_matter():
    plan = random_plan(0)
    renamed = {number: number + 100 for number in plan.layers}
    assert same_meaning(_renamed(plan, renamed), plan)


def _renamed(plan: Plan, names: dict[int, int]) -> Plan:
    steps = (replace(s, layer=names.get(s.layer, s.layer)) for s in plan.steps)
    layers = {names[number]: part for number, part in plan.layers.items()}
    return replace(plan, steps=tuple(steps), layers=layers)


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_every_mutation_changes_some_model(name):
    for seed in range(500):
        plan = random_plan(seed)
        try:
            changed = MUTATIONS[name](plan, random.Random(seed))
            if changed is not None and same_meaning(pruned(changed), plan) is False:
                return
        except ValueError:
            continue
    pytest.fail(f"{name} never changes anything.")
