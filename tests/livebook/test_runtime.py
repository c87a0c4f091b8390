"""Pyodide is fetched piece by piece, and nothing with a wrong hash is used."""

import functools
import http.server
import io
import json
import shutil
import threading
from zipfile import ZipFile

import pytest

from livebook.runtime import assemble, compiled, editor, pyodide


class RangeHandler(http.server.SimpleHTTPRequestHandler):
    """A server that answers range requests, as those of package indexes do."""

    def do_GET(self):
        first, last = self.headers["Range"].removeprefix("bytes=").split("-")
        data = self.read()[int(first) : int(last) + 1]
        self.send_response(206)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def read(self):
        with open(self.translate_path(self.path), "rb") as file:
            return file.read()

    def log_message(self, *arguments):
        """Print nothing."""


@pytest.fixture
def wheel(tmp_path):
    """Serve a wheel with two files in Pyodide's folder; return its address."""
    with ZipFile(tmp_path / "box.whl", "w") as box:
        box.writestr(f"{pyodide.FOLDER}one", b"1" * 3_000_000)
        box.writestr(f"{pyodide.FOLDER}two", b"2")
    handler = functools.partial(RangeHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/box.whl"
        server.shutdown()


def test_files_are_taken_out_of_a_wheel_on_a_server(wheel, tmp_path):
    with ZipFile(io.BufferedReader(pyodide.Remote(wheel))) as box:
        pyodide._take(box, tmp_path, ["one", "two"])
    assert (tmp_path / "one").read_bytes() == b"1" * 3_000_000
    assert (tmp_path / "two").read_bytes() == b"2"


def sources(monkeypatch, *functions):
    for name, function in zip(("_by_ranges", "_whole"), functions, strict=True):
        monkeypatch.setattr(pyodide, name, function)


def offline(folder, names):
    raise OSError("no network")


def test_a_file_with_a_wrong_hash_is_refused(monkeypatch, tmp_path):
    def other_files(folder, names):
        for name in names:
            (folder / name).write_bytes(b"something else")

    sources(monkeypatch, other_files, other_files)
    with pytest.raises(pyodide.Unavailable, match=r"no right pyodide\.mjs"):
        pyodide.fetch(tmp_path)
    assert not (tmp_path / "pyodide-lock.json").exists()


def test_the_next_source_is_asked_for_what_is_missing(monkeypatch, tmp_path):
    right = {name: name.encode() for name in pyodide.FILES}
    hashes = {name: pyodide.hashlib.sha256(data).hexdigest() for name, data in right.items()}
    monkeypatch.setattr(pyodide, "FILES", hashes)
    (tmp_path / "pyodide.mjs").write_bytes(right["pyodide.mjs"])
    asked = []

    def whole(folder, names):
        asked.extend(names)
        for name in names:
            (folder / name).write_bytes(right[name])

    sources(monkeypatch, offline, whole)
    pyodide.fetch(tmp_path)
    assert asked == [name for name in right if name != "pyodide.mjs"]
    assert json.loads((tmp_path / "pyodide-lock.json").read_text())["info"]["version"]


def test_without_a_source_the_reasons_are_told(monkeypatch, tmp_path):
    sources(monkeypatch, offline, offline)
    with pytest.raises(pyodide.Unavailable, match="no network"):
        assemble.assemble(tmp_path / "cache", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_same_files_give_the_same_archive(tmp_path):
    kept, useless = ["numpy/__init__.py", "numpy/a.so"], ["numpy/a.pyi", "numpy/f2py/__init__.py"]
    with ZipFile(tmp_path / "numpy.whl", "w") as wheel:
        for name in kept + useless:
            wheel.writestr(name, "")
    for name in ("a.zip", "b.zip"):
        assemble.course(tmp_path / name, tmp_path / "numpy.whl")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    names = [n.removeprefix("site-packages/") for n in ZipFile(tmp_path / "a.zip").namelist()]
    wanted = ["keras/__init__.py", "topograde/__init__.py", "optree/__init__.py", *kept]
    assert set(wanted) <= set(names)
    assert not set(useless) & set(names)
    assert not [n for n in names if "tensorflow" in n.split("/") or n.endswith("_test.py")]


def test_a_repair_that_no_longer_fits_is_noticed():
    assert assemble._repaired(b"x = np.empty(2)", b"np.empty(", b"np.zeros(") == b"x = np.zeros(2)"
    with pytest.raises(ValueError, match="0 times"):
        assemble._repaired(b"x = 2", b"np.empty(", b"np.zeros(")


def test_without_node_the_page_gets_sources_and_that_is_said(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", "")
    names = [path.name for path in assemble._compile(tmp_path)]
    assert names == ["python_stdlib.zip", "course.zip"]
    assert "takes longer, because there is no node" in capsys.readouterr().out


def test_a_compiled_module_runs_and_names_its_source(monkeypatch, tmp_path):
    name, data = compiled._compiled(
        "broken.py", b"def f():\n    'kept'\n    1 / 0\n", "/lib/python3.14"
    )
    (tmp_path / name).write_bytes(data)
    monkeypatch.syspath_prepend(tmp_path)
    import broken

    assert broken.f.__doc__ == "kept"
    with pytest.raises(ZeroDivisionError) as caught:
        broken.f()
    assert str(caught.traceback[-1].path) == "/lib/python3.14/broken.py"
    assert compiled._compiled("data.txt", b"1", "/lib") == ("data.txt", b"1")


def test_without_npm_there_is_no_editor_and_that_is_said(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", "")
    assert assemble._bundle_editor(tmp_path) == []
    assert "a plain text area, because there is no npm" in capsys.readouterr().out


def test_a_package_with_a_wrong_hash_is_refused(monkeypatch, tmp_path):
    if shutil.which("npm") is None:
        pytest.skip("there is no npm")
    shutil.copytree(editor.SOURCE, tmp_path / "source")
    lock = tmp_path / "source" / "package-lock.json"
    lock.write_text(lock.read_text("utf-8").replace("sha512-", "sha512-AAAA"), encoding="utf-8")
    monkeypatch.setattr(editor, "SOURCE", tmp_path / "source")
    with pytest.raises(editor.Unavailable, match="npm"):
        editor.bundle(tmp_path, tmp_path / "editor.js")
    assert not (tmp_path / "editor.js").exists()
