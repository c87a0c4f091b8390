"""The judge: a kernel that runs no line of a submission, and decides again what checks decided.

A check runs where the model lives, in the learner's own process, which may have been tampered with.
What it saw comes here as plain values, and `topograde.ruling` decides from these. The judge is a
kernel like the others, warm and in a sandbox; one serves all the notebooks that a process grades.
"""

from __future__ import annotations

import ast
import atexit
import json
import tempfile
import threading
import time
from collections.abc import Mapping
from queue import Empty
from typing import Any

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager
from traitlets.config import Config

from classroom import scratch
from classroom.provisioner import ClassroomProvisioner

PATIENCE = 60.0  # seconds for one notebook, on a machine that is not overloaded
_PREPARE = "from topograde import ruling; import json"


class NoJudgement(Exception):
    """The judge gave no answer; the text says why."""


class Judge:
    """The judge of this process: started when it is first asked, and anew when it has died."""

    def __init__(self, config: Config):
        self._config = config
        self._lock = threading.Lock()
        self._manager: KernelManager | None = None
        self._client: BlockingKernelClient | None = None
        self._folder: tempfile.TemporaryDirectory | None = None
        atexit.register(self.close)

    def objections(
        self, cases: Mapping[str, tuple[str, list[dict[str, Any]]]], expected: str, more: float = 1
    ) -> dict[str, str]:
        """Return what speaks against the tests that passed, by the names of their cells.

        Args:
            cases: the text of each test, and the records of its checks.
            expected: the text of the assignment's `expected.json`.
            more: how many times longer than alone a process takes now.

        Raises:
            NoJudgement: if it does not answer.
        """
        asked = f"ruling.objections(json.loads({json.dumps(cases)!r}), {expected!r})"
        with self._lock:
            try:
                self._start()
                reply = self._ask(asked, time.monotonic() + more * PATIENCE)
                return json.loads(ast.literal_eval(reply["data"]["text/plain"]))
            except Exception as error:
                self.close()
                raise NoJudgement(" ".join(str(error).split()) or type(error).__name__) from error

    def close(self) -> None:
        """End the kernel."""
        if self._client:
            self._client.stop_channels()
        if self._manager:
            self._manager.shutdown_kernel(now=True)
        if self._folder:
            self._folder.cleanup()
        self._client = self._manager = self._folder = None

    def _start(self) -> None:
        if self._manager and self._manager.is_alive():
            return
        self.close()
        manager = KernelManager(config=self._config)
        self._folder = tempfile.TemporaryDirectory(prefix="judge-", dir=scratch.home())
        manager.start_kernel(cwd=self._folder.name)
        ClassroomProvisioner.of_notebooks.discard(manager.provisioner)
        self._manager, self._client = manager, manager.client()
        self._client.start_channels(iopub=False, stdin=False, hb=False)

    def _ask(self, expression: str, end: float) -> dict[str, Any]:
        asked = {"asked": expression}
        message = self._client.execute(
            _PREPARE, silent=True, store_history=False, user_expressions=asked
        )
        while time.monotonic() < end:
            try:
                reply = self._client.get_shell_msg(timeout=1)
            except Empty:
                if not self._manager.is_alive():
                    raise NoJudgement("the judge has died") from None
                continue
            if reply["parent_header"].get("msg_id") == message:
                found = reply["content"].get("user_expressions", {}).get("asked", {})
                if found.get("status") != "ok":
                    raise NoJudgement(found.get("evalue", "the judge cannot read the question"))
                return found
        raise NoJudgement("the judge took too long")


_judges: dict[str, Judge] = {}


def judge(config: Config) -> Judge:
    """Return the judge of this process for notebooks that run with this configuration."""
    terms = json.dumps(config.get("ClassroomProvisioner", {}), sort_keys=True, default=str)
    if terms not in _judges:
        _judges[terms] = Judge(config)
    return _judges[terms]
