"""Stands in for Keras' JAX backend, from which the NumPy backend takes two functions."""
