"""The programs of chapter 13 print what the book says they print.

They need PyTorch and JAX, which the course does not: `make frameworks` runs this file in an
environment that has them.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "chapters" / "13_other_frameworks"
PROGRAMS = {  # what is recorded: the program, the backend of Keras
    "siamese_torch": ("siamese_torch", "torch"),
    "shared_torch": ("shared_torch", "torch"),
    "siamese_jax": ("siamese_jax", "jax"),
    "backends_torch": ("backends", "torch"),
    "backends_jax": ("backends", "jax"),
}


def test_every_recorded_output_has_its_program():
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(PROGRAMS)


@pytest.mark.parametrize("recorded", PROGRAMS)
def test_a_program_prints_what_the_book_says(recorded):
    program, backend = PROGRAMS[recorded]
    if importlib.util.find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed; `make frameworks` runs this test")
    command = [sys.executable, f"{program}.py"]
    environment = os.environ | {"KERAS_BACKEND": backend, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=FOLDER, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == (FOLDER / f"{recorded}.txt").read_text()


def cells_of_assignment() -> dict[str, str]:
    source = Path(__file__).parents[2] / "solutions" / FOLDER.name / f"{FOLDER.name}.ipynb"
    return {cell["id"]: "".join(cell["source"]) for cell in json.loads(source.read_text())["cells"]}


def test_the_numbers_that_the_assignment_asks_for_are_pytorchs_and_jaxs():
    torch, jax = pytest.importorskip("torch"), pytest.importorskip("jax")
    cells, names = cells_of_assignment(), {"torch": torch, "jnp": jax.numpy}
    for program in re.findall(r"```python\n(.*?)```", cells["predict_counts_task"], re.DOTALL)[:2]:
        exec(program, names)
    exec(cells["predict_counts"], names)
    net, params = names["net"], names["params"]
    assert names["predict_counts"]() == (
        len(list(net.parameters())),
        len(net.state_dict()),
        len(jax.tree.leaves(params)),
    )


def test_the_function_of_the_assignment_finds_what_a_pytorch_module_shares():
    torch, names = pytest.importorskip("torch"), {}
    exec(cells_of_assignment()["shared_names"], names)
    net = torch.nn.Sequential(torch.nn.Linear(3, 3), torch.nn.ReLU())
    net.append(net[0])
    named = list(net.named_parameters(remove_duplicate=False))
    assert names["shared_names"](named) == [["0.weight", "2.weight"], ["0.bias", "2.bias"]]
