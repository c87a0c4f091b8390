# says: make the model from the very inputs that its outputs were computed from
# points: 0
def cut_features(model, name):
    inputs = [keras.Input(x.shape[1:]) for x in model.inputs]
    return keras.Model(inputs, model.get_layer(name).output)
