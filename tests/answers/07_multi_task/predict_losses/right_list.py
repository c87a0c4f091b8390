def predict_losses():
    return [3.0, 2, 210]
