"""Run and check an answer, in the reader's page as in the tests: plain values in, plain values out.

An exercise is a dictionary: `setup`, the text of the cells above the task; `name`, the function to
write; `checks`, the texts of the visible check cells; `expected`, the text of their `expected.json`
(text, because JavaScript would turn 0.0 into 0). An answer is the text of the learner's cell.
"""

import contextlib
import inspect
import io
import json
import linecache
import tempfile
import traceback
from pathlib import Path

import keras
import numpy as np

import topograde
from topograde.hints import forget

YOURS = "<your code>"
PRINTED = 20_000  # characters of printed text that are kept
ELSEWHERE = {"tensorflow", "torch", "matplotlib"}


class Stopped(Exception):
    """The answer cannot be run; the message says where and why."""


def check(exercise, answer):
    """Run an answer and its checks, up to the first that does not pass.

    >>> exercise = {"name": "two", "setup": "from topograde import attempt, check",
    ...             "checks": ["check.number(attempt(two), 2, 'two')"], "expected": "{}"}
    >>> check(exercise, "def two(): return 2")["outcome"]
    'right'
    >>> found = check(exercise, "def two(): return 3")
    >>> found["outcome"], found["sentence"], found["passed"], found["of"]
    ('wrong', 'Two is not 3: your number is larger than the right one.', 0, 1)
    >>> check(exercise, "def two(: return 2")["sentence"]
    'Line 1 of your code: SyntaxError: invalid syntax.'

    Returns:
        `outcome` is right, wrong, not attempted, cannot tell or error; `sentence` says why;
        `passed` of `of` checks; `picture` is HTML; `hints` are a ladder, `printed` what it printed.
    """
    found = {"outcome": "right", "sentence": "", "picture": "", "hints": [], "passed": 0}
    found["of"] = len(exercise["checks"])
    with _session(exercise) as (names, printed):
        try:
            _run_answer(exercise, answer, names)
            for number, source in enumerate(exercise["checks"]):
                _run_check(source, names)
                found["passed"] = number + 1
        except topograde.CheckFailed as failed:
            found |= _failure(failed.verdict)
        except Stopped as stopped:
            found |= {"outcome": "error", "sentence": str(stopped)}
    return found | {"printed": printed.text()}


def show(exercise, answer):
    """Draw the model that an answer builds.

    Returns:
        `picture` is HTML, `label` the same in words, `text` as a table; or `sentence` says why
        there is none.
    """
    found = {"sentence": "", "picture": "", "label": "", "text": ""}
    with _session(exercise) as (names, printed):
        try:
            _run_answer(exercise, answer, names)
            drawn = topograde.draw(_model(exercise, names))
            found |= {"picture": drawn.html, "label": drawn.label, "text": str(drawn.graph)}
        except (Stopped, topograde.CannotRead, topograde.CheckFailed) as stopped:
            found["sentence"] = str(stopped)
    return found | {"printed": printed.text()}


def answer_json(function, request):
    """Call `check` or `show` with what a JSON text holds, and return JSON: the worker's way in."""
    exercise, answer = json.loads(request)
    return json.dumps({"check": check, "show": show}[function](exercise, answer))


class _Printed(io.TextIOBase):
    """Keep the beginning of what is printed, so that a loop does not fill the memory."""

    def __init__(self):
        self.kept, self.left = [], PRINTED

    def write(self, text):
        if self.left > 0:
            self.kept.append(text[: self.left])
            self.left -= len(text)
            if self.left <= 0:
                self.kept.append("\n… more was printed; the rest is left out.\n")
        return len(text)

    def text(self):
        """Return what was kept, without what a check says in a notebook when it passes."""
        return "".join(self.kept).replace("Visible checks passed.\n", "")


@contextlib.contextmanager
def _session(exercise):
    """Give each run fresh names, a folder of its own, and layer names that count from one."""
    printed = _Printed()
    keras.utils.clear_session()
    forget()
    keras.utils.set_random_seed(0)
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        Path("expected.json").write_text(exercise["expected"], encoding="utf-8")
        names = {"__name__": "__main__", "keras": keras, "np": np}
        exec(compile(exercise["setup"], "<setup>", "exec"), names)
        yield names, printed


def _run_answer(exercise, answer, names):
    """Run the learner's text; tracebacks and `attempt` can quote its lines."""
    linecache.cache[YOURS] = (len(answer), None, answer.splitlines(keepends=True), YOURS)
    try:
        exec(compile(answer, YOURS, "exec"), names)
    except topograde.CheckFailed:
        raise
    except SyntaxError as error:
        where = f"Line {error.lineno} of your code" if error.lineno else "Your code"
        raise Stopped(f"{where}: {type(error).__name__}: {error.msg}.") from None
    except BaseException as error:
        raise Stopped(_words(error)) from None
    if exercise["name"] and exercise["name"] not in names:
        raise Stopped(f"Your code defines no `{exercise['name']}`: keep the name of the function.")


def _run_check(source, names):
    try:
        exec(compile(source, "<check>", "exec"), names)
    except topograde.CheckFailed:
        raise
    except BaseException as error:
        raise Stopped(_words(error)) from None


def _words(error):
    """Say where in the learner's text an error happened, and what it says."""
    if isinstance(error, ModuleNotFoundError) and (error.name or "").split(".")[0] in ELSEWHERE:
        return f"`{error.name}` is not here in the page: write `import keras`, or use the notebook."
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == YOURS]
    where = f"Line {lines[-1]} of your code: " if lines else ""
    words = " ".join(str(error).split())
    words = words if len(words) <= 300 else f"{words[:300]}…"
    return f"{where}{type(error).__name__}{': ' if words else ''}{words.rstrip('.')}."


def _failure(verdict):
    found = {"outcome": verdict.outcome.value, "sentence": verdict.sentence}
    if verdict.graph and verdict.graph.calls:
        drawn = topograde.draw(verdict.graph, verdict.calls, expected=verdict.expected)
        found["picture"] = drawn.html
    if verdict.misconception:
        found["hints"] = [_hint() for _ in range(3)]
    return found


def _hint():
    with contextlib.redirect_stdout(io.StringIO()) as said:
        topograde.hint()
    return said.getvalue().strip()


def _model(exercise, names):
    """Return the model that the task's function builds, or else the last one that has a name."""
    function = names.get(exercise["name"])
    if callable(function) and not _needs_arguments(function):
        made = topograde.attempt(function)
        models = _models(made if isinstance(made, list | tuple) else [made])
        nothing = f"`{exercise['name']}` returns no model: there is nothing to draw."
    else:
        _run_checks(exercise, names)
        models = _models(names.values())[::-1]
        nothing = "There is no model to draw: give it a name, as in `model = keras.Model(…)`."
    if not models:
        raise Stopped(nothing)
    return models[0]


def _models(values):
    return [value for value in values if isinstance(value, keras.Model)]


def _run_checks(exercise, names):
    """Run the checks for the models they make, also if these are wrong."""
    try:
        for source in exercise["checks"]:
            _run_check(source, names)
    except topograde.CheckFailed as failed:
        if failed.verdict.graph is None:
            raise


def _needs_arguments(function):
    parameters = inspect.signature(function).parameters.values()
    kinds = inspect.Parameter
    return any(
        p.default is kinds.empty and p.kind in (kinds.POSITIONAL_ONLY, kinds.POSITIONAL_OR_KEYWORD)
        for p in parameters
    )
