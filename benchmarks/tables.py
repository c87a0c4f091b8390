"""Judge the written pairs of models on this backend, and print one JSON line.

    KERAS_BACKEND=jax python benchmarks/tables.py

`right` counts the verdicts that are what the tables say, `wrong` those that are not, and `open`
those left to a person; `names` lists all but the right ones.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "topograde"))
warnings.simplefilter("ignore")

import keras  # noqa: E402
from pairs import DIFFERENT, EQUAL  # noqa: E402
from unseen import ADVERSARIAL, EXOTIC  # noqa: E402

from topograde import Outcome, compare, read  # noqa: E402


def pairs() -> Iterator[tuple]:
    """Yield every pair with the name of its table and whether it is equal."""
    yield from (("equal", pair, True) for pair in EQUAL)
    yield from (("different", pair, False) for pair, *_ in DIFFERENT)
    yield from (("exotic", pair, True) for pair in EXOTIC)
    yield from (("look-alike", pair, False) for pair in ADVERSARIAL)


def judge() -> dict:
    """Return the numbers of verdicts for every table."""
    found: dict = {"keras": keras.__version__, "backend": keras.backend.backend(), "tables": {}}
    for table, pair, equal in pairs():
        keras.utils.clear_session()
        keras.utils.set_random_seed(0)
        numbers = found["tables"].setdefault(table, {"right": 0, "wrong": 0, "open": 0})
        try:
            answer, expected = pair()
        except Exception as error:  # this Keras cannot make the pair
            found.setdefault("not made", {})[pair.__name__] = type(error).__name__
            continue
        outcome = compare(answer, read(expected)).outcome
        verdict = "right" if outcome is (Outcome.RIGHT if equal else Outcome.WRONG) else "wrong"
        verdict = "open" if outcome is Outcome.CANNOT_TELL else verdict
        numbers[verdict] += 1
        if verdict != "right":
            found.setdefault("names", {})[pair.__name__] = outcome.value
    return found


if __name__ == "__main__":
    print(json.dumps(judge()))
