def predict_changes():
    return [0, -3, 2]
