"""What search engines, and those a page is shared with, get to see."""

from matplotlib.image import imread

PAGES = {
    "index.md": "# A book & more\n\nA layer is *an object*.\n\n```{toctree}\na/x\n```\n",
    "a/x.md": "# One <layer>\n\n```{note}\nNot this.\n```\n\n" + "Long text. " * 40,
}


def test_each_page_describes_itself(build):
    out, _ = build(PAGES)
    index, x = ((out / name).read_text("utf-8") for name in ("index.html", "a/x.html"))
    assert '<meta name="description" content="A layer is an object.">' in index
    assert '<meta property="og:title" content="One &lt;layer&gt;">' in x
    assert 'content="Long text. Long text.' in x and ' …">' in x
    assert "og:image" not in x


def test_a_page_that_is_missing_leads_home(build):
    out, _ = build(PAGES, project="A book")
    assert "There is no such page" in (out / "404.html").read_text("utf-8")
    assert not (out / "sitemap.xml").exists()


def test_a_book_with_an_address_has_a_site_map_and_previews(build):
    out, _ = build(PAGES, html_baseurl="https://example.org/book/")
    assert "<loc>https://example.org/book/a/x.html</loc>" in (out / "sitemap.xml").read_text(
        "utf-8"
    )
    image = "_static/previews/a-x.png"
    assert f'content="https://example.org/book/{image}"' in (out / "a/x.html").read_text("utf-8")
    assert imread(out / image).shape[:2] == (630, 1200)
    assert 'href="https://example.org/book/"' in (out / "404.html").read_text("utf-8")
