def predict_weights():
    return np.array([0, 6, 3 * 42])
