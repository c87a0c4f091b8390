"""How a check ends: in silence, or with the picture and one sentence."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from topograde import evidence, hints
from topograde.draw import draw
from topograde.graph import ModelGraph
from topograde.verdict import FAILURES, Outcome, Verdict


def check(function: Callable[..., None]) -> Callable[..., None]:
    """Make a function a check: when it returns, it has passed."""

    @functools.wraps(function)
    def checked(*args: Any, **options: Any) -> None:
        function(*args, **options)
        hints.passed()
        evidence.note(function.__name__, args, options)

    return checked


def fail(
    outcome: Outcome,
    sentence: str,
    graph: ModelGraph | None = None,
    calls: tuple[int, ...] = (),
    misconception: str = "",
) -> None:
    """End the check with this outcome and sentence, and the picture if there is a graph."""
    settle(Verdict(outcome, sentence, graph, calls, misconception))


def settle(verdict: Verdict) -> None:
    """Return if the verdict is right; else show the picture and raise the sentence."""
    if verdict.outcome is Outcome.RIGHT:
        return
    hints.failed(verdict.misconception, verdict.sentence)
    if verdict.graph and verdict.graph.calls:
        _show(verdict)
    raise FAILURES[verdict.outcome](verdict)


def _show(verdict: Verdict) -> None:
    """Display the picture where there is a notebook to display it in."""
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        return
    if get_ipython() is not None:
        picture = draw(verdict.graph, verdict.calls, expected=verdict.expected)
        # Nobody sees the metadata: they are for the report of the class.
        display(picture, metadata={"topograde": verdict.record()})


def sentence_case(text: str) -> str:
    """Begin with a capital letter, and leave the rest as it is."""
    return text[0].upper() + text[1:]
