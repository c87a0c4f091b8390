# says: of the model is not 354: your number is smaller
# points: 3
def predict_numbers():
    return 24, 330, 354, 0
