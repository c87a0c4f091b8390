"""How a check ends that did not pass: the picture, then one sentence."""

from __future__ import annotations

from topograde.draw import draw
from topograde.graph import ModelGraph
from topograde.hints import forget, remember
from topograde.verdict import FAILURES, Outcome, Verdict


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
        forget()
        return
    remember(verdict.misconception)
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
