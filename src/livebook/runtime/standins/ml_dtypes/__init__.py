"""The limits of number types: what Keras asks ml_dtypes for. The types themselves are missing."""

from types import SimpleNamespace

import numpy as np

_SMALL = {
    "bfloat16": (3.3895313892515355e38, 2.0**-7),
    "float8_e4m3fn": (448.0, 2.0**-3),
    "float8_e5m2": (57344.0, 2.0**-2),
}


def finfo(dtype):
    """Return the limits of a float type.

    >>> finfo("float8_e5m2").max, float(finfo("float16").max)
    (57344.0, 65504.0)
    """
    if str(dtype) in _SMALL:
        largest, eps = _SMALL[str(dtype)]
        return SimpleNamespace(max=largest, min=-largest, eps=eps)
    return np.finfo(dtype)


def iinfo(dtype):
    """Return the limits of an integer type."""
    return np.iinfo(dtype)
