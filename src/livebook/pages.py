"""Give every page its look, and its notebook to download."""

from pathlib import Path
from shutil import copyfile

HERE = Path(__file__).parent


def add_look(app):
    """Add the course's style sheet and templates."""
    app.config.html_static_path.append(str(HERE / "static"))
    app.config.templates_path.insert(0, str(HERE / "templates"))
    app.add_css_file("course.css", priority=900)


def add_notebook(app, pagename, templatename, context, doctree):
    """Offer a chapter written in Markdown as the notebook that the build executed.

    The theme does this too, but only where a launch button is configured.
    """
    executed = Path(app.outdir).parent / "jupyter_execute" / f"{pagename}.ipynb"
    if context.get("page_source_suffix") != ".md" or not executed.exists():
        return
    published = Path(app.outdir) / "_sources" / f"{pagename}.ipynb"
    published.parent.mkdir(parents=True, exist_ok=True)
    copyfile(executed, published)
    context["ipynb_source"] = f"{pagename}.ipynb"


def name_toggles(app, pagename, templatename, context, doctree):
    """Give each fold in the sidebar a spoken name: the theme draws an arrow alone."""
    draw = context["generate_toctree_html"]

    def named(*args, **kwargs):
        tree = draw(*args, **kwargs)
        for arrow in tree.select("li > details > summary"):
            arrow["aria-label"] = f"Pages under {arrow.find_parent('li').a.get_text()}"
        return tree

    context["generate_toctree_html"] = named


def setup(app):
    """Connect to the moments at which Sphinx reads templates and writes a page."""
    add_look(app)
    app.connect("html-page-context", add_notebook, priority=400)
    app.connect("html-page-context", name_toggles, priority=900)
