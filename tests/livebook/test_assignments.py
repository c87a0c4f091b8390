"""The page of an assignment, and the archive beside it."""

import json
from hashlib import sha256
from zipfile import ZipFile

from livebook.assignments import pack

NOTEBOOK = json.dumps(
    {
        "cells": [{"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# Task"}],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
)
PAGES = {
    "index.md": "# Home\n\n```{toctree}\nexercises/01/01\n```\n",
    "exercises/01/01.ipynb": NOTEBOOK,
    "exercises/01/expected.json": "{}",
}


def html_of(book, page):
    return (book / page).read_text(encoding="utf-8")


def test_only_an_assignment_says_how_to_work_on_it(build):
    book, warnings = build(PAGES)
    assert warnings == ""
    assert 'href="01.zip" download' in html_of(book, "exercises/01/01.html")
    assert 'href="01.zip"' not in html_of(book, "index.html")


def test_colab_is_offered_once_the_repository_has_an_address(build):
    address = {"repository_url": "https://github.com/a/b", "repository_branch": "main"}
    link = "https://colab.research.google.com/github/a/b/blob/main/exercises/01/01.ipynb"
    book, _ = build(PAGES, html_theme_options=address)
    assert link in html_of(book, "exercises/01/01.html")
    assert "colab" not in html_of(book, "index.html")


def test_without_an_address_no_page_speaks_of_colab(build):
    book, _ = build(PAGES)
    assert "colab" not in html_of(book, "exercises/01/01.html")


def test_a_fold_in_the_sidebar_has_a_spoken_name(build):
    nested = PAGES | {"exercises/01/01.ipynb": NOTEBOOK, "a.md": "# A\n\n```{toctree}\nb\n```\n"}
    nested |= {"b.md": "# B\n", "index.md": "# H\n\n```{toctree}\na\nexercises/01/01\n```\n"}
    book, _ = build(nested)
    assert 'aria-label="Pages under A"' in html_of(book, "index.html")


def folder_with(tmp_path, *names):
    folder = tmp_path / "01"
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def test_the_archive_holds_the_folder_and_the_package_that_checks_it(tmp_path):
    folder = folder_with(tmp_path, "01.ipynb", ".ipynb_checkpoints/01.ipynb")
    pack(folder, tmp_path / "01.zip")
    names = ZipFile(tmp_path / "01.zip").namelist()
    assert {"01/01.ipynb", "01/topograde/__init__.py", "01/topograde/read.py"} <= {*names}
    assert not [name for name in names if "checkpoints" in name or "pycache" in name]


def test_the_same_folder_gives_the_same_archive(tmp_path):
    folder = folder_with(tmp_path, "01.ipynb")
    pack(folder, tmp_path / "first.zip")
    pack(folder, tmp_path / "second.zip")
    digests = {sha256((tmp_path / f"{n}.zip").read_bytes()).digest() for n in ("first", "second")}
    assert len(digests) == 1
