"""Write a drawing as SVG: without scripts, fonts or ids, in the colours of the page around it."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from topograde.layout import Place
from topograde.shapes import INK, Drawing, Group, Line, Part, Rect, Text

FONT = "Arial, Helvetica, sans-serif"
SMALLEST = 0.75  # scale below which words get too small: wider pictures scroll instead
HEAD = 4.5, 8.5  # half the width, and the length, of an arrow's head


def to_svg(drawing: Drawing, label: str) -> str:
    """Return the text of one `<svg>` element, with a label for those who listen."""
    box = drawing.bounds
    body = "".join(_write(part) for part in drawing.parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{_quote(label)}" '
        f'viewBox="{box.left:.0f} {box.top:.0f} {box.width:.0f} {box.height:.0f}" '
        f'style="display:block;margin:auto;width:100%;height:auto;max-width:{box.width:.0f}px;'
        f'min-width:{SMALLEST * box.width:.0f}px" font-family="{FONT}" fill="{INK}">{body}</svg>'
    )


def _write(part: Part) -> str:
    if isinstance(part, Group):
        title = f"<title>{_quote(part.title)}</title>" if part.title else ""
        # For pages that show all calls of a layer when one of them is pointed at.
        shared = f' data-shared="{part.shared}"' if part.shared else ""
        return f"<g{shared}>{title}{''.join(map(_write, part.parts))}</g>"
    if isinstance(part, Rect):
        return _rect(part)
    return _text(part) if isinstance(part, Text) else _line(part)


def _quote(words: str) -> str:
    """Escape words, and leave out characters that XML does not know."""
    return escape("".join(c if c.isprintable() else " " for c in words))


def _rect(rect: Rect) -> str:
    box = rect.box
    style = f'fill="{rect.fill}"'
    if rect.tint != 1.0:
        style += f' fill-opacity="{rect.tint:g}"'
    if rect.stroke != "none":
        style += f' stroke="{rect.stroke}" stroke-width="{rect.thick:g}"'
    if rect.dash:
        style += f' stroke-dasharray="{rect.dash}"'
    return (
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" rx="{rect.radius:g}" {style}/>'
    )


def _text(text: Text) -> str:
    style = f'font-size="{text.size:g}"'
    if text.anchor != "start":
        style += f' text-anchor="{text.anchor}"'
    if text.bold:
        style += ' font-weight="bold"'
    if text.colour != INK:
        style += f' fill="{text.colour}"'
    return f'<text x="{text.x:.1f}" y="{text.y:.1f}" {style}>{_quote(text.words)}</text>'


def _line(line: Line) -> str:
    path = _curve(line.points) + _head(line.points[-1]) if line.arrow else _corners(line.points)
    style = f'fill="none" stroke="{line.colour}" stroke-width="{line.thick:g}"'
    if line.dash:
        style += f' stroke-dasharray="{line.dash}"'
    return f'<path d="{path}" {style}/>'


def _curve(points: tuple[Place, ...]) -> str:
    """Draw a line that bends where it moves sideways, and is upright at both ends of a bend."""
    path = f"M{_at(points[0])}"
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = (y + to_y) / 2
        bend = f"C{_at((x, middle))} {_at((to_x, middle))} "
        path += f"{'L' if abs(x - to_x) < 0.05 else bend}{_at((to_x, to_y))}"
    return path


def _head(tip: Place) -> str:
    (x, y), (half, length) = tip, HEAD
    return f"M{_at((x - half, y - length))}L{_at(tip)}L{_at((x + half, y - length))}"


def _corners(points: tuple[Place, ...]) -> str:
    return "M" + "L".join(map(_at, points))


def _at(point: Place) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
