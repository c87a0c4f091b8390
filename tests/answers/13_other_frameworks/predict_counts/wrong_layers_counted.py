# says: The number of parameters is not 2
# points: 0
def predict_counts():
    return 2, 3, 3
