# says: Not all numbers have been attempted
# points: 0
def predict_layer():
    return 3, 23, ...
