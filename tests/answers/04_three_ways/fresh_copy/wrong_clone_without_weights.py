# says: is off by
# points: 2
def fresh_copy(model):
    return keras.models.clone_model(model)
