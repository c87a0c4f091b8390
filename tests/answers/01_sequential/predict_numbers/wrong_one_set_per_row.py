# says: of Dense(4) is not 192: your number is larger
# points: 2
def predict_numbers():
    return 8 * 24, 330, 8 * 24 + 330 + 33, 0
