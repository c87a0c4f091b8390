# says: You cannot add a different Input layer to it
# points: 0
def fresh_copy(model):
    return keras.Sequential([layer.__class__.from_config(layer.get_config()) for layer in model.layers])
