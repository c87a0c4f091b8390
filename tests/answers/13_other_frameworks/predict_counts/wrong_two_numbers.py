# says: should return 3 numbers, but it returns 2
# points: 0
def predict_counts():
    return 4, 6
