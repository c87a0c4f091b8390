def predict_back():
    return np.array([15, 30, 2])
