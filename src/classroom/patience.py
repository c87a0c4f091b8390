"""nbgrader's step that runs a notebook, fair to the learner and wary of the notebook.

Its time limits fit the load of the machine: a limit that is meant for one with nothing else to do
would stop right answers on one that grades many at once. And it notes when a notebook changes what
judges it.
"""

from __future__ import annotations

import os
import secrets
import time
from typing import Any

from nbformat.v4 import new_code_cell
from nbgrader import preprocessors
from nbgrader.utils import is_grade
from traitlets import Bool, Int

from classroom.seal import answer, broken, names_of, question

TIMED_OUT = "CellTimeoutError"
TAMPERED = "classroom_tampered"
_MOST = 10.0


class Execute(preprocessors.Execute):
    """Runs a notebook; a cell may take `timeout` seconds of a machine that is not overloaded."""

    total = Int(1200, config=True, help="Seconds that the cells of a notebook may run together.")
    patience = Int(10, config=True, help="Seconds to wait for the last message of a cell.")
    watch = Bool(True, config=True, help="Note when a notebook changes what judges it.")
    _start = None

    def preprocess(self, nb, resources=None, km=None):
        """Run all cells in one kernel; what they changed of the tools is in the metadata."""
        self._start, self._seal, self._tested = None, None, False
        self._broken: set[str] = set()
        self._names = names_of(cell.source for cell in nb.cells if is_grade(cell))
        nb, resources = super().preprocess(nb, resources, km)
        if self._broken:
            nb.metadata[TAMPERED] = sorted(self._broken)
        return nb, resources

    def preprocess_cell(self, cell, resources, index):
        """Run one cell, and ask the kernel for its seal before what may hide a broken one.

        Raises:
            TimeoutError: if the cells before it have used up the time of the whole notebook.
        """
        grades = is_grade(cell)
        if self._seal is None or (self._tested and not grades and cell.cell_type == "code"):
            self._look(index)
        found = self._run(cell, resources, index)
        self._tested = grades or (self._tested and cell.cell_type != "code")
        if self._tested and index == len(self.nb.cells) - 1:
            self._look(index)
        return found

    def _look(self, index: int) -> None:
        if not self.watch or self.nb.metadata.language_info.name != "python":
            return
        nonce, kept = secrets.token_hex(8), self.nb.cells[index]
        asked = new_code_cell(question(nonce, self._names))
        self.execute_cell(asked, index, store_history=False)
        self.nb.cells[index] = kept  # nbclient puts what it has run there
        seal: dict[str, Any] | None = answer(asked.outputs, nonce)
        if self._seal is None and seal is None:
            raise RuntimeError("its kernel does not say what it is made of")
        if self._seal is None:
            self._seal = seal
        else:
            self._broken.update(broken(self._seal, seal))

    def _run(self, cell, resources, index):
        """Run one cell, with limits for the load at this moment.

        Raises:
            TimeoutError: if the cells before it have used up the time of the whole notebook.
        """
        more = stretch()
        self._start = self._start or time.monotonic()
        if time.monotonic() - self._start > more * self.total:
            raise TimeoutError(f"its cells ran longer than {more * self.total:.0f} s together")
        seconds = round(more * self.timeout)
        sentence = f"This cell ran longer than {seconds} s and was stopped."
        self.timeout_func = lambda _: seconds
        self.error_on_timeout = {"ename": TIMED_OUT, "evalue": sentence, "traceback": [sentence]}
        # nbgrader gives a submission up when the kernel's last message is later than this.
        self.iopub_timeout = round(more * self.patience)
        return super().preprocess_cell(cell, resources, index)


def stretch() -> float:
    """Say how many times longer than alone a process takes now: 1 to 10, from the load average.

    >>> 1 <= stretch() <= 10
    True
    """
    if not hasattr(os, "getloadavg"):
        return 1.0
    return min(_MOST, max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)))
