"""Print the book on one page to a PDF: `python -m livebook.pdf PAGE.html BOOK.pdf`.

Chromium prints it, so that formulas and pictures of models look as in the book; TeX would have
neither. Folds are opened, for paper has no switch.
"""

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MARGIN = {"top": "18mm", "bottom": "18mm", "left": "18mm", "right": "18mm"}
OPEN = "document.querySelectorAll('details').forEach(fold => { fold.open = true })"


def chromium():
    """Return the path of a Chromium, None without one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def to_pdf(page, target):
    """Write a page as A4 PDF, with bookmarks and tags for those who listen.

    Raises:
        FileNotFoundError: without a Chromium.
    """
    from playwright.sync_api import sync_playwright

    if not (path := chromium()):
        raise FileNotFoundError("no Chromium on PATH: install one, or name it with CHROMIUM=")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        window = browser.new_page(reduced_motion="reduce")
        window.goto(Path(page).resolve().as_uri(), wait_until="load")
        window.evaluate(OPEN)
        window.pdf(
            path=target,
            format="A4",
            margin=MARGIN,
            print_background=True,
            outline=True,
            tagged=True,
        )
        browser.close()


if __name__ == "__main__":
    try:
        to_pdf(*sys.argv[1:])
    except FileNotFoundError as problem:
        sys.exit(f"pdf: {problem}")
