# says: that the shared trunk saves is not 132
# points: 2
def predict_losses():
    return 3.0, 2, (210 + 44 + 11) // 2
