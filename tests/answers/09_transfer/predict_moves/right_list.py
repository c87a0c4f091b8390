def predict_moves():
    return [2, 0, 10]
