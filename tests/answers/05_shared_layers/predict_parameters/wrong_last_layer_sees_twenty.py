# says: with one shared layer is not 241: your number is smaller
# points: 1
def predict_parameters():
    return 220 + 21, 3 * 220 + 21, 4
