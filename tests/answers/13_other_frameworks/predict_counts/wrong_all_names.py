# says: The number of parameters is not 6
# points: 2
def predict_counts():
    return 6, 6, 6
