# says: The number of parameters of two is not 32
# points: 1
def predict_clones():
    return 32, 32, 32
