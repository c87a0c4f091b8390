# says: The number of arrays is not 12
# points: 2
def predict_capstone():
    return 776, 12, 1248
