"""The kernels of the course for Jupyter: a provisioner that forks them from a warm process.

jupyter_client knows it as `classroom`. A kernel specification asks for it with

    "metadata": {"kernel_provisioner": {"provisioner_name": "classroom"}}

and `JUPYTER_DEFAULT_PROVISIONER_NAME=classroom` for every kernel that asks for no other. Whatever
the fork server cannot start is launched in the ordinary way: it costs time, never a result.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Bool, List, Unicode

from classroom.client import Client
from classroom.warm import NoForkServer, servers

NAME = "classroom"
_LAUNCHERS = (["-m", "ipykernel_launcher"], ["-m", "ipykernel"])
_PAUSE = 0.005
_LONGEST_SHUTDOWN = 2.0


class ClassroomProvisioner(LocalProvisioner):
    """Starts Python kernels from a warm process that has imported their modules already."""

    warm = Bool(True, config=True, help="Fork kernels from a process that has imported Keras.")
    preload = List(
        Unicode(),
        ["keras", "topograde", "matplotlib.pyplot"],
        config=True,
        help="The modules that this process imports.",
    )

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Give the kernel's manager the client that is ready at once."""
        if getattr(self.parent, "client_factory", None) is AsyncKernelClient:
            self.parent.client_factory = Client
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel, or launch it in the ordinary way where it cannot be forked."""
        arguments = kernel_arguments(cmd)
        if self.warm and arguments is not None and not _redirects(kwargs):
            try:
                return await self._fork(arguments, **kwargs)
            except NoForkServer as reason:
                self.log.warning("%s Launching this kernel in the ordinary way.", reason)
        return await super().launch_kernel(cmd, **kwargs)

    async def _fork(self, arguments: list[str], **kwargs: Any) -> KernelConnectionInfo:
        self.cwd = kwargs.get("cwd") or os.getcwd()
        request = {"argv": arguments, "cwd": str(self.cwd), "env": dict(kwargs["env"])}
        self.process = await asyncio.to_thread(_launch, self.preload, request)
        self.pid, self.pgid = self.process.pid, None  # signals go through the process's keeper
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the end of the kernel, and notice it sooner than ten times a second."""
        while self.process and await self.poll() is None:
            await asyncio.sleep(_PAUSE)
        return await super().wait()

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel, and return when it is gone."""
        await super().kill(restart)
        await self._ended()

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Wait for the kernel to follow the request, for a while."""
        await self._ended()

    async def _ended(self) -> None:
        for _ in range(round(_LONGEST_SHUTDOWN / _PAUSE)):
            if not self.process or await self.poll() is not None:
                return
            await asyncio.sleep(_PAUSE)


def kernel_arguments(command: Sequence[str]) -> list[str] | None:
    """Return the arguments of ipykernel in a kernel's command, None for any other command.

    >>> kernel_arguments([sys.executable, "-m", "ipykernel_launcher", "-f", "kernel.json"])
    ['-f', 'kernel.json']
    >>> kernel_arguments(["julia", "kernel.jl"]) is None
    True
    """
    python, *rest = command
    known = python == sys.executable and rest[:2] in _LAUNCHERS
    return rest[2:] if known else None


def _redirects(kwargs: dict[str, Any]) -> bool:
    return any(kwargs.get(name) is not None for name in ("stdin", "stdout", "stderr"))


def _launch(modules: Sequence[str], request: dict[str, Any]) -> Any:
    with open(os.devnull, "rb") as nothing:
        return servers.launch(modules, request, [nothing.fileno(), 1, 2])
