# says: The number of arrays after the call is not 8
# points: 1
def predict_weights():
    return 0, 8, 168
