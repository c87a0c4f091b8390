"""nbgrader's step that runs a notebook, with time limits that fit the load of the machine.

A limit that is meant for a machine with nothing else to do would stop right answers on one that
grades many at once.
"""

from __future__ import annotations

import os
import time

from nbgrader import preprocessors
from traitlets import Int

TIMED_OUT = "CellTimeoutError"
_MOST = 10.0


class Execute(preprocessors.Execute):
    """Runs a notebook; a cell may take `timeout` seconds of a machine that is not overloaded."""

    total = Int(1200, config=True, help="Seconds that the cells of a notebook may run together.")
    patience = Int(10, config=True, help="Seconds to wait for the last message of a cell.")
    _start = None

    def preprocess(self, nb, resources=None, km=None):
        """Run all cells, in one kernel."""
        self._start = None
        return super().preprocess(nb, resources, km)

    def preprocess_cell(self, cell, resources, index):
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
