# says: The number of parameters is not 728
# points: 1
def predict_capstone():
    return 728, 9, 1200
