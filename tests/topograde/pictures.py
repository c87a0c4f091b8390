"""Graphs to draw, and the golden files of their pictures.

    python tests/topograde/pictures.py      writes golden/pictures/*.txt and *.svg anew

The `.txt` files hold the graphs, so that drawing is tested without building models.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import keras
from keras import layers

from topograde import ModelGraph, draw, read
from topograde.graph import Call, Layer, Spec, Tensor, Variable

GOLDEN = Path(__file__).parent / "golden" / "pictures"
MODELS: dict[str, Callable[[], keras.Model]] = {}
MARKS = {"two_layers": (2, 3)}


def pictured(function: Callable[[], keras.Model]) -> Callable[[], keras.Model]:
    """Add a model to those that have a golden picture."""
    MODELS[function.__name__] = function
    return function


def vectors(*names: str, size: int = 16) -> list[keras.KerasTensor]:
    return [keras.Input((size,), name=name) for name in names]


@pictured
def siamese() -> keras.Model:
    a, b = vectors("left", "right")
    shared = layers.Dense(64, activation="relu", name="shared")
    both = layers.Concatenate(name="both")([shared(a), shared(b)])
    return keras.Model([a, b], layers.Dense(1, name="same")(both), name="siamese")


@pictured
def two_layers() -> keras.Model:
    a, b = vectors("left", "right")
    one = layers.Dense(64, activation="relu", name="one")
    two = layers.Dense(64, activation="relu", name="two")
    both = layers.Concatenate(name="both")([one(a), two(b)])
    return keras.Model([a, b], layers.Dense(1, name="same")(both), name="two_layers")


@pictured
def triplet() -> keras.Model:
    """A nested model that is called three times."""
    (x,) = vectors("x")
    code = layers.Dense(4, name="code")(layers.Dense(8, activation="relu", name="wide")(x))
    encoder = keras.Model(x, code, name="encoder")
    a, p, n = vectors("anchor", "positive", "negative")
    anchor = encoder(a)
    near = layers.Subtract(name="near")([anchor, encoder(p)])
    far = layers.Subtract(name="far")([anchor, encoder(n)])
    return keras.Model([a, p, n], [near, far], name="triplet")


@pictured
def residual() -> keras.Model:
    """A shared layer in a chain of shortcuts."""
    (x,) = vectors("x")
    step, y = layers.Dense(16, name="step"), x
    for number in (1, 2, 3):
        y = layers.Add(name=f"plus_{number}")([y, step(y)])
    return keras.Model(x, y, name="residual")


@pictured
def states() -> keras.Model:
    """Several outputs, keyword arguments, and an order of arguments that matters."""
    words = keras.Input((10, 8), name="words")
    reader = layers.LSTM(12, return_state=True, return_sequences=True, name="reader")
    whole, hidden, cell = reader(words)
    writer = layers.LSTM(12, name="writer")(whole, initial_state=[hidden, cell])
    look = layers.Attention(name="look")([whole, whole])
    return keras.Model(words, [writer, look], name="states")


@pictured
def tied() -> keras.Model:
    """Two layers that share their kernel, not their bias."""
    a, b = vectors("a", "b", size=6)
    first, second = layers.Dense(4, name="first"), layers.Dense(4, name="second")
    first.build((None, 6))
    second.build((None, 6))
    object.__setattr__(second, "_kernel", first._kernel)
    object.__setattr__(second, "_trainable_variables", [first._kernel, second.bias])
    both = layers.Subtract(name="both")([first(a), second(b)])
    return keras.Model([a, b], both, name="tied")


def golden(name: str) -> ModelGraph:
    """Return the graph of a golden picture."""
    return ModelGraph.from_text((GOLDEN / f"{name}.txt").read_text(encoding="utf-8"))


def random_graph(seed: int, calls: int = 30) -> ModelGraph:
    """Return a graph of Dense layers and sums with shared weights and nested models."""
    choose = random.Random(seed)
    names = [f"input_{i}" for i in range(choose.randint(1, 3))]
    made = [Call(name, (), {}, (Spec((None, 4), "float32"),)) for name in names]
    frames = _random_frames(choose, len(made), calls)
    for number in range(len(made), calls):
        sources = choose.choices(range(number), k=choose.choice([1, 1, 1, 1, 2, 3, 9]))
        kind = f"dense_{choose.randint(0, calls // 2)}" if len(sources) == 1 else f"sum_{number}"
        slots = [f"0.{i}" for i in range(len(sources))] if len(sources) > 1 else ["0"]
        arguments = tuple((slot, Tensor(n)) for slot, n in zip(slots, sources, strict=True))
        made.append(Call(kind, arguments, {}, made[0].outputs, frames[number]))
    keys = dict.fromkeys(call.layer for call in made)
    weights = {key: (f"weights of {key}",) for key in keys if key.startswith("dense")}
    kinds = {"input": "InputLayer", "dense": "Dense", "sum": "Add"}
    return ModelGraph(
        f"random_{seed}",
        tuple(made),
        tuple(range(len(names))),
        (Tensor(calls - 1), Tensor(choose.randrange(len(names), calls))),
        {k: Layer(kinds[k.split("_")[0]], k, {}, weights.get(k, ())) for k in keys},
        {v: Variable(f"{k}/kernel", (4, 4), "float32", True) for k, (v,) in weights.items()},
    )


def _random_frames(choose: random.Random, first: int, calls: int) -> list[tuple[str, ...]]:
    """Return for each call the nested models it stands in: each holds calls in a row."""
    frames: list[tuple[str, ...]] = [()] * calls
    number, start = 0, first
    while start < calls:
        length = choose.randint(1, 8)
        if choose.random() < 0.5:
            number += 1
            for place in range(start, min(start + length, calls)):
                inner = (f"inner#{number}",) if place >= start + length // 2 else ()
                frames[place] = (f"outer#{number}", *inner)
        start += length
    return frames


def blocks(count: int) -> ModelGraph:
    """Return a long chain of residual blocks, five calls each."""
    shape = (Spec((None, 4), "float32"),)
    calls, kinds, last = [Call("x", (), {}, shape)], {"x": "InputLayer"}, 0
    for block in range(count):
        above = last
        for kind in ("Dense", "BatchNormalization", "ReLU", "Dense"):
            name = f"block_{block}_{kind}_{len(calls)}"
            kinds[name] = kind
            calls.append(Call(name, (("0", Tensor(len(calls) - 1 if last != above else last)),)))
            last = len(calls) - 1
        kinds[f"block_{block}_add"] = "Add"
        arguments = (("0.0", Tensor(last)), ("0.1", Tensor(above)))
        calls.append(Call(f"block_{block}_add", arguments))
        last = len(calls) - 1
    calls = [Call(c.layer, c.arguments, {}, shape) for c in calls]
    made = {name: Layer(kind, name) for name, kind in kinds.items()}
    return ModelGraph("blocks", tuple(calls), (0,), (Tensor(last),), made, {})


def write() -> None:
    """Write all golden files."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, function in MODELS.items():
        keras.utils.clear_session()
        (GOLDEN / f"{name}.txt").write_text(f"{read(function())}\n", encoding="utf-8")
        picture = draw(golden(name), MARKS.get(name, ()))
        (GOLDEN / f"{name}.svg").write_text(f"{picture.svg}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
