# says: The first number is not 1
# points: 2
def predict_agreement():
    return 1, 0, 1
