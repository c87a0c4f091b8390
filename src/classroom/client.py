"""A kernel client that takes a kernel for ready when it answers, and does not drown in output."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Type

MOST_OUTPUT = 50_000_000  # bytes in all: pictures count, and a class of 300 has to fit on a disk


class LimitedChannel(AsyncZMQSocketChannel):
    """A channel that counts what it receives, and passes nothing on when it is too much."""

    received = 0
    on_flood: Callable[[], None] = staticmethod(lambda: None)

    async def _recv(self, **kwargs: Any) -> dict[str, Any]:
        parts = await self.socket.recv_multipart(**kwargs)
        before, self.received = self.received, self.received + sum(map(len, parts))
        while self.received > MOST_OUTPUT:
            if before <= MOST_OUTPUT:
                self.on_flood()
            before = self.received
            await self.socket.recv_multipart(**kwargs)
        return self.session.deserialize(self.session.feed_identities(parts)[1])


class Client(AsyncKernelClient):
    """The client of a kernel that listened before the client was made."""

    iopub_channel_class = Type(LimitedChannel)

    def _context_default(self) -> zmq.asyncio.Context:
        context = super()._context_default()
        # A single message may be of any size, and is in our memory before we can look at it.
        context.setsockopt(zmq.MAXMSGSIZE, 4 * MOST_OUTPUT)
        return context

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait for the kernel's first answer and for the first message it publishes.

        jupyter_client then waits until nothing has been published for 0.2 s, so that none of it
        is taken for a cell's output. nbclient tells these messages apart by their parent.

        Raises:
            RuntimeError: if the kernel dies first, or `timeout` seconds pass.
        """
        self.iopub_channel.on_flood = self._stop_kernel
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

    def _stop_kernel(self) -> None:
        # Without the rest of its output nobody can tell whether a check has failed.
        self.parent.provisioner.stop(f"it printed more than {MOST_OUTPUT / 1e6:.0f} MB")
