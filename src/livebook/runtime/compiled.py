"""Compile what runs in the page, with Pyodide itself in Node.js.

Most of a start would be Python that compiles its modules and Keras. Compiled files are larger than
sources, so Python's own modules are split: those that Python needs before it can unpack anything
stay in its zip file, the others go with the packages into one archive, compressed as a whole.
"""

import io
import py_compile
import shutil
import subprocess
import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

STDLIB = "python_stdlib.zip"
SOURCES = "course.zip"
PACKED = "course.zip.zst"
WITHOUT_DOCSTRINGS = 2  # the level that Python calls -OO


class Unavailable(Exception):
    """Nothing can be compiled; the message says what was missing."""


def compile_in(cache):
    """Compile `course.zip` and Python's modules in the folder `cache`; return the new files.

    Raises:
        Unavailable: without Node.js, or when it fails. The sources do, too, and start later.
    """
    node = shutil.which("node")
    if node is None:
        raise Unavailable("there is no node")
    made = Path(cache) / "compiled"
    made.mkdir(exist_ok=True)
    here = Path(__file__)
    try:
        subprocess.run(
            [node, here.with_name("compile.mjs"), Path(cache).resolve(), made.resolve(), here],
            check=True,
            capture_output=True,
            text=True,
            timeout=600,
        )
    except subprocess.CalledProcessError as error:
        # Node.js quotes the line of the program, which is a megabyte long here.
        lines = [line for line in error.stderr.splitlines() if "Error" in line[:100]]
        raise Unavailable(f"node: {lines[-1] if lines else error}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"node: {error}") from error
    return [made / STDLIB, made / PACKED]


def pack(stdlib, place, loaded):
    """Write STDLIB and PACKED anew, from STDLIB and SOURCES in the current folder, inside Pyodide.

    Args:
        stdlib: the path of STDLIB in Pyodide.
        place: the folder that PACKED is for, the one with `site-packages`.
        loaded: names of the modules that Python needs before PACKED is there.
    """
    from compression import zstd  # Python 3.14

    early, late = split(_files(STDLIB), loaded)
    first = [_compiled(*file, stdlib, WITHOUT_DOCSTRINGS) for file in early]
    rest = [_compiled(*file, place, WITHOUT_DOCSTRINGS) for file in late]
    rest += [_compiled(*file, place) for file in _files(SOURCES)]
    Path(STDLIB).write_bytes(_zipped(first, ZIP_DEFLATED))
    # Like next to like, which compresses best.
    rest.sort(key=lambda file: (Path(file[0]).suffix, file[0]))
    options = {zstd.CompressionParameter.compression_level: 19}
    options[zstd.CompressionParameter.window_log] = 25
    Path(PACKED).write_bytes(zstd.compress(_zipped(rest, ZIP_STORED), options=options))


def split(files, loaded):
    """Divide files into those of the modules that are loaded, and the others.

    A package stays together: Python looks for its modules where it found the first.

    >>> files = [("os.py", b""), ("json/__init__.py", b""), ("json/tool.py", b""), ("cmd.py", b"")]
    >>> early, late = split(files, ["os", "json.decoder"])
    >>> [name for name, _ in early], [name for name, _ in late]
    (['os.py', 'json/__init__.py', 'json/tool.py'], ['cmd.py'])
    """
    first = {name.partition(".")[0] for name in loaded}
    early, late = [], []
    for name, data in files:
        is_first = name.partition("/")[0].removesuffix(".py") in first
        (early if is_first else late).append((name, data))
    return early, late


def _files(archive):
    with ZipFile(archive) as packed:
        return [(n, packed.read(n)) for n in packed.namelist() if not n.endswith("/")]


def _compiled(name, data, root, optimize=0):
    if not name.endswith(".py"):
        return name, data
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source.py"), Path(folder, "target.pyc")
        source.write_bytes(data)
        py_compile.compile(
            str(source),
            str(target),
            f"{root}/{name}",  # what tracebacks show
            doraise=True,
            optimize=optimize,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        return f"{name}c", target.read_bytes()


def _zipped(files, how):
    out = io.BytesIO()
    with ZipFile(out, "w", how, compresslevel=9) as packed:
        for name, data in files:
            packed.writestr(ZipInfo(name), data, how)
    return out.getvalue()
