# says: A Keras model was expected, but this is a Dense
# points: 0
def cut_features(model, name):
    return model.get_layer(name)
