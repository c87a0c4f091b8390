# says: does the copy have the weights of the first model?
# points: 2
def fresh_copy(model):
    return keras.models.clone_model(model)
