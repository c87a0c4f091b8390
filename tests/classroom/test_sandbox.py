"""Every promise of the sandbox, and submissions that try to break it in a class that is graded.

Each of them is followed in the alphabet by a submission that must get its points nevertheless.
"""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from weakref import WeakSet

import psutil
import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.provisioning import KernelProvisionerFactory
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from classroom import ClassroomError, ClassRoot, Course, Standing, Status, enclosure, grade, seccomp
from classroom.config import configure
from classroom.enclosure import SandboxError, explained, require_sandbox, white_list
from classroom.memory import memory_in_use
from classroom.provisioner import ClassroomProvisioner
from classroom.sandbox import HOME, WORK, _copy_files
from classroom.status import load


def _no_sandbox() -> str:
    """Return why there is no sandbox here; in CI there has to be one."""
    try:
        if os.environ.get("CI") != "true":
            require_sandbox()
    except SandboxError as error:
        return str(error)
    return ""


NO_SANDBOX = _no_sandbox()
pytestmark = pytest.mark.skipif(bool(NO_SANDBOX), reason=NO_SANDBOX)
NAME = "01_toy"
OTHER = "local-provisioner"
MEMORY = 1 << 30
SECRET = "a-token-of-the-instructor"
SURVIVOR = "86421.5"

# Nothing below runs outside a sandbox, should there be none one day.
PRELUDE = """
import ctypes, errno, glob, json, os, signal, socket, subprocess, sys, time
assert socket.gethostname() == "sandbox" and os.getpid() == 1 and not os.path.exists({root!r})
libc = ctypes.CDLL(None, use_errno=True)
def tried(action, *arguments):
    try:
        result = action(*arguments)
    except BaseException as error:
        return errno.errorcode.get(getattr(error, "errno", None), type(error).__name__)
    return "DONE"
def called(number, *arguments):
    failed = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments)) == -1
    return errno.errorcode[ctypes.get_errno()] if failed else "DONE"
def connected(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as s:
        s.settimeout(2)
        s.connect(address)
"""
GREET = "\ndef greet(x):\n    return f'Hello {x}'\n"

# What a cell does, and what it prints.
ATTEMPTS = {
    "read_gradebook": ("print(tried(open, {root!r} + '/gradebook.db'))", "ENOENT"),
    "read_solutions": (
        "print(tried(open, {course!r} + '/solutions/01_toy/01_toy.ipynb'))",
        "ENOENT",
    ),
    "read_a_classmate": ("print(tried(os.listdir, {root!r} + '/submitted'))", "ENOENT"),
    "search_everything": (
        "found = [os.path.join(f, n) for f, _, files in os.walk('/') for n in files]\n"
        "print([p for p in found if '01_toy' in p or p.endswith('gradebook.db')"
        " and not p.startswith(sys.prefix)])",  # nbgrader's package has one, as an example
        "[]",
    ),
    "read_hidden_tests": (
        "texts = [open(p, errors='replace').read() for p in glob.glob('**/*', recursive=True)]\n"
        "print(os.getcwd(), os.listdir('.'), any('HIDDEN' in t for t in texts))",
        f"{WORK} ['data.txt'] False",
    ),
    "read_secrets": (
        "seen = [json.dumps(dict(os.environ))]\n"
        "seen += [open(f, errors='replace').read() for f in glob.glob('/proc/[0-9]*/environ')]\n"
        f"print(len(seen) > 1, any({SECRET!r} in text for text in seen))",
        "True False",
    ),
    "read_the_account": (
        "print(tried(os.listdir, {home!r} + '/.ssh'), tried(open, '/etc/shadow'))",
        "ENOENT ENOENT",
    ),
    "write_outside": (
        "places = ['/', '/usr', '/etc', sys.prefix, json.__path__[0], '/run/sockets']\n"
        "print({{tried(open, p + '/mine.py', 'w') for p in places}} <= {{'EROFS', 'EACCES'}})",
        "True",
    ),
    "change_programs": (
        "files = [json.__file__, sys.executable, '/etc/passwd', '/run/kernel.json']\n"
        "print({{tried(open, f, 'a') for f in files}} <= {{'EROFS', 'EACCES'}},"
        " tried(os.chmod, json.__file__, 0o777))",
        "True EROFS",
    ),
    "call_out": (
        "print(tried(connected, socket.AF_INET, ('1.1.1.1', 53)),"
        " tried(socket.getaddrinfo, 'example.org', 80))",
        "ENETUNREACH gaierror",
    ),
    "call_the_host": (
        "print(tried(connected, socket.AF_INET, ('127.0.0.1', {port})),"
        " tried(connected, socket.AF_UNIX, '\\0{abstract}'),"
        " tried(connected, socket.AF_UNIX, {unix!r}), tried(socket.socket, 40))",
        "ECONNREFUSED ECONNREFUSED ENOENT EAFNOSUPPORT",
    ),
    "survive": (
        f"command = 'setsid nohup sleep {SURVIVOR} >/dev/null 2>&1 &'\n"
        "os.system(command)\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"        os.execvp('sleep', ['sleep', '{SURVIVOR}'])\n"
        "    os._exit(0)\n"
        "time.sleep(0.3)\n"
        f"print(os.popen('ps ax').read().count('sleep {SURVIVOR}'))",
        "2",
    ),
    "fork_bomb": (
        "count = 0\n"
        "try:\n"
        "    while count < 5000:\n"
        "        if os.fork() == 0:\n"
        "            time.sleep(60)\n"
        "            os._exit(0)\n"
        "        count += 1\n"
        "except OSError as error:\n"
        "    print(errno.errorcode[error.errno], count < 600)",
        "EAGAIN True",
    ),
    "fill_the_disk": (
        "def fill(path):\n"
        "    with open(path, 'wb') as file:\n"
        "        while True:\n"
        "            file.write(bytes(1 << 24))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "paths = ['big', '/tmp/big', '/dev/shm/big', '{home_inside}/big']\n"
        "print({{tried(fill, p) for p in paths}} <= {{'ENOSPC', 'EFBIG'}},"
        " sum(os.path.getsize(p) for p in paths) <= 256 << 20)",
        "True True",
    ),
    "fill_the_inodes": (
        "def many():\n"
        "    for n in range(200_000):\n"
        "        os.mkdir(f'/tmp/{{n}}')\n"
        "print(tried(many))",
        "ENOSPC",
    ),
    "hide_memory": (
        "print(tried(os.memfd_create, 'hidden'), called(29, 0, 1 << 30, 0o1600))",
        "ENOSYS ENOSYS",
    ),
    "kill_everybody": (
        "print(tried(os.kill, {owner}, 9), tried(os.kill, -1, 9), os.getppid())\n"
        "for n in range(2, 40_000):\n"
        "    tried(os.kill, n, 9)",
        "ESRCH ESRCH 0",
    ),
    "become_root": (
        "print(tried(os.setuid, 0), tried(os.setgroups, [0]), tried(os.chown, '/tmp', 0, 0))\n"
        "facts = dict(l.split(':', 1) for l in open('/proc/self/status'))\n"
        "names = ('CapEff', 'CapPrm', 'CapBnd', 'NoNewPrivs', 'Seccomp')\n"
        "print(*(facts[name].strip() for name in names))",
        f"EPERM EPERM EPERM\n{'0' * 16} {'0' * 16} {'0' * 16} 1 2",
    ),
    "make_devices": (
        "import stat\n"
        "print(tried(os.mknod, 'disk', 0o666 | stat.S_IFBLK, os.makedev(254, 0)),"
        " tried(os.mknod, 'memory', 0o666 | stat.S_IFCHR, os.makedev(1, 1)),"
        " tried(open, '/dev/mem'), tried(open, '/dev/vda'))",
        "EPERM EPERM ENOENT ENOENT",
    ),
    "mount_and_escape": (
        "libc.mount(b'none', b'/tmp', b'tmpfs', 0, None)\n"
        "print(errno.errorcode[ctypes.get_errno()], tried(os.chroot, '/tmp'),"
        " called(272, 0x10000000), called(56, 0x10000000 | 17), called(435), called(101, 16, 1))",
        "EPERM EPERM EPERM EPERM ENOSYS EPERM",
    ),
    "change_the_machine": (
        "files = ['/proc/sys/kernel/core_pattern', '/proc/sysrq-trigger']\n"
        "files += ['/proc/sys/vm/drop_caches']\n"
        "print({{tried(lambda: os.write(os.open(f, os.O_WRONLY), b'0')) for f in files}} <="
        " {{'EACCES', 'EPERM', 'EROFS', 'ENOENT'}})",
        "True",
    ),
    "forge_the_log": (
        "line = b'[AutogradeApp | ERROR] There was an error processing assignment: '\n"
        "line += b'/x/zz_last/01\\n'\n"
        "for n in range(3, 64):\n"
        "    try:\n"
        "        os.write(n, line) if os.readlink(f'/proc/self/fd/{{n}}')[0] == '/' else None\n"
        "    except OSError:\n"
        "        pass\n"
        "os.write(sys.stderr._original_stdstream_copy, line)\n"
        "print('written')",
        "written",
    ),
    "links_and_pipes": (
        "os.symlink({root!r} + '/gradebook.db', 'link')\n"
        "os.mkfifo('01_toy.ipynb')\n"
        "os.unlink('data.txt')\n"
        "os.mkfifo('data.txt')\n"
        "print(tried(open, 'link'))",
        "ENOENT",
    ),
    "honest_work": (
        "open('note', 'w').write(open('data.txt').read())\n"
        "with socket.create_server(('127.0.0.1', 0)) as s:\n"
        "    connected(socket.AF_INET, s.getsockname())\n"
        "from multiprocessing import Pool\n"
        "print(Pool(2).map(abs, [-1, -2]), open('note').read(), os.path.expanduser('~'),"
        " subprocess.run(['echo', 'hi'], capture_output=True, text=True).stdout.strip())",
        f"[1, 2] support {HOME} hi",
    ),
}
# What takes the kernel's life; the reason stands in the table of scores.
FATAL = {
    "allocate_64_gb": (
        "data = [bytearray(os.urandom(1)) * (1 << 26) for _ in range(1000)]",
        "it used more than 1 GB of memory",
    ),
    "allocate_in_many": (
        "for _ in range(20):\n"
        "    if os.fork() == 0:\n"
        "        data = bytearray(b'x') * (200 << 20)\n"
        "        time.sleep(60)\n"
        "time.sleep(60)",
        "it used more than 1 GB of memory",
    ),
    "flood": ("while True: print('x' * 100_000); time.sleep(0.001)", "it printed more than 50 MB"),
    "one_huge_output": ("print('x' * 60_000_000)", "it printed more than 50 MB"),
    "end_itself": ("os._exit(0)", "its Python process died while it ran"),
}


# After these the machine could be short of something.
HARD = ["fill_the_disk", "fill_the_inodes", "fork_bomb", "kill_everybody", "survive", *FATAL]


@pytest.fixture(scope="module")
def outside(tmp_path_factory):
    """Start what a submission might talk to on this machine."""
    path = str(tmp_path_factory.mktemp("host") / "socket")
    abstract = f"classroom-test-{os.getpid()}"
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_UNIX) as unix,
        socket.socket(socket.AF_UNIX) as hidden,
    ):
        for listener, address in ((unix, path), (hidden, f"\0{abstract}")):
            listener.bind(address)
            listener.listen()
        yield {"port": tcp.getsockname()[1], "unix": path, "abstract": abstract}


@pytest.fixture(scope="module")
def attacked(finished_course, graded_class, outside, tmp_path_factory):
    """A class with every attempt and an honest submission after each, graded once."""
    folder = tmp_path_factory.mktemp("attacked")
    shutil.copytree(finished_course.root, folder / "course")
    course = Course(folder / "course")
    course.source(NAME).with_name("data.txt").write_text("support")
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.ClassroomProvisioner.memory = {MEMORY}\n")
    students = type(graded_class[0])(course, folder / "class")
    names = {"root": str(folder / "class"), "course": str(course.root), "home": str(Path.home())}
    names |= outside | {"owner": os.getpid(), "home_inside": HOME}
    for name, (code, _) in (ATTEMPTS | FATAL).items():
        cell = PRELUDE.format(**names) + code.format(**names) + GREET
        students.hand_in(name, students.answers(greet=cell))
    for name in HARD:
        students.hand_in(f"{name}_next", students.answers())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOKEN", SECRET)
        rows = students.grade(timeout=20)
    return students.place, rows


def printed(place: ClassRoot, student: str) -> str:
    """Return what the cell of an attempt printed."""
    notebook = json.loads((place.autograded(student) / f"{NAME}.ipynb").read_text())
    (cell,) = [cell for cell in notebook["cells"] if cell["id"] == "greet"]
    texts = [o.get("text") or f"{o.get('ename')}: {o.get('evalue')}" for o in cell["outputs"]]
    return "".join("".join(text) for text in texts).strip()


@pytest.mark.parametrize("name", ATTEMPTS)
def test_an_attempt_comes_to_nothing(attacked, name):
    place, rows = attacked
    assert printed(place, name) == ATTEMPTS[name][1]
    assert (rows[name]["score"], rows[name]["status"]) == ("20", "needs review")
    assert rows[name]["reason"].startswith("cell greet uses ctypes, ")


@pytest.mark.parametrize("name", FATAL)
def test_what_cannot_be_borne_ends_the_submission_and_says_why(attacked, name):
    row = attacked[1][name]
    assert (row["score"], row["status"]) == ("", "ungradable")
    assert row["reason"].startswith(FATAL[name][1])


@pytest.mark.parametrize("name", HARD)
def test_the_next_student_gets_every_point(attacked, name):
    row = attacked[1][f"{name}_next"]
    assert (row["score"], row["status"], row["reason"]) == ("20", "graded", "")


def test_nothing_survives_the_grading(attacked):
    running = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    assert not [command for command in running if SURVIVOR in command]
    assert not [command for command in running if "classroom.forkserver" in command]


def test_no_folder_of_a_kernel_is_left_behind(attacked):
    assert list(Path(tempfile.gettempdir()).glob("classroom-*/kernel-*")) == []


def test_the_gradebook_has_the_students_of_the_class_and_no_others(attacked):
    place, rows = attacked
    with Gradebook(f"sqlite:///{place.gradebook}") as gradebook:
        assert sorted(student.id for student in gradebook.students) == sorted(rows)
    assert "zz_last" not in place.log.read_text()


def test_without_a_sandbox_grading_stops_in_one_line_that_says_what_to_do(
    finished_course, tmp_path, monkeypatch
):
    place = ClassRoot(tmp_path, NAME)
    place.submitted("ada").mkdir(parents=True)
    shutil.copy(finished_course.release(NAME), place.submitted("ada"))
    _break_sandbox(monkeypatch, tmp_path)
    with pytest.raises(ClassroomError, match=r"^The sandbox cannot be set up .*--no-sandbox"):
        grade.grade(finished_course, place)
    assert not place.gradebook.exists()
    monkeypatch.setenv("CLASSROOM_SANDBOX", "off")
    (row,) = grade.grade(finished_course, place)
    assert row["status"] == "graded"


def test_nbgrader_alone_stops_before_the_first_submission(finished_course, tmp_path, monkeypatch):
    shutil.copytree(finished_course.root, tmp_path / "course")
    shutil.copytree(tmp_path / "course/exercises" / NAME, tmp_path / "course/submitted/ada" / NAME)
    assert _nbgrader(tmp_path / "course", "generate_assignment").returncode == 0
    _break_sandbox(monkeypatch, tmp_path)
    done = _nbgrader(tmp_path / "course", "autograde")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("The sandbox cannot be set up")
    assert not list((tmp_path / "course/autograded").glob("*/*/*.ipynb"))


def test_nbgrader_alone_runs_submissions_in_the_sandbox(finished_course, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(finished_course.root, course)
    folder = course / "submitted/ada" / NAME
    shutil.copytree(course / "exercises" / NAME, folder)
    text = (folder / f"{NAME}.ipynb").read_text()
    where = text.replace(
        "class NotAttempted", "import os\\nprint(os.getcwd())\\nclass NotAttempted"
    )
    assert where != text
    (folder / f"{NAME}.ipynb").write_text(where)
    assert _nbgrader(course, "generate_assignment").returncode == 0
    done = _nbgrader(course, "autograde")
    assert done.returncode == 0, done.stderr
    assert f"{WORK}\\n" in (course / "autograded/ada" / NAME / f"{NAME}.ipynb").read_text()


def test_nbgrader_alone_writes_the_statuses(finished_course, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(finished_course.root, course)
    text = (course / "exercises" / NAME / f"{NAME}.ipynb").read_text()
    for student, code in {
        "ada": "pass",
        "dead": "os._exit(1)",
        "sly": "__import__('builtins').spare = print",
    }.items():
        folder = course / "submitted" / student / NAME
        folder.mkdir(parents=True)
        changed = text.replace(
            "class NotAttempted", f"import os, sys\\n{code}\\nclass NotAttempted"
        )
        (folder / f"{NAME}.ipynb").write_text(changed)
    whole = json.loads(text)
    torn = whole | {"cells": [c for c in whole["cells"] if c["id"] != "greet_check_value"]}
    for student, notebook in {"torn": torn, "other": whole | {"cells": []}}.items():
        (course / "submitted" / student / NAME).mkdir(parents=True)
        path = course / "submitted" / student / NAME / f"{NAME}.ipynb"
        path.write_text(json.dumps(notebook))
    assert _nbgrader(course, "generate_assignment").returncode == 0
    assert _nbgrader(course, "autograde").returncode != 0  # one of them has no score
    assert load(ClassRoot(course, NAME).statuses) == {
        "ada": Standing(Status.GRADED),
        "dead": Standing(Status.UNGRADABLE, "nbgrader did not finish it: its log says why"),
        "other": Standing(
            Status.UNGRADABLE,
            "no cell of this assignment is in it: is it another assignment's notebook?",
        ),
        "sly": Standing(
            Status.NEEDS_REVIEW, "cell number 2 uses __import__; while it ran, it changed builtins"
        ),
        "torn": Standing(
            Status.NEEDS_REVIEW, "the test cell greet_check_value was missing and was put back"
        ),
    }
    executed = json.loads((course / "autograded/torn" / NAME / f"{NAME}.ipynb").read_text())
    assert "greet_check_value" in [cell["id"] for cell in executed["cells"]]
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        asked = {
            s.student.id for s in gradebook.assignment_submissions(NAME) if s.needs_manual_grade
        }
    assert {"sly", "torn"} <= asked and "ada" not in asked


def test_links_pipes_and_notebooks_beside_a_notebook_are_not_copied(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "data").mkdir(parents=True)
    for name in ("data/numbers.csv", "helper.py", "01.ipynb", "data/02.ipynb", ".hidden"):
        (source / name).write_text(name)
    (source / "link").symlink_to("/etc/passwd")
    (source / "folder").symlink_to("/etc")
    os.mkfifo(source / "pipe")
    _copy_files(str(source), str(target), os.geteuid())
    found = sorted(str(path.relative_to(target)) for path in target.rglob("*"))
    assert found == ["data", "data/numbers.csv", "helper.py"]


def test_memory_that_is_shared_counts_once(tmp_path):
    pages = os.sysconf("SC_PAGE_SIZE")
    for pid, proportional in (("1", 300), ("2", 500)):
        (tmp_path / pid).mkdir()
        (tmp_path / pid / "statm").write_text("9000 1000 0 0 0 0 0")
        (tmp_path / pid / "smaps_rollup").write_text(f"Rss: 9 kB\nPss: {proportional} kB\n")
    (tmp_path / "self").mkdir()
    assert memory_in_use(2000 * pages, str(tmp_path)) == 2000 * pages
    assert memory_in_use(1999 * pages, str(tmp_path)) == 800 * 1024


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_has_no_jump_beyond_its_end(machine):
    steps = seccomp.program(machine)
    assert len(steps) < 4096  # Linux takes no longer ones
    for place, (code, if_true, if_false, _) in enumerate(steps):
        assert place + 1 + max(if_true, if_false) < len(steps) or code == 0x06
    assert steps[-1][0] == 0x06


def test_python_in_a_folder_that_must_be_hidden_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "prefix", str(Path.home()))
    with pytest.raises(SandboxError, match="which the sandbox must hide"):
        white_list([], [])


def test_the_white_list_has_packages_and_not_the_folder_they_stand_in(tmp_path, monkeypatch):
    (tmp_path / "package").mkdir()
    (tmp_path / "package/__init__.py").touch()
    (tmp_path / "solutions").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    paths = white_list([], [])
    assert str(tmp_path / "package") in paths
    assert not {str(tmp_path), str(tmp_path / "solutions")} & set(paths)


ORDINARY = """
set -e
mount --make-rprivate /
for folder in "$@"; do mkdir -p "{scratch}$folder"; mount --rbind "$folder" "{scratch}$folder"; done
mount -t tmpfs -o mode=755 none /root
for folder in "$@"; do
    mkdir -p "$folder" 2>/dev/null || true
    mount --rbind "{scratch}$folder" "$folder"
done
cd /tmp
exec setpriv --reuid=54321 --regid=54321 --clear-groups "$PYTHON" -m classroom.sandbox
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="The tests run as an ordinary user already.")
def test_an_ordinary_user_has_the_sandbox_too(tmp_path):
    # Their Python may stand in root's home: for them alone, let it be seen.
    places = {str(Path(place).resolve()) for place in (sys.base_prefix, sys.prefix)}
    places |= {str(Path(enclosure.__file__).parent.parent)}
    script = ORDINARY.format(scratch=tmp_path / "scratch")
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, "sh", *sorted(places)],
        env={"PYTHON": sys.executable, "HOME": "/tmp", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_sandbox_can_be_had_here():
    require_sandbox()


def test_the_reason_comes_with_advice():
    assert "kernel.apparmor_restrict" in explained("unshare: Operation not permitted")
    assert explained("disk full").endswith("off submissions run with all your rights.")


def test_a_kernel_that_another_provisioner_started_runs_no_submission(monkeypatch):
    monkeypatch.setattr(ClassroomProvisioner, "of_notebooks", WeakSet())
    configuration = Config()
    configure(configuration)
    notebook = new_notebook(cells=[new_code_cell("print('it runs')")])
    notebook.metadata["kernelspec"] = {"name": "python3"}
    steps = Execute(config=configuration)
    monkeypatch.setattr(KernelProvisionerFactory.instance(), "default_provisioner_name", OTHER)
    with pytest.raises(SandboxError, match="a provisioner of its own"):
        steps.preprocess(notebook, {})
    assert notebook.cells[0].outputs == []


def test_another_kind_of_kernel_is_refused(monkeypatch):
    spec = KernelSpec(argv=["julia", "kernel.jl"], language="julia")
    provisioner = ClassroomProvisioner(kernel_spec=spec, sandbox=True)
    with pytest.raises(SandboxError, match="runs Python kernels, not julia"):
        asyncio.run(provisioner.launch_kernel(spec.argv))


def _break_sandbox(monkeypatch, folder):
    # A Python that runs every process of ours with one more rule: no new namespaces.
    (folder / "broken").mkdir()
    (folder / "broken/sitecustomize.py").write_text(
        "import sys\n"
        "if 'classroom.sandbox' in sys.orig_argv or 'classroom.forkserver' in sys.orig_argv:\n"
        "    from classroom import seccomp; seccomp.install()\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(folder / "broken"))


def _nbgrader(course: Path, command: str) -> subprocess.CompletedProcess:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", command, NAME, "--force"],
        cwd=course,
        env=os.environ | {"PATH": path, "CLASSROOM_CELL_TIMEOUT": "20"},
        capture_output=True,
        text=True,
    )
