"""What the handbook and the README tell people to type exists, with the options they name."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from classroom.__main__ import _parser

ROOT = Path(__file__).parent.parent
TEXTS = {name: (ROOT / name).read_text() for name in ("chapters/handbook.md", "README.md")}
COMMAND = re.compile(r"python -m classroom ([a-z][^`\n(]*)")
TARGET = re.compile(r"(?:^|`)make ([a-z]+)\b", re.MULTILINE)
OPTION = re.compile(r"`(--[a-z-]+)`")

COMMANDS = [(name, line.strip()) for name, text in TEXTS.items() for line in COMMAND.findall(text)]
TARGETS = sorted({target for text in TEXTS.values() for target in TARGET.findall(text)})


def test_there_is_something_to_check():
    assert len(COMMANDS) >= 6 and len(TARGETS) >= 5


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_every_command_is_one(name, command):
    try:
        _parser().parse_args(shlex.split(command))
    except SystemExit as ended:
        assert "--help" in command and ended.code == 0


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_is_one(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_every_option_is_one(capsys):
    for command in ("grade", "report"):
        with pytest.raises(SystemExit):
            _parser().parse_args([command, "--help"])
    known = capsys.readouterr().out
    named = {option for text in TEXTS.values() for option in OPTION.findall(text)}
    assert named and all(option in known for option in named)


def test_the_folders_of_a_class_are_named_as_they_are():
    from classroom import ClassRoot

    place = ClassRoot(Path(), "05_shared_layers")
    text = TEXTS["chapters/handbook.md"]
    for path in (place.reports / "report.html", place.scores, place.gradebook):
        assert str(path) in text
    assert f"{place.executed.parent}/" in text
