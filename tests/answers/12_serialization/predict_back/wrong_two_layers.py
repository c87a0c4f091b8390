# says: The number of parameters of both is not 84
# points: 2
def predict_back():
    return 84, 84, 3
