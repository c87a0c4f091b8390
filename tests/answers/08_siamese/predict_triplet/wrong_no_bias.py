# says: The number of parameters is not 340
# points: 2
def predict_triplet():
    return 340, 0, 1
