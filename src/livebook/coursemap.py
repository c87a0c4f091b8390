"""Draw the chapters as a map: what to read before what, each box a link."""

from html import escape
from pathlib import Path

import networkx as nx
import yaml
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

BOX, ROW, WIDTH = (128, 52), 96, 720


def chapters_of(toc):
    """Return the short title of each chapter that has an assignment, by its file's name.

    >>> entry = {"file": "chapters/05_x", "title": "5. X", "sections": []}
    >>> toc = {"parts": [{"chapters": [entry]}]}
    >>> chapters_of(toc)
    {'05_x': '5. X'}
    """
    entries = (entry for part in toc["parts"] for entry in part["chapters"])
    return {Path(e["file"]).name: e["title"] for e in entries if "sections" in e}


def edges_of(lines):
    """Read lines such as `06 after 02 05` into pairs (before, after).

    >>> edges_of(["06 after 02 05"])
    [('02', '06'), ('05', '06')]
    """
    halves = (line.split(" after ") for line in lines)
    return [(before, after) for after, needed in halves for before in needed.split()]


def places_of(graph):
    """Put each number into a row below all that it needs; return its centre.

    >>> places_of(nx.DiGraph([("1", "3"), ("2", "3")]))
    {'1': (180.0, 34.0), '2': (540.0, 34.0), '3': (360.0, 130.0)}
    """
    places = {}
    for row, numbers in enumerate(nx.topological_generations(graph)):
        for column, number in enumerate(sorted(numbers)):
            x = WIDTH * (column + 0.5) / len(numbers)
            places[number] = (x, BOX[1] / 2 + 8.0 + row * ROW)
    return places


def svg(titles, edges):
    """Draw the map; `titles` by file name, `edges` by the chapters' numbers."""
    names = {name[:2]: name for name in titles}
    graph = nx.DiGraph(edges)
    graph.add_nodes_from(names)
    places = places_of(graph)
    height = max(y for _, y in places.values()) + BOX[1] / 2 + 8
    arrows = "".join(_arrow(places[a], places[b]) for a, b in edges)
    boxes = "".join(_box(names[n], titles[names[n]], places[n]) for n in sorted(names))
    said = "; ".join(
        f"{titles[names[n]]} needs {', '.join(sorted(graph.predecessors(n))) or 'no other'}"
        for n in sorted(names)
    )
    return (
        f'<figure class="course-map"><svg viewBox="0 0 {WIDTH} {height:g}" role="group" '
        f'aria-label="A map of the chapters. {escape(said)}.">{arrows}{boxes}</svg></figure>'
    )


def _arrow(start, end):
    (x, y), (to_x, to_y) = start, end
    y, to_y = y + BOX[1] / 2, to_y - BOX[1] / 2
    middle = (y + to_y) / 2
    return f'<path d="M{x:g} {y:g}C{x:g} {middle:g} {to_x:g} {middle:g} {to_x:g} {to_y:g}"/>'


def _box(name, title, place):
    x, y = place[0] - BOX[0] / 2, place[1] - BOX[1] / 2
    number, _, words = title.partition(" ")
    lines = _two_lines(words)
    top = place[1] + 5 - 9 * (len(lines) - 1)
    text = "".join(
        f'<text x="{place[0]:g}" y="{top + 18 * n:g}">{escape(line)}</text>'
        for n, line in enumerate([f"{number} {lines[0]}", *lines[1:]])
    )
    return (
        f'<a href="chapters/{name}.html" aria-label="{escape(title)}">'
        f'<rect x="{x:g}" y="{y:g}" width="{BOX[0]}" height="{BOX[1]}" rx="8"/>{text}</a>'
    )


def _two_lines(words):
    """Break a title where its two lines are about as long.

    >>> _two_lines("Subclassing"), _two_lines("One layer, many calls")
    (['Subclassing'], ['One layer,', 'many calls'])
    """
    parts = words.split()
    if len(words) <= 12 or len(parts) == 1:
        return [words]
    ways = [(" ".join(parts[:n]), " ".join(parts[n:])) for n in range(1, len(parts))]
    return list(min(ways, key=lambda way: abs(len(way[0]) + 3 - len(way[1]))))


class CourseMap(SphinxDirective):
    """`{course-map}`: its lines say which chapter comes after which others."""

    has_content = True

    def run(self):
        """Return the drawing."""
        toc = Path(self.env.srcdir) / "_toc.yml"
        self.env.note_dependency(str(toc))
        titles = chapters_of(yaml.safe_load(toc.read_text(encoding="utf-8")))
        return [nodes.raw("", svg(titles, edges_of(self.content)), format="html")]


def setup(app):
    """Register the directive."""
    app.add_directive("course-map", CourseMap)
