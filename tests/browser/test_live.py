"""Exercises in the page, as a reader does them in a real browser."""

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from served import serve

from livebook.runtime import assemble, compiled

pytestmark = pytest.mark.browser

CHAPTER = "chapters/05_shared_layers.html"
ANSWERS = Path(__file__).parents[1] / "answers" / "05_shared_layers" / "build_siamese"
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}
LARGE = (".zip", ".wasm", ".zst")  # what a first check loads
LONG = 120_000  # milliseconds that a first check may take on a busy machine


LOOKS = pytest.mark.parametrize(("theme", "size"), [("light", "desktop"), ("dark", "phone")])


def answer(name):
    return (ANSWERS / f"{name}.py").read_text(encoding="utf-8")


class Box:
    """The first exercise of a page, and what a reader does with it."""

    def __init__(self, window):
        self.window = window
        self.box = window.locator(".live-exercise").first
        self.area = self.box.locator("textarea")
        self.result = self.box.locator(".live-result")

    @property
    def text(self):
        """What the editor holds, whichever editor it is."""
        return self.area.input_value()

    @property
    def editor(self):
        """The editor that the first use brings, or the text area in a book without it."""
        if not json.loads(self.window.locator("#live-runtime").text_content())["editor"]:
            return self.area
        if self.area.is_visible():
            self.area.focus()
        self.box.locator(".cm-content").wait_for()
        return self.box.locator(".cm-content")

    def button(self, name):
        return self.box.get_by_role("button", name=name)

    def wait(self):
        self.window.wait_for_function(
            "box => box.getAttribute('aria-busy') === 'false'",
            arg=self.box.element_handle(),
            timeout=LONG,
        )
        return self.result.inner_text()

    def check(self, text=None):
        if text is not None:
            self.editor.fill(text)
        self.button("Check").click()
        return self.wait()


@pytest.fixture(scope="module")
def reader(browser, site):
    """A window in which Keras stays loaded from test to test, and all that it asked for."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    window = context.new_page()
    window.asked, window.errors = [], []
    window.on("request", lambda request: window.asked.append(request.url))
    window.on("pageerror", lambda error: window.errors.append(str(error)))
    window.goto(site + CHAPTER, wait_until="networkidle")
    yield window
    context.close()


@pytest.fixture
def box(reader):
    made = Box(reader)
    if made.text != "":
        reader.once("dialog", lambda dialog: dialog.accept())
        made.button("Reset").click()
    return made


def test_nothing_is_loaded_before_the_first_check_which_says_what_is_missing(reader, box):
    assert not [url for url in reader.asked if url.endswith(LARGE)]
    assert re.search(r"loads Keras into this page: \d+ MB", box.box.inner_text())
    assert "build_siamese has not been attempted" in box.check()
    assert len([url for url in reader.asked if url.endswith(LARGE)]) == 3


def test_a_right_answer_passes_and_is_remembered(reader, box, site):
    assert "All 3 visible checks passed" in box.check(
        answer("right_operators_and_separate_activation")
    )
    assert "live-done" in box.box.get_attribute("class").split()
    kept = reader.evaluate("localStorage.getItem('one-layer:passed')")
    assert kept == '["05_shared_layers#build_siamese"]'


def test_a_wrong_answer_gets_a_sentence_a_picture_and_hints(box):
    said = box.check(answer("wrong_two_layers"))
    assert "Not yet" in said
    assert box.result.locator("svg[aria-label*='Marked']").count() == 1
    box.button("Hint").click()
    assert "Hint 1 of 3" in box.box.locator(".live-hint").inner_text()
    for _ in range(5):
        box.button("Hint").click()
    assert "Hint 3: a skeleton" in box.box.locator(".live-hints").inner_text()
    assert box.button("Hint").is_disabled()


def test_an_error_names_the_line(box):
    assert "Line 2 of your code: NameError" in box.check("x = 1\nInputt\n")
    assert "Line 1 of your code: SyntaxError" in box.check("def build_siamese(:\n")
    assert "write import keras" in box.check("import tensorflow as tf\n")
    assert "defines no build_siamese" in box.check("x = 1\n")


def test_a_huge_output_is_cut(box):
    said = box.check("def build_siamese():\n    while True:\n        pass\nprint('x' * 10**7)\n1/0")
    assert "ZeroDivisionError" in said
    printed = box.result.locator("pre").text_content()
    assert len(printed) < 21_000 and "the rest is left out" in printed


def test_the_model_is_drawn(box):
    box.editor.fill(answer("right_operators_and_separate_activation"))
    box.button("Draw my model").click()
    box.wait()
    assert box.result.locator("svg[aria-label*='call 2 of 2']").count() == 1


def test_the_keyboard_is_enough(reader, box):
    box.editor.fill("")
    box.editor.focus()
    reader.keyboard.type("def build_siamese():\nreturn None")
    assert box.text == "def build_siamese():\n    return None"
    reader.keyboard.press("Tab")
    assert len(box.text) == len("def build_siamese():\n    return None    ")
    reader.keyboard.press("Control+Enter")
    assert "returns nothing" in box.wait()
    reader.keyboard.press("Escape")
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.textContent") == "Check"


def test_an_endless_loop_is_stopped_and_the_next_check_works(reader, box):
    box.editor.fill("def build_siamese():\n    while True:\n        pass\n")
    box.button("Check").click()
    box.box.get_by_text("Running your code").wait_for(timeout=LONG)
    box.button("Stop").click()
    assert "Stopped" in box.wait()
    assert "while True" in box.text
    assert "All 3 visible checks" in box.check(answer("right_operators_and_separate_activation"))


CRASH = "import sys\nsys.setrecursionlimit(10**8)\n\n\ndef f():\n    return f()\n\n\nf()\n"


@pytest.mark.parametrize("program", [CRASH, "x = bytearray(3 * 2**30)\n"])
def test_whatever_a_program_does_the_next_check_works(box, program):
    assert re.search("Error|memory|Python stopped", box.check(program))
    assert box.text == program
    assert "All 3 visible checks" in box.check(answer("right_subclassed"))


def test_python_cannot_reach_the_stores_or_the_network(box):
    program = "import js\nfor name in ('fetch', 'caches', 'indexedDB', 'XMLHttpRequest'):\n"
    said = box.check(f"{program}    print(name, hasattr(js, name))\n1/0")
    assert "ZeroDivisionError" in said
    assert box.result.locator("pre").text_content().count("False") == 4


def test_the_text_outlives_a_reload_and_reset_brings_the_stub_back(reader, box):
    box.editor.fill("# mine\n")
    reader.reload(wait_until="networkidle")
    again = Box(reader)
    assert again.text == "# mine\n"
    reader.once("dialog", lambda dialog: dialog.accept())
    again.button("Reset").click()
    assert "NotImplementedError" in again.text


def test_the_second_visit_needs_no_download(reader, site):
    reader.asked.clear()
    box = Box(reader)
    box.check()
    assert [url for url in reader.asked if url.endswith(LARGE)] == []


def test_no_other_host_was_asked_and_no_error_reported(reader, site):
    assert [url for url in reader.asked if not url.startswith((site, "data:", "blob:"))] == []
    assert reader.errors == []


@LOOKS
def test_a_verdict_violates_no_accessibility_rule(open_window, site, theme, size):
    window = open_window(theme, size)
    window.goto(site + CHAPTER, wait_until="networkidle")
    box = Box(window)
    box.check(answer("wrong_two_layers"))
    box.button("Hint").click()
    found = Axe().run(window, options=AXE_OPTIONS).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    assert window.evaluate("document.documentElement.scrollWidth") == window.viewport_size["width"]


def test_without_the_network_the_reader_is_told(open_window, site):
    window = open_window()
    window.goto(site + CHAPTER, wait_until="networkidle")
    window.context.set_offline(True)
    box = Box(window)
    box.area.fill("# mine\n")
    said = box.check()
    assert "cannot be loaded" in said and "Your code is kept" in said
    assert box.text == "# mine\n"


def test_without_scripts_the_stub_and_the_hints_can_be_read(open_window, site):
    window = open_window(java_script_enabled=False)
    window.goto(site + CHAPTER)
    box = window.locator(".live-exercise").first
    assert "raise NotImplementedError()" in box.locator(".live-stub").inner_text()
    assert box.locator(".live-hints details").count() == 3
    assert box.get_by_role("link", name="notebook").is_visible()


PICTURE = """
import { picture } from "%s_static/live-show.js";
const html = `<div><svg aria-label="x"><rect fill="red" onclick="evil()"></rect>
<script>evil()</script><a href="javascript:evil()">no</a><image href="//x"/></svg>
<img src=x onerror="evil()"></div>`;
document.body.dataset.shown = picture(html).innerHTML;
"""


def test_a_picture_passes_shapes_and_words_only(open_window, site):
    window = open_window()
    window.goto(site + CHAPTER)
    window.add_script_tag(content=PICTURE % site, type="module")
    window.wait_for_function("document.body.dataset.shown")
    shown = window.evaluate("document.body.dataset.shown").replace("\n", "")
    assert shown == '<div><svg aria-label="x"><rect fill="red"></rect></svg></div>'


PLAYGROUND = "chapters/playground.html"


def drawn(window):
    window.wait_for_function(
        "document.querySelector('.live-playground').getAttribute('aria-busy') === 'false'",
        timeout=LONG,
    )
    return window.locator(".live-result")


@LOOKS
def test_the_playground_draws_every_example_and_sends_code_by_link(open_window, site, theme, size):
    window = open_window(theme, size)
    window.goto(site + PLAYGROUND, wait_until="networkidle")
    examples = window.get_by_label("Start from an example")
    for number in range(examples.locator("option").count() - 1):
        examples.select_option(str(number))
        result = drawn(window)
        assert result.get_attribute("data-outcome") == "drawn"
        assert result.locator("svg").count() == 1
    assert Axe().run(window, options=AXE_OPTIONS).response["violations"] == []
    window.get_by_role("button", name="Copy a link").click()
    window.wait_for_function("location.hash.startsWith('#code=')")
    sent = open_window(theme, size)
    sent.goto(window.url)
    code = sent.locator("textarea").input_value()
    assert code == window.locator("textarea").input_value() and "class Twice" in code
    assert "came with the link" in sent.locator(".live-status").inner_text()
    assert sent.locator(".live-result").is_hidden()  # nothing runs unasked


def test_a_broken_link_and_code_without_a_model_are_told(open_window, site):
    window = open_window()
    window.goto(site + PLAYGROUND + "#code=%%%", wait_until="networkidle")
    assert "left = keras.Input" in window.locator("textarea").input_value()
    Box(window).editor.fill("x = 1")
    window.get_by_role("button", name="Draw").click()
    assert "There is no model to draw" in drawn(window).inner_text()


def test_pointing_at_a_call_shows_the_others_of_its_layer(open_window, site):
    window = open_window()
    window.goto(site + CHAPTER, wait_until="networkidle")
    picture = window.locator("article svg:has(g[data-shared])").filter(visible=True).first
    calls = picture.locator("g[data-shared='1']")
    calls.first.focus()
    assert picture.locator(".live-same").count() == calls.count() > 1
    label = calls.first.get_attribute("aria-label")
    assert label.endswith(f"One of {calls.count()} boxes with the same weights.")
    window.locator("article h1").click()
    assert picture.locator(".live-same").count() == 0
    calls.first.hover()
    assert picture.locator(".live-same").count() == calls.count()


def test_the_sidebar_knows_what_was_passed_until_it_is_told_to_forget(open_window, site):
    window = open_window()
    window.goto(site + CHAPTER, wait_until="networkidle")
    done = '["05_shared_layers#build_siamese", "06_reading_graphs#calls_of"]'
    window.evaluate(f"localStorage.setItem('one-layer:passed', '{done}')")
    window.reload(wait_until="networkidle")
    counts = window.locator(".bd-sidebar-primary .live-count")
    assert [text.split(",")[0] for text in counts.all_text_contents()] == ["1/3", "1/3"]
    assert window.locator(".live-exercise").first.get_attribute("class").endswith("live-done")
    window.once("dialog", lambda dialog: dialog.accept())
    window.get_by_role("button", name="Forget my progress").click()
    counts.first.wait_for(state="detached")
    assert window.evaluate("localStorage.getItem('one-layer:passed')") == "[]"


def test_sources_do_where_nothing_could_be_compiled(open_window, site, monkeypatch, tmp_path):
    made = Path("_build/downloads")

    def unavailable(cache):
        raise compiled.Unavailable("it is not to be had")

    monkeypatch.setattr(compiled, "compile_in", unavailable)
    about = assemble.assemble(made, tmp_path)
    window = open_window()

    def with_sources(route):
        page = route.fetch()
        old = json.loads(re.search(r'id="live-runtime">(.*?)</script>', page.text())[1])
        route.fulfill(response=page, body=page.text().replace(json.dumps(old), json.dumps(about)))

    def source(route):
        route.fulfill(path=tmp_path / route.request.url.partition("/runtime/")[2])

    window.route(f"**/{CHAPTER}", with_sources)
    window.context.route(f"**/runtime/{about['folder']}/**", source)
    window.goto(site + CHAPTER)
    assert "All 3 visible checks passed" in Box(window).check(answer("right_nested_encoder"))


def test_every_script_that_is_loaded_carries_its_version(open_window, site):
    window, asked = open_window(), []
    window.on("request", lambda request: asked.append(request.url))
    window.goto(site + CHAPTER, wait_until="networkidle")
    with window.expect_request("**/live-worker.js*"):
        Box(window).button("Check").click()
    ours = re.compile(r"/_static/(live[a-z-]*|progress)\.js(\?v=\w+)?$")
    found = dict(match.groups() for url in asked if (match := ours.search(url)))
    assert {"live", "live-engine", "live-store", "live-worker", "progress"} <= set(found)
    assert None not in found.values()


def test_the_exercise_works_under_a_path(open_window, book):
    with serve(book.parent) as address:
        window = open_window()
        window.goto(f"{address}{book.name}/{CHAPTER}", wait_until="networkidle")
        assert "All 3 visible checks" in Box(window).check(answer("right_subclassed"))
