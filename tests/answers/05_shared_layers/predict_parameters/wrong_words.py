# says: '281' should be a number, without quotes
# points: 0
def predict_parameters():
    return "281", 721, 4
