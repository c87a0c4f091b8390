"""The book on paper."""

import pytest

from livebook.pdf import to_pdf

PAGE = """<!doctype html><html lang="en"><title>T</title><h1>One</h1><h2>Two</h2>
<details><summary>more</summary><p style="break-before: page">second page</p></details></html>"""


def test_a_page_is_printed_with_bookmarks_and_open_folds(chromium, tmp_path):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    to_pdf(tmp_path / "page.html", tmp_path / "page.pdf")
    printed = (tmp_path / "page.pdf").read_bytes()
    assert printed.startswith(b"%PDF-")
    assert b"/Outlines" in printed and b"/StructTreeRoot" in printed
    assert printed.count(b"/Type /Page\n") == 2


def test_without_a_browser_it_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FileNotFoundError, match="CHROMIUM="):
        to_pdf(tmp_path / "page.html", tmp_path / "page.pdf")
