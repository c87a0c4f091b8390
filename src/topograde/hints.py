"""The next hint for the check that failed last."""

from __future__ import annotations

from topograde.misconceptions import MISCONCEPTIONS

_LAST = {"misconception": "", "given": 0}


def remember(misconception: str) -> None:
    """Note the misconception of a failed check; the same one again goes on with its ladder."""
    if misconception != _LAST["misconception"]:
        _LAST.update(misconception=misconception, given=0)


def forget() -> None:
    """Begin anew after a check that passed."""
    _LAST.update(misconception="", given=0)


def hint() -> None:
    """Print the next hint for the check that failed last: a nudge, the idea, then a skeleton.

    >>> remember("argument_order")
    >>> hint()
    Hint 1 of 3: The small numbers at the arrows say which argument is which.
    >>> hint()
    Hint 2 of 3: a - b is not b - a, and a concatenation puts its first argument first.
    Read on: chapter 02_functional, "When the order of arguments matters".
    """
    if not (name := _LAST["misconception"]):
        print("There is no hint for that: read its sentence again, or open the hints of the task.")
        return
    misconception = MISCONCEPTIONS[name]
    number = min(_LAST["given"], 2)
    _LAST["given"] += 1
    print(f"Hint {number + 1} of 3: {misconception.hints[number]}")
    if number == 1 and misconception.section:
        chapter, _, section = misconception.section.partition(": ")
        print(f'Read on: chapter {chapter}, "{section}".')
