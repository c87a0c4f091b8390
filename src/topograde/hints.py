"""The next hint for the check that failed last."""

from __future__ import annotations

import re
from collections import Counter

from topograde.misconceptions import MISCONCEPTIONS

Failure = tuple[str, str]  # the misconception, and the sentence without its numbers
_given: Counter[Failure] = Counter()
_last: dict[str, Failure | None] = {}  # empty before the first check


def failed(misconception: str, sentence: str) -> None:
    """Note a failed check; the same failure again goes on with its ladder.

    The numbers that Keras gives to its layers differ from run to run: they do not count.
    """
    _last["check"] = misconception, re.sub(r"\d+", "", sentence)


def passed() -> None:
    """Note that the last check passed."""
    _last["check"] = None


def forget() -> None:
    """Begin anew, with no check and no hint given."""
    _last.clear()
    _given.clear()


def hint() -> None:
    """Print the next hint for the check that failed last: a nudge, the idea, then a skeleton.

    >>> failed("argument_order", "`subtract_1` gets `b` and `a` in the wrong order.")
    >>> hint()
    Hint 1 of 3: The small numbers at the arrows say which argument is which.
    >>> hint()
    Hint 2 of 3: a - b is not b - a, and a concatenation puts its first argument first.
    Read on: chapter 02_functional, "When the order of arguments matters".
    >>> passed()
    >>> hint()
    The last check passed: there is nothing to hint at.
    """
    if not _last:
        print("Run a check first: a hint is about a check that did not pass.")
    elif (failure := _last["check"]) is None:
        print("The last check passed: there is nothing to hint at.")
    elif not failure[0]:
        print("There is no hint for that sentence: open the hints below the text of the task.")
    else:
        _given[failure] += 1
        _show(failure[0], min(_given[failure], 3))


def _show(name: str, number: int) -> None:
    misconception = MISCONCEPTIONS[name]
    print(f"Hint {number} of 3: {misconception.hints[number - 1]}")
    if number == 2 and misconception.section:
        chapter, _, section = misconception.section.partition(": ")
        print(f'Read on: chapter {chapter}, "{section}".')
