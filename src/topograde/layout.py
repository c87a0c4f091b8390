"""Where each box of a picture stands: rows from the inputs down, few crossings.

The usual layered drawing (Sugiyama, Tagawa and Toda, 1981): rank the boxes by longest path, order
each row by the mean place of its neighbours, then move boxes towards those neighbours. A frame is
laid out by itself and stands in its surroundings like a box, so it never holds a foreign one.

Arrows bend between two rows only, and pass a row in a lane of their own: they cross no box.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

import networkx as nx

from topograde.view import Arrow

GAP, LANE = 32.0, 14.0  # between two boxes of a row; beside an arrow that passes them
ROW_GAP, BEND = 40.0, 0.10  # between two rows; more for each pixel that an arrow moves sideways
FRAME_PAD, FRAME_HEAD = 14.0, 34.0
PORT = 26.0  # between two arrows that end at one box
TIP = 12.0  # the upright end of an arrow
SWEEPS = 12
_YIELDING = 0.02  # how much an arrow that passes a row weighs against the boxes there

Frame = tuple[str, ...]
Place = tuple[float, float]
Value = tuple[int, int]  # output number of a box


@dataclass(frozen=True)
class Box:
    """Centre, width and height of a rectangle, in pixels."""

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

    def moved(self, dx: float, dy: float) -> Box:
        """Return the same rectangle elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True)
class Layout:
    """A rectangle for every box and frame, and for every arrow the points that it goes through."""

    boxes: list[Box]
    frames: dict[Frame, Box]
    routes: list[list[Place]]


def lay_out(
    sizes: list[Place],
    arrows: Iterable[Arrow],
    frames: list[Frame] | None = None,
    heads: dict[Frame, float] | None = None,
    ports: dict[int, float] | None = None,
) -> Layout:
    """Place boxes of these widths and heights, joined by these arrows.

    >>> layout = lay_out([(80, 30), (80, 30)], [Arrow(0, 0, 1, "0")])
    >>> [box.top for box in layout.boxes]
    [0.0, 70.0]

    Args:
        sizes: width and height of each box.
        arrows: from which box to which.
        frames: the frames that each box stands in, outermost first.
        heads: the width that the title of a frame needs.
        ports: for some boxes, how far apart the arrows that end there have to be.
    """
    if not sizes:
        return Layout([], {}, [])
    plan = _Plan(sizes, list(arrows), frames or [()] * len(sizes), heads or {}, ports or {})
    top = _Level(plan, ())
    top.settle(0.0, 0.0)
    boxes = [plan.boxes[n] for n in range(len(sizes))]
    return Layout(boxes, plan.frames, [plan.route(arrow) for arrow in plan.arrows])


# What stands in a level: a box `3`, a frame `("encoder#1",)`. Beside these a row holds points that
# arrows go through: ("lane", value, row), ("in", value) and ("out", value).
Item = int | Frame
Point = tuple


class _Plan:
    """What all levels of a layout know of."""

    def __init__(
        self,
        sizes: list[Place],
        arrows: list[Arrow],
        homes: list[Frame],
        heads: dict[Frame, float],
        ports: dict[int, float],
    ) -> None:
        self.sizes, self.arrows, self.homes = sizes, arrows, homes
        self.heads, self.ports = heads, ports
        self.boxes: dict[int, Box] = {}
        self.frames: dict[Frame, Box] = {}
        self.levels: dict[Frame, _Level] = {}
        self.exits: dict[int, list[int]] = defaultdict(list)
        for source, index in sorted({_value(arrow) for arrow in arrows}):
            self.exits[source].append(index)

    def item(self, node: int, level: Frame) -> Item | None:
        """Return what holds a box on this level: itself, a frame, or nothing."""
        home = self.homes[node]
        if home[: len(level)] != level:
            return None
        return node if home == level else home[: len(level) + 1]

    def route(self, arrow: Arrow) -> list[Place]:
        """Join the pieces of an arrow's way: out of its frames, across, into others."""
        value, source, target = _value(arrow), self.homes[arrow.source], self.homes[arrow.target]
        common = sum(1 for _ in _common(source, target))
        out = [source[:k] for k in range(len(source), common, -1)]
        inside = [target[:k] for k in range(common, len(target) + 1)]
        points = [p for level in out for p in self.levels[level].piece(value, "out")]
        for level in inside:
            item = self.item(arrow.target, level)
            end = (item, arrow.position) if isinstance(item, int) else item
            points += self.levels[level].piece(value, end)
        return _without_repeats(points)


def _common(one: Frame, two: Frame) -> Iterable[str]:
    for a, b in zip(one, two, strict=False):
        if a != b:
            return
        yield a


def _value(arrow: Arrow) -> Value:
    return arrow.source, arrow.index


def _without_repeats(points: list[Place]) -> list[Place]:
    kept = points[:1]
    for point in points[1:]:
        if max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) > 0.05:
            kept.append(point)
    return kept


@dataclass
class _Use:
    """A value on one level: where it comes from, and where it goes."""

    start: Point
    ends: list[tuple[Point, int | None]] = field(default_factory=list)


class _Level:
    """The inside of one frame, or of the whole picture."""

    def __init__(self, plan: _Plan, frame: Frame) -> None:
        self.plan, self.frame = plan, frame
        items = (plan.item(node, frame) for node in range(len(plan.sizes)))
        self.items: list[Item] = list(dict.fromkeys(i for i in items if i is not None))
        self.inner = {i: _Level(plan, i) for i in self.items if isinstance(i, tuple)}
        plan.levels[frame] = self
        self.uses = self._find_uses()
        self.ranks = self._find_ranks()
        self.rows, self.links = self._find_rows()
        self._order()
        self._find_xs()
        self._find_ys()

    # What there is

    def _find_uses(self) -> dict[Value, _Use]:
        """Say for each value seen on this level where it starts and where it ends."""
        uses: dict[Value, _Use] = {}
        for arrow in self.plan.arrows:
            source = self.plan.item(arrow.source, self.frame)
            target = self.plan.item(arrow.target, self.frame)
            value = _value(arrow)
            if source == target:
                continue
            use = uses.setdefault(value, _Use(("in", value) if source is None else (source,)))
            end = ("out", value) if target is None else (target,)
            position = arrow.position if isinstance(target, int) else None
            if (end, position) not in use.ends:
                use.ends.append((end, position))
        return uses

    def _find_ranks(self) -> dict[Point, int]:
        """Give each item the row below the lowest that it depends on."""
        flow = nx.DiGraph()
        flow.add_nodes_from((item,) for item in self.items)
        for use in self.uses.values():
            flow.add_edges_from((use.start, end) for end, _ in use.ends)
        ranks = {p: r for r, row in enumerate(nx.topological_generations(flow)) for p in row}
        if any(point[0] == "in" for point in ranks):
            ranks.update({p: max(r, 1) for p, r in ranks.items() if p[0] != "in"})
            for point in nx.topological_sort(flow):
                ranks[point] = max([ranks[point], *(ranks[q] + 1 for q in flow.pred[point])])
        last = max(r for p, r in ranks.items() if p[0] != "out")
        for point in ranks:
            if point[0] == "out":
                ranks[point] = last + 1
            elif not flow.pred[point] and flow.succ[point] and point[0] != "in":
                ranks[point] = min(ranks[user] for user in flow.succ[point]) - 1
        return ranks

    def _find_rows(self) -> tuple[list[list[Point]], dict[Point, list[Point]]]:
        """Return the rows of points, and for each point those it is joined to in the row above."""
        rows: list[list[Point]] = [[] for _ in range(max(self.ranks.values()) + 1)]
        for point, rank in self.ranks.items():
            rows[rank].append(point)
        links: dict[Point, list[Point]] = defaultdict(list)
        for value, use in self.uses.items():
            first = self.ranks[use.start]
            last = max(self.ranks[end] for end, _ in use.ends)
            lane = {first: use.start}
            for row in range(first + 1, last):
                lane[row] = ("lane", value, row)
                rows[row].append(lane[row])
                links[lane[row]].append(lane[row - 1])
            for end in dict.fromkeys(end for end, _ in use.ends):
                links[end].append(lane[self.ranks[end] - 1])
        return rows, links

    # In which order

    def _order(self) -> None:
        """Order every row by the mean place of its neighbours, back and forth."""
        below = _reversed(self.links)
        best, fewest = [list(row) for row in self.rows], self._crossings()
        for sweep in range(SWEEPS):
            if not fewest:
                break
            down = sweep % 2 == 0
            near = self.links if down else below
            for number in range(len(self.rows)) if down else reversed(range(len(self.rows))):
                self._sort_row(number, near)
            if (crossings := self._crossings()) < fewest:
                best, fewest = [list(row) for row in self.rows], crossings
        self.rows = best

    def _sort_row(self, number: int, near: dict[Point, list[Point]]) -> None:
        row = self.rows[number]
        beside = self.rows[number - 1 : number] + self.rows[number + 1 : number + 2]
        places = {p: i / max(1, len(r) - 1) for r in [*beside, row] for i, p in enumerate(r)}
        means = {
            p: sum(places[q] for q in near[p]) / len(near[p]) if near.get(p) else places[p]
            for p in row
        }
        row.sort(key=means.__getitem__)

    def _crossings(self) -> int:
        """Count the pairs of links that cross."""
        count = 0
        for above, row in pairwise(self.rows):
            place = {p: i for i, p in enumerate(above)}
            seen: list[int] = []
            for point in row:
                ends = sorted(place[q] for q in self.links[point])
                count += sum(len(seen) - bisect_right(seen, end) for end in ends)
                for end in ends:
                    insort(seen, end)
        return count

    # At which places

    def size(self, point: Point) -> Place:
        """Return the width and height of what stands at a point."""
        item = point[0]
        if isinstance(item, int):
            return self.plan.sizes[item]
        return self.inner[item].extent if item in self.inner else (0.0, 0.0)

    def _find_xs(self) -> None:
        """Move each point towards its neighbours as far as its row leaves room."""
        below = _reversed(self.links)
        both = {p: self.links.get(p, []) + below.get(p, []) for row in self.rows for p in row}
        xs = dict.fromkeys(both, 0.0)
        passes = [*[self.links, below] * (SWEEPS // 2), *[both] * 4]
        for sweep, near in enumerate(passes):
            for row in self.rows if sweep % 2 == 0 else reversed(self.rows):
                wish = [_wish(p, near, xs) for p in row]
                weights = [_YIELDING if p[0] == "lane" else 1.0 for p in row]
                xs.update(zip(row, _apart(wish, self._gaps(row), weights), strict=True))
        for _ in range(3):
            self._straighten(xs)
        left = min(xs[p] - self.size(p)[0] / 2 for p in xs)
        right = max(xs[p] + self.size(p)[0] / 2 for p in xs)
        pad = self._pad({p: x - left for p, x in xs.items()})
        self.xs = {p: x - left + pad for p, x in xs.items()}
        self.width = right - left + 2 * pad

    def _straighten(self, xs: dict[Point, float]) -> None:
        """Put points that follow one another in a single line below each other, where they fit."""
        row_of = {p: (row, place) for row in self.rows for place, p in enumerate(row)}
        for run in _runs(self.rows, self.links):
            together: list[Point] = []
            low, high = float("-inf"), float("inf")
            for point in run:
                least, most = self._room(*row_of[point], xs)
                if max(low, least) > min(high, most):
                    _align(together, low, high, xs)
                    together, low, high = [], float("-inf"), float("inf")
                together.append(point)
                low, high = max(low, least), min(high, most)
            _align(together, low, high, xs)

    def _room(self, row: list[Point], place: int, xs: dict[Point, float]) -> Place:
        """Return how far left and right a point can go between its neighbours."""
        around = row[max(0, place - 1) : place + 2]
        gaps = self._gaps(around)
        least = xs[around[0]] + gaps[0] if place else float("-inf")
        most = xs[around[-1]] - gaps[-1] if place + 1 < len(row) else float("inf")
        return min(least, xs[row[place]]), max(most, xs[row[place]])

    def _gaps(self, row: list[Point]) -> list[float]:
        """Return how far the centres of neighbours in a row have to be apart."""
        widths = [self.size(p)[0] for p in row]
        return [(a + b) / 2 + (GAP if a and b else LANE) for a, b in pairwise(widths)]

    def _pad(self, xs: dict[Point, float]) -> float:
        """Return the room at the sides, enough for a title left of the arrows that come in."""
        if not self.frame:
            return 0.0
        first = min((x for p, x in xs.items() if p[0] == "in"), default=float("inf"))
        return max(FRAME_PAD, self.plan.heads.get(self.frame, 0.0) + 16 - first)

    def _find_ys(self) -> None:
        tops, y = [], FRAME_HEAD if self.frame else 0.0
        heights = [max((self.size(p)[1] for p in row), default=0.0) for row in self.rows]
        for number, (row, height) in enumerate(zip(self.rows, heights, strict=True)):
            if number and not (number == 1 and not heights[0]):
                y += self._gap_above(row)
            tops.append(y)
            y += height
        if self.rows and not heights[-1]:
            tops[-1] = y = max(y - ROW_GAP, 0) + FRAME_PAD + 4
        elif self.frame:
            y += FRAME_PAD
        if not heights[0]:
            tops[0] = 0.0
        self.tops, self.heights, self.height = tops, heights, y

    def _gap_above(self, row: list[Point]) -> float:
        moves = (abs(self.xs[p] - self.xs[q]) for p in row for q in self.links[p])
        return ROW_GAP + min(50.0, BEND * max(moves, default=0.0))

    @property
    def extent(self) -> Place:
        """The width and height of the whole level."""
        return self.width, self.height

    def settle(self, x: float, y: float) -> None:
        """Give every box its final place, with the left upper corner of this level here."""
        self.x, self.y = x, y
        for item in self.items:
            box = self._box((item,)).moved(x, y)
            if isinstance(item, int):
                self.plan.boxes[item] = box
            else:
                self.plan.frames[item] = box
                self.inner[item].settle(box.left, box.top)

    def _box(self, point: Point) -> Box:
        row = self.ranks[point]
        width, height = self.size(point)
        return Box(self.xs[point], self.tops[row] + self.heights[row] / 2, width, height)

    # The way of a value on this level

    def piece(self, value: Value, end: object) -> list[Place]:
        """Return the points between the start of a value and one of its ends on this level."""
        start = self.uses[value].start
        at_box = isinstance(end, tuple) and isinstance(end[0], int)
        target, position = end if at_box else (end, None)
        point = ("out", value) if target == "out" else (target,)
        points = self._leave(start, value)
        for row in range(self.ranks[start] + 1, self.ranks[point]):
            x = self.xs["lane", value, row]
            points += [(x, self.tops[row]), (x, self.tops[row] + self.heights[row])]
        points += self._arrive(point, value, position)
        return [(self.x + x, self.y + y) for x, y in points]

    def _leave(self, start: Point, value: Value) -> list[Place]:
        row = self.ranks[start]
        bottom = self.tops[row] + self.heights[row]
        if start[0] == "in":
            return [(self.xs[start], 0.0), (self.xs[start], bottom)]
        box = self._box(start)
        if isinstance(start[0], int):
            exits = self.plan.exits[start[0]]
            gap = min(PORT, box.width / len(exits))
            x = box.x + (exits.index(value[1]) - (len(exits) - 1) / 2) * gap
        else:
            x = box.left + self.inner[start[0]].exit(value)
        return [(x, box.bottom), (x, bottom)]

    def _arrive(self, point: Point, value: Value, position: int | None) -> list[Place]:
        row = self.ranks[point]
        if point[0] == "out":
            return [(self.xs[point], self.tops[row]), (self.xs[point], self.height)]
        box = self._box(point)
        if position is None:
            x = box.left + self.inner[point[0]].entry(value)
        else:
            x = box.x + self._port(point, value, position)
        return [(x, self.tops[row] - TIP), (x, box.top)]

    def entry(self, value: Value) -> float:
        """Return where a value comes in, from the left."""
        return self.xs["in", value]

    def exit(self, value: Value) -> float:
        """Return where a value goes out, from the left."""
        return self.xs["out", value]

    def _port(self, point: Point, value: Value, position: int) -> float:
        """Return how far from the middle of its box an argument's arrow arrives.

        Arrows arrive in the order of where they come from, so that they do not cross at the box;
        where the order of the arguments matters, the numbers say it.
        """
        box = self._box(point)
        arrivals = sorted(
            (self._comes_from(other, point), place, other)
            for other, use in self.uses.items()
            for end, place in use.ends
            if end == point
        )
        half = box.width / 2 - 14
        gap = min(self.plan.ports.get(point[0], PORT), 2 * half / max(1, len(arrivals) - 1))
        wish = [min(max(x - box.x, -half), half) for x, _, _ in arrivals]
        places = _apart(wish, [gap] * (len(wish) - 1), [1.0] * len(wish))
        order = [(place, other) for _, place, other in arrivals].index((position, value))
        least, most = order * gap - half, half - (len(arrivals) - 1 - order) * gap
        return min(max(places[order], least), most)

    def _comes_from(self, value: Value, point: Point) -> float:
        row = self.ranks[point] - 1
        lane = ("lane", value, row)
        if lane in self.xs:
            return self.xs[lane]
        return self._leave(self.uses[value].start, value)[0][0]


def _reversed(links: dict[Point, list[Point]]) -> dict[Point, list[Point]]:
    below: dict[Point, list[Point]] = defaultdict(list)
    for point, above in links.items():
        for other in above:
            below[other].append(point)
    return below


def _wish(point: Point, near: dict[Point, list[Point]], xs: dict[Point, float]) -> float:
    """Return the mean place of the neighbours that matter most: boxes for boxes, lanes for lanes.

    So the long way stays straight, and it is the shortcut beside it that bends.
    """
    others = near.get(point, [])
    alike = _alike(point, others) or others
    return sum(xs[q] for q in alike) / len(alike) if alike else xs[point]


def _runs(rows: list[list[Point]], links: dict[Point, list[Point]]) -> list[list[Point]]:
    """List the lines of boxes, and of lanes, in which each is joined to one above and one below."""
    above = {p: _alike(p, links.get(p, ())) for row in rows for p in row}
    below = {p: _alike(p, others) for p, others in _reversed(links).items()}
    after = {
        p: others[0] for p, others in below.items() if len(others) == 1 and above[others[0]] == [p]
    }
    inside = set(after.values())
    runs: list[list[Point]] = []
    for start in (p for row in rows for p in row if p not in inside):
        runs.append([start])
        while (following := after.get(runs[-1][-1])) is not None:
            runs[-1].append(following)
    return runs


def _alike(point: Point, others: Iterable[Point]) -> list[Point]:
    """Return the neighbours that matter most: lanes for lanes, and boxes for boxes if not few."""
    others = list(others)
    alike = [q for q in others if (q[0] == "lane") == (point[0] == "lane")]
    few = point[0] != "lane" and 2 * len(alike) < len(others)
    return others if few else alike


def _align(points: list[Point], low: float, high: float, xs: dict[Point, float]) -> None:
    mean = sum(xs[p] for p in points) / len(points)
    xs.update(dict.fromkeys(points, min(max(mean, low), high)))


def _apart(wish: list[float], gaps: list[float], weights: list[float]) -> list[float]:
    """Return the places nearest to those wished for, in the same order, with these gaps.

    Least squares under an order is isotonic regression: pool neighbours that violate it (Ayer and
    others, 1955).
    """
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    pools: list[tuple[float, float, int]] = []
    for place, offset, weight in zip(wish, offsets, weights, strict=True):
        mean, count = place - offset, 1
        while pools and pools[-1][0] > mean:
            other, heavy, size = pools.pop()
            mean = (mean * weight + other * heavy) / (weight + heavy)
            weight, count = weight + heavy, count + size
        pools.append((mean, weight, count))
    flat = [mean for mean, _, count in pools for _ in range(count)]
    return [base + offset for base, offset in zip(flat, offsets, strict=True)]
