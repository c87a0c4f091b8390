# says: of Dense(10) is not 50: your number is smaller
# points: 2
def predict_numbers():
    return 24, 4 * 10 + 10, 24 + 50 + 33, 0
