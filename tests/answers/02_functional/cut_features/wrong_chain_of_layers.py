# says: You cannot add a different Input layer to it
# points: 0
def cut_features(model, name):
    layers = []
    for layer in model.layers:
        layers.append(layer)
        if layer.name == name:
            break
    return keras.Sequential(layers)
