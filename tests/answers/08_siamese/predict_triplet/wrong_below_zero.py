# says: The output for distances 2 and 3 is not -4
# points: 2
def predict_triplet():
    return 354, -4, 1
