def predict_triplet():
    return [354, 0, 1]
