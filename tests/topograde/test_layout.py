"""Boxes do not overlap, frames hold their own boxes alone, arrows lead from box to box."""

from __future__ import annotations

import time
from itertools import combinations, pairwise

import pytest
from pictures import MODELS, blocks, golden, random_graph

from topograde.layout import Box
from topograde.shapes import Drawing, Line, Rect, Text, compose, flatten
from topograde.view import View, view

Pictures = list[tuple[View, Drawing]]


@pytest.fixture(scope="module")
def pictures() -> Pictures:
    graphs = [*map(golden, MODELS), *map(random_graph, range(24))]
    views = [view(graph, depth=9, fold="none") for graph in graphs]
    return [(seen, compose(seen)) for seen in views]


def overlap(one: Box, two: Box) -> bool:
    beside = one.right <= two.left or two.right <= one.left
    return not (beside or one.bottom <= two.top or two.bottom <= one.top)


def holds(outer: Box, inner: Box) -> bool:
    level = outer.left < inner.left and inner.right < outer.right
    return level and outer.top < inner.top and inner.bottom < outer.bottom


def points_between(start: tuple, end: tuple) -> list[tuple[float, float]]:
    """Follow a bend as SVG draws it: a cubic curve, upright at both ends."""
    (x, y), (to_x, to_y) = start, end
    middle = (y + to_y) / 2
    found = []
    for t in (i / 20 for i in range(21)):
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        found.append(((a + b) * x + (c + d) * to_x, a * y + (b + c) * middle + d * to_y))
    return found


def test_boxes_stand_apart(pictures):
    for _, drawing in pictures:
        for one, two in combinations(drawing.layout.boxes, 2):
            assert not overlap(one, two)


def test_frames_hold_their_members_and_nothing_else(pictures):
    for seen, drawing in pictures:
        for frame, outline in drawing.layout.frames.items():
            for node, box in zip(seen.nodes, drawing.layout.boxes, strict=False):
                inside = node.frame[: len(frame)] == frame
                assert holds(outline, box) if inside else not overlap(outline, box)
        for (one, a), (two, b) in combinations(drawing.layout.frames.items(), 2):
            nested = one == two[: len(one)] or two == one[: len(two)]
            assert nested or not overlap(a, b)


def test_every_frame_of_the_graph_is_drawn(pictures):
    for seen, drawing in pictures:
        frames = {node.frame[:k] for node in seen.nodes for k in range(1, len(node.frame) + 1)}
        assert set(drawing.layout.frames) == frames


def test_arrows_lead_from_the_bottom_of_a_box_to_the_top_of_another(pictures):
    for seen, drawing in pictures:
        boxes = drawing.layout.boxes
        for arrow, route in zip(seen.arrows, drawing.layout.routes, strict=False):
            (x, y), (to_x, to_y) = route[0], route[-1]
            source, target = boxes[arrow.source], boxes[arrow.target]
            assert y == pytest.approx(source.bottom) and source.left <= x <= source.right
            assert to_y == pytest.approx(target.top) and target.left <= to_x <= target.right
            assert all(a[1] <= b[1] for a, b in pairwise(route)), "arrows lead down"


def test_arrows_cross_no_box(pictures):
    for _, drawing in pictures:
        for route in drawing.layout.routes:
            for start, end in pairwise(route):
                for x, y in points_between(start, end):
                    for box in drawing.layout.boxes:
                        assert not (
                            box.left + 0.5 < x < box.right - 0.5
                            and box.top + 0.5 < y < box.bottom - 0.5
                        )


def test_arrows_that_end_at_one_box_end_apart(pictures):
    for seen, drawing in pictures:
        ends: dict[int, list[float]] = {}
        for arrow, route in zip(seen.arrows, drawing.layout.routes, strict=False):
            ends.setdefault(arrow.target, []).append(route[-1][0])
        for places in ends.values():
            assert all(b - a > 9 for a, b in pairwise(sorted(places)))


def test_words_stay_inside_their_boxes(pictures):
    for _, drawing in pictures:
        groups = [part.parts for part in drawing.parts if hasattr(part, "title")]
        for parts, box in zip(groups, drawing.layout.boxes, strict=False):
            for part in parts:
                if isinstance(part, Text | Rect):
                    assert box.left <= part.box.left + 0.01 and part.box.right <= box.right + 4.01
                    assert box.top <= part.box.top + 0.01 and part.box.bottom <= box.bottom + 4.01


def test_calls_of_a_layer_in_one_row_are_linked_straight():
    drawing = compose(view(golden("triplet")))
    links = [p for p in flatten(drawing.parts) if isinstance(p, Line) and p.dash]
    assert len(links) == 4, "two layers, three calls each"
    assert all(len(link.points) == 2 and link.points[0][1] == link.points[1][1] for link in links)


def test_links_run_around_boxes():
    drawing = compose(view(golden("residual")))
    boxes = drawing.layout.boxes
    links = [p for p in flatten(drawing.parts) if isinstance(p, Line) and p.dash]
    assert links
    for link in links:
        for (x, y), (to_x, to_y) in pairwise(link.points):
            line = Box((x + to_x) / 2, (y + to_y) / 2, abs(x - to_x), abs(y - to_y))
            assert not any(overlap(line, box) for box in boxes)


def test_the_long_way_is_straight_and_the_shortcut_bends():
    layout = compose(view(golden("residual"))).layout
    assert len({round(box.x, 3) for box in layout.boxes}) == 1


def test_calls_of_one_nested_model_stand_side_by_side():
    frames = compose(view(golden("triplet"))).layout.frames
    assert len({(box.top, box.bottom) for box in frames.values()}) == 1


def test_the_same_graph_gives_the_same_picture():
    assert compose(view(random_graph(3))).parts == compose(view(random_graph(3))).parts


def test_an_empty_graph_can_be_drawn():
    from topograde import ModelGraph, draw

    assert draw(ModelGraph("empty", (), (), (), {}, {})).svg.startswith("<svg")


@pytest.mark.parametrize("count", [40, 200])
def test_a_thousand_calls_are_laid_out_in_seconds(count):
    start = time.perf_counter()
    compose(view(blocks(count), fold="none"))
    assert time.perf_counter() - start < 0.02 * count
