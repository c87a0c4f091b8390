"""Mutants of a reference answer: mistakes are made, harmless changes are not."""

from __future__ import annotations

import pytest

from classroom.mutants import mutants

CELL = """
def task():
    left = 3
    ### BEGIN SOLUTION
    {}
    ### END SOLUTION
    return model
"""


def changes(*lines: str) -> set[str]:
    """Return what was changed, without the numbers of the lines."""
    made = mutants(CELL.format("\n    ".join(lines)), 99)
    return {what.split(": ", 1)[1] for what, _ in made}


@pytest.mark.parametrize(
    ("line", "change"),
    [
        ("model = Dense(3)(x)", "3 becomes 4"),
        ("model = 0.5 * x", "0.5 becomes 1"),
        ("model = u - v", "Sub becomes Add"),
        ("model = Dense(3, activation='tanh')(x)", "tanh becomes relu"),
        ("model = Dense(3, use_bias=False)(x)", "False becomes True"),
        ("model = Concatenate()([u, v])", "u and v swapped"),
        ("model.compile(loss='mse')", "without model.compile(loss='mse')"),
    ],
)
def test_a_mistake_is_made(line, change):
    assert change in changes(line)


def test_a_shared_layer_gets_a_double():
    assert "a new layer in place of tower" in changes("tower = Dense(3)", "model = tower(tower(x))")


@pytest.mark.parametrize(
    "line",
    [
        "model = Add(name='sum')([u, v])",
        "model = Dense(n, name='other')(x)",
        "model.fit(x, y, epochs=n, verbose=0) or None",
        "model(keras.Input(shape=n))",
        "optimizer = Adam(0.01)",
        "names = [name for n in (1, 1)]",
    ],
)
def test_what_changes_nothing_is_left_alone(line):
    assert changes(line) == set()


def test_lines_outside_the_solution_stay_as_they_are():
    assert all("left = 3" in text for _, text in mutants(CELL.format("model = Dense(4)"), 99))
