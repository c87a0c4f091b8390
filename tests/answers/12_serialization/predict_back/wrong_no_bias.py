# says: The number of parameters of both is not 12
# points: 1
def predict_back():
    return 12, 24, 2
