"""The pages for looking things up agree with the chapters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[1] / "chapters"
CHAPTERS = {path.name: path.read_text() for path in sorted(PAGES.glob("[0-9][0-9]_*.md"))}
LINK = re.compile(r"\]\((\d\d_\w+\.md)(?:#([\w-]+))?\)")
PITFALL = re.compile(r"^:::\{admonition\} Pitfall: (.+)$", re.MULTILINE)


def words(name: str) -> str:
    """Return a page as one line."""
    return " ".join((PAGES / f"{name}.md").read_text().split())


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_pitfall_of_a_chapter_is_found_by_its_symptom(chapter):
    page = words("symptoms")
    links = re.findall(rf"\[([^\]]+)\]\({re.escape(chapter)}#", page)
    assert set(PITFALL.findall(CHAPTERS[chapter])) <= set(links)


@pytest.mark.parametrize("page", ["symptoms", "faq", "which_api"])
def test_every_link_to_a_chapter_ends_at_a_proof(page):
    links = LINK.findall(words(page))
    assert links
    for chapter, target in links:
        assert not target or f"({target})=" in CHAPTERS[chapter], (chapter, target)


def test_the_glossary_is_in_order_and_explains_each_term():
    text = (PAGES / "glossary.md").read_text()
    inside = text.split("```{glossary}\n")[1].split("```")[0]
    entries = [entry.split("\n") for entry in inside.strip().split("\n\n")]
    terms = [lines[0] for lines in entries]
    assert terms == sorted(terms, key=str.lower) and len(terms) > 30
    assert all(len(" ".join(lines[1:]).split()) > 6 for lines in entries)


def test_the_map_knows_every_chapter_and_leads_back_to_none():
    inside = (PAGES.parent / "index.md").read_text().split("```{course-map}\n")[1].split("```")[0]
    for line in inside.strip().splitlines():
        after, before = line.split(" after ")
        assert all(number < after for number in before.split())
        assert {after, *before.split()} <= {name[:2] for name in CHAPTERS}
