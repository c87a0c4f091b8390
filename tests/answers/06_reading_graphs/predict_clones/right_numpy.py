def predict_clones():
    return np.array([16, 16, 32])
