def predict_capstone():
    return [776, 9, 1248]
