# says: that the copy lists as trainable is not 6
# points: 2
def predict_moves():
    return 2, 6, 10
