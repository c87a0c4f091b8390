"""Gather what the chapters prove on one page, each claim a link to its proof."""

import re
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

SECTION = re.compile(r"^## What you can now prove\n(.*?)(?=^## )", re.MULTILINE | re.DOTALL)


def claims_of(name, text):
    """Return the list that closes a chapter, as Markdown with links into the chapter's file.

    >>> text = "# T\\n\\n## What you can now prove\\n\\n- A [b](#proof-b).\\n\\n## Practice\\n"
    >>> claims_of("05_x.md", text)
    '- A [b](05_x.md#proof-b).'
    """
    found = SECTION.search(text)
    if found is None:
        raise ValueError(f"{name} has no section `What you can now prove`")
    return found[1].strip().replace("](#", f"]({name}#")


class Claims(SphinxDirective):
    """`{claims}`: all chapters' claims, in the order of the chapters."""

    def run(self):
        """Return a section for each chapter."""
        made = []
        for path in sorted(Path(self.env.srcdir, "chapters").glob("[0-9][0-9]_*.md")):
            self.env.note_dependency(str(path))
            made.append(self._section(path))
        return made

    def _section(self, path):
        text = path.read_text(encoding="utf-8")
        title = re.search(r"^# (.*)$", text, re.MULTILINE)[1]
        section = nodes.section(ids=[f"claims-{path.stem}"])
        section += nodes.title(title, title)
        lines = StringList(claims_of(path.name, text).splitlines(), source=str(path))
        self.state.nested_parse(lines, self.content_offset, section)
        return section


def open_proofs(app, doctree):
    """Let other pages link to a chapter's proofs: MyST offers them its headings alone."""
    slugs = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    for name, target in doctree.nameids.items():
        if name.startswith("proof-") and target:
            slugs.setdefault(target, (0, target, ""))


def setup(app):
    """Register the directive, and connect to the moment at which a page is read."""
    app.add_directive("claims", Claims)
    app.connect("doctree-read", open_proofs)
