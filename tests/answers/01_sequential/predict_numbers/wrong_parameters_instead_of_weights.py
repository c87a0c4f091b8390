# says: the first call is not 387: your number is larger
# points: 3
def predict_numbers():
    return 24, 330, 387, 387
