# says: The third number is not 0
# points: 2
def predict_agreement():
    return 0, 0, 0
