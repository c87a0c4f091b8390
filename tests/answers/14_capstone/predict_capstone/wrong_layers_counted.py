# says: The number of arrays is not 5
# points: 2
def predict_capstone():
    return 776, 5, 1248
