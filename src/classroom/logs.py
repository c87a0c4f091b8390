"""Catch what Jupyter's and nbgrader's parts log, which they do through one logger."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from traitlets.log import get_logger


@contextmanager
def caught() -> Iterator[StringIO]:
    """Collect what this thread logs within the block, and keep it off the console.

    >>> with caught() as text:
    ...     get_logger().warning("It is %s.", "late")
    >>> text.getvalue()
    '[WARNING] It is late.\\n'
    """
    text, logger = StringIO(), get_logger()
    handler = logging.StreamHandler(text)
    handler.setFormatter(logging.Formatter("[%(levelname)s] %(message)s"))
    ours = threading.get_ident()
    handler.addFilter(lambda record: record.thread == ours)
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    logger.setLevel(logging.INFO)
    try:
        yield text
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before
