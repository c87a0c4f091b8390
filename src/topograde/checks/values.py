"""Checks of numbers and arrays that the learner worked out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np

from topograde.checks.failing import check, fail, sentence_case
from topograde.verdict import Outcome


@check
def number(answer: Any, wanted: float, what: str, tolerance: float = 0.0, advice: str = "") -> None:
    """Check a number that the learner worked out, or that the learner's program shows.

    >>> number(2241, 2241, "the number of parameters")
    >>> number(0, 4, "the number of shared variables", advice="use the encoder itself")
    Traceback (most recent call last):
    topograde.verdict.Wrong: The number of shared variables is not 0: use the encoder itself.

    Args:
        answer: the learner's number; `None` or `...` is not attempted.
        wanted: the right one.
        what: words for the message, which does not give the right number away.
        tolerance: the largest difference that is still right.
        advice: what to do about another number; without it the message says "larger" or "smaller".
    """
    if answer is None or answer is Ellipsis:
        fail(
            Outcome.NOT_ATTEMPTED,
            f"{sentence_case(what)} has not been attempted: give your number.",
        )
    if not _is_number(answer):
        fail(Outcome.WRONG, f"{sentence_case(what)} should be a number, but it is {answer!r}.")
    if not abs(answer - wanted) <= tolerance:
        direction = "smaller" if answer < wanted else "larger"
        advice = advice or f"your number is {direction} than the right one"
        fail(Outcome.WRONG, _sentence(f"{sentence_case(what)} is not {answer:,}", advice))


@check
def numbers(values: Any, count: int) -> None:
    """Check that a learner's function returned so many numbers, whatever they are.

    >>> numbers((281, 721, 4), 3)

    Raises:
        NotAttempted: if one of them is still `...` or None.
    """
    length(values, count, "numbers")
    for value in values:
        if value is None or value is Ellipsis:
            sentence = "Not all numbers have been attempted: replace each `...` by your number."
            fail(Outcome.NOT_ATTEMPTED, sentence)
        if isinstance(value, bool):
            fail(Outcome.WRONG, f"{value} should be a number: 1 for True, 0 for False.")
        if not _is_number(value):
            fail(Outcome.WRONG, f"{value!r} should be a number, without quotes or brackets.")


def _is_number(value: Any) -> bool:
    kinds = int | float | np.integer | np.floating
    return isinstance(value, kinds) and not isinstance(value, bool)


@check
def holds(condition: Any, sentence: str) -> None:
    """Check what no other check does; the sentence says what should be so, and what to look at.

    >>> holds(2 > 1, "The distance should become smaller in training.")
    """
    if not condition:
        fail(Outcome.WRONG, sentence)


@check
def length(values: Any, count: int, what: str) -> None:
    """Check how many values a learner's function returned.

    >>> length((281, 721, 4), 3, "numbers")
    """
    ordered = isinstance(values, list | tuple | np.ndarray)
    found = f"{len(values)} {what}" if ordered else f"one {_kind(values)}"
    if found != f"{count} {what}":
        fail(Outcome.WRONG, f"The function should return {count} {what}, but it returns {found}.")


def _kind(value: Any) -> str:
    """Name what a learner returned: the classes of tensors are nobody's to know."""
    return "tensor" if keras.ops.is_tensor(value) else type(value).__name__


@check
def shape(found: Any, wanted: Sequence[int], what: str) -> None:
    """Check the shape of an array that the learner computed.

    >>> shape([[1.0, 2.0]], (1, 2), "the gradient")
    """
    array = array_of(found, what)
    if array.shape != tuple(wanted):
        fail(
            Outcome.WRONG,
            f"{sentence_case(what)} should have shape {tuple(wanted)}, "
            f"but it has shape {array.shape}.",
        )


@check
def close(found: Any, wanted: Any, what: str, tolerance: float = 1e-4, advice: str = "") -> None:
    """Check an array that the learner computed, number by number.

    >>> close([1.0, 2.0], np.array([1.0, 2.0]), "the gradient")
    >>> close([1.0, 4.0], [1.0, 2.0], "the gradient", advice="is it the sum over both calls?")
    Traceback (most recent call last):
    topograde.verdict.Wrong: The gradient is off by up to 2: is it the sum over both calls?
    """
    wanted = np.asarray(wanted)
    shape(found, wanted.shape, what)
    found = array_of(found, what)
    if not np.allclose(found, wanted, rtol=tolerance, atol=tolerance):
        worst = float(np.max(np.abs(found - wanted)))
        what = f"{sentence_case(what)} is off by up to {worst:.3g}"
        fail(Outcome.WRONG, _sentence(what, advice))


def _sentence(what: str, advice: str) -> str:
    """End a sentence, with advice where there is some."""
    text = f"{what}: {advice}" if advice else what
    return text if text.endswith("?") else f"{text}."


def array_of(value: Any, what: str) -> np.ndarray:
    try:
        if value is not None:
            return np.asarray(keras.ops.convert_to_numpy(value), dtype=float)
        found = "None"
    except Exception:  # what cannot become an array of numbers is described instead
        found = f"a {_kind(value)}"
    fail(Outcome.WRONG, f"{sentence_case(what)} should be an array of numbers, but it is {found}.")
