"""The stand-ins do what they stand in for: Keras' own tests say so, on the archive of the page."""

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

import pytest

from livebook.runtime import assemble

STANDINS = Path(assemble.__file__).parent / "standins"
KERAS = Path(distribution("keras").locate_file("keras/src"))
TESTS = ["tree", "layers/convolutional", "layers/pooling", "saving/saving_lib_test.py"]
# Not claimed: files that are HDF5 (legacy, in shards, hostile), and remote places.
OUTSIDE = (
    "h5_format endpoint_h5 sharded_h5 shape_bomb remote_working_dir remove_weights_only "
    "missing_nested_containers"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Unpack what the page loads, put Keras' tests into it, and hide TensorFlow."""
    folder = tmp_path_factory.mktemp("site")
    with ZipFile(folder / "none.whl", "w"):
        pass  # this machine's NumPy does
    assemble.course(folder / "course.zip", folder / "none.whl")
    with ZipFile(folder / "course.zip") as packed:
        packed.extractall(folder)
    folder /= "site-packages"
    for name in TESTS:
        for test in [KERAS / name] if name.endswith(".py") else (KERAS / name).glob("*_test.py"):
            copy = folder / "keras" / "src" / test.relative_to(KERAS)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(test, copy)
    shutil.copytree(distribution("absl-py").locate_file("absl/testing"), folder / "absl/testing")
    hidden = 'raise ModuleNotFoundError("not in the page", name="tensorflow")\n'
    (folder / "tensorflow.py").write_text(hidden, encoding="utf-8")
    return folder


def run(site, *arguments):
    environment = os.environ | {"PYTHONPATH": str(site), "KERAS_BACKEND": "numpy"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True)


def test_kerass_own_tests_pass(site):
    without = " and ".join(f"not {name}" for name in OUTSIDE.split())
    options = [
        "-q",
        "-p",
        "no:cacheprovider",
        "-W",
        "ignore",
        "-m",
        "not requires_trainable_backend",
    ]
    ran = run(site, "-m", "pytest", *options, "-k", without, "keras/src")
    assert ran.returncode == 0, ran.stdout[-2000:]
    assert int(re.search(r"(\d+) passed", ran.stdout)[1]) > 400


def test_their_examples_are_right(site):
    own = sorted({path.relative_to(STANDINS).parts[0] for path in STANDINS.glob("*")} - {"keras"})
    ran = run(site, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--doctest-modules", *own)
    assert ran.returncode == 0, ran.stdout[-2000:]
    assert int(re.search(r"(\d+) passed", ran.stdout)[1]) >= 9


PROGRAM = """
import keras, optree, jax, scipy, h5py, livebook_page
here = [m.__file__ for m in (keras, optree, jax, scipy, h5py)]
exercise = {"name": "two", "setup": "from topograde import attempt, check", "expected": "{}",
            "checks": ["check.number(attempt(two), 2, 'two')"]}
print(keras.backend.backend(), livebook_page.check(exercise, "def two(): return 2")["outcome"])
print(*here, sep="\\n")
"""


def test_the_page_runs_on_the_archive_alone(site):
    said = run(site, "-c", PROGRAM).stdout.split()
    assert said[:2] == ["numpy", "right"]
    assert all(Path(name).is_relative_to(site) for name in said[2:])
