"""Measure exercises in the page: `python benchmarks/page.py` prints a table.

It serves the built book from this machine, opens a chapter in headless Chromium, and checks the
first exercise: with nothing cached, again after a reload, then 30 times warm. CPU seconds are those
of all of Chromium's processes. A page weighs what the browser receives before the first check.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
import time
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from served import serve  # noqa: E402

BOOK = ROOT / "_build" / "html"
CHAPTER = "chapters/05_shared_layers.html"
ANSWER = ROOT / "tests/answers/05_shared_layers/build_siamese/right_nested_encoder.py"
ROUNDS = 5
IS_DONE = "document.querySelector('.live-exercise').getAttribute('aria-busy') === 'false'"


def cpu(browser_processes: list[psutil.Process]) -> float:
    """Return the CPU seconds of some processes and their children."""
    total = 0.0
    for root in browser_processes:
        for process in [root, *root.children(recursive=True)]:
            times = process.cpu_times()
            total += times.user + times.system
    return total


def check(window) -> float:
    """Press Check, and return the seconds until the verdict."""
    start = time.perf_counter()
    window.locator(".live-exercise").first.get_by_role("button", name="Check").click()
    window.wait_for_function(IS_DONE, timeout=120_000, polling=10)
    return time.perf_counter() - start


def round_of(playwright, chromium: str, site: str) -> dict[str, float]:
    """Measure one browser from start to end."""
    before = {p.pid for p in psutil.Process().children(recursive=True)}
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    children = psutil.Process().children(recursive=True)
    started = [p for p in children if p.pid not in before and p.ppid() in before | {0}]
    started = started or [p for p in children if p.pid not in before][:1]
    window = browser.new_context().new_page()
    window.goto(site + CHAPTER, wait_until="networkidle")
    window.locator(".live-exercise textarea").first.fill(ANSWER.read_text(encoding="utf-8"))
    measured = {}
    used = cpu(started)
    measured["first check, nothing cached (s)"] = check(window)
    measured["the same, CPU (s)"] = cpu(started) - used
    window.reload(wait_until="networkidle")
    used = cpu(started)
    measured["first check after a reload (s)"] = check(window)
    measured["the same after a reload, CPU (s)"] = cpu(started) - used
    measured["warm check (ms)"] = 1000 * statistics.median(check(window) for _ in range(30))
    browser.close()
    return measured


def weight(page: Path) -> int:
    """Return the bytes of a page and of what it loads from the book, gzipped where servers do."""
    text = page.read_text(encoding="utf-8")
    loaded = {page}
    for part in text.split('="')[1:]:
        name = part.split('"', 1)[0].split("?")[0].split("#")[0]
        path = (page.parent / name).resolve()
        if path.suffix in (".css", ".js", ".svg", ".png", ".woff2") and path.is_file():
            loaded.add(path)
    packed = (".png", ".woff2")
    return sum(
        p.stat().st_size if p.suffix in packed else len(gzip.compress(p.read_bytes()))
        for p in loaded
    )


def main() -> None:
    """Print the table."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with serve(BOOK) as site, sync_playwright() as playwright:
        rounds = [round_of(playwright, chromium, site) for _ in range(ROUNDS)]
    for name in rounds[0]:
        values = sorted(r[name] for r in rounds)
        print(
            f"{name:<36} {statistics.median(values):8.2f}   ({values[0]:.2f} to {values[-1]:.2f})"
        )
    weights = {p.name: weight(p) for p in BOOK.glob("chapters/*.html")}
    heaviest = max(weights, key=weights.get)
    print(f"heaviest page before a check: {heaviest}, {weights[heaviest] / 1e6:.2f} MB gzipped")


if __name__ == "__main__":
    main()
