# says: The number of parameters is not 784
# points: 0
def predict_capstone():
    return 784, 10, 1264
