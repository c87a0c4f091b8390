# says: The number of parameters without sharing is not 1,176
# points: 2
def predict_capstone():
    return 776, 9, 1176
