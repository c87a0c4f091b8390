# says: of Dense(4) is not 164: your number is larger
# points: 1
def predict_numbers():
    return 8 * 5 * 4 + 4, 4 * 10 + 10, 164 + 50 + 33, 0
