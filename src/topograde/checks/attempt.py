"""Call what the learner wrote."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import keras

from topograde.checks.failing import fail
from topograde.misconceptions import MISCONCEPTIONS, misconception_of
from topograde.read import first_line
from topograde.verdict import Outcome

Shape = Sequence[int | None]


def attempt(function: Callable[..., Any], *args: Any, inputs: Sequence[Shape] | None = None) -> Any:
    """Call a learner's function and return its result.

    >>> attempt(lambda x: 2 * x, 21)
    42

    Args:
        function: what the learner wrote.
        *args: its arguments.
        inputs: if the result is a model, the shapes (without the batch axis) of the inputs it is
            to be called on, so that a subclassed model gets its weights.

    Raises:
        NotAttempted: if the function still raises `NotImplementedError`, or returns nothing.
        Wrong: if it raises something else; the sentence quotes the learner's own line.
    """
    name = getattr(function, "__name__", None) or getattr(function, "name", "the function")
    try:
        result = function(*args)
        if inputs is not None and isinstance(result, keras.Model) and not _is_built(result):
            tensors = [keras.KerasTensor((None, *shape)) for shape in inputs]
            result(tensors if len(tensors) > 1 else tensors[0])
    except Exception as error:  # whatever a learner's function raises is the learner's to read
        # nbgrader's stub raises it bare; libraries say what it is that they cannot do.
        if isinstance(error, NotImplementedError) and not error.args:
            sentence = (
                f"`{name}` has not been attempted: write it, delete its line "
                "`raise NotImplementedError()`, run its cell, then run this check again."
            )
            fail(Outcome.NOT_ATTEMPTED, sentence)
        fail(Outcome.WRONG, _stopped(name, error), misconception=misconception_of(error))
    if result is None or result is Ellipsis:
        sentence = f"`{name}` returns nothing, so it counts as not attempted: end it with `return`."
        fail(Outcome.NOT_ATTEMPTED, sentence)
    return result


def _is_built(model: keras.Model) -> bool:
    # Without `super().__init__()` there is not even this attribute; a call says so in words.
    return getattr(model, "built", False)


# Other people's code: what is installed beside Keras, Python's own library, and this module.
_NOT_THE_LEARNERS = (
    str(Path(keras.__file__).parents[1]),
    str(Path(traceback.__file__).parent),
    __file__,
)


def _stopped(name: str, error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if not f.filename.startswith(_NOT_THE_LEARNERS)]
    line = f" at `{own[-1].line}`" if own and own[-1].line else ""
    message = first_line(error).rstrip(".:")
    if known := MISCONCEPTIONS.get(misconception_of(error)):
        message += f": {known.advice}"
    return f"`{name}` stops{line} with {type(error).__name__}: {message}."
