def predict_changes():
    return np.array([0.0, -3.0, 2.0])
