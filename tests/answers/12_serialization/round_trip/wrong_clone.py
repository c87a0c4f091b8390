# says: What the loaded model returns, next to the original, is off
# points: 0
def round_trip(model):
    return keras.models.clone_model(model)
