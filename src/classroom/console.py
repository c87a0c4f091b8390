"""What the console shows of grading: how far it is, and what everybody got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from classroom.export import Row
from classroom.status import Status


class Watcher(Protocol):
    """Something that wants to know how far grading is."""

    def step(self, what: str, total: int) -> AbstractContextManager[Callable[[], None]]:
        """Show a step for as long as a block lasts; call its value when one more is done."""

    def found(self, status: Status) -> None:
        """Count the status of one more student."""


class Silent:
    """A watcher that shows nothing."""

    @contextmanager
    def step(self, what: str, total: int) -> Iterator[Callable[[], None]]:
        yield lambda: None

    def found(self, status: Status) -> None:
        pass


class Bar:
    """A watcher that draws a bar; where the output is no terminal, one line for each step."""

    def __init__(self, progress: Progress):
        self._progress = progress
        self._counts: Counter[Status] = Counter()

    @contextmanager
    def step(self, what: str, total: int) -> Iterator[Callable[[], None]]:
        if not self._progress.console.is_terminal:
            self._progress.console.print(f"{what}: {total}", highlight=False)
        task = self._progress.add_task(what, total=total, found=self._summary())
        yield lambda: self._progress.update(task, advance=1, found=self._summary())

    def found(self, status: Status) -> None:
        self._counts[status] += 1

    def _summary(self) -> str:
        return ", ".join(f"{count} {status}" for status, count in self._counts.items())


@contextmanager
def bar(console: Console | None = None) -> Iterator[Bar]:
    """Draw a bar on a console for as long as the block lasts."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[found]}"),
    )
    console = console or Console()
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        yield Bar(progress)


def table(rows: list[Row]) -> str:
    """Set the rows of the table of scores for the console.

    >>> print(table([{"student_id": "ada", "score": "20", "max_score": "20",
    ...               "status": "graded", "reason": ""},
    ...              {"student_id": "lee", "score": "", "max_score": "20",
    ...               "status": "ungradable", "reason": "the file is empty"}]))
    student    score  status      reason
    ada      20 / 20  graded
    lee            -  ungradable  the file is empty
    """
    lines = [("student", "score", "status", "reason")] + [
        (
            row["student_id"],
            f"{row['score']} / {row['max_score']}" if row["score"] else "-",
            row["status"],
            row["reason"],
        )
        for row in rows
    ]
    name, score, status = (max(len(line[i]) for line in lines) for i in range(3))
    return "\n".join(
        f"{a:{name}}  {b:>{score}}  {c:{status}}  {d}".rstrip() for a, b, c, d in lines
    )
