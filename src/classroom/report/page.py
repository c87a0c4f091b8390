"""Write a page: the templates of this folder, filled in, with everything escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from classroom.report.findings import Finding
from topograde.draw import draw

_CODE = re.compile(r"`([^`]+)`")
_WIDTH, _HEIGHT, _GAP = 520, 120, 6


def page(template: str, **values: Any) -> str:
    """Fill in a template."""
    environment = Environment(
        loader=PackageLoader("classroom.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "path": quote,
        "number": number,
        "prose": prose,
        "share": share,
        "time": time,
    }
    environment.globals |= {"picture": picture, "bars": bars, "today": date.today().isoformat()}
    style = Path(__file__).with_name("templates") / "style.css"
    return environment.get_template(template).render(
        style=Markup(style.read_text(encoding="utf-8")), **values
    )


def prose(text: str) -> Markup:
    """Set what stands between backticks as code.

    >>> prose("Call `a` & <b>")
    Markup('Call <code>a</code> &amp; &lt;b&gt;')
    """
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def picture(finding: Finding) -> Markup:
    """Draw the model of a finding anew, with the wrong place marked; empty if that fails."""
    if finding.graph is None:
        return Markup("")
    try:
        return Markup(draw(finding.graph, finding.calls).svg)
    except Exception:  # a stranger wrote the graph: the report goes on without it
        return Markup("")


def bars(counts: Sequence[int], most: float) -> Markup:
    """Draw how the scores are spread, up to `most` points."""
    width = (_WIDTH - _GAP * (len(counts) - 1)) / len(counts)
    highest = max([*counts, 1])
    parts, words = [], []
    for place, count in enumerate(counts):
        low, high = most * place / len(counts), most * (place + 1) / len(counts)
        x, height = place * (width + _GAP), _HEIGHT * count / highest
        words.append(f"{number(low)} to {number(high)} points: {count}")
        parts.append(
            f'<rect x="{x:.1f}" y="{20 + _HEIGHT - height:.1f}" width="{width:.1f}" '
            f'height="{height:.1f}" rx="2"/>'
        )
        middle = x + width / 2
        if count:
            y = 14 + _HEIGHT - height
            parts.append(f'<text x="{middle:.1f}" y="{y:.1f}" class="count">{count}</text>')
        label = f"{number(low)}-{number(high)}"
        parts.append(f'<text x="{middle:.1f}" y="{_HEIGHT + 38}" class="label">{label}</text>')
    return Markup(
        f'<svg class="spread" viewBox="0 0 {_WIDTH} {_HEIGHT + 44}" role="img" '
        f'aria-label="{"; ".join(words)}">{"".join(parts)}</svg>'
    )


def number(value: float | str | None) -> str:
    """Write a number of points.

    >>> number(12.0), number("7.25"), number(None)
    ('12', '7.2', '-')
    """
    if value is None or value == "":
        return "-"
    return f"{float(value):.1f}".removesuffix(".0")


def share(value: float) -> str:
    """Write a share.

    >>> share(0.666)
    '67 %'
    """
    return f"{100 * value:.0f} %"


def time(seconds: float) -> str:
    """Write a time.

    >>> time(0.04), time(3.21), time(75)
    ('< 0.1 s', '3.2 s', '75 s')
    """
    if seconds < 0.1:
        return "< 0.1 s"
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
