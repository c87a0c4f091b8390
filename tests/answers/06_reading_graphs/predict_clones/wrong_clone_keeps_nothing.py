# says: The number of parameters of the clone of one is not 32
# points: 2
def predict_clones():
    return 16, 32, 32
