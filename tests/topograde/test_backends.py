"""The written pairs get the same verdicts on every backend that is installed."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TABLES = Path(__file__).parent.parent.parent / "benchmarks" / "tables.py"
# Keras' NumPy backend borrows from JAX.
NEEDS = {"jax": ["jax"], "torch": ["torch"], "numpy": ["jax", "scipy"]}
# What a backend leaves to a person: both cannot be traced, or have no graph to compare with.
OPEN = {"subclass_that_encodes_one_batch", "another_function_mapped"}
# NumPy has no gradients, so a function of the learner's own may hide a stopped one.
OPEN_WITHOUT_GRADIENTS = {
    "lambda_and_operation",
    "gradient_stopped_inside_a_lambda",
    "gradient_stopped_in_a_layer",
}


@pytest.mark.parametrize("backend", NEEDS)
def test_verdicts_do_not_depend_on_the_backend(backend):
    for module in NEEDS[backend]:
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed")
    environment = os.environ | {"KERAS_BACKEND": backend}
    command = [sys.executable, str(TABLES)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["backend"] == backend
    left = OPEN | (OPEN_WITHOUT_GRADIENTS if backend == "numpy" else set())
    assert found["names"] == dict.fromkeys(found["names"], "cannot tell")
    assert set(found["names"]) <= left
