"""The images: what is in the sample, and which set the loader takes and says that it took."""

from __future__ import annotations

import gzip
import importlib.util
import struct
from pathlib import Path

import numpy as np
import pytest

from topograde import data

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "src" / "topograde" / "fashion_mnist.npz"
FILES = [
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
]


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine without the full set; `put(folder)` puts a small one there."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(data, "DEBIAN", tmp_path / "debian")
    return tmp_path


def put(folder, training=3, testing=2, label=7):
    """Write IDX files byte by byte: magic number, one length per axis, then the numbers."""
    folder.mkdir(parents=True)
    for name in FILES:
        count = training if name.startswith("train") else testing
        if "images" in name:
            content = struct.pack(">IIII", 2051, count, 28, 28) + bytes([9, *[0] * 783]) * count
        else:
            content = struct.pack(">II", 2049, count) + bytes([label]) * count
        (folder / name).write_bytes(gzip.compress(content))
    return folder


def test_the_sample_is_balanced():
    for (x, y), count in zip(data.fashion_mnist(sample=True), (3000, 1000), strict=True):
        assert x.shape == (count, 28, 28) and y.shape == (count,)
        assert x.dtype == y.dtype == np.uint8
        assert np.bincount(y).tolist() == [count // 10] * 10


def test_the_sample_is_small_and_its_licence_goes_with_it():
    assert SAMPLE.stat().st_size < 3_000_000
    assert "Copyright (c) 2017 Zalando SE" in SAMPLE.with_suffix(".md").read_text(encoding="utf-8")


def test_no_test_image_is_a_training_image():
    (x_train, _), (x_test, _) = data.fashion_mnist(sample=True)
    assert not {x.tobytes() for x in x_train} & {x.tobytes() for x in x_test}


@pytest.mark.skipif(data.full_set() is None, reason="Fashion-MNIST's full set is not here.")
def test_the_sample_is_what_its_script_draws():
    path = ROOT / "tools" / "sample_fashion_mnist.py"
    spec = importlib.util.spec_from_file_location("sample_fashion_mnist", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    drawn = script.draw_sample(*data.read_full_set(data.full_set()))
    for part, wanted in zip(data.fashion_mnist(sample=True), drawn, strict=True):
        for found, right in zip(part, wanted, strict=True):
            np.testing.assert_array_equal(found, right)


def test_without_the_full_set_the_sample_is_used(machine, capsys):
    (_, y_train), _ = data.fashion_mnist()
    assert len(y_train) == 3000
    assert capsys.readouterr().out == (
        "Fashion-MNIST: the course's sample, 3,000 training and 1,000 test images\n"
    )


@pytest.mark.parametrize("place", ["keras/datasets/fashion-mnist", "debian"])
def test_the_full_set_is_used_where_there_is_one(machine, capsys, place):
    folder = put(machine / place)
    (x_train, y_train), (x_test, y_test) = data.fashion_mnist()
    assert x_train.shape == (3, 28, 28) and x_test.shape == (2, 28, 28)
    assert x_train[:, 0, 0].tolist() == [9, 9, 9] and x_train.sum() == 27
    assert y_train.tolist() == [7, 7, 7] and y_test.tolist() == [7, 7]
    assert capsys.readouterr().out == (
        f"Fashion-MNIST: the full set from {folder}, 3 training and 2 test images\n"
    )


def test_the_cache_of_keras_comes_first(machine):
    put(machine / "debian", label=1)
    put(machine / "keras/datasets/fashion-mnist", label=2)
    (_, y_train), _ = data.fashion_mnist()
    assert y_train.tolist() == [2, 2, 2]


def test_the_sample_can_be_asked_for(machine):
    put(machine / "debian")
    (_, y_train), _ = data.fashion_mnist(sample=True)
    assert len(y_train) == 3000


def test_a_folder_with_a_file_missing_is_passed_over(machine):
    (put(machine / "debian") / FILES[3]).unlink()
    assert data.full_set() is None


@pytest.mark.parametrize(
    "spoil", [lambda b: b[:40], lambda b: b"<html>", lambda b: b[:12] + b[20:]]
)
def test_a_damaged_file_is_named(machine, spoil):
    path = put(machine / "debian") / FILES[0]
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(ValueError, match=f"{FILES[0]} is damaged: remove it"):
        data.fashion_mnist()
