# says: The value of first is not -3
# points: 1
def predict_changes():
    return -3, 0, 2
