"""Write a drawing as PNG through matplotlib, for places that cannot show SVG, such as PDF."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any
from warnings import catch_warnings, simplefilter

from topograde.shapes import INK, Drawing, Line, Rect, Text, flatten
from topograde.svg import HEAD

POINT = 0.72  # points in a pixel, at the 100 pixels to the inch of the figure
LIMIT = 20_000  # pixels on a side: more than that no viewer opens gladly
FONTS = {"Arial": 1.0, "Helvetica": 1.0, "Liberation Sans": 1.0, "DejaVu Sans": 0.87}  # and scale


def to_png(drawings: list[Drawing], titles: list[str], scale: float = 2.0) -> bytes:
    """Return drawings side by side as one PNG, black on white.

    Raises:
        ModuleNotFoundError: where matplotlib is not installed.
    """
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import get_font_names

    head = 30.0 if any(titles) else 0.0
    wide = sum(d.bounds.width for d in drawings)
    high = max(d.bounds.height for d in drawings) + head
    figure = Figure(figsize=(wide / 100, high / 100), dpi=100, facecolor="white")
    left = 0.0
    family = next(name for name in FONTS if name in get_font_names())
    with rc_context({"font.family": [family, "DejaVu Sans"], "text.parse_math": False}):
        for drawing, title in zip(drawings, titles, strict=True):
            box = drawing.bounds
            low = 1 - (box.height + head) / high
            place = (left / wide, low, box.width / wide, box.height / high)
            axes = figure.add_axes(place, xlim=(box.left, box.right), ylim=(box.bottom, box.top))
            axes.set_axis_off()
            axes.set_title(title, fontsize=16 * POINT, fontweight="bold")
            for part in flatten(drawing.parts):
                _draw(axes, part, POINT * FONTS[family])
            left += box.width
        file = io.BytesIO()
        scale = min(scale, LIMIT / max(wide, high))
        with catch_warnings():
            simplefilter("ignore")  # a name may hold a character that no font here has
            FigureCanvasAgg(figure).print_figure(file, dpi=100 * scale, format="png")
    return file.getvalue()


def _draw(axes: Any, part: Rect | Line | Text, scale: float) -> None:
    if isinstance(part, Text):
        _write(axes, part, scale)
    elif isinstance(part, Rect):
        _outline(axes, part)
    else:
        _trace(axes, part)


def _ink(colour: str) -> str:
    return "black" if colour == INK else colour


def _write(axes: Any, text: Text, scale: float) -> None:
    align = {"start": "left", "middle": "center", "end": "right"}[text.anchor]
    axes.text(
        text.x,
        text.y,
        text.words,
        size=text.size * scale,
        weight="bold" if text.bold else "normal",
        ha=align,
        va="baseline",
        color=_ink(text.colour),
    )


def _outline(axes: Any, rect: Rect) -> None:
    from matplotlib.colors import to_rgba
    from matplotlib.patches import FancyBboxPatch

    box = rect.box
    radius = min(rect.radius, box.height / 2)
    axes.add_patch(
        FancyBboxPatch(
            (box.left, box.top),
            box.width,
            box.height,
            boxstyle=f"round,pad=0,rounding_size={radius}",
            facecolor="none" if rect.fill == "none" else to_rgba(_ink(rect.fill), rect.tint),
            edgecolor="none" if rect.stroke == "none" else _ink(rect.stroke),
            linewidth=rect.thick * POINT,
            linestyle=_dashes(rect.dash, rect.thick),
        )
    )


def _trace(axes: Any, line: Line) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    steps = [(Path.MOVETO, line.points[0])]
    for (x, y), end in pairwise(line.points):
        middle = (y + end[1]) / 2
        if line.arrow and abs(x - end[0]) >= 0.05:
            steps += [(Path.CURVE4, p) for p in ((x, middle), (end[0], middle), end)]
        else:
            steps.append((Path.LINETO, end))
    if line.arrow:
        (x, y), (half, length) = line.points[-1], HEAD
        steps += [(Path.MOVETO, (x - half, y - length)), (Path.LINETO, (x, y))]
        steps.append((Path.LINETO, (x + half, y - length)))
    codes, points = zip(*steps, strict=True)
    axes.add_patch(
        PathPatch(
            Path(points, codes),
            fill=False,
            edgecolor=_ink(line.colour),
            linewidth=line.thick * POINT,
            linestyle=_dashes(line.dash, line.thick),
        )
    )


def _dashes(dash: str, thick: float) -> Any:
    """Return SVG's dashes in matplotlib's unit, the width of the line."""
    return (0, tuple(float(n) / thick for n in dash.split())) if dash else "solid"
