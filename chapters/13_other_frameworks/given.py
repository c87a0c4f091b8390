"""The weights and the two batches that every framework gets."""

import numpy as np

rng = np.random.default_rng(13)
KERNEL = rng.normal(size=(4, 3)).astype("float32")
BIAS = rng.normal(size=3).astype("float32")
LEFT, RIGHT = rng.normal(size=(2, 5, 4)).astype("float32")
