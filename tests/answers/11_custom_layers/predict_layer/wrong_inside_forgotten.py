# says: The number of arrays of weights is not 1
# points: 1
def predict_layer():
    return 1, 5, 21
