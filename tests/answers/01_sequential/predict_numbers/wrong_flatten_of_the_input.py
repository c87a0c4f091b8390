# says: of Dense(10) is not 410: your number is larger
# points: 2
def predict_numbers():
    return 24, 8 * 5 * 10 + 10, 24 + 410 + 33, 0
