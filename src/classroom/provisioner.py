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
from typing import Any, ClassVar
from weakref import WeakSet

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Bool, Int, List, Unicode

from classroom.client import Client
from classroom.enclosure import Enclosure, SandboxError, explained
from classroom.warm import NoForkServer, WarmProcess, servers

PROVISIONER = "classroom"
_LAUNCHERS = (["-m", "ipykernel_launcher"], ["-m", "ipykernel"])
_PAUSE = 0.002
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
    sandbox = Bool(False, config=True, help="Let kernels run in a sandbox, or not at all.")
    readable = List(Unicode(), config=True, help="Other files that sandboxed kernels may read.")
    hidden = List(Unicode(), config=True, help="Folders that sandboxed kernels must not see.")
    memory = Int(4 << 30, config=True, help="Resident memory of a sandboxed kernel, in bytes.")
    _enclosure = None
    of_notebooks: ClassVar[WeakSet] = WeakSet()  # those of sandboxed kernels that run notebooks

    @classmethod
    def require_enclosed(cls, **_: object) -> None:
        """Make sure that the kernel which a notebook is about to run in is in a sandbox.

        A kernel specification may name another provisioner, which knows nothing of ours.

        Raises:
            SandboxError: if no kernel of this process is.
        """
        if not any(provisioner.has_process for provisioner in cls.of_notebooks):
            raise SandboxError("This kernel has a provisioner of its own, which has no sandbox.")

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Give the kernel's manager the client that is ready at once."""
        if getattr(self.parent, "client_factory", None) is AsyncKernelClient:
            self.parent.client_factory = Client
        if self.sandbox and self._enclosure is None:
            self._enclosure = Enclosure(self.readable, self.preload, self.memory, self.hidden)
            # There is no network, so it has to be Unix sockets.
            self.parent.transport, self.parent.ip = "ipc", self._enclosure.address
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel, or launch it in the ordinary way where it cannot be forked.

        Raises:
            SandboxError: if there is to be a sandbox, and it cannot be had.
        """
        arguments = kernel_arguments(cmd)
        if self.sandbox and arguments is None:
            raise SandboxError(f"The sandbox runs Python kernels, not {' '.join(cmd)}.")
        if self.sandbox or (self.warm and arguments is not None and not _redirects(kwargs)):
            try:
                return await self._fork(arguments, **kwargs)
            except NoForkServer as reason:
                if self.sandbox:
                    raise SandboxError(explained(str(reason))) from reason
                self.log.warning("%s Launching this kernel in the ordinary way.", reason)
        return await super().launch_kernel(cmd, **kwargs)

    async def _fork(self, arguments: list[str], **kwargs: Any) -> KernelConnectionInfo:
        self.cwd = kwargs.get("cwd") or os.getcwd()
        request = {"argv": arguments, "cwd": str(self.cwd), "env": dict(kwargs["env"])}
        if self._enclosure:
            request |= self._enclosure.terms(str(self.cwd), request["env"])
        modules = self.preload if self.warm else []
        self.process = await asyncio.to_thread(_launch, modules, request, bool(self._enclosure))
        self.pid, self.pgid = self.process.pid, None  # signals go through the process's keeper
        if self._enclosure:
            self.of_notebooks.add(self)
        return self.connection_info

    def stop(self, reason: str) -> None:
        """Kill the kernel, and log why."""
        self.log.warning("Kernel stopped: %s", reason)
        if self.process:
            self.process.kill()

    async def poll(self) -> int | None:
        """Return the exit status, and log once why the kernel was stopped."""
        status = await super().poll()
        if reason := getattr(self.process, "reason", ""):
            self.log.warning("Kernel stopped: %s", reason)
            self.process.reason = ""
        return status

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the folder with the sockets, unless the kernel is to come back."""
        await super().cleanup(restart)
        if self._enclosure and not restart:
            self._enclosure.remove()

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


def _launch(modules: Sequence[str], request: dict[str, Any], silent: bool) -> WarmProcess:
    # What a kernel writes past ipykernel goes where ours goes, unless it could forge our log.
    with open(os.devnull, "r+b") as nothing:
        void = nothing.fileno()
        return servers.launch(modules, request, [void, void, void] if silent else [void, 1, 2])
