"""The built book, served to a browser, and windows to look at it."""

import pytest
from served import serve

SIZES = {"desktop": (1280, 800), "phone": (390, 844)}


@pytest.fixture(scope="session")
def site(chromium, book):
    """Serve the built book on this machine and return its address."""
    with serve(book) as address:
        yield address


@pytest.fixture(scope="session")
def pages(book):
    """List every page of the book."""
    found = (path.relative_to(book).as_posix() for path in book.rglob("*.html"))
    return sorted(path for path in found if not path.startswith("_static"))


@pytest.fixture(params=["light", "dark"])
def theme(request):
    return request.param


@pytest.fixture(params=SIZES)
def size(request):
    return request.param


@pytest.fixture
def open_window(browser):
    """Return a function that opens an empty window; all of them are closed after the test."""
    contexts = []

    def window(theme="light", size="desktop", **options):
        width, height = SIZES[size]
        options |= {"viewport": {"width": width, "height": height}, "color_scheme": theme}
        # Without animations nothing is seen half faded in.
        context = browser.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        return context.new_page()

    yield window
    for context in contexts:
        context.close()
