# says: The number of arrays is not 2
# points: 2
def predict_counts():
    return 4, 6, 2
