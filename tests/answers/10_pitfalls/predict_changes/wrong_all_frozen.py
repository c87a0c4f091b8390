# says: The value of third is not 0
# points: 2
def predict_changes():
    return 0, -3, 0
