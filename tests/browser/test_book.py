"""Every page of the built book, in a real browser."""

import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

CHAPTER = "chapters/05_shared_layers.html"
ASSIGNMENT = "exercises/05_shared_layers/05_shared_layers.html"
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}


OPEN_ALL = "document.querySelectorAll('details').forEach(fold => { fold.open = true })"


def violations(window):
    """Return what axe finds, as pairs of a rule and the first element that breaks it."""
    result = Axe().run(window, options=AXE_OPTIONS)
    return [(v["id"], v["nodes"][0]["html"]) for v in result.response["violations"]]


def test_no_page_violates_an_accessibility_rule(open_window, site, pages, theme, size):
    window = open_window(theme, size)
    found = []
    for page in pages:
        window.goto(site + page, wait_until="networkidle")
        window.evaluate(OPEN_ALL)
        found += [(page, *violation) for violation in violations(window)]
    assert found == []


@pytest.mark.parametrize(
    ("size", "button"),
    [
        ("desktop", ".dropdown-download-buttons button"),
        ("desktop", ".search-button-field"),
        ("phone", ".primary-toggle"),
        ("phone", ".secondary-toggle"),
    ],
)
def test_no_open_menu_violates_an_accessibility_rule(open_window, site, theme, size, button):
    window = open_window(theme, size)
    window.goto(site + CHAPTER, wait_until="networkidle")
    window.locator(f"{button}:visible").first.click()
    assert violations(window) == []


def test_no_page_asks_another_host_for_anything(open_window, site, pages):
    window = open_window()
    asked = []
    window.on("request", lambda request: asked.append(request.url))
    for page in pages:
        window.goto(site + page, wait_until="networkidle")
        window.mouse.wheel(0, 20_000)
        window.keyboard.press("Control+k")
    assert len(asked) > len(pages)
    assert [url for url in asked if not url.startswith((site, "data:"))] == []


def test_no_page_reports_an_error(open_window, site, pages, theme):
    window = open_window(theme)
    errors = []
    window.on("pageerror", lambda error: errors.append(str(error)))
    window.on("console", lambda said: said.type == "error" and errors.append(said.text))
    for page in pages:
        window.goto(site + page, wait_until="networkidle")
    assert errors == []


def test_a_phone_never_scrolls_sideways(open_window, site, pages):
    window = open_window(size="phone")
    widths = {}
    for page in pages:
        window.goto(site + page, wait_until="networkidle")
        widths[page] = window.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(widths, 390)


def test_every_picture_has_an_alternative_text(open_window, site, pages):
    window = open_window()
    silent = []
    for page in pages:
        window.goto(site + page)
        silent += window.eval_on_selector_all(
            ".bd-article img, .bd-article .cell_output svg",
            "all => all.filter(i => !(i.getAttribute('alt') || i.getAttribute('aria-label') ||"
            " i.querySelector('title'))).map(i => i.outerHTML.slice(0, 200))",
        )
    assert silent == []


def background(window):
    return window.evaluate("getComputedStyle(document.body).backgroundColor")


def test_the_switch_makes_the_page_dark_and_keeps_it_so(open_window, site):
    window = open_window("light")
    window.goto(site + CHAPTER)
    light = background(window)
    while window.locator("html").get_attribute("data-mode") != "dark":
        window.locator(".theme-switch-button:visible").first.click()
    dark = background(window)
    window.goto(site)
    assert light == "rgb(255, 255, 255)"
    assert dark == background(window) == "rgb(20, 24, 30)"


def test_an_answer_opens_with_the_keyboard_and_without_scripts(open_window, site):
    window = open_window(java_script_enabled=False)
    window.goto(site + CHAPTER)
    answer = window.locator(".quiz details.sd-dropdown").first
    assert not answer.locator(".sd-summary-content").is_visible()
    answer.locator("summary").press("Enter")
    assert answer.locator(".sd-summary-content").is_visible()


def test_formulas_have_a_size_and_speak_their_source(open_window, site, pages):
    window = open_window()
    seen = 0
    for page in pages:
        window.goto(site + page)
        window.evaluate(OPEN_ALL)
        for formula in window.locator("article math").all():
            box = formula.bounding_box()
            assert box["width"] > 3 and box["height"] > 5
            assert formula.get_attribute("alttext")
            seen += 1
    assert seen > 0


def test_the_search_finds_a_word_of_the_chapter(open_window, site):
    window = open_window()
    window.goto(site + "search.html?q=gradient")
    window.locator(f"#search-results a[href*='{CHAPTER}']").first.wait_for()


def test_a_chapter_can_be_downloaded_as_the_notebook_that_ran(open_window, site):
    window = open_window()
    window.goto(site + CHAPTER)
    link = window.locator("a.btn-download-notebook-button").get_attribute("href")
    notebook = json.loads(window.request.get(site + "chapters/" + link).text())
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert code and all(cell["execution_count"] for cell in code)


def test_an_assignment_can_be_downloaded_with_what_its_checks_need(open_window, site):
    window = open_window()
    window.goto(site + ASSIGNMENT)
    link = window.get_by_role("link", name=re.compile("Download the folder"))
    url = link.evaluate("link => link.href")
    names = ZipFile(BytesIO(window.request.get(url).body())).namelist()
    assert "05_shared_layers/05_shared_layers.ipynb" in names
    assert "05_shared_layers/expected.json" in names
    assert "05_shared_layers/topograde/__init__.py" in names
