# says: The number of steps that the loaded optimizer has taken is not 0
# points: 2
def round_trip(model):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    return copy
