# says: that the shared trunk saves is not 200
# points: 2
def predict_losses():
    return 3.0, 2, 200
