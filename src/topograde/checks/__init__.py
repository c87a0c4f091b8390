"""What test cells call: each check passes in silence, or shows what is wrong and raises.

A check that fails displays the picture of the learner's model, with the wrong place marked, and
raises `NotAttempted`, `Wrong` or `CannotTell`, whose message is one sentence. Checks return None
and print nothing, so that they never change nbgrader's score by themselves.
"""

from topograde.checks.losses import losses, output_names
from topograde.checks.saving import no_weights_in_common, survives_saving
from topograde.checks.structure import (
    call_count,
    input_dtypes,
    input_names,
    input_shapes,
    output_shapes,
    parameter_count,
    separate_weights,
    shares_weights,
    topology,
)
from topograde.checks.training import frozen, gradients_add_up, moves, symmetric, trainable
from topograde.checks.values import close, holds, length, number, numbers, shape

__all__ = [
    "call_count",
    "close",
    "frozen",
    "gradients_add_up",
    "holds",
    "input_dtypes",
    "input_names",
    "input_shapes",
    "length",
    "losses",
    "moves",
    "no_weights_in_common",
    "number",
    "numbers",
    "output_names",
    "output_shapes",
    "parameter_count",
    "separate_weights",
    "shape",
    "shares_weights",
    "survives_saving",
    "symmetric",
    "topology",
    "trainable",
]
