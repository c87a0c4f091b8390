"""Put together what a page loads to run Keras: `python -m livebook.runtime.assemble CACHE OUT`.

OUT gets one folder, named by a hash of what is in it, so that browsers may keep its files for ever,
and `runtime.json`, which names the folder, its files and their sizes. Python packages come from
this environment, where requirements.txt pins them, and go with NumPy into one archive, compiled
where that can be done.
"""

import gzip
import hashlib
import json
import shutil
import sys
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from . import compiled, editor, pyodide

HERE = Path(__file__).parent
# Installed packages that run in the page, each with the parts that are left out.
PACKAGES = {
    "keras": (
        "_tf_keras/",
        *(f"src/backend/{name}/" for name in ("jax", "openvino", "tensorflow", "torch")),
    ),
    "absl-py": ("testing/",),
    "namex": (),
    "networkx": (),
    "packaging": (),
    "rich": (),
}
NUMPY_LEFT_OUT = ("f2py/",)

EDITOR = "editor.js"
# Keras' NumPy backend traces a layer on numbers that nobody has set: as indices they are wrong.
REPAIRS = {"keras/src/backend/numpy/core.py": (b"np.empty(", b"np.zeros(")}


def assemble(cache, out):
    """Write the runtime to the folder `out`; downloads are kept in `cache`.

    Raises:
        pyodide.Unavailable: if Pyodide cannot be had; `out` is then left as it was.
    """
    cache, out = Path(cache), Path(out)
    pyodide.fetch(cache)
    course(cache / compiled.SOURCES, cache / pyodide.NUMPY)
    files = [cache / name for name in pyodide.STARTS]
    files += _compile(cache)
    more = _bundle_editor(cache)
    digest = hashlib.sha256()
    for path in files + more:
        digest.update(path.read_bytes())
    shutil.rmtree(out, ignore_errors=True)
    folder = out / digest.hexdigest()[:16]
    folder.mkdir(parents=True)
    for path in files + more:
        shutil.copyfile(path, folder / path.name)
    about = {
        "folder": folder.name,
        "files": {path.name: path.stat().st_size for path in files},
        "download": sum(_packed(path) for path in files),
        "packages": files[-1].name,
        "editor": more[0].name if more else None,
    }
    (out / "runtime.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    return about


def _compile(cache):
    """Return Python's modules and the packages, as sources where they cannot be compiled."""
    try:
        return compiled.compile_in(cache)
    except compiled.Unavailable as problem:
        print(f"book: exercises whose first check takes longer, because {problem}")
        return [cache / compiled.STDLIB, cache / compiled.SOURCES]


def _bundle_editor(cache):
    """Return the editor's files: none where it cannot be had."""
    try:
        editor.bundle(cache, cache / EDITOR)
    except editor.Unavailable as problem:
        print(f"book: exercises with a plain text area, because {problem}")
        return []
    return [cache / EDITOR]


def course(archive, numpy):
    """Pack Keras, what it needs, topograde, and the stand-ins for what cannot be had.

    Names are those below Python's folder of modules: `site-packages/keras/__init__.py`.
    """
    files = {name: source.read_bytes() for name, source in _sources().items()}
    for name, repair in REPAIRS.items():
        files[name] = _repaired(files[name], *repair)
    with ZipFile(numpy) as wheel:
        wanted = [name for name in wheel.namelist() if _is_wanted(name, NUMPY_LEFT_OUT)]
        files |= {name: wheel.read(name) for name in wanted}
    with ZipFile(archive, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for name, data in sorted(files.items()):
            # A fixed date: the same files give the same archive, byte for byte.
            packed.writestr(ZipInfo(f"site-packages/{name}"), data, ZIP_DEFLATED)


def _repaired(data, wrong, right):
    if data.count(wrong) != 1:
        raise ValueError(f"{wrong!r} is there {data.count(wrong)} times: look at the repair again.")
    return data.replace(wrong, right)


def _sources():
    """Return every file of the archive by its name there."""
    found = {}
    for package, left_out in PACKAGES.items():
        for file in distribution(package).files:
            if _is_wanted(file.as_posix(), left_out):
                found[file.as_posix()] = Path(file.locate())
    topograde = HERE.parent.parent / "topograde"
    for folder, inside in ((HERE / "standins", ""), (topograde, "topograde/")):
        for path in sorted(folder.rglob("*")):
            name = inside + path.relative_to(folder).as_posix()
            if path.is_file() and _is_wanted(name, ()):
                found[name] = path
    found["livebook_page.py"] = HERE / "page.py"
    return found


def _is_wanted(name, left_out):
    _, _, inside = name.partition("/")
    hidden = name.startswith("..") or "__pycache__" in name or "/tests/" in name
    # Nothing is trained in the page, and nothing is built there: no data set, no header.
    useless = (".dist-info/" in name) or name.endswith(("_test.py", ".npz", ".pyi", ".h", "/"))
    kept = "LICENSE" in name or not useless
    return kept and not hidden and not inside.startswith(left_out)


def _packed(path):
    """Return the size of a file on the wire: servers compress what is not compressed yet."""
    data = path.read_bytes()
    return len(data) if path.suffix in (".zip", ".zst") else len(gzip.compress(data))


if __name__ == "__main__":
    try:
        made = assemble(*sys.argv[1:])
    except pyodide.Unavailable as problem:
        print(f"book: without exercises in the page, because Pyodide is not to be had: {problem}")
    else:
        print(f"book: Keras for the page, {made['download'] / 1e6:.1f} MB to download")
