"""Fashion-MNIST for the chapters: the course's own sample, or the full set where there is one.

>>> (x_train, y_train), (x_test, y_test) = fashion_mnist(sample=True)
Fashion-MNIST: the course's sample, 3,000 training and 1,000 test images
>>> x_train.shape, y_train.shape, x_train.dtype
((3000, 28, 28), (3000,), dtype('uint8'))
>>> CLASSES[y_train[0]]
'T-shirt/top'

Where the images come from, and their licence, stands in `fashion_mnist.md` beside the sample.
"""

from __future__ import annotations

import gzip
import os
import zlib
from importlib.resources import files
from pathlib import Path

import numpy as np

CLASSES = (
    "T-shirt/top", "trouser", "pullover", "dress", "coat",
    "sandal", "shirt", "sneaker", "bag", "ankle boot",
)  # fmt: skip
DEBIAN = Path("/usr/share/datasets/fashion-mnist")

Part = tuple[np.ndarray, np.ndarray]
_HEADERS = {"images-idx3": 16, "labels-idx1": 8}


def fashion_mnist(sample: bool = False) -> tuple[Part, Part]:
    """Return `(x_train, y_train), (x_test, y_test)` and print which set they are from.

    The full set is taken if it is on this machine: in Keras' own cache, or in the directory of
    Debian's package `dataset-fashion-mnist`. Nothing is downloaded.

    Args:
        sample: take the course's sample in any case, for the same numbers on every machine.

    Raises:
        ValueError: if a file of the full set is damaged.
    """
    folder = None if sample else full_set()
    train, test = read_full_set(folder) if folder else _read_sample()
    source = f"the full set from {folder}" if folder else "the course's sample"
    counts = f"{len(train[1]):,} training and {len(test[1]):,} test images"
    print(f"Fashion-MNIST: {source}, {counts}")
    return train, test


def full_set() -> Path | None:
    """Return the folder that holds all four files of the full set, if there is one."""
    folders = (_keras_cache(), DEBIAN)
    return next((f for f in folders if all(path.exists() for path in _paths(f))), None)


def read_full_set(folder: Path) -> tuple[Part, Part]:
    """Read the 60,000 training and 10,000 test images with their labels.

    The format, IDX: a header whose length depends on the number of axes, then one byte a number.
    """
    x_train, y_train, x_test, y_test = (_read(path) for path in _paths(folder))
    return (x_train.reshape(-1, 28, 28), y_train), (x_test.reshape(-1, 28, 28), y_test)


def _keras_cache() -> Path:
    # keras.config has no public name for its folder, and this is its documented rule.
    home = os.environ.get("KERAS_HOME") or Path.home() / ".keras"
    return Path(home) / "datasets" / "fashion-mnist"


def _paths(folder: Path) -> list[Path]:
    return [folder / f"{part}-{what}-ubyte.gz" for part in ("train", "t10k") for what in _HEADERS]


def _read(path: Path) -> np.ndarray:
    header = next(length for what, length in _HEADERS.items() if what in path.name)
    try:
        return np.frombuffer(gzip.decompress(path.read_bytes()), np.uint8, offset=header)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        message = f"{path} is damaged: remove it, and the course's sample is used instead."
        raise ValueError(message) from error


def _read_sample() -> tuple[Part, Part]:
    with files("topograde").joinpath("fashion_mnist.npz").open("rb") as file, np.load(file) as npz:
        return (npz["x_train"], npz["y_train"]), (npz["x_test"], npz["y_test"])
