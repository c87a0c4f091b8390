# says: The number of parameters of both is not 126
# points: 2
def predict_back():
    return 126, 84, 3
