# says: False should be a number
# points: 0
def predict_agreement():
    return False, False, True
