# says: lists as trainable is not 1
# points: 1
def predict_moves():
    return 1, 0, 4
