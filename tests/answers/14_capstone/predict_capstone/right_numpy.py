def predict_capstone():
    return np.array([776, 9, 1248])
