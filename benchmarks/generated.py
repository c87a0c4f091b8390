"""Judge generated pairs of models with topograde and with the flat list, side by side."""

from __future__ import annotations

import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "tests/topograde")]

Counts = Counter[tuple[str, str, str]]


def judge(seeds: range) -> tuple[Counts, list[str], list[float]]:
    """Return how often each judge gave each verdict, what topograde missed, and its seconds."""
    warnings.simplefilter("ignore")
    import keras
    from flat_list import looks_same

    from topograde import compare, read

    counts: Counts = Counter()
    missed, seconds = [], []
    for seed in seeds:
        keras.utils.clear_session()
        for label, truth, answer, expected in _pairs(seed):
            start = time.perf_counter()
            outcome = compare(answer, read(expected)).outcome.value
            seconds.append(time.perf_counter() - start)
            flat = "right" if looks_same(answer, expected) else "wrong"
            counts["topograde", truth, outcome] += 1
            counts["flat list", truth, flat] += 1
            if outcome != {"equal": "right", "different": "wrong"}.get(truth, outcome):
                missed.append(f"seed {seed}, {label}: {truth}, and topograde says {outcome}")
    return counts, missed, seconds


def _pairs(seed: int) -> Iterator[tuple]:
    """Yield a pair in two spellings, and two pairs that a mutation has set apart."""
    from mutate import mutate, same_meaning
    from plan import random_plan
    from spell import Spelling

    plan = random_plan(seed)
    expected = Spelling(plan, 10 * seed).model
    yield "respelled", "equal", Spelling(plan, 10 * seed + 1).model, expected
    for number in (2, 3):
        name, changed = mutate(plan, 10 * seed + number)
        same = same_meaning(changed, plan)
        truth = {True: "equal", False: "different"}.get(same, "unknown")
        yield name, truth, Spelling(changed, 10 * seed + number).model, expected
