# says: with one shared layer is not 721: your number is larger
# points: 2
def predict_parameters():
    return 721, 721, 4
