"""topograde understands a Keras model: it reads, compares, explains and draws its call graph.

>>> import keras, topograde as tg
>>> a, b = keras.Input((32,), name="a"), keras.Input((32,), name="b")
>>> shared = keras.layers.Dense(8, name="shared")
>>> both = keras.layers.Subtract(name="difference")([shared(a), shared(b)])
>>> model = keras.Model([a, b], both, name="siamese")
>>> tg.check.shares_weights(model, "Dense")
>>> print(tg.read(model))
siamese
 0  a           Input                                    → (None, 32)
 1  b           Input                                    → (None, 32)
 2  shared      Dense(8)  W1 (264 parameters)  ← 0       → (None, 8)
 3  shared      Dense(8)  W1 (264 parameters)  ← 1       → (None, 8)
 4  difference  Subtract                       ← [2, 3]  → (None, 8)
outputs: 4
W1: kernel (32, 8), bias (8,)
"""

from topograde import checks as check
from topograde.checks.attempt import attempt
from topograde.compare import compare
from topograde.draw import draw
from topograde.expected import expected
from topograde.graph import ModelGraph
from topograde.hints import hint
from topograde.normal import Options
from topograde.read import CannotRead, read
from topograde.verdict import CannotTell, CheckFailed, NotAttempted, Outcome, Verdict, Wrong

__all__ = [
    "CannotRead",
    "CannotTell",
    "CheckFailed",
    "ModelGraph",
    "NotAttempted",
    "Options",
    "Outcome",
    "Verdict",
    "Wrong",
    "attempt",
    "check",
    "compare",
    "draw",
    "expected",
    "hint",
    "read",
]
