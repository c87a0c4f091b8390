"""Help the book to be found: descriptions, preview images, a site map, a page for 404."""

from html import escape
from pathlib import Path
from textwrap import fill, shorten
from xml.sax.saxutils import escape as xml_escape

from docutils import nodes

PREVIEWS = "_static/previews"
MISSING = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not found: {title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 34rem; margin: 15vh auto; padding: 0 1rem; font: 1.1rem/1.6 system-ui; }}
a {{ color: inherit; }}
</style>
</head>
<body><main>
<h1>There is no such page</h1>
<p>The address may be mistyped, or the page has moved. Begin at the
<a href="{home}">table of contents of {title}</a>.</p>
</main></body>
</html>
"""


def description_of(doctree):
    """Return the first sentences of a page, as long as search engines show them.

    >>> from docutils.core import publish_doctree
    >>> description_of(publish_doctree("Title\\n=====\\n\\nA layer is *an object*.\\n\\nMore."))
    'A layer is an object.'
    >>> description_of(publish_doctree("Title\\n=====\\n\\nYou will:\\n\\n- read;\\n- write.\\n"))
    'You will: read; write'
    """
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section | nodes.document):
            text, after = paragraph.astext(), paragraph.next_node(descend=False, siblings=True)
            if isinstance(after, nodes.bullet_list | nodes.enumerated_list):
                text += " " + "; ".join(item.astext().rstrip(".;") for item in after)
            return shorten(text, 160, placeholder=" …")
    return ""


def add_tags(app, pagename, templatename, context, doctree):
    """Describe a page to search engines, and to those it is shared with."""
    if doctree is None:
        return
    title = app.env.titles[pagename].astext()
    tags = {"og:title": title, "og:type": "article"}
    if text := description_of(doctree):
        tags |= {"description": text, "og:description": text}
    if base := app.config.html_baseurl:
        tags |= {
            "og:url": f"{base.rstrip('/')}/{pagename}.html",
            "og:image": f"{base.rstrip('/')}/{PREVIEWS}/{pagename.replace('/', '-')}.png",
        }
    context["metatags"] += "".join(
        f'<meta {"property" if name.startswith("og:") else "name"}="{name}" '
        f'content="{escape(value)}">\n'
        for name, value in tags.items()
    )


def finish(app, error):
    """Write the page for addresses that lead nowhere and, where the address is known, the rest."""
    if error or app.builder.name != "html":
        return
    out, base = Path(app.outdir), app.config.html_baseurl
    title = escape(app.config.html_title or app.config.project)
    missing = MISSING.format(title=title, home=escape(base or "index.html"))
    (out / "404.html").write_text(missing, encoding="utf-8")
    if not base:
        return
    names = sorted(app.env.found_docs)
    places = "".join(
        f"<url><loc>{xml_escape(base.rstrip('/'))}/{xml_escape(name)}.html</loc></url>\n"
        for name in names
    )
    sitemap = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{sitemap}\n{places}</urlset>\n'
    (out / "sitemap.xml").write_text(text, encoding="utf-8")
    for name in names:
        path = out / PREVIEWS / f"{name.replace('/', '-')}.png"
        preview(app.env.titles[name].astext(), app.config.project, path)


def preview(title, course, path):
    """Draw what other sites show for a page: 1200 by 630 pixels."""
    from matplotlib.figure import Figure

    path.parent.mkdir(parents=True, exist_ok=True)
    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor="#14181e")
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 12), ylim=(0, 6.3), frame_on=False)
    for y, colour in ((5.1, "#e69f00"), (4.6, "#3d8fc9"), (4.1, "#12926e")):
        axes.plot([0.8, 1.7, 2.9, 3.8], [y, 4.6, 4.6, y], color=colour, linewidth=6)
    axes.add_patch(_square())
    axes.text(0.8, 3.1, fill(title, 34), color="white", size=44, weight="bold", va="top")
    axes.text(0.8, 0.6, course, color="#8acdf5", size=26)
    figure.savefig(path)


def _square():
    from matplotlib.patches import FancyBboxPatch

    style = "round,pad=0,rounding_size=0.08"
    return FancyBboxPatch((1.9, 4.2), 0.8, 0.8, style, color="#d55e00", zorder=3)


def setup(app):
    """Connect to the moments at which a page is written and the book is finished."""
    app.connect("html-page-context", add_tags)
    app.connect("build-finished", finish)
