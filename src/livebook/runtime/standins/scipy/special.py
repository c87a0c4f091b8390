"""The error function and the sum of exponentials, on NumPy."""

import math

import numpy as np

_erf = np.vectorize(math.erf, otypes=[float])
_erfc = np.vectorize(math.erfc, otypes=[float])


def erf(x):
    """Return the error function of each number.

    >>> round(float(erf(1.0)), 6)
    0.842701
    """
    return _erf(x).astype(_float_of(x))


def erfc(x):
    """Return 1 - erf(x), exact for large numbers."""
    return _erfc(x).astype(_float_of(x))


def logsumexp(x, axis=None, keepdims=False):
    """Return log(sum(exp(x))).

    >>> round(float(logsumexp([1000.0, 1000.0])), 4)
    1000.6931
    """
    x = np.asarray(x)
    top = np.max(x, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0).astype(top.dtype)
    with np.errstate(divide="ignore"):
        total = np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True)) + top
    return total if keepdims else np.squeeze(total, axis=axis)


def _float_of(x):
    kind = np.asarray(x).dtype
    return kind if kind.kind == "f" else np.float64
