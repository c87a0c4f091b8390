"""Stands in for the 300 modules of `tf.keras` names, which take a second to import."""
