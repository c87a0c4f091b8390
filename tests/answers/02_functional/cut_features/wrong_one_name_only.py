# says: should have shape (4, 1), but it has shape (4, 5)
# points: 1
def cut_features(model, name):
    return keras.Model(model.inputs, model.get_layer("features").output)
