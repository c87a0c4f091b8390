"""What a picture says, how it says it, and where it can be shown."""

from __future__ import annotations

import re
import struct
import time
from pathlib import Path
from xml.etree import ElementTree

import keras
import nbformat
import nbgrader
import pytest
from bs4 import BeautifulSoup
from keras import layers
from nbconvert import HTMLExporter
from pictures import GOLDEN, MARKS, MODELS, blocks, golden, random_graph

from topograde import ModelGraph, draw, read
from topograde.draw import Pair
from topograde.labels import shorten
from topograde.shapes import PALETTE, WANTED, WRONG, Text, flatten, legible_on, luminance

X = "\N{MULTIPLICATION SIGN}"
SVG = "{http://www.w3.org/2000/svg}"


def words_of(svg: str) -> list[str]:
    return [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def contrast(one: float, two: float) -> float:
    """The contrast of two luminances, as WCAG 2 defines it."""
    high, low = max(one, two), min(one, two)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", [*MODELS])
def test_pictures_are_the_golden_ones(name):
    """After a change that is wanted: python tests/topograde/pictures.py"""
    wanted = (GOLDEN / f"{name}.svg").read_text(encoding="utf-8")
    assert draw(golden(name), MARKS.get(name, ())).svg + "\n" == wanted


# What a picture says


def test_a_box_says_who_is_called_what_it_is_and_with_which_weights():
    words = words_of(draw(golden("siamese")).svg)
    assert words.count("shared · call 1 of 2") == words.count("shared · call 2 of 2") == 1
    assert words.count(f"W1 {X}2 calls") == 2
    assert words.count("1,088 params") == 2, "16 times 64 weights, and 64 biases"
    assert "W2" in words and "Input (16,)" in words and "output" in words


def test_arguments_whose_order_matters_are_numbered_or_named():
    assert {"1", "2"} <= set(words_of(draw(golden("siamese")).svg))
    assert words_of(draw(golden("states")).svg).count("initial_state") == 2
    assert not {"1", "2"} & set(words_of(draw(golden("residual")).svg)), "sums have no order"


def test_several_outputs_are_numbered():
    words = words_of(draw(golden("triplet")).svg)
    assert "output 1" in words and "output 2" in words


def test_layers_that_share_some_variables_say_which():
    words = words_of(draw(golden("tied")).svg)
    assert "kernel also in W1" in words and "kernel also in W2" in words
    assert 'stroke-dasharray="2 4"' in draw(golden("tied")).svg


def test_calls_of_one_layer_have_one_colour_others_have_none():
    svg = draw(golden("siamese")).svg
    assert PALETTE[0] in svg and PALETTE[1] not in svg
    assert PALETTE[0] not in draw(golden("two_layers")).svg


def test_marks_have_a_sign_and_a_pattern_not_a_colour_alone():
    graph = golden("two_layers")
    plain, marked = draw(graph), draw(graph, [2, 3])
    assert words_of(marked.svg).count("!") == 2 and "!" not in words_of(plain.svg)
    assert marked.svg.count(f'stroke-dasharray="{WRONG.dash}"') == 2
    assert marked.label.endswith("Marked: one and two.")


def test_a_graph_beside_the_expected_one_is_marked_in_both():
    pair = draw(golden("two_layers"), expected=golden("siamese"))
    assert isinstance(pair, Pair)
    assert pair.found.marks == (2, 3) and pair.expected.marks
    assert words_of(pair.found.svg).count("!") == 2
    assert words_of(pair.expected.svg).count(WANTED.sign) == len(pair.expected.marks)
    assert "Your model" in pair.html and "The expected model" in pair.html
    assert pair._repr_mimebundle_()["text/plain"].count("outputs:") == 2


def test_the_spoken_label_tells_a_small_graph_and_sums_up_a_large_one():
    assert draw(golden("siamese")).label == (
        "Model siamese: 6 calls. Input left; Input right; "
        "shared, a Dense(64, relu), call 1 of 2, on left; "
        "shared, a Dense(64, relu), call 2 of 2, on right; "
        "both, a Concatenate, on shared and shared; same, a Dense(1), on both. "
        "shared is called 2 times with the same weights. Output: same."
    )
    assert len(draw(blocks(60)).label) < 200
    assert all(len(draw(random_graph(seed)).label) < 700 for seed in range(10))


# How it says it


@pytest.mark.parametrize("name", [*MODELS])
def test_a_picture_stands_alone(name):
    svg = draw(golden(name), [2]).svg
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img" and root.get("aria-label")
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "g", "title", "rect", "text", "path"}
    assert not re.search(r"\bid=|href|url\(|@import|<style|script", svg)


def test_hostile_names_stay_words():
    bad = "<script>alert(1)<script>\x00\x0b\u202e\"'&"
    x = keras.Input((3,), name=bad)
    picture = draw(keras.Model(x, layers.Dense(2, name="<img src=x>")(x), name="]]>--><b>"))
    assert ElementTree.fromstring(picture.svg) is not None
    for text in (picture.html, picture.svg):
        assert "<script" not in text and "<img" not in text and "<b>" not in text
        assert not re.search(r"[\x00-\x08\x0b\u202e]", text)


def test_long_names_are_cut_and_whole_in_the_tooltip():
    x = keras.Input((3,), name="x")
    name = "a_projection_with_a_name_that_nobody_would_read_aloud"
    svg = draw(keras.Model(x, layers.Dense(2, name=name)(x))).svg
    assert name not in words_of(svg)
    assert any(name in title.text for title in ElementTree.fromstring(svg).iter(f"{SVG}title"))
    assert shorten(name) in words_of(svg)


@pytest.mark.parametrize("colour", [*PALETTE, WRONG.colour, WANTED.colour])
def test_colours_are_seen_on_white_and_on_black(colour):
    for page in ("#ffffff", "#121212"):
        assert contrast(luminance(colour), luminance(page)) >= 3, "WCAG 1.4.11"


@pytest.mark.parametrize("colour", [*PALETTE, WRONG.sign_colour, WANTED.sign_colour])
def test_words_on_a_colour_are_legible(colour):
    words = "#ffffff" if colour in (WRONG.sign_colour, WANTED.sign_colour) else None
    words = words or {"#fff": "#ffffff", "#000": "#000000"}[legible_on(colour)]
    assert contrast(luminance(colour), luminance(words)) >= 4.5, "WCAG 1.4.3"


@pytest.mark.parametrize(("page", "ink"), [("#ffffff", "#323232"), ("#121212", "#ced6dd")])
def test_words_on_tinted_boxes_are_legible(page, ink):
    """A tint is a little of a colour over the page."""

    def mixed(colour: str, tint: float) -> str:
        pairs = [(int(colour[i : i + 2], 16), int(page[i : i + 2], 16)) for i in (1, 3, 5)]
        return "#" + "".join(f"{round(a * tint + b * (1 - tint)):02x}" for a, b in pairs)

    for colour in (*PALETTE, ink):
        box = luminance(mixed(colour, 0.14 + 3 * 0.03))
        assert contrast(box, luminance(ink)) >= 4.5


def test_words_fit_their_boxes_in_a_wide_font():
    """DejaVu Sans is the widest font that browsers put in Arial's place."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    for name in MODELS:
        drawing = draw(golden(name)).drawing
        groups = [part.parts for part in drawing.parts if hasattr(part, "title")]
        for parts, box in zip(groups, drawing.layout.boxes, strict=False):
            for text in (p for p in parts if isinstance(p, Text) and p.anchor == "middle"):
                font = FontProperties(
                    family="DejaVu Sans", weight="bold" if text.bold else "normal", size=text.size
                )
                width = TextPath((0, 0), text.words, prop=font).get_extents().width
                assert width < box.width + 2, text.words


# Large graphs


def test_nested_models_can_be_closed():
    picture = draw(golden("triplet"), depth=0)
    words = words_of(picture.svg)
    assert {"encoder · call 1 of 3", "encoder · call 3 of 3"} <= set(words)
    assert words.count(f"W1\N{EN DASH}W2 {X}3 calls") == 3
    assert "wide" not in " ".join(words)
    assert "<details" in picture.html and "wide · call 1 of 3" in picture.html


def test_what_is_marked_is_never_folded():
    inside = next(n for n, call in enumerate(golden("triplet").calls) if call.frame)
    view = draw(golden("triplet"), [inside], depth=0).view
    assert (inside,) in [node.calls for node in view.nodes]
    for fold in ("chains", "blocks"):
        view = draw(blocks(40), [7, 66], fold=fold).view
        assert {(7,), (66,)} <= {node.calls for node in view.nodes}


def test_folding_loses_no_call():
    for seed in range(20):
        for depth, fold in ((0, "none"), (0, "chains"), (1, "blocks")):
            graph = random_graph(seed, 60)
            nodes = draw(graph, depth=depth, fold=fold).view.nodes
            assert sorted(n for node in nodes for n in node.calls) == list(range(60))


def test_blocks_that_repeat_become_one_box():
    picture = draw(blocks(60))
    assert len(picture.view.nodes) == 2
    assert f"60 {X} 5 calls:" in words_of(picture.svg)


def test_forty_calls_are_shown_one_by_one():
    assert not draw(blocks(8)).view.is_folded


def test_folds_have_names():
    with pytest.raises(ValueError, match="fold should be one of"):
        draw(blocks(2), fold="everything")


@pytest.mark.parametrize("name", ["ResNet50", "MobileNetV2", "DenseNet121"])
def test_real_architectures_get_a_readable_overview_at_once(name):
    graph = read(getattr(keras.applications, name)(weights=None), values=False)
    start = time.perf_counter()
    picture = draw(graph)
    assert len(picture.svg) < 100_000 and len(picture.html) < 500_000
    assert time.perf_counter() - start < 2
    assert len(picture.view.nodes) <= 48
    assert picture.drawing.bounds.width < 900


# Where it can be shown


def width_of(svg: str) -> tuple[float, float]:
    return tuple(float(re.search(rf"{kind}-width:(\d+)px", svg)[1]) for kind in ("max", "min"))


def test_small_pictures_fit_a_phone_and_wide_ones_scroll():
    for name in MODELS:
        widest, narrowest = width_of(draw(golden(name)).svg)
        if widest <= 450:
            assert narrowest <= 354
    wide = draw(golden("triplet"))
    assert width_of(wide.svg)[1] > 354
    assert 'style="overflow:auto' in wide.html and 'tabindex="0"' in wide.html
    assert 'aria-label="Picture of the model triplet"' in wide.html


def test_notebooks_get_html_and_text():
    bundle = draw(golden("siamese"))._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert ModelGraph.from_text(bundle["text/plain"]).calls == golden("siamese").calls


@pytest.mark.parametrize("template", ["lab", "classic", "feedback"])
def test_exported_notebooks_and_feedback_hold_the_picture_itself(template):
    """nbconvert, with nbgrader's template for feedback too, puts it into the page as it is.

    nbconvert writes each page through BeautifulSoup, which spells attributes in small letters;
    browsers read `viewbox` in SVG as `viewBox`.
    """
    picture = draw(golden("two_layers"), [2, 3])
    output = nbformat.v4.new_output("display_data", data=picture._repr_mimebundle_())
    cell = nbformat.v4.new_code_cell("draw(model)", outputs=[output])
    formgrader = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
    exporter = HTMLExporter(
        template_name=template,
        extra_template_basedirs=[str(formgrader / "templates")],
        extra_template_paths=[
            str(formgrader / "static" / "node_modules" / "bootstrap" / "dist" / "css")
        ],
    )
    scores = {"score": 0, "max_score": 1, "notebook": "05", "late_penalty": 0}
    page, _ = exporter.from_notebook_node(
        nbformat.v4.new_notebook(cells=[cell]), resources={"nbgrader": scores}
    )
    assert str(BeautifulSoup(picture.html, "html.parser")) in page


def test_png_has_the_same_layout_and_is_written(tmp_path):
    picture = draw(golden("siamese"))
    data = picture.png(tmp_path / "siamese.png")
    assert data.startswith(b"\x89PNG") and (tmp_path / "siamese.png").read_bytes() == data
    width, height = struct.unpack(">II", data[16:24])
    bounds = picture.drawing.bounds
    assert width / height == pytest.approx(bounds.width / bounds.height, rel=0.01)
    assert width >= 2 * bounds.width - 2, "sharp enough for print"


def test_png_of_two_graphs_stands_side_by_side():
    pair = draw(golden("two_layers"), expected=golden("siamese"))
    width, _ = struct.unpack(">II", pair.png()[16:24])
    one, two = (struct.unpack(">II", p.png()[16:24])[0] for p in (pair.found, pair.expected))
    assert width == pytest.approx(one + two, abs=4)


def test_png_takes_names_as_they_are():
    x = keras.Input((3,), name="x_{1}$y$ \\alpha 层")
    assert draw(keras.Model(x, layers.Dense(2)(x))).png().startswith(b"\x89PNG")


def test_every_part_of_a_drawing_lies_inside_the_picture():
    for seed in range(10):
        drawing = draw(random_graph(seed), [5]).drawing
        for part in flatten(drawing.parts):
            if isinstance(part, Text):
                assert drawing.bounds.left <= part.box.left
                assert part.box.right <= drawing.bounds.right
