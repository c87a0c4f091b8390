# says: The value of second is not 0
# points: 2
def predict_changes():
    return 0, 0, 2
