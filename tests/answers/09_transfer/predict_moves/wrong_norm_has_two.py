# says: all arrays of the model is not 8
# points: 2
def predict_moves():
    return 2, 0, 8
