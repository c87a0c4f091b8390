# says: after the model got new weights, is off by
# points: 1
def cut_features(model, name):
    copy = keras.models.clone_model(model)
    return keras.Model(copy.inputs, copy.get_layer(name).output)
