"""Imported by Keras, and not used by it."""
