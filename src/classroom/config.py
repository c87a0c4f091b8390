"""What nbgrader_config.py sets beside the names of the folders."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from jupyter_client.provisioning import KernelProvisionerFactory
from nbgrader import preprocessors
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.preprocessors import GetGrades
from traitlets.config import Config

from classroom import inert
from classroom.alone import begin, end
from classroom.enclosure import SandboxError, require_sandbox
from classroom.errors import ClassroomError
from classroom.preprocessors import (
    AskForPerson,
    DropExecutionMetadata,
    DropLibraryLog,
    HideHiddenTests,
    MoveStderr,
    PutInOrder,
    WrapLines,
)
from classroom.provisioner import PROVISIONER, ClassroomProvisioner
from classroom.runner import Execute

TIMEOUT = 60
TIMEOUT_VARIABLE = "CLASSROOM_CELL_TIMEOUT"
WARM_VARIABLE = "CLASSROOM_WARM_KERNELS"
SANDBOX_VARIABLE = "CLASSROOM_SANDBOX"
# Kernels run on the processor: no machine of a class has to have a graphics card. As many run at
# once as there are processors, so one thread each is enough, and the models of exercises are so
# small that oneDNN takes longer to begin than it saves.
KERNEL_ENVIRONMENT = {
    "CUDA_VISIBLE_DEVICES": "-1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
}


def configure(c: Config) -> None:
    """Insert our steps into nbgrader's own lists, and set its time limits."""
    c.Autograde.sanitize_preprocessors = [
        DropExecutionMetadata,
        PutInOrder,
        *_stock(Autograde, "sanitize_preprocessors"),
    ]
    stock = _stock(Autograde, "autograde_preprocessors")
    steps = _after(stock, preprocessors.Execute, MoveStderr)
    steps = _after(steps, preprocessors.SaveAutoGrades, AskForPerson)
    c.Autograde.autograde_preprocessors = [
        Execute if step is preprocessors.Execute else step for step in steps
    ]
    c.GenerateFeedback.preprocessors = [
        *_after(_stock(GenerateFeedback, "preprocessors"), GetGrades, HideHiddenTests),
        DropLibraryLog,
        WrapLines,
    ]
    c.Autograde.pre_convert_hook = prepare
    c.Autograde.post_convert_hook = end
    c.Execute.timeout = cell_timeout()
    set_kernels(c, warm_kernels(), sandboxed())
    inert.configure(c)


def cell_timeout() -> int:
    """Return the seconds that one cell may run: $CLASSROOM_CELL_TIMEOUT, or 60.

    Raises:
        ClassroomError: if the variable is not a whole number of seconds.
    """
    text = os.environ.get(TIMEOUT_VARIABLE, str(TIMEOUT))
    if not text.isdecimal() or int(text) == 0:
        raise ClassroomError(f"${TIMEOUT_VARIABLE} is '{text}'; give whole seconds, such as 60.")
    return int(text)


def warm_kernels() -> bool:
    """Say whether kernels are forked from a warm process: unless $CLASSROOM_WARM_KERNELS is off.

    Raises:
        ClassroomError: if the variable is neither "on" nor "off".
    """
    return _is_on(WARM_VARIABLE)


def sandboxed() -> bool:
    """Say whether submissions run in a sandbox: unless $CLASSROOM_SANDBOX is off.

    Raises:
        ClassroomError: if the variable is neither "on" nor "off".
    """
    return _is_on(SANDBOX_VARIABLE)


def _is_on(variable: str) -> bool:
    text = os.environ.get(variable, "on")
    if text not in ("on", "off"):
        raise ClassroomError(f"${variable} is '{text}'; give on or off.")
    return text == "on"


def set_kernels(c: Config, warm: bool, sandbox: bool) -> None:
    """Let notebooks run in the course's kernels, the ones of this process and of its children."""
    for name, value in KERNEL_ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    # jupyter_client reads the provisioner of kernels that name none from here alone; in a process
    # that served Jupyter before, it may have read it already.
    os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = PROVISIONER
    KernelProvisionerFactory.instance().default_provisioner_name = PROVISIONER
    c.ClassroomProvisioner.warm = warm
    c.ClassroomProvisioner.sandbox = sandbox
    if sandbox:
        c.Execute.on_notebook_start = ClassroomProvisioner.require_enclosed
    # All outputs are in when the last cell has run; what a kernel does after that counts for
    # nothing.
    c.Execute.shutdown_kernel = "immediate"
    c.Execute.startup_timeout = 120


def prepare(notebooks: Iterable[str] = (), **_: object) -> None:
    """Make sure that there is a sandbox, before nbgrader touches the first submission.

    Any exception but this one nbgrader only notes down, and then it fails student after student.
    """
    KernelProvisionerFactory.instance().default_provisioner_name = PROVISIONER
    if sandboxed():
        try:
            require_sandbox()
        except SandboxError as error:
            sys.exit(str(error))
    begin(notebooks)


def _stock(converter: type, name: str) -> list[type]:
    return converter.class_traits()[name].default()


def _after(steps: list[type], known: type, ours: type) -> list[type]:
    place = steps.index(known) + 1
    return [*steps[:place], ours, *steps[place:]]
