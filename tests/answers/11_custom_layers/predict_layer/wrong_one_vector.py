# says: The number of numbers for one example is not 3
# points: 2
def predict_layer():
    return 3, 23, 3
