"""The warm process: it has imported Keras once, and forks a copy of itself for every kernel.

    python -m classroom.forkserver SOCKET DESCRIPTOR MODULE...

imports the modules, and says so with one line on its standard output. Its owner listens already on
the Unix socket `SOCKET`, which is the inherited `DESCRIPTOR`: whoever connects meanwhile has to
wait. Each connection gets a process of its own, made in `classroom.keeper`. This process runs no
operation of TensorFlow and starts no thread, event loop or zmq context: none of them would work in
its copies. It lives as long as its standard input is open, that is, as long as its owner.
"""

from __future__ import annotations

import gc
import importlib
import os
import selectors
import shutil
import signal
import socket
import sys

# What every kernel imports while it starts. It is safe before a fork: ipykernel's sockets, threads
# and event loops begin with IPKernelApp, and debugpy's with the first breakpoint.
BASE = ("ipykernel.kernelapp", "ipykernel.debugger", "ipykernel.zmqshell", "tornado.platform")
BASE += ("tornado.platform.asyncio", "IPython.core.completerlib", "IPython.core.oinspect")
BASE += ("IPython.extensions.storemagic", "sqlite3")


def main(path: str, descriptor: str, *modules: str) -> None:
    """Import `modules` and fork a keeper for every connection, until standard input is closed."""
    _forget_own_folder()
    environment = dict(os.environ)
    preload(*BASE, *modules)
    if "numpy" in sys.modules:
        preload("numpy.random")  # or every copy would import it for itself
    gc.collect()
    gc.freeze()  # a collection in a copy would otherwise touch, and so copy, every page
    # Keepers report how their kernel ended; nobody asks how the keepers themselves ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=int(descriptor)) as listener:
        print("ready", flush=True)
        serve(listener, environment)
    shutil.rmtree(os.path.dirname(path), ignore_errors=True)


def preload(*modules: str) -> list[str]:
    """Import modules, and return the names of those that cannot be imported.

    A notebook that imports one of these says itself what is wrong.

    >>> preload("json", "no_such_module")
    ['no_such_module']
    """
    missing = []
    for name in modules:
        try:
            importlib.import_module(name)
        except Exception:
            missing.append(name)
    return missing


def serve(listener: socket.socket, environment: dict[str, str]) -> None:
    """Fork a keeper for every connection, until the owner closes our standard input.

    Args:
        listener: the socket that listens for requests.
        environment: this process's environment before it imported anything.
    """
    with selectors.DefaultSelector() as selector:
        selector.register(listener, selectors.EVENT_READ)
        selector.register(sys.stdin, selectors.EVENT_READ)
        while True:
            ready = [key.fileobj for key, _ in selector.select()]
            if sys.stdin in ready:
                return
            connection, _ = listener.accept()
            with connection:
                if _fork() == 0:
                    _keep(connection, environment)


def _fork() -> int:
    try:
        return os.fork()
    except OSError as error:  # no memory or no process left: this kernel is lost, not the server
        print(f"cannot fork: {error}", file=sys.stderr, flush=True)
        return -1


def _keep(connection: socket.socket, environment: dict[str, str]) -> None:
    from classroom.keeper import keep

    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        keep(connection, environment)
        status = 0
    finally:
        os._exit(status)


def _forget_own_folder() -> None:
    # As ipykernel's own launcher does: `python -m` puts the current folder on the path.
    if sys.path[0] in ("", os.getcwd()):
        del sys.path[0]


if __name__ == "__main__":
    import classroom.keeper  # noqa: F401  imported once, here, and not once in every copy

    main(*sys.argv[1:])
