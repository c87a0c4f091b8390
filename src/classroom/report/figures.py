"""The figures of a class: how its scores are spread, and how hard and how long each task was."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from classroom.assignment import Assignment
from classroom.export import Row

BINS = 10


@dataclass(frozen=True)
class Difficulty:
    """How a class did in one task; shares from 0 to 1, times in seconds."""

    task: str
    points: float
    share: float
    full: int
    none: int
    count: int
    median: float
    slow: float  # nine of ten were quicker


def spread(rows: Sequence[Row]) -> list[int]:
    """Count the scores in ten equal parts of what can be reached; the last has the full marks.

    >>> spread([{"score": s, "max_score": "20"} for s in ("0", "19", "20", "")])
    [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    """
    counts = [0] * BINS
    for row in scored(rows):
        most = float(row["max_score"]) or 1.0
        counts[min(BINS - 1, max(0, int(BINS * float(row["score"]) / most)))] += 1
    return counts


def scored(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that have a score: a missing one is not 0."""
    return [row for row in rows if row["score"]]


def mean(rows: Sequence[Row]) -> float | None:
    """Return the mean score of those who have one."""
    scores = [float(row["score"]) for row in scored(rows)]
    return statistics.fmean(scores) if scores else None


def difficulties(
    assignment: Assignment, rows: Sequence[Row], times: Mapping[str, Mapping[str, float]]
) -> list[Difficulty]:
    """Return the difficulty of each task, in the order of the notebook."""
    found = []
    for task in assignment.tasks:
        got = [float(row[task.name]) for row in scored(rows) if row.get(task.name)]
        took = sorted(of_student[task.name] for of_student in times.values())
        found.append(
            Difficulty(
                task.name,
                task.points,
                sum(got) / (task.points * len(got)) if got and task.points else 0.0,
                sum(points >= task.points for points in got),
                sum(points == 0 for points in got),
                len(got),
                statistics.median(took) if took else 0.0,
                took[(9 * (len(took) - 1)) // 10] if took else 0.0,
            )
        )
    return found
