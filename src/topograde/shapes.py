"""The picture of a graph as rectangles, lines and words, for every form it is written in.

Nothing is said by colour alone: shared layers carry the badge of their weights and a dashed link,
and what differs carries a mark with a sign of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, pairwise

from topograde.labels import (
    LINE,
    PLAIN,
    SMALL,
    TITLE,
    Label,
    Words,
    badge_width,
    shorten,
    text_width,
)
from topograde.layout import Box, Layout, Place, lay_out
from topograde.links import join
from topograde.view import Arrow, View

# Dark enough on white, light enough on black: 3 to 1 at least on both, and told apart by all kinds
# of colour vision. Vermilion and the green of the tick are kept for marks.
PALETTE = ("#0B78BD", "#B37400", "#A2529A", "#6B7F1E", "#7A68C9", "#9B6A4E", "#1F8A94", "#C2518B")
INK = "currentColor"


@dataclass(frozen=True)
class Mark:
    """How a marked box is drawn: a colour, a pattern and a sign."""

    colour: str
    sign_colour: str
    dash: str
    sign: str
    rounded: bool


WRONG = Mark("#D55E00", "#B04300", "8 4", "!", True)
WANTED = Mark("#008A64", "#00704F", "", "\N{CHECK MARK}", False)


@dataclass(frozen=True)
class Rect:
    """A rectangle with round corners."""

    box: Box
    radius: float
    fill: str = "none"
    tint: float = 1.0
    stroke: str = "none"
    thick: float = 1.4
    dash: str = ""
    faint: float = 1.0


@dataclass(frozen=True)
class Text:
    """Words; `anchor` says whether `x` is their start, middle or end, `y` is their base line."""

    x: float
    y: float
    words: str
    size: float = PLAIN
    bold: bool = False
    anchor: str = "middle"
    colour: str = INK

    @property
    def box(self) -> Box:
        """The room that the words take."""
        width = text_width(self.words, self.size, self.bold)
        middle = self.x + {"start": width / 2, "middle": 0.0, "end": -width / 2}[self.anchor]
        return Box(middle, self.y - 0.35 * self.size, width, 1.1 * self.size)


@dataclass(frozen=True)
class Line:
    """A line through points: with curves and a head for arrows, straight and dashed for links."""

    points: tuple[Place, ...]
    colour: str = INK
    thick: float = 1.4
    dash: str = ""
    arrow: bool = False


@dataclass(frozen=True)
class Group:
    """Parts that belong together, under one full name.

    `shared` is the number that boxes with the same weights have in common, 0 for the others.
    """

    parts: tuple[Part, ...]
    title: str = ""
    shared: int = 0


Part = Rect | Text | Line | Group


@dataclass(frozen=True)
class Drawing:
    """All parts of a picture, back to front, and where its boxes stand."""

    parts: list[Part]
    layout: Layout
    bounds: Box = field(init=False)

    def __post_init__(self) -> None:
        edges = [(b.left, b.top, b.right, b.bottom) for b in map(_extent, flatten(self.parts))]
        left, top, right, bottom = zip(*edges, strict=True) if edges else ([0], [0], [1], [1])
        box = _between(min(left) - 8, min(top) - 8, max(right) + 8, max(bottom) + 8)
        object.__setattr__(self, "bounds", box)


def flatten(parts: list[Part] | tuple[Part, ...]) -> Iterator[Rect | Text | Line]:
    """Yield the parts of all groups."""
    for part in parts:
        if isinstance(part, Group):
            yield from flatten(part.parts)
        else:
            yield part


def _extent(part: Rect | Text | Line) -> Box:
    if isinstance(part, Line):
        xs, ys = zip(*part.points, strict=True)
        return _between(min(xs), min(ys), max(xs), max(ys))
    return part.box


def _between(left: float, top: float, right: float, bottom: float) -> Box:
    return Box((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)


# Putting a picture together


def compose(seen: View, marks: frozenset[int] = frozenset(), mark: Mark = WRONG) -> Drawing:
    """Turn a view into rectangles, lines and words."""
    return _Composer(seen, marks, mark).drawing()


# Merges in which swapping two arguments changes the result: their arrows are numbered.
_ORDERED = {
    "Subtract", "Concatenate", "Dot", "ops.subtract", "ops.concatenate", "ops.divide",
    "ops.true_divide", "ops.matmul", "ops.stack", "ops.hstack", "ops.vstack", "ops.power",
    "Attention", "AdditiveAttention", "MultiHeadAttention", "GroupQueryAttention",
}  # fmt: skip


class _Composer:
    """Makes the parts of one picture."""

    def __init__(self, seen: View, marks: frozenset[int], mark: Mark) -> None:
        self.seen, self.marks, self.mark = seen, marks, mark
        self.words = Words(seen)
        self.labels = [self.words.label(n) for n in range(len(seen.nodes))]
        self.arrows = [*seen.arrows, *_arrows_out(seen)]
        self.layout = self._lay_out()
        self.boxes = self.layout.boxes[: len(self.labels)]
        shared = [nodes for nodes in seen.sharing().values() if len(nodes) > 1]
        self.groups = list(zip(shared, cycle(PALETTE), strict=False))
        self.colours = {n: colour for nodes, colour in self.groups for n in nodes}
        self.shared = {n: place for place, nodes in enumerate(shared, start=1) for n in nodes}

    def drawing(self) -> Drawing:
        """Return all parts, back to front."""
        frames, outputs = list(self._frames()), list(self._outputs())
        links = list(self._links([p.box for p in [*frames, *outputs] if isinstance(p, Text)]))
        return Drawing(
            [*frames, *links, *self._arrows(), *self._boxes(), *outputs, *self._marks()],
            self.layout,
        )

    # Where things stand

    def _lay_out(self) -> Layout:
        homes = [node.frame for node in self.seen.nodes]
        heads = {home[:k]: self._head_width(home[k - 1]) for home in homes for k in _depths(home)}
        outputs = len(self.seen.graph.outputs)
        ports = self._ports()
        counts = {arrow.target: arrow.count for arrow in self.arrows}
        sizes = [self._size(n, counts.get(n, 1), ports.get(n, 12.0)) for n in range(len(homes))]
        sizes += [(64.0, 20.0)] * outputs
        return lay_out(sizes, self.arrows, homes + [()] * outputs, heads, ports)

    def _ports(self) -> dict[int, float]:
        """Say how far apart arrows have to end that carry the names of their arguments."""
        ports: dict[int, float] = {}
        for arrow in self.arrows:
            if words := self._slot(arrow):
                width = text_width(words, SMALL) + 18
                ports[arrow.target] = max(ports.get(arrow.target, 0.0), width)
        return ports

    def _size(self, number: int, count: int, port: float) -> Place:
        """Return the room for the words, and for the arrows that end there."""
        width, height = self.labels[number].size
        return max(width, port * (count - 1) + 30), height

    def _head_width(self, frame: str) -> float:
        return max(text_width(line, SMALL) for line in self._head(frame))

    def _head(self, frame: str) -> list[str]:
        """Return the two lines that name a frame."""
        name, *call = self.words.frame_title(frame).split(" · ")
        return [shorten(name, 20), *call]

    # Boxes

    def _boxes(self) -> Iterator[Group]:
        for number, (label, box) in enumerate(zip(self.labels, self.boxes, strict=True)):
            colour = self.colours.get(number, INK)
            parts = [*self._outline(number, box, colour), *_written(label, box, colour)]
            yield Group(tuple(parts), label.full, self.shared.get(number, 0))

    def _outline(self, number: int, box: Box, colour: str) -> Iterator[Rect]:
        node = self.seen.nodes[number]
        radius = box.height / 2 if node.kind == "input" else 6.0
        tint = 0.14 if number in self.colours else 0.04
        if len(node.calls) > 1:  # a folded box looks like a pile
            yield Rect(box.moved(4, 4), radius, stroke=colour)
        yield Rect(box, radius, colour, tint, colour)

    # Lines

    def _arrows(self) -> Iterator[Line | Text]:
        pieces = [box for route in self.layout.routes for box in _pieces(route)]
        for arrow, route in zip(self.arrows, self.layout.routes, strict=True):
            yield Line(tuple(route), arrow=True)
            if words := self._slot(arrow):
                text = _beside(route, words, pieces)
                pieces.append(text.box)
                yield text

    def _slot(self, arrow: Arrow) -> str:
        """Say which argument an arrow is, where that matters."""
        if arrow.target >= len(self.labels):
            return ""
        first = arrow.slot.split(".")[0]
        if not first.isdigit():
            return first
        target = self.seen.nodes[arrow.target]
        ordered = self.seen.graph.layer_of(target.calls[0]).kind in _ORDERED
        return str(arrow.position + 1) if ordered and arrow.count > 1 else ""

    def _links(self, words: list[Box]) -> Iterator[Line]:
        """Join boxes with the same weights by dashed lines, those with some in common by dots."""
        taken = [*self.boxes, *words]
        lanes = [lane for route in self.layout.routes for lane in _lanes(route)]
        for place, (nodes, colour) in enumerate(self.groups):
            boxes = sorted((self.boxes[n] for n in nodes), key=lambda box: (round(box.y), box.x))
            for one, two in pairwise(boxes):
                points = join(one, two, taken, lanes, 10.0 + 5 * (place % 3))
                yield Line(points, colour, 2.2, "6 4")
        for one, two, _ in self.seen.overlaps():
            points = join(self.boxes[one], self.boxes[two], taken, lanes, 25.0)
            yield Line(points, INK, 2.2, "2 4")

    # What stands around

    def _frames(self) -> Iterator[Rect | Text]:
        for frame, box in self.layout.frames.items():
            yield Rect(box, 10, INK, 0.03, INK, 1.2, "2 3")
            for row, line in enumerate(self._head(frame[-1])):
                y = box.top + 15 + 13 * row
                yield Text(box.left + 9, y, line, SMALL, bold=row == 0, anchor="start")

    def _outputs(self) -> Iterator[Text]:
        several = len(self.seen.graph.outputs) > 1
        for place, box in enumerate(self.layout.boxes[len(self.labels) :], start=1):
            yield Text(box.x, box.y + 5, f"output {place}" if several else "output", TITLE, True)

    def _marks(self) -> Iterator[Rect | Text]:
        for node, box in zip(self.seen.nodes, self.boxes, strict=True):
            if self.marks.intersection(node.calls):
                yield from _sign(box, self.mark)


def _lanes(route: list[Place]) -> Iterator[Box]:
    """Yield the straight pieces of an arrow, as narrow boxes."""
    for (x, y), (to_x, to_y) in pairwise(route):
        if x == to_x:
            yield Box(x, (y + to_y) / 2, 2, to_y - y)


def _arrows_out(seen: View) -> list[Arrow]:
    """Return an arrow for each output of the model, to a place of its own below."""
    home = {call: i for i, node in enumerate(seen.nodes) for call in node.calls}
    return [
        Arrow(home[tensor.call], tensor.index, len(seen.nodes) + place, "0")
        for place, tensor in enumerate(seen.graph.outputs)
    ]


def _beside(route: list[Place], words: str, pieces: list[Box]) -> Text:
    """Write words beside the tip of an arrow, on the side where fewer arrows pass."""
    x, y = route[-1]
    sides = [
        Text(x + shift, y - 9, words, SMALL, False, anchor)
        for shift, anchor in ((-6, "end"), (6, "start"))
    ]
    near = [box for box in pieces if box.top < y and box.bottom > y - 20]
    return min(sides, key=lambda text: sum(_overlap(text.box, box) for box in near))


def _overlap(one: Box, two: Box) -> bool:
    wide, high = (one.width + two.width) / 2, (one.height + two.height) / 2
    return abs(one.x - two.x) < wide and abs(one.y - two.y) < high


def _pieces(route: list[Place]) -> Iterator[Box]:
    """Cut an arrow into short pieces, as boxes."""
    for (x, y), (to_x, to_y) in pairwise(route):
        cuts = [k / 8 for k in range(9)]
        # The curve between two upright ends, as the cubic that it is drawn as.
        places = [
            (x + (to_x - x) * t * t * (3 - 2 * t), y + (to_y - y) * t * (3 - 3 * t + 2 * t * t) / 2)
            for t in cuts
        ]
        for (a, top), (b, bottom) in pairwise(places):
            yield Box((a + b) / 2, (top + bottom) / 2, abs(b - a) + 1, bottom - top)


def _depths(frame: tuple[str, ...]) -> range:
    return range(1, len(frame) + 1)


def _written(label: Label, box: Box, colour: str) -> Iterator[Rect | Text]:
    """Write the words of a box, line by line."""
    rows = 1 + len(label.lines) + bool(label.badge)
    lines = [box.y + (i - (rows - 1) / 2) * LINE for i in range(rows)]
    yield Text(box.x, lines[0] + 5, label.title, TITLE, bold=True)
    for y, line in zip(lines[1:], label.lines, strict=False):
        yield Text(box.x, y + 4.5, line)
    if label.badge:
        yield from _badge(label, box.x, lines[-1], colour)


def _badge(label: Label, x: float, y: float, colour: str) -> Iterator[Rect | Text]:
    """Write the name of the weights in a pill, and how many numbers they are beside it."""
    wide, words = badge_width(label.badge), text_width(label.beside, PLAIN)
    left = x - (wide + 6 + words) / 2
    pill = Box(left + wide / 2, y, wide, 16)
    if colour == INK:
        yield Rect(pill, 8, stroke=INK, thick=1.0)
        yield Text(pill.x, y + 4, label.badge, SMALL, True)
    else:
        yield Rect(pill, 8, colour)
        yield Text(pill.x, y + 4, label.badge, SMALL, True, colour=legible_on(colour))
    yield Text(left + wide + 6, y + 4.5, label.beside, anchor="start")


def legible_on(colour: str) -> str:
    """Return black or white, whichever is easier to read on a colour.

    >>> legible_on("#000080"), legible_on("#ffcc00")
    ('#fff', '#000')
    """
    return "#fff" if luminance(colour) < 0.179 else "#000"


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG 2 defines it, from 0 to 1.

    >>> luminance("#ffffff"), luminance("#000000")
    (1.0, 0.0)
    """
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(part * c for part, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _sign(box: Box, mark: Mark) -> Iterator[Rect | Text]:
    """Draw a second outline around a box, and a sign on its corner."""
    outer = Box(box.x, box.y, box.width + 10, box.height + 10)
    yield Rect(outer, 9 if mark.rounded else 2, stroke=mark.colour, thick=3.0, dash=mark.dash)
    corner = Box(outer.left + 1, outer.top + 1, 20, 20)
    yield Rect(corner, 10 if mark.rounded else 3, mark.sign_colour)
    yield Text(corner.x, corner.y + 5, mark.sign, TITLE, True, colour="#fff")
