# says: should return 3 numbers, but it returns 2
# points: 0
def predict_back():
    return 42, 84
