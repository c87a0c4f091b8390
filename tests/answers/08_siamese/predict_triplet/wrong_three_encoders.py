# says: The number of parameters is not 1,062
# points: 2
def predict_triplet():
    return 1062, 0, 1
