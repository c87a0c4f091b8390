"""Draw a model graph: one box per call, one colour per shared layer.

The picture shows itself in notebooks, books and feedback as SVG, in the colours of the page around
it (light or dark); `png` writes it for places that cannot show SVG.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import keras

from topograde.explain import listed, name_call, times
from topograde.graph import ModelGraph, describe
from topograde.labels import shorten
from topograde.match import differences
from topograde.png import to_png
from topograde.read import read
from topograde.shapes import WANTED, WRONG, Drawing, Mark, compose
from topograde.svg import to_svg
from topograde.view import FOLDS, View, view

SPOKEN = 40  # characters of a name that are spoken
LISTED = 12  # calls that a spoken label lists one by one
UNFOLDED = 250  # calls of a folded graph that are still shown one by one, on demand
TALL = 1500  # pixels; a picture that is higher scrolls in its own box


def draw(
    model: keras.Model | ModelGraph,
    marks: Iterable[int] = (),
    *,
    expected: ModelGraph | None = None,
    depth: int | None = None,
    fold: str | None = None,
) -> Picture | Pair:
    """Draw a model or a graph, with the calls in `marks` marked as wrong.

    >>> x = keras.Input((3,), name="x")
    >>> picture = draw(keras.Model(x, keras.layers.Dense(2, name="dense")(x), name="tiny"))
    >>> print(picture.label)
    Model tiny: 2 calls. Input x; dense, a Dense(2), on x. Output: dense.

    Args:
        model: a Keras model, or the graph of one.
        marks: numbers of calls to mark; a box that stands for a marked call is never folded.
        expected: the graph to show beside it, with what differs marked in both.
        depth: how many levels of nested models to open, 0 for none; by default as many as stay
            readable.
        fold: what to put into one box: `"none"`, `"chains"` (calls in a row) or `"blocks"` (blocks
            that repeat, too); by default as little as is readable.

    Raises:
        CannotRead: if it is not a model, or its graph cannot be had.
        ValueError: if `fold` is none of these.
    """
    graph = model if isinstance(model, ModelGraph) else read(model)
    if fold not in (None, *FOLDS):
        raise ValueError(f"fold should be one of {FOLDS} or None, but it is {fold!r}.")
    if expected is None:
        return Picture(graph, tuple(marks), depth, fold)
    mine, theirs = _marks_of_both(graph, expected, tuple(marks))
    return Pair(
        Picture(graph, mine, depth, fold, name="Your model"),
        Picture(expected, theirs, depth, fold, mark=WANTED, name="The expected model"),
    )


def _marks_of_both(
    found: ModelGraph, expected: ModelGraph, marks: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the calls to mark in both graphs: those of the difference that has these marks."""
    different = differences(found, expected)
    first = next((d for d in different if set(d.found) == set(marks)), None)
    first = first or next(iter(different), None)
    if first is None:
        return marks, ()
    return marks or first.found, first.expected


@dataclass(frozen=True)
class Picture:
    """A drawn graph; shows itself in notebooks."""

    graph: ModelGraph
    marks: tuple[int, ...] = ()
    depth: int | None = None
    fold: str | None = None
    mark: Mark = WRONG
    name: str = ""

    @cached_property
    def view(self) -> View:
        """The boxes and arrows that are shown."""
        return view(self.graph, self.marks, self.depth, self.fold)

    @cached_property
    def drawing(self) -> Drawing:
        """The rectangles, lines and words of the picture."""
        return compose(self.view, frozenset(self.marks), self.mark)

    @property
    def label(self) -> str:
        """The picture in words, for those who listen."""
        return _label(self.view, self.marks)

    @cached_property
    def svg(self) -> str:
        """The picture as the text of one `<svg>` element."""
        return to_svg(self.drawing, self.label)

    @property
    def html(self) -> str:
        """The picture in a box that scrolls; a folded one with all calls to unfold."""
        tall = "max-height:85vh;" if self.drawing.bounds.height > TALL else ""
        name = f"{self.name or 'Picture of the model'} {self.graph.name}"
        scroller = (
            f'<div class="topograde" style="overflow:auto;{tall}padding:2px" tabindex="0" '
            f'role="group" aria-label="{escape(name)}">{self.svg}</div>'
        )
        return scroller + self._unfolded()

    def _unfolded(self) -> str:
        """Return the picture of all calls behind a native switch, if this one folds some."""
        if not self.view.is_folded:
            return ""
        calls = f"{len(self.graph.calls)} calls in {len(self.view.nodes)} boxes"
        if len(self.graph.calls) > UNFOLDED:
            return f'<p class="topograde">{calls}; draw(model, fold="none") shows each call.</p>'
        full = Picture(self.graph, self.marks, _ALL, "none", self.mark, self.name)
        return (
            f'<details class="topograde"><summary>{calls}: show every call</summary>'
            f"{full.html}</details>"
        )

    def png(self, path: str | Path | None = None) -> bytes:
        """Return the picture as PNG, and write it to a file if one is named."""
        return _saved(to_png([self.drawing], [self.name]), path)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": str(self.graph)}


_ALL = 10**6  # deeper than any nested model


@dataclass(frozen=True)
class Pair:
    """Two pictures side by side: what was found, and what was expected."""

    found: Picture
    expected: Picture

    @property
    def html(self) -> str:
        """Both pictures, each under its name; one below the other where the page is narrow."""
        figures = "".join(
            f'<figure style="margin:0;flex:1 1 20rem;min-width:0">'
            f'<figcaption style="text-align:center;font-weight:bold">{escape(picture.name)}'
            f"</figcaption>{picture.html}</figure>"
            for picture in (self.found, self.expected)
        )
        style = "display:flex;flex-wrap:wrap;gap:1rem"
        return f'<div class="topograde" style="{style}">{figures}</div>'

    def png(self, path: str | Path | None = None) -> bytes:
        """Return both pictures as one PNG, and write it to a file if one is named."""
        both = self.found, self.expected
        return _saved(to_png([p.drawing for p in both], [p.name for p in both]), path)

    def __str__(self) -> str:
        return "\n\n".join(f"{p.name}:\n{p.graph}" for p in (self.found, self.expected))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": str(self)}


def _saved(png: bytes, path: str | Path | None) -> bytes:
    if path is not None:
        Path(path).write_bytes(png)
    return png


# The picture in words


def _label(seen: View, marks: tuple[int, ...]) -> str:
    graph = seen.graph
    boxes = f", drawn as {len(seen.nodes)} boxes" if seen.is_folded else ""
    count = "1 call" if len(graph.calls) == 1 else f"{len(graph.calls)} calls"
    outputs = listed(_few([_name(graph, tensor.call) for tensor in graph.outputs]))
    sentences = [
        f"Model {shorten(graph.name, SPOKEN)}: {count}{boxes}",
        "; ".join(_calls(graph) if len(graph.calls) <= LISTED else _inputs(graph)),
        *_few(_shared(graph), "more layers are called several times"),
        f"Output{'s' if len(graph.outputs) > 1 else ''}: {outputs}",
    ]
    if marks:
        names = _few([name_call(graph, n).replace("`", "") for n in marks])
        sentences.append(f"Marked: {listed(names)}")
    return ". ".join(filter(None, sentences)) + "."


def _calls(graph: ModelGraph) -> list[str]:
    parts = []
    for number, call in enumerate(graph.calls):
        name, layer = _name(graph, number), graph.layer_of(number)
        if layer.is_input:
            parts.append(f"Input {name}")
            continue
        calls = graph.calls_of(call.layer)
        which = f", call {calls.index(number) + 1} of {len(calls)}" if len(calls) > 1 else ""
        sources = listed(_few([_name(graph, tensor.call) for _, tensor in call.arguments]))
        what = shorten(describe(layer), SPOKEN)
        article = "an" if what[0] in "AEIOUaeiou" else "a"
        parts.append(f"{name}, {article} {what}{which}, on {sources}")
    return parts


def _name(graph: ModelGraph, number: int) -> str:
    return shorten(graph.layer_of(number).name, SPOKEN)


def _inputs(graph: ModelGraph) -> list[str]:
    names = _few([_name(graph, n) for n in graph.inputs])
    return [f"Input{'s' if len(names) > 1 else ''} {listed(names)}"] if names else []


def _shared(graph: ModelGraph) -> list[str]:
    counts: dict[str, int] = {}
    for call in graph.calls:
        counts[call.layer] = counts.get(call.layer, 0) + 1
    return [
        f"{shorten(graph.layers[key].name, SPOKEN)} is called {times(count)} with the same weights"
        for key, count in counts.items()
        if count > 1 and graph.layers[key].variables
    ]


def _few(words: list[str], rest: str = "others") -> list[str]:
    """Keep the first of many words, and say how many are left."""
    return words if len(words) <= 4 else [*words[:3], f"{len(words) - 3} {rest}"]
