"""What `make install` says on a machine that is not ready, with a fake Python on PATH.

The fake answers as tools/install.sh asks: its version, `-m venv`, `-m pip`; it writes down each
request. Nothing is downloaded.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = ["Makefile", "requirements.txt", "constraints.txt", "pyproject.toml", "tools"]
FOLDERS = ["src/topograde", "src/classroom", "src/livebook", "solutions", "tests/answers"]
TOOLS = ["cat", "cp", "df", "find", "grep", "make", "mkdir", "rm", "sed", "sh", "tail", "test"]
FAKE_PYTHON = """#!/bin/sh
case "$*" in
-c*) echo {version} ;;
*venv*) echo venv >>calls; mkdir -p .venv/bin && cp "$0" .venv/bin/python; {venv} ;;
*pip*) echo pip >>calls; {pip} ;;
esac
"""


class Machine:
    """A copy of the course's set-up, and a PATH with nothing but the named programs."""

    def __init__(self, folder):
        self.course, self.bin = folder / "the course", folder / "bin"
        self.course.mkdir()
        self.bin.mkdir()
        for name in NEEDED:
            source = ROOT / name
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, self.course / name)
        for folder in FOLDERS:
            (self.course / folder).mkdir(parents=True)
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))

    def program(self, name, text):
        (self.bin / name).unlink(missing_ok=True)
        (self.bin / name).write_text(text, encoding="utf-8")
        (self.bin / name).chmod(0o755)

    def python(self, version, name="python3", venv="true", pip="true"):
        self.program(name, FAKE_PYTHON.format(version=version, venv=venv, pip=pip))

    def install(self, *arguments):
        return subprocess.run(
            ["make", "install", *arguments],
            cwd=self.course,
            env={"PATH": str(self.bin)},
            capture_output=True,
            text=True,
        )

    def complaint(self, *arguments):
        """Run an install that must fail; return its one line."""
        run = self.install(*arguments)
        assert run.returncode != 0
        [line] = [line for line in run.stderr.splitlines() if not line.startswith("make")]
        return line

    def calls(self):
        written = self.course / "calls"
        return written.read_text(encoding="utf-8").split() if written.exists() else []


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_without_python_the_versions_that_would_do_are_named(machine):
    assert "needs Python 3.11, 3.12 or 3.13, and no Python was found" in machine.complaint()


@pytest.mark.parametrize("version", ["3.9", "3.14"])
def test_too_old_and_too_new_a_python_are_refused(machine, version):
    machine.python(version)
    assert f"needs Python 3.11, 3.12 or 3.13, and only Python {version}" in machine.complaint()


def test_the_newest_python_that_will_do_is_taken(machine):
    machine.python("3.14", "python3")
    machine.python("3.12", "python3.12")
    assert "with Python 3.12" in machine.install().stdout


def test_a_command_of_that_name_that_does_not_run_is_passed_over(machine):
    machine.program("python3.13", "#!/bin/sh\necho not installed >&2; exit 127\n")
    machine.python("3.11")
    assert "with Python 3.11" in machine.install().stdout


def test_a_named_python_is_taken_or_refused_by_its_name(machine):
    machine.python("3.13", "python3")
    machine.python("3.15", "snake")
    assert machine.complaint("PYTHON=snake").startswith("install: PYTHON=snake is Python 3.15")
    assert machine.complaint("PYTHON=nosuch") == "install: PYTHON=nosuch does not run."


def test_a_python_without_venv_names_the_package_to_install(machine):
    machine.python("3.12", venv="exit 1")
    assert "apt-get install python3-venv" in machine.complaint()


def test_too_small_a_disk_is_found_before_anything_is_installed(machine):
    machine.python("3.12")
    machine.program("df", "#!/bin/sh\necho header\necho /dev/x 9999999 0 1024000 99% /\n")
    assert machine.complaint() == (
        "install: 1000 MB are free on this disk, and the install needs 5000 MB."
    )
    assert machine.calls() == []


def test_a_missing_program_is_named(machine):
    machine.python("3.12")
    (machine.bin / "tail").unlink()
    assert machine.complaint() == "install: the program tail is missing."


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("NewConnectionError: Network is unreachable", "the package index cannot be reached"),
        ("OSError: No space left on device", "the disk is full"),
        ("ERROR: no such release", "ERROR: no such release (more in .venv/install.log)"),
    ],
)
def test_a_failing_pip_is_explained(machine, said, line):
    machine.python("3.12", pip=f"echo '{said}'; exit 1")
    assert line in machine.complaint()


def test_a_half_finished_install_is_begun_again(machine):
    machine.python("3.12", pip="exit 1")
    machine.complaint()
    machine.python("3.12")
    assert machine.install().returncode == 0
    assert machine.calls() == ["venv", "pip", "venv", "pip", "pip"]


def test_a_second_install_does_nothing(machine):
    machine.python("3.12")
    machine.install()
    before = machine.calls()
    again = machine.install()
    assert again.returncode == 0
    assert machine.calls() == before


def test_new_pins_are_installed_without_beginning_again(machine):
    machine.python("3.12")
    machine.install()
    (machine.course / "calls").unlink()
    stamp = machine.course / ".venv" / ".installed"
    pins = machine.course / "requirements.txt"
    newer = stamp.stat().st_mtime + 10
    os.utime(pins, (newer, newer))
    machine.install()
    assert machine.calls() == ["pip", "pip"]


def test_a_moved_copy_is_installed_anew(machine):
    machine.python("3.12")
    machine.install()
    machine.course = machine.course.rename(machine.course.with_name("elsewhere"))
    (machine.course / "calls").unlink()
    machine.install()
    assert machine.calls() == ["venv", "pip", "pip"]
