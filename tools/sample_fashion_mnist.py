"""Make the course's sample of Fashion-MNIST from the full set.

apt-get install dataset-fashion-mnist
.venv/bin/python tools/sample_fashion_mnist.py

It writes src/topograde/fashion_mnist.npz: 300 training and 100 test images of each class, drawn
without replacement from the part of that name, in an order drawn as well. The seed is fixed, so the
full set and this file determine every image of the sample.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from topograde.data import CLASSES, Part, full_set, read_full_set

TARGET = Path(__file__).parent.parent / "src" / "topograde" / "fashion_mnist.npz"
SEED = 2017  # the year in which the set was published
TRAIN, TEST = 300, 100


def main() -> None:
    """Write the sample."""
    folder = full_set()
    if folder is None:
        raise SystemExit("There is no full set on this machine: install dataset-fashion-mnist.")
    (x_train, y_train), (x_test, y_test) = draw_sample(*read_full_set(folder))
    np.savez_compressed(TARGET, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")


def draw_sample(train: Part, test: Part) -> tuple[Part, Part]:
    """Return as many images of each class, first of the training part, then of the test part."""
    rng = np.random.default_rng(SEED)
    return balanced(*train, TRAIN, rng), balanced(*test, TEST, rng)


def balanced(x: np.ndarray, y: np.ndarray, per_class: int, rng: np.random.Generator) -> Part:
    """Draw `per_class` images of each class and shuffle them."""
    classes = range(len(CLASSES))
    drawn = [rng.permutation(np.flatnonzero(y == c))[:per_class] for c in classes]
    order = rng.permutation(np.concatenate(drawn))
    return x[order], y[order]


if __name__ == "__main__":
    main()
