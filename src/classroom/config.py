"""What nbgrader_config.py sets beside the names of the folders."""

from __future__ import annotations

import os

from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.preprocessors import Execute, GetGrades
from traitlets.config import Config

from classroom.errors import ClassroomError
from classroom.preprocessors import (
    DropExecutionMetadata,
    DropLibraryLog,
    HideHiddenTests,
    MoveStderr,
    WrapLines,
)

TIMEOUT = 60
TIMEOUT_VARIABLE = "CLASSROOM_CELL_TIMEOUT"


def configure(c: Config) -> None:
    """Insert our steps into nbgrader's own lists, and set its time limits."""
    c.Autograde.sanitize_preprocessors = [
        DropExecutionMetadata,
        *_stock(Autograde, "sanitize_preprocessors"),
    ]
    c.Autograde.autograde_preprocessors = _after(
        _stock(Autograde, "autograde_preprocessors"), Execute, MoveStderr
    )
    c.GenerateFeedback.preprocessors = [
        *_after(_stock(GenerateFeedback, "preprocessors"), GetGrades, HideHiddenTests),
        DropLibraryLog,
        WrapLines,
    ]
    _limit_time(c, cell_timeout())
    _quieten_kernels()


def cell_timeout() -> int:
    """Return the seconds that one cell may run: $CLASSROOM_CELL_TIMEOUT, or 60.

    Raises:
        ClassroomError: if the variable is not a whole number of seconds.
    """
    text = os.environ.get(TIMEOUT_VARIABLE, str(TIMEOUT))
    if not text.isdecimal() or int(text) == 0:
        raise ClassroomError(f"${TIMEOUT_VARIABLE} is '{text}'; give whole seconds, such as 60.")
    return int(text)


def _limit_time(c: Config, seconds: int) -> None:
    sentence = f"This cell ran longer than {seconds} s and was stopped."
    c.Execute.timeout = seconds
    c.Execute.error_on_timeout = {
        "ename": "CellTimeoutError",
        "evalue": sentence,
        "traceback": [sentence],
    }
    # nbgrader gives a submission up when the kernel's last message is later than this; its 4 s
    # are too few on a busy machine.
    c.Execute.iopub_timeout = 10
    c.Execute.startup_timeout = 120


def _quieten_kernels() -> None:
    """Let kernels run on the processor: no machine of a class has to have a graphics card."""
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def _stock(converter: type, name: str) -> list[type]:
    return converter.class_traits()[name].default()


def _after(steps: list[type], known: type, ours: type) -> list[type]:
    place = steps.index(known) + 1
    return [*steps[:place], ours, *steps[place:]]
