"""Exotic spellings and look-alikes that nobody looked at while writing the comparison."""

from __future__ import annotations

import pytest
from unseen import ADVERSARIAL, EXOTIC

from topograde import Outcome, compare, read

# Each of these is honestly left to a person, with the reason.
LEFT_TO_A_PERSON = {
    "subclass_that_encodes_one_batch": "Unsupported key type",  # the size of a batch is unknown
    "another_function_mapped": "cannot be called again",  # a learner's function in both models
}


def named(pair: object) -> str:
    return getattr(pair, "__name__", "")


@pytest.mark.parametrize("pair", EXOTIC, ids=named)
def test_an_exotic_spelling_is_right(pair):
    answer, expected = pair()
    verdict = compare(answer, read(expected))
    if reason := LEFT_TO_A_PERSON.get(named(pair)):
        assert verdict.outcome is Outcome.CANNOT_TELL and reason in verdict.sentence
    else:
        assert verdict.outcome is Outcome.RIGHT, verdict.sentence


@pytest.mark.parametrize("pair", ADVERSARIAL, ids=named)
def test_a_look_alike_is_wrong(pair):
    answer, expected = pair()
    verdict = compare(answer, read(expected))
    if reason := LEFT_TO_A_PERSON.get(named(pair)):
        assert verdict.outcome is Outcome.CANNOT_TELL and reason in verdict.sentence
    else:
        assert verdict.outcome is Outcome.WRONG
        assert verdict.sentence
