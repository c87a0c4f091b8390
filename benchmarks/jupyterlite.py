"""Measure the same check in JupyterLite: `python benchmarks/jupyterlite.py` prints a table.

It installs JupyterLite beside the course, gives it the Pyodide and the packages that the book's
pages load (as sources: JupyterLite takes wheels from PyPI), and checks the first exercise of
chapter 05 in its REPL: in a browser with nothing cached, again after a reload, then warm.
"""

from __future__ import annotations

import io
import json
import shutil
import statistics
import subprocess
import sys
import time
import venv
import zipfile
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import psutil
from page import ANSWER, ROOT, cpu
from playwright.sync_api import sync_playwright
from served import serve

from livebook.runtime import assemble, pyodide
from livebook.task import Task

PLACE = ROOT / "_build" / "jupyterlite"
CACHE = ROOT / "_build" / "downloads"
JUPYTERLITE = ["jupyterlite-core==0.8.6", "jupyterlite-pyodide-kernel==0.8.6"]
# What the kernel wants from an index, beside what Pyodide's own release brings.
KERNEL = ["micropip", "packaging"]
IPYTHON = ["ipython==9.8.0", "comm==0.2.3", "wcwidth==0.2.14"]
ROUNDS, WARM = 3, 10

INSTALL = """
import os
os.environ["KERAS_BACKEND"] = "numpy"
import piplite
await piplite.install(["numpy", "onelayer"], deps=False)
import no_threads; no_threads.install()
import json, livebook_page

def checked(number):
    found = livebook_page.check(json.loads({exercise!r}), {answer!r})
    print("verdict:", found["outcome"], number)

checked(0)
"""


def site() -> Path:
    """Build JupyterLite's pages, with Pyodide and all wheels beside them."""
    if not (PLACE / "venv").exists():
        venv.create(PLACE / "venv", with_pip=True)
        _run(PLACE / "venv/bin/pip", "install", "--quiet", *JUPYTERLITE)
    wheels = PLACE / "wheels"
    wheels.mkdir(exist_ok=True)
    _run(sys.executable, "-m", "pip", "download", "--quiet", "--dest", wheels, *IPYTHON)
    for native in wheels.glob("*-linux_*.whl"):
        native.unlink()
    _course(wheels / "onelayer-1-py3-none-any.whl")
    out = PLACE / "site"
    shutil.rmtree(out, ignore_errors=True)
    options = [f"--piplite-wheels={path}" for path in wheels.glob("*none-any.whl")]
    lite = ["lite", "build", "--apps", "repl", "--output-dir", out, *options]
    _run(PLACE / "venv/bin/jupyter", *lite, cwd=PLACE)
    _pyodide(out / "pyodide")
    settings = out / "jupyter-lite.json"
    config = json.loads(settings.read_text())
    plugins = config["jupyter-config-data"].setdefault("litePluginSettings", {})
    kernel = plugins.setdefault("@jupyterlite/pyodide-kernel-extension:kernel", {})
    kernel["pyodideUrl"] = "./pyodide/pyodide.mjs"
    settings.write_text(json.dumps(config))
    return out


def _run(*command, **options) -> None:
    words = [str(part) for part in command]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, **options)


def _course(wheel: Path) -> None:
    """Make one wheel of Keras, what it needs, topograde and the stand-ins."""
    with zipfile.ZipFile(PLACE / "none.whl", "w"):
        pass
    assemble.course(PLACE / "course.zip", PLACE / "none.whl")
    with (
        zipfile.ZipFile(PLACE / "course.zip") as packed,
        zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in packed.namelist():
            if ".dist-info/" in name:
                continue  # a wheel has one
            made.writestr(name.removeprefix("site-packages/"), packed.read(name))
        about = "onelayer-1.dist-info"
        made.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: onelayer\nVersion: 1\n")
        made.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        made.writestr(f"{about}/RECORD", "")


def _pyodide(folder: Path) -> None:
    """Copy Pyodide, with the packages that JupyterLite's kernel loads from it."""
    pyodide.fetch(CACHE)
    shutil.copytree(CACHE, folder, ignore=shutil.ignore_patterns("editor*", "compiled", "course*"))
    said = pyodide._pip("install", "--dry-run", "--ignore-installed", "--report", "-").stdout
    address = json.loads(said)["install"][0]["download_info"]["url"]
    with zipfile.ZipFile(io.BufferedReader(pyodide.Remote(address), 1 << 20)) as box:
        release = json.loads(box.read(f"{pyodide.FOLDER}pyodide-lock.json"))
        lock = {"info": pyodide.LOCK["info"], "packages": {}}
        for name in (*KERNEL, "numpy"):
            package = release["packages"][name]
            data = box.read(pyodide.FOLDER + package["file_name"])
            assert sha256(data).hexdigest() == package["sha256"]
            (folder / package["file_name"]).write_bytes(data)
            lock["packages"][name] = package
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))


def main() -> None:
    """Print the table."""
    PLACE.mkdir(parents=True, exist_ok=True)
    task = Task(ROOT / "exercises/05_shared_layers", "build_siamese")
    exercise, answer = json.dumps(task.exercise()), ANSWER.read_text(encoding="utf-8")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with serve(site()) as address, sync_playwright() as playwright:
        rounds = [_round(playwright, chromium, address, exercise, answer) for _ in range(ROUNDS)]
    for name in rounds[0]:
        values = sorted(r[name] for r in rounds)
        print(
            f"{name:<36} {statistics.median(values):8.2f}   ({values[0]:.2f} to {values[-1]:.2f})"
        )


def _round(playwright, chromium: str, address: str, exercise: str, answer: str) -> dict[str, float]:
    before = {p.pid for p in psutil.Process().children(recursive=True)}
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    children = psutil.Process().children(recursive=True)
    started = [p for p in children if p.pid not in before][:1]
    window = browser.new_context().new_page()
    first = INSTALL.format(exercise=exercise, answer=answer)
    place = f"{address}repl/index.html?kernel=python&execute=1&code={quote(first)}"
    measured = {}
    for name in ("first check, nothing cached", "first check after a reload"):
        used, start = cpu(started), time.perf_counter()
        window.goto(place) if "nothing" in name else window.reload()
        window.get_by_text("verdict: right 0", exact=True).wait_for(timeout=300_000)
        measured[f"{name} (s)"] = time.perf_counter() - start
        measured[f"{name}, CPU (s)"] = cpu(started) - used
    times = []
    for number in range(1, WARM + 1):
        prompt = window.locator(".jp-CodeConsole-input .cm-content")
        prompt.fill(f"checked({number})")
        start = time.perf_counter()
        prompt.press("Shift+Enter")
        window.get_by_text(f"verdict: right {number}", exact=True).wait_for()
        times.append(time.perf_counter() - start)
    measured["warm check (ms)"] = 1000 * statistics.median(times)
    browser.close()
    return measured


if __name__ == "__main__":
    main()
