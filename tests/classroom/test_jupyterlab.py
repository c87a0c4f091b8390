"""A real JupyterLab in a real browser: formgrader, grading from it, and Validate."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

pytestmark = pytest.mark.browser

NAME = "01_toy"
SECOND = 1000  # Playwright counts milliseconds


@pytest.fixture(scope="module")
def lab(chromium, graded_class, finished_course, tmp_path_factory):
    """A JupyterLab that serves a graded class; returns its address and the class."""
    students, _ = graded_class
    root = tmp_path_factory.mktemp("lab")
    shutil.copytree(finished_course.root, root / "course")
    shutil.copytree(students.place.root, root / "course", dirs_exist_ok=True)
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        port = any_port.getsockname()[1]
    own = {f"JUPYTER_{kind}_DIR": str(root / kind) for kind in ("CONFIG", "RUNTIME")}
    path = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])
    options = {
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "IdentityProvider.token": "",
        "ServerApp.allow_root": True,
        "LabApp.news_url": "None",
    }
    with (root / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser"]
            + [f"--{name}={value}" for name, value in options.items()],
            cwd=root / "course",
            env=os.environ | own | {"HOME": str(root), "PATH": path},
            stdout=log,
            stderr=log,
        )
    try:
        _wait(f"http://127.0.0.1:{port}/api", process)
        yield f"http://127.0.0.1:{port}", root / "course"
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            assert process.poll() is None and time.monotonic() < end, "JupyterLab did not start"
            time.sleep(0.2)


@pytest.fixture
def window(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_formgrader_has_the_scores_and_knows_who_needs_points_by_hand(window, lab):
    address, _ = lab
    window.goto(f"{address}/formgrader/manage_submissions/{NAME}")
    row = window.locator("tr", has_text="o'neil, bob (2)")
    row.wait_for(timeout=30 * SECOND)
    assert "15 / 20" in row.inner_text() and "graded" in row.inner_text()
    assert "needs manual grading" in window.locator("tr", has_text="endless").inner_text()
    assert "needs autograding" in window.locator("tr", has_text="deadly").inner_text()


def test_a_submission_opens_with_its_output_and_a_field_for_points(window, lab):
    address, _ = lab
    window.goto(f"{address}/formgrader/gradebook/{NAME}/{NAME}")
    row = window.locator("tr", has_text="15 / 20").first
    row.locator("td.name a").first.click(timeout=30 * SECOND)
    window.locator("input.score").first.wait_for(timeout=30 * SECOND)
    assert "double_check_value" in window.inner_text("body")


def test_nothing_that_a_submission_displays_runs_in_formgrader_or_in_feedback(window, lab):
    address, root = lab
    window.goto(f"{address}/formgrader/manage_students/showy/{NAME}")
    window.locator("td.name a").first.click(timeout=30 * SECOND)
    window.locator("input.score").first.wait_for(timeout=30 * SECOND)
    assert window.get_by_alt_text("my model").first.is_visible()
    assert window.get_by_text("click", exact=True).count() == 5
    assert window.title() != "stolen"
    window.goto((root / "feedback" / "showy" / NAME / f"{NAME}.html").as_uri())
    assert window.get_by_alt_text("my model").first.is_visible()
    assert window.title() == NAME


def test_a_submission_can_be_graded_again_from_formgrader(window, lab):
    address, root = lab
    graded = root / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
    before = graded.stat().st_mtime_ns
    window.goto(f"{address}/formgrader/manage_submissions/{NAME}")
    row = window.locator("tr", has_text="ada").first
    row.locator("td.autograde a").click(timeout=30 * SECOND)
    window.get_by_text("Success").first.wait_for(timeout=60 * SECOND)
    assert graded.stat().st_mtime_ns > before


def test_validate_says_which_checks_do_not_pass_yet(window, lab):
    address, _ = lab
    window.goto(f"{address}/lab/tree/exercises/{NAME}/{NAME}.ipynb")
    window.locator(".jp-Notebook").wait_for(timeout=60 * SECOND)
    window.get_by_text("Validate").click(timeout=30 * SECOND)
    dialog = window.locator(".jp-Dialog", has_text="This task is not attempted yet")
    dialog.wait_for(timeout=60 * SECOND)
    assert "The following cell failed" in dialog.inner_text()
