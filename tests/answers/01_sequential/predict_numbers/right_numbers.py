def predict_numbers():
    return 24, 330, 387, 0
