"""Books of one or two pages, built with the extension under test."""

from io import StringIO

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

EXTENSIONS = ["myst_nb", "sphinx_book_theme", "livebook"]
CONFIG = {
    "extensions": EXTENSIONS,
    "html_theme": "sphinx_book_theme",
    "html_theme_options": {"repository_url": "", "repository_branch": "main"},
    "html_sidebars": {"**": ["brand.html", "sbt-sidebar-nav.html"]},
    "myst_enable_extensions": ["dollarmath"],
    "nb_execution_mode": "off",
}


@pytest.fixture
def build(tmp_path):
    """Return a function that builds pages and returns the HTML folder and the warnings."""

    def build(pages, **config):
        source, out = tmp_path / "source", tmp_path / "_build" / "html"
        for name, text in pages.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_text(text, encoding="utf-8")
        warnings = StringIO()
        folders = (source, None, out, tmp_path / "doctrees", "html")
        with patch_docutils(), docutils_namespace():
            app = Sphinx(*folders, CONFIG | config, status=None, warning=warnings)
            app.build()
        return out, warnings.getvalue()

    return build
