def predict_parameters():
    return [281, 721, 4]
