# says: The number of parameters is not 46
# points: 1
def predict_layer():
    return 6, 46, 21
