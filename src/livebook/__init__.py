"""Put models and exercises on the page: the Sphinx extension behind the book."""

from . import assignments, claims, coursemap, discover, live, mathml, pages


def setup(app):
    """Register every part of the extension."""
    assignments.setup(app)
    claims.setup(app)
    coursemap.setup(app)
    discover.setup(app)
    live.setup(app)
    mathml.setup(app)
    pages.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
