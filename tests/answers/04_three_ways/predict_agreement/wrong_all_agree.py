# says: The first number is not 1
# points: 1
def predict_agreement():
    return 1, 1, 1
