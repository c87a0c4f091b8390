# says: has not been attempted: give your number
# points: 3
def predict_numbers():
    return 24, 330, 387, None
