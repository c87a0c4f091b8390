"""Show what a notebook displays without running any of it: feedback pages and formgrader use this.

What a learner writes in Markdown, or displays as HTML, would otherwise be a part of a page in the
instructor's browser, where a script may do what the instructor may.

>>> html("<b onclick='steal()'>bold</b><script>steal()</script>")
'<b>bold</b>'
"""

from __future__ import annotations

import re
from base64 import b64encode
from copy import deepcopy
from html import escape, unescape

import nh3
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from traitlets.config import Config

_SVG = re.compile(r"<svg\b.*?</svg\s*>", re.DOTALL | re.IGNORECASE)
_START = re.compile(r"<svg\b[^>]*>", re.IGNORECASE)
_ATTRIBUTES = deepcopy(nh3.ALLOWED_ATTRIBUTES)
_ATTRIBUTES["*"] = {"class", "title", "style"}
_ATTRIBUTES["details"] = {"open"}
_STYLES = {"border", "display", "height", "max-width", "min-width", "overflow", "width"}
_SCHEMES = {"data", "http", "https", "mailto"}


def configure(c: Config) -> None:
    """Let nbconvert's pages show the notebooks of strangers."""
    c.HTMLExporter.sanitize_html = True  # neither JavaScript nor widgets
    c.HTMLExporter.filters = {"clean_html": html, "markdown2html": markdown}


def html(text: str) -> str:
    """Return HTML with its text, tables and pictures, and nothing that runs or is fetched.

    A drawing in SVG becomes a picture of its own, in which browsers run no script.

    >>> html('<svg aria-label="a model" style="width:9px"><script>steal()</script></svg>')[-42:]
    ' alt="a model" style="border:0;width:9px">'
    >>> html('<img src="https://example.org/tracker.png">')
    '<img>'
    """
    return nh3.clean(
        _SVG.sub(_picture, text),
        attributes=_ATTRIBUTES,
        attribute_filter=_harmless,
        filter_style_properties=_STYLES,
        url_schemes=_SCHEMES,
    )


@pass_context
def markdown(context: Context, source: str) -> str:
    """Return the HTML of a Markdown cell, as `html` does; a template's filter."""
    attachments = context.get("cell", {}).get("attachments", {})
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    return html(MarkdownWithMath(renderer=renderer).render(source))


def _picture(found: re.Match[str]) -> str:
    drawing = found.group()
    data = b64encode(drawing.encode()).decode()
    start = _START.match(drawing)[0]
    # Formgrader has a red frame around pictures.
    looks = f'alt="{_value(start, "aria-label")}" style="border:0;{_value(start, "style")}"'
    return f'<img src="data:image/svg+xml;base64,{data}" {looks}>'


def _value(tag: str, attribute: str) -> str:
    found = re.search(rf"""\s{attribute}=(["'])(.*?)\1""", tag, re.IGNORECASE)
    return escape(unescape(found[2])) if found else ""


def _harmless(tag: str, attribute: str, value: str) -> str | None:
    scheme = value.lstrip().lower()
    if attribute == "src":
        return value if scheme.startswith("data:image/") else None
    return None if attribute == "href" and scheme.startswith("data:") else value
