"""Convolution and pooling as `jax.lax` defines them, on NumPy arrays.

`tests/livebook/test_standins.py` compares Keras' layers on top of it with TensorFlow's.
"""

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

max = np.maximum
add = np.add


class ConvDimensionNumbers(NamedTuple):
    """Which axes are (batch, channel, *space), (out, in, *space) and (batch, channel, *space)."""

    lhs_spec: tuple
    rhs_spec: tuple
    out_spec: tuple


def conv_general_dilated(
    lhs,
    rhs,
    window_strides,
    padding,
    lhs_dilation=None,
    rhs_dilation=None,
    dimension_numbers=None,
    feature_group_count=1,
):
    """Convolve: `padding` is "SAME", "VALID" or a pair of numbers for each axis of space.

    >>> axes = ConvDimensionNumbers((0, 2, 1), (2, 1, 0), (0, 2, 1))
    >>> x, kernel = np.arange(4.0).reshape(1, 4, 1), np.ones((2, 1, 1))
    >>> conv_general_dilated(x, kernel, (1,), "VALID", dimension_numbers=axes).ravel().tolist()
    [1.0, 3.0, 5.0]
    """
    x = np.transpose(lhs, dimension_numbers.lhs_spec)
    kernel = np.transpose(rhs, dimension_numbers.rhs_spec)
    space = x.ndim - 2
    dilation = tuple(rhs_dilation or (1,) * space)
    reach = [(k - 1) * d + 1 for k, d in zip(kernel.shape[2:], dilation, strict=True)]
    x = _spread(x, lhs_dilation or (1,) * space)
    x = _pad(x, [(0, 0), (0, 0), *_pairs(padding, x.shape[2:], reach, window_strides)], 0)
    if any(size < needed for size, needed in zip(x.shape[2:], reach, strict=True)):
        sizes = [
            _count(s, r, w) for s, r, w in zip(x.shape[2:], reach, window_strides, strict=True)
        ]
        y = np.zeros((x.shape[0], kernel.shape[0], *sizes), x.dtype)
    else:
        y = _convolve(x, kernel, window_strides, dilation, reach, feature_group_count)
    return np.transpose(y, np.argsort(dimension_numbers.out_spec))


def conv_transpose(
    lhs, rhs, strides, padding, rhs_dilation=None, dimension_numbers=None, transpose_kernel=False
):
    """Convolve the input after putting `strides - 1` zeros between its numbers."""
    if transpose_kernel:
        out, into, *space = dimension_numbers.rhs_spec
        rhs = np.swapaxes(np.flip(rhs, space), out, into)
    one = (1,) * (np.ndim(lhs) - 2)
    return conv_general_dilated(
        lhs, rhs, one, padding, strides, rhs_dilation, dimension_numbers=dimension_numbers
    )


def reduce_window(operand, init_value, computation, window_dimensions, window_strides, padding):
    """Reduce every window with `max` or `add`.

    >>> reduce_window(np.arange(4.0), -np.inf, max, (2,), (2,), "VALID").tolist()
    [1.0, 3.0]
    """
    x = np.asarray(operand)
    x = _pad(x, _pairs(padding, x.shape, window_dimensions, window_strides), init_value)
    windows = sliding_window_view(x, window_dimensions)
    windows = windows[tuple(slice(None, None, step) for step in window_strides)]
    return computation.reduce(windows, axis=tuple(range(x.ndim, windows.ndim)), initial=init_value)


def _convolve(x, kernel, strides, dilation, reach, groups):
    space = x.ndim - 2
    windows = sliding_window_view(x, reach, axis=tuple(range(2, x.ndim)))
    steps = tuple(slice(None, None, step) for step in (*strides, *dilation))
    windows = windows[(slice(None), slice(None), *steps)]
    windows = windows.reshape(len(x), groups, -1, *windows.shape[2:])
    kernel = kernel.reshape(groups, -1, *kernel.shape[1:])
    places, window = range(3, 3 + space), range(3 + space, 3 + 2 * space)
    out = 3 + 2 * space
    y = np.einsum(
        windows, [0, 1, 2, *places, *window], kernel, [1, out, 2, *window], [0, 1, out, *places],
        optimize=True,
    )  # fmt: skip
    return y.reshape(len(x), -1, *y.shape[3:])


def _pairs(padding, sizes, reach, strides):
    if not isinstance(padding, str):
        return padding
    if padding.upper() == "VALID":
        return [(0, 0)] * len(sizes)
    totals = [
        (-(-size // step) - 1) * step + needed - size
        for size, needed, step in zip(sizes, reach, strides, strict=True)
    ]
    return [(t // 2, t - t // 2) if t > 0 else (0, 0) for t in totals]


def _count(size, reach, step):
    return 0 if size < reach else (size - reach) // step + 1


def _pad(x, pairs, value):
    """Pad; a negative number cuts off."""
    more = [tuple(n if n > 0 else 0 for n in pair) for pair in pairs]
    cut = tuple(slice(-a if a < 0 else None, b if b < 0 else None) for a, b in pairs)
    return np.pad(x, more, constant_values=value)[cut]


def _spread(x, steps):
    if all(step == 1 for step in steps):
        return x
    sizes = [(n - 1) * step + 1 for n, step in zip(x.shape[2:], steps, strict=True)]
    spread = np.zeros((*x.shape[:2], *sizes), x.dtype)
    spread[(slice(None), slice(None), *(slice(None, None, step) for step in steps))] = x
    return spread
