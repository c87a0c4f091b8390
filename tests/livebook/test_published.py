"""What the built book may not contain: answers, hidden checks, and other people's servers."""

import re
from html.parser import HTMLParser
from zipfile import ZipFile

SECRET = re.compile(rb"BEGIN SOLUTION|BEGIN HIDDEN|END SOLUTION|END HIDDEN")
LOADING = {"script", "link", "img", "iframe", "source", "object", "embed", "video", "audio"}


def contents(book):
    """Yield the name and the bytes of every published file, also of those inside archives."""
    for path in sorted(path for path in book.rglob("*") if path.is_file()):
        yield path.relative_to(book).as_posix(), path.read_bytes()
        if path.suffix == ".zip":
            archive = ZipFile(path)
            yield from ((f"{path.name}/{name}", archive.read(name)) for name in archive.namelist())


def test_no_published_file_holds_a_solution_or_a_hidden_check(book):
    assert [name for name, data in contents(book) if SECRET.search(data)] == []


def test_solutions_and_tests_are_not_published(book):
    folders = {path.name for path in book.iterdir() if path.is_dir()}
    folders |= {path.name for path in (book / "_sources").iterdir()}
    assert folders.isdisjoint({"solutions", "tests", "src"})


class Addresses(HTMLParser):
    """Collect what a page makes a browser load, or connect to ahead of time."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag in LOADING:
            self.found += [value for name, value in attributes if name in {"src", "href", "data"}]


def test_no_page_names_another_host_to_load_from(book):
    foreign = []
    for page in book.rglob("*.html"):
        addresses = Addresses()
        addresses.feed(page.read_text(encoding="utf-8"))
        foreign += [url for url in addresses.found if re.match(r"(https?:)?//", url or "")]
    assert foreign == []


def test_no_page_carries_the_loader_of_a_remote_script(book):
    # Jupyter Book's default extensions write the address of a script host into every page.
    hosts = re.compile(r"unpkg\.com|jsdelivr|cdnjs|googleapis|preconnect")
    assert [p.name for p in book.rglob("*.html") if hosts.search(p.read_text("utf-8"))] == []
