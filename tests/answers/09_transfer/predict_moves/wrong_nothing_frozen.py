# says: lists as trainable is not 8
# points: 2
def predict_moves():
    return 8, 0, 10
