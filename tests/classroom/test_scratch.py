"""What processes write aside: gone when they end, and after kill -9 when the next one begins."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from classroom import scratch

LIVE = """
import sys
from classroom import scratch
(scratch.home() / "work").write_text("half done")
print(scratch.home(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    with tempfile.TemporaryDirectory(prefix="t-", dir="/tmp") as place:
        monkeypatch.setenv("TMPDIR", place)
        monkeypatch.setattr(tempfile, "tempdir", place)
        yield Path(place)


@pytest.fixture
def other(place):
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", LIVE]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as made:
        yield made, Path(made.stdout.readline().strip())
        made.kill()


def test_a_folder_lives_as_long_as_its_process(other, place):
    process, home = other
    scratch.sweep()
    assert (home / "work").read_text() == "half done"
    process.communicate()
    assert list(place.iterdir()) == []


def test_what_a_killed_process_left_is_removed_by_the_next(other, place):
    process, home = other
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert (home / "work").exists()
    scratch.sweep()
    assert list(place.iterdir()) == []


def test_a_shared_folder_is_that_of_the_first_until_it_leaves(place):
    with scratch.shared("team") as (folder, ours):
        with scratch.shared("team") as second, scratch.shared("other") as (other, _):
            assert ours
            assert second == (folder, False)
            assert other != folder
        scratch.sweep()
        assert list(place.iterdir()) == [folder]
    assert list(place.iterdir()) == []


def test_only_our_own_folders_are_removed(place, tmp_path):
    (tmp_path / "kept").write_text("")
    (place / "classroom-link").symlink_to(tmp_path)
    (place / "classroom-file").write_text("")
    (place / "others").mkdir()
    scratch.sweep()
    assert sorted(path.name for path in place.iterdir()) == [
        "classroom-file",
        "classroom-link",
        "others",
    ]
    assert (tmp_path / "kept").exists()
