# says: of Dense(4) is not 20: your number is smaller
# points: 1
def predict_numbers():
    return 20, 320, 370, 0
