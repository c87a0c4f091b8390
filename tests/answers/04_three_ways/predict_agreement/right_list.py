def predict_agreement():
    return [0, 0, 1]
