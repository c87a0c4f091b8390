"""Warm kernels behave as cold ones do, and nothing of them is left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from jupyter_client import KernelManager
from traitlets.config import Config

from classroom import warm
from classroom.warm import SERVER_VARIABLE, ForkServer, NoForkServer, WarmProcess

LONG = 60


@pytest.fixture(scope="module")
def server():
    """A fork server that has imported NumPy, and is the one that kernels are forked from."""
    with pytest.MonkeyPatch.context() as patch, ForkServer(["numpy"]) as server:
        patch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "classroom")
        patch.setenv(SERVER_VARIABLE, str(server.socket))
        server.wait()
        yield server


class Kernel:
    """A running kernel, and what its cells print."""

    def __init__(self, manager, client):
        self.manager, self.client = manager, client

    @property
    def process(self):
        return self.manager.provisioner.process

    def run(self, code: str, timeout: float = LONG) -> str:
        """Run a cell; return what it printed, and the name of the error that it ended with."""
        printed = []
        self.client.execute_interactive(
            code, timeout=timeout, output_hook=lambda message: printed.append(_text(message))
        )
        return "".join(printed)


def _text(message: dict) -> str:
    content = message["content"]
    return content.get("text") or content.get("ename") or ""


@contextmanager
def kernel(settings: dict | None = None, **arguments):
    """Start a kernel with these settings of the provisioner, and end it."""
    config = Config({"ClassroomProvisioner": settings or {}})
    manager = KernelManager(kernel_name="python3", config=config)
    # With pytest's variable ipykernel does not capture what is written below Python.
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    manager.start_kernel(**{"env": env} | arguments)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(LONG)
        yield Kernel(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def gone(pid: int) -> bool:
    """Say whether a process has ended, giving it a little time."""
    for _ in range(100):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def test_a_kernel_is_a_copy_of_the_server_with_its_imports(server):
    with kernel() as k:
        assert isinstance(k.process, WarmProcess)
        assert k.run("import sys; print('numpy' in sys.modules)") == "True\n"
        keeper = psutil.Process(k.process.pid).parent()
        assert keeper.ppid() == server._process.pid


def test_a_kernel_has_its_own_folder_and_environment(server, tmp_path):
    with kernel(cwd=str(tmp_path), env=os.environ | {"MINE": "yes"}) as k:
        assert k.run("import os; print(os.getcwd(), os.environ['MINE'])") == f"{tmp_path} yes\n"


STATE = """
import os, signal, sys, threading
print(sys.path, sys.argv[0], sys.flags, sys.orig_argv[0], __name__, os.umask(0o22), sep="\\n")
print({n: str(signal.getsignal(n)) for n in (1, 2, 3, 10, 13, 15, 17)})
named = {thread.name.split("-")[0] for thread in threading.enumerate()}
print(sorted(named))
print(os.getpid() == os.getsid(0), sorted(set(os.environ) - {"JPY_PARENT_PID"}))
"""


def test_a_kernel_finds_itself_in_the_same_state_as_a_cold_one(server):
    with kernel() as k:
        forked = k.run(STATE)
    with kernel({"warm": False}) as k:
        assert isinstance(k.process, subprocess.Popen)
        assert forked.splitlines() == k.run(STATE).splitlines()


def test_every_kernel_draws_random_numbers_of_its_own(server):
    draw = "import random, numpy; print(random.random(), numpy.random.rand())"
    drawn = []
    for _ in range(3):
        with kernel() as k:
            drawn += k.run(draw).split()
    assert len(set(drawn)) == 6


def test_output_below_python_and_of_logs_reaches_the_notebook(server):
    code = """
import logging, os, time
os.system("echo below")
logging.getLogger("a library's").warning("a warning")
time.sleep(0.5)
"""
    with kernel() as k:
        assert sorted(k.run(code).splitlines()) == ["a warning", "below"]


def test_a_running_cell_is_interrupted_with_what_it_started(server):
    with kernel() as k:
        k.run("import os")
        for code in ("while True: pass", "os.system('sleep 50'); raise KeyboardInterrupt"):
            message = k.client.execute(code, stop_on_error=False)
            time.sleep(1)
            k.manager.interrupt_kernel()
            reply = k.client.get_shell_msg(timeout=10)
            while reply["parent_header"].get("msg_id") != message:
                reply = k.client.get_shell_msg(timeout=10)
            assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert k.run("print(1 + 1)") == "2\n"


def test_a_kernel_is_restarted_and_forgets(server):
    with kernel() as k:
        k.run("kept = 1")
        before = k.process.pid
        k.manager.restart_kernel()
        k.client.wait_for_ready(LONG)
        assert k.run("print('kept' in dir())") == "False\n"
        assert k.process.pid != before and gone(before)


def test_exit_handlers_run_when_a_kernel_is_shut_down(server, tmp_path):
    with kernel(cwd=str(tmp_path)) as k:
        k.run("import atexit; atexit.register(lambda: open('farewell', 'w').close()); None")
        k.manager.shutdown_kernel()
    assert (tmp_path / "farewell").is_file()


@pytest.mark.parametrize(("code", "status"), [("os._exit(3)", 3), ("os.kill(os.getpid(), 9)", -9)])
def test_the_end_of_a_kernel_is_reported_with_its_status(server, code, status):
    with kernel() as k:
        k.client.execute(f"import os; {code}")
        assert k.process.wait(10) == status
        assert not k.manager.is_alive()


def test_a_kernel_that_ignores_every_signal_is_killed(server):
    code = "import signal\nfor n in (2, 15): signal.signal(n, signal.SIG_IGN)\nwhile True: pass"
    with kernel() as k:
        k.client.execute(code)
        time.sleep(0.5)
    assert gone(k.process.pid if k.process else -1)


def test_the_kernels_of_a_crashed_server_run_on_and_the_next_one_has_a_new_server(monkeypatch):
    monkeypatch.delenv(SERVER_VARIABLE, raising=False)
    with kernel({"preload": ["json"]}) as first:
        crashed = warm.servers._started["json",]
        crashed._process.kill()
        crashed._process.wait()
        assert first.run("print(1 + 1)") == "2\n"
        with kernel({"preload": ["json"]}) as second:
            assert isinstance(second.process, WarmProcess)
            assert second.run("print(1 + 1)") == "2\n"
    for each in (crashed, warm.servers._started.pop(("json",))):
        each.close()


@pytest.mark.parametrize("broken", ["no/such/socket", ""])
def test_without_a_server_a_kernel_is_launched_in_the_ordinary_way(server, monkeypatch, broken):
    def fail(*_):
        raise NoForkServer("There is no fork server.")

    monkeypatch.setenv(SERVER_VARIABLE, broken)
    monkeypatch.setattr(warm.Servers, "_server", fail)
    with kernel() as k:
        assert isinstance(k.process, subprocess.Popen)
        assert k.run("print(1 + 1)") == "2\n"


def test_a_kernel_specification_can_ask_for_warm_kernels(server, monkeypatch, tmp_path):
    folder = tmp_path / "kernels/warm"
    folder.mkdir(parents=True)
    spec = {
        "argv": ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Warm Python",
        "language": "python",
        "metadata": {"kernel_provisioner": {"provisioner_name": "classroom"}},
    }
    (folder / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    manager = KernelManager(kernel_name="warm")
    manager.start_kernel()
    assert isinstance(manager.provisioner.process, WarmProcess)
    manager.shutdown_kernel(now=True)


def test_a_kernel_whose_imports_would_differ_is_not_forked(server, monkeypatch):
    request = {"argv": [], "cwd": "/", "env": os.environ | {"KERAS_BACKEND": "jax"}}
    with pytest.raises(NoForkServer, match="another KERAS_BACKEND"):
        WarmProcess(server.socket, request, [0, 1, 2])


def test_nothing_survives_the_owner_not_even_when_it_is_killed():
    script = """
import json, os, time
from jupyter_client import KernelManager
from traitlets.config import Config
from traitlets.config import Config
from classroom import warm
settings = {"ClassroomProvisioner": {"preload": ["json"]}}
manager = KernelManager(kernel_name="python3", config=Config(settings))
manager.start_kernel()
(server,) = warm.servers._started.values()
print(json.dumps([manager.provisioner.pid, server._process.pid, str(server.folder)]), flush=True)
time.sleep(100)
"""
    env = os.environ | {"JUPYTER_DEFAULT_PROVISIONER_NAME": "classroom"}
    env.pop(SERVER_VARIABLE, None)
    owner = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=env
    )
    with owner:
        pid, server_pid, folder = json.loads(owner.stdout.readline())
        keeper = psutil.Process(pid).ppid()
        owner.send_signal(signal.SIGKILL)
    assert all(gone(each) for each in (pid, server_pid, keeper))
    assert not Path(folder).exists()


def test_a_module_that_cannot_be_imported_does_not_stop_the_server():
    with ForkServer(["no_such_module"]) as server:
        server.wait(LONG)
        assert server.alive


def test_many_kernels_one_after_the_other_leave_no_process_behind(server):
    for n in range(20):
        with kernel() as k:
            assert k.run(f"print({n} + 1)") == f"{n + 1}\n"
    time.sleep(0.5)
    assert psutil.Process(server._process.pid).children() == []


TRAINING = """
import keras, numpy as np
from concurrent.futures import ThreadPoolExecutor
keras.utils.set_random_seed(1)
model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16), keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(np.ones((64, 8)), np.ones((64, 1)), epochs=2, verbose=0)
ones = np.ones((300, 300))
with ThreadPoolExecutor(4) as pool:
    sums = set(pool.map(lambda n: float(np.sum(ones @ ones)), range(8)))
print("result", f"{float(keras.ops.sum(model(ones[:2, :8]))):.6f}", sums)
"""


def test_tensorflow_trains_in_a_copy_of_a_server_that_has_imported_it(server, monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "-1")
    monkeypatch.delenv(SERVER_VARIABLE)
    results = []
    for settings in ({"preload": ["keras"]}, {"preload": ["keras"]}, {"warm": False}):
        with kernel(settings) as k:
            assert isinstance(k.process, WarmProcess) == (settings != {"warm": False})
            results += [line for line in k.run(TRAINING).splitlines() if line[:6] == "result"]
    warm.servers._started.pop(("keras",)).close()
    assert len(results) == 3 and len(set(results)) == 1
    assert "27000000" in results[0]
