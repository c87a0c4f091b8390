def predict_back():
    return [15, 30, 2]
