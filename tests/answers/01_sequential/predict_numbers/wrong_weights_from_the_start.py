# says: the first call is not 6: your number is larger
# points: 3
def predict_numbers():
    return 24, 330, 387, 6
