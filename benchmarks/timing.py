"""Time reading and comparing: an exercise's model, real architectures, long chains of calls."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import keras

from topograde import compare, read
from topograde.match import same

ARCHITECTURES = ("MobileNetV2", "EfficientNetB0", "ResNet50", "DenseNet121", "ResNet152")
CALLS = (100, 300, 1000, 3000, 10000)


def seconds(function: Callable, times: int = 3) -> float:
    """Return the middle one of several times."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        function()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def siamese(shared: bool) -> keras.Model:
    """Return the model of a typical exercise."""
    a, b = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")

    def tower() -> keras.Model:
        dense = [keras.layers.Dense(n, "relu") for n in (128, 64)]
        return keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), *dense])

    one = tower()
    two = one if shared else tower()
    distance = abs(one(a) - two(b))
    return keras.Model([a, b], keras.layers.Dense(1, "sigmoid")(distance))


def exercise() -> dict[str, float]:
    """Return the seconds for right and wrong answers of an exercise, all included."""
    expected = read(siamese(True))
    answers = {"right": siamese(True), "wrong": siamese(False)}
    return {k: seconds(lambda m=m: compare(m, expected), 9) for k, m in answers.items()}


def architectures() -> dict[str, tuple[int, float, float]]:
    """Return calls, seconds to read, seconds to compare with the same built again."""
    found = {}
    for name in ARCHITECTURES:
        make = getattr(keras.applications, name)
        model, expected = make(weights=None), read(make(weights=None))
        reading, comparing = seconds(lambda m=model: read(m)), _comparing(model, expected)
        found[name] = (len(expected.calls), reading, comparing)
        keras.utils.clear_session()
    return found


def _comparing(model: keras.Model, expected: object) -> float:
    return seconds(lambda: compare(model, expected))


class Chain(keras.Model):
    """Calls 50 layers in turn, each second time adding its input again."""

    def __init__(self, calls: int) -> None:
        super().__init__()
        self.calls = calls
        self.steps = [keras.layers.Dense(4) for _ in range(50)]

    def build(self, shape: tuple) -> None:
        for step in self.steps:
            step.build(shape)

    def call(self, x: keras.KerasTensor) -> keras.KerasTensor:
        y = x
        for number in range(self.calls):
            y = self.steps[number % 50](y) if number % 2 else y + x
        return y


def chains() -> dict[int, tuple[float, float]]:
    """Return, for numbers of calls, the seconds to read and those to match the graphs."""
    found = {}
    for calls in CALLS:
        start = time.perf_counter()
        graph = read(Chain(calls), [(4,)])
        reading = time.perf_counter() - start
        found[calls] = (reading, seconds(lambda g=graph: same(g, g)))
    return found


def importing() -> tuple[float, float]:
    """Return the seconds to import Keras, and to import topograde after it."""
    program = (
        "import time; a = time.perf_counter(); import keras; b = time.perf_counter(); "
        "import topograde; print(b - a, time.perf_counter() - b)"
    )
    outputs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout
        for _ in range(3)
    ]
    times = [tuple(map(float, text.split())) for text in outputs]
    return min(t[0] for t in times), min(t[1] for t in times)
