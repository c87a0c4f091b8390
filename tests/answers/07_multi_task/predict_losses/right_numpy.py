def predict_losses():
    return np.array([3.0, 2, 210])
