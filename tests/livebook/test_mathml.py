"""Formulas, against MathML written by hand."""

from xml.etree import ElementTree

import pytest

from livebook.mathml import FormulaError, to_mathml

MATHML = "{http://www.w3.org/1998/Math/MathML}"


def shape(latex):
    """Write a formula's MathML as nested tuples of tag and text, without attributes."""

    def of(element):
        tag = element.tag.removeprefix(MATHML)
        return (tag, *map(of, element)) if len(element) else (tag, element.text)

    return of(ElementTree.fromstring(to_mathml(latex)))


def text(latex):
    return "".join(ElementTree.fromstring(to_mathml(latex)).itertext())


def test_a_fraction():
    fraction = ("mfrac", ("mrow", ("mi", "a")), ("mrow", ("mi", "b")))
    assert shape(r"\frac{a}{b}") == ("math", ("mrow", fraction))


def test_a_shared_weight_as_a_sum_over_calls():
    assert text(r"\frac{\partial L}{\partial W} = \sum_{c} g_c") == "∂L∂W=∑cgc"


@pytest.mark.parametrize("environment", ["align", "align*", "aligned", "split"])
def test_aligned_rows_become_a_table_that_is_not_numbered(environment):
    latex = rf"\begin{{{environment}}} a &= b \\ c &= d \end{{{environment}}}"
    rows = ElementTree.fromstring(to_mathml(latex)).findall(f".//{MATHML}mtr")
    assert ["".join(row.itertext()) for row in rows] == ["a=b", "c=d"]


def test_markup_in_a_formula_stays_text():
    assert text(r"\text{<b>} < 3") == "<b><3"


def test_a_formula_speaks_its_source_on_one_line():
    formula = ElementTree.fromstring(to_mathml("a +\n   b"))
    assert formula.get("alttext") == "a + b"


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        (r"\unheard{x}", r"\\unheard is not a known command"),
        (r"x_", "MissingSuperScriptOrSubscriptError"),
        (r"\left( x", "ExtraLeftOrMissingRightError"),
    ],
)
def test_a_formula_that_cannot_be_shown_is_refused_with_its_text(latex, reason):
    with pytest.raises(FormulaError, match=reason) as refusal:
        to_mathml(latex)
    assert latex in str(refusal.value)


def test_a_labelled_formula_has_a_number_and_can_be_referred_to(build):
    page = "# Page\n\n$$\nx^2\n$$ (square)\n\n$$\ny\n$$\n\nSee {eq}`square`.\n"
    book, warnings = build({"index.md": page})
    html = (book / "index.html").read_text(encoding="utf-8")
    assert warnings == ""
    assert html.count('class="eqno">(1)') == html.count('class="eqno"') == 1
    assert 'href="#equation-square">(1)</a>' in html


def test_no_script_comes_with_a_formula(build):
    book, _ = build({"index.md": "# Page\n\nInline $x$.\n"})
    html = (book / "index.html").read_text(encoding="utf-8")
    assert "<math " in html
    assert "MathJax.js" not in html and "mathjax@" not in html


def test_a_broken_formula_is_a_warning_that_names_the_page(build):
    _, warnings = build({"index.md": "# Page\n\nInline $\\unheard{x}$.\n"})
    assert "index.md:3: WARNING: \\unheard is not a known command" in warnings
