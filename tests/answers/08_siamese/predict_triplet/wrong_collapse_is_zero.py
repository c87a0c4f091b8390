# says: The output of the collapsed model is not 0
# points: 2
def predict_triplet():
    return 354, 0, 0
