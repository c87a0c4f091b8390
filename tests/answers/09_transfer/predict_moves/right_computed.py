def predict_moves():
    dense, norm = 2, 4
    return dense, 0 * (dense + norm), 3 * dense + norm
