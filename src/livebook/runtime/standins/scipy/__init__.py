"""The part of SciPy that Keras' NumPy backend uses in this course."""
