# says: should return 4 numbers, but it returns 3 numbers
# points: 0
def predict_numbers():
    return 24, 330, 387
