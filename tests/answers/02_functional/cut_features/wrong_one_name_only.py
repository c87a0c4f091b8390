# says: No such layer: features
# points: 1
def cut_features(model, name):
    return keras.Model(model.inputs, model.get_layer("features").output)
