# says: The value of third is not 4
# points: 2
def predict_changes():
    return 0, -3, 4
