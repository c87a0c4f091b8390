"""The book, built when it is out of date; a real Chromium; one line for each reason to skip."""

import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from livebook import pdf

ROOT = Path(__file__).parent.parent
# A container has no sandbox to offer, and nothing but the book may be asked for.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser):
    parser.addoption(
        "--all-exercises",
        action="store_true",
        help="compare page and notebook on the exercises of all chapters (four minutes)",
    )


@pytest.fixture(scope="session")
def book():
    """Return the folder of the built book: the very pages that `make book` makes."""
    # Without make's own variables, so that this works inside `make test` as well.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
    command = ["make", "book"]
    built = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if built.returncode:
        pytest.fail(f"make book failed:\n{built.stdout}{built.stderr}", pytrace=False)
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def chromium():
    """Return the path of a Chromium. Without one, skip; on a CI machine, fail."""
    if found := pdf.chromium():
        return found
    reason = "no Chromium on PATH: install one, or name it with CHROMIUM=/path/to/chromium"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


# For one module: as long as Playwright lives, an event loop runs in the main thread, and tests
# that start one of their own would fail.
@pytest.fixture(scope="module")
def browser(chromium):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield browser
        browser.close()


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    for reason, count in Counter(report.longrepr[2] for report in skipped).items():
        terminalreporter.write_line(f"{count} tests skipped. {reason}")
