def predict_agreement():
    return np.array([0, 0, 1])
