# says: The loss of the batch is not 5.5
# points: 2
def predict_losses():
    return 5.5, 2, 210
