# says: The number of layers of loaded is not 1
# points: 2
def predict_back():
    return 15, 30, 1
