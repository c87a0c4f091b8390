def predict_counts():
    linear = ["weight", "bias"]
    return 2 * len(linear), 3 * len(linear), 3 * len(linear)
