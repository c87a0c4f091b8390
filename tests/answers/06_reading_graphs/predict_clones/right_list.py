def predict_clones():
    return [16, 16, 32]
