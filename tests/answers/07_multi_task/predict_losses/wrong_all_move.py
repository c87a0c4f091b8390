# says: The number of layers that move is not 3
# points: 2
def predict_losses():
    return 3.0, 3, 210
