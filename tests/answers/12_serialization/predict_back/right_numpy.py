def predict_back():
    return np.array([42, 84, 3])
