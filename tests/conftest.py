"""The book, built when it is out of date, and one line for each reason that tests were skipped."""

import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


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


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    for reason, count in Counter(report.longrepr[2] for report in skipped).items():
        terminalreporter.write_line(f"{count} tests skipped. {reason}")
