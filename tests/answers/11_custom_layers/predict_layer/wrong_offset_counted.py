# says: The number of arrays of weights is not 4
# points: 1
def predict_layer():
    return 4, 28, 21
