# says: The number of parameters of again is not 15
# points: 2
def predict_back():
    return 15, 15, 2
