# says: does it come from the file, with its weights
# points: 0
def round_trip(model):
    return keras.models.clone_model(model)
