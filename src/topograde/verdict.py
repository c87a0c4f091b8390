"""What a check can conclude about a model, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from topograde.graph import ModelGraph


class Outcome(Enum):
    """The four conclusions. Only `RIGHT` gives points; `CANNOT_TELL` asks for a person."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_ATTEMPTED = "not attempted"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Verdict:
    """An outcome, the sentence that explains it, and what to show.

    `calls` are the calls of `graph` to mark; `misconception` is a key of `MISCONCEPTIONS`, or
    empty; `expected` is the graph to show beside it, where the task gives it away anyway.
    """

    outcome: Outcome
    sentence: str = ""
    graph: ModelGraph | None = None
    calls: tuple[int, ...] = ()
    misconception: str = ""
    expected: ModelGraph | None = None

    def record(self) -> dict[str, Any]:
        """Return what a report of the class needs: plain values, of the learner's own model alone.

        >>> Verdict(Outcome.WRONG, "Not so.", misconception="separate").record()
        {'outcome': 'wrong', 'misconception': 'separate', 'calls': [], 'graph': None}
        """
        return {
            "outcome": self.outcome.value,
            "misconception": self.misconception,
            "calls": list(self.calls),
            "graph": self.graph.to_dict() if self.graph else None,
        }


RIGHT = Verdict(Outcome.RIGHT)


class CheckFailed(AssertionError):
    """A check did not pass. Notebooks show its sentence alone, without a traceback."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.sentence)
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:
        return [f"{TITLES[self.verdict.outcome]}: {self}"]


class NotAttempted(CheckFailed):
    """The task has not been worked on yet."""


class Wrong(CheckFailed):
    """The answer is wrong; the sentence says what, where, and what to try."""


class CannotTell(CheckFailed):
    """The answer could be neither accepted nor refused; the sentence says why."""


TITLES = {
    Outcome.NOT_ATTEMPTED: "Not attempted",
    Outcome.WRONG: "Not yet",
    Outcome.CANNOT_TELL: "Cannot tell",
}
FAILURES = {
    Outcome.NOT_ATTEMPTED: NotAttempted,
    Outcome.WRONG: Wrong,
    Outcome.CANNOT_TELL: CannotTell,
}
