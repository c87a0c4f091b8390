# says: The second number is not 1
# points: 2
def predict_agreement():
    return 0, 1, 1
