# says: The number of numbers for one example is not 35
# points: 1
def predict_layer():
    return 3, 23 + 7, 35
