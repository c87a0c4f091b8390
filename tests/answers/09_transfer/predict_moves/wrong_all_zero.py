# says: lists as trainable is not 0
# points: 2
def predict_moves():
    return 0, 0, 10
