"""What .ci/run does about missing programs, with fake ones that write down their call."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci" / "run"
TARGETS = ("check", "mutants", "attacks", "frameworks", "live", "course", "test")
PROOFS = [f"make {target} CI=true" for target in TARGETS]


@pytest.fixture
def machine(tmp_path):
    """Return two functions: one adds a fake program to the PATH, one runs the script."""
    (tmp_path / "course" / ".ci").mkdir(parents=True)
    copied = shutil.copy(SCRIPT, tmp_path / "course" / ".ci" / "run")
    for name in ("sh", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name))

    def fake(name, answer="true"):
        script = f'#!/bin/sh\necho {name} "$@" CI=$CI >>"{tmp_path}/calls"\n{answer}\n'
        (tmp_path / name).write_text(script, encoding="utf-8")
        (tmp_path / name).chmod(0o755)

    def run():
        result = subprocess.run(
            [copied], env={"PATH": str(tmp_path)}, capture_output=True, text=True
        )
        return result, (tmp_path / "calls").read_text(encoding="utf-8").splitlines()

    fake("make")
    fake("id", "echo 0")
    fake("apt-get")
    fake("psql")
    fake("firefox-esr")
    return fake, run


def test_with_a_browser_nothing_is_installed(machine):
    fake, run = machine
    fake("chromium")
    result, calls = run()
    assert result.returncode == 0
    assert calls == PROOFS


def test_without_a_browser_debian_s_chromium_is_installed_first(machine):
    _, run = machine
    _, calls = run()
    assert calls[1:] == [
        "apt-get update -q CI=true",
        "apt-get install -q -y --no-install-recommends chromium CI=true",
        *PROOFS,
    ]


@pytest.mark.parametrize("program", ["psql", "firefox-esr"])
def test_without_a_server_or_firefox_debian_s_is_tried_and_its_absence_is_borne(
    machine, tmp_path, program
):
    fake, run = machine
    fake("chromium")
    (tmp_path / program).unlink()
    fake("apt-get", "exit 100")
    result, calls = run()
    assert "its test is skipped" in result.stderr and result.returncode == 0
    assert calls[1] == "apt-get update -q CI=true" and calls[-1] == "make test CI=true"


def test_failing_tests_fail_the_run(machine):
    fake, run = machine
    fake("chromium")
    fake("make", "exit 2")
    assert run()[0].returncode == 2


def test_when_the_browser_cannot_be_installed_the_tests_decide(machine):
    fake, run = machine
    fake("apt-get", "exit 100")
    result, calls = run()
    assert "no Chromium" in result.stderr
    assert calls[-1] == "make test CI=true"
