# says: The number of parameters of two is not 12
# points: 0
def predict_clones():
    return 12, 12, 24
