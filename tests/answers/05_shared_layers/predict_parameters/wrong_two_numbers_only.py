# says: should return 3 numbers, but it returns 2 numbers
# points: 0
def predict_parameters():
    return 281, 721
