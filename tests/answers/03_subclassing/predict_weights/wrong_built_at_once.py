# says: The number of arrays before the first call is not 6
# points: 2
def predict_weights():
    return 6, 6, 126
