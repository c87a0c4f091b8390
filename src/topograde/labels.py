"""The words in the boxes of a picture, and the room that they need."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from topograde.graph import ModelGraph, badge_names, describe
from topograde.view import Node, View

LINE, TITLE, PLAIN, SMALL = 17.0, 14.0, 12.5, 11.5  # heights of a line and of three fonts, in px
LONGEST = 26  # characters of a line before it is cut

# Widths of Arial's letters, in parts of the font size; fonts put in its place are rarely wider by
# more than the room at a box's sides.
_NARROW = {**dict.fromkeys("ijl'|", 0.23), **dict.fromkeys('ftI.,:;!/[]()-r ·`"', 0.34)}
_WIDE = {**dict.fromkeys("mwMW@%→…", 0.95), **dict.fromkeys("ABCDEFGHKNOPQRSTUVXYZ&", 0.71)}


def text_width(words: str, size: float, bold: bool = False) -> float:
    """Estimate how wide words are in print.

    >>> round(text_width("dense", 10)), round(text_width("dense", 10, bold=True))
    (28, 30)
    """
    widths = (1.05 if ord(c) > 0x2E7F else _NARROW.get(c) or _WIDE.get(c) or 0.56 for c in words)
    return sum(widths) * size * (1.07 if bold else 1.0)


def shorten(words: str, longest: int = LONGEST) -> str:
    """Cut the middle out of words that are too long.

    >>> shorten("conv2_block1_preact_batch_normalization", 20)
    'conv2_block…lization'
    """
    words = "".join(c if c.isprintable() else " " for c in words)
    if len(words) <= longest:
        return words
    tail = (longest - 1) * 2 // 5 + 1
    return f"{words[: longest - 1 - tail]}…{words[-tail:]}"


# What is written in a box


@dataclass(frozen=True)
class Label:
    """The words in a box: a bold title, a badge beside words, and lines; `full` is not cut."""

    title: str
    badge: str
    beside: str
    lines: tuple[str, ...]
    full: str

    @property
    def size(self) -> tuple[float, float]:
        """The room that the words need, with a margin."""
        widths = [text_width(self.title, TITLE, bold=True)]
        widths += [text_width(line, PLAIN) for line in self.lines]
        if self.badge:
            widths.append(badge_width(self.badge) + 6 + text_width(self.beside, PLAIN))
        rows = 1 + len(self.lines) + bool(self.badge)
        return max(76.0, max(widths) + 26), LINE * rows + 13


def badge_width(badge: str) -> float:
    """Return the width of the pill around the name of some weights."""
    return text_width(badge, SMALL, bold=True) + 14


class Words:
    """Finds the words for the boxes of a view."""

    def __init__(self, seen: View) -> None:
        self.seen, self.graph = seen, seen.graph
        self.names = badge_names(seen.graph)
        self.uses = {n: len(group) for group in seen.sharing().values() for n in group}
        self.alike = _calls_alike(seen.graph)
        self.frames = Counter(f.rpartition("#")[0] for f in _frames(seen.graph))
        self.common = self._common()

    def label(self, number: int) -> Label:
        """Return what is written in a box."""
        node = self.seen.nodes[number]
        title, *lines = self._lines(node)
        lines += self.common[number]
        badge, beside = self._weights(number)
        cut = tuple(shorten(line, LONGEST + 4) for line in lines if line)
        full = " · ".join([title, *filter(None, lines), *filter(None, [badge, beside])])
        return Label(shorten(title), badge, beside, cut, full)

    def _lines(self, node: Node) -> list[str]:
        shapes = ", ".join(_shape(spec.shape) for spec in self.graph.calls[node.calls[-1]].outputs)
        layer = self.graph.layer_of(node.calls[0])
        if node.kind == "input":
            return [layer.name, f"Input {shapes}"]
        if node.kind == "frame":
            return [self.frame_title(node.name), f"{len(node.calls)} calls → {shapes}"]
        if len(node.calls) > 1:
            title = node.name
            if len(title) > LONGEST:
                title = " … ".join(shorten(name, 11) for name in node.name.split(" … "))
            return [title, *self._contents(node), f"→ {shapes}"]
        title, what = layer.name, describe(layer)
        number, count = self.alike[node.calls[0]]
        if count > 1:
            title = f"{shorten(title, 15)} · call {number} of {count}"
        both = f"{what} → {shapes}"
        return [title, both] if len(both) <= LONGEST else [title, what, f"→ {shapes}"]

    def _contents(self, node: Node) -> list[str]:
        """Name the kinds of layers in a folded box."""
        calls = node.calls[: len(node.calls) // node.times]
        kinds = [describe(self.graph.layer_of(n)).split("(")[0] for n in calls]
        kinds = [_SHORT.get(kind, kind) for kind in kinds]
        lines = _wrapped(kinds)
        lines = lines if len(lines) <= 3 else [*lines[:2], f"… {kinds[-1]}"]
        many = f"{node.times} \N{MULTIPLICATION SIGN} " if node.times > 1 else ""
        return [f"{many}{len(calls)} calls:", *lines]

    def frame_title(self, frame: str) -> str:
        """Name one call of a nested model."""
        name, _, number = frame.rpartition("#")
        count = self.frames[name]
        return f"{name} · call {number} of {count}" if count > 1 else name

    def _common(self) -> dict[int, list[str]]:
        """Say what a box has in common with boxes whose other variables are not the same."""
        lines: dict[int, list[str]] = defaultdict(list)
        for one, two, variables in self.seen.overlaps():
            what = ", ".join(self.graph.variables[v].name.split("/")[-1] for v in variables)
            for here, there in ((one, two), (two, one)):
                badge = self._weights(there)[0].split(" ")[0]
                other = badge or self._lines(self.seen.nodes[there])[0]
                lines[here].append(f"{what} also in {other}")
        return lines

    def _weights(self, number: int) -> tuple[str, str]:
        """Return the badge of a box's weights and their size."""
        variables = self.seen.variables(number)
        if not variables:
            return "", ""
        keys = (self.graph.calls[n].layer for n in self.seen.nodes[number].calls)
        names = list(dict.fromkeys(self.names[key] for key in keys if key in self.names))
        badge = names[0] if len(names) == 1 else f"{names[0]}\N{EN DASH}{names[-1]}"
        if (count := self.uses[number]) > 1:
            badge += f" \N{MULTIPLICATION SIGN}{count} calls"
        size = sum(self.graph.variables[key].size for key in variables)
        return badge, f"{size:,} params" if size != 1 else "1 param"


_SHORT = {"BatchNormalization": "BatchNorm", "LayerNormalization": "LayerNorm"}


def _wrapped(words: list[str]) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} → {word}" if lines[-1] else word
        if len(longer) <= LONGEST + 4 or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _calls_alike(graph: ModelGraph) -> dict[int, tuple[int, int]]:
    """Say for each call which of its layer's calls it is, and how many there are."""
    calls: dict[str, list[int]] = {}
    for number, call in enumerate(graph.calls):
        calls.setdefault(call.layer, []).append(number)
    return {n: (i, len(group)) for group in calls.values() for i, n in enumerate(group, start=1)}


def _frames(graph: ModelGraph) -> set[str]:
    return {frame for call in graph.calls for frame in call.frame}


def _shape(shape: tuple[int | None, ...]) -> str:
    """Write the shape of one example."""
    inner = tuple("?" if size is None else size for size in shape[1:])
    return f"({', '.join(map(str, inner))}{',' if len(inner) == 1 else ''})"
