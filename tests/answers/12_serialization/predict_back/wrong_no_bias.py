# says: The number of parameters of both is not 36
# points: 1
def predict_back():
    return 36, 72, 3
