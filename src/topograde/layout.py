"""Where each call of a graph stands in its picture: rows from the inputs down, few crossings.

The usual layered drawing (Sugiyama, Tagawa and Toda, 1981): rank the calls by longest path, order
each row by the mean place of its neighbours, then move boxes towards those neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from topograde.graph import ModelGraph

ROW_GAP, BOX_GAP = 44.0, 26.0
SWEEPS = 8


@dataclass(frozen=True)
class Box:
    """Centre, width and height of a call's box, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True)
class Layout:
    """A box for every call, and for every arrow the points it goes through between the boxes."""

    boxes: dict[int, Box]
    bends: dict[tuple[int, int, int], list[tuple[float, float]]]
    width: float
    height: float


Point = tuple[int, ...]  # a call `(n,)`, or the place where an arrow passes a row `(a, b, k, row)`


def lay_out(graph: ModelGraph, sizes: dict[int, tuple[float, float]]) -> Layout:
    """Place the calls of a graph whose boxes have these widths and heights."""
    rows, links = _rows(graph)
    _order(rows, links, graph)
    widths = {p: sizes[p[0]][0] if len(p) == 1 else 0.0 for row in rows for p in row}
    xs = _spread(rows, links, widths)
    ys = _row_centres(rows, sizes)
    boxes = {p[0]: Box(xs[p], ys[p], *sizes[p[0]]) for p in xs if len(p) == 1}
    bends: dict[tuple[int, int, int], list[tuple[float, float]]] = defaultdict(list)
    for point in sorted(p for p in xs if len(p) > 1):
        bends[point[:3]].append((xs[point], ys[point]))
    width = max(xs[p] + widths[p] / 2 for p in xs)
    return Layout(boxes, dict(bends), width, max(box.bottom for box in boxes.values()))


def arrows(graph: ModelGraph) -> list[tuple[int, int, int]]:
    """List the arrows as (from call, to call, which argument)."""
    return [
        (tensor.call, number, position)
        for number, call in enumerate(graph.calls)
        for position, (_, tensor) in enumerate(call.arguments)
    ]


def _ranks(graph: ModelGraph) -> dict[int, int]:
    """Give each call the row below its lowest argument; inputs stand above their first use."""
    flow = nx.DiGraph()
    flow.add_nodes_from(range(len(graph.calls)))
    flow.add_edges_from((source, target) for source, target, _ in arrows(graph))
    ranks = {n: rank for rank, row in enumerate(nx.topological_generations(flow)) for n in row}
    for number in graph.inputs:
        users = [ranks[user] for user in flow.successors(number)]
        ranks[number] = min(users, default=1) - 1
    return ranks


def _rows(graph: ModelGraph) -> tuple[list[list[Point]], dict[Point, list[Point]]]:
    """Return the rows of points, and for each point those it is joined to in the row above."""
    ranks = _ranks(graph)
    rows: list[list[Point]] = [[] for _ in range(max(ranks.values()) + 1)]
    for number in range(len(graph.calls)):
        rows[ranks[number]].append((number,))
    links: dict[Point, list[Point]] = defaultdict(list)
    for source, target, position in arrows(graph):
        above: Point = (source,)
        for row in range(ranks[source] + 1, ranks[target]):
            point = (source, target, position, row)
            rows[row].append(point)
            links[point].append(above)
            above = point
        links[(target,)].append(above)
    return rows, links


def _order(rows: list[list[Point]], links: dict[Point, list[Point]], graph: ModelGraph) -> None:
    """Order every row by the mean place of its neighbours, back and forth."""
    below: dict[Point, list[Point]] = defaultdict(list)
    for point, above in links.items():
        for other in above:
            below[other].append(point)
    best, fewest = [list(row) for row in rows], _crossings(rows, links)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for row in rows if down else reversed(rows):
            _sort_row(row, rows, links if down else below, graph)
        if (crossings := _crossings(rows, links)) < fewest:
            best, fewest = [list(row) for row in rows], crossings
    rows[:] = best


def _sort_row(
    row: list[Point], rows: list[list[Point]], near: dict[Point, list[Point]], graph: ModelGraph
) -> None:
    places = {p: i / max(1, len(other) - 1) for other in rows for i, p in enumerate(other)}
    means = {
        p: sum(places[x] for x in near[p]) / len(near[p]) if near.get(p) else places[p] for p in row
    }
    frames: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for point in row:
        frames[_frame(point, graph)].append(means[point])
    together = {
        p: sum(frames[f]) / len(frames[f]) if (f := _frame(p, graph)) else means[p] for p in row
    }
    row.sort(key=lambda p: (together[p], means[p]))


def _frame(point: Point, graph: ModelGraph) -> tuple[str, ...]:
    return graph.calls[point[0]].frame if len(point) == 1 else ()


def _crossings(rows: list[list[Point]], links: dict[Point, list[Point]]) -> int:
    count = 0
    for above, row in pairwise(rows):
        place = {p: i for i, p in enumerate(above)}
        ends = [sorted(place[x] for x in links[p] if x in place) for p in row]
        flat = [x for group in ends for x in group]
        count += sum(a > b for i, a in enumerate(flat) for b in flat[i + 1 :])
    return count


def _spread(
    rows: list[list[Point]], links: dict[Point, list[Point]], widths: dict[Point, float]
) -> dict[Point, float]:
    """Move each point towards its neighbours as far as its row leaves room."""
    near: dict[Point, list[Point]] = defaultdict(list)
    for point, above in links.items():
        for other in above:
            near[point].append(other)
            near[other].append(point)
    xs = {p: float(i) * 40 for row in rows for i, p in enumerate(row)}
    for sweep in range(2 * SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wish = [sum(xs[x] for x in near[p]) / len(near[p]) if near[p] else xs[p] for p in row]
            xs.update(zip(row, _apart(wish, [widths[p] for p in row]), strict=True))
    left = min(xs[p] - widths[p] / 2 for p in xs)
    return {p: x - left for p, x in xs.items()}


def _apart(wish: list[float], widths: list[float]) -> list[float]:
    """Return places close to those wished for, in the same order, that do not overlap."""
    gaps = [(a + b) / 2 + BOX_GAP for a, b in pairwise(widths)]
    from_left, from_right = list(wish), list(wish)
    for i, gap in enumerate(gaps):
        from_left[i + 1] = max(wish[i + 1], from_left[i] + gap)
    for i in reversed(range(len(gaps))):
        from_right[i] = min(wish[i], from_right[i + 1] - gaps[i])
    return [(a + b) / 2 for a, b in zip(from_left, from_right, strict=True)]


def _row_centres(
    rows: list[list[Point]], sizes: dict[int, tuple[float, float]]
) -> dict[Point, float]:
    centres, top = {}, 0.0
    for row in rows:
        height = max((sizes[p[0]][1] for p in row if len(p) == 1), default=0.0)
        centres.update((p, top + height / 2) for p in row)
        top += height + ROW_GAP
    return centres
