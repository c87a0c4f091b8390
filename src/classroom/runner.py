"""nbgrader's step that runs a notebook, fair to the learner and wary of the notebook.

Its time limits fit the load of the machine: a limit that is meant for one with nothing else to do
would stop right answers on one that grades many at once. It notes when a notebook changes what
judges it, and lets the tests that pass be decided again where nothing of the notebook has run.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_core.utils import ensure_async, run_sync
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import preprocessors
from nbgrader.utils import is_grade
from traitlets import Bool, Int

from classroom.judge import NoJudgement, judge
from classroom.seal import answer, broken, names_of, question

TIMED_OUT = "CellTimeoutError"
TAMPERED = "classroom_tampered"
OBJECTED = "classroom_objected"
_MOST = 10.0


class Execute(preprocessors.Execute):
    """Runs a notebook; a cell may take `timeout` seconds of a machine that is not overloaded."""

    total = Int(1200, config=True, help="Seconds that the cells of a notebook may run together.")
    patience = Int(10, config=True, help="Seconds to wait for the last message of a cell.")
    watch = Bool(True, config=True, help="Look at what a notebook changes, and ask the judge.")
    _start = None

    def preprocess(self, nb, resources=None, km=None):
        """Run all cells in one kernel, and let the judge confirm the tests that passed.

        What speaks against the notebook is in its metadata.
        """
        self._start, self._seal, self._tested = None, None, False
        self._broken: set[str] = set()
        self._records: list[dict[str, Any]] = []
        self._names = names_of(cell.source for cell in nb.cells if is_grade(cell))
        expected = _expected((resources or {}).get("metadata", {}).get("path"))
        nb, resources = super().preprocess(nb, resources, km)
        if self._broken:
            nb.metadata[TAMPERED] = sorted(self._broken)
        if self._seal is not None and self._names:
            self._let_judge_confirm(nb, expected)
        return nb, resources

    def preprocess_cell(self, cell, resources, index):
        """Run one cell, and ask the kernel for its seal before what may hide a broken one.

        Raises:
            TimeoutError: if the cells before it have used up the time of the whole notebook.
        """
        grades = is_grade(cell)
        if self._seal is None or (self._tested and not grades and cell.cell_type == "code"):
            self._look()
        found = self._run(cell, resources, index)
        self._tested = grades or (self._tested and cell.cell_type != "code")
        if self._tested and index == len(self.nb.cells) - 1:
            self._look()
        return found

    def _look(self) -> None:
        if not self.watch or self.nb.metadata.language_info.name != "python":
            return
        seal, records = answer(run_sync(self._reply)(question(self._names)))
        if self._seal is None and seal is None:
            raise RuntimeError("its kernel does not say what it is made of")
        if self._seal is None:
            self._seal = seal
        else:
            self._broken.update(broken(self._seal, seal))
            self._records += records

    async def _reply(self, expression: str) -> dict[str, Any]:
        """Return a kernel's reply with the value of an expression; nothing if it keeps silent.

        Raises:
            DeadKernelError: if it has died.
        """
        asked = {"asked": expression}
        message = self.kc.execute("", silent=True, store_history=False, user_expressions=asked)
        end = time.monotonic() + stretch() * self.timeout
        while time.monotonic() < end:
            try:
                reply = await self.kc.get_shell_msg(timeout=1)
            except Empty:
                if not await ensure_async(self.km.is_alive()):
                    raise DeadKernelError("Kernel died") from None
                continue
            if reply["parent_header"].get("msg_id") == message:
                return reply["content"]
        return {}

    def _let_judge_confirm(self, nb: NotebookNode, expected: str) -> None:
        """Let each test that passed be decided again; one that is not confirmed has failed."""
        passed = {
            str(index): (cell.source, [r for r in self._records if r.get("cell") == number])
            for index, cell in enumerate(nb.cells)
            for number in [cell.get("execution_count")]
            if is_grade(cell) and cell.cell_type == "code"
            if not any(output.output_type == "error" for output in cell.outputs)
        }
        try:
            found = judge(self.config).objections(passed, expected, stretch()) if passed else {}
        except NoJudgement as error:
            nb.metadata[OBJECTED] = [f"nobody could confirm its score: {error}"]
            return
        for index, sentence in found.items():
            cell = nb.cells[int(index)]
            cell.outputs.append(
                new_output("error", ename="Wrong", evalue=sentence, traceback=[sentence])
            )
            name = cell.metadata.nbgrader.grade_id
            words = f"{name} passed where it ran, and not where it was confirmed: {sentence}"
            nb.metadata.setdefault(OBJECTED, []).append(words)

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


def _expected(folder: str | None) -> str:
    """Return the expected graphs beside a notebook, before the notebook can touch them."""
    path = Path(folder or ".", "expected.json")
    return path.read_text(encoding="utf-8") if path.is_file() else "{}"


def stretch() -> float:
    """Say how many times longer than alone a process takes now: 1 to 10, from the load average.

    >>> 1 <= stretch() <= 10
    True
    """
    if not hasattr(os, "getloadavg"):
        return 1.0
    return min(_MOST, max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)))
