"""A reader finds the way: no link of the built book is dead, and its headings form an outline."""

from collections import defaultdict
from itertools import pairwise
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup


@pytest.fixture(scope="module")
def soups(book):
    """Map each page's path to its parsed HTML."""
    return {
        path: BeautifulSoup(path.read_bytes(), "html.parser")
        for path in sorted(book.rglob("*.html"))
        if "_static" not in path.parts
    }


def test_every_link_inside_the_book_leads_somewhere(book, soups):
    names = {path: {tag["id"] for tag in soup.select("[id]")} for path, soup in soups.items()}
    dead = defaultdict(list)
    followed = 0
    for page, soup in soups.items():
        for tag in soup.select("a[href], img[src], link[href], script[src]"):
            address = tag.get("href") or tag.get("src")
            if ":" in address.split("/")[0] or address.startswith("//"):
                continue
            path, name = urldefrag(address)
            target = (page.parent / unquote(path.split("?")[0])).resolve() if path else page
            if target.is_dir():
                target /= "index.html"
            followed += 1
            found = target.is_file() and (not name or unquote(name) in names.get(target, {name}))
            if not found:
                dead[page.relative_to(book).as_posix()].append(address)
    assert dict(dead) == {}
    assert followed > 1000


def test_every_page_has_one_title_and_skips_no_heading_level(book, soups):
    wrong = []
    for page, soup in soups.items():
        if page.name in ("search.html", "404.html"):  # of their own kind
            continue
        article = soup.select_one("article")
        levels = [int(tag.name[1]) for tag in article.find_all(["h1", "h2", "h3", "h4", "h5"])]
        deeper = [after - before for before, after in pairwise(levels)]
        if levels.count(1) != 1 or levels[0] != 1 or max(deeper, default=0) > 1:
            wrong.append((page.relative_to(book).as_posix(), levels))
    assert wrong == []


def test_next_leads_through_the_whole_book_and_back(book, soups):
    contents = soups[book / "index.html"].select("nav.bd-links a.internal")
    listed = [urldefrag(tag["href"])[0] for tag in contents]
    page, path = book / "index.html", []
    while following := soups[page].select_one("a.right-next"):
        before = page
        page = (page.parent / following["href"]).resolve()
        back = soups[page].select_one("a.left-prev")["href"]
        assert (page.parent / back).resolve() == before
        path.append(page.relative_to(book).as_posix())
    assert len(path) == len(set(path))
    assert path == [address for address in listed if address not in {"", "#"}]
