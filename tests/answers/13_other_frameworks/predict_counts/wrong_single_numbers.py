# says: The number of parameters is not 65
# points: 0
def predict_counts():
    return 65, 95, 90
