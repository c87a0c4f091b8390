"""Draw a model graph: one box per call, one colour per shared layer.

The picture is SVG without scripts, fonts or ids, in the colours of the page around it (light or
dark). Nothing is said by colour alone: shared layers carry the badge of their weights and a dashed
link, and what differs carries a mark.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

import keras

from topograde.explain import listed, name_call, times
from topograde.graph import ModelGraph, badge_names, describe
from topograde.layout import Box, Layout, arrows, lay_out
from topograde.read import read

# Okabe and Ito's colours for all kinds of colour vision; vermilion is kept for marks.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#999933", "#882255", "#44AA99")
MARK = "#D55E00"
MARGIN = 22.0
LINE, CHARACTER, SMALL_CHARACTER = 17.0, 7.9, 6.9

# Merges in which swapping two arguments changes the result: their arrows are numbered.
_ORDERED = {
    "Subtract", "Concatenate", "Dot", "ops.subtract", "ops.concatenate", "ops.divide",
    "ops.true_divide", "ops.matmul", "ops.stack", "ops.hstack", "ops.vstack", "ops.power",
    "Attention", "AdditiveAttention", "MultiHeadAttention", "GroupQueryAttention",
}  # fmt: skip


def draw(model: keras.Model | ModelGraph, marks: Iterable[int] = ()) -> Picture:
    """Draw a model or a graph, with the calls in `marks` marked as wrong.

    >>> x = keras.Input((3,), name="x")
    >>> picture = draw(keras.Model(x, keras.layers.Dense(2, name="dense")(x), name="tiny"))
    >>> print(picture.label)
    Model tiny: 2 calls. Input x; dense, a Dense(2), on x. Output: dense.
    """
    graph = model if isinstance(model, ModelGraph) else read(model)
    return Picture(graph, tuple(marks))


@dataclass(frozen=True)
class Picture:
    """A drawn graph; shows itself in notebooks."""

    graph: ModelGraph
    marks: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """The picture in words, for those who listen."""
        return _label(self.graph, self.marks)

    @property
    def svg(self) -> str:
        """The picture as the text of one `<svg>` element."""
        return _Drawing(self.graph, set(self.marks)).svg(self.label)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": f"{_SCROLLER}{self.svg}</div>", "text/plain": str(self.graph)}


_SCROLLER = (
    '<div class="topograde" style="overflow-x:auto" tabindex="0" role="group" '
    'aria-label="Picture of a model">'
)


def _label(graph: ModelGraph, marks: tuple[int, ...]) -> str:
    parts = []
    for number, call in enumerate(graph.calls):
        layer = graph.layer_of(number)
        if layer.is_input:
            parts.append(f"Input {layer.name}")
            continue
        calls = graph.calls_of(call.layer)
        which = f", call {calls.index(number) + 1} of {len(calls)}" if len(calls) > 1 else ""
        sources = listed([graph.layer_of(tensor.call).name for _, tensor in call.arguments])
        parts.append(f"{layer.name}, a {describe(layer)}{which}, on {sources}")
    shared = [
        f"{graph.layers[key].name} is called {times(len(numbers))} with the same weights"
        for key in graph.layers
        if len(numbers := graph.calls_of(key)) > 1 and graph.layers[key].variables
    ]
    marked = (
        [f"Marked: {listed([name_call(graph, n).replace('`', '') for n in marks])}"]
        if marks
        else []
    )
    outputs = listed([graph.layer_of(tensor.call).name for tensor in graph.outputs])
    sentences = [
        f"Model {graph.name}: {len(graph.calls)} calls",
        "; ".join(parts),
        *shared,
        f"Output: {outputs}",
        *marked,
    ]
    return ". ".join(sentences) + "."


class _Drawing:
    """Writes one graph as SVG elements."""

    def __init__(self, graph: ModelGraph, marks: set[int]) -> None:
        self.graph, self.marks = graph, marks
        self.badges = badge_names(graph)
        self.texts = {number: self._texts(number) for number in range(len(graph.calls))}
        self.layout: Layout = lay_out(graph, {n: _size(t) for n, t in self.texts.items()})
        groups = [calls for calls in graph.weight_groups().values() if len(calls) > 1]
        self.groups = dict(zip(map(tuple, groups), _endless(PALETTE), strict=False))
        self.colours = {n: colour for calls, colour in self.groups.items() for n in calls}

    def svg(self, label: str) -> str:
        frames, arrows_, links, boxes = (
            "".join(part) for part in (self._frames(), self._arrows(), self._links(), self._boxes())
        )
        width, height = self.layout.width + 2 * MARGIN, self.layout.height + 2 * MARGIN + 18
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(label)}" '
            f'viewBox="{-MARGIN:.0f} {-MARGIN:.0f} {width:.0f} {height:.0f}" '
            f'style="display:block;margin:auto;width:100%;max-width:{width:.0f}px;'
            f'min-width:{60 + 0.62 * width:.0f}px" '
            'font-family="system-ui, sans-serif" font-size="13" fill="currentColor">'
            f"{frames}{arrows_}{links}{boxes}</svg>"
        )

    # Boxes

    def _texts(self, number: int) -> list[str]:
        """Return the lines of a box: who is called, what it is, its weights, the shape it makes."""
        graph, call, layer = self.graph, self.graph.calls[number], self.graph.layer_of(number)
        shapes = ", ".join(_shape(spec.shape) for spec in call.outputs)
        if layer.is_input:
            return [layer.name, f"Input {shapes}"]
        calls = graph.calls_of(call.layer)
        title = layer.name
        if len(calls) > 1:
            title += f" · call {calls.index(number) + 1} of {len(calls)}"
        lines = [title, f"{describe(layer)} → {shapes}"]
        if layer.variables:
            lines.append(f"{self.badges[call.layer]}: {graph.count_params(call.layer):,} params")
        return lines

    def _boxes(self) -> Iterable[str]:
        for number, box in self.layout.boxes.items():
            colour = self.colours.get(number, "currentColor")
            tint = 0.16 if number in self.colours else 0.05
            corner = box.height / 2 if self.graph.layer_of(number).is_input else 6
            yield _rect(box, corner, f'fill="{colour}" fill-opacity="{tint}" stroke="{colour}"')
            yield from self._lines(box, self.texts[number])
            if number in self.marks:
                yield from _mark(box)
        yield from self._output_arrows()

    def _lines(self, box: Box, lines: list[str]) -> Iterable[str]:
        for i, line in enumerate(lines):
            y = box.y + (i - (len(lines) - 1) / 2) * LINE + 4.5
            style = ' font-weight="600"' if i == 0 else ' font-size="12"'
            place = f'x="{box.x:.0f}" y="{y:.1f}" text-anchor="middle"'
            yield f"<text {place}{style}>{escape(line)}</text>"

    # Arrows

    def _arrows(self) -> Iterable[str]:
        boxes = self.layout.boxes
        for source, target, position in arrows(self.graph):
            count = len(self.graph.calls[target].arguments)
            end = boxes[target]
            x = end.x + (self._port(target, position) - (count - 1) / 2) * min(
                34, end.width / count
            )
            points = [
                (boxes[source].x, boxes[source].bottom),
                *self.layout.bends.get((source, target, position), ()),
                (x, end.top - 1),
            ]
            yield _curve(points)
            if count > 1 and self.graph.layer_of(target).kind in _ORDERED:
                yield _small(x + 6, end.top - 9, str(position + 1))

    def _port(self, target: int, position: int) -> int:
        """Return the place at the top of the box where an argument's arrow arrives.

        Arrows arrive in the order of where they come from, so that they do not cross at the box;
        where the order of the arguments matters, the numbers say it.
        """
        arguments = self.graph.calls[target].arguments
        xs = [(self._last_x(tensor.call, target, i), i) for i, (_, tensor) in enumerate(arguments)]
        return [i for _, i in sorted(xs)].index(position)

    def _last_x(self, source: int, target: int, position: int) -> float:
        bends = self.layout.bends.get((source, target, position))
        return bends[-1][0] if bends else self.layout.boxes[source].x

    def _output_arrows(self) -> Iterable[str]:
        several = len(self.graph.outputs) > 1
        for place, tensor in enumerate(self.graph.outputs, start=1):
            box = self.layout.boxes[tensor.call]
            yield _curve([(box.x, box.bottom), (box.x, box.bottom + 20)])
            yield _small(box.x + 9, box.bottom + 17, f"output {place}" if several else "output")

    def _links(self) -> Iterable[str]:
        """Join the calls of one layer by dashed lines."""
        for calls, colour in self.groups.items():
            for one, two in pairwise(calls):
                yield _dashed(self.layout.boxes[one], self.layout.boxes[two], colour)

    # Frames of nested models

    def _frames(self) -> Iterable[str]:
        inside: dict[tuple[str, ...], list[Box]] = {}
        for number, call in enumerate(self.graph.calls):
            for depth in range(1, len(call.frame) + 1):
                inside.setdefault(call.frame[:depth], []).append(self.layout.boxes[number])
        deepest = max(map(len, inside), default=0)
        for frame, boxes in inside.items():
            pad = 7.0 + 9 * (deepest - len(frame))
            left, top = min(b.left for b in boxes) - pad, min(b.top for b in boxes) - pad - 10
            right, bottom = max(b.right for b in boxes) + pad, max(b.bottom for b in boxes) + pad
            yield (
                f'<rect x="{left:.0f}" y="{top:.0f}" width="{right - left:.0f}" '
                f'height="{bottom - top:.0f}" rx="9" fill="none" stroke="currentColor" '
                'stroke-opacity="0.45" stroke-dasharray="2 3"/>'
            )
            yield _small(left + 6, top + 11, frame[-1].replace("#", ", call "))


def _shape(shape: tuple[int | None, ...]) -> str:
    """Write the shape of one example."""
    inner = shape[1:]
    return f"({inner[0]},)" if len(inner) == 1 else str(inner).replace("None", "?")


def _size(lines: list[str]) -> tuple[float, float]:
    long = max(len(lines[0]) * CHARACTER, *(len(line) * SMALL_CHARACTER for line in lines[1:]))
    return max(90.0, long + 22), LINE * len(lines) + 12


def _endless(colours: tuple[str, ...]) -> Iterable[str]:
    while True:
        yield from colours


def _rect(box: Box, corner: float, style: str) -> str:
    return (
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" rx="{corner:.0f}" stroke-width="1.4" {style}/>'
    )


def _mark(box: Box) -> Iterable[str]:
    outer = Box(box.x, box.y, box.width + 9, box.height + 9)
    yield _rect(
        outer, 9, f'fill="none" stroke="{MARK}" stroke-dasharray="7 4" style="stroke-width:3"'
    )
    yield f'<circle cx="{outer.left:.1f}" cy="{outer.top:.1f}" r="10" fill="#B04300"/>'
    yield (
        f'<text x="{outer.left:.1f}" y="{outer.top + 5:.1f}" text-anchor="middle" '
        'font-weight="700" fill="#fff">!</text>'
    )


def _curve(points: list[tuple[float, float]]) -> str:
    """Draw an arrow through these points, leaving and arriving vertically."""
    (x, y), path = points[0], []
    path.append(f"M{x:.1f} {y:.1f}")
    for to_x, to_y in points[1:]:
        middle = (y + to_y) / 2
        path.append(f"C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}")
        x, y = to_x, to_y
    head = f"M{x - 4:.1f} {y - 8:.1f}L{x:.1f} {y:.1f}L{x + 4:.1f} {y - 8:.1f}"
    return (
        f'<path d="{"".join(path)}{head}" fill="none" stroke="currentColor" stroke-opacity="0.7" '
        'stroke-width="1.3"/>'
    )


def _small(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="11">{escape(text)}</text>'


def _dashed(one: Box, two: Box, colour: str) -> str:
    if one.y == two.y:
        first, second = sorted((one, two), key=lambda box: box.x)
        path = f"M{first.right:.1f} {one.y:.1f}L{second.left:.1f} {one.y:.1f}"
    else:
        out = min(one.left, two.left) - 16
        path = f"M{one.left:.1f} {one.y:.1f}C{out:.1f} {one.y:.1f} {out:.1f} {two.y:.1f} "
        path += f"{two.left:.1f} {two.y:.1f}"
    style = f'fill="none" stroke="{colour}" stroke-width="2.2" stroke-dasharray="5 4"'
    return f'<path d="{path}" {style}/>'
