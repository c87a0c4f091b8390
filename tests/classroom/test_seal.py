"""Submissions that change what judges them: the points may be there, but never silently."""

from __future__ import annotations

import pytest
from nbgrader.api import Gradebook

NAME = "01_toy"

# Each is the text of a wrong answer to the first task, which comes before that task's tests.
WRONG = "\ndef double(x):\n    return 1\n"
TRICKS = {
    "custom_handler": "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)",
    "silent_traceback": "get_ipython().showtraceback = lambda *a, **k: None",
    "class_traceback": (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "InteractiveShell.showtraceback = lambda *a, **k: None"
    ),
    "asserts_dropped": (
        "import ast\n"
        "class Drop(ast.NodeTransformer):\n"
        "    def visit_Assert(self, node): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Drop())"
    ),
    "tests_replaced": (
        "get_ipython().input_transformers_post.append(\n"
        "    lambda lines: ['pass\\n'] if any('assert found' in s for s in lines) else lines)"
    ),
    "tests_cleaned": (
        "get_ipython().input_transformers_cleanup.append(\n"
        "    lambda lines: ['pass\\n'] if any('assert' in s for s in lines) else lines)"
    ),
    "run_cell": (
        "shell = get_ipython()\nold = shell.run_cell\n"
        "shell.run_cell = lambda code, *a, **k: old('pass' if 'assert' in code else code, *a, **k)"
    ),
    "run_code": (
        "shell = get_ipython()\n"
        "async def run_code(code, result=None, *, async_=False):\n"
        "    try:\n        exec(code, shell.user_global_ns, shell.user_ns)\n"
        "    except Exception:\n        pass\n"
        "    return False\n"
        "shell.run_code = run_code"
    ),
    "hook_before_cells": (
        "def repair(info):\n"
        "    if 'assert' in (info.raw_cell or ''):\n"
        "        get_ipython().user_ns['double'] = lambda x: 6\n"
        "get_ipython().events.register('pre_run_cell', repair)"
    ),
    "builtin": "import builtins\nold = builtins.abs\nbuiltins.abs = lambda x: old(x)",
    "trace": "import sys\nsys.settrace(lambda *a: None)",
    "profile": "import sys\nsys.setprofile(lambda *a: None)",
    "thread": (
        "import threading, time\n"
        "def work():\n    time.sleep(30)\n"
        "threading.Thread(target=work, daemon=True).start()"
    ),
    "stdout": "import sys, io\nsys.stdout = io.StringIO()",
    "session": (
        "from jupyter_client.session import Session\nold = Session.send\n"
        "def send(self, stream, kind, *a, **k):\n"
        "    return None if kind == 'error' else old(self, stream, kind, *a, **k)\n"
        "Session.send = send"
    ),
    "kernel_execute": (
        "kernel = get_ipython().kernel\nold = kernel.do_execute\n"
        "async def do_execute(code, *a, **k):\n"
        "    return await old('pass' if 'assert' in code else code, *a, **k)\n"
        "kernel.do_execute = do_execute"
    ),
    "code_swapped": (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "def quiet(self, *a, **k): pass\n"
        "InteractiveShell.showtraceback.__code__ = quiet.__code__"
    ),
    "display": (
        "from ipykernel.zmqshell import ZMQDisplayPublisher\n"
        "ZMQDisplayPublisher.publish = lambda *a, **k: None"
    ),
}
COVERED_TRACKS = {
    "undone_in_the_next_answer": (
        "import ast\n"
        "class Drop(ast.NodeTransformer):\n"
        "    def visit_Assert(self, node): return ast.Pass()\n"
        "get_ipython().ast_transformers.append(Drop())",
        "get_ipython().ast_transformers.clear()\n",
    ),
}


@pytest.fixture(scope="module")
def tricked(graded_class, finished_course, tmp_path_factory):
    students = type(graded_class[0])(finished_course, tmp_path_factory.mktemp("tricks"))
    for name, trick in TRICKS.items():
        students.hand_in(name, students.answers(double=trick + WRONG))
    for name, (trick, undo) in COVERED_TRACKS.items():
        honest = undo + "def greet(x):\n    return f'Hello {x}'"
        students.hand_in(name, students.answers(double=trick + WRONG, greet=honest))
    students.hand_in("honest", students.answers())
    return students, students.grade(timeout=20)


@pytest.mark.parametrize("name", [*TRICKS, *COVERED_TRACKS])
def test_no_trick_gets_points_silently(tricked, name):
    row = tricked[1][name]
    assert row["status"] in ("needs review", "ungradable")


def test_an_honest_answer_is_not_suspected(tricked):
    row = tricked[1]["honest"]
    assert (row["score"], row["status"], row["reason"]) == ("20", "graded", "")


def test_the_reason_says_what_was_changed(tricked):
    reasons = {name: row["reason"] for name, row in tricked[1].items()}
    assert reasons["asserts_dropped"].endswith("; while it ran, it changed the interpreter")
    assert reasons["builtin"].endswith("; while it ran, it changed builtins")
    assert "a thread of its own" in reasons["thread"]
    assert "IPython.core.interactiveshell" in reasons["code_swapped"]


def test_formgrader_shows_the_submission_as_one_to_look_at(tricked):
    students, _ = tricked
    with Gradebook(f"sqlite:///{students.place.gradebook}") as gradebook:
        assert gradebook.find_submission(NAME, "asserts_dropped").needs_manual_grade
        assert not gradebook.find_submission(NAME, "honest").needs_manual_grade
