"""Take the pictures of README.md: a page of the book, and what a failed check shows.

make course && .venv/bin/python tools/screenshots.py
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
CHAPTER = ROOT / "_build/html/chapters/05_shared_layers.html"
FEEDBACK = ROOT / "_build/sample_class/feedback/linus/05_shared_layers/05_shared_layers.html"


def main() -> None:
    """Write both pictures to docs/images."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    chromium = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 860}, device_scale_factor=1.5)
        shoot_book(page)
        shoot_failed_check(page)
        browser.close()


def shoot_book(page: Page) -> None:
    """Show a section of the chapter with a drawn model."""
    page.goto(CHAPTER.as_uri())
    page.locator("details summary").filter(has_text="Show the output").first.click()
    page.evaluate("document.querySelector('#a-layer-a-call-a-tensor').scrollIntoView()")
    page.mouse.wheel(0, 480)
    page.wait_for_timeout(700)
    page.screenshot(path=IMAGES / "book.png")


def shoot_failed_check(page: Page) -> None:
    """Show the first check that failed: its cell, the picture and the sentence."""
    page.goto(FEEDBACK.as_uri())
    cell = page.locator("div.cell").filter(has=page.locator("svg"), has_text="Not yet:").first
    cell.scroll_into_view_if_needed()
    cell.screenshot(path=IMAGES / "failed-check.png")


if __name__ == "__main__":
    main()
