# says: The number of parameters of the clone of two is not 16
# points: 2
def predict_clones():
    return 16, 16, 16
