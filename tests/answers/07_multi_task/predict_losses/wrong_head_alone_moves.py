# says: The number of layers that move is not 1
# points: 2
def predict_losses():
    return 3.0, 1, 210
