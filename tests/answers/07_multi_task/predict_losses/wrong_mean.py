# says: The loss of the batch is not 1.5
# points: 2
def predict_losses():
    return 1.5, 2, 210
