"""A kernel client that takes a kernel for ready when it answers, and not 0.2 s later."""

from __future__ import annotations

import time
from queue import Empty

from jupyter_client.asynchronous import AsyncKernelClient


class Client(AsyncKernelClient):
    """The client of a kernel that listened before the client was made."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait for the kernel's first answer and for the first message it publishes.

        jupyter_client then waits until nothing has been published for 0.2 s, so that none of it
        is taken for a cell's output. nbclient tells these messages apart by their parent.

        Raises:
            RuntimeError: if the kernel dies first, or `timeout` seconds pass.
        """
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while not await self._answers():
            if not await self._async_is_alive():
                raise RuntimeError("The kernel died before it was ready.")
            if time.monotonic() > end:
                raise RuntimeError(f"The kernel did not answer in {timeout} s.")

    async def _answers(self) -> bool:
        self.kernel_info()
        try:
            while (reply := await self.get_shell_msg(timeout=1))["msg_type"] != "kernel_info_reply":
                pass
            await self.get_iopub_msg(timeout=1)
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True
