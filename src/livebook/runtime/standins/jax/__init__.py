"""The part of JAX that Keras' NumPy backend uses: convolution and pooling, on NumPy arrays."""

from types import SimpleNamespace

from . import lax

# Keras puts something in here while it is imported.
monitoring = SimpleNamespace()

__all__ = ["lax", "monitoring"]
