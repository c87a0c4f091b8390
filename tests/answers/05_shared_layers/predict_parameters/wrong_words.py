# says: should be a number, but it is '281'
# points: 2
def predict_parameters():
    return "281", 721, 4
