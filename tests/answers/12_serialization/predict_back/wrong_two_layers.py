# says: The number of parameters of both is not 30
# points: 2
def predict_back():
    return 30, 30, 2
