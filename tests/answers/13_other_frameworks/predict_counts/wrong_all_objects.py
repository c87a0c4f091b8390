# says: The number of entries is not 4
# points: 1
def predict_counts():
    return 4, 4, 4
