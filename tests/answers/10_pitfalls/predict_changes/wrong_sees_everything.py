# says: The value of first is not -3
# points: 2
def predict_changes():
    return -3, -3, 2
