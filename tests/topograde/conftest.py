"""Every test starts with Keras' names and seeds as a fresh program would."""

from __future__ import annotations

import sys
from pathlib import Path

import keras
import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def fresh_keras():
    keras.utils.clear_session()
    keras.utils.set_random_seed(0)
