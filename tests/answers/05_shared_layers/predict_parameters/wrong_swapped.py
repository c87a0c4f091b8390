# says: with one shared layer is not 721: your number is larger
# points: 1
def predict_parameters():
    return 721, 281, 4
