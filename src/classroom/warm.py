"""Start a fork server, and ask it for kernels.

>>> with ForkServer(["json"]) as server:
...     server.alive
True
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from classroom import scratch
from classroom.warmkernel import INLINE, harmless

# Where the fork server of an earlier process listens; its kernels are there for us as well.
SERVER_VARIABLE = "CLASSROOM_FORK_SERVER"
SOCKET = "fork-server"
_BACKLOG = 64
PATIENCE = 180  # seconds: importing TensorFlow on a busy machine with a cold disk takes minutes


class NoForkServer(Exception):
    """There is no fork server, or it does not answer: launch the kernel in the ordinary way."""


class ForkServer:
    """A fork server that lives as long as this object, and dies with this process at the latest.

    Args:
        modules: what to import before the first kernel is asked for.
        env: the environment to import them in; this process's own if it is left out.
        folder: where it listens, and writes its log; a new one if it is left out.
    """

    def __init__(
        self,
        modules: Iterable[str],
        env: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ):
        self.folder = folder or Path(tempfile.mkdtemp(prefix="server-", dir=scratch.home()))
        self.socket = self.folder / SOCKET
        self.socket.unlink(missing_ok=True)  # of one that was killed
        self.log = self.folder / "log"
        command = [sys.executable, "-m", "classroom.forkserver", str(self.socket)]
        with self.log.open("wb") as log, socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(self.socket))
            listener.listen(_BACKLOG)
            # Its standard input is the lifeline: it ends when the pipe closes, however we end. A
            # session of its own keeps the terminal's Ctrl-C away from it.
            self._process = subprocess.Popen(
                [*command, str(listener.fileno()), *modules],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={"MPLBACKEND": INLINE} | harmless(os.environ if env is None else env),
                start_new_session=True,
                pass_fds=[listener.fileno()],
            )

    @property
    def alive(self) -> bool:
        """Say whether the server process runs, ready or not."""
        return self._process.poll() is None

    def wait(self, timeout: float = PATIENCE) -> None:
        """Wait until the modules are imported.

        Raises:
            NoForkServer: if the server has ended, or is not ready in time.
        """
        output = self._process.stdout
        if not output.closed:
            if not select.select([output], [], [], timeout)[0]:
                raise NoForkServer(f"The fork server was not ready after {timeout} s.")
            if not output.readline():
                raise NoForkServer(f"The fork server ended at once: {self._last_words()}")
            output.close()

    def close(self) -> None:
        """End the server. Kernels that still run are ended by whoever asked for them."""
        self._process.stdin.close()
        self._process.stdout.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def __enter__(self) -> ForkServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class WarmProcess:
    """A kernel forked by a fork server, with the methods of `subprocess.Popen` that kernels need.

    Raises:
        NoForkServer: if the server at `path` does not answer.
    """

    stdin = stdout = stderr = None

    def __init__(self, path: str | Path, request: Mapping[str, Any], streams: Sequence[int]):
        self.returncode: int | None = None
        self.reason = ""  # why the kernel was stopped, if it was
        self._text = b""
        self._connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._connection.settimeout(PATIENCE)
            self._connection.connect(str(path))
            text = json.dumps(request).encode() + b"\n"
            sent = socket.send_fds(self._connection, [text], list(streams))
            self._connection.sendall(text[sent:])
            fact = self._next_fact()
            self.pid: int = fact["pid"]
        except KeyError:
            self._connection.close()
            words = fact.get("failed") or fact.get("refused") or "The fork server has no answer."
            raise NoForkServer(words) from None
        except OSError as error:
            self._connection.close()
            raise NoForkServer(f"The fork server does not answer: {error}.") from error
        self._connection.settimeout(0)

    def poll(self) -> int | None:
        """Return the exit status, negative for a signal, or None while the kernel runs."""
        if self.returncode is None:
            with contextlib.suppress(BlockingIOError):
                try:
                    # A keeper that ends without a word was killed, and its kernel with it.
                    fact = self._next_fact() or {"status": -signal.SIGKILL}
                except ConnectionError:
                    fact = {"status": -signal.SIGKILL}
                self.returncode, self.reason = fact["status"], fact.get("reason", "")
                self._connection.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end of the kernel.

        Raises:
            subprocess.TimeoutExpired: if it still runs after `timeout` seconds.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            left = None if end is None else max(0, end - time.monotonic())
            if not select.select([self._connection], [], [], left)[0]:
                raise subprocess.TimeoutExpired("kernel", timeout)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel and to what it started."""
        if self.poll() is None:
            with contextlib.suppress(OSError):
                self._connection.send(bytes([number]))

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def _next_fact(self) -> dict[str, Any]:
        while b"\n" not in self._text:
            received = self._connection.recv(65_536)
            if not received:
                return {}
            self._text += received
        line, self._text = self._text.split(b"\n", 1)
        return json.loads(line)


class Servers:
    """The fork servers of this process, one for each set of modules, started when first needed."""

    def __init__(self):
        self._lock = threading.Lock()
        self._started: dict[tuple[str, ...], ForkServer] = {}

    def launch(
        self, modules: Sequence[str], request: Mapping[str, Any], streams: Sequence[int]
    ) -> WarmProcess:
        """Fork a kernel from the server that `$CLASSROOM_FORK_SERVER` names, or from our own.

        Raises:
            NoForkServer: if neither answers, or the environment does not fit.
        """
        if named := os.environ.get(SERVER_VARIABLE):
            with contextlib.suppress(NoForkServer):
                return WarmProcess(named, request, streams)
        return WarmProcess(self._server(tuple(modules)).socket, request, streams)

    def _server(self, modules: tuple[str, ...]) -> ForkServer:
        with self._lock:
            server = self._started.get(modules)
            if server is None or not server.alive:
                server = self._started[modules] = ForkServer(modules)
                atexit.register(server.close)
            server.wait()
            return server


servers = Servers()
