"""Ways around the boxes of a picture for the lines that join calls with the same weights."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from topograde.layout import Box, Place

Way = tuple[Place, ...]


def join(one: Box, two: Box, taken: list[Box], lines: list[Box], out: float) -> Way:
    """Return the points of a line between two boxes that runs through few others.

    >>> join(Box(0, 0, 40, 20), Box(100, 0, 40, 20), [], [], 10)
    ((20.0, 0), (80.0, 0))

    Args:
        one: the first box.
        two: the second box.
        taken: boxes to avoid.
        lines: thin boxes around lines that it may cross, but should not lie on.
        out: how far from a box the line runs beside it.
    """
    others = [box for box in taken if box not in (one, two)]

    def cost(way: Way) -> tuple[int, float]:
        detour = 60 * _hits(way, lines) + len(way) + 0.01 * way[1][0]
        return _hits(way, others), _length(way) + detour

    return min(_ways(one, two, others, out), key=cost)


def _ways(one: Box, two: Box, others: list[Box], out: float) -> Iterator[Way]:
    if abs(one.y - two.y) < 1:
        left, right = sorted((one, two), key=lambda box: box.x)
        yield (left.right, left.y), (right.left, right.y)
        yield _bow(left, right, max(one.bottom, two.bottom) + out, 1)
        yield _bow(left, right, min(one.top, two.top) - out, -1)
    yield from _sideways(one, two, others, out)


def _bow(left: Box, right: Box, y: float, side: int) -> Way:
    """Return the way below (or above) the boxes between two boxes of a row."""
    x, to_x = left.x + left.width / 4, right.x - right.width / 4
    edge, to_edge = (box.y + side * box.height / 2 for box in (left, right))
    return (x, edge), (x, y), (to_x, y), (to_x, to_edge)


def _sideways(one: Box, two: Box, others: list[Box], out: float) -> Iterator[Way]:
    """Yield ways out of a side of one box, up or down, and into a side of the other."""
    top, bottom = sorted((one.y, two.y))
    beside = [one, two, *(box for box in others if box.top < bottom and box.bottom > top)]
    for x in sorted({x for box in beside for x in (box.left - out, box.right + out)}):
        if all(not box.left <= x <= box.right for box in (one, two)):
            start, end = (box.left if x < box.x else box.right for box in (one, two))
            yield (start, one.y), (x, one.y), (x, two.y), (end, two.y)


def _hits(way: Way, others: list[Box]) -> int:
    return sum(_crosses(a, b, box) for a, b in pairwise(way) for box in others)


def _crosses(a: Place, b: Place, box: Box) -> bool:
    """Whether a level or upright line runs through a box."""
    (left, right), (top, bottom) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    level = left < box.right + 3 and right > box.left - 3
    return level and top < box.bottom + 3 and bottom > box.top - 3


def _length(way: Way) -> float:
    return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(way))
