# says: with one shared layer is not 260: your number is smaller
# points: 1
def predict_parameters():
    return 10 * 20 + 3 * 20, 3 * 10 * 20 + 3 * 20, 4
