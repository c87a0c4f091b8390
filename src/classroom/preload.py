"""Share one fork server among everything that is graded meanwhile."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from importlib.util import find_spec
from uuid import uuid4

from classroom import scratch
from classroom.assignment import Assignment, source_of
from classroom.config import KERNEL_ENVIRONMENT, warm_kernels
from classroom.warm import SERVER_VARIABLE, SOCKET, ForkServer


@contextmanager
def shared_server(modules: Iterable[str], name: str = "") -> Iterator[None]:
    """Fork the kernels of this block, in this process and its children, from one server.

    The server imports its modules beside whatever is done before the first kernel starts. A block
    within such a block uses the outer one's server, and blocks of one name, in any process of this
    machine, that of whichever came first.
    """
    if not warm_kernels() or SERVER_VARIABLE in os.environ:
        yield
        return
    with scratch.shared(name or uuid4().hex) as (folder, ours):
        environment = KERNEL_ENVIRONMENT | os.environ
        with ForkServer(modules, environment, folder) if ours else nullcontext():
            os.environ[SERVER_VARIABLE] = str(folder / SOCKET)
            try:
                yield
            finally:
                del os.environ[SERVER_VARIABLE]


def imported_modules(*assignments: Assignment) -> list[str]:
    """List the installed modules that the code cells of these notebooks import, in their order.

    >>> cells = [{"cell_type": "code", "source": "import json as j, nowhere\\nfrom os import path"}]
    >>> imported_modules(Assignment("01", {"cells": cells}, ()))
    ['json', 'os']
    """
    names: dict[str, None] = {}
    for cell in (cell for each in assignments for cell in each.notebook["cells"]):
        if cell["cell_type"] == "code":
            names |= dict.fromkeys(_imports(source_of(cell)))
    return [name for name in names if find_spec(name.partition(".")[0])]


def _imports(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a cell with %magics; what it imports is imported later, in the kernel
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
