"""What submissions try to get points that they have not earned, by category.

Each attack is handed in for assignment 05 as the only work in it: the answer is wrong, so every
point is unearned. A text is code for the first answer cell; a dictionary gives several cells; a
function changes the notebook itself.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

ASSIGNMENT = "05_shared_layers"
FIRST = "build_siamese"
CHECKS = (
    "build_siamese_check_shapes",
    "build_siamese_check_sharing",
    "build_siamese_check_topology",
)
# Two layers where one is asked for: of the 20 points, one for the shapes is earned.
WRONG = """

def build_siamese():
    a, b = keras.Input((32,)), keras.Input((32,))
    first, second = keras.layers.Dense(64, "relu")(a), keras.layers.Dense(64, "relu")(b)
    both = keras.layers.Concatenate()([first, second])
    return keras.Model([a, b], keras.layers.Dense(1, "sigmoid")(both))
"""
EARNED = 1
Attack = str | dict[str, str] | Callable[[dict[str, Any]], None]


def handed_in(exercise: dict[str, Any], attack: Attack) -> dict[str, Any]:
    """Return the notebook that this attack hands in."""
    notebook = deepcopy(exercise)
    if callable(attack):
        cell(notebook, FIRST)["source"] = WRONG.strip()
        attack(notebook)
        return notebook
    for name, source in ({FIRST: attack} if isinstance(attack, str) else attack).items():
        given = source if name != FIRST or "def build_siamese" in source else source + WRONG
        cell(notebook, name)["source"] = given
    return notebook


def cell(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the cell with this grade id."""
    for each in notebook["cells"]:
        if each["metadata"].get("nbgrader", {}).get("grade_id") == name:
            return each
    raise KeyError(name)


INTERPRETER: dict[str, Attack] = {
    "custom_exception_handler": "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)",
    "custom_handler_for_assertions": (
        "get_ipython().set_custom_exc((AssertionError, TypeError), lambda *a, **k: ['ok'])"
    ),
    "showtraceback_of_the_shell": "get_ipython().showtraceback = lambda *a, **k: None",
    "showtraceback_of_the_class": ("type(get_ipython()).showtraceback = lambda *a, **k: None"),
    "_showtraceback": "type(get_ipython())._showtraceback = lambda *a, **k: None",
    "showsyntaxerror_and_traceback": (
        "shell = get_ipython()\n"
        "for name in ('showsyntaxerror', 'showtraceback', '_showtraceback'):\n"
        "    setattr(shell, name, lambda *a, **k: None)"
    ),
    "transformer_drops_calls": (
        "import ast\n"
        "class Drop(ast.NodeTransformer):\n"
        "    def visit_Expr(self, node):\n"
        "        return ast.Pass() if 'check.' in ast.unparse(node) else node\n"
        "get_ipython().ast_transformers.append(Drop())"
    ),
    "transformer_catches_errors": (
        "import ast\n"
        "class Catch(ast.NodeTransformer):\n"
        "    def visit_Module(self, node):\n"
        "        body = [ast.Try(node.body or [ast.Pass()], [ast.ExceptHandler(None, None,\n"
        "                [ast.Pass()])], [], [])]\n"
        "        return ast.fix_missing_locations(ast.Module(body, []))\n"
        "get_ipython().ast_transformers.append(Catch())"
    ),
    "input_transformer": (
        "get_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])"
    ),
    "input_cleanup": (
        "get_ipython().input_transformer_manager.cleanup_transforms.append(\n"
        "    lambda lines: ['pass\\n'] if any('check.' in s for s in lines) else lines)"
    ),
    "input_line_transform": (
        "get_ipython().input_transformer_manager.line_transforms.append(\n"
        "    lambda lines: ['pass\\n'] if any('check.' in s for s in lines) else lines)"
    ),
    "transform_cell": (
        "get_ipython().input_transformer_manager.transform_cell = lambda text: 'pass'"
    ),
    "transform_cell_of_the_shell": "get_ipython().transform_cell = lambda text: 'pass'",
    "compiler": (
        "shell = get_ipython()\nold = shell.compile.ast_parse\n"
        "shell.compile.ast_parse = lambda source, *a, **k: old('pass', *a, **k)"
    ),
    "class_of_the_compiler": (
        "from IPython.core.compilerop import CachingCompiler\n"
        "old = CachingCompiler.ast_parse\n"
        "CachingCompiler.ast_parse = lambda self, source, *a, **k: old(self, 'pass', *a, **k)"
    ),
    "compile_builtin": (
        "import builtins\nold = builtins.compile\n"
        "builtins.compile = lambda source, *a, **k: old('pass', '', 'exec')"
    ),
    "exec_builtin": "import builtins\nbuiltins.exec = lambda *a, **k: None",
    "ast_parse": (
        "import ast\nold = ast.parse\n"
        "ast.parse = lambda source, *a, **k: old('pass' if 'check.' in str(source) else source,\n"
        "                                        *a, **k)"
    ),
    "run_cell": (
        "shell = get_ipython()\nold = shell.run_cell\n"
        "shell.run_cell = lambda code, *a, **k: old('pass', *a, **k)"
    ),
    "run_cell_async": (
        "shell = get_ipython()\nold = shell.run_cell_async\n"
        "shell.run_cell_async = lambda code, *a, **k: old('pass', *a, **k)"
    ),
    "run_ast_nodes": (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "async def nothing(self, nodes, *a, **k): return False\n"
        "InteractiveShell.run_ast_nodes = nothing"
    ),
    "run_code": (
        "shell = get_ipython()\n"
        "async def run_code(code, result=None, *, async_=False):\n"
        "    try:\n        exec(code, shell.user_global_ns, shell.user_ns)\n"
        "    except Exception:\n        pass\n"
        "    return False\n"
        "shell.run_code = run_code"
    ),
    "hook_before_each_cell": (
        "def blind(info):\n"
        "    space = get_ipython().user_ns\n"
        "    nothing = lambda self, name: lambda *a, **k: None\n"
        "    space['check'] = type('Any', (), {'__getattr__': nothing})()\n"
        "get_ipython().events.register('pre_run_cell', blind)"
    ),
    "hook_before_execution": (
        "get_ipython().events.register('pre_execute', lambda: get_ipython().user_ns.update(\n"
        "    attempt=lambda *a, **k: None))"
    ),
    "hook_in_the_namespace": (
        "class Space(dict):\n"
        "    def __getitem__(self, name):\n"
        "        if name == 'check':\n"
        "            return type('Any', (), {'__getattr__': lambda s, n: lambda *a, **k: 0})()\n"
        "        return super().__getitem__(name)\n"
        "shell = get_ipython()\nshell.user_ns = Space(shell.user_ns)"
    ),
    "trace": (
        "import sys\n"
        "def trace(frame, event, value):\n"
        "    if event == 'call' and 'topograde' in frame.f_code.co_filename:\n"
        "        frame.f_trace = trace\n"
        "    return trace\n"
        "sys.settrace(trace)"
    ),
    "monitoring_or_profile": "import sys\nsys.setprofile(lambda *a: None)",
    "thread_that_repairs": (
        "import threading, time, topograde\n"
        "def work():\n"
        "    time.sleep(0.2)\n"
        "    for name in topograde.check.__all__:\n"
        "        setattr(topograde.check, name, lambda *a, **k: None)\n"
        "    time.sleep(60)\n"
        "threading.Thread(target=work, daemon=True).start()"
    ),
    "timer_that_repairs": (
        "import threading, topograde\n"
        "def work():\n"
        "    for name in topograde.check.__all__:\n"
        "        setattr(topograde.check, name, lambda *a, **k: None)\n"
        "threading.Timer(0.3, work).start()"
    ),
    "task_on_the_loop": (
        "import asyncio, topograde\n"
        "async def work():\n"
        "    for name in topograde.check.__all__:\n"
        "        setattr(topograde.check, name, lambda *a, **k: None)\n"
        "asyncio.get_event_loop().create_task(work())"
    ),
    "alarm": (
        "import signal, topograde\n"
        "def work(*_):\n"
        "    for name in topograde.check.__all__:\n"
        "        setattr(topograde.check, name, lambda *a, **k: None)\n"
        "signal.signal(signal.SIGALRM, work)\nsignal.setitimer(signal.ITIMER_REAL, 0.05)"
    ),
    "garbage_collector": (
        "import gc, topograde\n"
        "def work(*_):\n"
        "    for name in topograde.check.__all__:\n"
        "        setattr(topograde.check, name, lambda *a, **k: None)\n"
        "gc.callbacks.append(work)"
    ),
    "session_swallows_errors": (
        "from jupyter_client.session import Session\nold = Session.send\n"
        "def send(self, stream, kind, *a, **k):\n"
        "    return None if kind == 'error' else old(self, stream, kind, *a, **k)\n"
        "Session.send = send"
    ),
    "session_of_the_kernel": (
        "session = get_ipython().kernel.session\nold = session.send\n"
        "session.send = lambda stream, kind, *a, **k: (\n"
        "    None if kind == 'error' else old(stream, kind, *a, **k))"
    ),
    "kernel_executes_nothing": (
        "kernel = get_ipython().kernel\nold = kernel.do_execute\n"
        "async def do_execute(code, *a, **k):\n"
        "    return await old('pass', *a, **k)\n"
        "kernel.do_execute = do_execute"
    ),
    "kernel_answers_at_once": (
        "kernel = get_ipython().kernel\n"
        "async def execute_request(stream, ident, parent):\n"
        "    kernel._publish_status('busy', 'shell', parent)\n"
        "    content = {'status': 'ok', 'execution_count': 1, 'user_expressions': {}}\n"
        "    kernel.session.send(stream, 'execute_reply', content, parent, ident=ident)\n"
        "    kernel._publish_status('idle', 'shell', parent)\n"
        "kernel.shell_handlers['execute_request'] = execute_request"
    ),
    "reply_says_ok": (
        "kernel = get_ipython().kernel\nold = kernel.do_execute\n"
        "async def do_execute(*a, **k):\n"
        "    reply = await old(*a, **k)\n"
        "    return {'status': 'ok', 'execution_count': 1, 'payload': [], 'user_expressions': {}}\n"
        "kernel.do_execute = do_execute"
    ),
    "iopub_closed": (
        "get_ipython().kernel.iopub_socket = type('Void', (), {\n"
        "    '__getattr__': lambda self, name: lambda *a, **k: None})()"
    ),
    "code_object_swapped": (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "def quiet(self, *a, **k): pass\n"
        "InteractiveShell.showtraceback.__code__ = quiet.__code__"
    ),
    "undone_before_the_end": {
        FIRST: (
            "import topograde\nKEPT = dict(vars(topograde.check))\n"
            "for name in topograde.check.__all__:\n"
            "    setattr(topograde.check, name, lambda *a, **k: None)"
        ),
        "predict_parameters": (
            "for name, value in KEPT.items():\n    setattr(topograde.check, name, value)\n"
            "def predict_parameters():\n    return 1"
        ),
    },
    "undone_by_the_last_check": (
        "import topograde\n"
        "KEPT = {name: getattr(topograde.check, name) for name in topograde.check.__all__}\n"
        "class Once:\n"
        "    def __init__(self, name): self.name = name\n"
        "    def __call__(self, *a, **k):\n"
        "        if self.name == 'topology':\n"
        "            for name, value in KEPT.items(): setattr(topograde.check, name, value)\n"
        "for name in KEPT: setattr(topograde.check, name, Once(name))"
    ),
}

OBJECTS: dict[str, Attack] = {
    "check_replaced": (
        "class check:\n    def __getattr__(self, name): return lambda *a, **k: None\n"
        "check = check()"
    ),
    "check_module_emptied": (
        "for name in check.__all__:\n    setattr(check, name, lambda *a, **k: None)"
    ),
    "attempt_replaced": "def attempt(*a, **k): raise SystemExit",
    "attempt_ends_the_cell": ("class Stop(BaseException): pass\ndef attempt(*a, **k): raise Stop"),
    "answer_ends_the_cell": (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "def build_siamese():\n    raise SystemExit"
    ),
    "answer_interrupts": "def build_siamese():\n    raise KeyboardInterrupt",
    "answer_returns_from_the_cell": ("import os\ndef build_siamese():\n    os._exit(0)"),
    "expected_is_mine": "import topograde\nexpected = lambda name: topograde.read(build_siamese())",
    "expected_of_topograde": (
        "import topograde.expected as e\ne.expected.__code__ = (lambda name: None).__code__"
    ),
    "read_returns_the_expected": (
        "import topograde.checks.structure as s\n"
        "from topograde import expected as e\n"
        "s.read_or_explain = lambda *a, **k: e('build_siamese')"
    ),
    "records_forged": (
        "import topograde.checks.structure as s\nfrom topograde import evidence, expected as e\n"
        "s.settle, kept = lambda verdict: None, evidence.taken\n"
        "def taken():\n"
        "    found = kept()\n"
        "    for each in found:\n"
        "        if each['arguments'] and isinstance(each['arguments'][0], dict):\n"
        "            each['arguments'][0] = {'seen': e('build_siamese').to_dict()}\n"
        "    return found\n"
        "evidence.taken = taken"
    ),
    "seen_elsewhere": (
        "from topograde.evidence import Seen\n"
        "def build_siamese():\n    return Seen(expected('build_siamese'))"
    ),
    "compare_says_right": (
        "import topograde.checks.structure as s\nfrom topograde import Outcome, Verdict\n"
        "s.compare = lambda *a, **k: Verdict(Outcome.RIGHT, '')"
    ),
    "fail_does_nothing": (
        "import topograde.checks.failing as f, topograde.checks.structure as s\n"
        "f.fail = s.fail = s.settle = lambda *a, **k: None"
    ),
    "failures_are_gone": "import topograde.verdict as v\nv.FAILURES.clear()",
    "failures_are_quiet": (
        "import topograde.checks.failing as f\n"
        "class Quiet(SystemExit):\n    def __init__(self, *_): pass\n"
        "for outcome in f.FAILURES: f.FAILURES[outcome] = Quiet"
    ),
    "outcome_is_right": (
        "import topograde.checks.failing as f\n"
        "f.Outcome = type('Any', (), {'RIGHT': type('Eq', (), {'__eq__': lambda *_: True})()})"
    ),
    "isinstance": "import builtins\nbuiltins.isinstance = lambda *a: True",
    "type_of_everything": (
        "class Any:\n"
        "    def __getattr__(self, name): return self\n"
        "    def __call__(self, *a, **k): return self\n"
        "    def __eq__(self, other): return True\n"
        "    def __ne__(self, other): return False\n"
        "    def __bool__(self): return True\n"
        "    def __iter__(self): return iter([self])\n"
        "    def __len__(self): return 1\n"
        "    __hash__ = object.__hash__\n"
        "def build_siamese(): return Any()"
    ),
    "class_lies": (
        "class Lie:\n"
        "    @property\n"
        "    def __class__(self): return keras.Model\n"
        "    def __getattr__(self, name): return expected('build_siamese')\n"
        "def build_siamese(): return Lie()"
    ),
    "graph_returned": "def build_siamese():\n    return expected('build_siamese')",
    "call_depends_on_who_asks": (
        "class Two(keras.Model):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.one = keras.layers.Dense(64, 'relu')\n"
        "        self.two = keras.layers.Dense(64, 'relu')\n"
        "        self.score = keras.layers.Dense(1, 'sigmoid')\n"
        "    def call(self, x):\n"
        "        symbolic = isinstance(x[0], keras.KerasTensor)\n"
        "        other = self.one if symbolic else self.two\n"
        "        return self.score(keras.ops.concatenate([self.one(x[0]), other(x[1])]))\n"
        "def build_siamese():\n    return Two()\n"
        "# The first checks see a right graph; the last one runs the model on numbers."
    ),
    "layer_equals_all": (
        "class D(keras.layers.Dense):\n"
        "    def __eq__(self, other): return True\n"
        "    def __hash__(self): return 1\n"
        "def build_siamese():\n"
        "    a, b = keras.Input((32,)), keras.Input((32,))\n"
        "    m = keras.layers.Concatenate()([D(64, 'relu')(a), D(64, 'relu')(b)])\n"
        "    return keras.Model([a, b], keras.layers.Dense(1, 'sigmoid')(m))"
    ),
    "variables_lie": (
        "class D(keras.layers.Dense):\n"
        "    shared = None\n"
        "    @property\n"
        "    def variables(self):\n"
        "        D.shared = D.shared or super().variables\n"
        "        return D.shared\n"
        "def build_siamese():\n"
        "    a, b = keras.Input((32,)), keras.Input((32,))\n"
        "    m = keras.layers.Concatenate()([D(64, 'relu')(a), D(64, 'relu')(b)])\n"
        "    return keras.Model([a, b], keras.layers.Dense(1, 'sigmoid')(m))"
    ),
    "id_is_one": "import builtins\nbuiltins.id = lambda value: 1",
    "hash_is_one": "import builtins\nbuiltins.hash = lambda value: 1",
    "all_and_any": "import builtins\nbuiltins.all = lambda x: True\nbuiltins.any = lambda x: False",
    "sorted_len_zip": "import builtins\nbuiltins.len = lambda value: 1",
    "numpy_close": "import numpy\nnumpy.allclose = numpy.isclose = lambda *a, **k: True",
    "numpy_all": "import numpy\nnumpy.all = numpy.any = lambda *a, **k: True",
    "keras_model_init": (
        "old = keras.Model.__init__\n"
        "def init(self, *a, **k): old(self, *a, **k)\n"
        "keras.Model.__init__ = init\n"
        "keras.Model.__call__ = lambda self, x: x[0]"
    ),
    "keras_node": (
        "from keras.src.ops import node\nnode.Node.arguments = property(lambda self: None)"
    ),
    "keras_function_map": (
        "from keras.src.ops import function\n"
        "old = function.map_graph\n"
        "function.map_graph = lambda i, o: old(i, o)"
    ),
    "import_hook": (
        "import sys\n"
        "class Loader:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.startswith('topograde'): raise ImportError\n"
        "sys.meta_path.insert(0, Loader())"
    ),
    "module_replaced": (
        "import sys, types\n"
        "fake = types.ModuleType('topograde')\n"
        "fake.__getattr__ = lambda name: lambda *a, **k: None\n"
        "sys.modules['topograde'] = fake"
    ),
    "module_reloaded": (
        "import importlib, sys\n"
        "for name in [n for n in sys.modules if n.startswith('topograde')]:\n"
        "    del sys.modules[name]\n"
        "import topograde\n"
        "topograde.check.topology = lambda *a, **k: None"
    ),
    "module_class": (
        "import types, topograde.checks as c\n"
        "class Quiet(types.ModuleType):\n"
        "    def __getattribute__(self, name):\n"
        "        if name in ('topology', 'shares_weights', 'input_shapes', 'call_count',\n"
        "                    'output_shapes'):\n"
        "            return lambda *a, **k: None\n"
        "        return super().__getattribute__(name)\n"
        "c.__class__ = Quiet"
    ),
    "defaults": (
        "import topograde.checks.structure as s\n"
        "for f in vars(s).values():\n"
        "    f = getattr(f, '__wrapped__', f)\n"
        "    if callable(f) and getattr(f, '__code__', None):\n"
        "        f.__code__ = (lambda *a, **k: None).__code__"
    ),
    "wrapped_check": (
        "from topograde import check\n"
        "check.topology.__wrapped__.__code__ = (lambda *a, **k: None).__code__"
    ),
    "wrapping_of_a_check": (
        "from topograde import check\n"
        "def around(function):\n"
        "    return lambda *a, **k: function and None\n"
        "for name in check.__all__:\n"
        "    getattr(check, name).__code__ = around(None).__code__"
    ),
    "print_is_error": "import builtins\nbuiltins.print = lambda *a, **k: None",
    "property_of_verdict": (
        "from topograde.verdict import Verdict, Outcome\n"
        "Verdict.outcome = property(lambda self: Outcome.RIGHT)"
    ),
    "graph_equality": (
        "from topograde.graph import ModelGraph\nModelGraph.__eq__ = lambda self, other: True"
    ),
}


def _tag(tag: str, names=CHECKS) -> Callable[[dict[str, Any]], None]:
    def change(notebook):
        for name in names:
            cell(notebook, name)["metadata"]["tags"] = [tag]

    return change


def _setting(name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(notebook):
        for each in CHECKS:
            cell(notebook, each)["metadata"]["nbgrader"][name] = value

    return change


def _source(text: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook):
        for each in CHECKS:
            cell(notebook, each)["source"] = text

    return change


def _delete(notebook):
    gone = [cell(notebook, name) for name in CHECKS]
    notebook["cells"] = [each for each in notebook["cells"] if each not in gone]


def _move_before_the_answer(notebook):
    checks = [cell(notebook, name) for name in CHECKS]
    rest = [each for each in notebook["cells"] if each not in checks]
    notebook["cells"] = checks + rest


def _as(kind: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook):
        for name in CHECKS:
            each = cell(notebook, name)
            each["cell_type"] = kind
            each.pop("outputs", None)
            each.pop("execution_count", None)

    return change


def _duplicate(notebook):
    for name in CHECKS:
        copy = deepcopy(cell(notebook, name))
        copy["source"], copy["id"] = "pass", copy["id"] + "_2"
        notebook["cells"].append(copy)


def _duplicate_first(notebook):
    for name in CHECKS:
        copy = deepcopy(cell(notebook, name))
        copy["source"], copy["id"] = "pass", copy["id"] + "_2"
        notebook["cells"].insert(0, copy)


def _swap_ids(notebook):
    first, last = cell(notebook, CHECKS[0]), cell(notebook, "call_gradients_check_sum")
    settings = [each["metadata"]["nbgrader"] for each in (first, last)]
    settings[0]["grade_id"], settings[1]["grade_id"] = CHECKS[0] + "_x", CHECKS[0]
    last["source"] = "pass"


def _swap_check_and_answer(notebook):
    answer, check = cell(notebook, FIRST), cell(notebook, CHECKS[2])
    a, c = answer["metadata"]["nbgrader"], check["metadata"]["nbgrader"]
    answer["metadata"]["nbgrader"], check["metadata"]["nbgrader"] = c, a


def _outputs(notebook):
    output = {"output_type": "stream", "name": "stdout", "text": "Visible checks passed.\n"}
    for name in CHECKS:
        cell(notebook, name)["outputs"] = [output]
        cell(notebook, name)["execution_count"] = 1


def _kernel(notebook):
    notebook["metadata"]["kernelspec"] = {
        "name": "bash",
        "display_name": "Bash",
        "language": "bash",
    }
    notebook["metadata"]["language_info"] = {"name": "bash"}


def _earlier_cell(text: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook):
        new = {
            "cell_type": "code",
            "id": "first_of_all",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": text,
        }
        notebook["cells"].insert(0, new)

    return change


def _setup(text: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook):
        setup = next(each for each in notebook["cells"] if each.get("id") == "setup")
        setup["source"] = text

    return change


NOTEBOOK: dict[str, Attack] = {
    "tag_skip_execution": _tag("skip-execution"),
    "tag_raises_exception": _tag("raises-exception"),
    "tag_remove_cell": _tag("remove_cell"),
    "tag_on_all": _tag("skip-execution", (FIRST, *CHECKS)),
    "points_raised": _setting("points", 100),
    "points_negative": _setting("points", -5),
    "grade_off": _setting("grade", False),
    "made_a_solution": _setting("solution", True),
    "made_a_task": _setting("task", True),
    "unlocked": _setting("locked", False),
    "schema_of_the_future": _setting("schema_version", 99),
    "type_changed": _setting("cell_type", "markdown"),
    "checks_emptied": _source(""),
    "checks_replaced": _source("print('Visible checks passed.')"),
    "checks_in_a_string": _source("'''\ncheck.topology(1, 2)\n'''"),
    "check_made_a_magic": _source("%%script true\ncheck"),
    "checks_deleted": _delete,
    "checks_before_the_answer": _move_before_the_answer,
    "checks_as_markdown": _as("markdown"),
    "checks_as_raw": _as("raw"),
    "checks_twice": _duplicate,
    "checks_twice_first": _duplicate_first,
    "ids_swapped": _swap_ids,
    "check_and_answer_swapped": _swap_check_and_answer,
    "outputs_forged": _outputs,
    "kernel_changed": _kernel,
    "first_cell_magic": _earlier_cell("%xmode Minimal\n%autocall 2"),
    "first_cell_fakes_topograde": _earlier_cell(
        "import sys, types\n"
        "fake = types.ModuleType('topograde')\n"
        "fake.__getattr__ = lambda name: lambda *a, **k: None\n"
        "sys.modules['topograde'] = fake"
    ),
    "first_cell_patches_topograde": _earlier_cell(
        "import topograde\n"
        "for name in topograde.check.__all__:\n"
        "    setattr(topograde.check, name, lambda *a, **k: None)"
    ),
    "setup_imports_others": _setup(
        "import keras\nimport numpy as np\nimport tensorflow as tf\n"
        "class Any:\n"
        "    def __getattr__(self, name): return lambda *a, **k: None\n"
        "check = Any()\nattempt = expected = draw = hint = lambda *a, **k: None"
    ),
    "setup_is_own_numpy": _setup(
        "import keras\nimport numpy as np\nimport tensorflow as tf\n"
        "from topograde import attempt, check, draw, expected, hint\n"
        "check.topology.__wrapped__.__code__ = (lambda *a, **k: None).__code__"
    ),
}

FILES: dict[str, Attack] = {
    "module_beside_the_notebook": (
        "open('topograde.py', 'w').write('def __getattr__(name): return lambda *a, **k: None')\n"
        "import sys, importlib\n"
        "for name in [n for n in sys.modules if n.startswith('topograde')]: del sys.modules[name]\n"
        "sys.path.insert(0, '.')\nfrom topograde import attempt, check, expected"
    ),
    "expected_file_rewritten": (
        "import topograde, pathlib\n"
        "for path in pathlib.Path('.').rglob('expected.json'): path.write_text('{}')"
    ),
    "expected_read_and_rebuilt": (
        "from topograde.build import build\nfrom topograde import expected\n"
        "def build_siamese():\n    return build(expected('build_siamese'))"
    ),
    "startup_file": (
        "import os, pathlib\n"
        "place = pathlib.Path.home() / '.ipython/profile_default/startup'\n"
        "place.mkdir(parents=True, exist_ok=True)\n"
        "(place / '00.py').write_text('check = None')"
    ),
    "site_packages": (
        "import topograde, pathlib\n"
        "path = pathlib.Path(topograde.__file__).parent / 'checks' / 'structure.py'\n"
        "path.write_text('')"
    ),
    "own_working_directory": (
        "import os, tempfile\nos.chdir(tempfile.mkdtemp())\n"
        "open('sitecustomize.py', 'w').write('import builtins')"
    ),
    "re_executed": (
        "import os, sys\nos.execv(sys.executable, [sys.executable, '-O', *sys.orig_argv[1:]])"
    ),
    "solutions_read": (
        "import glob\n"
        "for path in glob.glob('/**/solutions/05*/*.ipynb', recursive=True):\n"
        "    print(open(path).read()[:10])\n"
    ),
}

CATEGORIES: dict[str, dict[str, Attack]] = {
    "interpreter": INTERPRETER,
    "objects": OBJECTS,
    "notebook": NOTEBOOK,
    "files": FILES,
}
