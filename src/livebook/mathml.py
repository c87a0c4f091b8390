"""Render formulas to MathML while the book is built: no script, no font, no request."""

from html import escape, unescape
from xml.etree import ElementTree

from docutils import nodes
from latex2mathml.converter import Converter
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

# latex2mathml numbers the rows of `align` itself and does not know `aligned`;
# Sphinx has numbered the equation already.
SYNONYMS = {
    r"\begin{align}": r"\begin{align*}",
    r"\end{align}": r"\end{align*}",
    r"\begin{aligned}": r"\begin{split}",
    r"\end{aligned}": r"\end{split}",
}


class FormulaError(ValueError):
    """Say which formula cannot be shown, and why."""


def to_mathml(latex, display="inline"):
    r"""Convert a LaTeX formula to a MathML element.

    >>> print(to_mathml("x < 3"))  # doctest: +ELLIPSIS
    <math ...alttext="x &lt; 3"><mrow><mi>x</mi><mo>&lt;</mo><mn>3</mn></mrow></math>

    Raises FormulaError when the formula is broken or uses a command that has no MathML form.

    >>> to_mathml(r"\unheard{x}")
    Traceback (most recent call last):
    livebook.mathml.FormulaError: \unheard is not a known command in the formula \unheard{x}
    """
    math = _convert(latex, display)
    for element in math.iter():
        # The converter stores entities as text and leaves "<" in \text{} unescaped;
        # decoded here, serialising escapes each character once.
        element.text = unescape(element.text) if element.text else element.text
    _refuse_unknown_commands(math, latex)
    math.set("alttext", " ".join(latex.split()))
    return ElementTree.tostring(math, encoding="unicode")


def _convert(latex, display):
    known = latex
    for command, synonym in SYNONYMS.items():
        known = known.replace(command, synonym)
    try:
        return Converter(display=display).convert_to_element(known)
    except Exception as error:  # the converter's errors share no base class
        raise FormulaError(f"{type(error).__name__} in the formula {latex}") from error


def _refuse_unknown_commands(math, latex):
    # The converter shows a command that it does not know as an identifier.
    for element in math.iter("mi"):
        if element.text and element.text.startswith("\\"):
            raise FormulaError(f"{element.text} is not a known command in the formula {latex}")


def _markup(node, display):
    """Return the formula's markup; warn and show its source where it cannot be converted."""
    try:
        return to_mathml(node.astext(), display)
    except FormulaError as error:
        logger.warning("%s", error, location=node, type="livebook", subtype="math")
        return f"<code>{escape(node.astext())}</code>"


def visit_inline(writer, node):
    """Write an inline formula."""
    writer.body.append(_markup(node, "inline"))
    raise nodes.SkipNode


def visit_block(writer, node):
    """Write a formula on its own line, with its number when it has a label."""
    writer.body.append(writer.starttag(node, "div", CLASS="math-block", tabindex="0", role="group"))
    writer.body.append(_markup(node, "block"))
    if node["number"]:
        number = get_node_equation_number(writer, node)
        writer.body.append(f'<span class="eqno">({number})')
        writer.add_permalink_ref(node, "Link to this equation")
        writer.body.append("</span>")
    writer.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app):
    """Register the renderer and make it the book's."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    app.config.html_math_renderer = "mathml"
