def predict_capstone():
    shared = 400 + 72
    return shared + 252 + 39 + 13, 9, 2 * shared + 252 + 39 + 13
