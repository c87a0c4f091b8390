"""`solve_triangular`, on NumPy."""

import numpy as np


def solve_triangular(a, b, lower=False):
    """Solve a @ x = b for a triangular matrix.

    >>> a = np.array([[2.0, 0.0], [1.0, 1.0]])
    >>> solve_triangular(a, np.array([2.0, 3.0]), lower=True).tolist()
    [1.0, 2.0]
    """
    return np.linalg.solve(np.tril(a) if lower else np.triu(a), b)
