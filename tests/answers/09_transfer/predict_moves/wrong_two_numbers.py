# says: should return 3 numbers, but it returns 2
# points: 0
def predict_moves():
    return 2, 0
