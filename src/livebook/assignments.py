"""Say on an assignment's page how to work on it, and pack its folder to download."""

from html import escape
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docutils import nodes

COLAB = "https://colab.research.google.com/github"
GITHUB = "https://github.com/"


def is_assignment(docname):
    """Tell whether a page is an assignment's notebook.

    >>> is_assignment("exercises/05_shared_layers/05_shared_layers")
    True
    >>> is_assignment("chapters/05_shared_layers")
    False
    """
    return docname.startswith("exercises/")


def colab_link(repository, branch, docname):
    """Return the address at which Colab opens a notebook, or None when it cannot.

    Colab reads from GitHub, so the book has no such link until it is published there.

    >>> colab_link("https://github.com/someone/course", "main", "exercises/05/05")
    'https://colab.research.google.com/github/someone/course/blob/main/exercises/05/05.ipynb'
    >>> colab_link("", "main", "exercises/05/05")
    """
    if not repository.startswith(GITHUB):
        return None
    return f"{COLAB}/{repository.removeprefix(GITHUB).strip('/')}/blob/{branch}/{docname}.ipynb"


def add_ways_to_work(app, doctree, docname):
    """Put a card under the title of an assignment: download it, or open it in Colab."""
    title = next(doctree.findall(nodes.title), None)
    if title is None or not is_assignment(docname) or app.builder.format != "html":
        return
    options = app.config.html_theme_options
    colab = colab_link(options["repository_url"], options["repository_branch"], docname)
    card = nodes.raw("", _card(Path(docname).name, docname, colab), format="html")
    title.parent.insert(title.parent.index(title) + 1, card)


def _card(name, docname, colab):
    links = [f'<a href="{escape(name)}.zip" download>Download the folder (.zip)</a>']
    if colab:
        links.append(f'<a href="{escape(colab)}">Open in Colab</a>')
    lab = f"<code>.venv/bin/jupyter lab {escape(docname)}.ipynb</code>"
    return f"""
<div class="admonition practice">
<p class="admonition-title">Work on this assignment in a notebook</p>
<p>{" · ".join(links)}</p>
<p>The folder holds the notebook and all that its checks need besides
<code>pip install keras tensorflow matplotlib networkx jupyterlab</code>.
In a copy of the course: {lab}.</p>
</div>"""


def pack(folder, archive):
    """Pack an assignment's folder, with the package that checks it, into a zip archive."""
    # Found, not imported: importing it would start Keras.
    package = Path(find_spec("topograde").origin).parent
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for source in _files(folder):
            _store(packed, source, f"{folder.name}/{source.relative_to(folder).as_posix()}")
        for source in _files(package):
            inside = source.relative_to(package).as_posix()
            _store(packed, source, f"{folder.name}/topograde/{inside}")


def _files(folder):
    hidden = ("__pycache__", ".")
    found = (path for path in folder.rglob("*") if path.is_file())
    kept = (p for p in found if not any(x.startswith(hidden) for x in p.relative_to(folder).parts))
    return sorted(kept)


def _store(packed, source, name):
    # A fixed date: the same files give the same archive, byte for byte.
    packed.writestr(ZipInfo(name), source.read_bytes(), ZIP_DEFLATED)


def pack_all(app, error):
    """Write one archive beside each assignment's page."""
    if error or app.builder.name != "html":
        return
    for docname in filter(is_assignment, app.env.found_docs):
        page = Path(app.outdir) / docname
        pack((Path(app.srcdir) / docname).parent, page.with_suffix(".zip"))


def setup(app):
    """Connect to the moments at which a page is resolved and the book is finished."""
    app.connect("doctree-resolved", add_ways_to_work)
    app.connect("build-finished", pack_all)
