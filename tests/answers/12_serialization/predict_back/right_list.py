def predict_back():
    return [42, 84, 3]
