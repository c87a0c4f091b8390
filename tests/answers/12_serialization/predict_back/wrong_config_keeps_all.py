# says: The number of parameters of again is not 42
# points: 2
def predict_back():
    return 42, 42, 3
