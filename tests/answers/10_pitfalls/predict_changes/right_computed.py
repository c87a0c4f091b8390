def predict_changes():
    x = -3.0
    return max(x, 0), x, 4 - 2
